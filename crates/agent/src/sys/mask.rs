//! What a mark asks for, and what an event tells.

use std::ops::BitOr;

/// A set of events (`fanotify_mark(2)`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Mask(u64);

impl Mask {
    /// An entry was made in a directory.
    pub const CREATE: Self = Self(libc::FAN_CREATE);
    /// An entry was removed.
    pub const DELETE: Self = Self(libc::FAN_DELETE);
    /// An entry was renamed away.
    pub const MOVED_FROM: Self = Self(libc::FAN_MOVED_FROM);
    /// An entry was renamed to here.
    pub const MOVED_TO: Self = Self(libc::FAN_MOVED_TO);
    /// A file that was open for writing was closed.
    pub const CLOSE_WRITE: Self = Self(libc::FAN_CLOSE_WRITE);
    /// Owner, mode, times or the number of links changed.
    pub const ATTRIB: Self = Self(libc::FAN_ATTRIB);
    /// The marked directory itself was removed.
    pub const DELETE_SELF: Self = Self(libc::FAN_DELETE_SELF);
    /// The marked directory itself was renamed.
    pub const MOVE_SELF: Self = Self(libc::FAN_MOVE_SELF);
    /// Of directories too. In an event: the entry is a directory.
    pub const ON_DIRECTORY: Self = Self(libc::FAN_ONDIR);
    /// Of what lies in the marked directory too, not only of itself.
    pub const ON_CHILD: Self = Self(libc::FAN_EVENT_ON_CHILD);
    /// In an event only: the queue was full, and events are lost.
    pub const OVERFLOW: Self = Self(libc::FAN_Q_OVERFLOW);
    /// A file is about to be opened.
    pub const OPEN_PERMISSION: Self = Self(libc::FAN_OPEN_PERM);

    /// What tells of installs and removals: entries made, removed and renamed, files written, directories too.
    pub const INSTALLS: Self = Self(
        libc::FAN_CREATE
            | libc::FAN_DELETE
            | libc::FAN_MOVED_FROM
            | libc::FAN_MOVED_TO
            | libc::FAN_CLOSE_WRITE
            | libc::FAN_ONDIR,
    );

    /// The bits of fanotify.
    #[must_use]
    pub const fn bits(self) -> u64 {
        self.0
    }

    /// As the kernel gave it.
    #[must_use]
    pub const fn from_bits(bits: u64) -> Self {
        Self(bits)
    }

    /// Whether all of these are in it.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether any of these is in it.
    #[must_use]
    pub const fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl BitOr for Mask {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}
