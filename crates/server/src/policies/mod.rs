//! What machines are to go by: checked before it is taken, staged, activated, rolled back.

mod compose;
mod derive;
mod error;
mod lift;
mod publish;
mod requests;
mod steps;
mod unified;

pub use compose::compose;
pub use derive::DerivedDraft;
pub use error::{POLICY_FILE, PolicyError};
pub(crate) use publish::republish;
pub use requests::Approval;
pub(crate) use steps::read_exception;
pub use steps::{Seen, Step};
pub(crate) use unified::unified;
