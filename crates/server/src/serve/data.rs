//! The files of a server.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use super::ServeError;
use crate::auth::random;

/// A directory that nobody else reads.
#[derive(Clone, Debug)]
pub struct DataDirectory(PathBuf);

impl DataDirectory {
    /// Opens it, and makes it where it is not there.
    pub fn open(path: &Path) -> Result<Self, ServeError> {
        let made = DirBuilder::new().recursive(true).mode(0o700).create(path);
        made.map_err(|error| ServeError::File { what: "make", path: path.to_path_buf(), error })?;
        Ok(Self(path.to_path_buf()))
    }

    /// The same, where it is there already.
    #[must_use]
    pub fn at(path: &Path) -> Self {
        Self(path.to_path_buf())
    }

    /// A file in it.
    #[must_use]
    pub fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// The database, where no other is named.
    #[must_use]
    pub fn database(&self) -> String {
        format!("sqlite:{}", self.file("fetter.db").display())
    }

    /// The directory that advisories are kept in, as `fetter db update --database` fills it; made where it is not there.
    pub fn advisories(&self) -> Result<PathBuf, ServeError> {
        Self::open(&self.file("advisories")).map(|directory| directory.0)
    }

    /// The key that secrets are sealed with: the one in that file, or the server's own, which is made the first time.
    pub fn key(&self, file: Option<&Path>) -> Result<[u8; 32], ServeError> {
        if let Some(file) = file {
            return read_key(file);
        }
        let file = self.file("server.key");
        let bytes: [u8; 32] = random()?;
        make(&file, format!("{}\n", fetter_core::hex::encode(&bytes)).as_bytes())?;
        read_key(&file)
    }
}

fn read_key(path: &Path) -> Result<[u8; 32], ServeError> {
    let text = read(path, 128)?;
    let bytes = String::from_utf8(text).ok().and_then(|text| fetter_core::hex::decode(text.trim()));
    bytes.and_then(|bytes| bytes.try_into().ok()).ok_or_else(|| ServeError::Key(path.to_path_buf()))
}

/// Reads a small file.
pub(crate) fn read(path: &Path, limit: u64) -> Result<Vec<u8>, ServeError> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes));
    read.map_err(|error| ServeError::File { what: "read", path: path.to_path_buf(), error })?;
    Ok(bytes)
}

/// Writes a file that only its owner reads, whole; one that is there already stays as it is.
pub(crate) fn make(path: &Path, bytes: &[u8]) -> Result<(), ServeError> {
    if path.exists() {
        return Ok(());
    }
    let new = path.with_extension(format!("new-{}", std::process::id()));
    let write = || {
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&new)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        // Where another server was first, its file stays.
        match std::fs::hard_link(&new, path) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
            _ => std::fs::remove_file(&new),
        }
    };
    write().map_err(|error| ServeError::File { what: "write", path: path.to_path_buf(), error })
}
