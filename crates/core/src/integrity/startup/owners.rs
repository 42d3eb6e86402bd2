//! Who lists a file as its own, looked up for the few files that run at a start.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use memchr::memmem;

use super::item::Owner;
use crate::hex;
use crate::inventory::file::{Beneath, Disk};
use crate::inventory::{Distribution, DistributionKind, Inventory, Site};
use crate::metadata::record::{HashAlgorithm, RecordedHash};

/// How much of one list is read, in bytes.
const LIST_LIMIT: usize = 64 * 1024 * 1024;
/// How much of the lists of one site is kept, in bytes.
const KEPT_LIMIT: usize = 512 * 1024 * 1024;
/// Where dpkg keeps its lists.
const DPKG: &str = "/var/lib/dpkg/info";
/// How many of dpkg's lists are read.
const DPKG_LIMIT: usize = 100_000;

/// The lists that were read.
pub(super) struct Owners<'run> {
    disk: &'run Disk,
    inventory: &'run Inventory,
    lists: HashMap<PathBuf, Vec<u8>>,
    kept: usize,
    system: Option<Vec<(String, Vec<u8>)>>,
}

impl<'run> Owners<'run> {
    pub(super) fn new(disk: &'run Disk, inventory: &'run Inventory) -> Self {
        Self { disk, inventory, lists: HashMap::new(), kept: 0, system: None }
    }

    /// Who lists a file of a site. `digest` is that of the file (SHA-256, hexadecimal); `likely` is the name of a distribution that
    /// is asked first, and with `only_likely` alone.
    pub(super) fn of_file(
        &mut self,
        site: &Path,
        file: &Path,
        digest: Option<&str>,
        likely: Option<&str>,
        only_likely: bool,
    ) -> Option<Owner> {
        let inventory = self.inventory;
        let found = inventory.sites.iter().find(|known| known.path == site);
        if let (Some(found), Ok(relative)) = (found, file.strip_prefix(site)) {
            let owner = self.in_site(found, relative, digest, likely, only_likely);
            if owner.is_some() {
                return owner;
            }
        }
        if only_likely { None } else { self.of_system(file) }
    }

    fn in_site(
        &mut self,
        site: &Site,
        relative: &Path,
        digest: Option<&str>,
        likely: Option<&str>,
        only_likely: bool,
    ) -> Option<Owner> {
        let is_likely =
            |found: &&Distribution| likely.is_some_and(|likely| found.name.normalized() == likely);
        let first = site.distributions.iter().filter(is_likely);
        let rest = site.distributions.iter().filter(|found| !is_likely(found) && !only_likely);
        for distribution in first.chain(rest) {
            let (name, line) = match distribution.kind {
                DistributionKind::DistInfo => ("RECORD", relative.as_os_str().as_bytes().to_vec()),
                DistributionKind::EggInfoDirectory => {
                    ("installed-files.txt", [b"../", relative.as_os_str().as_bytes()].concat())
                }
                _ => continue,
            };
            let is_record = name == "RECORD";
            let list = self.list(&distribution.metadata_path.join(name));
            let Some(hash) = listed(list, &line, is_record) else { continue };
            let is_unchanged = digest.and_then(|digest| is_same(&hash, digest));
            return Some(Owner {
                name: distribution.name.normalized().to_owned(),
                version: distribution.version.is_some().then(|| distribution.version_text().to_owned()),
                is_unchanged,
            });
        }
        None
    }

    fn list(&mut self, path: &Path) -> &[u8] {
        if !self.lists.contains_key(path) {
            let bytes = self.disk.read(path, LIST_LIMIT).map(|read| read.bytes).unwrap_or_default();
            if self.kept + bytes.len() > KEPT_LIMIT {
                self.lists.clear();
                self.kept = 0;
            }
            self.kept += bytes.len();
            self.lists.insert(path.to_path_buf(), bytes);
        }
        self.lists.get(path).map_or(&[], Vec::as_slice)
    }

    /// The package of the system that lists a path, as Debian keeps it.
    fn of_system(&mut self, file: &Path) -> Option<Owner> {
        let is_systems =
            file.starts_with("/usr") && !file.starts_with("/usr/local") || file.starts_with("/etc");
        if !is_systems {
            return None;
        }
        let disk = self.disk;
        let lists = self.system.get_or_insert_with(|| dpkg(disk));
        let line = file.as_os_str().as_bytes();
        let (name, _) = lists.iter().find(|(_, list)| has_line(list, line))?;
        Some(Owner { name: name.clone(), version: None, is_unchanged: None })
    }
}

/// dpkg's lists: `PACKAGE.list` and `PACKAGE:ARCHITECTURE.list`.
fn dpkg(disk: &Disk) -> Vec<(String, Vec<u8>)> {
    let Ok(directory) = disk.resolve(Path::new(DPKG)) else { return Vec::new() };
    let Ok(opened) = Beneath::open(disk, &directory) else { return Vec::new() };
    let Ok(entries) = opened.entries(Path::new(""), DPKG_LIMIT) else { return Vec::new() };
    let package = |name: &OsStr| Some(name.to_str()?.strip_suffix(".list")?.to_owned());
    let read = |name: &OsStr| Some((package(name)?, opened.read(Path::new(name), LIST_LIMIT).ok()?.bytes));
    entries.all.iter().filter_map(|(name, _)| read(name)).collect()
}

fn has_line(list: &[u8], line: &[u8]) -> bool {
    memmem::find_iter(list, line).any(|at| {
        (at == 0 || list[at - 1] == b'\n') && matches!(list.get(at + line.len()), None | Some(b'\n'))
    })
}

/// What follows the path in the line of a list that names it: the hash as it is written.
fn listed(list: &[u8], path: &[u8], is_record: bool) -> Option<String> {
    let after = memmem::find_iter(list, path).find_map(|at| {
        let is_quoted = at > 0 && list[at - 1] == b'"';
        let before = at - usize::from(is_quoted);
        let end = at + path.len() + usize::from(is_quoted && list.get(at + path.len()) == Some(&b'"'));
        let begins = before == 0 || matches!(list[before - 1], b'\n' | b'\r');
        let ends = match list.get(end) {
            Some(b',') => is_record,
            None | Some(b'\n' | b'\r') => true,
            _ => false,
        };
        (begins && ends).then_some(end)
    })?;
    let rest = &list[after..];
    let line = rest.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
    let hash = line.split(|byte| *byte == b',').nth(1).unwrap_or_default();
    Some(String::from_utf8_lossy(hash).into_owned())
}

/// Whether a hash as RECORD has it is that of a file. `None` where there is none to compare.
fn is_same(hash: &str, digest: &str) -> Option<bool> {
    let recorded = RecordedHash::read(hash)?;
    (recorded.algorithm == HashAlgorithm::Sha256).then(|| hex::encode(&recorded.digest) == digest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_a_list_is_found_whole() {
        let list = b"a/x.pth,sha256=abc,3\nx.pth,sha256=def,4\n\"y,z.pth\",,\n";
        assert_eq!(listed(list, b"x.pth", true).as_deref(), Some("sha256=def"));
        assert_eq!(listed(list, b"y,z.pth", true).as_deref(), Some(""));
        assert_eq!(listed(list, b"z.pth", true), None);
        assert_eq!(listed(b"../x.pth\n", b"../x.pth", false).as_deref(), Some(""));
        assert!(has_line(b"/etc/a\n/usr/x\n", b"/usr/x") && !has_line(b"/usr/xy\n", b"/usr/x"));
    }
}
