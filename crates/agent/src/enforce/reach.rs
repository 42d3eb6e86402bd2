//! Reaching files below an anchor, without following links.

use std::ffi::OsString;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};

use rustix::fs::{Dir, FileType, Mode, OFlags, ResolveFlags};
use rustix::io::Errno;

use super::Gap;
use crate::sys::MarkError;

/// A directory below which files are looked at. The way to it may lead through links, since it is a real path; no way below may.
#[derive(Debug)]
pub(super) struct Reach {
    anchor: OwnedFd,
    path: PathBuf,
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
        let flags = OFlags::PATH | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let opened = rustix::fs::open(anchor, flags, Mode::empty())?;
        Ok(Self { anchor: opened, path: anchor.to_path_buf() })
    }

    /// Opens what is there without touching it; `path` is absolute, and at or below the anchor.
    pub(super) fn look(&self, path: &Path) -> Result<OwnedFd, Errno> {
        self.open(path, OFlags::PATH)
    }

    /// Opens a directory to list it. No mark asks about that.
    pub(super) fn directory(&self, path: &Path) -> Result<OwnedFd, Errno> {
        self.open(path, OFlags::RDONLY | OFlags::DIRECTORY)
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
        let file = self.open(path, OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOCTTY)?;
        if is_regular(&file) { Ok(file) } else { Err(Errno::INVAL) }
    }

    fn open(&self, path: &Path, flags: OFlags) -> Result<OwnedFd, Errno> {
        let below = path.strip_prefix(&self.path).map_err(|_| Errno::XDEV)?;
        let below = if below.as_os_str().is_empty() { Path::new(".") } else { below };
        let flags = flags | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS;
        rustix::fs::openat2(&self.anchor, below, flags, Mode::empty(), resolve)
    }

    /// The entries of a directory, sorted; at most `limit`.
    pub(super) fn list(&self, path: &Path, limit: usize) -> Result<Vec<Named>, Errno> {
        entries(self.directory(path)?, limit)
    }
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
        Errno::XDEV => Gap::Outside,
        errno => Gap::Mark(MarkError::from(errno)),
    }
}
