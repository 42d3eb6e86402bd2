//! The files beside the database.

use std::path::{Path, PathBuf};

use super::format::Saved;
use super::{BackupError, Store};
use crate::auth::Sealer;
use crate::serve::DataDirectory;

/// What the key is called, wherever it is.
const KEY: &str = "server.key";
/// The certificate that the server made, and its key.
const CERTIFICATE: [&str; 2] = ["certificate.key", "certificate.pem"];
/// How large such a file is at most, in bytes.
const LIMIT: u64 = 1 << 20;

/// What there is of them.
pub(super) fn saved(store: &Store, data: &DataDirectory) -> Result<Vec<Saved>, BackupError> {
    let mut files = vec![read(KEY, &key_file(store, data))?];
    for name in CERTIFICATE {
        let path = data.file(name);
        if path.exists() {
            files.push(read(name, &path)?);
        }
    }
    Ok(files)
}

fn key_file(store: &Store, data: &DataDirectory) -> PathBuf {
    store.key_file.clone().unwrap_or_else(|| data.file(KEY))
}

fn read(name: &str, path: &Path) -> Result<Saved, BackupError> {
    let bytes = crate::serve::read(path, LIMIT)?;
    let text = String::from_utf8(bytes).map_err(|_| BackupError::File {
        what: "read",
        path: path.to_path_buf(),
        error: std::io::Error::other("it is no text"),
    })?;
    Ok(Saved { name: name.to_owned(), text })
}

/// What the files of a backup are to be, each with where it belongs. Others are not known, and not written.
pub(super) fn places<'files>(
    store: &Store,
    data: &DataDirectory,
    files: &'files [Saved],
) -> Vec<(PathBuf, &'files str)> {
    let place = |saved: &'files Saved| {
        let path = match saved.name.as_str() {
            KEY => key_file(store, data),
            name if CERTIFICATE.contains(&name) => data.file(name),
            _ => return None,
        };
        Some((path, saved.text.as_str()))
    };
    files.iter().filter_map(place).collect()
}

/// Sees that there is nothing else in their places.
pub(super) fn see_that_they_are_free(places: &[(PathBuf, &str)]) -> Result<(), BackupError> {
    for (path, text) in places {
        // What is there from an attempt before, or is shared by servers, is the same.
        if path.exists() && crate::serve::read(path, LIMIT)? != text.as_bytes() {
            return Err(BackupError::Occupied { what: format!("another {}", path.display()) });
        }
    }
    Ok(())
}

/// What opens the secrets of a backup.
pub(super) fn sealer(files: &[Saved]) -> Option<Sealer> {
    let text = &files.iter().find(|saved| saved.name == KEY)?.text;
    let bytes = fetter_core::hex::decode(text.trim())?;
    Sealer::new(&bytes.try_into().ok()?).ok()
}
