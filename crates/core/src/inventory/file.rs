//! The one door to files: bounded, never blocking, and only regular files.
//!
//! What is read may have been put there by anybody. So a FIFO, a socket or a device under a metadata file's
//! name is not opened for reading, a file is read to a limit, and with another machine's root no link leads
//! out of it.

use std::ffi::{CStr, CString, OsString};
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Component, Path, PathBuf};

use rustix::fs::{AtFlags, FileType, Mode, OFlags, ResolveFlags, Stat};
use rustix::io::Errno;

use super::{Problem, ProblemCode};

/// How many links are followed before a path counts as a loop, as in the kernel.
const LINK_LIMIT: usize = 40;

/// The file system of the scanned machine: this one's, or a directory that stands for another one's `/`.
#[derive(Debug)]
pub struct Disk {
    root: Option<PathBuf>,
}

/// Bytes from the beginning of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileBytes {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Whether they are the whole file.
    pub whole: bool,
}

/// Why a file was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// Nothing is there.
    #[error("there is no such file")]
    Missing,
    /// What is there is no regular file.
    #[error("it is not a regular file")]
    Irregular,
    /// The system refused.
    #[error("{}", io::Error::from(*.0))]
    System(Errno),
}

impl From<Errno> for FileError {
    fn from(errno: Errno) -> Self {
        match errno {
            Errno::NOENT | Errno::NOTDIR => Self::Missing,
            // What opening a socket, or a FIFO that nobody reads, answers.
            Errno::NXIO | Errno::ISDIR => Self::Irregular,
            errno => Self::System(errno),
        }
    }
}

impl FileError {
    /// The problem that this is at that path.
    #[must_use]
    pub fn problem(self, path: &Path) -> Problem {
        let code = if self == Self::Irregular { ProblemCode::FileIrregular } else { ProblemCode::FileUnreadable };
        Problem::new(path, code, format!("could not read it: {self}"))
    }
}

const READ: OFlags = OFlags::RDONLY
    .union(OFlags::CLOEXEC)
    .union(OFlags::NOFOLLOW)
    .union(OFlags::NONBLOCK)
    .union(OFlags::NOCTTY);
const DIRECTORY: OFlags =
    OFlags::RDONLY.union(OFlags::CLOEXEC).union(OFlags::NOFOLLOW).union(OFlags::DIRECTORY);

/// Opens a directory relative to another. A link is not followed.
pub(super) fn open_directory(parent: BorrowedFd<'_>, name: &CStr) -> Result<OwnedFd, Errno> {
    retry(|| rustix::fs::openat(parent, name, DIRECTORY, Mode::empty()))
}

/// Reads the beginning of an open file into `bytes`; true where that is the whole file.
pub(super) fn read_open(file: &OwnedFd, bytes: &mut Vec<u8>, limit: usize) -> Result<bool, FileError> {
    bytes.clear();
    read_to_limit(file, bytes, limit).map_err(irregular)
}

/// Fills `buffer` by a single call, which is all that most metadata takes. How much was read.
pub(super) fn peek(file: &OwnedFd, buffer: &mut [u8]) -> Result<usize, FileError> {
    retry(|| rustix::io::pread(file, &mut *buffer, 0)).map_err(irregular)
}

/// What reading a FIFO, a device or a directory answers.
fn irregular(errno: Errno) -> FileError {
    match errno {
        Errno::AGAIN | Errno::INVAL | Errno::SPIPE => FileError::Irregular,
        errno => errno.into(),
    }
}

