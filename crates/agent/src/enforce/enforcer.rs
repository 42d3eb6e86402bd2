//! Keeping marks and table as the verdicts are.

use std::collections::{BTreeMap, HashSet};
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::SyncSender;

use super::ledger::{Ledger, owner};
use super::mark::Mark;
use super::marks::Prepared;
use super::responder::{Responder, ResponderError};
use super::table::{Board, Table};
use super::{Counts, Coverage, Denied, Gap, NotCovered, Refusal, Targets};
use crate::sys::permission::PermissionGroup;
use crate::sys::{FileId, MarkError};

/// How many files are remembered as denied no longer, before no more are.
const RELEASED: usize = 100_000;

/// Has what is denied refused. Its methods may take as long as the disk does; whoever is answered meanwhile is answered by the
/// [`Responder`].
#[derive(Debug)]
pub struct Enforcer {
    group: Arc<PermissionGroup>,
    pub(super) board: Arc<Board>,
    /// By the path of the metadata.
    pub(super) denied: BTreeMap<PathBuf, Entry>,
    /// What was published last.
    pub(super) table: Table,
    /// What is marked.
    marks: BTreeMap<FileId, Mark>,
    /// Marks that the system refused.
    failed: Vec<NotCovered>,
    /// Whether marks of a process before this one may be there.
    is_inherited: bool,
}

#[derive(Debug)]
pub(super) struct Entry {
    pub(super) denied: Arc<Denied>,
    /// Whose site it lies in.
    pub(super) owner: u32,
    pub(super) prepared: Prepared,
}

impl Entry {
    pub(super) fn of((denied, targets): (Denied, Targets), ledger: &mut Ledger) -> (PathBuf, Self) {
        let owner = owner(&denied.site);
        let prepared = Prepared::of(&targets, ledger.room(owner));
        ledger.note(owner, prepared.bytes);
        let metadata = denied.metadata.clone();
        (metadata, Self { denied: Arc::new(denied), owner, prepared })
    }
}

impl Enforcer {
    /// Takes a group. Marks that it has from a process before this one are taken away when the first are made; so that nothing can be
    /// opened in between, a supervisor gives every worker a new group, and answers for the old one until the new worker has marked.
    #[must_use]
    pub fn new(group: Arc<PermissionGroup>) -> Self {
        Self {
            group,
            board: Arc::default(),
            denied: BTreeMap::new(),
            table: Table::default(),
            marks: BTreeMap::new(),
            failed: Vec::new(),
            is_inherited: true,
        }
    }

    /// Starts to answer; `tell` hears of refusals, and must be emptied by another thread. A supervisor reads `heart`.
    /// This comes first: what is marked already hangs whoever opens it, this process too, until there is a responder.
    pub fn respond(
        &self,
        tell: SyncSender<Refusal>,
        heart: Option<OwnedFd>,
    ) -> Result<Responder, ResponderError> {
        Responder::start(Arc::clone(&self.group), Arc::clone(&self.board), tell, heart)
    }

    /// While this file is there nobody is refused, also while the loop that marks has its hands full.
    pub fn break_glass(&self, path: PathBuf) {
        // It is said once, at the start.
        let _ = self.board.break_glass.set(path);
    }

    /// The loop that marks gets on; if it does not for minutes, the responder stops to say that this process lives.
    pub fn beat(&self) {
        self.board.pulse.beat();
    }

    /// Denies these and nothing else.
    pub fn set(&mut self, denied: Vec<(Denied, Targets)>) {
        let mut ledger = Ledger::default();
        self.denied = denied.into_iter().map(|found| Entry::of(found, &mut ledger)).collect();
        self.apply();
    }

    /// Denies these too. What is denied already is looked at again. What this takes does not grow with what is denied already, but for
    /// a copy of the table.
    pub fn deny(&mut self, denied: Vec<(Denied, Targets)>) {
        let again: HashSet<PathBuf> = denied.iter().map(|(denied, _)| denied.metadata.clone()).collect();
        let kept = self.denied.iter().filter(|(metadata, _)| !again.contains(*metadata));
        let mut ledger = Ledger::of(kept.map(|(_, entry)| entry));
        let entries: Vec<_> = denied.into_iter().map(|found| Entry::of(found, &mut ledger)).collect();
        let is_again = entries.iter().any(|(metadata, _)| self.denied.contains_key(metadata));
        if is_again || self.is_inherited {
            self.denied.extend(entries);
            return self.apply();
        }
        let mut marks = Vec::new();
        for (metadata, entry) in entries {
            marks.extend(self.add(&entry.denied, &entry.prepared));
            self.denied.insert(metadata, entry);
        }
        self.board.publish(self.table.clone());
        self.mark(marks);
    }

