//! The targets of one distribution, while they are found.

use std::path::{Path, PathBuf};

use rustix::io::Errno;

use super::room::Rooms;
use super::{ENTRIES, Gap, NotCovered, Targets};
use crate::enforce::reach::{Named, Reach};

/// How many places of one distribution are told that are not covered.
const TOLD: usize = 100;
/// What is kept of a path beside its own bytes, in bytes.
const PATH: usize = 96;

/// The targets of one distribution, while they are found.
pub(super) struct Draft<'rooms> {
    targets: Targets,
    rooms: &'rooms mut Rooms,
    owner: u32,
    /// How many entries of directories may still be looked at.
    left: usize,
    is_over: bool,
    untold: u64,
}

impl<'rooms> Draft<'rooms> {
    pub(super) fn new(targets: Targets, rooms: &'rooms mut Rooms, owner: u32) -> Self {
        Self { targets, rooms, owner, left: ENTRIES, is_over: false, untold: 0 }
    }

    /// What was found; `place` stands for what was not looked at any more.
    pub(super) fn finish(mut self, place: &Path) -> Targets {
        if self.is_over {
            self.targets.leave(place, Gap::NoRoom);
        }
        if self.untold > 0 {
            self.targets.leave(place, Gap::Further(self.untold));
        }
        self.targets
    }

    pub(super) fn leave(&mut self, path: &Path, why: Gap) {
        if self.targets.not_covered.len() < TOLD {
            self.targets.leave(path, why);
        } else {
            self.untold += 1;
        }
    }

    /// Notes whether something could not be read that may be later.
    pub(super) fn may_change(&mut self, may_change: bool) {
        self.targets.may_change |= may_change;
    }

    pub(super) fn has(&self, directory: &Path) -> bool {
        self.targets.directories.contains(directory)
    }

    /// A directory whose files are all denied.
    pub(super) fn directory(&mut self, path: PathBuf) {
        if self.keeps(&path) {
            self.targets.directories.insert(path);
        }
    }

    /// A denied file.
    pub(super) fn file(&mut self, path: PathBuf) {
        if self.keeps(&path) {
            self.targets.files.insert(path);
        }
    }

    fn keeps(&mut self, path: &Path) -> bool {
        self.is_over |= !self.rooms.take(self.owner, 1, path.as_os_str().len() + PATH);
        !self.is_over
    }

    /// The entries of a directory, as many as may be looked at.
    pub(super) fn list(&mut self, reach: &Reach, directory: &Path) -> Result<Vec<Named>, Errno> {
        if self.is_over {
            return Ok(Vec::new());
        }
        let entries = reach.list(directory, self.left)?;
        self.is_over = entries.len() >= self.left || !self.rooms.take(self.owner, entries.len() + 1, 0);
        self.left -= entries.len().min(self.left);
        Ok(entries)
    }
}

impl Targets {
    fn leave(&mut self, path: &Path, why: Gap) {
        self.not_covered.push(NotCovered { path: path.to_path_buf(), why });
    }
}
