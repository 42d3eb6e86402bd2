//! Which files of sites the system's package manager installed: dpkg's, apk's and pacman's lists, which are text.
//!
//! * dpkg: `/var/lib/dpkg/info/PACKAGE.list`, a path a line (dpkg(1)).
//! * apk: `/lib/apk/db/installed`; `F:` begins a directory, `R:` names a file in it (apk-package(5)).
//! * pacman: `/var/lib/pacman/local/PACKAGE/files`, relative to `/`, a path a line.
//! * rpm keeps a binary database, which is not read: that is said ([`SystemLists::is_unread`]).

use std::ffi::{OsStr, OsString};
use std::mem::MaybeUninit;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use rustix::fs::RawDir;

use super::{Claimant, Claims};
use crate::inventory::file::{Beneath, Disk};

/// How much of one list is read, in bytes.
const LIMIT: usize = 256 * 1024 * 1024;
/// How many lists are read.
const LIST_LIMIT: usize = 200_000;
const RPM: [&str; 6] = [
    "/var/lib/rpm/rpmdb.sqlite",
    "/var/lib/rpm/Packages",
    "/var/lib/rpm/Packages.db",
    "/usr/lib/sysimage/rpm/rpmdb.sqlite",
    "/usr/lib/sysimage/rpm/Packages",
    "/usr/lib/sysimage/rpm/Packages.db",
];

/// What the system's package managers say of some sites.
#[derive(Debug, Default)]
pub(in super::super) struct SystemLists {
    sites: Vec<SystemSite>,
    is_rpm: bool,
}

/// A site in which the system's package manager may install.
#[derive(Debug)]
struct SystemSite {
    place: usize,
    /// Its path with `/` at its end.
    path: Vec<u8>,
    files: Vec<Box<[u8]>>,
}

impl SystemLists {
    /// Reads the lists, if there is a site that they can matter to. `sites`: each with its place in the inventory.
    pub(in super::super) fn read<'path>(
        disk: &Disk,
        sites: impl Iterator<Item = (usize, &'path Path)>,
    ) -> Self {
        let sites: Vec<SystemSite> = sites
            .filter(|(_, path)| is_systems(path))
            .map(|(place, path)| SystemSite {
                place,
                path: [path.as_os_str().as_bytes(), b"/"].concat(),
                files: Vec::new(),
            })
            .collect();
        let mut lists = Self { sites, is_rpm: false };
        if lists.sites.is_empty() {
            return lists;
        }
        lists.is_rpm = RPM.iter().any(|path| disk.is_file(Path::new(path)));
        lists.dpkg(disk);
        lists.pacman(disk);
        for path in ["/lib/apk/db/installed", "/usr/lib/apk/db/installed"] {
            if let Ok(read) = disk.read(Path::new(path), LIMIT) {
                lists.apk(&read.bytes);
                break;
            }
        }
        lists
    }

    /// Whether a site is one that a package manager fills whose database is not read.
    pub(in super::super) fn is_unread(&self, place: usize) -> bool {
        self.is_rpm && self.sites.iter().any(|site| site.place == place && site.files.is_empty())
    }

    /// Claims what the lists name in a site.
    pub(super) fn claim(&self, place: usize, claims: &mut Claims) {
        let files = self.sites.iter().filter(|site| site.place == place).flat_map(|site| &site.files);
        files.for_each(|file| claims.file(file, Claimant::System));
    }

    fn dpkg(&mut self, disk: &Disk) {
        let Some(info) = open(disk, "/var/lib/dpkg/info") else { return };
        for name in names_in(&info, b".list").into_iter().take(LIST_LIMIT) {
            let read = info.read(Path::new(&name), LIMIT);
            if let Ok(read) = read {
                self.lines(&read.bytes, b"");
            }
        }
    }

    fn pacman(&mut self, disk: &Disk) {
        let Some(local) = open(disk, "/var/lib/pacman/local") else { return };
        for name in names_in(&local, b"").into_iter().take(LIST_LIMIT) {
            let read = local.read(&Path::new(&name).join("files"), LIMIT);
            if let Ok(read) = read {
                self.lines(&read.bytes, b"/");
            }
        }
    }

