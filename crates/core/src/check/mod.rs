//! Holding an inventory against a policy.
//!
//! A [policy file](PolicyFile) is read as a whole or not at all. With its bounds loaded it is a [`Policy`], and [`check`] gives every
//! distribution in every site exactly one [`Judgement`]. Pure: an inventory, a policy and [`Evidence`] in, an outcome out. What bounds,
//! advisories and looking at files say is said by [`crate::policy`], [`crate::audit`] and [`crate::integrity`]; here is only what of it
//! decides, and in which mode.
//!
//! Precedence is total. The strictest mode decides; of hits of one mode the first by [`RuleKind`], then by the order of the file. What
//! is denied is so whatever allows it. Exceptions that hold lift what they name, before anything is decided.

mod asked;
mod cases;
mod enclosed;
mod evidence;
mod exception;
mod file;
mod first;
mod judge;
mod mistake;
mod mode;
mod outcome;
mod policy;
mod rule;
mod scope;
mod slips;

pub use asked::names_one_package;
pub use cases::{Case, CaseFiles, Cases, Difference, Expectation};
pub use enclosed::Beside;
pub use evidence::{Evidence, FilesSeen, FirstSights, Looked};
pub use exception::{Exception, KnownAgainst, KnownKind, RuleName};
pub use file::{POLICY_SCHEMA, PolicyFile};
pub use first::first_policy;
pub use judge::{check, check_part};
pub use mistake::{PolicyErrors, PolicyMistake};
pub use mode::{Decision, Mode};
pub use outcome::{
    CheckNote, CheckOutcome, CheckUnchecked, CheckUncheckedCode, FileJudgement, Hit, HitCode, Judgement, Lift,
};
pub use policy::{Needs, Policy};
pub use rule::{Rule, RuleKind};

/// Reading TOML so that every mistake is told with its line and column: of policies, and of whoever has files like them.
pub mod reading {
    pub use super::file::toml::{Table, Text, Value};
}
pub use scope::{Owners, PathOwner, Scope};
pub use slips::Knows;
