//! What the file system says of a file, for whoever must judge it.

use rustix::fs::{FileType, Stat};

use crate::timestamp::Timestamp;

/// Size, owner, mode and time of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileStatus {
    /// The size in bytes.
    pub size: u64,
    /// The user that owns it.
    pub user: u32,
    /// The group that owns it.
    pub group: u32,
    /// The permission bits, with those for set-user-id, set-group-id and sticky.
    pub mode: u32,
    /// When its contents were last changed, if that can be said.
    pub modified: Option<Timestamp>,
    /// Whether it is a link, and not a file.
    pub is_link: bool,
}

impl FileStatus {
    /// What a status of the system says.
    #[must_use]
    pub fn of(status: &Stat) -> Self {
        Self {
            size: u64::try_from(status.st_size).unwrap_or(0),
            user: status.st_uid,
            group: status.st_gid,
            mode: status.st_mode & 0o7777,
            modified: u64::try_from(status.st_mtime).ok().and_then(Timestamp::of_unix_time),
            is_link: FileType::from_raw_mode(status.st_mode) == FileType::Symlink,
        }
    }
}
