//! Looking at files themselves: whose they are, whether they are as they were installed, and which of them run by themselves.
//!
//! * [`files`] knows which files a distribution says are its own.
//! * [`ownerless`] looks for code that no distribution claims, for what hides something else, and for files that others may write.
//! * [`startup`] lists the code that runs when an interpreter starts.
//! * [`survey()`] does what is asked of the former at once, for a machine or a part of it.
//! * [`unpack`] says which of a distribution's files are there.
//! * [`verify`] holds the files against what was installed.

pub mod files;
pub mod ownerless;
mod severity;
pub mod startup;
mod survey;
pub mod unpack;
pub mod verify;

pub use severity::Severity;
pub use survey::{Found, Survey, SurveyRequest, Surveyed, neighbourhood, survey};