    /// Takes the paths of a list, one a line, that lie in the sites. Directories are among them, and do no harm.
    fn lines(&mut self, bytes: &[u8], root: &[u8]) {
        for site in &mut self.sites {
            let path = site.path.strip_prefix(root).unwrap_or(&site.path);
            for at in memchr::memmem::find_iter(bytes, path) {
                if at > 0 && bytes[at - 1] != b'\n' {
                    continue;
                }
                let rest = &bytes[at + path.len()..];
                let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
                site.files.push(rest[..end].into());
            }
        }
    }

    fn apk(&mut self, bytes: &[u8]) {
        let mut directory: &[u8] = b"";
        for line in bytes.split(|byte| *byte == b'\n') {
            if let Some(path) = line.strip_prefix(b"F:") {
                directory = path;
            } else if let Some(name) = line.strip_prefix(b"R:") {
                for site in &mut self.sites {
                    let whole = [b"/", directory, b"/"].concat();
                    if let Some(below) = whole.strip_prefix(site.path.as_slice()) {
                        site.files.push([below, name].concat().into());
                    }
                }
            }
        }
    }
}

/// Whether the system's package manager may install there: not what an administrator or a user fills.
fn is_systems(site: &Path) -> bool {
    site.starts_with("/usr") && !site.starts_with("/usr/local")
}

fn open(disk: &Disk, directory: &str) -> Option<Beneath> {
    let real = disk.resolve(Path::new(directory)).ok()?;
    Beneath::open(disk, &real).ok()
}

/// The names in a directory that have an ending, sorted.
pub(in super::super) fn names_in(directory: &Beneath, ending: &[u8]) -> Vec<OsString> {
    let mut buffer = vec![MaybeUninit::uninit(); 32 * 1024];
    let mut names = Vec::new();
    // Reading moves the directory's position, so a descriptor of its own is read.
    let Ok(opened) = directory.open_directory(Path::new("")) else { return names };
    let mut raw = RawDir::new(&opened, &mut buffer);
    while let Some(Ok(entry)) = raw.next() {
        let name = entry.file_name().to_bytes();
        if name.ends_with(ending) && !matches!(name, b"." | b"..") && names.len() < LIST_LIMIT {
            names.push(OsStr::from_bytes(name).to_os_string());
        }
    }
    names.sort_unstable();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lists(path: &str) -> SystemLists {
        let site = SystemSite { place: 3, path: path.as_bytes().to_vec(), files: Vec::new() };
        SystemLists { sites: vec![site], is_rpm: false }
    }

    #[test]
    fn paths_in_the_site_are_taken() {
        let mut found = lists("/usr/lib/python3/dist-packages/");
        found.lines(
            b"/.\n/usr/lib/python3/dist-packages\n/usr/lib/python3/dist-packages/six.py\n/x/usr/lib/python3/dist-packages/no",
            b"",
        );
        found.lines(b"%FILES%\nusr/lib/python3/dist-packages/a/b.py", b"/");
        assert_eq!(found.sites[0].files, [(*b"six.py").into(), Box::from(*b"a/b.py")] as [Box<[u8]>; 2]);
    }

    #[test]
    fn apks_database_is_read_by_directories() {
        let mut found = lists("/usr/lib/python3.12/site-packages/");
        found.apk(
            b"P:py3-six\nV:1\nF:usr/lib/python3.12/site-packages\nR:six.py\na:0:0:755\nZ:Q1x\nF:usr/lib/python3.12/site-packages/a\nR:b.py\nF:usr/bin\nR:six\n",
        );
        assert_eq!(found.sites[0].files, [(*b"six.py").into(), Box::from(*b"a/b.py")] as [Box<[u8]>; 2]);
    }

    #[test]
    fn what_an_administrator_fills_is_not_the_systems() {
        assert!(is_systems(Path::new("/usr/lib/python3/dist-packages")));
        assert!(!is_systems(Path::new("/usr/local/lib/python3.11/dist-packages")));
        assert!(!is_systems(Path::new("/home/u/.local/lib/python3.11/site-packages")));
    }
}
