//! The directories that a Python looks for modules in when it starts.

use std::path::{Path, PathBuf};

use crate::inventory::file::Disk;
use crate::inventory::{Environment, Site, SiteKind};

/// The places before the sites: the zip file of the standard library, its directory, and what is loaded dynamically.
pub(super) fn standard(disk: &Disk, environment: &Environment) -> Vec<PathBuf> {
    let prefix = environment.base.as_deref().unwrap_or(&environment.prefix);
    let Some((major, minor)) = environment.version.release else { return of_unknown(disk, prefix) };
    let threaded = if environment.version.free_threaded { "t" } else { "" };
    let name = format!("{}{major}.{minor}{threaded}", environment.implementation.file_name());
    let mut places = Vec::new();
    for library in ["lib64", "lib"] {
        let directory = prefix.join(library);
        let Ok(directory) = disk.resolve(&directory) else { continue };
        places.push(directory.join(format!("python{major}{minor}{threaded}.zip")));
        let standard = directory.join(&name);
        let Ok(standard) = disk.resolve(&standard) else { continue };
        if disk.is_file(&standard.join("os.py")) || disk.is_file(&standard.join("os.pyc")) {
            let dynamic = standard.join("lib-dynload");
            places.extend([standard, dynamic]);
        }
    }
    places.extend(of_unknown(disk, prefix));
    places.dedup();
    places
}

/// Windows' layout, and that of old PyPy.
fn of_unknown(disk: &Disk, prefix: &Path) -> Vec<PathBuf> {
    let places = ["Lib", "DLLs", "lib-python/3", "lib-python/2.7", "lib_pypy"].map(|name| prefix.join(name));
    places.into_iter().filter(|place| disk.is_directory(place)).collect()
}

/// Whether Python goes through the `.pth` and `.start` files of a site, and not only looks for modules in it.
pub(super) fn is_processed(site: &Site) -> bool {
    matches!(site.kind, SiteKind::Environment | SiteKind::User | SiteKind::Prefix | SiteKind::Target)
}
