//! Directories that two processes share: nothing is followed, everything is bounded, and what is written is on the disk.

use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::path::{Path, PathBuf};

use fetter_protocol::MessageError;
use rustix::fs::{
    AtFlags, CWD, Dir, FileType, Gid, Mode, OFlags, RenameFlags, fchmod, fchown, fstat, fsync, mkdirat, open,
    openat, renameat, renameat_with, unlinkat,
};
use rustix::io::Errno;
use rustix::process::geteuid;

/// Why a spool could not be used.
#[derive(Debug, thiserror::Error)]
pub enum SpoolError {
    /// A file or directory could not be used.
    #[error("could not {what} {}: {error}", path.display())]
    File {
        /// What was attempted.
        what: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// Others could change what is in it.
    #[error("{} may be changed by others than its owner: set its owner and mode right", path.display())]
    Unsafe {
        /// Which directory.
        path: PathBuf,
    },
    /// A message is none, or is not within the limits.
    #[error("{}: {error}", path.display())]
    Message {
        /// In which file.
        path: PathBuf,
        /// What is wrong.
        error: MessageError,
    },
}

/// A directory, open.
#[derive(Debug)]
pub(super) struct Directory {
    descriptor: OwnedFd,
    path: PathBuf,
    /// The group that is to read what is written here, if it is not this process'.
    group: Option<Gid>,
}

/// Who may read what is shared with a group: that group.
const SHARED_DIRECTORY: Mode = Mode::RWXU.union(Mode::RGRP).union(Mode::XGRP);
const SHARED_FILE: Mode = Mode::RUSR.union(Mode::WUSR).union(Mode::RGRP);

/// What the names of files begin with that are not whole yet.
const UNFINISHED: &str = ".new-";

impl Directory {
    /// Opens a directory for reading, whoever's it is.
    pub(super) fn open(path: &Path) -> Result<Self, SpoolError> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let directory = open(path, flags, Mode::empty()).map_err(|errno| file("open", path, errno))?;
        Ok(Self { descriptor: directory, path: path.to_path_buf(), group: None })
    }

    /// Opens a directory for reading in which nobody but root and this process' user can have written.
    pub(super) fn trusted(path: &Path) -> Result<Self, SpoolError> {
        let opened = Self::open(path)?;
        let status = fstat(&opened.descriptor).map_err(|errno| file("look at", path, errno))?;
        let is_ours = status.st_uid == 0 || status.st_uid == geteuid().as_raw();
        if !is_ours || status.st_mode & 0o022 != 0 {
            return Err(SpoolError::Unsafe { path: path.to_path_buf() });
        }
        Ok(opened)
    }

    /// Opens a directory of one's own, and makes it if it is not there. Its group may read it, and nobody else change it.
    pub(super) fn own(path: &Path) -> Result<Self, SpoolError> {
        let is_new = match mkdirat(CWD, path, SHARED_DIRECTORY) {
            Ok(()) => true,
            Err(Errno::EXIST) => false,
            Err(errno) => return Err(file("make", path, errno)),
        };
        let opened = Self::open(path)?;
        let status = fstat(&opened.descriptor).map_err(|errno| file("look at", path, errno))?;
        // Root's own group may write: whoever is in it is root, or was let in by root.
        let is_open = status.st_mode & 0o002 != 0 || status.st_mode & 0o020 != 0 && status.st_gid != 0;
        if status.st_uid != geteuid().as_raw() || is_open {
            return Err(SpoolError::Unsafe { path: path.to_path_buf() });
        }
        if is_new {
            // The process' umask may have taken more away.
            fchmod(&opened.descriptor, SHARED_DIRECTORY)
                .map_err(|errno| file("open to its group", path, errno))?;
        }
        opened.tidy();
        Ok(opened)
    }

    /// As [`Self::own`]; what is written in it is for the directory's group to read. Where root has it, it is given to this group
    /// first.
    pub(super) fn shared(path: &Path, group: Option<Gid>) -> Result<Self, SpoolError> {
        let mut opened = Self::own(path)?;
        if let Some(group) = group.filter(|_| geteuid().is_root()) {
            Self::hand_over(&opened.descriptor, path, group)?;
        }
        let status = fstat(&opened.descriptor).map_err(|errno| file("look at", path, errno))?;
        opened.group = Some(Gid::from_raw(status.st_gid));
        Ok(opened)
    }

    /// A directory in this one, for the same group.
    pub(super) fn inner(&self, name: &str) -> Result<Self, SpoolError> {
        let path = self.path.join(name);
        let mut inner = Self::own(&path)?;
        if let Some(group) = self.group {
            Self::hand_over(&inner.descriptor, &path, group)?;
        }
        inner.group = self.group;
        Ok(inner)
    }

