//! The agent as users meet it: real installers, real Pythons, and processes that are killed.

mod ages;
mod conda;
mod enforcing;
mod hardship;
mod installers;
mod integrity;
mod kinds;
mod monitoring;
mod newplaces;
mod opening;
mod places;
mod policies;
pub(crate) mod rig;
mod supervision;
mod wheels;
