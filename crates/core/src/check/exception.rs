//! What was decided to be borne: by whom, for what reason and until when.

use crate::date::Date;
use crate::inventory::Distribution;
use crate::manifest::{Entry, Place};
use crate::policy::{admits, is_about};

use super::RuleKind;
use super::scope::PathPattern;

/// An exception: `[[exception]]` of a policy.
#[derive(Clone, Debug)]
pub struct Exception {
    /// The rule, or the kind of rules, that it is from.
    pub rule: Option<RuleName>,
    /// The advisory that it is for.
    pub advisory: Option<String>,
    /// The package that it is for: a requirement, or a pattern of names with versions.
    pub(super) package: Option<Entry>,
    /// The scopes that it is for, by their places in the policy; everywhere, if there are none.
    pub(super) scopes: Vec<usize>,
    /// The paths that it is for; everywhere, if there are none.
    pub(super) paths: Vec<PathPattern>,
    /// Why.
    pub reason: String,
    /// Who decided it.
    pub owner: String,
    /// The last day on which it holds, in UTC.
    pub until: Date,
    /// Where it is written.
    pub place: Place,
}

/// What an exception calls a rule: by its id, or, where no rule has that id, by its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleName {
    /// All rules of a kind.
    Kind(RuleKind),
    /// One rule, by its id.
    Id(String),
}

impl RuleName {
    pub(super) fn is(&self, id: &str, kind: RuleKind) -> bool {
        match self {
            Self::Kind(named) => *named == kind,
            Self::Id(named) => named == id,
        }
    }
}

impl Exception {
    /// Whether it is for a package.
    pub(super) fn is_for_package(&self, distribution: Option<&Distribution>) -> bool {
        match (&self.package, distribution) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(entry), Some(found)) => is_about(entry, &found.name) && admits(entry, found),
        }
    }

    /// Whether it names one package, by its name.
    pub(super) fn names_package(&self) -> bool {
        self.package.as_ref().is_some_and(|entry| entry.pattern.is_none())
    }
}
