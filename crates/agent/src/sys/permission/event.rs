//! Somebody who waits for an answer.

use std::os::fd::{AsFd, AsRawFd, BorrowedFd};

use rustix::io::Errno;

use super::{Answer, PermissionGroup};
use crate::sys::Mask;
use crate::sys::calls::Opened;

/// Somebody who waits to open a file. Dropped without an answer, it is allowed: nothing hangs.
#[derive(Debug)]
pub struct PermissionEvent<'group> {
    group: &'group PermissionGroup,
    opened: Opened,
    is_answered: bool,
}

impl<'group> PermissionEvent<'group> {
    pub(super) const fn new(group: &'group PermissionGroup, opened: Opened) -> Self {
        Self { group, opened, is_answered: false }
    }

    /// The process that waits; 0 where it is not seen from here.
    #[must_use]
    pub const fn pid(&self) -> i32 {
        self.opened.pid
    }

    /// What it waits for.
    #[must_use]
    pub const fn mask(&self) -> Mask {
        Mask::from_bits(self.opened.mask)
    }

    /// The number that the kernel knows the event by.
    #[must_use]
    pub fn number(&self) -> i32 {
        self.opened.file.as_raw_fd()
    }

    /// The file that it wants to open: opened for reading, without asking anybody.
    #[must_use]
    pub fn file(&self) -> BorrowedFd<'_> {
        self.opened.file.as_fd()
    }

    /// Lets it open the file.
    ///
    /// # Errors
    ///
    /// `ENOENT` where somebody else has answered, or the process was killed while it waited.
    pub fn allow(&mut self) -> Result<(), Errno> {
        self.answer(Answer::Allow)
    }

    /// Refuses it: it is told `EPERM`.
    ///
    /// # Errors
    ///
    /// As [`Self::allow`].
    pub fn deny(&mut self) -> Result<(), Errno> {
        self.answer(Answer::Deny)
    }

    /// Answers; once only.
    ///
    /// # Errors
    ///
    /// As [`Self::allow`].
    pub fn answer(&mut self, answer: Answer) -> Result<(), Errno> {
        if std::mem::replace(&mut self.is_answered, true) {
            return Err(Errno::NOENT);
        }
        self.group.respond(self.number(), answer)
    }
}

impl Drop for PermissionEvent<'_> {
    fn drop(&mut self) {
        // Whoever waits is gone, or was answered by another process, where this fails.
        let _ = self.allow();
    }
}
