//! What is not ours to remove, by where it lies and who keeps account of it.

use std::path::{Path, PathBuf};

use super::Chosen;
use crate::inventory::file::Disk;
use crate::inventory::{Creator, DistributionKind, Environment, EnvironmentKind, Inventory, Site, SiteKind};
use crate::removal::{Options, RefusalCode};

/// The file that says that a system manages an installation's packages (PEP 668).
const MARKER: &str = "EXTERNALLY-MANAGED";
/// What a project's directory has, and a directory of installed packages has not.
const PROJECT: [&str; 3] = ["setup.py", "setup.cfg", "pyproject.toml"];

/// Why a distribution is not removed, by what kind it is and where it lies; `None` where it may be.
pub(super) fn refusal(
    disk: &Disk,
    inventory: &Inventory,
    chosen: &Chosen<'_>,
    options: Options,
) -> Option<(RefusalCode, String)> {
    let (distribution, site) = (chosen.distribution, chosen.site);
    match distribution.kind {
        DistributionKind::ZippedDistInfo => {
            return Some((RefusalCode::InArchive, format!("it lies in the archive {}", site.path.display())));
        }
        DistributionKind::EggInfoFile => {
            let reason = "it was installed by distutils, which does not list what it installs";
            return Some((RefusalCode::NoFileList, reason.to_owned()));
        }
        _ => {}
    }
    let is_project = || PROJECT.iter().any(|name| disk.is_file(&site.path.join(name)));
    if site.kind == SiteKind::Checkout {
        let reason = "it is a source tree that no environment links to";
        return Some((RefusalCode::SourceTree, reason.to_owned()));
    }
    if site.kind == SiteKind::Linked
        && distribution.kind == DistributionKind::EggInfoDirectory
        && is_project()
    {
        return Some((RefusalCode::SourceTree, "it is a source tree that a .pth file adds".to_owned()));
    }
    if options.break_system_packages {
        return None;
    }
    let details = distribution.details.as_deref();
    if distribution.kind == DistributionKind::Conda || details.is_some_and(|details| details.conda.is_some())
    {
        return Some((RefusalCode::CondaManaged, "conda installed it, and keeps account of it".to_owned()));
    }
    let by_debian = details.and_then(|details| details.installer.as_deref()) == Some("debian");
    if by_debian || is_debian_s(&site.path) {
        return Some((RefusalCode::ExternallyManaged, "it belongs to Debian's own packages".to_owned()));
    }
    externally_managed(disk, inventory, site).map(|marker| {
        (
            RefusalCode::ExternallyManaged,
            format!("{} says that the system manages what is there", marker.display()),
        )
    })
}

/// `/usr/lib/python3/dist-packages`, which apt alone writes to; `/usr/local` is the administrator's.
fn is_debian_s(site: &Path) -> bool {
    site.file_name().is_some_and(|name| name == "dist-packages") && site.starts_with("/usr/lib")
}

/// The marker of PEP 668 that holds for a site: beside it, or in the library of an installation that sees it, also where only an
/// environment made of that installation was found. Of several installations that see a user's site, one without a marker will do: with
/// that one the user may install and remove as he likes.
fn externally_managed(disk: &Disk, inventory: &Inventory, site: &Site) -> Option<PathBuf> {
    // Below the prefix of a virtual environment the marker of its base does not hold.
    let is_own =
        |found: &Environment| found.kind == EnvironmentKind::Virtual && site.path.starts_with(&found.prefix);
    let sees = |found: &&Environment| found.sites.contains(&site.path) && !is_own(found);
    let mut markers: Vec<Option<PathBuf>> =
        inventory.environments.iter().filter(sees).map(|found| marker(disk, found)).collect();
    if site.kind == SiteKind::User {
        let is_free = markers.is_empty() || markers.iter().any(Option::is_none);
        return if is_free { None } else { markers.swap_remove(0) };
    }
    let library = site.path.parent()?;
    // What Debian's Python sees in /usr/local has its marker in /usr.
    let of_system = library.strip_prefix("/usr/local").ok().map(|below| Path::new("/usr").join(below));
    let beside = std::iter::once(library.to_path_buf()).chain(of_system);
    let mut beside = beside.map(|library| library.join(MARKER)).filter(|marker| disk.is_file(marker));
    beside.next().or_else(|| markers.into_iter().flatten().next())
}

/// `EXTERNALLY-MANAGED` in the standard library of an installation, or of a virtual environment's base.
fn marker(disk: &Disk, environment: &Environment) -> Option<PathBuf> {
    let (major, minor) = environment.version.release?;
    let suffix = if environment.version.free_threaded { "t" } else { "" };
    let name = format!("{}{major}.{minor}{suffix}", environment.implementation.file_name());
    let prefix = environment.base.as_ref().unwrap_or(&environment.prefix);
    let mut places = vec![prefix.join("lib").join(&name), prefix.join("lib64").join(&name)];
    if environment.creator == Creator::Windows {
        places.push(prefix.join("Lib"));
    }
    places.into_iter().map(|library| library.join(MARKER)).find(|marker| disk.is_file(marker))
}
