//! Where a journal lies: in a directory that only its owner may use, and never behind a link.

use std::ffi::OsString;
use std::io;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};

use rustix::fs::{
    AtFlags, CWD, Dir, FileType, Mode, OFlags, Stat, fchmod, fstat, fsync, mkdirat, open, openat, renameat,
    statat, unlinkat,
};
use rustix::io::Errno;
use rustix::process::geteuid;

use super::JournalError;

/// The name of the journal in its directory.
pub const FILE: &str = "journal.sqlite";

/// What the names of damaged journals begin with.
const DAMAGED: &str = "journal.damaged-";

/// How many damaged journals are kept; the oldest go.
const DAMAGED_KEPT: usize = 3;

/// The directory of a journal, open.
#[derive(Debug)]
pub(super) struct Place {
    directory: OwnedFd,
    path: PathBuf,
}

impl Place {
    /// Opens the directory, and makes it if it is not there. It must be the user's own, and nobody else's to change.
    pub(super) fn open_or_make(path: &Path) -> Result<Self, JournalError> {
        match mkdirat(CWD, path, Mode::RWXU) {
            Ok(()) | Err(Errno::EXIST) => {}
            Err(errno) => return Err(file_error("make the directory", path, errno)),
        }
        Self::open(path)
    }

    /// Opens the directory, and closes it to others.
    fn open(path: &Path) -> Result<Self, JournalError> {
        let place = Self::look(path)?;
        let status = fstat(&place.directory).map_err(|errno| file_error("look at", path, errno))?;
        if status.st_mode & 0o077 != 0 {
            fchmod(&place.directory, Mode::RWXU)
                .map_err(|errno| file_error("close to others", path, errno))?;
        }
        Ok(place)
    }

    /// Opens the directory, and changes nothing of it.
    pub(super) fn look(path: &Path) -> Result<Self, JournalError> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let directory = open(path, flags, Mode::empty())
            .map_err(|errno| file_error("open the directory", path, errno))?;
        let status = fstat(&directory).map_err(|errno| file_error("look at", path, errno))?;
        check_owner(path, &status)?;
        // Nobody else can put another one into its place below: SQLite follows no link in the name that it is given.
        let path = std::fs::canonicalize(path).map_err(|error| JournalError::File {
            what: "resolve",
            path: path.to_path_buf(),
            error,
        })?;
        Ok(Self { directory, path })
    }

    pub(super) fn file(&self) -> PathBuf {
        self.path.join(FILE)
    }

    /// Makes the file if it is not there, and sees that it is a plain one of the user's own, closed to others.
    pub(super) fn prepare_file(&self) -> Result<(), JournalError> {
        let path = self.file();
        let flags = OFlags::RDWR | OFlags::CREATE | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let file = openat(&self.directory, FILE, flags, Mode::RUSR | Mode::WUSR)
            .map_err(|errno| file_error("open", &path, errno))?;
        let status = fstat(&file).map_err(|errno| file_error("look at", &path, errno))?;
        check_owner(&path, &status)?;
        if FileType::from_raw_mode(status.st_mode) != FileType::RegularFile || status.st_nlink != 1 {
            return Err(JournalError::Unsafe { path, why: "is no plain file with one name" });
        }
        fchmod(&file, Mode::RUSR | Mode::WUSR).map_err(|errno| file_error("close to others", &path, errno))
    }

    /// Moves a damaged journal aside, with what `SQLite` keeps beside it, and gives its new name.
    pub(super) fn put_aside(&self, stamp: u64) -> Result<PathBuf, JournalError> {
        let name = self.free_name(stamp);
        renameat(&self.directory, FILE, &self.directory, &name)
            .map_err(|errno| file_error("move aside", &self.file(), errno))?;
        for ending in ["-wal", "-shm"] {
            let with = |name: &str| format!("{name}{ending}");
            match renameat(&self.directory, with(FILE), &self.directory, with(&name)) {
                Ok(()) | Err(Errno::NOENT) => {}
                Err(errno) => return Err(file_error("move aside", &self.path.join(with(FILE)), errno)),
            }
        }
        self.forget_old();
        fsync(&self.directory).map_err(|errno| file_error("store", &self.path, errno))?;
        Ok(self.path.join(name))
    }

    fn free_name(&self, stamp: u64) -> String {
        let is_free = |name: &String| {
            matches!(statat(&self.directory, name, AtFlags::SYMLINK_NOFOLLOW), Err(Errno::NOENT))
        };
        let plain = format!("{DAMAGED}{stamp}");
        let others = (2..1000).map(|number| format!("{DAMAGED}{stamp}-{number}"));
        std::iter::once(plain.clone()).chain(others).find(is_free).unwrap_or(plain)
    }

    /// Removes the oldest damaged journals, so that damage does not fill the disk.
    fn forget_old(&self) {
        let Ok(entries) = Dir::read_from(&self.directory) else { return };
        let mut damaged: Vec<OsString> = entries
            .filter_map(Result::ok)
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .filter(|name| name.starts_with(DAMAGED) && !name.ends_with("-wal") && !name.ends_with("-shm"))
            .map(OsString::from)
            .collect();
        damaged.sort();
        let many = damaged.len().saturating_sub(DAMAGED_KEPT);
        for name in damaged.into_iter().take(many) {
            for ending in ["", "-wal", "-shm"] {
                let mut name = name.clone();
                name.push(ending);
                let _ = unlinkat(&self.directory, name, AtFlags::empty());
            }
        }
    }
}

fn check_owner(path: &Path, status: &Stat) -> Result<(), JournalError> {
    if status.st_uid == geteuid().as_raw() {
        return Ok(());
    }
    Err(JournalError::Unsafe { path: path.to_path_buf(), why: "belongs to another user" })
}

fn file_error(what: &'static str, path: &Path, errno: Errno) -> JournalError {
    JournalError::File { what, path: path.to_path_buf(), error: io::Error::from(errno) }
}
