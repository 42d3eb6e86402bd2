//! What an answer rests on: files and directories, each with what it was like when it was looked at.

use std::collections::BTreeMap;
use std::fs::Metadata;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use crate::inventory::{Distribution, DistributionKind};

/// Which names in a site stand for metadata, or add to the path.
const NAMES: [&[u8]; 5] = [b".dist-info", b".egg-info", b".egg-link", b".egg", b".pth"];
/// What is read in a directory of such a name. That one of these comes or goes, or is exchanged, shows in the directory.
const FILES: [&str; 5] = ["METADATA", "PKG-INFO", "direct_url.json", "requires.txt", "EGG-INFO"];

/// What changes when a file does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FileStatus {
    pub(super) inode: u64,
    /// In bytes.
    pub(super) size: u64,
    /// In nanoseconds since 1970.
    pub(super) modified: i128,
    /// In nanoseconds since 1970; cannot be set back by ordinary means.
    pub(super) changed: i128,
}

impl From<&Metadata> for FileStatus {
    fn from(found: &Metadata) -> Self {
        let time = |seconds: i64, rest: i64| i128::from(seconds) * 1_000_000_000 + i128::from(rest);
        Self {
            inode: found.ino(),
            size: found.size(),
            modified: time(found.mtime(), found.mtime_nsec()),
            changed: time(found.ctime(), found.ctime_nsec()),
        }
    }
}

/// Files and directories, each as it was when it was noted first: before it was read, where that matters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Watched(pub(super) BTreeMap<PathBuf, Option<FileStatus>>);

impl Watched {
    /// Notes a file or directory, links followed; also one that is not there.
    pub fn note(&mut self, path: &Path) {
        if !self.0.contains_key(path) {
            self.keep(path, std::fs::metadata(path).ok().as_ref());
        }
    }

    /// Takes over what was noted elsewhere. What was noted here first stays.
    pub fn extend(&mut self, other: &Self) {
        for (path, status) in &other.0 {
            self.0.entry(path.clone()).or_insert(*status);
        }
    }

    /// Notes a site, and all metadata and path files in it.
    pub fn note_site(&mut self, site: &Path) {
        self.note(site);
        let Ok(entries) = std::fs::read_dir(site) else { return };
        for entry in entries.flatten() {
            let name = entry.file_name().as_bytes().to_ascii_lowercase();
            if NAMES.iter().any(|end| name.ends_with(end)) {
                self.note_entry(&entry.path());
                if name.ends_with(b".egg") {
                    self.note_egg(&entry.path());
                }
            }
        }
    }

    /// Notes what a distribution was read from, where that lies outside of its site.
    pub fn note_distribution(&mut self, distribution: &Distribution) {
        if distribution.kind == DistributionKind::EggLink {
            distribution.metadata_path.parent().into_iter().for_each(|tree| self.note(tree));
            self.note_entry(&distribution.metadata_path);
        }
    }

    fn note_entry(&mut self, path: &Path) {
        self.note(path);
        for name in FILES {
            let file = path.join(name);
            if let Ok(found) = std::fs::metadata(&file) {
                self.keep(&file, Some(&found));
            }
        }
    }

    /// An egg is a site of its own, and its metadata lies one directory deeper.
    fn note_egg(&mut self, egg: &Path) {
        self.note_entry(&egg.join("EGG-INFO"));
        let entries = std::fs::read_dir(egg).into_iter().flatten().flatten();
        for entry in entries {
            let name = entry.file_name().as_bytes().to_ascii_lowercase();
            if name.ends_with(b"-info") {
                self.note_entry(&entry.path());
            }
        }
    }

    fn keep(&mut self, path: &Path, found: Option<&Metadata>) {
        self.0.entry(path.to_path_buf()).or_insert_with(|| found.map(FileStatus::from));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_noted_first_counts() {
        let place = std::env::temp_dir().join(format!("fetter-watched-{}", std::process::id()));
        std::fs::create_dir_all(place.join("a-1.dist-info")).expect("made");
        let metadata = place.join("a-1.dist-info/METADATA");
        let mut watched = Watched::default();
        watched.note(&metadata);
        std::fs::write(&metadata, "Name: a\n").expect("written");
        watched.note_site(&place);
        assert_eq!(watched.0[&metadata], None);
        assert!(watched.0[&place].is_some() && watched.0[&place.join("a-1.dist-info")].is_some());
        assert_eq!(watched.0.len(), 3);
        std::fs::remove_dir_all(place).expect("removed");
    }
}
