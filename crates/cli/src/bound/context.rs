//! What files of this machine, and files that were fetched, refer to.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use fetter_client::http::Address;
use fetter_core::inventory::file::{Disk, FileError};
use fetter_core::manifest::{Context, OpenError, Opened};
use fetter_core::metadata::file_url;

use super::web::{self, Web};
use super::{LIMIT, Reach, is_url, too_large};

/// Where a file is. What it is called may say less.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Location {
    /// At a path, relative to the working directory.
    Disk(PathBuf),
    Web(Address),
}

/// Files that one bound leads to, by what they are called: no two of them have one name.
pub(super) struct FileContext<'reach> {
    working: PathBuf,
    reach: &'reach Reach,
    disk: Disk,
    pub(super) web: Web<'reach>,
    places: RefCell<HashMap<Arc<str>, Location>>,
}

/// What a file asks for.
#[derive(Clone, Copy)]
struct Reference<'text> {
    text: &'text str,
    /// Before variables were put in.
    written: &'text str,
    is_include: bool,
}

impl<'reach> FileContext<'reach> {
    pub(super) fn new(working: &Path, reach: &'reach Reach) -> Self {
        Self {
            working: working.to_path_buf(),
            reach,
            disk: Disk::here(),
            web: Web::new(reach.network.as_ref()),
            places: RefCell::default(),
        }
    }

    /// Gives a file a name, which is `label` unless another file has that already: what is masked may tell two apart.
    pub(super) fn note(&self, label: &str, place: Location) -> Arc<str> {
        let mut places = self.places.borrow_mut();
        let mut name: Arc<str> = label.into();
        let mut number = 1;
        while places.get(&name).is_some_and(|other| *other != place) {
            number += 1;
            name = format!("{label} ({number})").into();
        }
        places.insert(name.clone(), place);
        name
    }

    fn place(&self, file: &str) -> Option<Location> {
        self.places.borrow().get(file).cloned()
    }

    /// The path by which a file is known: a plainer one, if that leads to the same.
    pub(super) fn plain(&self, path: &Path) -> PathBuf {
        let plain = tidy(path);
        let is_same = plain == path || self.real(&plain).is_some_and(|real| self.real(path) == Some(real));
        if is_same { plain } else { path.components().collect() }
    }

    /// The real directory and the name in it. What a file refers to depends on them, and not on where a link of that name leads.
    fn real(&self, path: &Path) -> Option<PathBuf> {
        let path = self.working.join(path);
        Some(self.disk.resolve(path.parent()?).ok()?.join(path.file_name()?))
    }

    /// Reads a file by its path, which the system resolves: `..` behind a link is what it is for every other program.
    pub(super) fn read(&self, path: &Path) -> Result<Vec<u8>, OpenError> {
        let whole = self.working.join(path);
        self.reach.record.file(&whole);
        match self.disk.read(&whole, LIMIT) {
            Ok(contents) if contents.whole => Ok(contents.bytes),
            Ok(_) => Err(OpenError::Failed(too_large().1)),
            Err(FileError::Missing) if whole.symlink_metadata().is_ok() => {
                Err(OpenError::Failed("it is a link that leads to nothing".to_owned()))
            }
            Err(FileError::Missing) => Err(OpenError::Missing),
            Err(error) => Err(OpenError::Failed(error.to_string())),
        }
    }

    fn lead(&self, base: &str, reference: Reference<'_>) -> Result<Opened, OpenError> {
        match self.place(base) {
            Some(Location::Web(address)) => {
                let is_companion = !reference.is_include && reference.text == "pyproject.toml";
                let next = web::beside(&address, reference.text, is_companion).map_err(OpenError::Failed)?;
                self.fetch(next, reference.is_include)
            }
            Some(Location::Disk(_)) if is_url(reference.text) => {
                let next = web::of_url(reference.text, reference.written).map_err(OpenError::Failed)?;
                self.fetch(next, reference.is_include)
            }
            Some(Location::Disk(path)) => self.on_disk(base, &path, reference),
            None => Err(OpenError::Nowhere),
        }
    }

    fn fetch(&self, address: Address, is_include: bool) -> Result<Opened, OpenError> {
        let bytes = self.web.get(&address).map_err(|why| {
            // Of what is included, the message says more.
            if why.is_missing && !is_include { OpenError::Missing } else { OpenError::Failed(why.message) }
        })?;
        Ok(Opened { file: self.note(&web::label(&address), Location::Web(address)), bytes })
    }

    fn on_disk(&self, label: &str, base: &Path, reference: Reference<'_>) -> Result<Opened, OpenError> {
        let path = self.plain(&beside(base, reference.text));
        let bytes = self.read(&path)?;
        let label = if reference.text == reference.written {
            path.to_string_lossy().into_owned()
        } else if reference.written.starts_with("${") {
            reference.written.to_owned()
        } else {
            beside(Path::new(label), reference.written).to_string_lossy().into_owned()
        };
        Ok(Opened { file: self.note(&label, Location::Disk(path)), bytes })
    }
}

impl Context for FileContext<'_> {
    fn open(&self, base: &str, reference: &str) -> Result<Opened, OpenError> {
        self.lead(base, Reference { text: reference, written: reference, is_include: false })
    }

    fn include(&self, base: &str, reference: &str, written: &str) -> Result<Opened, OpenError> {
        self.lead(base, Reference { text: reference, written, is_include: true })
    }

    fn identity(&self, file: &str) -> Arc<str> {
        match self.place(file) {
            // As a URL it has every byte, also of what is no UTF-8.
            Some(Location::Disk(path)) => file_url::of_path(&self.real(&path).unwrap_or(path)).into(),
            _ => file.into(),
        }
    }

    fn own_name(&self, file: &str) -> String {
        match self.place(file) {
            Some(Location::Disk(path)) => {
                path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
            }
            Some(Location::Web(address)) => address.file_name(),
            None => file.to_owned(),
        }
    }

    fn variable(&self, file: &str, name: &str) -> Option<String> {
        match self.place(file)? {
            Location::Disk(_) => {
                self.reach.record.variable(name);
                self.reach.variables.get(name).cloned()
            }
            // Whoever keeps the file could have the value sent to himself.
            Location::Web(_) => None,
        }
    }

    fn file_url(&self, base: &str, path: &str) -> Option<String> {
        let Location::Disk(base) = self.place(base)? else { return None };
        let path = self.working.join(beside(&base, path));
        // As pip and uv record it: the real directory is not asked for.
        Some(file_url::of_path(&tidy(&path)))
    }
}

/// The path that a file calls by a relative one, or by a URL.
fn beside(base: &Path, reference: &str) -> PathBuf {
    let named = file_url::path_of(reference).unwrap_or_else(|| PathBuf::from(reference));
    base.parent().unwrap_or(Path::new("")).join(named)
}

/// A path without `.`, and without `..` behind a name.
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
