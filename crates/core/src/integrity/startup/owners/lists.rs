//! What the lists of a site's distributions say of a file: one list is searched, and many questions make an index of all lists.

use std::collections::HashMap;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use memchr::memmem;

use super::Listed;
use crate::inventory::file::Disk;
use crate::inventory::{Distribution, DistributionKind, Site};
use crate::metadata::record::RecordedHash;
use crate::metadata::{installed_files, record};

/// How much of one list is read, in bytes.
const LIST_LIMIT: usize = 64 * 1024 * 1024;
/// How many lines of the lists of one site are looked at, and of how many lines an index is kept.
const LINE_LIMIT: usize = 2_000_000;
/// How many searches in lists of a site there are before an index is made.
const SEARCHES: u32 = 4;
/// How often a path may stand in one list without being the whole path of a line.
const HITS: usize = 64;

/// A line: the hash of its path under a key of this run's own, the place of its distribution in the site, and what it lists.
type Line = (u64, usize, Option<RecordedHash>);

/// The lists that were read.
#[derive(Default)]
pub(super) struct Lists {
    keys: RandomState,
    /// Of each site, its lines sorted.
    sites: HashMap<PathBuf, Vec<Line>>,
    lines: usize,
    searches: HashMap<PathBuf, u32>,
}

impl Lists {
    /// What one distribution says of a file.
    pub(super) fn of_one(
        &mut self,
        disk: &Disk,
        site: &Site,
        distribution: &Distribution,
        relative: &Path,
    ) -> Option<Listed> {
        let searches = self.searches.entry(site.path.clone()).or_default();
        *searches += 1;
        if *searches > SEARCHES {
            let all = self.of_all(disk, site, relative);
            return all.into_iter().find(|listed| listed.name == distribution.name.normalized());
        }
        let list = list_of(disk, distribution)?;
        let named = list.search(relative.as_os_str().as_bytes())?;
        Some(listed(distribution, named.hash))
    }

    /// What the distributions of a site say of a file.
    pub(super) fn of_all(&mut self, disk: &Disk, site: &Site, relative: &Path) -> Vec<Listed> {
        if !self.sites.contains_key(&site.path) {
            let lines = self.index(disk, site);
            self.lines += lines.len();
            if self.lines > LINE_LIMIT {
                self.sites.clear();
                self.lines = lines.len();
            }
            self.sites.insert(site.path.clone(), lines);
        }
        let lines = self.sites.get(&site.path).map_or(&[][..], Vec::as_slice);
        let key = self.keys.hash_one(relative.as_os_str().as_bytes());
        let first = lines.partition_point(|(known, ..)| *known < key);
        let found = lines[first..].iter().take_while(|(known, ..)| *known == key);
        found.map(|(_, at, hash)| listed(&site.distributions[*at], hash.clone())).collect()
    }

    fn index(&self, disk: &Disk, site: &Site) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        for (at, distribution) in site.distributions.iter().enumerate() {
            let Some(list) = list_of(disk, distribution) else { continue };
            list.each(|path, hash| {
                if lines.len() < LINE_LIMIT {
                    lines.push((self.keys.hash_one(path), at, hash));
                }
            });
        }
        lines.sort_unstable_by_key(|(key, at, _)| (*key, *at));
        lines
    }
}

fn listed(distribution: &Distribution, hash: Option<RecordedHash>) -> Listed {
    Listed {
        name: distribution.name.normalized().to_owned(),
        version: distribution.version.is_some().then(|| distribution.version_text().to_owned()),
        hash,
    }
}

/// The list of a distribution.
struct List {
    bytes: Vec<u8>,
    is_record: bool,
}

/// A line that names a file.
#[derive(Debug, PartialEq, Eq)]
struct Named {
    hash: Option<RecordedHash>,
}

fn list_of(disk: &Disk, distribution: &Distribution) -> Option<List> {
    let (name, is_record) = match distribution.kind {
        DistributionKind::DistInfo => ("RECORD", true),
        DistributionKind::EggInfoDirectory => ("installed-files.txt", false),
        _ => return None,
    };
    let read = disk.read(&distribution.metadata_path.join(name), LIST_LIMIT).ok()?;
    Some(List { bytes: read.bytes, is_record })
}

impl List {
    /// Each file of the list, relative to the site.
    fn each(&self, mut take: impl FnMut(&[u8], Option<RecordedHash>)) {
        each(&self.bytes, self.is_record, &mut take);
    }

    /// What the list says of a file, if it names it. Only lines that have its path in them are read.
    fn search(&self, path: &[u8]) -> Option<Named> {
        let mut found = None;
        for at in memmem::find_iter(&self.bytes, path).take(HITS) {
            let first = memchr::memrchr(b'\n', &self.bytes[..at]).map_or(0, |end| end + 1);
            let rest = &self.bytes[first..];
            let line = &rest[..memchr::memchr(b'\n', rest).unwrap_or(rest.len())];
            each(line, self.is_record, &mut |known, hash| {
                if known == path {
                    found = Some(Named { hash });
                }
            });
            if found.is_some() {
                break;
            }
        }
        found
    }
}

fn each(bytes: &[u8], is_record: bool, take: &mut impl FnMut(&[u8], Option<RecordedHash>)) {
    if is_record {
        for entry in record::read(bytes).entries {
            take(&entry.path, entry.hash);
        }
        return;
    }
    for (_, path) in installed_files::read(bytes) {
        // Relative to the metadata, which lies in the site.
        if let Some(path) = path.strip_prefix(b"../") {
            take(path, None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_a_list_is_found_whole() {
        let list = |text: &str, is_record| List { bytes: text.into(), is_record };
        let digest = "sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU";
        let record = list(&format!("a/x.pth,,3\nx.pth,{digest},4\r\n\"y,z.pth\",,\n"), true);
        assert_eq!(record.search(b"x.pth"), Some(Named { hash: RecordedHash::read(digest) }));
        assert_eq!(record.search(b"y,z.pth"), Some(Named { hash: None }));
        assert_eq!(record.search(b"z.pth"), None);
        assert_eq!(list("../x.pth\n", false).search(b"x.pth"), Some(Named { hash: None }));
        let mut all = Vec::new();
        record.each(|path, _| all.push(path.to_vec()));
        assert_eq!(all, [&b"a/x.pth"[..], b"x.pth", b"y,z.pth"]);
    }
}
