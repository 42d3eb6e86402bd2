//! What is denied, by what, and why.

use std::path::PathBuf;

/// A distribution that a policy denies, where it is installed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Denied {
    /// `NAME-VERSION`, as users see it.
    pub label: String,
    /// The normalised name.
    pub name: String,
    /// The version as it was written, or nothing.
    pub version: String,
    /// The site that it lies in.
    pub site: PathBuf,
    /// What holds its metadata; it stands for the distribution.
    pub metadata: PathBuf,
    /// The rule that decided.
    pub rule: String,
    /// Why, for a person to read.
    pub reason: String,
    /// What happens to whoever opens its files.
    pub mode: Mode,
}

impl Denied {
    /// Whether it is known to be malicious. No rule of a file has the name of the built-in one.
    #[must_use]
    pub fn is_malware(&self) -> bool {
        self.rule == fetter_core::check::RuleKind::Malware.as_str()
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
