//! What the file system says of a file at one time, so that a change is noticed.

use rustix::fs::{FileType, Stat};

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StateKind {
    /// A regular file.
    File,
    /// A symbolic link, which is taken for itself.
    Link,
    /// A directory.
    Directory,
    /// A device, a socket, a FIFO.
    Other,
}

impl StateKind {
    /// Every kind.
    pub const ALL: &[Self] = &[Self::File, Self::Link, Self::Directory, Self::Other];

    /// The stable word for it in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Link => "link",
            Self::Directory => "directory",
            Self::Other => "other",
        }
    }
}

/// What the file system says of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileState {
    /// What it is.
    pub kind: StateKind,
    /// The device that it lies on.
    pub device: u64,
    /// Its number there.
    pub inode: u64,
    /// Its size in bytes; 0 of a directory.
    pub size: u64,
    /// Its permission bits, with those for set-user-id, set-group-id and sticky.
    pub mode: u32,
    /// The user that owns it.
    pub user: u32,
    /// The group that owns it.
    pub group: u32,
    /// When its contents were last changed: seconds since 1970, and nanoseconds.
    pub modified: (i64, u32),
    /// When anything of it was last changed. What else links to the file changes this too.
    pub changed: (i64, u32),
}

impl FileState {
    /// What a status of the system says.
    #[must_use]
    pub fn of(status: &Stat) -> Self {
        let kind = match FileType::from_raw_mode(status.st_mode) {
            FileType::RegularFile => StateKind::File,
            FileType::Symlink => StateKind::Link,
            FileType::Directory => StateKind::Directory,
            _ => StateKind::Other,
        };
        let nanoseconds = |value| u32::try_from(value).unwrap_or(0);
        let size = if kind == StateKind::Directory { 0 } else { u64::try_from(status.st_size).unwrap_or(0) };
        Self {
            kind,
            device: status.st_dev,
            inode: status.st_ino,
            size,
            mode: status.st_mode & 0o7777,
            user: status.st_uid,
            group: status.st_gid,
            modified: (status.st_mtime, nanoseconds(status.st_mtime_nsec)),
            changed: (status.st_ctime, nanoseconds(status.st_ctime_nsec)),
        }
    }

    /// Whether this is the same file, unchanged as far as contents, owner and mode go. What changes with a move is not compared.
    #[must_use]
    pub fn is_still(&self, now: &Self) -> bool {
        let Self { changed: _, modified, .. } = *self;
        // Of a directory, the time changes with what is moved out of it.
        let modified = if self.kind == StateKind::Directory { now.modified } else { modified };
        Self { changed: now.changed, modified, ..*self } == *now
    }

    /// Whether this is the same file, whatever was done to it.
    #[must_use]
    pub fn is_same_file(&self, other: &Self) -> bool {
        (self.device, self.inode, self.kind) == (other.device, other.inode, other.kind)
    }
}
