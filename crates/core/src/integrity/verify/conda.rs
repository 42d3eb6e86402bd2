//! What conda recorded of the files that it put into a prefix.
//!
//! conda writes the prefix into files that its packages hold, makes scripts of entry points, and leaves out what its recipes drop: the
//! RECORD in a conda package knows nothing of that, and conda's own record does.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use rustix::fs::FileType;

use crate::inventory::file::{Beneath, Disk};
use crate::metadata::conda_files;

/// How many records are read, and how much of each, in bytes.
const RECORD_LIMIT: usize = 100_000;
const SIZE_LIMIT: usize = 64 * 1024 * 1024;

/// The files that conda put into a prefix, by their paths below it, with their SHA-256 where it is recorded.
pub(super) type CondaPrefix = HashMap<PathBuf, Option<[u8; 32]>>;

/// The prefixes that are looked at now.
#[derive(Debug, Default)]
pub(super) struct CondaPrefixes {
    open: Mutex<HashMap<PathBuf, Weak<CondaPrefix>>>,
}

impl CondaPrefixes {
    /// The files of a prefix; `None` where conda has not made it.
    pub(super) fn of(&self, disk: &Disk, prefix: &Path) -> Option<Arc<CondaPrefix>> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = open.get(prefix) {
            if let Some(known) = known.upgrade() {
                return Some(known).filter(|known| !known.is_empty());
            }
        }
        let read = Arc::new(read(disk, prefix));
        open.insert(prefix.to_path_buf(), Arc::downgrade(&read));
        Some(read).filter(|read| !read.is_empty())
    }
}

fn read(disk: &Disk, prefix: &Path) -> CondaPrefix {
    let directory = prefix.join("conda-meta");
    let mut found = CondaPrefix::new();
    let Ok(open) = Beneath::open(disk, &directory) else { return found };
    let Ok(entries) = open.entries(Path::new(""), RECORD_LIMIT) else { return found };
    for (name, _) in entries.all.iter().filter(|(_, kind)| *kind == FileType::RegularFile) {
        let path = directory.join(name);
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let Ok(bytes) = disk.read(&path, SIZE_LIMIT) else { continue };
        let Ok(files) = conda_files::read(&bytes.bytes) else { continue };
        found.extend(files.into_iter().map(|file| (PathBuf::from(&*file.path), file.sha256)));
    }
    found
}
