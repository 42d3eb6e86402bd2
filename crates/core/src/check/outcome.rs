//! What came of judging by a policy.

use std::path::PathBuf;

use super::{Decision, Mode, RuleKind};
use crate::codes::codes;
use crate::date::Date;
use crate::inventory::Problem;
use crate::manifest::{ManifestProblem, Place};
use crate::policy::Subject;
use crate::timestamp::Timestamp;

codes! {
    /// What a rule may be against, each with a stable code.
    HitCode:
    /// The release is known to be malicious.
    Malicious = "malicious",
    /// The package is denied by its name and version.
    Denied = "denied",
    /// The release has an advisory that is denied.
    AdvisoryDenied = "advisory-denied",
    /// The release is known to be vulnerable, as severely as the rule does not bear.
    Vulnerable = "vulnerable",
    /// Files of the package are not as it lists them.
    FilesChanged = "files-changed",
    /// Code belongs to no package.
    Ownerless = "ownerless",
    /// Code runs when Python starts, and the rule does not allow it.
    StartupCode = "startup-code",
    /// The release has not been known for as long as the rule asks.
    TooNew = "too-new",
    /// No rule that allows packages there allows this one.
    NotAllowed = "not-allowed",
}

impl HitCode {
    /// What to do about it.
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::Malicious => {
                "remove the package, and treat the machine and what was typed or stored on it as seen by others"
            }
            Self::Denied => "uninstall the package",
            Self::AdvisoryDenied | Self::Vulnerable => "install a version that is not affected",
            Self::FilesChanged => "find out who changed the files, and reinstall the package",
            Self::Ownerless => "find out who put it there, and remove it if nobody did",
            Self::StartupCode => {
                "find out who put it there, and remove it, or add it to the list of the rule"
            }
            Self::TooNew => "install an older version, or wait",
            Self::NotAllowed => "uninstall the package, install what is allowed, or have it allowed",
        }
    }
}

/// An exception that is for a hit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lift {
    /// Where the exception is written.
    pub place: Place,
    /// Why it was made.
    pub reason: String,
    /// Who decided it.
    pub owner: String,
    /// The last day on which it holds.
    pub until: Date,
}

/// That a rule is against something.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// The kind that it counts as. What an allow list denies counts as denied.
    pub kind: RuleKind,
    /// The rule, by its place among the rules.
    pub(super) number: usize,
    /// What it is about.
    pub code: HitCode,
    /// The rule's id.
    pub rule: String,
    /// What is done about it now: within a time of grace less than the rule's own mode.
    pub mode: Mode,
    /// What is the matter, in one sentence.
    pub reason: String,
    /// The advisory, where it is about one: the record that it is called by first.
    pub advisory: Option<String>,
    /// All records that say so.
    pub records: Vec<String>,
    /// What else the advisory is called.
    pub aliases: Vec<String>,
    /// The requirement, where it is about one, without credentials.
    pub requirement: Option<String>,
    /// Where that is written, or the rule.
    pub place: Place,
    /// The last day of grace, while it lasts.
    pub grace_until: Option<Date>,
    /// The exception that lifts it.
    pub lifted: Option<Lift>,
    /// Exceptions that would, and are expired.
    pub expired: Vec<Lift>,
}

/// What is decided of one distribution in one site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Judgement {
    /// The package.
    pub subject: Subject,
    /// The site that it is in.
    pub site: PathBuf,
    /// What holds its metadata.
    pub metadata_path: PathBuf,
    /// The prefixes of the environments that see it, sorted.
    pub environments: Vec<PathBuf>,
    /// What is decided.
    pub decision: Decision,
    /// The rule that decided; `None` for what is allowed.
    pub rule: Option<String>,
    /// Why, in one sentence.
    pub reason: String,
    /// All that rules have against it, also what exceptions lift, in the order of precedence.
    pub hits: Vec<Hit>,
    /// What rules that allow packages say of it, sorted.
    pub notes: Vec<String>,
    /// Whether every question of every rule had an answer.
    pub is_checked: bool,
}

