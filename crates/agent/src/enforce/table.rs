//! By what openers are answered: a table that is never changed, only exchanged.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::answer::Parent;
use super::counters::Counters;
use super::pulse::Pulse;
use super::{Denied, Mode};
use crate::sys::FileId;

/// How many directories that are called alike are looked at where the one that is meant is not at the path that the kernel shows.
const PLACES: usize = 32;

/// What is denied, by inode.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Denied files that were there when they were marked.
    pub(super) files: HashMap<FileId, Arc<Denied>>,
    /// Directories whose files are all denied, also those that come later, by the path that they had.
    pub(super) whole: HashMap<PathBuf, Arc<Denied>>,
    /// Marked directories, by what they are wherever they lie now; `None` for those that hold files of others too.
    directories: HashMap<FileId, Option<Arc<Denied>>>,
    /// Where marked directories were, by the last names of their paths: whoever has mounted something elsewhere still sees those.
    places: HashMap<PathBuf, Vec<PathBuf>>,
    /// Files that are denied no longer, where a mark may be left that could not be found.
    pub(super) released: HashSet<FileId>,
}

impl Table {
    /// Adds a denied file.
    pub fn add_file(&mut self, file: FileId, denied: &Arc<Denied>) {
        strictest(self.files.entry(file), denied);
    }

    /// Adds a directory whose files are all denied.
    pub fn add_directory(&mut self, id: FileId, path: &Path, denied: &Arc<Denied>) {
        strictest(self.whole.entry(path.to_path_buf()), denied);
        self.add_place(path);
        match self.directories.entry(id).or_insert_with(|| Some(Arc::clone(denied))) {
            Some(kept) => stricter(kept, denied),
            shared @ None => *shared = Some(Arc::clone(denied)),
        }
    }

    /// Adds a directory that holds files of others too.
    pub fn add_shared(&mut self, id: FileId, path: &Path) {
        self.add_place(path);
        self.directories.entry(id).or_insert(None);
    }

    fn add_place(&mut self, path: &Path) {
        for key in ends(path) {
            let places = self.places.entry(key).or_default();
            if places.len() < PLACES && !places.iter().any(|place| place == path) {
                places.push(path.to_path_buf());
            }
        }
    }

    /// Where directories were marked whose paths end as this one does: a few.
    pub(super) fn places_like(&self, path: &Path) -> impl Iterator<Item = &PathBuf> {
        ends(path).into_iter().flat_map(|key| self.places.get(&key).into_iter().flatten())
    }

    /// What a marked directory is.
    #[must_use]
    pub fn directory(&self, id: FileId) -> Option<Parent> {
        let marked = self.directories.get(&id)?;
        Some(marked.as_ref().map_or(Parent::Shared, |denied| Parent::Whole(Arc::clone(denied))))
    }
}

/// The last two names of a path, and the last.
fn ends(path: &Path) -> [PathBuf; 2] {
    let name = path.file_name().unwrap_or_default();
    let above = path.parent().and_then(Path::file_name).unwrap_or_default();
    [Path::new(above).join(name), name.into()]
}

/// Where two distributions own a file, the one that is refused decides.
fn strictest<K>(entry: std::collections::hash_map::Entry<'_, K, Arc<Denied>>, denied: &Arc<Denied>) {
    stricter(entry.or_insert_with(|| Arc::clone(denied)), denied);
}

fn stricter(kept: &mut Arc<Denied>, denied: &Arc<Denied>) {
    if kept.mode == Mode::WarnOnly && denied.mode == Mode::Refuse {
        *kept = Arc::clone(denied);
    }
}

/// What the enforcer and the responder share. The lock is held for as long as it takes to copy or to exchange a pointer, by
/// either; making and dropping tables happens outside of it. So no opener waits for more than that.
#[derive(Debug, Default)]
pub(super) struct Board {
    table: Mutex<Arc<Table>>,
    /// Whether the loop that keeps the table gets on.
    pub(super) pulse: Pulse,
    /// The file that ends all refusing while it is there.
    pub(super) break_glass: OnceLock<PathBuf>,
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
