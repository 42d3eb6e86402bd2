//! Where events come from.

use std::io;
use std::os::fd::BorrowedFd;
use std::path::{Path, PathBuf};

use fetter_core::inventory::Inventory;

use super::interest::{Action, Entry};
use super::mounts::Mounts;

/// An event on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The directory that the entry is in, by its real path.
    pub directory: PathBuf,
    /// The entry's name.
    pub name: Vec<u8>,
    /// Whether it is a directory.
    pub is_directory: bool,
    /// What happened to it.
    pub action: Action,
}

impl Seen {
    /// The entry.
    #[must_use]
    pub fn entry(&self) -> Entry<'_> {
        Entry { name: &self.name, is_directory: self.is_directory, action: self.action }
    }
}

/// Events that were read at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// Those that may matter.
    pub seen: Vec<Seen>,
    /// How many there were in all.
    pub count: u64,
    /// Whether some were lost, so that everything must be searched again.
    pub overflow: bool,
}

/// A place where nothing is seen, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Uncovered {
    /// The directory or mount.
    pub path: PathBuf,
    /// Why, and what helps.
    pub reason: String,
}

/// Something that tells of events.
pub trait Source: Send {
    /// What to wait for.
    fn descriptor(&self) -> BorrowedFd<'_>;

    /// Reads what is there, without waiting. A batch is bounded: there may be more.
    fn read(&mut self) -> io::Result<Batch>;

    /// Sees to it that of all that the inventory knows what is `wanted` is watched, and nothing else. Returns what is not.
    fn cover(
        &mut self,
        inventory: &Inventory,
        mounts: &Mounts,
        wanted: &dyn Fn(&Path) -> bool,
    ) -> Vec<Uncovered>;

    /// What is watched, sorted.
    fn covered(&self) -> Vec<PathBuf>;

    /// Watches one more directory for a while: metadata is being written into it.
    fn attend(&mut self, directory: PathBuf);

    /// The word for it: `fanotify`, `inotify`.
    fn name(&self) -> &'static str;
}
