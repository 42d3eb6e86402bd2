//! How much is read of a site's details, so that nobody's packages keep whoever reads them for long.

use crate::inventory::Details;

/// How many bytes are read of the files that describe the distributions of one site. Those of a thousand take a tenth of it.
const READ: usize = 64 * 1024 * 1024;
/// What an entry of a directory that is listed for it counts as, in bytes.
const ENTRY: usize = 32;
/// How many embedded components of one distribution are kept: what the protocol tells of one, and one more, which says that there are more.
const EMBEDDED: usize = 2001;

/// What is left to be read and kept. It depends on what is read alone, in whatever order that happens: once there was more, there is
/// more than it allows.
pub(super) struct Budget {
    /// How many bytes of details are still kept, about.
    room: usize,
    /// How many bytes are still read.
    left: usize,
    /// How many embedded components of one distribution are kept.
    pub(super) embedded: usize,
    /// Whether there was more.
    pub(super) is_exceeded: bool,
}

impl Budget {
    /// No limits but those of each file.
    pub(super) const fn unlimited() -> Self {
        Self { room: usize::MAX, left: usize::MAX, embedded: usize::MAX, is_exceeded: false }
    }

    /// For so many bytes of details, about.
    pub(super) const fn keeping(room: usize) -> Self {
        if room == usize::MAX {
            return Self::unlimited();
        }
        Self { room, left: READ, embedded: EMBEDDED, is_exceeded: false }
    }

    /// Counts bytes that were read.
    pub(super) const fn count_bytes(&mut self, bytes: usize) {
        if self.room < usize::MAX {
            match self.left.checked_sub(bytes) {
                Some(left) => self.left = left,
                None => self.is_exceeded = true,
            }
        }
    }

    /// Counts entries of a directory that was listed.
    pub(super) const fn count_entries(&mut self, entries: usize) {
        self.count_bytes(entries.saturating_mul(ENTRY));
    }

    /// Counts details that were read; whether they are kept.
    pub(super) fn keep(&mut self, details: Option<&Details>) -> bool {
        if self.room < usize::MAX {
            match self.room.checked_sub(details.map_or(0, Details::bytes)) {
                Some(room) => self.room = room,
                None => self.is_exceeded = true,
            }
        }
        !self.is_exceeded
    }
}
