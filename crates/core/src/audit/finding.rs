//! What an audit finds, and what it could not check.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::fact::Fact;
use crate::advisory::names::{Confidence, Likeness};
use crate::codes::codes;
use crate::manifest::Place;
use crate::policy::Subject;

codes! {
    /// The kinds of findings of an audit, each with a stable code.
    AuditCode:
    /// The release is known to be malicious.
    Malicious = "malicious",
    /// The release is known to be vulnerable.
    Vulnerable = "vulnerable",
    /// The name looks like the one of a popular package.
    Lookalike = "lookalike",
    /// The package is not from an index, and nothing is known of its name: somebody else could publish a package of that name.
    DirectUrlOnly = "direct-url-only",
    /// The package is recorded as installed from elsewhere than an index, and that place is not among the trusted ones.
    UntrustedOrigin = "untrusted-origin",
    /// An exception was made for it until a day that is past.
    ExceptionExpired = "exception-expired",
    /// An exception was made for something that is no longer found.
    ExceptionUnused = "exception-unused",
}

impl AuditCode {
    /// What to do about it, where nothing better is known.
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::Malicious => {
                "remove the package, and treat the machine and what was typed or stored on it as seen by others"
            }
            Self::Vulnerable => "install a version that is not affected",
            Self::Lookalike => "see whether the package is the one that was meant; remove it if it is not",
            Self::DirectUrlOnly => {
                "register the name in the index that is used, or see that installers never look for it there"
            }
            Self::UntrustedOrigin => {
                "install the package from the index, or name its origin with --trusted-origin if it is meant"
            }
            Self::ExceptionExpired => "mend what it was made for, or decide anew until when it holds",
            Self::ExceptionUnused => "remove the exception from fetter.toml",
        }
    }

    /// Whether it can be switched off as a kind. Vulnerabilities are what an audit is for; that malware is switched off is said.
    #[must_use]
    pub const fn is_optional(self) -> bool {
        !matches!(self, Self::Vulnerable)
    }
}

/// What qualifies a finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Note {
    /// The version is somebody's own build of a public one, which is what the advisory is about.
    OwnBuild {
        /// The public version.
        public: String,
    },
    /// It was not installed from an index: an advisory on the name may not concern it.
    OtherOrigin {
        /// Where it is from, without credentials.
        url: String,
    },
    /// It is part of a distribution's own packages, which mends older versions without giving them a new number.
    Distributor {
        /// Whose packages.
        name: &'static str,
    },
    /// What is asked for allows several versions, all known ones of which are affected; this is the highest.
    HighestAllowed {
        /// What is asked for.
        requirement: String,
    },
    /// The version is none of PEP 440, and was compared as older tools did.
    VersionText,
    /// A VEX document states something of it that leaves it to be judged.
    Vex {
        /// The document, as it was named.
        document: String,
        /// `affected` or `under_investigation`.
        status: String,
        /// What it says to do, or how far it is known.
        statement: Option<String>,
    },
}

impl Note {
    /// The stable word for it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::OwnBuild { .. } => "own-build",
            Self::OtherOrigin { .. } => "other-origin",
            Self::Distributor { .. } => "distributor",
            Self::HighestAllowed { .. } => "highest-allowed",
            Self::VersionText => "version-text",
            Self::Vex { .. } => "vex",
        }
    }
}

impl std::fmt::Display for Note {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::OwnBuild { public } => {
                write!(
                    formatter,
                    "a build of {public}, by which it is judged; whoever built it may have mended it"
                )
            }
            Self::OtherOrigin { url } => {
                write!(formatter, "installed from {url}; what is known of the name may not concern it")
            }
            Self::Distributor { name } => {
                write!(formatter, "a package of {name}, which may have mended it under the same version")
            }
            Self::HighestAllowed { requirement } => write!(
                formatter,
                "the highest known version that {requirement} allows; all that are known are affected"
            ),
            Self::VersionText => {
                formatter.write_str("its version is none of PEP 440, and was compared as text")
            }
            Self::Vex { document, status, statement } => {
                write!(formatter, "{document} states: {status}")?;
                statement.as_ref().map_or(Ok(()), |statement| write!(formatter, ", {statement}"))
            }
        }
    }
}

/// Where something is.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Whereabouts {
    /// The sites that hold it.
    pub sites: BTreeSet<PathBuf>,
    /// The prefixes of the environments that see these sites.
    pub environments: BTreeSet<PathBuf>,
    /// The places in files that ask for it.
    pub places: BTreeSet<Place>,
}

