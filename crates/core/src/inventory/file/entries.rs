//! What lies in a directory below another, without following links.

use std::ffi::{OsStr, OsString};
use std::mem::MaybeUninit;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use rustix::fs::{AtFlags, FileType, RawDir};
use rustix::io::Errno;

use super::Beneath;

/// The buffer that the kernel fills, in bytes.
const BUFFER: usize = 32 * 1024;

/// What lies in a directory.
#[derive(Debug, Default)]
pub(crate) struct Entries {
    /// Names and what they are, sorted by name.
    pub(crate) all: Vec<(OsString, FileType)>,
    /// Whether it holds more than that.
    pub(crate) is_cut: bool,
}

impl Beneath {
    /// The entries of a directory below, at most `limit` of them.
    pub(crate) fn entries(&self, relative: &Path, limit: usize) -> Result<Entries, Errno> {
        let directory = self.open_directory(relative)?;
        let mut buffer = vec![MaybeUninit::uninit(); BUFFER];
        let mut found = Entries::default();
        let mut read = RawDir::new(&directory, &mut buffer);
        while let Some(entry) = read.next() {
            let entry = entry?;
            let name = entry.file_name();
            if matches!(name.to_bytes(), b"." | b"..") {
                continue;
            }
            if found.all.len() == limit {
                found.is_cut = true;
                break;
            }
            let kind = match entry.file_type() {
                // Some file systems do not tell.
                FileType::Unknown => {
                    let status = rustix::fs::statat(&directory, name, AtFlags::SYMLINK_NOFOLLOW);
                    status.map_or(FileType::Unknown, |status| FileType::from_raw_mode(status.st_mode))
                }
                kind => kind,
            };
            found.all.push((OsStr::from_bytes(name.to_bytes()).to_os_string(), kind));
        }
        found.all.sort_unstable_by(|left, right| left.0.cmp(&right.0));
        Ok(found)
    }
}
