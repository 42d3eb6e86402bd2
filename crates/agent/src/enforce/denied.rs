//! What is denied, by what, and why.

use std::path::{Path, PathBuf};

/// A distribution that a policy denies, where it is installed; or a file that is no distribution's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Denied {
    /// What it is.
    pub kind: DeniedKind,
    /// `NAME-VERSION`, as users see it; of a file its path.
    pub label: String,
    /// The normalised name; of a file nothing.
    pub name: String,
    /// The version as it was written, or nothing.
    pub version: String,
    /// The site that it lies in.
    pub site: PathBuf,
    /// What holds its metadata; it stands for the distribution. Of a file that is no distribution's it is the file.
    pub metadata: PathBuf,
    /// The rule that decided.
    pub rule: String,
    /// Why, for a person to read.
    pub reason: String,
    /// What happens to whoever opens its files.
    pub mode: Mode,
}

/// What is denied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DeniedKind {
    /// A distribution.
    #[default]
    Distribution,
    /// A file that is no distribution's, or a directory that holds nothing else.
    File,
}

impl Denied {
    /// Whether it is known to be malicious. No rule of a file has the name of the built-in one.
    #[must_use]
    pub fn is_malware(&self) -> bool {
        self.rule == fetter_core::check::RuleKind::Malware.as_str()
    }

    /// The file, where it is one.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        (self.kind == DeniedKind::File).then_some(&self.metadata)
    }
}

/// What happens to whoever opens a denied file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// It is refused: `EPERM`.
    Refuse,
    /// It is allowed, and reported.
    WarnOnly,
}
