//! Whether everything in a directory belongs to denied distributions.

use std::ffi::OsStr;
use std::ops::Bound;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use fetter_core::metadata::bytecode::source_stem;

use super::Scene;
use super::draft::Draft;
use super::looked::Looked;

impl Scene<'_> {
    /// Whether a directory can be marked as one: it lies below a site, nobody else lists anything at or below it, and what is in it is
    /// listed by denied distributions, compiled of what they list, or lies in a package of theirs.
    pub(super) fn is_whole(&self, directory: &Path, looked: &mut Looked, draft: &mut Draft<'_>) -> bool {
        if let Some(known) = looked.whole.get(directory) {
            return *known;
        }
        let is_whole = self.looks_whole(directory, looked, draft);
        looked.whole.insert(directory.to_path_buf(), is_whole);
        is_whole
    }

    fn looks_whole(&self, directory: &Path, looked: &mut Looked, draft: &mut Draft<'_>) -> bool {
        self.is_within_site(directory)
            && !self.is_cache_of_site(directory)
            && !self.claims.reaches(directory)
            && (self.is_in_own_package(directory, looked) || self.is_all_listed(directory, draft))
    }

    /// The `__pycache__` of a site holds what is compiled of everybody's modules.
    fn is_cache_of_site(&self, directory: &Path) -> bool {
        directory.file_name() == Some(OsStr::new("__pycache__"))
            && directory
                .parent()
                .is_some_and(|above| self.claims.reaches(above) || self.sites.contains(above))
    }

    /// Whether a directory is a regular package of a denied distribution, or lies in one: what its code has put there is its own.
    fn is_in_own_package(&self, directory: &Path, looked: &mut Looked) -> bool {
        let mut way = Vec::new();
        let mut is_own = false;
        for above in directory.ancestors().take_while(|above| self.is_within_site(above)) {
            if let Some(known) = looked.packages.get(above) {
                is_own = *known;
                break;
            }
            way.push(above.to_path_buf());
            if self.is_own_package(above) {
                is_own = true;
                break;
            }
        }
        looked.packages.extend(way.into_iter().map(|above| (above, is_own)));
        is_own
    }

    fn is_own_package(&self, directory: &Path) -> bool {
        // `__init__.py` is by far the most common; the rest of the names stand beside it in order.
        let first = directory.join("__init__.");
        let mut after = self
            .denied
            .range::<Path, _>((Bound::Included(first.as_path()), Bound::Unbounded))
            .take_while(|path| path.parent() == Some(directory) && name(path).starts_with(b"__init__."));
        after.any(|path| [&b".py"[..], b".pyc", b".so", b".pyd"].iter().any(|end| name(path).ends_with(end)))
    }

    fn is_all_listed(&self, directory: &Path, draft: &mut Draft<'_>) -> bool {
        let Ok(entries) = draft.list(self.reach, directory) else { return false };
        let is_cache = directory.file_name() == Some(OsStr::new("__pycache__"));
        entries.iter().filter(|named| named.is_file).all(|named| {
            self.denied.contains(&*directory.join(&named.name))
                || is_cache && self.is_compiled(directory, &named.name)
        })
    }

    /// Whether a file in a `__pycache__` is compiled of a source that is denied.
    fn is_compiled(&self, cache: &Path, name: &OsStr) -> bool {
        let source = source_stem(name.as_bytes()).map(|stem| [stem, b".py"].concat());
        source.zip(cache.parent()).is_some_and(|(source, directory)| {
            self.denied.contains(&*directory.join(OsStr::from_bytes(&source)))
        })
    }
}

fn name(path: &Path) -> &[u8] {
    path.file_name().map(OsStr::as_bytes).unwrap_or_default()
}
