//! The wheels in directories that somebody named.

use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use rustix::fs::FileType;

use super::ByRelease;
use crate::inventory::Distribution;
use crate::inventory::file::{Beneath, Disk, FileError};
use crate::requirement::{PackageName, Version};

/// How many entries of a directory are looked at.
const ENTRY_LIMIT: usize = 1_000_000;

/// Why the wheels of a directory cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum WheelDirectoryError {
    /// The directory cannot be read.
    #[error("could not read the directory of wheels {path:?}: {reason}")]
    Unread {
        /// The directory.
        path: PathBuf,
        /// What the system said.
        reason: FileError,
    },
    /// It has no wheels.
    #[error("{0:?} has no wheels (*.whl)")]
    Empty(PathBuf),
}

/// A wheel, by its name.
#[derive(Clone, Debug)]
pub(super) struct WheelFile {
    pub(super) path: PathBuf,
}

/// Wheels by release.
#[derive(Debug, Default)]
pub(super) struct Wheels {
    by_release: ByRelease,
}

impl Wheels {
    pub(super) fn add(&mut self, disk: &Disk, directory: &Path) -> Result<(), WheelDirectoryError> {
        let unread = |reason| WheelDirectoryError::Unread { path: directory.to_path_buf(), reason };
        let real = disk.resolve(directory).map_err(unread)?;
        let open = Beneath::open(disk, &real).map_err(|errno| unread(errno.into()))?;
        let entries = open.entries(Path::new(""), ENTRY_LIMIT).map_err(|errno| unread(errno.into()))?;
        let mut count = 0;
        for (name, kind) in entries.all {
            let is_file = matches!(kind, FileType::RegularFile | FileType::Symlink);
            let text = String::from_utf8_lossy(name.as_bytes());
            if let Some(release) = release(&text).filter(|_| is_file) {
                self.by_release.entry(release).or_default().push(WheelFile { path: real.join(&name) });
                count += 1;
            }
        }
        if count == 0 { Err(WheelDirectoryError::Empty(directory.to_path_buf())) } else { Ok(()) }
    }

    /// The wheels of a distribution's release.
    pub(super) fn of(&self, distribution: &Distribution) -> &[WheelFile] {
        let key = key(&distribution.name, distribution.version_text());
        self.by_release.get(&key).map_or(&[], Vec::as_slice)
    }
}

/// The release that the name of a wheel tells of (PyPA, "Binary distribution format": NAME-VERSION[-BUILD]-PYTHON-ABI-PLATFORM.whl).
fn release(file: &str) -> Option<String> {
    let stem = file.strip_suffix(".whl")?;
    let parts: Vec<&str> = stem.split('-').collect();
    let is_wheel = matches!(parts.len(), 5 | 6);
    is_wheel.then(|| key(&PackageName::new(parts[0]), parts[1]))
}

/// What releases are compared by. File names write `_` where versions have `-` or `+`.
fn key(name: &PackageName, version: &str) -> String {
    let canonical = |text: &str| text.parse::<Version>().ok().map(|version| version.to_string());
    let version = canonical(version).or_else(|| canonical(&version.replacen('_', "+", 1)));
    format!("{}-{}", name.normalized(), version.unwrap_or_default())
}
