//! Hearing of what is made, removed, renamed and written: names only, no descriptors.

use std::os::fd::{AsFd, BorrowedFd};

use rustix::io::Errno;

use super::calls::Group;
use super::event::{Event, Events, Malformed};
use super::identity::link_of;
use super::{MarkError, Mask, OpenError};

/// How many events wait to be read before some are lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Queue {
    /// As many as there are.
    Unlimited,
    /// As many as the system is set to (`fs.fanotify.max_queued_events`).
    Bounded,
}

impl Queue {
    pub(super) const fn flag(self) -> u32 {
        match self {
            Self::Unlimited => libc::FAN_UNLIMITED_QUEUE,
            Self::Bounded => 0,
        }
    }
}

/// A group that is told of directory and name (`FAN_REPORT_DFID_NAME`). Reading it never waits: poll it.
#[derive(Debug)]
pub struct NotificationGroup {
    group: Group,
}

/// Why events could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The system refused.
    #[error("events of fanotify could not be read: {}", std::io::Error::from(*.0))]
    System(Errno),
    /// What the kernel gave is no event.
    #[error(transparent)]
    Malformed(#[from] Malformed),
}

impl NotificationGroup {
    /// Makes a group.
    pub fn new(queue: Queue) -> Result<Self, OpenError> {
        let flags = libc::FAN_CLASS_NOTIF
            | libc::FAN_REPORT_DFID_NAME
            | libc::FAN_UNLIMITED_MARKS
            | libc::FAN_CLOEXEC
            | libc::FAN_NONBLOCK;
        let group = Group::init(flags | queue.flag());
        Ok(Self { group: group.map_err(|errno| OpenError::of(errno, OpenError::NoNames))? })
    }

    /// Hears of everything on the file system that `place` lies on, whatever is mounted from it.
    pub fn mark_file_system(&self, place: BorrowedFd<'_>, mask: Mask) -> Result<(), MarkError> {
        self.change(libc::FAN_MARK_ADD | libc::FAN_MARK_FILESYSTEM, place, mask)
    }

    /// Hears no more of the file system.
    pub fn unmark_file_system(&self, place: BorrowedFd<'_>, mask: Mask) -> Result<(), MarkError> {
        self.change(libc::FAN_MARK_REMOVE | libc::FAN_MARK_FILESYSTEM, place, mask)
    }

    /// Hears of what happens in one directory, and to it; what lies deeper is not seen.
    pub fn mark_directory(&self, directory: BorrowedFd<'_>, mask: Mask) -> Result<(), MarkError> {
        self.change(libc::FAN_MARK_ADD | libc::FAN_MARK_ONLYDIR, directory, mask | Mask::ON_CHILD)
    }

    /// Hears no more of the directory.
    pub fn unmark_directory(&self, directory: BorrowedFd<'_>, mask: Mask) -> Result<(), MarkError> {
        self.change(libc::FAN_MARK_REMOVE | libc::FAN_MARK_ONLYDIR, directory, mask | Mask::ON_CHILD)
    }

    fn change(&self, flags: u32, place: BorrowedFd<'_>, mask: Mask) -> Result<(), MarkError> {
        Ok(self.group.mark(flags, mask.bits(), &link_of(place))?)
    }

    /// Takes a batch of what waits, as much as the buffer holds (4 KiB at least; a name takes up to 300 bytes). `None` where nothing
    /// waits. [`Event::is_overflow`] tells that some were lost.
    pub fn read<'buffer>(&self, buffer: &'buffer mut [u8]) -> Result<Option<Events<'buffer>>, ReadError> {
        match self.group.read(buffer) {
            Ok(count) => Ok(Some(Events::of(buffer.get(..count).unwrap_or_default()))),
            Err(Errno::AGAIN) => Ok(None),
            Err(errno) => Err(ReadError::System(errno)),
        }
    }

    /// Takes all that waits, batch by batch, until nothing waits or `limit` events were taken; how many.
    pub fn drain(
        &self,
        buffer: &mut [u8],
        limit: usize,
        mut take: impl FnMut(Event<'_>),
    ) -> Result<usize, ReadError> {
        let mut taken = 0;
        while taken < limit {
            let Some(events) = self.read(buffer)? else { break };
            for event in events {
                take(event?);
                taken += 1;
            }
        }
        Ok(taken)
    }
}

impl AsFd for NotificationGroup {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.group.as_fd()
    }
}
