//! What came of an audit.

use std::path::Path;

use super::finding::{AuditFinding, AuditUnchecked, Whereabouts};
use super::judge::AuditRules;
use super::order;
use crate::date::Date;
use crate::inventory::Problem;
use crate::manifest::ManifestProblem;
use crate::policy::Subject;

/// What came of it. Only where there are no findings and everything [was checked](Self::is_checked), nothing bad is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditOutcome {
    /// What a person must judge, in the order in which to do it.
    pub findings: Vec<AuditFinding>,
    /// What would be findings but for a decision that was made and written down, in the same order.
    pub suppressed: Vec<Suppressed>,
    /// The releases of which nothing is found, sorted.
    pub passing: Vec<Passing>,
    /// What could not be checked, sorted.
    pub unchecked: Vec<AuditUnchecked>,
    /// What could not be understood of a bound.
    pub bound_problems: Vec<ManifestProblem>,
    /// Where on the machine there may be packages that nobody has seen, sorted by path.
    pub machine_problems: Vec<Problem>,
    /// How many distinct releases were held against what is known.
    pub releases: usize,
    /// How many of conda's packages were left out because they are no Python distributions.
    pub foreign: usize,
}

/// A finding that a decision was made about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppressed {
    /// What was found.
    pub finding: AuditFinding,
    /// The decision.
    pub by: Suppression,
}

/// A decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Suppression {
    /// An exception in fetter.toml.
    Exception {
        /// Why it was made.
        reason: String,
        /// The last day on which it holds.
        until: Date,
    },
    /// A statement of a VEX document.
    Vex {
        /// The document, as it was named.
        document: String,
        /// `not_affected` or `fixed`.
        status: String,
        /// The justification, or what else it says.
        justification: Option<String>,
    },
}

/// A release of which nothing is found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Passing {
    /// The release.
    pub subject: Subject,
    /// Where it is.
    pub whereabouts: Whereabouts,
}

impl AuditOutcome {
    /// Applies what was decided, and puts all in order. `looked_at` says whether anything in a directory was looked at.
    pub(super) fn settle(&mut self, rules: &AuditRules, has_source: bool, looked_at: impl Fn(&Path) -> bool) {
        rules.exceptions.apply(self, has_source, looked_at, rules.today);
        self.findings
            .retain(|finding| !rules.disabled.contains(&finding.code) || !finding.code.is_optional());
        order::sort(&mut self.findings);
        self.passing.sort();
        self.unchecked.sort();
    }

    /// Whether nothing was left unchecked.
    #[must_use]
    pub fn is_checked(&self) -> bool {
        self.unchecked.is_empty() && self.bound_problems.is_empty() && self.machine_problems.is_empty()
    }
}
