//! The other sites of an anchor: a search that was narrowed has not seen them, and what they list stays all the same.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use rustix::io::Errno;

use super::reach::Reach;
use crate::integrity::files::{Anchor, AnchorKind};
use crate::inventory::discover::{Progress, Request, Surroundings, discover};
use crate::inventory::file::Disk;
use crate::inventory::{Inventory, Site};

/// Where a prefix may have libraries of interpreters.
const LIBRARIES: [&str; 4] = ["lib", "lib64", "lib32", "Lib"];
/// What directories of installed packages are called.
const SITES: [&str; 2] = ["site-packages", "dist-packages"];

/// The sites of the same anchor that are not in the inventory. An error says what could not be read of them.
pub(super) fn sites(
    disk: &Disk,
    inventory: &Inventory,
    anchor: &Anchor,
    reach: &Reach,
) -> Result<Vec<Site>, String> {
    if anchor.kind == AnchorKind::Site {
        return Ok(Vec::new());
    }
    let is_unknown = |path: &PathBuf| !inventory.sites.iter().any(|site| site.path == *path);
    let found = candidates(reach).map_err(|(path, errno)| {
        let path = anchor.path.join(path);
        format!(
            "what else is installed in {} could not be told: {}",
            path.display(),
            std::io::Error::from(errno)
        )
    })?;
    let paths: Vec<PathBuf> =
        found.into_iter().map(|path| anchor.path.join(path)).filter(is_unknown).collect();
    if paths.is_empty() {
        return Ok(Vec::new());
    }
    let request = Request {
        root: disk.root().map(Path::to_path_buf),
        paths: paths.clone(),
        only_paths: true,
        ..Request::default()
    };
    let surroundings = Surroundings { directory: anchor.path.clone(), ..Surroundings::default() };
    let found = discover(&request, &surroundings, &Progress::default());
    let found = found.map_err(|error| {
        format!("what else is installed below {} could not be read: {error}", anchor.path.display())
    })?;
    let unread = paths.iter().find(|path| found.problems.iter().any(|problem| problem.path == **path));
    if let Some(path) = unread {
        return Err(format!(
            "{} could not be read, so that nobody can tell what is shared with it",
            path.display()
        ));
    }
    Ok(found.sites.into_iter().filter(|site| paths.contains(&site.path)).collect())
}

/// The directories that are there and called as sites are, relative to the anchor; or what could not be read.
fn candidates(reach: &Reach) -> Result<Vec<PathBuf>, (PathBuf, Errno)> {
    let mut found = Vec::new();
    for library in LIBRARIES.map(Path::new) {
        let names = names(reach, library)?;
        let below = names.iter().map(|name| library.join(name));
        let is_of_interpreter = |path: &PathBuf| {
            let name = path.file_name().unwrap_or_default().as_encoded_bytes();
            ["python", "pypy", "graalpy"].iter().any(|known| name.starts_with(known.as_bytes()))
        };
        for directory in below.filter(is_of_interpreter).chain([library.to_path_buf()]) {
            let names = self::names(reach, &directory)?;
            let sites = SITES.iter().filter(|site| names.binary_search(&(**site).into()).is_ok());
            found.extend(sites.map(|site| directory.join(site)));
        }
    }
    Ok(found)
}

/// The names in a directory, if it is one. A link leads to what has another name, or lies elsewhere.
fn names(reach: &Reach, directory: &Path) -> Result<Vec<OsString>, (PathBuf, Errno)> {
    match reach.names(directory).as_ref() {
        Ok(names) => Ok(names.clone()),
        Err(Errno::NOENT | Errno::NOTDIR | Errno::LOOP | Errno::XDEV) => Ok(Vec::new()),
        Err(errno) => Err((directory.to_path_buf(), *errno)),
    }
}
