//! What comes into a denied directory is denied too.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use fetter_core::metadata::bytecode::source_stem;

use super::enforcer::Entry;
use super::ledger::Ledger;
use super::{Denied, Enforcer, Targets};
use crate::sys::FileId;

impl Enforcer {
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
