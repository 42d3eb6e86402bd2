//! The rules of a policy.

use crate::advisory::Rating;
use crate::audit::TrustedOrigins;
use crate::codes::codes;
use crate::integrity::Severity;
use crate::manifest::{Entry, Place};
use crate::policy::{Bound, Ignores, Index};
use crate::report::Pattern;

use super::Mode;

codes! {
    /// The kinds of rules, each with a stable word, in the order of their precedence.
    RuleKind:
    /// What is known to be malware is refused. This rule is built in, and cannot be switched off.
    Malware = "malware",
    /// What is named is denied, whatever else allows it.
    Deny = "deny",
    /// What is known to be vulnerable is not to be there.
    Audit = "audit",
    /// Files are as they were installed, and are somebody's; what runs at starts is on a list.
    Integrity = "integrity",
    /// A release has been known for some days.
    Age = "age",
    /// What is on no list is not to be there.
    Allow = "allow",
}

/// A rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// What it is called by.
    pub id: String,
    /// What is done about what it is against.
    pub mode: Mode,
    /// Where it is written.
    pub place: Place,
    /// The scopes that it is for, by their places in the policy; everywhere, if there are none.
    pub(super) scopes: Vec<usize>,
    /// What it asks.
    pub(super) asks: Asks,
}

/// What a rule asks.
#[derive(Clone, Debug)]
pub(super) enum Asks {
    Malware,
    Deny(Deny),
    Audit(AuditRule),
    Integrity(IntegrityRule),
    /// How many days old a release must be.
    Age(u32),
    Allow(Allow),
}

/// What is denied.
#[derive(Clone, Debug)]
pub(super) struct Deny {
    /// The packages, as one bound of `deny` entries.
    pub(super) packages: Lists,
    /// Names of advisories.
    pub(super) advisories: Vec<String>,
}

/// Which vulnerabilities are not borne.
#[derive(Clone, Copy, Debug)]
pub(super) struct AuditRule {
    pub(super) severity: Rating,
    /// How many days after an advisory was published it is warned of only.
    pub(super) grace_days: u32,
}

/// What must be true of files.
#[derive(Clone, Debug)]
pub(super) struct IntegrityRule {
    /// Whether files must be as their distribution lists them.
    pub(super) record: bool,
    /// Whether code must belong to a distribution.
    pub(super) ownerless: bool,
    /// What may run at starts.
    pub(super) startup: StartupRule,
    /// From which severity on a finding counts.
    pub(super) severity: Severity,
}

/// What may run when an interpreter starts.
#[derive(Clone, Debug)]
pub(super) enum StartupRule {
    /// It is not looked at.
    Any,
    /// What nobody is known to have put there, and what stands out, may not.
    Unsuspicious,
    /// Only files of these names may.
    Listed(Vec<Pattern>),
}

/// What is allowed.
#[derive(Clone, Debug)]
pub(super) struct Allow {
    /// Bounds, and requirements that stand in the policy itself, as one list.
    pub(super) lists: Lists,
    /// Where packages may come from, if that is limited.
    pub(super) origins: Option<Origins>,
    /// What is not judged.
    pub(super) ignores: Ignores,
}

/// Where packages may come from.
#[derive(Clone, Debug)]
pub(super) struct Origins {
    /// Whether from an index, whichever: what came from one has nothing recorded of it.
    pub(super) index: bool,
    /// Beginnings of URLs.
    pub(super) trusted: TrustedOrigins,
}

/// Bounds, with an index of what they are about.
#[derive(Clone, Debug, Default)]
pub(super) struct Lists {
    pub(super) bounds: Vec<Bound>,
    pub(super) index: Index,
}

impl Lists {
    pub(super) fn new(bounds: Vec<Bound>) -> Self {
        Self { index: Index::of(&bounds), bounds }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.bounds.is_empty()
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.bounds.iter().flat_map(|bound| &bound.manifest.entries)
    }
}

impl Rule {
    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> RuleKind {
        match self.asks {
            Asks::Malware => RuleKind::Malware,
            Asks::Deny(_) => RuleKind::Deny,
            Asks::Audit(_) => RuleKind::Audit,
            Asks::Integrity(_) => RuleKind::Integrity,
            Asks::Age(_) => RuleKind::Age,
            Asks::Allow(_) => RuleKind::Allow,
        }
    }
}
