//! Looking at what lies below an anchor: without links, without other mounts.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use rustix::io::Errno;

use crate::inventory::file::{Beneath, Disk, FileError};
use crate::removal::FileState;

/// How many entries of a directory are looked at.
const ENTRY_LIMIT: usize = 1_000_000;

/// The names in a directory, which several ask for.
type Names = Rc<Result<Vec<OsString>, Errno>>;

/// What lies below an anchor.
pub(super) struct Reach {
    beneath: Beneath,
    listings: RefCell<HashMap<PathBuf, Names>>,
}

impl Reach {
    pub(super) fn open(disk: &Disk, anchor: &Path) -> Result<Self, FileError> {
        let beneath = Beneath::open(disk, anchor).map_err(FileError::System)?.on_one_mount();
        Ok(Self { beneath, listings: RefCell::default() })
    }

    /// What is at a path relative to the anchor.
    pub(super) fn state(&self, path: &Path) -> Result<FileState, Errno> {
        self.beneath.status(path).map(|status| FileState::of(&status))
    }

    /// The names in a directory, sorted. Each directory is read once.
    pub(super) fn names(&self, directory: &Path) -> Names {
        if let Some(known) = self.listings.borrow().get(directory) {
            return Rc::clone(known);
        }
        let read = Rc::new(self.read(directory));
        self.listings.borrow_mut().insert(directory.to_path_buf(), Rc::clone(&read));
        read
    }

    fn read(&self, directory: &Path) -> Result<Vec<OsString>, Errno> {
        let entries = self.beneath.entries(directory, ENTRY_LIMIT)?;
        if entries.is_cut {
            return Err(Errno::OVERFLOW);
        }
        Ok(entries.all.into_iter().map(|(name, _)| name).collect())
    }
}
