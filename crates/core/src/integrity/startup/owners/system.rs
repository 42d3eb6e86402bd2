//! Which package of the system a file is of, as Debian keeps it: `PACKAGE.md5sums`, and in `status` the files that are configured.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use memchr::memmem::Finder;

use super::Listed;
use crate::hex;
use crate::inventory::file::{Beneath, Disk};
use crate::metadata::dpkg_sums;
use crate::metadata::record::{HashAlgorithm, RecordedHash};

/// Where dpkg keeps its lists, and where images without dpkg have them.
const DIRECTORIES: [&str; 2] = ["/var/lib/dpkg/info", "/var/lib/dpkg/status.d"];
const STATUS: &str = "/var/lib/dpkg/status";
/// How many lists are read, and how much of each, in bytes.
const LIST_LIMIT: usize = 100_000;
const SIZE_LIMIT: usize = 64 * 1024 * 1024;
/// How many files are kept.
const FILE_LIMIT: usize = 4_000_000;
/// What of a path says that Python may run it at a start, or a guard.
const OF_INTEREST: [&[u8]; 3] = [b"ython", b"pypy", b"bin/fetter"];

/// Files that Python may run, with package and digest.
#[derive(Debug, Default)]
pub(super) struct SystemFiles {
    files: HashMap<PathBuf, (usize, [u8; 16])>,
    packages: Vec<String>,
}

/// Whether a file lies where the system's packages put theirs.
pub(super) fn is_systems(file: &Path) -> bool {
    file.starts_with("/usr") && !file.starts_with("/usr/local") || file.starts_with("/etc")
}

impl SystemFiles {
    pub(super) fn read(disk: &Disk) -> Self {
        let mut found = Self::default();
        let interests = OF_INTEREST.map(Finder::new);
        for directory in DIRECTORIES.map(Path::new) {
            let Ok(open) = Beneath::open(disk, directory) else { continue };
            let Ok(entries) = open.entries(Path::new(""), LIST_LIMIT) else { continue };
            for (name, _) in &entries.all {
                let package = name.to_str().and_then(|name| name.strip_suffix(".md5sums"));
                let (Some(package), Ok(read)) = (package, disk.read(&directory.join(name), SIZE_LIMIT))
                else {
                    continue;
                };
                found.packed(package, &read.bytes, &interests);
            }
        }
        if let Ok(read) = disk.read(Path::new(STATUS), SIZE_LIMIT) {
            found.configured(&read.bytes);
        }
        found
    }

    /// Takes the files of a package. Only lines of interest are read: most packages have none.
    fn packed(&mut self, package: &str, sums: &[u8], interests: &[Finder<'_>]) {
        for interest in interests {
            let mut read = 0;
            for at in interest.find_iter(sums) {
                if at < read {
                    continue;
                }
                let first = memchr::memrchr(b'\n', &sums[..at]).map_or(0, |end| end + 1);
                read = memchr::memchr(b'\n', &sums[at..]).map_or(sums.len(), |end| at + end);
                for (md5, path) in dpkg_sums::read(&sums[first..read]) {
                    self.add(package, &[b"/", path].concat(), md5);
                }
            }
        }
    }

    /// Takes the files that a package lets be configured, with the digests that they were shipped with (deb-conffiles(5)).
    fn configured(&mut self, status: &[u8]) {
        let (mut package, mut is_within) = (String::new(), false);
        for line in status.split(|byte| *byte == b'\n') {
            let Some(line) = std::str::from_utf8(line).ok() else { continue };
            if let Some(name) = line.strip_prefix("Package: ") {
                name.clone_into(&mut package);
            }
            if !line.starts_with(' ') {
                is_within = line.starts_with("Conffiles:");
            } else if is_within {
                let mut words = line.split(' ').skip(1);
                let (Some(path), Some(digest)) = (words.next(), words.next()) else { continue };
                if let Some(md5) = hex::decode(digest).and_then(|digest| digest.try_into().ok()) {
                    self.add(&package, path.as_bytes(), md5);
                }
            }
        }
    }

    fn add(&mut self, package: &str, path: &[u8], md5: [u8; 16]) {
        if self.files.len() >= FILE_LIMIT {
            return;
        }
        if self.packages.last().is_none_or(|last| last != package) {
            self.packages.push(package.to_owned());
        }
        self.files.insert(OsStr::from_bytes(path).into(), (self.packages.len() - 1, md5));
    }

    /// The package that has a file.
    pub(super) fn lists(&self, file: &Path) -> Option<Listed> {
        let (package, md5) = self.files.get(file)?;
        let hash = RecordedHash { algorithm: HashAlgorithm::Md5, digest: md5.as_slice().into() };
        Some(Listed { name: self.packages[*package].clone(), version: None, hash: Some(hash) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_are_configured_have_the_digest_that_they_were_shipped_with() {
        let mut found = SystemFiles::default();
        let digest = "0".repeat(32);
        found.configured(
            format!("Package: a\nConffiles:\n /etc/python3/x.py {digest} obsolete\n /etc/other {digest}\nDescription: x\n /etc/python3/y.py {digest}\n")
                .as_bytes(),
        );
        let listed = found.lists(Path::new("/etc/python3/x.py")).unwrap();
        assert_eq!((listed.name.as_str(), &*listed.hash.unwrap().digest), ("a", &[0; 16][..]));
        found.packed(
            "b",
            format!("{digest}  usr/bin/x\n{digest}  usr/lib/python3/a.pth\n{digest}  usr/lib/pypy/b.pth")
                .as_bytes(),
            &OF_INTEREST.map(Finder::new),
        );
        assert!(found.lists(Path::new("/usr/lib/python3/a.pth")).is_some_and(|listed| listed.name == "b"));
        assert!(
            found.lists(Path::new("/usr/lib/pypy/b.pth")).is_some()
                && found.lists(Path::new("/usr/bin/x")).is_none()
        );
    }
}
