//! Bounds on this machine's disk.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use fetter_client::http::Client;
use fetter_core::inventory::file::{Disk, FileError};
use fetter_core::manifest::{Context, Input, Manifest, OpenError, Opened, read};
use fetter_core::metadata::credentials::mask_credentials;
use fetter_core::metadata::file_url;

use super::{LIMIT, Reach, Refusal, chain, directory, get, is_url, too_large, unreadable};

/// Reads a file, or the file of a directory that is searched.
pub(super) fn load(source: &str, working: &Path, reach: &Reach) -> Result<Manifest, Refusal> {
    let named = file_url::path_of(source).unwrap_or_else(|| PathBuf::from(source));
    let mut path = tidy(&named);
    let disk = Disk::here();
    if working.join(&path).is_dir() {
        let found = directory::choose(|name| {
            let file = working.join(&path).join(name);
            reach.record.file(&file);
            disk.is_file(&file)
        });
        path = path.join(found.ok_or_else(|| unreadable(directory::none(source)))?);
        path = tidy(&path);
    }
    let context = LocalContext::new(working, reach);
    reach.record.file(&working.join(&path));
    let contents = disk.read(&working.join(&path), LIMIT).map_err(|error| match error {
        error if is_missing(error) => unreadable(format!("there is no file {}", path.display())),
        error => unreadable(format!("could not read {}: {error}", path.display())),
    })?;
    if !contents.whole {
        return Err(too_large());
    }
    let file = context.note(&path);
    Ok(read(&Input { file: &file, bytes: &contents.bytes, context: &context }))
}

fn is_missing(error: FileError) -> bool {
    matches!(error, FileError::System(rustix::io::Errno::NOENT))
}

/// Files beside a file on this disk.
pub(super) struct LocalContext<'reach> {
    working: PathBuf,
    reach: &'reach Reach,
    disk: Disk,
    /// The paths of files by what they are called in messages, which may say less than the path has.
    paths: RefCell<HashMap<Arc<str>, PathBuf>>,
}

impl<'reach> LocalContext<'reach> {
    pub(super) fn new(working: &Path, reach: &'reach Reach) -> Self {
        Self { working: working.to_path_buf(), reach, disk: Disk::here(), paths: RefCell::default() }
    }

    fn note(&self, path: &Path) -> Arc<str> {
        let label: Arc<str> = path.to_string_lossy().into();
        self.paths.borrow_mut().insert(label.clone(), path.to_path_buf());
        label
    }

    /// The path that a file calls by a relative one.
    fn beside(&self, base: &str, path: &Path) -> PathBuf {
        let paths = self.paths.borrow();
        let base = paths.get(base).map_or(Path::new(base), PathBuf::as_path);
        tidy(&base.parent().unwrap_or(Path::new("")).join(path))
    }
}

impl Context for LocalContext<'_> {
    fn open(&self, base: &str, reference: &str) -> Result<Opened, OpenError> {
        if is_url(reference) {
            return fetch(self.reach, reference);
        }
        if is_url(base) {
            return Err(OpenError::Failed(
                "a file that was fetched may not refer to files of this machine".to_owned(),
            ));
        }
        let named = file_url::path_of(reference).unwrap_or_else(|| PathBuf::from(reference));
        let path = self.beside(base, &named);
        self.reach.record.file(&self.working.join(&path));
        match self.disk.read(&self.working.join(&path), LIMIT) {
            Ok(contents) if contents.whole => Ok(Opened { file: self.note(&path), bytes: contents.bytes }),
            Ok(_) => Err(OpenError::Failed(too_large().1)),
            Err(error) if is_missing(error) => Err(OpenError::Missing),
            Err(error) => Err(OpenError::Failed(error.to_string())),
        }
    }

    fn variable(&self, name: &str) -> Option<String> {
        self.reach.record.variable(name);
        self.reach.variables.get(name).cloned()
    }

    fn file_url(&self, base: &str, path: &str) -> Option<String> {
        let path = self.working.join(self.beside(base, Path::new(path)));
        // As pip and uv record it: the real directory is not asked for.
        Some(file_url::of_path(&tidy(&path)))
    }
}

/// A file that a local one names by a URL.
fn fetch(reach: &Reach, url: &str) -> Result<Opened, OpenError> {
    let client = Client::new(&reach.network).map_err(|error| OpenError::Failed(chain(&error)))?;
    let bytes = get(&client, url).map_err(OpenError::Failed)?;
    Ok(Opened { file: mask_credentials(url).into(), bytes })
}

/// A path without `.`, and without `..` behind a name: two ways to one file give one name.
fn tidy(path: &Path) -> PathBuf {
    let mut tidy = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if matches!(tidy.components().next_back(), Some(Component::Normal(_))) => {
                tidy.pop();
            }
            Component::ParentDir if tidy.has_root() => {}
            other => tidy.push(other),
        }
    }
    tidy
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_ways_to_one_file_give_one_name() {
        for (path, tidied) in
            [("./a/../b", "b"), ("../a/./b", "../a/b"), ("/../a", "/a"), ("a/../../b", "../b")]
        {
            assert_eq!(tidy(Path::new(path)), Path::new(tidied), "{path}");
        }
    }
}
