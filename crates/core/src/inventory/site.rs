//! One directory that packages are installed into, and what lies in it.

use std::path::PathBuf;

use super::distribution::Distribution;

/// One directory (or zip file) that Python packages are found in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// Where it is: its real path, as the scanned machine names it.
    pub path: PathBuf,
    /// What kind of place it is.
    pub kind: SiteKind,
    /// What is installed in it, sorted.
    pub distributions: Vec<Distribution>,
    /// Its `.pth` files, sorted by name.
    pub path_files: Vec<PathFile>,
    /// What pip left behind when it was interrupted: entries whose names begin with `~`. pip does not list them; Python still
    /// finds entry points in the metadata among them, so that each is a problem too.
    pub leftovers: Vec<PathBuf>,
}

/// The kinds of places that packages are found in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SiteKind {
    /// An environment's own site-packages or dist-packages.
    Environment,
    /// A user's site (PEP 370).
    User,
    /// A `site-packages` of a prefix that has no interpreter (`pip install --prefix`, or what an upgrade left).
    Prefix,
    /// A directory that packages were put into with `--target`, or one that was copied.
    Target,
    /// A directory that a `.pth` line or an egg-link adds.
    Linked,
    /// A zip file that a `.pth` line adds.
    Archive,
    /// The standard library, where it carries metadata of its own.
    StandardLibrary,
    /// A source tree with an `.egg-info` that no environment links to.
    Checkout,
    /// conda's records of what it installed.
    CondaMeta,
}

impl SiteKind {
    /// Every kind.
    pub const ALL: &[Self] = &[
        Self::Environment,
        Self::User,
        Self::Prefix,
        Self::Target,
        Self::Linked,
        Self::Archive,
        Self::StandardLibrary,
        Self::Checkout,
        Self::CondaMeta,
    ];

    /// The stable word for it in tables and JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Environment => "environment",
            Self::User => "user",
            Self::Prefix => "prefix",
            Self::Target => "target",
            Self::Linked => "linked",
            Self::Archive => "archive",
            Self::StandardLibrary => "standard-library",
            Self::Checkout => "checkout",
            Self::CondaMeta => "conda-meta",
        }
    }
}

/// One `.pth` file of a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathFile {
    /// The file's name.
    pub name: PathBuf,
    /// The lines that are neither blank nor comments.
    pub lines: Vec<PathFileLine>,
}

/// One line of a `.pth` file that does something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathFileLine {
    /// The line's number, from 1.
    pub number: u64,
    /// The line as it stands.
    pub text: String,
    /// What Python does with it.
    pub action: PathFileAction,
}

/// What Python does with a line of a `.pth` file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathFileAction {
    /// It runs the line. fetter records it and never does.
    Import,
    /// It adds this directory or file to the path, if it exists.
    Path {
        /// Where the line leads, resolved; `None` where nothing is there.
        target: Option<PathBuf>,
    },
}
