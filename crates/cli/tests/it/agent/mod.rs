//! The agent as users meet it: real installers, real Pythons, and processes that are killed.

mod enforcing;
mod integrity;
mod monitoring;
mod rig;
mod supervision;
