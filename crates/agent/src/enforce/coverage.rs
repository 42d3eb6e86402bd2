//! What is not refused although it is denied, and why.

use std::path::PathBuf;

use crate::sys::MarkError;

/// A place of a denied distribution whose files can be opened all the same, or that costs others something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotCovered {
    /// Where.
    pub path: PathBuf,
    /// Why.
    pub why: Gap,
}

/// Why denied files can be opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Gap {
    /// The list names a file that no installer puts there.
    #[error("the distribution lists it, and it lies outside of where it was installed: it is not marked")]
    Outside,
    /// It is reached by way of a link.
    #[error("it is a link, or reached through one: links are not followed")]
    Link,
    /// It is no regular file or directory.
    #[error("it is neither a regular file nor a directory")]
    Irregular,
    /// It lies on a file system that could make the answer wait.
    #[error("it lies on a file system of another machine or of a program, which could hold answers up")]
    NotLocal,
    /// It lies on an overlay.
    #[error("it lies on an overlay: files that are opened in the layers below it are not seen")]
    Overlay,
    /// Something is mounted there.
    #[error("something is mounted there, which may be more than the distribution's")]
    MountRoot,
    /// It lies in a cache of an installer.
    #[error("it lies in an installer's cache, which is never marked")]
    Cache,
    /// The files have other names too.
    #[error("{0} of its files have hard links elsewhere (a cache, other environments), which can be opened")]
    HardLinks(u64),
    /// The directory is shared, and marked since a denied file in it has hard links elsewhere.
    #[error(
        "a denied file in this shared directory has hard links: what else lies in it costs an answer each"
    )]
    Neighbours,
    /// Somebody else's file too.
    #[error("{0} lists it too")]
    Shared(String),
    /// An interpreter, or another program that is not the distribution's.
    #[error("the distribution lists it, and it may be a program of the system: it is not marked")]
    Protected,
    /// Data outside of sites.
    #[error("it and {0} more are data outside of the site, which are not marked")]
    Data(u64),
    /// The source tree of an editable install.
    #[error("it is installed from a source tree, which is somebody's work: the tree can be opened")]
    SourceTree,
    /// A line of a shared file adds the source tree.
    #[error("a line of easy-install.pth, which others share, puts the source tree on the path")]
    EggLink,
    /// An archive with others in it.
    #[error("it lies in an archive together with what is not denied")]
    SharedArchive,
    /// A directory that packages are installed into.
    #[error("packages are installed into it: it is not marked as a whole")]
    WholeSite,
    /// A file in no site that is known.
    #[error("it lies in no directory that packages are known to be installed into: it is not marked")]
    Elsewhere,
    /// It tells of a distribution.
    #[error("it tells of a package, and installers read it: it is not marked")]
    Metadata,
    /// The distribution does not say what its files are.
    #[error("the distribution does not list its files: what is called like it is marked, and no more")]
    NoList,
    /// Its list could not be read as a whole.
    #[error("its list of files could not be read as a whole: what is called like it is marked too")]
    Unread,
    /// There is more than is looked at.
    #[error("there are more than {0} entries: the rest is not marked")]
    TooMany(usize),
    /// There is more than may be spent on what one owner has.
    #[error(
        "there is more of it, or of what else its owner has that is denied, than is kept: the rest is not marked"
    )]
    NoRoom,
    /// More places than are told.
    #[error("{0} more places of it are not covered")]
    Further(u64),
    /// The system refused to have it marked or looked at.
    #[error("{0}")]
    Mark(#[from] MarkError),
}

/// What is marked, and what is not covered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// How many distributions are denied.
    pub denied: usize,
    /// How many directories are marked, shared ones too.
    pub directories: usize,
    /// How many files are marked by themselves.
    pub files: usize,
    /// The shared directories that are marked: what else lies in them costs an answer each.
    pub shared: Vec<PathBuf>,
    /// What can be opened although it is denied, sorted by path.
    pub not_covered: Vec<NotCovered>,
}
