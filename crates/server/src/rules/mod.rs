//! Which machines come into which group.
//!
//! An organisation has rules in an order; the first that a machine fulfils says its group, and where none does it is the group of the token that
//! it was enrolled with. What an administrator decides by hand wins, until it is given back to the rules. Owner and tags are what
//! administrators say; of what a machine says itself, only its system and architecture count. That is a convenience and no proof: a machine that
//! is taken over can say that it runs another system.

mod follow;
mod rule;

pub use follow::Followed;
pub(crate) use follow::follow;
pub use rule::{Facts, GroupRule, RuleError, check_rules, check_tags, first_of, tags_of, tags_text};