    /// Denies it no longer; by the paths of metadata.
    pub fn release<'path>(&mut self, metadata: impl IntoIterator<Item = &'path Path>) {
        for metadata in metadata {
            self.denied.remove(metadata);
        }
        self.apply();
    }

    /// Adds to the table; what is to be marked that is not.
    pub(super) fn add(&mut self, denied: &Arc<Denied>, prepared: &Prepared) -> Vec<(FileId, Mark)> {
        add_to(&mut self.table, denied, prepared);
        let new = prepared.marks.iter().filter(|(id, _)| !self.marks.contains_key(id));
        let new: Vec<_> = new.map(|(id, mark)| (*id, mark.clone())).collect();
        self.marks.extend(new.iter().cloned());
        new
    }

    pub(super) fn mark(&mut self, marks: Vec<(FileId, Mark)>) {
        for (id, mark) in marks {
            if let Err(error) = mark.add(&self.group, id) {
                self.failed.push(NotCovered { path: mark.path, why: Gap::Mark(error) });
            }
        }
    }

    /// Makes marks and table anew, by what is denied. The order keeps every event decidable: a mark comes after the table that explains
    /// it, and goes before it.
    pub(super) fn apply(&mut self) {
        let mut wanted: BTreeMap<FileId, Mark> = BTreeMap::new();
        let mut table = Table::default();
        for Entry { denied, prepared, .. } in self.denied.values() {
            wanted.extend(prepared.marks.iter().map(|(id, mark)| (*id, mark.clone())));
            add_to(&mut table, denied, prepared);
        }
        let mut is_lost = false;
        for (id, mark) in self.marks.iter().filter(|(id, _)| !wanted.contains_key(id)) {
            is_lost |= mark.remove(&self.group, *id) == Err(MarkError::NoHandles);
        }
        table.released = std::mem::take(&mut self.table.released);
        // What is denied again is denied, and asks for no place.
        table.released.retain(|file| !table.files.contains_key(file));
        if is_lost {
            let released = self.table.files.keys().filter(|file| !table.files.contains_key(file));
            release(&mut table.released, released.copied(), RELEASED);
        }
        self.board.publish(table.clone());
        self.table = table;
        if std::mem::take(&mut self.is_inherited) {
            let _ = self.group.flush();
        }
        self.failed.clear();
        let new = wanted.iter().filter(|(id, _)| !self.marks.contains_key(id));
        let new = new.map(|(id, mark)| (*id, mark.clone())).collect();
        self.marks = wanted;
        self.mark(new);
    }

    /// Takes every mark away and denies nothing: before a stop after which nobody is to be refused. Where a supervisor is to refuse in
    /// the meantime, the marks stay: the process just ends.
    pub fn stand_down(&mut self) {
        self.set(Vec::new());
        if self.group.flush().is_ok() {
            // No mark is left, found or not.
            self.table.released.clear();
            self.board.publish(self.table.clone());
        }
    }

    /// What is denied, sorted by the paths of metadata.
    pub fn denied(&self) -> impl Iterator<Item = &Arc<Denied>> {
        self.denied.values().map(|entry| &entry.denied)
    }

    /// What is marked, and what is not covered.
    #[must_use]
    pub fn coverage(&self) -> Coverage {
        let prepared = || self.denied.values().map(|entry| &entry.prepared);
        let mut not_covered: Vec<_> =
            prepared().flat_map(|prepared| &prepared.not_covered).chain(&self.failed).cloned().collect();
        not_covered.sort_by(|left, right| left.path.cmp(&right.path));
        not_covered.dedup();
        let mut shared: Vec<_> = prepared().flat_map(|prepared| &prepared.shared).cloned().collect();
        shared.sort();
        shared.dedup();
        let directories = self.marks.values().filter(|mark| mark.is_directory).count();
        Coverage {
            denied: self.denied.len(),
            directories,
            files: self.marks.len() - directories,
            shared,
            not_covered,
        }
    }

    /// How often openers were answered.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.board.counters.counts()
    }
}

/// Remembers files that are denied no longer, so many at most: what was released before goes first, since its mark goes with its inode.
fn release(known: &mut HashSet<FileId>, files: impl Iterator<Item = FileId>, most: usize) {
    let files: Vec<FileId> = files.take(most).collect();
    if known.len() + files.len() > most {
        known.clear();
    }
    known.extend(files);
}

fn add_to(table: &mut Table, denied: &Arc<Denied>, prepared: &Prepared) {
    prepared.files.iter().for_each(|file| table.add_file(*file, denied));
    for (id, mark) in prepared.marks.iter().filter(|(_, mark)| mark.is_directory) {
        if prepared.whole.contains(&mark.path) {
            table.add_directory(*id, &mark.path, denied);
        } else {
            table.add_shared(*id, &mark.path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_as_released_has_an_end_and_the_newest_is_in_it() {
        let file = |inode| FileId { device: 1, inode, born: 0 };
        let mut known = HashSet::new();
        release(&mut known, (0..6).map(file), 10);
        release(&mut known, (6..9).map(file), 10);
        assert_eq!(known.len(), 9);
        release(&mut known, (9..12).map(file), 10);
        assert_eq!(known, (9..12).map(file).collect());
        release(&mut known, (20..40).map(file), 10);
        assert_eq!(known.len(), 10);
    }
}
