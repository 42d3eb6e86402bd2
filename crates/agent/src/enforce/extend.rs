//! What comes into a denied directory is denied too.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use fetter_core::metadata::bytecode::source_stem;

use super::enforcer::Entry;
use super::ledger::Ledger;
use super::marks::Prepared;
use super::reach::Reach;
use super::targets::{ENTRIES, is_package};
use super::{Denied, Enforcer, Targets};
use crate::sys::FileId;

impl Enforcer {
    /// Directories came into being, or have new files. What lies in a directory of a denied distribution whose files are all denied is
    /// denied too; the files of such a directory are known from now on. How many of them are such.
    pub fn extend<'path>(&mut self, directories: impl IntoIterator<Item = &'path Path>) -> usize {
        let mut marks = Vec::new();
        let mut count = 0;
        for directory in directories {
            if let Some((metadata, more)) = self.more_below(directory) {
                count += 1;
                let Some(entry) = self.denied.get_mut(&metadata) else { continue };
                entry.prepared.merge(&more);
                let denied = Arc::clone(&entry.denied);
                marks.extend(self.add(&denied, &more));
            }
        }
        if count > 0 {
            self.board.publish(self.table.clone());
            self.mark(marks);
        }
        count
    }

    /// What is denied that these files and directories bear on: they lie in a directory of its files, are its own, or are compiled of
    /// what is. A path that is a site stands for everything in it. What an installer takes away just now does not grow: what comes
    /// then is the next version.
    #[must_use]
    pub fn bearing_on(&self, paths: &BTreeSet<PathBuf>) -> Vec<Denied> {
        let bears = |entry: &&Entry| {
            let (site, prepared) = (&entry.denied.site, &entry.prepared);
            let bears = |path: &PathBuf| {
                path == site
                    || prepared.modules.contains(path)
                    || source_of(path).is_some_and(|source| prepared.modules.contains(&source))
                    || path.ancestors().skip(1).any(|above| prepared.whole.contains(above))
            };
            paths.range(site.clone()..).take_while(|path| path.starts_with(site)).any(bears)
        };
        let found = self.denied.values().filter(bears).filter(|entry| is_installed(&entry.denied.metadata));
        found.map(|entry| Denied::clone(&entry.denied)).collect()
    }

    /// Denies these as they are now. A file that is new and empty is being written, and is not known yet.
    pub fn grow(&mut self, denied: Vec<(Denied, Targets)>) {
        let again: BTreeSet<&PathBuf> = denied.iter().map(|(denied, _)| &denied.metadata).collect();
        let kept = self.denied.iter().filter(|(metadata, _)| !again.contains(metadata));
        let mut ledger = Ledger::of(kept.map(|(_, entry)| entry));
        for found in denied {
            let (metadata, mut entry) = Entry::of(found, &mut ledger);
            let before = self.denied.get(&metadata).map(|entry| &entry.prepared.files);
            let new = |file: &FileId| before.is_none_or(|before| !before.contains(file));
            let empty: BTreeSet<FileId> = entry.prepared.empty.iter().copied().filter(new).collect();
            entry.prepared.files.retain(|file| !empty.contains(file));
            self.denied.insert(metadata, entry);
        }
        self.apply();
    }

    /// What is to be marked at and below a directory that belongs to a denied distribution, and to which.
    fn more_below(&self, directory: &Path) -> Option<(PathBuf, Prepared)> {
        let whole = &self.table.whole;
        let owner = whole.get(directory).or_else(|| whole.get(directory.parent()?))?;
        let entry = self.denied.get(&owner.metadata)?;
        let reach = Reach::with(&entry.anchor, [&entry.denied.site]).ok()?;
        let mut more = Prepared::within(Ledger::of(self.denied.values()).room(entry.owner));
        let mut rest = vec![directory.to_path_buf()];
        let mut left = ENTRIES;
        while let Some(directory) = rest.pop() {
            more.directory(&reach, &directory);
            let below = reach.list(&directory, left).unwrap_or_default();
            left = left.saturating_sub(below.len());
            let below = below.iter().filter(|named| is_package(named));
            rest.extend(below.map(|named| directory.join(&named.name)));
        }
        Some((owner.metadata.clone(), more))
    }
}

/// The source that a file is compiled of, by its name: in a `__pycache__`, or beside it.
pub(crate) fn source_of(path: &Path) -> Option<PathBuf> {
    let (name, directory) = (path.file_name()?.as_bytes(), path.parent()?);
    let of = |stem: &[u8], directory: &Path| directory.join(OsStr::from_bytes(&[stem, b".py"].concat()));
    if directory.file_name() == Some(OsStr::new("__pycache__")) {
        return Some(of(source_stem(name)?, directory.parent()?));
    }
    Some(of(name.strip_suffix(b".pyc")?, directory))
}

/// Whether what tells of a distribution is there, with the list of its files.
fn is_installed(metadata: &Path) -> bool {
    let is_there = |path: &Path| std::fs::symlink_metadata(path).is_ok();
    let has_list = metadata.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("dist-info"));
    if has_list { is_there(&metadata.join("RECORD")) } else { is_there(metadata) }
}
