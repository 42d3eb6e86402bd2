//! Holding an inventory, or what a bound would install, against what is known of packages.
//!
//! Pure but for what a [`Source`](crate::advisory::Source) reads: an inventory, knowledge, rules and a day in, findings out. The
//! command, the agent and the server audit with this same code.

mod exception;
mod fact;
mod filter;
mod finding;
mod judge;
mod knowledge;
mod lookalike;
mod lookup;
mod open;
mod order;
mod origins;
mod outcome;
mod queries;
mod release;
pub mod vex;

pub use crate::advisory::names::Confidence;
pub use exception::{Exception, ExceptionError, Exceptions};
pub use fact::Fact;
pub use filter::{Filter, ScoreFilter};
pub use finding::{
    AuditCode, AuditFinding, AuditUnchecked, AuditUncheckedCode, Matter, Note, OriginMatter, Whereabouts,
};
pub use judge::{AuditRules, audit};
pub use knowledge::Knowledge;
pub use lookup::{look_up_bounds, look_up_name};
pub use origins::TrustedOrigins;
pub use outcome::{AuditOutcome, Passing, Suppressed, Suppression};
pub use queries::{Query, queries_of_bounds, queries_of_inventory, queries_of_name};
