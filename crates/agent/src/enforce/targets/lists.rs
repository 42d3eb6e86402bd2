//! Lists of files, and what is remembered of them.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};
use std::path::PathBuf;

use fetter_core::integrity::files::Anchor;
use fetter_core::inventory::file::Disk;
use fetter_core::inventory::{Distribution, DistributionKind, Site};
use rustix::fs::CWD;

use super::list::List;
use crate::sys::see_in;

/// What is remembered of lists. Of a list only the entries are kept, as numbers: a machine has thousands of distributions, and most share
/// no file with what is denied. The list itself is read again where one does.
#[derive(Debug, Default)]
pub(super) struct Lists {
    parts: HashMap<u64, Parts>,
    keys: RandomState,
}

/// The entries that a distribution has a part in, as of one list.
#[derive(Debug)]
struct Parts {
    /// By what the list is known to be the one that was read: installers write a new file.
    stamp: u64,
    entries: Box<[u64]>,
}

/// Of how many distributions the entries are kept.
const KEPT: usize = 100_000;

/// Where a list is read: what tells how paths in it are meant.
#[derive(Clone, Copy, Debug)]
pub(super) struct Around<'around> {
    pub(super) disk: &'around Disk,
    pub(super) site: &'around Site,
    pub(super) anchor: &'around Anchor,
    /// The sites below the anchor.
    pub(super) sites: &'around BTreeSet<PathBuf>,
}

/// Entries of sites, and places elsewhere, that somebody has a part in.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    pub(super) paths: HashSet<PathBuf>,
    numbers: HashSet<u64>,
}

impl Lists {
    /// What a distribution lists.
    pub(super) fn of(&mut self, found: &Distribution, around: Around<'_>) -> List {
        let stamp = self.stamp(found, around);
        self.read(found, around, stamp)
    }

    /// What a distribution lists, if it has a part in what is wanted.
    pub(super) fn sharing(
        &mut self,
        found: &Distribution,
        around: Around<'_>,
        wanted: &Wanted,
    ) -> Option<List> {
        let stamp = self.stamp(found, around);
        let is_shared = |parts: &Parts| parts.entries.iter().any(|entry| wanted.numbers.contains(entry));
        if let Some(parts) = self.known(found, stamp)
            && !is_shared(parts)
        {
            return None;
        }
        let list = self.read(found, around, stamp);
        let is_shared = list.entries().any(|entry| wanted.paths.contains(entry));
        is_shared.then_some(list)
    }

    /// Reads a list whose entries are not known, so that they are when they are needed.
    pub(super) fn warm(&mut self, found: &Distribution, around: Around<'_>) {
        let stamp = self.stamp(found, around);
        if stamp.is_some() && self.known(found, stamp).is_none() {
            self.read(found, around, stamp);
        }
    }

    /// What is looked for among entries.
    pub(super) fn wanted(&self, paths: HashSet<PathBuf>) -> Wanted {
        let numbers = paths.iter().map(|path| self.keys.hash_one(path)).collect();
        Wanted { paths, numbers }
    }

    fn known(&self, found: &Distribution, stamp: Option<u64>) -> Option<&Parts> {
        let parts = self.parts.get(&self.keys.hash_one(&found.metadata_path))?;
        (Some(parts.stamp) == stamp).then_some(parts)
    }

    fn read(&mut self, found: &Distribution, around: Around<'_>, stamp: Option<u64>) -> List {
        let list = List::read(found, around);
        if self.parts.len() >= KEPT {
            self.parts.clear();
        }
        // What could not be read may be the same list when it can.
        if let Some(stamp) = stamp.filter(|_| !list.is_held) {
            let entries = list.entries().map(|entry| self.keys.hash_one(entry)).collect();
            self.parts.insert(self.keys.hash_one(&found.metadata_path), Parts { stamp, entries });
        }
        list
    }

    fn stamp(&self, found: &Distribution, around: Around<'_>) -> Option<u64> {
        let record = found.metadata_path.join("RECORD");
        let list = if found.kind == DistributionKind::DistInfo { &record } else { &found.metadata_path };
        let seen = see_in(CWD, list.as_os_str()).ok()?;
        Some(self.keys.hash_one((seen.id, seen.size, around.sites)))
    }
}
