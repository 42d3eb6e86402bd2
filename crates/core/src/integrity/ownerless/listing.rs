//! One directory's entries with what the file system says of each, nothing followed and nothing opened.

use std::mem::MaybeUninit;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

use rustix::fs::{AtFlags, FileType, Mode, OFlags, RawDir, Stat};
use rustix::io::Errno;

/// How many entries of one directory are looked at.
pub(super) const ENTRY_LIMIT: usize = 1_000_000;
/// The buffer that the kernel fills, in bytes.
const BUFFER: usize = 32 * 1024;

const DIRECTORY: OFlags =
    OFlags::RDONLY.union(OFlags::CLOEXEC).union(OFlags::NOFOLLOW).union(OFlags::DIRECTORY);

/// The buffer that directories are read with, again and again.
pub(super) struct Buffer(Box<[MaybeUninit<u8>]>);

impl Buffer {
    pub(super) fn new() -> Self {
        Self(vec![MaybeUninit::uninit(); BUFFER].into_boxed_slice())
    }
}

/// One entry.
pub(super) struct Entry {
    pub(super) name: Box<[u8]>,
    pub(super) status: Stat,
}

impl Entry {
    pub(super) fn file_type(&self) -> FileType {
        FileType::from_raw_mode(self.status.st_mode)
    }

    pub(super) fn is_directory(&self) -> bool {
        self.file_type() == FileType::Directory
    }

    pub(super) fn is_link(&self) -> bool {
        self.file_type() == FileType::Symlink
    }
}

/// The entries of a directory, sorted by name.
#[derive(Default)]
pub(super) struct Listing {
    pub(super) entries: Vec<Entry>,
    /// Whether there are more than that.
    pub(super) is_cut: bool,
    /// Entries that are there, and of which nothing is told.
    pub(super) untold: Vec<(Box<[u8]>, Errno)>,
}

/// Opens a directory that lies in another one. A link is not followed.
pub(super) fn open_in(parent: BorrowedFd<'_>, name: &[u8]) -> Result<OwnedFd, Errno> {
    loop {
        match rustix::fs::openat(parent, name, DIRECTORY, Mode::empty()) {
            Err(Errno::INTR) => {}
            opened => return opened,
        }
    }
}

/// Lists a directory. What is `left_out` is not even asked for its status: it may lie on a file system that does not answer.
pub(super) fn list(
    directory: BorrowedFd<'_>,
    buffer: &mut Buffer,
    left_out: impl Fn(&[u8]) -> bool,
) -> Result<Listing, Errno> {
    let mut listing = Listing::default();
    let mut raw = RawDir::new(directory, &mut buffer.0);
    while let Some(entry) = raw.next() {
        let entry = entry?;
        let name = entry.file_name();
        if matches!(name.to_bytes(), b"." | b"..") || left_out(name.to_bytes()) {
            continue;
        }
        if listing.entries.len() == ENTRY_LIMIT {
            listing.is_cut = true;
            break;
        }
        match rustix::fs::statat(directory.as_fd(), name, AtFlags::SYMLINK_NOFOLLOW) {
            Ok(status) => listing.entries.push(Entry { name: name.to_bytes().into(), status }),
            // It went away meanwhile.
            Err(Errno::NOENT) => {}
            Err(errno) => listing.untold.push((name.to_bytes().into(), errno)),
        }
    }
    listing.entries.sort_unstable_by(|left, right| left.name.cmp(&right.name));
    Ok(listing)
}
