//! What could not be read or checked. Never silence, and never "clean".

use std::path::PathBuf;

use rustix::io::Errno;

use super::file::FileError;
use crate::codes::codes;

/// Something that could not be read, or was not what it should be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Where, as the scanned machine names it.
    pub path: PathBuf,
    /// What kind of problem.
    pub code: ProblemCode,
    /// What was attempted and what went wrong, for a person to read.
    pub reason: String,
}

impl Problem {
    /// A problem with the given place, kind and reason.
    pub fn new(path: impl Into<PathBuf>, code: ProblemCode, reason: impl Into<String>) -> Self {
        Self { path: path.into(), code, reason: reason.into() }
    }

    /// That only the beginning of a file was read, so many bytes.
    pub(crate) fn cut(path: impl Into<PathBuf>, read: usize) -> Self {
        Self::new(path, ProblemCode::FileTooLarge, format!("only its first {read} bytes were read"))
    }

    /// That a directory could not be opened or listed.
    pub(crate) fn unreadable_directory(path: impl Into<PathBuf>, errno: Errno) -> Self {
        let reason = format!("could not read the directory: {}", FileError::System(errno));
        Self::new(path, ProblemCode::DirectoryUnreadable, reason)
    }
}

codes! {
    /// The kinds of problems, each with a stable code.
    ProblemCode:
    /// A directory could not be opened or listed, so what is below it is unknown.
    DirectoryUnreadable = "directory-unreadable",
    /// A directory lies deeper than the walk goes, so what is below it is unknown.
    DirectoryTooDeep = "directory-too-deep",
    /// A directory holds more entries than are read.
    DirectoryTooLarge = "directory-too-large",
    /// A file could not be opened or read.
    FileUnreadable = "file-unreadable",
    /// A file is larger than is read; what comes after the limit is unknown.
    FileTooLarge = "file-too-large",
    /// Something other than a regular file stands where a file should be.
    FileIrregular = "file-irregular",
    /// A distribution has no metadata file.
    MetadataMissing = "metadata-missing",
    /// Metadata is not UTF-8; it was read as Latin-1.
    MetadataEncoding = "metadata-encoding",
    /// Metadata is not in the form that its specification demands.
    MetadataInvalid = "metadata-invalid",
    /// Metadata gives no name; the name is the one of the directory or file.
    NameMissing = "name-missing",
    /// A name is not one that the core metadata specification allows.
    NameInvalid = "name-invalid",
    /// The directory's or file's name tells of another distribution than the metadata in it.
    NameMismatch = "name-mismatch",
    /// Metadata gives no version.
    VersionMissing = "version-missing",
    /// A version is not one that PEP 440 allows.
    VersionInvalid = "version-invalid",
    /// What an egg-link file points at does not exist or has no metadata.
    EggLinkBroken = "egg-link-broken",
    /// An archive could not be read as a zip file.
    ArchiveInvalid = "archive-invalid",
    /// A site of an environment, or a place that was named, was not read.
    SiteUnread = "site-unread",
    /// Where packages were looked for, there is neither an environment nor a site.
    NothingFound = "nothing-found",
    /// An interrupted run of pip left a directory or file behind that begins with `~`.
    Leftover = "leftover",
    /// A bill of materials in a dist-info could not be read, or is in a form that is not understood, so what the distribution
    /// embeds is not known.
    SbomUnread = "sbom-unread",
    /// Of distributions not all was read beside name, version and origin, so what they need, who made them and how is not wholly known.
    DetailsUnread = "details-unread",
    /// The base interpreter that a virtual environment was made from is gone.
    BaseMissing = "base-missing",
    /// The cache could not be written; the answer is not affected.
    CacheUnwritable = "cache-unwritable",
}

impl ProblemCode {
    /// Whether behind a problem there may be packages that nobody has seen.
    #[must_use]
    pub const fn hides_packages(self) -> bool {
        matches!(
            self,
            Self::DirectoryUnreadable
                | Self::DirectoryTooDeep
                | Self::DirectoryTooLarge
                | Self::FileUnreadable
                | Self::FileTooLarge
                | Self::FileIrregular
                | Self::MetadataMissing
                | Self::MetadataInvalid
                | Self::NameMissing
                | Self::ArchiveInvalid
                | Self::EggLinkBroken
                | Self::SiteUnread
                | Self::NothingFound
        )
    }
}
