//! Reaching files below an anchor, without following links.

use std::ffi::OsString;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};

use rustix::fs::{Dir, FileType, Mode, OFlags, ResolveFlags};
use rustix::io::Errno;

use super::Gap;
use crate::sys::MarkError;

/// File systems that another machine or a program answers for (`f_type` of statfs(2)): NFS, SMB, SMB2, CIFS, FUSE, 9p, Ceph, AFS, kAFS,
/// Coda, GFS2, OCFS2, vboxsf. Looking at a file there could hold answers up.
const NOT_LOCAL: [u64; 13] = [
    0x6969,
    0x517b,
    0xfe53_4d42,
    0xff53_4d42,
    0x6573_5546,
    0x0102_1997,
    0x00c3_6400,
    0x5346_414f,
    0x6b41_4653,
    0x7375_7245,
    0x0116_1970,
    0x7461_636f,
    0x786f_4256,
];

/// A directory below which files are looked at. The way to it may lead through links, since it is a real path; no way below may, nor
/// into what is mounted there: what a user mounts could hold whoever looks at it up.
#[derive(Debug)]
pub(super) struct Reach {
    anchor: OwnedFd,
    path: PathBuf,
    /// Sites that something is mounted at, or above, below the anchor: those are known, and are no user's trick.
    mounted: Vec<(PathBuf, OwnedFd)>,
}

/// An entry of a directory.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Named {
    pub(super) name: OsString,
    pub(super) is_directory: bool,
    pub(super) is_file: bool,
}

impl Reach {
    pub(super) fn of(anchor: &Path) -> Result<Self, Errno> {
        Ok(Self { anchor: top(anchor)?, path: anchor.to_path_buf(), mounted: Vec::new() })
    }

    /// The same, and sites below it that lie on other local file systems.
    pub(super) fn with<'site>(
        anchor: &Path,
        sites: impl IntoIterator<Item = &'site PathBuf>,
    ) -> Result<Self, Errno> {
        let mut reach = Self::of(anchor)?;
        for site in sites {
            if reach.look(site).is_err_and(|errno| errno == Errno::XDEV)
                && let Ok(opened) = top(site)
                && kind(opened.as_fd()).is_ok_and(is_local)
            {
                reach.mounted.push((site.clone(), opened));
            }
        }
        Ok(reach)
    }

    /// Opens what is there without touching it; `path` is absolute, and at or below the anchor.
    pub(super) fn look(&self, path: &Path) -> Result<OwnedFd, Errno> {
        self.open(path, OFlags::PATH)
    }

    /// Opens a directory to list it. No mark asks about that.
    pub(super) fn directory(&self, path: &Path) -> Result<OwnedFd, Errno> {
        let looked = self.open(path, OFlags::PATH | OFlags::DIRECTORY)?;
        if !is_local(kind(looked.as_fd())?) {
            return Err(Errno::REMOTE);
        }
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        rustix::fs::openat(&looked, ".", flags, Mode::empty())
    }

    /// Opens a file to read it; it must be a regular one.
    pub(super) fn file(&self, path: &Path) -> Result<OwnedFd, Errno> {
        let looked = self.look(path)?;
        let is_regular = |file: &OwnedFd| {
            rustix::fs::fstat(file).is_ok_and(|told| FileType::from_raw_mode(told.st_mode).is_file())
        };
        if !is_regular(&looked) {
            return Err(Errno::INVAL);
        }
        if !is_local(kind(looked.as_fd())?) {
            return Err(Errno::REMOTE);
        }
        let file = self.open(path, OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOCTTY)?;
        if is_regular(&file) { Ok(file) } else { Err(Errno::INVAL) }
    }

    fn open(&self, path: &Path, flags: OFlags) -> Result<OwnedFd, Errno> {
        let mounted = self.mounted.iter().filter(|(site, _)| path.starts_with(site));
        let own = (&self.path, &self.anchor);
        let (top, anchor) =
            mounted.map(|(site, opened)| (site, opened)).max_by_key(|(site, _)| *site).unwrap_or(own);
        let below = path.strip_prefix(top).map_err(|_| Errno::XDEV)?;
        let below = if below.as_os_str().is_empty() { Path::new(".") } else { below };
        let flags = flags | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS | ResolveFlags::NO_XDEV;
        rustix::fs::openat2(anchor, below, flags, Mode::empty(), resolve)
    }

    /// The entries of a directory, sorted; at most `limit`.
    pub(super) fn list(&self, path: &Path, limit: usize) -> Result<Vec<Named>, Errno> {
        entries(self.directory(path)?, limit)
    }
}

fn top(path: &Path) -> Result<OwnedFd, Errno> {
    let flags = OFlags::PATH | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    rustix::fs::open(path, flags, Mode::empty())
}

/// What kind of file system something lies on.
pub(super) fn kind(file: BorrowedFd<'_>) -> Result<u64, Errno> {
    let told = rustix::fs::fstatfs(file)?;
    Ok(u64::try_from(told.f_type).unwrap_or_default() & 0xffff_ffff)
}

/// Whether neither another machine nor a program answers for a kind of file system.
pub(super) fn is_local(kind: u64) -> bool {
    !NOT_LOCAL.contains(&kind)
}

/// The entries of an open directory, sorted; at most `limit`.
pub(super) fn entries(directory: OwnedFd, limit: usize) -> Result<Vec<Named>, Errno> {
    let mut found = Vec::new();
    for entry in Dir::new(directory)? {
        let entry = entry?;
        let name = entry.file_name().to_bytes();
        if name == b"." || name == b".." {
            continue;
        }
        if found.len() >= limit {
            break;
        }
        let kind = entry.file_type();
        found.push(Named {
            name: OsString::from_vec(name.to_vec()),
            is_directory: kind == FileType::Directory,
            // Some file systems do not tell; whoever looks at it finds out.
            is_file: matches!(kind, FileType::RegularFile | FileType::Unknown),
        });
    }
    found.sort();
    Ok(found)
}

/// What it means that something could not be reached.
pub(super) fn gap(errno: Errno) -> Gap {
    match errno {
        Errno::LOOP => Gap::Link,
        Errno::XDEV => Gap::MountRoot,
        Errno::REMOTE => Gap::NotLocal,
        errno => Gap::Mark(MarkError::from(errno)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_mounted_below_is_not_entered_but_for_sites_that_are_known() {
        let (root, inner) = (Path::new("/"), Path::new("/proc/version"));
        let reach = Reach::of(root).expect("it is there");
        assert_eq!(reach.look(inner).map(drop), Err(Errno::XDEV));
        assert_eq!(reach.list(Path::new("/proc"), 9).map(drop), Err(Errno::XDEV));
        assert_eq!(gap(Errno::XDEV), Gap::MountRoot);
        let with_site = Reach::with(root, [&PathBuf::from("/proc")]).expect("it is there");
        assert!(with_site.look(inner).is_ok() && with_site.file(inner).is_ok());
    }

    #[test]
    fn file_systems_of_others_are_known() {
        for kind in [0xfe53_4d42, 0x6b41_4653, 0x6969, 0x6573_5546] {
            assert!(!is_local(kind), "{kind:x}");
        }
        assert!(is_local(0xef53) && is_local(0x0102_1994), "ext4 and tmpfs");
    }
}
