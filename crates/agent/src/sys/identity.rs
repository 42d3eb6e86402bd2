//! Which file it is that is open, whatever its path.

use std::ffi::{CString, OsStr};
use std::os::fd::{AsRawFd, BorrowedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;

use rustix::fs::{AtFlags, FileType, Mode, OFlags, StatxAttributes, StatxFlags};
use rustix::io::Errno;

/// Which file it is: an inode, and when it was born, since numbers of inodes are given again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId {
    /// The device, major number above minor.
    pub device: u64,
    /// The inode.
    pub inode: u64,
    /// When it was made, in nanoseconds since 1970; 0 where the file system does not tell.
    pub born: i128,
}

/// What the system says of an open file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Which file it is.
    pub id: FileId,
    /// What it is.
    pub kind: FileType,
    /// Its size in bytes.
    pub size: u64,
    /// How many names it has.
    pub links: u32,
    /// Whether something is mounted there.
    pub is_mount_root: bool,
}

/// Looks at an open descriptor. The file is not opened and no path is walked, so that it cannot wait on local file systems.
///
/// # Errors
///
/// What the system says.
pub fn see(file: BorrowedFd<'_>) -> Result<Seen, Errno> {
    see_at(file, c"", AtFlags::EMPTY_PATH)
}

/// Looks at an entry of an open directory; a link is not followed.
///
/// # Errors
///
/// What the system says.
pub fn see_in(directory: BorrowedFd<'_>, name: &OsStr) -> Result<Seen, Errno> {
    let name = CString::new(name.as_bytes()).map_err(|_| Errno::INVAL)?;
    see_at(directory, &name, AtFlags::SYMLINK_NOFOLLOW)
}

fn see_at(directory: BorrowedFd<'_>, name: &std::ffi::CStr, flags: AtFlags) -> Result<Seen, Errno> {
    let wanted = StatxFlags::BASIC_STATS | StatxFlags::BTIME;
    let flags = flags | AtFlags::NO_AUTOMOUNT | AtFlags::STATX_DONT_SYNC;
    let told = rustix::fs::statx(directory, name, flags, wanted)?;
    let has_birth = told.stx_mask & StatxFlags::BTIME.bits() != 0;
    let born = i128::from(told.stx_btime.tv_sec) * 1_000_000_000 + i128::from(told.stx_btime.tv_nsec);
    Ok(Seen {
        id: FileId {
            device: u64::from(told.stx_dev_major) << 32 | u64::from(told.stx_dev_minor),
            inode: told.stx_ino,
            born: if has_birth { born } else { 0 },
        },
        kind: FileType::from_raw_mode(told.stx_mode.into()),
        size: told.stx_size,
        links: told.stx_nlink,
        is_mount_root: told.stx_attributes.contains(StatxAttributes::MOUNT_ROOT),
    })
}

/// The path that the kernel shows for what is open, as seen from this process; for people to read, and for no decision. What was removed
/// is shown with ` (deleted)` behind it.
#[must_use]
pub fn path_of(file: BorrowedFd<'_>) -> Option<PathBuf> {
    let link = rustix::fs::readlink(link_of(file), Vec::new()).ok()?;
    Some(PathBuf::from(OsStr::from_bytes(link.as_bytes())))
}

/// The link in `/proc` that leads to what is open, also with `O_PATH`: what was looked at is what is marked.
pub(super) fn link_of(file: BorrowedFd<'_>) -> CString {
    CString::new(format!("/proc/self/fd/{}", file.as_raw_fd())).unwrap_or_default()
}

/// The beginning of what the kernel tells of a descriptor of this process.
pub(super) fn told_of(file: BorrowedFd<'_>) -> Result<String, Errno> {
    let path = format!("/proc/self/fdinfo/{}", file.as_raw_fd());
    let told = rustix::fs::open(path, OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty())?;
    let mut bytes = [0; 1024];
    let count = rustix::io::read(&told, &mut bytes)?;
    Ok(String::from_utf8_lossy(bytes.get(..count).unwrap_or_default()).into_owned())
}
