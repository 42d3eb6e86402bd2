//! Which distributions list files.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use crate::integrity::files::{Anchor, ListSource, list_files};
use crate::inventory::Inventory;
use crate::inventory::file::Disk;
use crate::metadata::bytecode::source_stem;

/// The distributions of an inventory that list one of these files, a file below one of these directories, or the source that one of
/// these files is compiled of; by what holds their metadata. Each list is read; no other file is opened.
#[must_use]
pub fn listers(inventory: &Inventory, disk: &Disk, files: &BTreeSet<PathBuf>) -> BTreeSet<PathBuf> {
    let sources: BTreeSet<PathBuf> = files.iter().filter_map(|file| source_of(file)).collect();
    let is_meant =
        |path: &Path| sources.contains(path) || path.ancestors().any(|above| files.contains(above));
    let mut found = BTreeSet::new();
    for site in &inventory.sites {
        let anchor = Anchor::of(site, &inventory.environments);
        for distribution in &site.distributions {
            let list = list_files(disk, distribution, site, &anchor);
            let is_of_installed = list.source.is_some_and(ListSource::is_of_installed);
            if is_of_installed && list.files.iter().any(|file| is_meant(&file.place.whole(&anchor.path))) {
                found.insert(distribution.metadata_path.clone());
            }
        }
    }
    found
}

/// What a file in a `__pycache__` is compiled of.
fn source_of(file: &Path) -> Option<PathBuf> {
    let cache = file.parent().filter(|parent| parent.ends_with("__pycache__"))?;
    let stem = source_stem(file.file_name()?.as_bytes())?;
    Some(cache.parent()?.join(OsStr::from_bytes(&[stem, b".py"].concat())))
}
