//! What conda recorded of the files that it put into a prefix.
//!
//! conda writes the prefix into files that its packages hold, makes scripts of entry points, and leaves out what its recipes drop: the
//! RECORD in a conda package knows nothing of that, and conda's own record does.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rustix::fs::FileType;

use crate::inventory::file::{Beneath, Disk};
use crate::metadata::conda_files;

/// How many records are read, and how much of each, in bytes.
const RECORD_LIMIT: usize = 100_000;
const SIZE_LIMIT: usize = 64 * 1024 * 1024;

/// The files that conda put into a prefix, by their paths below it.
#[derive(Debug, Default)]
pub(super) struct CondaPrefix {
    files: HashMap<PathBuf, CondaPath>,
}

/// What conda recorded of one file.
#[derive(Clone, Copy, Debug)]
pub(super) struct CondaPath {
    /// The SHA-256 of what lies in the prefix, if it is recorded.
    pub(super) sha256: Option<[u8; 32]>,
    /// Which of the records has it.
    record: usize,
}

impl CondaPrefix {
    /// What is recorded of a file.
    pub(super) fn get(&self, path: &Path) -> Option<CondaPath> {
        self.files.get(path).copied()
    }

    /// The files of the package that has this one, sorted.
    pub(super) fn beside(&self, path: &Path) -> Vec<(&Path, CondaPath)> {
        let Some(known) = self.get(path) else { return Vec::new() };
        let own = self.files.iter().filter(|(_, file)| file.record == known.record);
        let mut own: Vec<_> = own.map(|(path, file)| (path.as_path(), *file)).collect();
        own.sort_unstable_by_key(|(path, _)| *path);
        own
    }
}

/// The prefixes that conda made.
#[derive(Debug, Default)]
pub(super) struct CondaPrefixes {
    known: Mutex<HashMap<PathBuf, Option<Arc<CondaPrefix>>>>,
}

impl CondaPrefixes {
    /// The files of a prefix; `None` where conda has not made it.
    pub(super) fn of(&self, disk: &Disk, prefix: &Path) -> Option<Arc<CondaPrefix>> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.get(prefix) {
            return known.clone();
        }
        let read = read(disk, prefix).map(Arc::new);
        known.insert(prefix.to_path_buf(), read.clone());
        read
    }
}

fn read(disk: &Disk, prefix: &Path) -> Option<CondaPrefix> {
    let directory = prefix.join("conda-meta");
    let entries = Beneath::open(disk, &directory).ok()?.entries(Path::new(""), RECORD_LIMIT).ok()?;
    let mut found = CondaPrefix::default();
    for (record, (name, kind)) in entries.all.iter().enumerate() {
        let path = directory.join(name);
        let is_record = path.extension().is_some_and(|extension| extension == "json");
        if *kind != FileType::RegularFile || !is_record {
            continue;
        }
        let Ok(bytes) = disk.read(&path, SIZE_LIMIT) else { continue };
        let Ok(files) = conda_files::read(&bytes.bytes) else { continue };
        let own = files
            .into_iter()
            .map(|file| (PathBuf::from(&*file.path), CondaPath { sha256: file.sha256, record }));
        found.files.extend(own);
    }
    Some(found)
}
