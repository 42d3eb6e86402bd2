//! What a distribution lists.

use std::collections::{BTreeSet, HashMap};
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use fetter_core::integrity::files::{ListSource, list_files};
use fetter_core::inventory::{Distribution, DistributionKind};

use super::lists::{Around, Wanted};
use super::named::names_of;

/// What a distribution lists.
#[derive(Debug, Default)]
pub(super) struct List {
    /// What is below the anchor, in the order of the list.
    pub(super) below: Vec<PathBuf>,
    /// The same, as places in it, by the entry of the site that it lies in: what shares no entry shares no file.
    by_entry: HashMap<PathBuf, Vec<usize>>,
    /// What is called as it says, where it does not list its files.
    pub(super) named: Vec<PathBuf>,
    /// What leads out of it.
    pub(super) outside: Vec<PathBuf>,
    /// Whether what is listed is what was installed.
    is_of_installed: bool,
    /// Whether it could not be read as a whole.
    pub(super) is_unread: bool,
}

impl List {
    /// Reads it.
    pub(super) fn read(found: &Distribution, Around { disk, site, anchor, sites }: Around<'_>) -> Self {
        let read = list_files(disk, found, site, anchor);
        let is_of_installed = read.source.is_some_and(ListSource::is_of_installed);
        let mut list = Self { is_of_installed, is_unread: !read.is_whole(), ..Self::default() };
        if is_of_installed {
            for file in &read.files {
                let whole = file.place.whole(&anchor.path);
                if file.place.below().is_none() {
                    list.outside.push(whole);
                } else {
                    list.by_entry.entry(entry_of(&whole, sites)).or_default().push(list.below.len());
                    list.below.push(whole);
                }
            }
        } else {
            list.is_unread = read.unread.is_some();
        }
        if !list.is_usable() && found.kind != DistributionKind::Conda {
            list.named = names_of(disk, found, site);
        }
        list
    }

    /// Whether all that the distribution owns is known.
    pub(super) const fn is_usable(&self) -> bool {
        self.is_of_installed && !self.is_unread
    }

    /// The entries of sites that it has a part in, and the places elsewhere.
    pub(super) fn entries(&self) -> impl Iterator<Item = &PathBuf> {
        self.by_entry.keys().chain(&self.named)
    }

    /// What it lists in these entries and places.
    pub(super) fn owned_in<'list>(
        &'list self,
        wanted: &'list Wanted,
    ) -> impl Iterator<Item = &'list PathBuf> {
        let places = self.by_entry.iter().filter(|(entry, _)| wanted.paths.contains(*entry));
        places.flat_map(|(_, places)| places).filter_map(|place| self.below.get(*place))
    }

    /// Whether it lists what puts a source tree on the path.
    pub(super) fn is_editable(&self) -> bool {
        let is_editable = |path: &PathBuf| {
            path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("__editable__"))
        };
        self.below.iter().any(is_editable)
    }
}

/// The entry of its site that a path lies in, a module by its name without endings, as it is called where nothing lists it, and so what
/// is compiled of it; the path itself where that lies in no site.
fn entry_of(path: &Path, sites: &BTreeSet<PathBuf>) -> PathBuf {
    let Some(site) = path.ancestors().skip(1).find(|above| sites.contains(*above)) else {
        return path.to_path_buf();
    };
    let mut parts = path.strip_prefix(site).unwrap_or(path).iter();
    let (first, second) = (parts.next(), parts.next());
    match (first, second) {
        (Some(cache), Some(compiled)) if cache == "__pycache__" && parts.next().is_none() => {
            site.join(without_endings(compiled))
        }
        (Some(directory), Some(_)) => site.join(directory),
        (Some(module), None) => site.join(without_endings(module)),
        (None, _) => path.to_path_buf(),
    }
}

/// A file's name without what follows its first dot, but for one that it begins with.
fn without_endings(name: &OsStr) -> &OsStr {
    let bytes = name.as_bytes();
    let end = bytes.iter().skip(1).position(|byte| *byte == b'.').map_or(bytes.len(), |place| place + 1);
    OsStr::from_bytes(bytes.get(..end).unwrap_or(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_shares_no_entry_shares_no_file() {
        let sites = BTreeSet::from(["/v/lib/s".into(), "/v/lib/s/vendored".into()]);
        let entry = |path: &str| entry_of(Path::new(path), &sites).display().to_string();
        assert_eq!(entry("/v/lib/s/six.py"), "/v/lib/s/six");
        assert_eq!(entry("/v/lib/s/six/a/b.py"), "/v/lib/s/six");
        assert_eq!(entry("/v/lib/s/_x.cpython-311.so"), "/v/lib/s/_x");
        assert_eq!(entry("/v/lib/s/x.libs/y.so"), "/v/lib/s/x.libs");
        assert_eq!(entry("/v/lib/s/.hidden"), "/v/lib/s/.hidden");
        assert_eq!(entry("/v/lib/s/vendored/a.py"), "/v/lib/s/vendored/a");
        assert_eq!(entry("/v/lib/s/__pycache__/six.cpython-311.pyc"), "/v/lib/s/six");
        assert_eq!(entry("/v/lib/s/six/__pycache__/b.cpython-311.pyc"), "/v/lib/s/six");
        assert_eq!(entry("/v/bin/x"), "/v/bin/x");
    }
}
