//! What came of carrying something out, file by file.

use std::path::PathBuf;

use crate::policy::Subject;

/// What came of one distribution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// Which it is.
    pub subject: Subject,
    /// The site that it lay or lies in.
    pub site: PathBuf,
    /// Its metadata there.
    pub metadata: PathBuf,
    /// The directory that its files lie below.
    pub anchor: PathBuf,
    /// How it ended.
    pub outcome: Outcome,
    /// What was done, in the order in which it was.
    pub files: Vec<FileResult>,
}

/// How something ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All is as it was asked for.
    Done,
    /// Nothing was changed, or all was put back as it was.
    Unchanged {
        /// Why.
        reason: String,
    },
    /// It stands between the two. What was moved is in quarantine, and it can be gone on from there.
    Unfinished {
        /// Why.
        reason: String,
    },
}

impl Outcome {
    /// The stable word for it.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Unchanged { .. } => "unchanged",
            Self::Unfinished { .. } => "unfinished",
        }
    }

    /// Why it did not end as it was asked for.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Done => None,
            Self::Unchanged { reason } | Self::Unfinished { reason } => Some(reason),
        }
    }
}

/// What was done to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileResult {
    /// The file: the whole path.
    pub path: PathBuf,
    /// What was done.
    pub deed: Deed,
    /// Why, or what is to be known of it.
    pub reason: Option<String>,
}

/// What can be done to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Deed {
    /// It was moved into quarantine.
    Moved,
    /// Lines were taken out of it.
    Edited,
    /// It was an empty directory, and was removed.
    DirectoryRemoved,
    /// It is a directory that did not become empty.
    DirectoryKept,
    /// It is again as it was.
    PutBack,
    /// It is a directory, and is there again.
    DirectoryPutBack,
    /// It was not in quarantine, and is not in its place: others removed or replaced it.
    NotInQuarantine,
    /// It was deleted for good.
    Deleted,
    /// Nothing could be done.
    Failed,
}

impl Deed {
    /// Every deed.
    pub const ALL: &[Self] = &[
        Self::Moved,
        Self::Edited,
        Self::DirectoryRemoved,
        Self::DirectoryKept,
        Self::PutBack,
        Self::DirectoryPutBack,
        Self::NotInQuarantine,
        Self::Deleted,
        Self::Failed,
    ];

    /// The stable word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Moved => "moved",
            Self::Edited => "edited",
            Self::DirectoryRemoved => "directory-removed",
            Self::DirectoryKept => "directory-kept",
            Self::PutBack => "put-back",
            Self::DirectoryPutBack => "directory-put-back",
            Self::NotInQuarantine => "not-in-quarantine",
            Self::Deleted => "deleted",
            Self::Failed => "failed",
        }
    }
}
