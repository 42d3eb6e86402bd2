//! What in one directory, or in one directory of an archive, may run at a start: the names that modules and packages have.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use rustix::fs::FileType;
use rustix::io::Errno;

use crate::inventory::file::{Beneath, Disk};
use crate::inventory::{Problem, ProblemCode};

/// How many entries of a directory are looked at.
const ENTRY_LIMIT: usize = 1_000_000;

/// What one directory holds.
#[derive(Debug, Default)]
pub(super) struct Directory {
    /// What may be a module or a package, sorted by name.
    pub(super) names: Vec<(OsString, FileType)>,
    /// The names of `.start` files, sorted.
    pub(super) start_files: Vec<PathBuf>,
    /// The names of `.pth` files, sorted.
    pub(super) path_files: Vec<PathBuf>,
    /// The archive that it lies in, and its name there with `/` at its end; empty for the archive itself.
    pub(super) archive: Option<(PathBuf, String)>,
    pub(super) problems: Vec<Problem>,
}

/// Looks into a directory, by its real path; `None` where there is none.
pub(super) fn look(disk: &Disk, path: &Path) -> Option<Directory> {
    let mut found = Directory::default();
    let opened = match Beneath::open(disk, path) {
        Ok(opened) => opened,
        Err(Errno::NOENT | Errno::NOTDIR) => return None,
        Err(errno) => {
            found.problems.push(Problem::unreadable_directory(path, errno));
            return Some(found);
        }
    };
    match opened.entries(Path::new(""), ENTRY_LIMIT) {
        Ok(entries) => {
            if entries.is_cut {
                let reason = format!("only {ENTRY_LIMIT} of its entries were looked at");
                found.problems.push(Problem::new(path, ProblemCode::DirectoryTooLarge, reason));
            }
            entries.all.into_iter().for_each(|(name, kind)| found.add(name, kind));
        }
        Err(errno) => found.problems.push(Problem::unreadable_directory(path, errno)),
    }
    Some(found)
}

impl Directory {
    /// A directory in an archive, by the sorted names of all its members.
    pub(super) fn of_archive(path: &Path, inner: &str, members: &[String]) -> Self {
        let prefix = if inner.is_empty() { String::new() } else { format!("{inner}/") };
        let first = members.partition_point(|member| member.as_str() < prefix.as_str());
        let below = members[first..].iter().map_while(|member| member.strip_prefix(&prefix));
        let mut found = Self { archive: Some((path.to_path_buf(), prefix.clone())), ..Self::default() };
        for member in below.filter(|member| !member.is_empty()) {
            let (name, kind) = match member.split_once('/') {
                Some((name, _)) => (name, FileType::Directory),
                None => (member, FileType::RegularFile),
            };
            if found.names.last().is_none_or(|(last, _)| last != name) {
                found.add(name.into(), kind);
            }
        }
        found.names.sort_unstable_by(|left, right| left.0.cmp(&right.0));
        found.names.dedup();
        // Python goes through these files of directories only.
        found.start_files.clear();
        found.path_files.clear();
        found
    }

    fn add(&mut self, name: OsString, kind: FileType) {
        let bytes = name.as_bytes();
        if bytes.ends_with(b".start") {
            self.start_files.push(name.into());
        } else if bytes.ends_with(b".pth") {
            self.path_files.push(name.into());
        } else if matches!(kind, FileType::Directory | FileType::Symlink) || is_code(bytes) {
            self.names.push((name, kind));
        }
    }

    /// How many bytes its names take, about.
    pub(super) fn size(&self) -> usize {
        self.names.iter().map(|(name, _)| name.len() + 48).sum()
    }

    /// Whether there is an entry of exactly that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.binary_search_by(|(known, _)| known.as_os_str().cmp(OsStr::new(name))).is_ok()
    }

    /// The entries that may be what an import of a name loads: those of that name, and those that go on with a dot, or as extension
    /// modules of old do.
    pub(super) fn named(&self, name: &str) -> Vec<(&OsStr, FileType)> {
        let mut found = Vec::new();
        let exact = self.names.binary_search_by(|(known, _)| known.as_os_str().cmp(OsStr::new(name)));
        found.extend(exact.ok().map(|at| &self.names[at]));
        for begin in [format!("{name}."), format!("{name}module.")] {
            let first = self.names.partition_point(|(known, _)| known.as_bytes() < begin.as_bytes());
            let goes_on = |(known, _): &&(OsString, _)| known.as_bytes().starts_with(begin.as_bytes());
            found.extend(self.names[first..].iter().take_while(goes_on));
        }
        found.into_iter().map(|(name, kind)| (name.as_os_str(), *kind)).collect()
    }
}

fn is_code(name: &[u8]) -> bool {
    [&b".py"[..], b".pyc", b".so", b".pyd"].iter().any(|ending| name.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directories_of_archives_are_made_of_the_names_of_members() {
        let members: Vec<String> =
            ["a-b/x.py", "a.py", "a/", "a/__init__.py", "a/b/c.py", "a/d.pth", "z.txt"]
                .map(Into::into)
                .into();
        let names = |inner: &str| {
            let found = Directory::of_archive(Path::new("/x.zip"), inner, &members);
            assert!(found.path_files.is_empty());
            found.names.into_iter().map(|(name, _)| name.into_string().unwrap()).collect::<Vec<_>>()
        };
        assert_eq!(names(""), ["a", "a-b", "a.py"]);
        assert_eq!(names("a"), ["__init__.py", "b"]);
        assert_eq!(names("none"), Vec::<String>::new());
    }
}
