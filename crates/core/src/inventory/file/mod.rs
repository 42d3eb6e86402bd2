//! The one door to files: bounded, never blocking, and only regular files.
//!
//! What is read may have been put there by anybody. So a FIFO, a socket or a device under a metadata file's
//! name is not opened for reading, a file is read to a limit, and with another machine's root no link leads
//! out of it. No path is looked at that leads through another machine's file system: that could hang for ever.

mod beneath;
mod entries;
mod resolve;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ffi::{CStr, CString, OsString};
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use rustix::fs::{AtFlags, FileType, Mode, OFlags, ResolveFlags};
use rustix::io::Errno;

pub(crate) use self::beneath::Beneath;
pub(crate) use self::entries::Entries;
use super::mounts::MountTree;
use super::{Problem, ProblemCode, SkippedMount};

/// The file system of the scanned machine: this one's, or a directory that stands for another one's `/`.
#[derive(Debug, Default)]
pub struct Disk {
    root: Option<PathBuf>,
    mounts: Arc<MountTree>,
    /// Foreign mounts that were asked for by name.
    allowed: Vec<PathBuf>,
    /// Foreign mounts that something led to, and that were left out.
    skipped: Mutex<Vec<SkippedMount>>,
    /// Directories that are known to be real paths, and on no foreign mount.
    known: RwLock<HashSet<OsString>>,
    /// Where links led: many environments are made from one interpreter, and call it by several names.
    followed: RwLock<HashMap<OsString, PathBuf>>,
    /// What is at these real paths, likewise.
    seen: RwLock<HashMap<OsString, FileType>>,
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
    /// The file is empty, which no metadata may be.
    #[error("it is empty")]
    Empty,
    /// It lies on another machine's file system.
    #[error("it lies on another machine's file system, which is left out; --path includes it")]
    Foreign,
    /// It is a link that somebody else made, to a file that he may not read himself.
    #[error("it is a link to a file that the link's owner may not read")]
    Guarded,
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
        let code = match self {
            Self::Irregular => ProblemCode::FileIrregular,
            Self::Empty => ProblemCode::MetadataMissing,
            Self::Missing | Self::Foreign | Self::Guarded | Self::System(_) => ProblemCode::FileUnreadable,
        };
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

/// As [`read_open`], whatever was read of the file before.
pub(super) fn read_from_start(file: &OwnedFd, bytes: &mut Vec<u8>, limit: usize) -> Result<bool, FileError> {
    rustix::fs::seek(file, rustix::fs::SeekFrom::Start(0)).map_err(irregular)?;
    read_open(file, bytes, limit)
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
    /// This machine's file system, for files that the caller knows: mounts are not looked at.
    #[must_use]
    pub fn here() -> Self {
        Self::default()
    }

    /// The file system of this machine, or with `root` of another one. What lies on foreign file systems is left out, but for the
    /// mounts that `asked` lead to.
    pub fn of_machine(root: Option<&Path>, asked: &[PathBuf]) -> io::Result<Self> {
        let mut disk = match root {
            None => Self::here(),
            Some(root) => Self::rooted_at(root)?,
        };
        disk.mounts = Arc::new(MountTree::of_machine(disk.root()));
        for path in asked {
            disk.allow(path);
        }
        Ok(disk)
    }

    /// Allows the foreign mounts on the way to a path, and to where it leads.
    fn allow(&mut self, path: &Path) {
        while let Some(mount) = self.foreign(path) {
            self.allowed.push(mount.path);
        }
        while let Err(FileError::Foreign) = self.resolve(path) {
            let mut skipped = self.skipped.lock().unwrap_or_else(PoisonError::into_inner);
            let Some(mount) = skipped.pop() else { return };
            self.allowed.push(mount.path);
        }
    }

    /// Another machine's file system, of which `directory` is the `/`.
    pub fn rooted_at(directory: &Path) -> io::Result<Self> {
        let root = std::fs::canonicalize(directory)?;
        if !std::fs::metadata(&root)?.is_dir() {
            return Err(io::ErrorKind::NotADirectory.into());
        }
        Ok(if root == Path::new("/") { Self::here() } else { Self { root: Some(root), ..Self::default() } })
    }

    /// The mounts.
    pub(super) fn mounts(&self) -> &Arc<MountTree> {
        &self.mounts
    }

    /// The foreign mount that a path leads through, if it was not asked for.
    pub(super) fn foreign(&self, path: &Path) -> Option<SkippedMount> {
        let is_allowed = |mount: &Path| self.allowed.iter().any(|allowed| allowed == mount);
        let (path, file_system) = self.mounts.foreign_on_the_way(path, is_allowed)?;
        Some(SkippedMount { path, file_system: file_system.to_owned() })
    }

    /// What is mounted below a directory and is left out: the kernel's own file systems, and foreign ones that were not asked for.
    pub(crate) fn left_out_below(&self, directory: &Path) -> Vec<PathBuf> {
        let mut found =
            self.mounts.at(directory).map(|mounts| mounts.not_local(directory)).unwrap_or_default();
        found.retain(|mount| !self.allowed.contains(mount));
        found
    }

    /// Notes that a mount was left out.
    pub(super) fn skip(&self, mount: SkippedMount) {
        self.skipped.lock().unwrap_or_else(PoisonError::into_inner).push(mount);
    }

    /// The mounts that were left out, in no particular order.
    pub(super) fn take_skipped(&self) -> Vec<SkippedMount> {
        std::mem::take(&mut *self.skipped.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The directory that stands for `/`, where it is not `/` itself.
    #[must_use]
    pub fn root(&self) -> Option<&Path> {
        self.root.as_deref()
    }

    /// Where on this machine a path of the scanned machine lies.
    #[must_use]
    pub fn host_path<'path>(&self, path: &'path Path) -> Cow<'path, Path> {
        match &self.root {
            None => Cow::Borrowed(path),
            Some(root) => Cow::Owned(root.join(path.strip_prefix("/").unwrap_or(path))),
        }
    }

    /// Opens a directory by its real path.
    pub(super) fn open_directory_at(&self, path: &Path) -> Result<OwnedFd, Errno> {
        open_real(&self.host_path(path), DIRECTORY)
    }

    /// Reads the beginning of a file by its path, links followed.
    pub fn read(&self, path: &Path, limit: usize) -> Result<FileBytes, FileError> {
        let mut bytes = Vec::new();
        let whole = self.read_following(path, &mut bytes, limit)?;
        Ok(FileBytes { bytes, whole })
    }

    /// As [`Self::read`], for a path whose parent is a real path: what is above it need not be looked at.
    pub(super) fn read_at(&self, path: &Path, limit: usize) -> Result<FileBytes, FileError> {
        // A device, which must not even be opened, can be in another machine's image only.
        if self.root.is_some() {
            return self.read(path, limit);
        }
        let file = match open_real(path, READ) {
            Err(Errno::LOOP) => return self.read(path, limit),
            opened => opened?,
        };
        if !is_regular(&file)? {
            return Err(FileError::Irregular);
        }
        let mut bytes = Vec::new();
        let whole = read_open(&file, &mut bytes, limit)?;
        Ok(FileBytes { bytes, whole })
    }

    /// Opens a regular file below an open directory. Links, also those in the middle of the name, are followed by way of the directory's
    /// path, where they are fair.
    pub(super) fn open_below(
        &self,
        directory: BorrowedFd<'_>,
        name: &[u8],
        path: impl Fn() -> PathBuf,
    ) -> Result<OwnedFd, FileError> {
        if self.root.is_some() {
            return self.open_below_in_image(directory, name, path);
        }
        let parts = name.split(|byte| *byte == b'/').count();
        let open = || rustix::fs::openat(directory, name, READ, Mode::empty());
        let opened = if parts == 1 {
            retry(open)
        } else {
            let no_links =
                || rustix::fs::openat2(directory, name, READ, Mode::empty(), ResolveFlags::NO_SYMLINKS);
            match retry(no_links) {
                // Before Linux 5.6, and where a filter forbids the call.
                Err(Errno::NOSYS | Errno::PERM) => retry(open),
                opened => opened,
            }
        };
        match opened {
            Ok(file) => Ok(file),
            Err(Errno::LOOP) => {
                let path = path();
                let base = path.ancestors().nth(parts).unwrap_or(&path);
                self.open_through_links(base, &path).map(|(file, _)| file)
            }
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
        let file = self.open_below(directory, name, path)?;
        if is_regular(&file)? { read_open(&file, bytes, limit) } else { Err(FileError::Irregular) }
    }

    /// Opens what a path leads to without touching it, sees that it is a regular file, and reads it.
    fn read_following(&self, path: &Path, bytes: &mut Vec<u8>, limit: usize) -> Result<bool, FileError> {
        read_open(&self.open_regular(path)?, bytes, limit)
    }

    /// Opens a regular file by its path, links followed.
    pub(super) fn open_regular(&self, path: &Path) -> Result<OwnedFd, FileError> {
        let real = self.resolve(path)?;
        if self.link_type(&real) != Some(FileType::RegularFile) {
            return Err(FileError::Irregular);
        }
        if !self.is_fair(path, &real) {
            return Err(FileError::Guarded);
        }
        let file = open_real(&self.host_path(&real), READ)?;
        // It may have been exchanged in between: what was opened decides.
        if is_regular(&file)? { Ok(file) } else { Err(FileError::Irregular) }
    }

    /// Opens a regular file through whatever links lie on the way below a real directory, and gives its real path too. Each of these
    /// links must be fair: what it leads to may be read for whoever made it.
    pub(crate) fn open_through_links(
        &self,
        base: &Path,
        path: &Path,
    ) -> Result<(OwnedFd, PathBuf), FileError> {
        let real = self.resolve(path)?;
        if self.link_type(&real) != Some(FileType::RegularFile) {
            return Err(FileError::Irregular);
        }
        let below = path.ancestors().take_while(|above| *above != base && above.starts_with(base));
        for link in below.filter(|above| self.link_type(above) == Some(FileType::Symlink)) {
            if !self.is_fair(link, &real) {
                return Err(FileError::Guarded);
            }
        }
        let file = open_real(&self.host_path(&real), READ)?;
        if is_regular(&file)? { Ok((file, real)) } else { Err(FileError::Irregular) }
    }

    /// The size of a regular file below an open directory, in bytes; links are followed.
    pub(super) fn size_below(
        &self,
        directory: BorrowedFd<'_>,
        name: &[u8],
        path: impl Fn() -> PathBuf,
    ) -> Result<u64, FileError> {
        let stat = if self.root.is_some() {
            rustix::fs::fstat(self.open_below_in_image(directory, name, path)?)?
        } else {
            let stat = rustix::fs::statat(directory, name, AtFlags::SYMLINK_NOFOLLOW)?;
            match FileType::from_raw_mode(stat.st_mode) {
                FileType::Symlink => self.link_status(&self.resolve(&path())?)?,
                _ => stat,
            }
        };
        match FileType::from_raw_mode(stat.st_mode) {
            FileType::RegularFile => Ok(u64::try_from(stat.st_size).unwrap_or(0)),
            _ => Err(FileError::Irregular),
        }
    }
}

/// Opens a real path. Where somebody puts a link into it at this moment, that is not followed.
fn open_real(path: &Path, flags: OFlags) -> Result<OwnedFd, Errno> {
    let no_links =
        || rustix::fs::openat2(rustix::fs::CWD, path, flags, Mode::empty(), ResolveFlags::NO_SYMLINKS);
    match retry(no_links) {
        // Before Linux 5.6, and where a filter forbids the call.
        Err(Errno::NOSYS | Errno::PERM) => retry(|| rustix::fs::open(path, flags, Mode::empty())),
        opened => opened,
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
pub(crate) fn join(directory: &Path, name: &[u8]) -> PathBuf {
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

    /// Nothing is asked of a file system that may never answer: these mounts exist in the list only.
    #[test]
    fn paths_through_foreign_mounts_are_left_out_and_said() {
        let place = scratch("foreign");
        let link = place.join("link");
        let mount = place.join("net");
        let _ = symlink(mount.join("deep"), &link);
        std::fs::create_dir_all(mount.join("deep")).unwrap();
        let line = format!("31 22 0:50 / {} rw - nfs4 server:/x rw\n", mount.display());
        let mounts = Arc::new(MountTree::parse(line.as_bytes()));
        let disk = Disk { mounts: Arc::clone(&mounts), ..Disk::here() };
        for path in [&mount, &mount.join("deep"), &link] {
            assert_eq!(disk.resolve(path), Err(FileError::Foreign));
            assert!(!disk.is_directory(path));
        }
        assert_eq!(
            disk.take_skipped()[0],
            SkippedMount { path: mount.clone(), file_system: "nfs4".to_owned() }
        );
        let mut asked = Disk { mounts, ..Disk::here() };
        asked.allow(&link);
        assert_eq!(asked.resolve(&link), Ok(mount.join("deep")));
        assert!(asked.take_skipped().is_empty());
        std::fs::remove_dir_all(place).unwrap();
    }

    #[test]
    fn a_fifo_and_a_device_are_no_files() {
        let place = scratch("fifo");
        let fifo = place.join("METADATA");
        rustix::fs::mknodat(rustix::fs::CWD, &fifo, FileType::Fifo, Mode::from_raw_mode(0o600), 0).unwrap();
        assert_eq!(Disk::here().read(&fifo, 10), Err(FileError::Irregular));
        assert_eq!(Disk::here().read(Path::new("/dev/zero"), 10), Err(FileError::Irregular));
        let directory = Disk::here().open_directory_at(&place).unwrap();
        let read =
            Disk::here().read_below(directory.as_fd(), b"METADATA", || fifo.clone(), &mut Vec::new(), 10);
        // A FIFO that nobody writes to is empty; nothing blocks.
        assert!(matches!(read, Ok(true) | Err(FileError::Irregular)));
        std::fs::remove_dir_all(place).unwrap();
    }

    /// Root alone can make links that are another's.
    #[test]
    fn a_link_in_the_middle_of_a_name_must_be_fair() {
        if !rustix::process::geteuid().is_root() {
            return;
        }
        let place = scratch("middle");
        let (site, private) = (place.join("site"), place.join("private"));
        std::fs::create_dir_all(&site).unwrap();
        std::fs::create_dir_all(&private).unwrap();
        std::fs::write(private.join("PKG-INFO"), "secret").unwrap();
        let own = |path: &Path, user: u32| std::os::unix::fs::lchown(path, Some(user), Some(user)).unwrap();
        let mode = |path: &Path, mode: u32| {
            std::fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode)).unwrap();
        };
        let link = site.join("x.egg-info");
        symlink(&private, &link).unwrap();
        let opened = Disk::here().open_directory_at(&site).unwrap();
        let path = || link.join("PKG-INFO");
        let read = |bytes: &mut Vec<u8>| {
            Disk::here().read_below(opened.as_fd(), b"x.egg-info/PKG-INFO", path, bytes, 100)
        };
        let mut bytes = Vec::new();
        assert_eq!(read(&mut bytes), Ok(true), "a link of root's own");
        assert_eq!(bytes, b"secret");
        own(&link, 4711);
        mode(&private, 0o700);
        assert_eq!(read(&mut Vec::new()), Err(FileError::Guarded));
        own(&private.join("PKG-INFO"), 4711);
        assert_eq!(read(&mut Vec::new()), Ok(true), "both are the same user's");
        own(&private.join("PKG-INFO"), 0);
        mode(&private, 0o755);
        mode(&private.join("PKG-INFO"), 0o644);
        mode(&place, 0o755);
        assert_eq!(read(&mut Vec::new()), Ok(true), "everybody may read it");
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
