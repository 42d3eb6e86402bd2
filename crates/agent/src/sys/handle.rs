//! File handles: names of files that survive renames (`name_to_handle_at(2)`).

use std::os::fd::BorrowedFd;

use rustix::io::Errno;

use super::calls;

/// How many bytes a handle has at most (`MAX_HANDLE_SZ`).
pub(super) const HANDLE_LIMIT: usize = 128;

/// What a file system calls one of its files, whatever its path is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileHandle {
    kind: i32,
    bytes: Box<[u8]>,
}

impl FileHandle {
    /// A handle of the file system's own kind; `None` where it is longer than any.
    #[must_use]
    pub fn new(kind: i32, bytes: &[u8]) -> Option<Self> {
        (bytes.len() <= HANDLE_LIMIT).then(|| Self { kind, bytes: bytes.into() })
    }

    /// The handle of what is open, also with `O_PATH`.
    ///
    /// # Errors
    ///
    /// `EOPNOTSUPP` on file systems that have none.
    pub fn of(file: BorrowedFd<'_>) -> Result<Self, Errno> {
        calls::handle_of(file)
    }

    /// The kind that the file system gave it.
    #[must_use]
    pub const fn kind(&self) -> i32 {
        self.kind
    }

    /// What it is made of.
    #[must_use]
    pub const fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}
