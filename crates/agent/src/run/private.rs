//! A file in the agent's state directory that only the agent itself can have written.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};

use rustix::fs::{AtFlags, CWD, FileType, Mode, OFlags, fchmod, fstat, fsync, openat, renameat, unlinkat};
use rustix::io::Errno;
use rustix::process::geteuid;

/// A file of the agent's own: nobody else may read or write it, it is no link, and it is exchanged as a whole.
#[derive(Clone, Debug)]
pub struct PrivateFile {
    path: PathBuf,
}

/// Why such a file could not be used.
#[derive(Debug, thiserror::Error)]
pub enum PrivateError {
    /// The system refused.
    #[error("could not {what} {}: {error}", path.display())]
    File {
        /// What was attempted.
        what: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// Somebody else may have written it, or may read it.
    #[error("{} is not trusted: {why}", path.display())]
    Unsafe {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: &'static str,
    },
}

impl PrivateFile {
    /// The file of that path, whose directory must be there.
    #[must_use]
    pub fn new(path: PathBuf) -> Self {
        Self { path }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its contents, at most `limit` bytes of them; `None` where it is not there.
    pub fn read(&self, limit: usize) -> Result<Option<Vec<u8>>, PrivateError> {
        let directory = self.directory()?;
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let file = match openat(&directory, self.name(), flags, Mode::empty()) {
            Ok(file) => file,
            Err(Errno::NOENT) => return Ok(None),
            Err(errno) => return Err(self.failed("open", errno)),
        };
        let status = fstat(&file).map_err(|errno| self.failed("look at", errno))?;
        let why = if FileType::from_raw_mode(status.st_mode) != FileType::RegularFile || status.st_nlink != 1
        {
            Some("it is no plain file with one name")
        } else if status.st_uid != geteuid().as_raw() {
            Some("it belongs to another user")
        } else if status.st_mode & 0o077 != 0 {
            Some("others may read or write it")
        } else if usize::try_from(status.st_size).map_or(true, |size| size > limit) {
            Some("it is larger than the agent writes it")
        } else {
            None
        };
        if let Some(why) = why {
            return Err(PrivateError::Unsafe { path: self.path.clone(), why });
        }
        let mut bytes = Vec::new();
        let most = u64::try_from(limit).unwrap_or(u64::MAX);
        let read = File::from(file).take(most).read_to_end(&mut bytes);
        read.map_err(|error| PrivateError::File { what: "read", path: self.path.clone(), error })?;
        Ok(Some(bytes))
    }

    /// Puts these contents in its place. When it returns, they are on the disk; where it fails, the file is as it was.
    pub fn write(&self, bytes: &[u8]) -> Result<(), PrivateError> {
        let directory = self.directory()?;
        let mut beside = self.name().to_owned();
        beside.push(".new");
        match unlinkat(&directory, &beside, AtFlags::empty()) {
            Ok(()) | Err(Errno::NOENT) => {}
            Err(errno) => return Err(self.failed("remove what was left beside", errno)),
        }
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let own = Mode::RUSR | Mode::WUSR;
        let write = || -> io::Result<()> {
            let file = openat(&directory, &beside, flags, own)?;
            fchmod(&file, own)?;
            let mut file = File::from(file);
            file.write_all(bytes)?;
            file.sync_all()?;
            renameat(&directory, &beside, &directory, self.name())?;
            Ok(fsync(&directory)?)
        };
        write().map_err(|error| {
            // The first error is the one to tell of.
            let _ = unlinkat(&directory, &beside, AtFlags::empty());
            PrivateError::File { what: "write", path: self.path.clone(), error }
        })
    }

    /// Removes it, if it is there.
    pub fn remove(&self) -> Result<(), PrivateError> {
        match unlinkat(&self.directory()?, self.name(), AtFlags::empty()) {
            Ok(()) | Err(Errno::NOENT) => Ok(()),
            Err(errno) => Err(self.failed("remove", errno)),
        }
    }

    /// Its directory, which must be the user's own, and nobody else's to write.
    fn directory(&self) -> Result<OwnedFd, PrivateError> {
        let path = self.path.parent().unwrap_or(Path::new("/"));
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let failed =
            |errno: Errno| PrivateError::File { what: "open", path: path.to_path_buf(), error: errno.into() };
        let directory = openat(CWD, path, flags, Mode::empty()).map_err(failed)?;
        let status = fstat(&directory).map_err(failed)?;
        if status.st_uid != geteuid().as_raw() || status.st_mode & 0o022 != 0 {
            let why = "others may write it, or it is another user's";
            return Err(PrivateError::Unsafe { path: path.to_path_buf(), why });
        }
        Ok(directory)
    }

    fn name(&self) -> &OsStr {
        self.path.file_name().unwrap_or_default()
    }

    fn failed(&self, what: &'static str, errno: Errno) -> PrivateError {
        PrivateError::File { what, path: self.path.clone(), error: errno.into() }
    }
}