    /// Gives a file to a group that does not have it yet.
    fn hand_over(what: impl AsFd, path: &Path, group: Gid) -> Result<(), SpoolError> {
        let failed = |errno| file("give to its group", path, errno);
        let status = fstat(&what).map_err(failed)?;
        if status.st_gid == group.as_raw() {
            Ok(())
        } else {
            fchown(&what, None, Some(group)).map_err(failed)
        }
    }

    /// Removes what was being written when somebody was killed. Another thread of this process may be writing.
    fn tidy(&self) {
        let own = format!("{UNFINISHED}{}-", std::process::id());
        for name in self.all_names(10_000).unwrap_or_default() {
            if name.starts_with(UNFINISHED) && !name.starts_with(&own) {
                self.remove(&name);
            }
        }
    }

    pub(super) fn path_of(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// Writes a file whole: when it returns, the file is on the disk under its name, and at no time is a part of it there.
    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> Result<(), SpoolError> {
        let unfinished = self.unfinished(name, bytes)?;
        renameat(&self.descriptor, &unfinished, &self.descriptor, name)
            .map_err(|errno| file("put into place", &self.path_of(name), errno))?;
        self.sync()
    }

    /// As [`Self::write`], unless a file is there already, which is left as it is.
    pub(super) fn write_new(&self, name: &str, bytes: &[u8]) -> Result<(), SpoolError> {
        let unfinished = self.unfinished(name, bytes)?;
        match renameat_with(&self.descriptor, &unfinished, &self.descriptor, name, RenameFlags::NOREPLACE) {
            Ok(()) => self.sync(),
            Err(Errno::EXIST) => {
                self.remove(&unfinished);
                Ok(())
            }
            Err(errno) => Err(file("put into place", &self.path_of(name), errno)),
        }
    }

    fn unfinished(&self, name: &str, bytes: &[u8]) -> Result<String, SpoolError> {
        let unfinished = format!("{UNFINISHED}{}-{name}", std::process::id());
        self.remove(&unfinished);
        let written = self.write_through(&unfinished, bytes);
        written.map_err(|error| {
            self.remove(&unfinished);
            SpoolError::File { what: "write", path: self.path_of(name), error }
        })?;
        Ok(unfinished)
    }

    fn write_through(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let mut file = File::from(openat(&self.descriptor, name, flags, SHARED_FILE)?);
        if let Some(group) = self.group {
            if fstat(&file)?.st_gid != group.as_raw() {
                fchown(&file, None, Some(group))?;
            }
            fchmod(&file, SHARED_FILE)?;
        }
        file.write_all(bytes)?;
        file.sync_all()
    }

    pub(super) fn sync(&self) -> Result<(), SpoolError> {
        fsync(&self.descriptor).map_err(|errno| file("store", &self.path, errno))
    }

    /// Reads a plain file of at most that many bytes; `None` where there is none of that name.
    pub(super) fn read(&self, name: &str, limit: usize) -> Result<Option<Vec<u8>>, SpoolError> {
        match self.read_file(name, limit) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(SpoolError::File { what: "read", path: self.path_of(name), error }),
        }
    }

    fn read_file(&self, name: &str, limit: usize) -> io::Result<Vec<u8>> {
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
        let file = openat(&self.descriptor, name, flags, Mode::empty())?;
        let status = fstat(&file)?;
        if FileType::from_raw_mode(status.st_mode) != FileType::RegularFile {
            return Err(io::Error::other("it is no plain file"));
        }
        let mut bytes = Vec::new();
        let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
        File::from(file).take(most).read_to_end(&mut bytes)?;
        if bytes.len() > limit { Err(io::Error::other("it is larger than is read")) } else { Ok(bytes) }
    }

    /// Removes a file, if it is there and may be removed.
    pub(super) fn remove(&self, name: &str) {
        let _ = unlinkat(&self.descriptor, name, AtFlags::empty());
    }

    /// The names of whole files, sorted, of at most so many entries.
    pub(super) fn names(&self, limit: usize) -> Result<Vec<String>, SpoolError> {
        let mut names = self.all_names(limit)?;
        names.retain(|name| !name.starts_with('.'));
        names.sort();
        Ok(names)
    }

    fn all_names(&self, limit: usize) -> Result<Vec<String>, SpoolError> {
        let error = |errno| file("list", &self.path, errno);
        let mut names = Vec::new();
        for entry in Dir::read_from(&self.descriptor).map_err(error)?.take(limit) {
            if let Ok(name) = entry.map_err(error)?.file_name().to_str() {
                names.push(name.to_owned());
            }
        }
        Ok(names)
    }
}

impl SpoolError {
    /// Whether something is not there (yet).
    #[must_use]
    pub fn is_missing(&self) -> bool {
        matches!(self, Self::File { error, .. } if error.kind() == io::ErrorKind::NotFound)
    }
}

fn file(what: &'static str, path: &Path, errno: Errno) -> SpoolError {
    SpoolError::File { what, path: path.to_path_buf(), error: errno.into() }
}
