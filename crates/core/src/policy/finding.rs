//! What judging finds, and what it could not check.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use crate::codes::codes;
use crate::manifest::Place;

/// What is wrong with a package, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// A bound denies it.
    Denied,
    /// It is there, and not as the bound defines it.
    Misdefined,
    /// It is not there, and the bound requires it.
    Missing,
    /// It is there, and no bound asks for it.
    Unrequired,
}

impl Verdict {
    /// The stable word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Denied => "Denied",
            Self::Misdefined => "Misdefined",
            Self::Missing => "Missing",
            Self::Unrequired => "Unrequired",
        }
    }
}

codes! {
    /// The kinds of findings, each with a stable code.
    FindingCode:
    /// The package is denied.
    Denied = "denied",
    /// The installed version is none that the bound allows.
    VersionMismatch = "version-mismatch",
    /// The package came from elsewhere than the bound allows.
    OriginMismatch = "origin-mismatch",
    /// The package was built from another revision or commit than the bound allows.
    RevisionMismatch = "revision-mismatch",
    /// The archive that was installed has none of the hashes that the bound allows.
    HashMismatch = "hash-mismatch",
    /// The package is required and not installed.
    NotInstalled = "not-installed",
    /// An extra is required, and what it needs is not installed.
    ExtraNotInstalled = "extra-not-installed",
    /// An extra is required, and what it needs is installed in a version that will not do.
    ExtraVersionMismatch = "extra-version-mismatch",
    /// No bound mentions the package.
    NotInBound = "not-in-bound",
    /// A bound mentions the package, but does not ask for it in this environment.
    NotForEnvironment = "not-for-environment",
    /// The package was allowed until a day that is past.
    Expired = "expired",
}

impl FindingCode {
    /// The word that it stands under.
    #[must_use]
    pub const fn verdict(self) -> Verdict {
        match self {
            Self::Denied => Verdict::Denied,
            Self::VersionMismatch
            | Self::OriginMismatch
            | Self::RevisionMismatch
            | Self::HashMismatch
            | Self::ExtraVersionMismatch => Verdict::Misdefined,
            Self::NotInstalled | Self::ExtraNotInstalled => Verdict::Missing,
            Self::NotInBound | Self::NotForEnvironment | Self::Expired => Verdict::Unrequired,
        }
    }

    /// What to do about it.
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::Denied => "uninstall the package",
            Self::VersionMismatch | Self::ExtraVersionMismatch => {
                "install a version that the bound allows, or change the bound"
            }
            Self::OriginMismatch | Self::RevisionMismatch | Self::HashMismatch => {
                "reinstall the package from where the bound says, or change the bound"
            }
            Self::NotInstalled | Self::ExtraNotInstalled => {
                "install what the bound requires, or take --subset where it need not be there"
            }
            Self::NotInBound | Self::NotForEnvironment => {
                "uninstall the package, add it to the bound, or take --superset where more may be there"
            }
            Self::Expired => "uninstall the package, or decide anew until when it is allowed",
        }
    }
}

/// The package that a finding is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subject {
    /// Its normalised name.
    pub name: String,
    /// Its name as its metadata or the bound writes it.
    pub written: String,
    /// The installed version as its metadata writes it; `None` for what is not installed.
    pub version: Option<String>,
}

impl Subject {
    /// `NAME-VERSION`, or the name of what is not installed.
    #[must_use]
    pub fn label(&self) -> String {
        match &self.version {
            Some(version) => format!("{}-{version}", self.written),
            None => self.written.clone(),
        }
    }
}

/// Something that a person must judge.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The package.
    pub subject: Subject,
    /// What kind of finding.
    pub code: FindingCode,
    /// The requirement that it is held against, without credentials.
    pub requirement: Option<String>,
    /// Where that is written.
    pub place: Option<Place>,
    /// The reason, in words.
    pub reason: String,
    /// The sites that hold the package; for what is missing, the sites that would.
    pub sites: Arc<BTreeSet<PathBuf>>,
    /// The environments that see it so. What is wrong in all of many environments shares one set with whatever else is.
    pub environments: Arc<BTreeSet<PathBuf>>,
}

codes! {
    /// What could not be checked, each with a stable code.
    UncheckedCode:
    /// Whether a requirement holds in an environment depends on what is not known of it.
    MarkerUnknown = "marker-unknown",
    /// A marker compares what cannot be compared.
    MarkerUndefined = "marker-undefined",
    /// The package is an editable checkout of a repository, and which commit it is at is not recorded.
    CommitUnrecorded = "commit-unrecorded",
    /// The bound names hashes of the archive, and none that can be compared with them is recorded of the installed one.
    HashUnrecorded = "hash-unrecorded",
    /// The URL that the package came from agrees as far as it is kept: a secret in it is not.
    OriginUncertain = "origin-uncertain",
    /// The metadata of an installed package says what an extra needs in a way that could not be understood.
    RequiresInvalid = "requires-invalid",
    /// Some versions of the package are denied, and the installed one cannot be compared with them.
    DenialUncertain = "denial-uncertain",
}

/// What could not be checked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unchecked {
    /// The requirement's place in its bound.
    pub place: Place,
    /// What kind.
    pub code: UncheckedCode,
    /// What was attempted, why it failed, and what to do.
    pub reason: String,
    /// The environments that it is about.
    pub environments: BTreeSet<PathBuf>,
}
