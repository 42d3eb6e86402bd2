//! What distributions list, read once.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use fetter_core::integrity::files::{Anchor, ListSource, list_files};
use fetter_core::inventory::file::Disk;
use fetter_core::inventory::{Distribution, DistributionKind, Site};
use rustix::fs::CWD;

use super::named::names_of;
use crate::sys::{FileId, see_in};

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
    /// Whether all that the distribution owns is known.
    pub(super) const fn is_usable(&self) -> bool {
        self.is_of_installed && !self.is_unread
    }

    /// The entries of sites that it has a part in, and the directories elsewhere.
    pub(super) fn entries(&self) -> impl Iterator<Item = &PathBuf> {
        self.by_entry.keys().chain(&self.named)
    }

    /// What it lists in these entries and directories.
    pub(super) fn owned_in<'list>(
        &'list self,
        wanted: &'list HashSet<PathBuf>,
    ) -> impl Iterator<Item = &'list PathBuf> {
        let places = self.by_entry.iter().filter(|(entry, _)| wanted.contains(*entry));
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

/// The lists that were read.
#[derive(Debug, Default)]
pub(super) struct Lists {
    kept: HashMap<PathBuf, (Stamp, Arc<List>)>,
}

/// By what a list is known to be the one that was read: installers write a new file.
type Stamp = (FileId, u64, BTreeSet<PathBuf>);

/// How many lists are kept.
const KEPT: usize = 100_000;

impl Lists {
    /// What a distribution lists; `sites` are those below its anchor.
    pub(super) fn of(
        &mut self,
        disk: &Disk,
        found: &Distribution,
        (site, anchor): (&Site, &Anchor),
        sites: &BTreeSet<PathBuf>,
    ) -> Arc<List> {
        let stamp = stamp(found);
        if let Some((id, size)) = stamp
            && let Some(((kept, kept_size, of), list)) = self.kept.get(&found.metadata_path)
            && (*kept, *kept_size) == (id, size)
            && of == sites
        {
            return Arc::clone(list);
        }
        let list = Arc::new(read(disk, found, (site, anchor), sites));
        if self.kept.len() >= KEPT {
            self.kept.clear();
        }
        if let Some((id, size)) = stamp {
            self.kept.insert(found.metadata_path.clone(), ((id, size, sites.clone()), Arc::clone(&list)));
        }
        list
    }
}

fn stamp(found: &Distribution) -> Option<(FileId, u64)> {
    let record = found.metadata_path.join("RECORD");
    let list = if found.kind == DistributionKind::DistInfo { &record } else { &found.metadata_path };
    let seen = see_in(CWD, list.as_os_str()).ok()?;
    Some((seen.id, seen.size))
}

fn read(
    disk: &Disk,
    found: &Distribution,
    (site, anchor): (&Site, &Anchor),
    sites: &BTreeSet<PathBuf>,
) -> List {
    let read = list_files(disk, found, site, anchor);
    let is_of_installed = read.source.is_some_and(ListSource::is_of_installed);
    let mut list = List { is_of_installed, is_unread: !read.is_whole(), ..List::default() };
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

/// The entry of its site that a path lies in, a module by its name without endings, as it is called where nothing lists it; the
/// directory that the path lies in where that is no site's.
pub(super) fn entry_of(path: &Path, sites: &BTreeSet<PathBuf>) -> PathBuf {
    let elsewhere = || path.parent().unwrap_or(path).to_path_buf();
    let Some(site) = path.ancestors().skip(1).find(|above| sites.contains(*above)) else {
        return elsewhere();
    };
    let mut parts = path.strip_prefix(site).unwrap_or(path).iter();
    let Some(first) = parts.next() else { return elsewhere() };
    let name = first.as_bytes();
    let end = name.iter().skip(1).position(|byte| *byte == b'.').map_or(name.len(), |place| place + 1);
    let name = if parts.next().is_some() { name } else { name.get(..end).unwrap_or(name) };
    site.join(OsStr::from_bytes(name))
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
        assert_eq!(entry("/v/bin/x"), "/v/bin");
    }
}
