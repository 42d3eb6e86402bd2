//! The agent at work.
//!
//! * [`Judge`] is who judges; the policy and what is known of packages are its own.
//! * [`Verdicts`] are what is decided, and what of it has changed; [`Enforcement`] makes marks of it.
//! * [`files`] looks at files, beside the loop.
//! * [`reporting`] makes reports of all of it.
//! * [`run`] is the loop that all of it happens in.

mod begin;
mod deciders;
mod enforcement;
pub mod events;
pub mod files;
mod glass;
mod holding;
mod judge;
mod judging;
mod lock;
mod looking;
mod memory;
mod pace;
mod parts;
mod private;
mod refusals;
pub mod reporting;
mod requested;
mod retries;
mod sights;
mod signals;
mod state;
mod status;
mod unchecked;
mod verdicts;
mod wake;
mod worker;

pub use begin::run;
pub use enforcement::Enforcement;
pub use glass::BreakGlass;
pub use judge::Judge;
pub use lock::{LockError, StateLock};
pub use parts::{Notice, Parts, RunError};
pub use private::{PrivateError, PrivateFile};
pub use requested::RequestDesk;
pub use signals::{Asked, Signals};
pub use verdicts::{Observed, Turned, Verdicts};
pub use wake::Wake;
