//! What the agent is made of: this crate knows how policies, bounds and advisories are read.

mod before;
mod bundles;
mod judge;
mod kept;
mod loading;
mod service;

pub(crate) use judge::PolicyJudge;
pub(crate) use service::{run, sources, work};
