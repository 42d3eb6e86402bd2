//! One mark of the kernel: made where it was looked at, and found again when it is to go.

use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::{Path, PathBuf};

use super::reach::Reach;
use crate::sys::permission::PermissionGroup;
use crate::sys::{FileHandle, FileId, MarkError, open_by_handle, see};

/// One mark of the kernel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// Where it was when it was marked.
    pub(super) path: PathBuf,
    /// How it is found after it was renamed.
    handle: Option<FileHandle>,
    pub(super) is_directory: bool,
}

impl Mark {
    pub(super) fn of(path: &Path, file: BorrowedFd<'_>, is_directory: bool) -> Self {
        Self { path: path.to_path_buf(), handle: FileHandle::of(file).ok(), is_directory }
    }

    /// Marks it, if it is still what it was when it was looked at.
    pub(super) fn add(&self, group: &PermissionGroup, id: FileId) -> Result<(), MarkError> {
        let file = self.find(id)?;
        if self.is_directory { group.mark_directory(file.as_fd()) } else { group.mark_file(file.as_fd()) }
    }

    /// Takes the mark away, wherever what is marked lies now. What is gone has no mark. Where the file system has no handles, nobody knows
    /// whether it is gone or was renamed ([`MarkError::NoHandles`]).
    pub(super) fn remove(&self, group: &PermissionGroup, id: FileId) -> Result<(), MarkError> {
        match self.find(id) {
            Err(MarkError::Gone) => Ok(()),
            Err(error) => Err(error),
            Ok(file) if self.is_directory => group.unmark_directory(file.as_fd()),
            Ok(file) => group.unmark_file(file.as_fd()),
        }
    }

    fn find(&self, id: FileId) -> Result<OwnedFd, MarkError> {
        let is_it = |file: &OwnedFd| see(file.as_fd()).is_ok_and(|seen| seen.id == id);
        let reach = self.path.parent().and_then(|parent| Reach::of(parent).ok());
        let by_path = reach.as_ref().and_then(|reach| reach.look(&self.path).ok());
        if let Some(file) = by_path.filter(&is_it) {
            return Ok(file);
        }
        let handle = self.handle.as_ref().ok_or(MarkError::NoHandles)?;
        // The nearest directory above that is left lies on the same file system, or the handle is of no use there.
        let mut above = self.path.ancestors().skip(1);
        let mount = above.find_map(|above| Reach::of(above).ok()?.directory(above).ok());
        let file = open_by_handle(mount.ok_or(MarkError::Gone)?.as_fd(), handle)?;
        if is_it(&file) { Ok(file) } else { Err(MarkError::Gone) }
    }
}
