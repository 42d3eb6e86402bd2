//! A directory that is held open while a guard is put into it or taken away: nothing in it is reached by a path that somebody
//! could exchange meanwhile, and no link in it is followed.

use std::ffi::OsStr;
use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use rustix::fs::{AtFlags, Dir, FileType, Gid, Mode, OFlags, Stat, Uid};
use rustix::io::Errno;

use super::GuardError;

const OPEN: OFlags = OFlags::CLOEXEC.union(OFlags::NOFOLLOW).union(OFlags::NONBLOCK).union(OFlags::NOCTTY);
const DIRECTORY: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);

/// An open directory, and its path for whoever must be told.
#[derive(Debug)]
pub(super) struct Directory {
    file: OwnedFd,
    path: PathBuf,
}

/// What a name in a directory stands for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Entry {
    Absent,
    /// A regular file, and its beginning.
    File(Vec<u8>),
    Directory,
    /// A link, a device, and so on.
    Other,
}

impl Directory {
    /// Opens a directory by its path.
    pub(super) fn open(path: &Path) -> Result<Self, GuardError> {
        let file = rustix::fs::open(path, DIRECTORY, Mode::empty());
        let file = file.map_err(|errno| GuardError::system("open the directory", path, errno))?;
        Ok(Self { file, path: path.to_owned() })
    }

    /// Opens a directory in it.
    pub(super) fn below(&self, name: &str) -> Result<Self, GuardError> {
        let file = rustix::fs::openat(&self.file, name, DIRECTORY | OFlags::NOFOLLOW, Mode::empty());
        let file = file.map_err(|errno| self.failed("open the directory", name, errno))?;
        Ok(Self { file, path: self.path.join(name) })
    }

    /// Makes a directory in it, for everybody to read and for this directory's owner to write.
    pub(super) fn make(&self, name: &str) -> Result<Self, GuardError> {
        let made = rustix::fs::mkdirat(&self.file, name, Mode::RWXU);
        made.map_err(|errno| self.failed("make the directory", name, errno))?;
        let made = self.below(name)?;
        self.share(&made.file, 0o755).map_err(|errno| self.failed("set the mode of", name, errno))?;
        Ok(made)
    }

    pub(super) fn at(&self, name: impl AsRef<OsStr>) -> PathBuf {
        self.path.join(name.as_ref())
    }

    /// What is there under a name, and at most `limit` bytes of it.
    pub(super) fn entry(&self, name: &OsStr, limit: usize) -> Result<Entry, GuardError> {
        let failed = |errno| self.failed("read", name, errno);
        let status = match rustix::fs::statat(&self.file, name, AtFlags::SYMLINK_NOFOLLOW) {
            Err(Errno::NOENT) => return Ok(Entry::Absent),
            status => status.map_err(failed)?,
        };
        match FileType::from_raw_mode(status.st_mode) {
            FileType::Directory => return Ok(Entry::Directory),
            FileType::RegularFile => {}
            _ => return Ok(Entry::Other),
        }
        let file =
            rustix::fs::openat(&self.file, name, OFlags::RDONLY | OPEN, Mode::empty()).map_err(failed)?;
        let mut bytes = Vec::new();
        let limit = u64::try_from(limit).unwrap_or(u64::MAX);
        let read = std::fs::File::from(file).take(limit).read_to_end(&mut bytes);
        read.map_err(|error| failed(Errno::from_io_error(&error).unwrap_or(Errno::IO)))?;
        Ok(Entry::File(bytes))
    }

    /// The status of a file in it; `None` where none is.
    pub(super) fn status_of(&self, name: &str) -> Option<Stat> {
        rustix::fs::statat(&self.file, name, AtFlags::SYMLINK_NOFOLLOW).ok()
    }

    /// The names in it, sorted.
    pub(super) fn names(&self) -> Result<Vec<std::ffi::OsString>, GuardError> {
        let failed = |errno| GuardError::system("list", &self.path, errno);
        let mut names = Vec::new();
        for entry in Dir::read_from(&self.file).map_err(failed)? {
            let name = OsStr::from_bytes(entry.map_err(failed)?.file_name().to_bytes()).to_owned();
            if name != "." && name != ".." {
                names.push(name);
            }
        }
        names.sort();
        Ok(names)
    }

    /// Writes a file in it under a name that is not taken, and moves it to where it belongs at once: a reader sees the old
    /// contents, or the new.
    pub(super) fn write(&self, bytes: &[u8], to: &Self, name: &str) -> Result<(), GuardError> {
        let new = format!("{name}.new-{}", std::process::id());
        let written = self.write_new(&new, bytes).and_then(|()| {
            let moved = rustix::fs::renameat(&self.file, new.as_str(), &to.file, name);
            moved.and_then(|()| rustix::fs::fsync(&to.file))
        });
        written.map_err(|errno| {
            // The first error is the one to tell of.
            let _ = rustix::fs::unlinkat(&self.file, new.as_str(), AtFlags::empty());
            to.failed("write", name, errno)
        })
    }

    fn write_new(&self, name: &str, bytes: &[u8]) -> Result<(), Errno> {
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OPEN;
        let file = rustix::fs::openat(&self.file, name, flags, Mode::RUSR | Mode::WUSR)?;
        let mut file = std::fs::File::from(file);
        let written = file.write_all(bytes);
        written.map_err(|error| Errno::from_io_error(&error).unwrap_or(Errno::IO))?;
        self.share(&file, 0o644)?;
        rustix::fs::fsync(&file)
    }

    /// Gives a new file its mode, whatever the umask: whoever cannot read the guard cannot start Python. What root puts into a
    /// directory belongs to its owner, who may then also write the state.
    fn share(&self, file: &impl std::os::fd::AsFd, mode: u32) -> Result<(), Errno> {
        rustix::fs::fchmod(file, Mode::from_raw_mode(mode))?;
        if rustix::process::geteuid().is_root() {
            let owner = rustix::fs::fstat(&self.file)?;
            rustix::fs::fchown(file, Some(Uid::from_raw(owner.st_uid)), Some(Gid::from_raw(owner.st_gid)))?;
        }
        Ok(())
    }

    /// Removes a file. Where none is, nothing is done.
    pub(super) fn remove(&self, name: &OsStr) -> Result<(), GuardError> {
        match rustix::fs::unlinkat(&self.file, name, AtFlags::empty()) {
            Err(errno) if errno != Errno::NOENT => Err(self.failed("remove", name, errno)),
            _ => Ok(()),
        }
    }

    /// Removes an empty directory; false where it is not empty.
    pub(super) fn remove_directory(&self, name: &str) -> Result<bool, GuardError> {
        match rustix::fs::unlinkat(&self.file, name, AtFlags::REMOVEDIR) {
            Ok(()) | Err(Errno::NOENT) => Ok(true),
            Err(Errno::NOTEMPTY | Errno::EXIST) => Ok(false),
            Err(errno) => Err(self.failed("remove", name, errno)),
        }
    }

    fn failed(&self, attempt: &'static str, name: impl AsRef<OsStr>, errno: Errno) -> GuardError {
        GuardError::system(attempt, &self.at(name), errno)
    }
}
