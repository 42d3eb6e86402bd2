//! Bounds on this machine's disk.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use fetter_core::manifest::{Input, Manifest, OpenError, read};
use fetter_core::metadata::file_url;

use super::context::{FileContext, Location};
use super::{Reach, Refusal, directory, too_large, unreadable};

/// A file that was read, and what it may refer to.
pub(super) struct Found<'reach> {
    pub(super) context: FileContext<'reach>,
    pub(super) file: Arc<str>,
    pub(super) bytes: Vec<u8>,
}

/// Reads a file, or the file of a directory that is searched.
pub(super) fn load(source: &str, working: &Path, reach: &Reach) -> Result<Manifest, Refusal> {
    let found = open(source, working, reach)?;
    Ok(read(&Input { file: &found.file, bytes: &found.bytes, context: &found.context }))
}

/// Opens that file.
pub(super) fn open<'reach>(
    source: &str,
    working: &Path,
    reach: &'reach Reach,
) -> Result<Found<'reach>, Refusal> {
    let mut path = file_url::path_of(source).unwrap_or_else(|| PathBuf::from(source));
    let context = FileContext::new(working, reach);
    if working.join(&path).is_dir() {
        let found = directory::choose(|name| {
            let file = working.join(&path).join(name);
            reach.record.file(&file);
            is_there(&file)
        });
        path.push(found.ok_or_else(|| unreadable(directory::none(source)))?);
    }
    let path = context.plain(&path);
    let bytes = context.read(&path).map_err(|error| match error {
        OpenError::Missing => unreadable(format!("there is no file {}", path.display())),
        OpenError::Failed(why) if why == too_large().1 => too_large(),
        error => unreadable(format!("could not read {}: {error}", path.display())),
    })?;
    let file = context.note(&path.to_string_lossy(), Location::Disk(path.clone()));
    Ok(Found { context, file, bytes })
}

/// Whether something of a file's name is there that is no directory. A link that leads to nothing is: what could not be read
/// must not make room for what says less.
fn is_there(path: &Path) -> bool {
    match path.symlink_metadata() {
        Ok(_) => !path.is_dir(),
        Err(error) => !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory),
    }
}