/// Reads from a descriptor until `limit` bytes are there or the file ends.
fn read_to_limit(file: &OwnedFd, bytes: &mut Vec<u8>, limit: usize) -> Result<bool, Errno> {
    const STEP: usize = 4 * 1024;
    while bytes.len() < limit {
        let filled = bytes.len();
        let step = STEP.max(filled).min(limit - filled);
        bytes.resize(filled + step, 0);
        let count = retry(|| rustix::io::read(file, &mut bytes[filled..]));
        bytes.truncate(filled + *count.as_ref().unwrap_or(&0));
        if count? == 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

fn retry<T>(mut call: impl FnMut() -> Result<T, Errno>) -> Result<T, Errno> {
    loop {
        match call() {
            Err(Errno::INTR) => {}
            result => return result,
        }
    }
}

impl Disk {
    /// This machine's file system.
    #[must_use]
    pub const fn here() -> Self {
        Self { root: None }
    }

    /// Another machine's file system, of which `directory` is the `/`.
    pub fn rooted_at(directory: &Path) -> io::Result<Self> {
        let root = std::fs::canonicalize(directory)?;
        if !std::fs::metadata(&root)?.is_dir() {
            return Err(io::ErrorKind::NotADirectory.into());
        }
        Ok(if root == Path::new("/") { Self::here() } else { Self { root: Some(root) } })
    }

    /// The directory that stands for `/`, where it is not `/` itself.
    #[must_use]
    pub fn root(&self) -> Option<&Path> {
        self.root.as_deref()
    }

    /// Where on this machine a path of the scanned machine lies.
    #[must_use]
    pub fn host_path(&self, path: &Path) -> PathBuf {
        match &self.root {
            None => path.to_path_buf(),
            Some(root) => root.join(path.strip_prefix("/").unwrap_or(path)),
        }
    }

    /// The real path, with every link resolved within the scanned machine's root.
    pub fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        if self.root.is_none() {
            return std::fs::canonicalize(path);
        }
        let mut real = PathBuf::from("/");
        let mut left: Vec<PathBuf> = vec![path.to_path_buf()];
        let mut links = 0;
        while let Some(next) = left.pop() {
            let mut parts = next.components();
            let Some(part) = parts.next() else { continue };
            left.push(parts.as_path().to_path_buf());
            match part {
                Component::RootDir => real = PathBuf::from("/"),
                Component::ParentDir => {
                    real.pop();
                }
                Component::CurDir | Component::Prefix(_) => {}
                Component::Normal(name) => {
                    let stat = self.link_status(&real.join(name))?;
                    if FileType::from_raw_mode(stat.st_mode) == FileType::Symlink {
                        links += 1;
                        if links > LINK_LIMIT {
                            return Err(Errno::LOOP.into());
                        }
                        left.push(self.read_link(&real.join(name))?);
                    } else {
                        real.push(name);
                    }
                }
            }
        }
        Ok(real)
    }

    /// What a link says; it is not followed.
    pub fn read_link(&self, path: &Path) -> io::Result<PathBuf> {
        std::fs::read_link(self.host_path(path))
    }

    fn link_status(&self, path: &Path) -> Result<Stat, Errno> {
        rustix::fs::statat(rustix::fs::CWD, self.host_path(path), AtFlags::SYMLINK_NOFOLLOW)
    }

    /// What a real path is, without following a link at its end.
    #[must_use]
    pub fn link_type(&self, path: &Path) -> Option<FileType> {
        self.link_status(path).ok().map(|stat| FileType::from_raw_mode(stat.st_mode))
    }

    /// What a path leads to, links followed; `None` where it leads to nothing.
    #[must_use]
    pub fn file_type(&self, path: &Path) -> Option<FileType> {
        if self.root.is_some() {
            return self.link_type(&self.resolve(path).ok()?);
        }
        let stat = rustix::fs::statat(rustix::fs::CWD, path, AtFlags::empty()).ok()?;
        Some(FileType::from_raw_mode(stat.st_mode))
    }

    /// Whether a path leads to a regular file.
    #[must_use]
    pub fn is_file(&self, path: &Path) -> bool {
        self.file_type(path) == Some(FileType::RegularFile)
    }

    /// Whether a path leads to a directory.
    #[must_use]
    pub fn is_directory(&self, path: &Path) -> bool {
        self.file_type(path) == Some(FileType::Directory)
    }

    /// Opens a directory by its real path.
    pub(super) fn open_directory_at(&self, path: &Path) -> Result<OwnedFd, Errno> {
        retry(|| rustix::fs::open(self.host_path(path), DIRECTORY, Mode::empty()))
    }

    /// Reads the beginning of a file by its path, links followed.
    pub fn read(&self, path: &Path, limit: usize) -> Result<FileBytes, FileError> {
        let mut bytes = Vec::new();
        let whole = self.read_following(path, &mut bytes, limit)?;
        Ok(FileBytes { bytes, whole })
    }

    /// Opens a regular file below an open directory. A link is followed, by way of the directory's path.
    pub(super) fn open_below(
        &self,
        directory: BorrowedFd<'_>,
        name: &[u8],
        path: impl Fn() -> PathBuf,
    ) -> Result<OwnedFd, FileError> {
        if self.root.is_some() {
            return self.open_below_in_image(directory, name, path);
        }
        match retry(|| rustix::fs::openat(directory, name, READ, Mode::empty())) {
            Ok(file) => Ok(file),
            Err(Errno::LOOP) => self.open_regular(&path()),
            Err(errno) => Err(errno.into()),
        }
    }

    /// As [`Self::open_below`], for another machine's image. There a link on the way, also in the middle of the name, must
    /// not lead to this machine's files, and a device may stand where a file should, which on this machine only root could
    /// have made.
    fn open_below_in_image(
        &self,
        directory: BorrowedFd<'_>,
        name: &[u8],
        path: impl Fn() -> PathBuf,
    ) -> Result<OwnedFd, FileError> {
        let open = |flags| {
            retry(|| rustix::fs::openat2(directory, name, flags, Mode::empty(), ResolveFlags::NO_SYMLINKS))
        };
        match open(OFlags::PATH | OFlags::CLOEXEC | OFlags::NOFOLLOW) {
            // Before Linux 5.6, and where a filter forbids the call.
            Err(Errno::LOOP | Errno::NOSYS | Errno::PERM) => self.open_regular(&path()),
            Err(errno) => Err(errno.into()),
            Ok(seen) if is_regular(&seen)? => {
                let file = open(READ)?;
                if is_regular(&file)? { Ok(file) } else { Err(FileError::Irregular) }
            }
            Ok(_) => Err(FileError::Irregular),
        }
    }

    /// Reads the beginning of a file below an open directory into `bytes`; true where that is the whole file.
    pub(super) fn read_below(
        &self,
        directory: BorrowedFd<'_>,
        name: &[u8],
        path: impl Fn() -> PathBuf,
        bytes: &mut Vec<u8>,
        limit: usize,
    ) -> Result<bool, FileError> {
        read_open(&self.open_below(directory, name, path)?, bytes, limit)
    }

    /// Opens what a path leads to without touching it, sees that it is a regular file, and reads it.
    fn read_following(&self, path: &Path, bytes: &mut Vec<u8>, limit: usize) -> Result<bool, FileError> {
        read_open(&self.open_regular(path)?, bytes, limit)
    }

    /// Opens a regular file by its path, links followed.
    pub(super) fn open_regular(&self, path: &Path) -> Result<OwnedFd, FileError> {
        let real = self.resolve(path).map_err(|error| match Errno::from_io_error(&error) {
            Some(errno) => FileError::from(errno),
            None => FileError::Missing,
        })?;
        if self.link_type(&real) != Some(FileType::RegularFile) {
            return Err(FileError::Irregular);
        }
        let file = retry(|| rustix::fs::open(self.host_path(&real), READ, Mode::empty()))?;
        // It may have been exchanged in between: what was opened decides.
        if is_regular(&file)? { Ok(file) } else { Err(FileError::Irregular) }
    }

    /// The size of a regular file below an open directory, in bytes; links are followed.
    pub(super) fn size_below(&self, directory: BorrowedFd<'_>, name: &[u8], path: impl Fn() -> PathBuf) -> Option<u64> {
        if self.root.is_some() {
            let opened = self.open_below_in_image(directory, name, path).ok()?;
            return u64::try_from(rustix::fs::fstat(opened).ok()?.st_size).ok();
        }
        let stat = rustix::fs::statat(directory, name, AtFlags::SYMLINK_NOFOLLOW).ok()?;
        let stat = match FileType::from_raw_mode(stat.st_mode) {
            FileType::RegularFile => stat,
            FileType::Symlink => self.link_status(&self.resolve(&path()).ok()?).ok()?,
            _ => return None,
        };
        u64::try_from(stat.st_size).ok()
    }
}

fn is_regular(file: &OwnedFd) -> Result<bool, Errno> {
    Ok(FileType::from_raw_mode(rustix::fs::fstat(file.as_fd())?.st_mode) == FileType::RegularFile)
}

/// A C string of bytes that came from the file system and so hold no NUL.
pub(super) fn c_string(bytes: &[u8]) -> CString {
    CString::new(bytes).unwrap_or_default()
}

/// Appends a relative name to a path, both as bytes, with one allocation.
pub(super) fn join(directory: &Path, name: &[u8]) -> PathBuf {
    let directory = directory.as_os_str().as_bytes();
    let mut joined = Vec::with_capacity(directory.len() + 1 + name.len());
    joined.extend_from_slice(directory);
    if joined.last().is_some_and(|last| *last != b'/') {
        joined.push(b'/');
    }
    joined.extend_from_slice(name);
    PathBuf::from(OsString::from_vec(joined))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    fn scratch(name: &str) -> PathBuf {
        let place = std::env::temp_dir().join(format!("fetter-file-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&place).unwrap();
        std::fs::canonicalize(place).unwrap()
    }

    #[test]
    fn links_of_another_root_stay_within_it() {
        let root = scratch("root");
        std::fs::create_dir_all(root.join("etc/alternatives")).unwrap();
        std::fs::write(root.join("etc/passwd"), "inside").unwrap();
        let _ = symlink("/etc/alternatives/x", root.join("x"));
        let _ = symlink("../../../../etc/passwd", root.join("etc/alternatives/x"));
        let _ = symlink("loop", root.join("loop"));
        let disk = Disk::rooted_at(&root).unwrap();
        assert_eq!(disk.resolve(Path::new("/x")).unwrap(), Path::new("/etc/passwd"));
        assert_eq!(disk.read(Path::new("/x"), 100).unwrap().bytes, b"inside");
        assert!(disk.resolve(Path::new("/loop")).is_err());
        std::fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn a_fifo_and_a_device_are_no_files() {
        let place = scratch("fifo");
        let fifo = place.join("METADATA");
        rustix::fs::mknodat(rustix::fs::CWD, &fifo, FileType::Fifo, Mode::from_raw_mode(0o600), 0).unwrap();
        assert_eq!(Disk::here().read(&fifo, 10), Err(FileError::Irregular));
        assert_eq!(Disk::here().read(Path::new("/dev/zero"), 10), Err(FileError::Irregular));
        let directory = Disk::here().open_directory_at(&place).unwrap();
        let read = Disk::here().read_below(directory.as_fd(), b"METADATA", || fifo.clone(), &mut Vec::new(), 10);
        // A FIFO that nobody writes to is empty; nothing blocks.
        assert!(matches!(read, Ok(true) | Err(FileError::Irregular)));
        std::fs::remove_dir_all(place).unwrap();
    }

    #[test]
    fn reading_stops_at_the_limit() {
        let place = scratch("limit");
        std::fs::write(place.join("f"), vec![b'x'; 100_000]).unwrap();
        let read = Disk::here().read(&place.join("f"), 40_000).unwrap();
        assert_eq!((read.bytes.len(), read.whole), (40_000, false));
        let read = Disk::here().read(&place.join("f"), 200_000).unwrap();
        assert_eq!((read.bytes.len(), read.whole), (100_000, true));
        std::fs::remove_dir_all(place).unwrap();
    }
}
