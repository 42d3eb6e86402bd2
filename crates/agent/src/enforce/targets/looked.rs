//! What was found out about directories below an anchor. Each is read once, however many distributions have a part in it.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use fetter_core::metadata::bytecode::source_stem;
use rustix::io::Errno;

use super::draft::Draft;
use crate::enforce::reach::{Named, Reach};

/// How many names of files in caches are kept.
const KEPT: usize = 200_000;

/// What is in a `__pycache__`, by what it is compiled of.
type Compiled = HashMap<Box<[u8]>, Vec<Box<OsStr>>>;

/// What was found out about directories.
#[derive(Debug, Default)]
pub(super) struct Looked {
    /// Whether directories are packages of denied distributions.
    pub(super) packages: HashMap<PathBuf, bool>,
    /// Whether they can be marked as one.
    pub(super) whole: HashMap<PathBuf, bool>,
    caches: HashMap<PathBuf, Compiled>,
    kept: usize,
    site: Option<(PathBuf, Rc<[Named]>)>,
}

impl Looked {
    /// The entries of a site.
    pub(super) fn site(
        &mut self,
        reach: &Reach,
        site: &Path,
        draft: &mut Draft<'_>,
    ) -> Result<Rc<[Named]>, Errno> {
        match &self.site {
            Some((known, entries)) if known == site => Ok(Rc::clone(entries)),
            _ => {
                let entries: Rc<[Named]> = draft.list(reach, site)?.into();
                self.site = Some((site.to_path_buf(), Rc::clone(&entries)));
                Ok(entries)
            }
        }
    }

    /// The files in a `__pycache__` that are compiled of a module.
    pub(super) fn compiled(
        &mut self,
        reach: &Reach,
        (cache, stem): (&Path, &[u8]),
        draft: &mut Draft<'_>,
    ) -> Vec<PathBuf> {
        if !self.caches.contains_key(cache) {
            let entries = draft.list(reach, cache).unwrap_or_default();
            if self.kept + entries.len() > KEPT {
                (self.kept, self.caches) = (0, HashMap::new());
            }
            self.kept += entries.len();
            let mut compiled = Compiled::new();
            for named in entries {
                if let Some(stem) = source_stem(named.name.as_bytes()) {
                    compiled.entry(stem.into()).or_default().push(named.name.as_os_str().into());
                }
            }
            self.caches.insert(cache.to_path_buf(), compiled);
        }
        let names = self.caches.get(cache).and_then(|compiled| compiled.get(stem));
        names.into_iter().flatten().map(|name| cache.join(&**name)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::Targets;
    use super::super::room::Rooms;
    use super::*;

    #[test]
    fn a_cache_is_read_once_for_all_its_modules() {
        let scratch = fetter_testkit::Scratch::new("looked");
        let tree = scratch.tree();
        for name in ["a.cpython-311.pyc", "a.cpython-312.pyc", "b.cpython-311.pyc"] {
            tree.file(&format!("__pycache__/{name}"), "");
        }
        let (reach, mut rooms) = (Reach::of(scratch.path()).expect("it is there"), Rooms::default());
        let mut draft = Draft::new(Targets::default(), &mut rooms, 0);
        let (mut looked, cache) = (Looked::default(), scratch.at("__pycache__"));
        let mut count = |stem: &[u8]| looked.compiled(&reach, (&cache, stem), &mut draft).len();
        assert_eq!(count(b"a"), 2);
        std::fs::remove_dir_all(&cache).expect("removed");
        assert_eq!((count(b"a"), count(b"b"), count(b"c")), (2, 1, 0));
    }
}
