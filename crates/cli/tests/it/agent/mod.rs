//! The agent as users meet it: real installers, real Pythons, and processes that are killed.

mod conda;
mod enforcing;
mod hardship;
mod installers;
mod kinds;
mod monitoring;
mod opening;
mod places;
mod rig;
mod supervision;
mod wheels;
