//! Reads the `.pth` files of a site. What they would run is recorded; only where they lead is followed.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Component, Path, PathBuf};

use super::listing::Listing;
use super::reader::OpenSite;
use crate::inventory::Problem;
use crate::inventory::file::{Disk, join};
use crate::inventory::site::{PathFile, PathFileAction, PathFileLine};
use crate::metadata::credentials::mask_credentials;
use crate::metadata::path_file::{self, Line};

/// How much of a `.pth` file is read, in bytes.
const LIMIT: usize = 1024 * 1024;

/// Reads every `.pth` file that a listing names, in the order in which Python does.
pub(super) fn read(
    disk: &Disk,
    site: OpenSite<'_>,
    listing: &Listing,
    problems: &mut Vec<Problem>,
) -> Vec<PathFile> {
    let mut names: Vec<&[u8]> = listing.path_files.iter().map(|name| listing.name(*name)).collect();
    names.sort_unstable();
    let mut files = Vec::with_capacity(names.len());
    for name in names {
        let path = join(site.path, name);
        let mut bytes = Vec::new();
        match disk.read_below(site.directory, name, || path.clone(), &mut bytes, LIMIT) {
            Ok(whole) => {
                if !whole {
                    problems.push(Problem::cut(&path, LIMIT));
                }
                let lines =
                    path_file::read(&bytes).iter().map(|line| resolve(disk, site.path, line)).collect();
                files.push(PathFile { name: join(Path::new(""), name), lines });
            }
            Err(error) => problems.push(error.problem(&path)),
        }
    }
    files
}

fn resolve(disk: &Disk, site: &Path, line: &Line) -> PathFileLine {
    let action = if line.is_import {
        PathFileAction::Import
    } else {
        PathFileAction::Path { target: target(disk, site, &line.path) }
    };
    PathFileLine { number: line.number, text: mask_credentials(&line.text), action }
}

/// Where a path line leads, if something is there. Python takes `..` out before it looks at any link.
pub(super) fn target(disk: &Disk, site: &Path, line: &[u8]) -> Option<PathBuf> {
    if line.contains(&0) {
        return None;
    }
    let mut normalized = PathBuf::from("/");
    for part in site.join(OsStr::from_bytes(line)).components() {
        match part {
            Component::ParentDir => {
                normalized.pop();
            }
            Component::Normal(name) => normalized.push(name),
            Component::RootDir | Component::CurDir | Component::Prefix(_) => {}
        }
    }
    disk.resolve(&normalized).ok()
}
