//! The agent as users meet it: real installers, real Pythons, and processes that are killed.

mod ages;
mod enforcing;
mod monitoring;
mod policies;
mod rig;
mod supervision;
