//! What a distribution owns by its list of files.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use rustix::io::Errno;

use super::draft::Draft;
use super::list::List;
use super::looked::Looked;
use super::{Gap, Scene, is_metadata, is_package};

/// Where launchers lie in a prefix.
const LAUNCHERS: [&str; 3] = ["bin", "Scripts", "sbin"];

impl Scene<'_> {
    pub(super) fn listed(&self, list: &List, looked: &mut Looked, draft: &mut Draft<'_>) {
        for path in &list.outside {
            draft.leave(path, Gap::Outside);
        }
        let mut by_directory: BTreeMap<&Path, BTreeSet<&OsStr>> = BTreeMap::new();
        let mut data: Option<(&Path, u64)> = None;
        for path in list.below.iter().map(|listed| listed.path.as_path()) {
            let (Some(directory), Some(name)) = (path.parent(), path.file_name()) else { continue };
            let site = path.ancestors().skip(1).find(|above| self.sites.contains(*above));
            match site {
                Some(site) if is_metadata(path.strip_prefix(site).unwrap_or(path)) => {}
                Some(_) => drop(by_directory.entry(directory).or_default().insert(name)),
                None if self.is_launchers(directory) => self.launcher(path, draft),
                None => data.get_or_insert((path, 0)).1 += 1,
            }
        }
        if let Some((path, count)) = data {
            draft.leave(path, Gap::Data(count - 1));
        }
        for (directory, names) in by_directory {
            if draft.has(directory) {
                continue;
            }
            if self.is_whole(directory, looked, draft) {
                self.whole(directory, looked, draft);
            } else {
                for name in names {
                    self.module(&directory.join(name), looked, draft);
                }
            }
        }
    }

    /// A directory whose files are all denied, and those below it of which the same is true.
    fn whole(&self, top: &Path, looked: &mut Looked, draft: &mut Draft<'_>) {
        let mut rest = vec![top.to_path_buf()];
        while let Some(directory) = rest.pop() {
            if draft.has(&directory) || !self.is_whole(&directory, looked, draft) {
                continue;
            }
            let entries = match draft.list(self.reach, &directory) {
                Ok(entries) => entries,
                Err(Errno::NOENT | Errno::NOTDIR) => continue,
                Err(errno) => {
                    draft.leave(&directory, super::super::reach::gap(errno));
                    continue;
                }
            };
            rest.extend(
                entries.iter().filter(|named| is_package(named)).map(|named| directory.join(&named.name)),
            );
            draft.directory(directory);
        }
    }

    fn is_launchers(&self, directory: &Path) -> bool {
        LAUNCHERS.iter().any(|name| directory == self.anchor.path.join(name))
    }

    /// A launcher is marked; an interpreter, or what may be a program of the system, is not, whoever lists it.
    fn launcher(&self, path: &Path, draft: &mut Draft<'_>) {
        let name = path.file_name().map(OsStr::as_bytes).unwrap_or_default();
        let is_interpreter = [&b"python"[..], b"pypy", b"graalpy", b"activate"].iter().any(|own| {
            name.strip_prefix(*own).is_some_and(|rest| rest.iter().all(|byte| !byte.is_ascii_alphabetic()))
        });
        if is_interpreter || !(self.is_private || self.is_python_script(path, draft)) {
            if self.reach.look(path).is_ok() {
                draft.leave(path, Gap::Protected);
            }
        } else if let Some(owner) = self.claims.owner(path) {
            draft.leave(path, Gap::Shared(owner));
        } else {
            draft.file(path.to_path_buf());
        }
    }

    /// Whether it begins as launchers of Python do.
    fn is_python_script(&self, path: &Path, draft: &mut Draft<'_>) -> bool {
        let file = match self.reach.file(path) {
            Ok(file) => file,
            // Nobody but whoever answers here while this process begins says that: it was marked before, and is now.
            Err(Errno::PERM) => return true,
            Err(errno) => {
                // Whoever holds it back does not for ever.
                draft.may_change(errno != Errno::NOENT);
                return false;
            }
        };
        let mut start = Vec::new();
        let _ = std::fs::File::from(file).take(256).read_to_end(&mut start);
        let line = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let has = |word: &[u8]| start.windows(word.len()).any(|window| window == word);
        line.starts_with(b"#!") && (has(b"python") || has(b"pypy"))
    }

    /// What is compiled of a source, among what is there.
    pub(super) fn compiled(&self, source: &Path, looked: &mut Looked, draft: &mut Draft<'_>) -> Vec<PathBuf> {
        let (Some(directory), Some(name)) = (source.parent(), source.file_name()) else { return Vec::new() };
        let Some(stem) = name.as_bytes().strip_suffix(b".py") else { return Vec::new() };
        let cache = directory.join("__pycache__");
        let beside =
            [&b".pyc"[..], b".pyo"].map(|ending| directory.join(OsStr::from_bytes(&[stem, ending].concat())));
        let beside = beside.into_iter().filter(|path| self.reach.look(path).is_ok());
        let mut found = looked.compiled(self.reach, (&cache, stem), draft);
        found.extend(beside);
        found
    }
}
