//! The place of one distribution in a quarantine, and its files.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStringExt;

use rustix::fs::{AtFlags, Dir, Mode, OFlags, Timespec, Timestamps, UTIME_OMIT};
use rustix::io::Errno;

use super::QuarantineState;
use super::manifest::Manifest;
use crate::removal::FileState;

pub(super) const DIRECTORY: OFlags =
    OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);
pub(super) const PRIVATE: Mode = Mode::from_raw_mode(0o700);
/// How much of a manifest is read, in bytes.
const MANIFEST_LIMIT: u64 = 2 * 1024 * 1024 * 1024;
/// Where the files are.
pub(super) const FILES: &str = "files";

/// Something that could not be done, as a sentence.
pub(super) type Refused = String;

/// Says what was attempted.
pub(super) fn while_doing<T>(what: &str, result: Result<T, Errno>) -> Result<T, Refused> {
    result.map_err(|errno| format!("could not {what}: {}", std::io::Error::from(errno)))
}

/// The place of one distribution in a quarantine.
#[derive(Debug)]
pub(super) struct Store {
    pub(super) run: OwnedFd,
    pub(super) place: OwnedFd,
    pub(super) files: OwnedFd,
    pub(super) number: String,
    pub(super) state: QuarantineState,
}

impl Store {
    /// Where moved files are.
    pub(super) fn files(&self) -> BorrowedFd<'_> {
        self.files.as_fd()
    }

    /// What is under a name among the files.
    pub(super) fn file(&self, name: &str) -> Option<FileState> {
        let status = rustix::fs::statat(&self.files, name, AtFlags::SYMLINK_NOFOLLOW);
        status.ok().map(|status| FileState::of(&status))
    }

    /// What the quarantine says of itself.
    pub(super) fn manifest(&self) -> Result<Manifest, Refused> {
        manifest_of(&self.place, self.state)
    }

    /// Whether there is a directory of that name among the files, and nothing in it.
    pub(super) fn is_empty_directory(&self, name: &str) -> bool {
        is_empty(self.files(), OsStr::new(name)).unwrap_or(false)
    }

    /// Says that it came to another state.
    pub(super) fn turn(&mut self, state: QuarantineState) -> Result<(), Refused> {
        let renamed = rustix::fs::renameat(&self.place, self.state.file(), &self.place, state.file());
        while_doing(&format!("note that the quarantine is {}", state.as_str()), renamed)?;
        self.state = state;
        let _ = rustix::fs::fsync(&self.place);
        Ok(())
    }

    /// Writes a small file beside the manifest.
    pub(super) fn note(&self, name: &str, bytes: &[u8]) -> Result<(), Errno> {
        let _ = rustix::fs::unlinkat(&self.place, name, AtFlags::empty());
        write_new(self.place.as_fd(), name, bytes)
    }

    /// A small file beside the manifest, if it is there.
    pub(super) fn noted(&self, name: &str) -> Result<Option<Vec<u8>>, std::io::Error> {
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let file = match rustix::fs::openat(&self.place, name, flags, Mode::empty()) {
            Err(Errno::NOENT) => return Ok(None),
            opened => opened?,
        };
        let mut bytes = Vec::new();
        File::from(file).take(MANIFEST_LIMIT).read_to_end(&mut bytes)?;
        Ok(Some(bytes))
    }

    /// The names of what is among the files.
    pub(super) fn names(&self) -> Result<Vec<OsString>, Errno> {
        names(self.files.as_fd())
    }

    /// Removes the place, in which no files are left.
    pub(super) fn close(self, beside: &[&str]) -> Result<(), Refused> {
        let what = "remove the place in the quarantine";
        while_doing(what, gone(rustix::fs::unlinkat(&self.place, FILES, AtFlags::REMOVEDIR)))?;
        for name in beside {
            while_doing(what, gone(rustix::fs::unlinkat(&self.place, *name, AtFlags::empty())))?;
        }
        while_doing(what, gone(rustix::fs::unlinkat(&self.place, self.state.file(), AtFlags::empty())))?;
        while_doing(what, gone(rustix::fs::unlinkat(&self.run, self.number.as_str(), AtFlags::REMOVEDIR)))
    }
}

/// That nothing is there any more is what was asked for.
pub(super) fn gone(result: Result<(), Errno>) -> Result<(), Errno> {
    match result {
        Err(Errno::NOENT) => Ok(()),
        result => result,
    }
}

/// Gives a directory the time of its last change, seconds since 1970 and nanoseconds.
pub(super) fn set_time(directory: BorrowedFd<'_>, (seconds, nanoseconds): (i64, u32)) -> Result<(), Errno> {
    let times = Timestamps {
        last_access: Timespec { tv_sec: 0, tv_nsec: UTIME_OMIT },
        last_modification: Timespec { tv_sec: seconds, tv_nsec: nanoseconds.into() },
    };
    rustix::fs::futimens(directory, &times)
}

/// Reads what a place says of itself.
pub(super) fn manifest_of(place: &OwnedFd, state: QuarantineState) -> Result<Manifest, Refused> {
    let what = "read what the quarantine says of itself";
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let file = while_doing(what, rustix::fs::openat(place, state.file(), flags, Mode::empty()))?;
    let mut bytes = Vec::new();
    let read = File::from(file).take(MANIFEST_LIMIT).read_to_end(&mut bytes);
    read.map_err(|error| format!("could not {what}: {error}"))?;
    Manifest::read(&bytes).map_err(|error| format!("could not {what}: {error}"))
}

/// Whether a directory has nothing in it.
pub(super) fn is_empty(parent: BorrowedFd<'_>, name: &OsStr) -> Result<bool, Errno> {
    let directory = rustix::fs::openat(parent, name, DIRECTORY, Mode::empty())?;
    Ok(names(directory.as_fd())?.is_empty())
}

pub(super) fn make_directory(parent: BorrowedFd<'_>, name: &OsStr) -> Result<OwnedFd, Errno> {
    match rustix::fs::mkdirat(parent, name, PRIVATE) {
        Ok(()) | Err(Errno::EXIST) => {}
        Err(errno) => return Err(errno),
    }
    rustix::fs::openat(parent, name, DIRECTORY, Mode::empty())
}

/// Writes a file that is not there, and sees that it is on the disk.
pub(super) fn write_new(directory: BorrowedFd<'_>, name: &str, bytes: &[u8]) -> Result<(), Errno> {
    let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let mut file = File::from(rustix::fs::openat(directory, name, flags, Mode::from_raw_mode(0o600))?);
    let write = file.write_all(bytes).and_then(|()| file.sync_all());
    write.map_err(|error| error.raw_os_error().map_or(Errno::IO, Errno::from_raw_os_error))
}

/// The state that the files tell of.
pub(super) fn state_of(place: BorrowedFd<'_>) -> Option<QuarantineState> {
    let is_there =
        |state: &&QuarantineState| rustix::fs::statat(place, state.file(), AtFlags::SYMLINK_NOFOLLOW).is_ok();
    QuarantineState::ALL.iter().rev().find(is_there).copied()
}

pub(super) fn names(directory: BorrowedFd<'_>) -> Result<Vec<OsString>, Errno> {
    let opened = rustix::fs::openat(directory, ".", DIRECTORY, Mode::empty())?;
    let mut names = Vec::new();
    for entry in Dir::new(opened)? {
        let name = entry?.file_name().to_bytes().to_vec();
        if name != b"." && name != b".." {
            names.push(OsString::from_vec(name));
        }
    }
    names.sort_unstable();
    Ok(names)
}
