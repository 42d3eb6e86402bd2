//! By what openers are answered: a table that is never changed, only exchanged.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::counters::Counters;
use super::{Denied, Mode};
use crate::sys::FileId;

/// What is denied, by inode.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Denied files that were there when they were marked.
    pub(super) files: HashMap<FileId, Arc<Denied>>,
    /// Directories whose files are all denied, also those that come later, by the path that they had.
    pub(super) whole: HashMap<PathBuf, Arc<Denied>>,
    /// Directories that hold files of others too.
    pub(super) shared: Vec<PathBuf>,
    /// Files that are denied no longer, where a mark may be left that could not be found.
    pub(super) released: HashSet<FileId>,
}

impl Table {
    /// Adds a denied file.
    pub fn add_file(&mut self, file: FileId, denied: &Arc<Denied>) {
        strictest(self.files.entry(file), denied);
    }

    /// Adds a directory whose files are all denied.
    pub fn add_directory(&mut self, path: &Path, denied: &Arc<Denied>) {
        strictest(self.whole.entry(path.to_path_buf()), denied);
    }

    /// Whether a directory is marked that holds files of others too.
    pub(super) fn shares(&self, path: &Path) -> bool {
        self.place_of(path).is_ok()
    }

    fn place_of(&self, path: &Path) -> Result<usize, usize> {
        self.shared.binary_search_by(|shared| shared.as_path().cmp(path))
    }

    /// Adds a directory that holds files of others too.
    pub fn add_shared(&mut self, path: &Path) {
        if let Err(place) = self.place_of(path) {
            self.shared.insert(place, path.to_path_buf());
        }
    }
}

/// Where two distributions own a file, the one that is refused decides.
fn strictest<K>(entry: std::collections::hash_map::Entry<'_, K, Arc<Denied>>, denied: &Arc<Denied>) {
    let kept = entry.or_insert_with(|| Arc::clone(denied));
    if kept.mode == Mode::WarnOnly && denied.mode == Mode::Refuse {
        *kept = Arc::clone(denied);
    }
}

/// What the enforcer and the responder share. The lock is held for as long as it takes to copy or to exchange a pointer, by
/// either; making and dropping tables happens outside of it. So no opener waits for more than that.
#[derive(Debug, Default)]
pub(super) struct Board {
    table: Mutex<Arc<Table>>,
    pub(super) counters: Counters,
}

impl Board {
    pub(super) fn table(&self) -> Arc<Table> {
        Arc::clone(&self.table.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn publish(&self, table: Table) {
        let table = Arc::new(table);
        let old = std::mem::replace(&mut *self.table.lock().unwrap_or_else(PoisonError::into_inner), table);
        drop(old);
    }
}