/// Where a package is from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OriginMatter {
    /// The URL, without credentials.
    pub url: String,
    /// `archive`, `vcs` or `directory` (PEP 610).
    pub kind: &'static str,
    /// Whether it is a source tree of this machine that is on the path.
    pub editable: bool,
}

/// What a finding is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matter {
    /// A vulnerability, or malware.
    Fact(Box<Fact>),
    /// A name that looks like another one.
    Lookalike {
        /// The popular name.
        near: String,
        /// Its place in the list of popular packages, from 1.
        rank: u32,
        /// In what the two are alike.
        likeness: Likeness,
    },
    /// Where the package is from.
    Origin(OriginMatter),
    /// An exception that was made.
    Exception {
        /// What it is made for.
        id: String,
        /// Why it was made.
        reason: String,
        /// The last day on which it holds.
        until: crate::date::Date,
    },
}

/// Something that a person must judge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditFinding {
    /// What kind.
    pub code: AuditCode,
    /// The package; for an exception that names none, without a name.
    pub subject: Subject,
    /// How sure it is.
    pub confidence: Confidence,
    /// What it is about.
    pub matter: Matter,
    /// What qualifies it, sorted.
    pub notes: Vec<Note>,
    /// Where it is.
    pub whereabouts: Whereabouts,
}

impl AuditFinding {
    /// That a fact concerns a release. What qualifies it makes it less sure.
    pub(super) fn of_fact(subject: Subject, fact: Fact, notes: Vec<Note>, whereabouts: Whereabouts) -> Self {
        Self {
            code: if fact.is_malware { AuditCode::Malicious } else { AuditCode::Vulnerable },
            subject,
            confidence: if notes.is_empty() { Confidence::High } else { Confidence::Medium },
            matter: Matter::Fact(Box::new(fact)),
            notes,
            whereabouts,
        }
    }

    /// The fact, where it is about one.
    #[must_use]
    pub fn fact(&self) -> Option<&Fact> {
        match &self.matter {
            Matter::Fact(fact) => Some(fact),
            _ => None,
        }
    }

    /// One line on what it is about.
    #[must_use]
    pub fn summary(&self) -> String {
        match &self.matter {
            Matter::Fact(fact) => fact.summary.clone(),
            Matter::Lookalike { near, rank, likeness } => {
                format!("its name looks like {near}, number {rank} of the popular packages ({likeness})")
            }
            Matter::Origin(origin) if self.code == AuditCode::DirectUrlOnly => {
                format!("is from {} only, and nothing is known of a package of that name", origin.url)
            }
            Matter::Origin(origin) => format!("is from {}", origin.url),
            Matter::Exception { id, reason, until } if self.code == AuditCode::ExceptionExpired => {
                format!("the exception for {id} ({reason}) ended on {until}")
            }
            Matter::Exception { id, reason, .. } => {
                format!("the exception for {id} ({reason}) is for nothing that is found")
            }
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn advice(&self) -> String {
        match &self.matter {
            Matter::Fact(fact) => fact.advice(self.code),
            _ => self.code.advice().to_owned(),
        }
    }
}

codes! {
    /// What an audit could not check, each with a stable code.
    AuditUncheckedCode:
    /// No source of advisories could be asked.
    SourceUnavailable = "source-unavailable",
    /// The local index is older than it may be: what has become known since is not in it.
    IndexStale = "index-stale",
    /// Records of the local index could not be read when it was made; what they are about is unknown.
    RecordUnreadable = "record-unreadable",
    /// A list that is kept beside the index could not be read.
    FeedUnreadable = "feed-unreadable",
    /// The package is one that something is known of, and its version is not recorded.
    VersionMissing = "version-missing",
    /// The package is one that something is known of by ranges of versions, and its own version is none of PEP 440.
    VersionUncertain = "version-uncertain",
    /// A service says that an advisory concerns a release, and the advisory itself does not.
    AnswerUnconfirmed = "answer-unconfirmed",
    /// What is asked for may be installed in affected versions and in others.
    VersionOpen = "version-open",
    /// What is asked for comes from elsewhere than an index, and its version is not said.
    OriginOpen = "origin-open",
    /// Nothing of what was asked about is a Python package.
    NothingJudged = "nothing-judged",
    /// A VEX document could not be read.
    VexUnreadable = "vex-unreadable",
}

/// What could not be checked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AuditUnchecked {
    /// What kind.
    pub code: AuditUncheckedCode,
    /// The normalised name of the package that it is about; `None` where it is about all.
    pub package: Option<String>,
    /// What was attempted, why it failed, and what to do.
    pub reason: String,
    /// Where it is.
    pub whereabouts: Whereabouts,
}
