//! Which denied distribution a path is of, for whoever asks.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use fetter_core::inventory::file::{Disk, FileError};
use fetter_core::metadata::record;

use crate::enforce::{Counts, Denied, Lookup, source_of};

/// How much of lists of files is read for one question, in bytes.
const BUDGET: usize = 4 * 1024 * 1024;

/// Knows of what is denied which paths are of it.
#[derive(Debug, Default)]
pub(super) struct Holding {
    /// Where openers are answered, their table knows.
    lookup: Option<Lookup>,
    /// Where they are not, lists of files are read, for one question at a time.
    reading: Mutex<()>,
}

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Held {
    /// Of these the path is.
    pub(super) denied: Vec<Denied>,
    /// How many lists were too long to be looked through.
    pub(super) unread: usize,
}

impl Holding {
    pub(super) fn new(lookup: Option<Lookup>) -> Self {
        Self { lookup, reading: Mutex::default() }
    }

    /// How often openers were answered until now.
    pub(super) fn counts(&self) -> Counts {
        self.lookup.as_ref().map(Lookup::counts).unwrap_or_default()
    }

    /// Of which of these a path is. `is_refusing` says whether openers are answered by what is denied.
    pub(super) fn find(&self, known: Vec<Denied>, path: &Path, is_refusing: bool) -> Held {
        let is_near = |denied: &Denied| path.starts_with(&denied.site) || path.starts_with(&denied.metadata);
        let inner = known.into_iter().filter(is_near);
        let (mut found, others): (Vec<_>, Vec<_>) =
            inner.partition(|denied| path.starts_with(&denied.metadata));
        let mut unread = 0;
        if let Some(lookup) = self.lookup.as_ref().filter(|_| is_refusing) {
            let mut sites: Vec<&Path> = others.iter().map(|denied| denied.site.as_path()).collect();
            sites.dedup();
            let of: Vec<PathBuf> = sites
                .iter()
                .filter_map(|site| lookup.denied(site, path))
                .map(|denied| denied.metadata.clone())
                .collect();
            found.extend(others.into_iter().filter(|denied| of.contains(&denied.metadata)));
            return Held { denied: found, unread };
        }
        let _one = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
        let mut left = BUDGET;
        for denied in others {
            match holds(&denied, path, &mut left) {
                Some(true) => found.push(denied),
                Some(false) => {}
                None => unread += 1,
            }
        }
        Held { denied: found, unread }
    }
}

/// Whether a path is listed, or lies in a directory that holds what is listed. Nothing where the list is too long.
fn holds(denied: &Denied, path: &Path, left: &mut usize) -> Option<bool> {
    if let Some(file) = denied.file() {
        return Some(source_of(path).is_some_and(|source| source == file));
    }
    let Ok(relative) = path.strip_prefix(&denied.site) else { return Some(false) };
    let read = match Disk::here().read(&denied.metadata.join("RECORD"), *left) {
        Ok(read) => read,
        Err(FileError::Missing) => return Some(false),
        Err(_) => return None,
    };
    *left -= read.bytes.len().min(*left);
    let package = relative.parent().filter(|parent| parent.iter().next().is_some());
    let is_it = |entry: &record::RecordEntry| {
        let file = Path::new(OsStr::from_bytes(&entry.path));
        file == relative || package.is_some_and(|package| file.parent() == Some(package))
    };
    let is_listed = record::read(&read.bytes).entries.iter().any(is_it);
    (is_listed || read.whole).then_some(is_listed)
}
