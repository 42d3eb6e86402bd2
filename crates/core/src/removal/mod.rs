//! Taking packages away safely: first a plan, then its application by moving files into a quarantine, from which they can be restored.
//!
//! * [`plan()`] says what would be removed, what is left alone and why, and what is refused.
//! * [`quarantine`] carries a plan out, and undoes it.
//!
//! Nothing is lost before a quarantine is emptied, and nothing is touched that a plan does not name. A plan names only what a
//! distribution lists as its own, below the directory that it was installed into. No link is followed.

mod path_lines;
mod plan;
mod planning;
mod protected;
pub mod quarantine;
mod state;

pub use plan::{
    Action, Choice, Dependent, Left, LeftCode, Options, Plan, PlanTotals, Refusal, RefusalCode, Removal, Step,
};
pub use planning::plan;
pub use state::{FileState, StateKind};
