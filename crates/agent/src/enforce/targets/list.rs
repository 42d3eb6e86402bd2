//! What a distribution lists.

use std::collections::{BTreeSet, HashMap};
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use fetter_core::integrity::files::{ListLimits, ListSource, ListedFile, list_files_within};
use fetter_core::inventory::{Distribution, DistributionKind};
use fetter_core::metadata::record::HashAlgorithm;

use super::lists::{Around, Wanted};
use super::named::names_of;
use super::place::is_metadata;

/// How much of one list is read, in bytes: five times what the largest distributions have.
const BYTES: usize = 16 << 20;
/// How many entries of one list are read.
const LISTED: usize = 100_000;
/// How much memory one list may take, in bytes.
const MEMORY: usize = 64 << 20;
/// What an entry takes beside its path, in bytes.
const ENTRY: usize = 128;

/// What a distribution lists.
#[derive(Debug, Default)]
pub(super) struct List {
    /// What is below the anchor, in the order of the list.
    pub(super) below: Vec<Listed>,
    /// The same, as places in it, by the entry of the site that it lies in: what shares no entry shares no file.
    pub(super) by_entry: HashMap<PathBuf, Vec<usize>>,
    /// What is called as it says, where it does not list its files.
    pub(super) named: Vec<PathBuf>,
    /// What leads out of it.
    pub(super) outside: Vec<PathBuf>,
    /// What tells of other distributions, and is listed by this one.
    pub(super) brings: BTreeSet<PathBuf>,
    /// When the list was last touched (the inode's change time, which nobody can set), in seconds since 1970.
    pub(super) changed: Option<i64>,
    /// Whether what is listed is what was installed.
    pub(super) is_of_installed: bool,
    /// Whether it could not be read as a whole.
    pub(super) is_unread: bool,
    /// Whether that was for a reason that may pass: somebody held it (fcntl(2), leases), or it was being exchanged.
    pub(super) is_held: bool,
}

/// One file of a list.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) path: PathBuf,
    pub(super) proof: Proof,
}

/// What a list says of a file, so that it can be held against it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Proof {
    pub(super) size: Option<u64>,
    /// Its SHA-256; what others can forge proves nothing.
    pub(super) digest: Option<Box<[u8; 32]>>,
}

impl Proof {
    fn of(file: &ListedFile) -> Self {
        let hash = file.hash.as_ref().filter(|hash| hash.algorithm == HashAlgorithm::Sha256);
        let digest = hash.and_then(|hash| <[u8; 32]>::try_from(&*hash.digest).ok());
        Self { size: file.size, digest: digest.map(Box::new) }
    }
}

impl List {
    /// Reads it.
    pub(super) fn read(found: &Distribution, Around { disk, site, anchor, sites }: Around<'_>) -> Self {
        let longest = found.metadata_path.as_os_str().len() + ENTRY;
        let limits = ListLimits { bytes: BYTES, entries: LISTED.min(MEMORY / longest) };
        let read = list_files_within(disk, found, site, anchor, limits);
        let is_of_installed = read.source.is_some_and(ListSource::is_of_installed);
        let is_held = read.unread.is_some();
        let mut list = Self { is_of_installed, is_unread: !read.is_whole(), is_held, ..Self::default() };
        list.changed = std::fs::symlink_metadata(&read.path).ok().map(|status| status.ctime());
        if is_of_installed {
            for file in &read.files {
                let whole = file.place.whole(&anchor.path);
                if file.place.below().is_none() {
                    list.outside.push(whole);
                } else {
                    list.add(whole, Proof::of(file), sites, &found.metadata_path);
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

    /// What is left of a list where there is no room for it.
    pub(super) fn without_files(self, found: &Distribution, Around { disk, site, .. }: Around<'_>) -> Self {
        let named =
            if found.kind == DistributionKind::Conda { Vec::new() } else { names_of(disk, found, site) };
        Self { named, is_of_installed: self.is_of_installed, is_unread: true, ..Self::default() }
    }

    fn add(&mut self, path: PathBuf, proof: Proof, sites: &BTreeSet<PathBuf>, own: &Path) {
        if path.as_os_str().as_bytes().windows(5).any(|part| part.eq_ignore_ascii_case(b"-info"))
            && let Some(other) = metadata_of(&path, sites).filter(|metadata| metadata != own)
        {
            self.brings.insert(other);
        }
        self.by_entry.entry(entry_of(&path, sites)).or_default().push(self.below.len());
        self.below.push(Listed { path, proof });
    }

    /// How much memory it takes, in bytes.
    pub(super) fn bytes(&self) -> usize {
        let below = self.below.iter().map(|listed| &listed.path);
        below.chain(&self.outside).map(|path| path.as_os_str().len() + ENTRY).sum()
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
    pub(super) fn owned_in<'list>(&'list self, wanted: &'list Wanted) -> impl Iterator<Item = &'list Listed> {
        let places = self.by_entry.iter().filter(|(entry, _)| wanted.paths.contains(*entry));
        places.flat_map(|(_, places)| places).filter_map(|place| self.below.get(*place))
    }

    /// Whether it lists what puts a source tree on the path.
    pub(super) fn is_editable(&self) -> bool {
        let is_editable = |listed: &Listed| {
            listed.path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("__editable__"))
        };
        self.below.iter().any(is_editable)
    }
}

/// The directory that tells of a distribution and that a path leads through, if it lies in a site.
fn metadata_of(path: &Path, sites: &BTreeSet<PathBuf>) -> Option<PathBuf> {
    path.ancestors().skip(1).find_map(|place| {
        let site = place.parent()?;
        (sites.contains(site) && is_metadata(Path::new(place.file_name()?))).then(|| place.to_path_buf())
    })
}

/// The entry of its site that a path lies in, a module by its name without endings, as it is called where nothing lists it, and so what
/// is compiled of it; the path itself where that lies in no site.
pub(super) fn entry_of(path: &Path, sites: &BTreeSet<PathBuf>) -> PathBuf {
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
