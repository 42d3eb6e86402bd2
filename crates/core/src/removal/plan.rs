//! What would be removed, and what is left alone.

use std::path::PathBuf;

use super::FileState;
use crate::codes::codes;
use crate::policy::Subject;

/// A distribution that is to be removed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Choice {
    /// The site that it lies in.
    pub site: PathBuf,
    /// Its metadata: what tells it from others of its name in that site.
    pub metadata: PathBuf,
    /// Why it is to be removed, for a person to read.
    pub reasons: Vec<String>,
}

/// What is allowed beyond what is safe.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Also where an operating system or conda keeps its own account of what is installed (PEP 668).
    pub break_system_packages: bool,
}

/// What would be removed. Everything in it is sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// What would be removed, each distribution by itself, in the order in which it is done.
    pub removals: Vec<Removal>,
    /// What was asked for and would not be removed.
    pub refused: Vec<Refusal>,
}

/// How much a plan is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PlanTotals {
    /// Distributions that would be removed.
    pub distributions: usize,
    /// Files and links that would be moved into quarantine.
    pub files: usize,
    /// Their size in bytes.
    pub bytes: u64,
    /// Directories that become empty and would be removed.
    pub directories: usize,
    /// What is left alone.
    pub left: usize,
    /// Distributions that are refused.
    pub refused: usize,
}

impl Plan {
    /// How much it is about.
    #[must_use]
    pub fn totals(&self) -> PlanTotals {
        let mut totals = PlanTotals {
            distributions: self.removals.len(),
            refused: self.refused.len(),
            ..PlanTotals::default()
        };
        for removal in &self.removals {
            totals.files += removal.files();
            totals.bytes += removal.bytes();
            totals.directories += removal.directories();
            totals.left += removal.left.len();
        }
        totals
    }
}

/// What would be removed of one distribution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removal {
    /// Which it is.
    pub subject: Subject,
    /// The site that it lies in.
    pub site: PathBuf,
    /// Its metadata.
    pub metadata: PathBuf,
    /// The directory that everything below is relative to, and that nothing leads out of.
    pub anchor: PathBuf,
    /// The environments that see it, sorted.
    pub environments: Vec<PathBuf>,
    /// Why it is removed.
    pub reasons: Vec<String>,
    /// What is done, in order.
    pub steps: Vec<Step>,
    /// What it lists, or what lies beside that, and is left alone, sorted by path.
    pub left: Vec<Left>,
    /// What needs it, sorted.
    pub dependents: Vec<Dependent>,
    /// The metadata of earlier removals of the plan that list some of its files too: where one of these stays, so does this.
    pub takes_along: Vec<PathBuf>,
}

impl Removal {
    /// How many files and links are moved.
    #[must_use]
    pub fn files(&self) -> usize {
        self.steps.iter().filter(|step| step.action == Action::Move).count()
    }

    /// How many directories are removed.
    #[must_use]
    pub fn directories(&self) -> usize {
        self.steps.iter().filter(|step| step.action == Action::RemoveDirectory).count()
    }

    /// The size of what is moved, in bytes.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        let moved = self.steps.iter().filter(|step| step.action == Action::Move);
        moved.fold(0, |sum, step| sum.saturating_add(step.state.size))
    }
}

/// One thing that is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// To what: a path relative to the anchor.
    pub path: PathBuf,
    /// What is done.
    pub action: Action,
    /// What is there now.
    pub state: FileState,
}

/// What is done to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// It is moved into quarantine.
    Move,
    /// These lines, without what ends them, are taken out of it; the file as it was goes into quarantine.
    Edit(Vec<Vec<u8>>),
    /// It is a directory, and will be empty.
    RemoveDirectory,
}

codes! {
    /// Why something that a distribution lists is left alone, each with a stable code.
    LeftCode:
    /// The path leads out of the directory that the distribution was installed into.
    Outside = "outside",
    /// The path leads through a link.
    ThroughLink = "through-link",
    /// The path leads onto another mount.
    OtherMount = "other-mount",
    /// It belongs to the interpreter or the environment itself.
    Protected = "protected",
    /// Another distribution lists it too, or may.
    Shared = "shared",
    /// It is neither a file nor a link.
    Irregular = "irregular",
    /// No distribution lists it, and it keeps a directory from being empty.
    NotListed = "not-listed",
}

/// Something that is left alone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Left {
    /// Where: the whole path.
    pub path: PathBuf,
    /// Why.
    pub code: LeftCode,
    /// Why, for a person to read.
    pub reason: String,
}

codes! {
    /// Why a distribution is not removed, each with a stable code.
    RefusalCode:
    /// Nothing lists its files.
    NoFileList = "no-file-list",
    /// The list of its files could not be read as a whole.
    ListUnreadable = "list-unreadable",
    /// What it shares with another distribution could not be told.
    SharedUnknown = "shared-unknown",
    /// conda keeps account of it.
    CondaManaged = "conda-managed",
    /// The operating system keeps account of what is installed there (PEP 668).
    ExternallyManaged = "externally-managed",
    /// It lies in an archive with others.
    InArchive = "in-archive",
    /// It is a source tree, and not installed.
    SourceTree = "source-tree",
    /// Its metadata cannot be reached without following links or leaving the file system.
    Unreachable = "unreachable",
    /// Something that it lists could not be looked at.
    Unseen = "unseen",
    /// Of what it lists nothing is there that could be removed.
    NothingOwn = "nothing-own",
}

impl RefusalCode {
    /// What to do about it.
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::NoFileList | Self::NothingOwn => {
                "reinstall the package with pip, which lists its files, and remove it then"
            }
            Self::ListUnreadable | Self::SharedUnknown => {
                "see that the list can be read, by mode, owner and contents, or reinstall the package that has it"
            }
            Self::Unseen => "run this as somebody who may look there",
            Self::CondaManaged => "remove it with conda, or take --break-system-packages",
            Self::ExternallyManaged => {
                "remove it with the system's own package manager, or take --break-system-packages"
            }
            Self::InArchive => "remove the archive, or the line of the .pth file that names it",
            Self::SourceTree => "delete the source tree, if it is not needed",
            Self::Unreachable => "name the environment by the place where it really lies",
        }
    }
}

/// A distribution that is not removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Which it is.
    pub subject: Subject,
    /// The site that it lies in.
    pub site: PathBuf,
    /// Its metadata.
    pub metadata: PathBuf,
    /// Why it should have been removed.
    pub reasons: Vec<String>,
    /// Why it is not.
    pub code: RefusalCode,
    /// Why it is not, for a person to read.
    pub reason: String,
}

/// A distribution that needs one that is removed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dependent {
    /// Which it is.
    pub subject: Subject,
    /// The environment in which it needs it.
    pub environment: PathBuf,
    /// What it says that it needs.
    pub requirement: String,
}
