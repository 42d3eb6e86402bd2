//! Looking at what is below a directory, and at nothing else: no link is followed, not even in the middle of a path, and no `..`.

use std::ffi::OsStr;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::{Component, Path};

use rustix::fs::{AtFlags, FileType, Mode, OFlags, ResolveFlags, Stat};
use rustix::io::Errno;

use super::{DIRECTORY, Disk, FileBytes, FileError, READ, read_open, retry};

/// An open directory, below which files are reached.
///
/// A path that leads out of it, through a link or (with [`Self::on_one_mount`]) onto another mount is an error, whatever is exchanged
/// while it is looked at.
#[derive(Debug)]
pub(crate) struct Beneath {
    directory: OwnedFd,
    device: u64,
    one_mount: bool,
}

impl Beneath {
    /// Opens a directory by its real path.
    pub(crate) fn open(disk: &Disk, path: &Path) -> Result<Self, Errno> {
        let directory = disk.open_directory_at(path)?;
        let device = rustix::fs::fstat(&directory)?.st_dev;
        Ok(Self { directory, device, one_mount: false })
    }

    /// The same, without what is mounted below it.
    pub(crate) fn on_one_mount(self) -> Self {
        Self { one_mount: true, ..self }
    }

    /// The directory itself.
    pub(crate) fn directory(&self) -> BorrowedFd<'_> {
        self.directory.as_fd()
    }

    /// The device that the directory lies on.
    pub(crate) fn device(&self) -> u64 {
        self.device
    }

    /// Opens a directory below; the empty path is the directory itself.
    pub(crate) fn open_directory(&self, relative: &Path) -> Result<OwnedFd, Errno> {
        if relative.as_os_str().is_empty() {
            return self.reach(Path::new("."), DIRECTORY);
        }
        self.reach(relative, DIRECTORY)
    }

    /// What is there, a link itself and not what it leads to.
    pub(crate) fn status(&self, relative: &Path) -> Result<Stat, Errno> {
        // The kernel opens a link itself then; one on the way is an error.
        let found = self.reach(relative, OFlags::PATH | OFlags::NOFOLLOW | OFlags::CLOEXEC)?;
        rustix::fs::fstat(&found)
    }

    /// Opens the directory that a path lies in, and gives the name that it has there.
    pub(crate) fn parent_of<'path>(&self, relative: &'path Path) -> Result<(OwnedFd, &'path OsStr), Errno> {
        let name = relative.file_name().ok_or(Errno::INVAL)?;
        Ok((self.open_directory(relative.parent().unwrap_or(Path::new("")))?, name))
    }

    /// Opens a regular file to be read. A FIFO or a device is not opened, nor is a link followed.
    pub(crate) fn open_file(&self, relative: &Path) -> Result<(OwnedFd, Stat), FileError> {
        let file = match self.reach(relative, READ) {
            Err(Errno::LOOP) => return Err(FileError::Irregular),
            opened => opened?,
        };
        let status = rustix::fs::fstat(&file)?;
        match FileType::from_raw_mode(status.st_mode) {
            FileType::RegularFile => Ok((file, status)),
            _ => Err(FileError::Irregular),
        }
    }

    /// Reads the beginning of a regular file below.
    pub(crate) fn read(&self, relative: &Path, limit: usize) -> Result<FileBytes, FileError> {
        let (file, _) = self.open_file(relative)?;
        let mut bytes = Vec::new();
        let whole = read_open(&file, &mut bytes, limit)?;
        Ok(FileBytes { bytes, whole })
    }

    fn reach(&self, relative: &Path, flags: OFlags) -> Result<OwnedFd, Errno> {
        // The kernel would take `..` within the directory; here it is not needed.
        if !relative.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir)) {
            return Err(Errno::XDEV);
        }
        let crossing = if self.one_mount { ResolveFlags::NO_XDEV } else { ResolveFlags::empty() };
        let resolve =
            ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS | ResolveFlags::NO_MAGICLINKS | crossing;
        match retry(|| rustix::fs::openat2(&self.directory, relative, flags, Mode::empty(), resolve)) {
            // Before Linux 5.6, and where a filter forbids the call.
            Err(Errno::NOSYS | Errno::PERM) => self.reach_by_steps(relative, flags),
            opened => opened,
        }
    }

    /// The same in steps, each from an open directory to what lies in it.
    fn reach_by_steps(&self, relative: &Path, flags: OFlags) -> Result<OwnedFd, Errno> {
        let open = |from: BorrowedFd<'_>, name: &[u8], flags| {
            let name = OsStr::from_bytes(name);
            let opened = match retry(|| rustix::fs::openat(from, name, flags, Mode::empty())) {
                // That is what a link answers where a directory is wanted.
                Err(Errno::NOTDIR) if is_link(from, name) => Err(Errno::LOOP),
                opened => opened,
            }?;
            let is_elsewhere = self.one_mount && rustix::fs::fstat(&opened)?.st_dev != self.device;
            if is_elsewhere { Err(Errno::XDEV) } else { Ok(opened) }
        };
        let mut names = relative.components().filter_map(|part| match part {
            Component::Normal(name) => Some(name.as_bytes()),
            _ => None,
        });
        let Some(mut name) = names.next() else { return open(self.directory(), b".", flags) };
        let mut from: Option<OwnedFd> = None;
        for next in names {
            let here = from.as_ref().map_or(self.directory(), AsFd::as_fd);
            from = Some(open(here, name, DIRECTORY)?);
            name = next;
        }
        open(from.as_ref().map_or(self.directory(), AsFd::as_fd), name, flags)
    }
}

fn is_link(directory: BorrowedFd<'_>, name: &OsStr) -> bool {
    let status = rustix::fs::statat(directory, name, AtFlags::SYMLINK_NOFOLLOW);
    status.is_ok_and(|status| FileType::from_raw_mode(status.st_mode) == FileType::Symlink)
}