/// What is decided of a file that belongs to no distribution.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileJudgement {
    /// The file.
    pub path: PathBuf,
    /// The line in it, from 1, where it is about one.
    pub line: Option<u64>,
    /// The site that it is in.
    pub site: PathBuf,
    /// The prefixes of the environments that see it, sorted.
    pub environments: Vec<PathBuf>,
    /// What is decided.
    pub decision: Decision,
    /// The rule that decided; `None` where exceptions lift all.
    pub rule: Option<String>,
    /// Why, in one sentence.
    pub reason: String,
    /// All that rules have against it, in the order of precedence.
    pub hits: Vec<Hit>,
}

codes! {
    /// What judging by a policy could not check, each with a stable code.
    CheckUncheckedCode:
    /// What is known of packages could not be asked, is old or damaged, or does not tell of this version.
    AdvisoriesUnchecked = "advisories-unchecked",
    /// Whether a requirement of a bound is fulfilled could not be told.
    BoundUnclear = "bound-unclear",
    /// A rule asks whether files are as they were installed, and they were not looked at, or could not be.
    FilesUnchecked = "files-unchecked",
    /// A rule asks for what belongs to no package, and it was not looked for, or could not be.
    OwnerlessUnchecked = "ownerless-unchecked",
    /// A rule asks what runs when Python starts, and that was not looked at, or could not be.
    StartupUnchecked = "startup-unchecked",
    /// How old a release is, is not known: no bound gives its upload, and the machine has no record of when it came.
    AgeUnknown = "age-unknown",
    /// A scope asks for an owner, who is not known: its rules are applied.
    OwnerUnknown = "owner-unknown",
    /// A scope asks for a Python version, which is not known: its rules are applied.
    PythonUnknown = "python-unknown",
}

/// Something that could not be checked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CheckUnchecked {
    /// What kind.
    pub code: CheckUncheckedCode,
    /// The rule that asks, where it is one.
    pub rule: Option<String>,
    /// What was attempted, why it failed, and what to do.
    pub reason: String,
    /// The normalised name of the package that it is about, where it is one.
    pub package: Option<String>,
    /// Where it is on the machine.
    pub path: Option<PathBuf>,
    /// Where it is written.
    pub place: Option<Place>,
}

impl std::fmt::Display for CheckUnchecked {
    /// The reason, with the package and the rule that it is about.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(package) = &self.package {
            write!(formatter, "{package}: ")?;
        }
        formatter.write_str(&self.reason)?;
        self.rule.as_ref().map_or(Ok(()), |rule| write!(formatter, " (rule {rule})"))
    }
}

/// What of a policy says nothing where it was held against an inventory. It may be meant so, or be a slip.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CheckNote {
    /// Where it is written.
    pub place: Place,
    /// What says nothing, in one sentence.
    pub text: String,
}

/// What came of it. Only where no decision is a finding and everything [was checked](Self::is_checked), the machine is as the policy
/// asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckOutcome {
    /// One judgement for each distribution in each site, sorted by package.
    pub judgements: Vec<Judgement>,
    /// What is decided of files that belong to no distribution, sorted by path. Files that no rule is against are not in it.
    pub files: Vec<FileJudgement>,
    /// What could not be checked, sorted.
    pub unchecked: Vec<CheckUnchecked>,
    /// What could not be understood of bounds.
    pub bound_problems: Vec<ManifestProblem>,
    /// Where on the machine there may be packages that nobody has seen, sorted by path.
    pub machine_problems: Vec<Problem>,
    /// What of the policy says nothing here, sorted; only where a whole inventory was judged. It bears on no decision.
    pub notes: Vec<CheckNote>,
    /// Until when all this is so, if nothing changes: then a time of grace, an exception or an entry ends, or a release is old enough.
    pub valid_until: Option<Timestamp>,
}

impl CheckOutcome {
    /// Whether anything is warned of or refused.
    #[must_use]
    pub fn has_findings(&self) -> bool {
        self.judgements.iter().any(|judgement| judgement.decision.is_finding())
            || self.files.iter().any(|file| file.decision.is_finding())
    }

    /// Whether nothing was left unchecked.
    #[must_use]
    pub fn is_checked(&self) -> bool {
        self.unchecked.is_empty() && self.bound_problems.is_empty() && self.machine_problems.is_empty()
    }
}
