//! What Debian's package manager knows of files.
//!
//! Debian's packages are built from wheels and then changed: files are patched, stripped, moved and left out after RECORD was written.
//! So a RECORD there says little, and what dpkg recorded of the files when they were packed says more. The digests are MD5: they
//! tell a file that was changed after the package was made from one that was not, and prove nothing against the package's maker.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use memchr::memmem;
use rustix::fs::FileType;

use crate::inventory::file::{Beneath, Disk};
use crate::metadata::dpkg_sums;

/// Where dpkg keeps its lists, and where images without dpkg have them.
const DIRECTORIES: [&str; 2] = ["/var/lib/dpkg/info", "/var/lib/dpkg/status.d"];
/// How many lists are read, and how much of each, in bytes.
const LIST_LIMIT: usize = 100_000;
const SIZE_LIMIT: usize = 64 * 1024 * 1024;

/// The files that packages of the distributor put where Python looks.
#[derive(Debug, Default)]
pub(super) struct DistributorFiles {
    files: HashMap<PathBuf, Packed>,
    /// The files of each package.
    packages: Vec<Vec<PathBuf>>,
}

/// A file as it was packed.
#[derive(Clone, Copy, Debug)]
struct Packed {
    md5: [u8; 16],
    package: usize,
}

impl DistributorFiles {
    /// Reads the lists of a machine. What has none has no such files.
    pub(super) fn read(disk: &Disk) -> Self {
        let mut found = Self::default();
        for directory in DIRECTORIES.map(Path::new) {
            let Ok(open) = Beneath::open(disk, directory) else { continue };
            let Ok(entries) = open.entries(Path::new(""), LIST_LIMIT) else { continue };
            let lists = entries.all.iter().filter(|(name, kind)| {
                *kind == FileType::RegularFile && name.as_bytes().ends_with(b".md5sums")
            });
            for (name, _) in lists {
                if let Ok(read) = disk.read(&directory.join(name), SIZE_LIMIT) {
                    found.take(&read.bytes);
                }
            }
        }
        found
    }

    fn take(&mut self, bytes: &[u8]) {
        if memmem::find(bytes, b"/dist-packages/").is_none() {
            return;
        }
        let package = self.packages.len();
        let mut own = Vec::new();
        for (md5, path) in dpkg_sums::read(bytes) {
            let path = Path::new("/").join(OsStr::from_bytes(path));
            self.files.insert(path.clone(), Packed { md5, package });
            own.push(path);
        }
        self.packages.push(own);
    }

    /// Whether a package of the distributor has the file.
    pub(super) fn has(&self, path: &Path) -> bool {
        self.files.contains_key(path)
    }

    /// The digest of a file as it was packed.
    pub(super) fn md5(&self, path: &Path) -> Option<[u8; 16]> {
        self.files.get(path).map(|packed| packed.md5)
    }

    /// The files of the package that has this one, with their digests, in the order of its list.
    pub(super) fn beside(&self, path: &Path) -> impl Iterator<Item = (&Path, [u8; 16])> {
        let package = self.files.get(path).map(|packed| packed.package);
        let own = package.and_then(|package| self.packages.get(package));
        own.into_iter().flatten().filter_map(|path| Some((path.as_path(), self.md5(path)?)))
    }
}
