//! Where packages were removed, remembered from one run to the next. It is a hint only: what is wrong or missing in it does no harm,
//! since a quarantine tells of itself.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::Write;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};

use anyhow::Context;
use fetter_core::inventory::file::Disk;

use crate::commands::session::Session;
use crate::surroundings;

/// How much of the file is read, in bytes, and how many lines of it.
const LIMIT: usize = 4 * 1024 * 1024;
const LINES: usize = 10_000;

/// The directories that something was removed from, as far as anybody remembers.
pub(super) fn recall(session: &Session) -> BTreeSet<PathBuf> {
    file(session).map_or_else(BTreeSet::new, |file| read(&file))
}

fn read(file: &Path) -> BTreeSet<PathBuf> {
    let Ok(read) = Disk::here().read(file, LIMIT) else { return BTreeSet::new() };
    let lines = read.bytes.split(|byte| *byte == b'\n').take(LINES);
    let paths = lines.map(|line| PathBuf::from(OsString::from_vec(line.to_vec())));
    paths.filter(|path| path.is_absolute()).collect()
}

/// Remembers directories, and forgets those that are gone.
pub(super) fn remember(session: &Session, anchors: &BTreeSet<PathBuf>) -> anyhow::Result<()> {
    let Some(file) = file(session) else { return Ok(()) };
    let directory = file.parent().unwrap_or(Path::new("/"));
    // As root in the home of another user, nothing is written that this user could lead elsewhere.
    if !is_own(directory) {
        return Ok(());
    }
    let context = || format!("could not remember in {} where packages were removed", file.display());
    let mut known = read(&file);
    known.retain(|path| Disk::here().is_directory(path));
    known.extend(anchors.iter().cloned());
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true).mode(0o700).create(directory).with_context(context)?;
    let mut new = tempfile::NamedTempFile::new_in(directory).with_context(context)?;
    // A path with a newline cannot be told from two.
    for path in known.iter().filter(|path| !path.as_os_str().as_bytes().contains(&b'\n')).take(LINES) {
        let line = [path.as_os_str().as_bytes(), b"\n"].concat();
        new.write_all(&line).with_context(context)?;
    }
    new.persist(&file).with_context(context)?;
    Ok(())
}

fn file(session: &Session) -> Option<PathBuf> {
    surroundings::of_state(session.home()).map(|directory| directory.join("fetter/quarantines"))
}

/// Whether the nearest directory that is there belongs to whoever runs this.
fn is_own(directory: &Path) -> bool {
    let nearest = directory.ancestors().find_map(|place| std::fs::metadata(place).ok());
    nearest.is_some_and(|status| status.uid() == surroundings::user())
}
