//! What is not ours to remove, by where it lies and who keeps account of it.

use std::path::Path;

use super::Chosen;
use crate::inventory::file::Disk;
use crate::inventory::{Creator, DistributionKind, Environment, EnvironmentKind, Inventory, SiteKind};
use crate::removal::{Options, RefusalCode};

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
    if site.kind == SiteKind::Checkout {
        return Some((
            RefusalCode::SourceTree,
            "it is a source tree that no environment links to".to_owned(),
        ));
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
    externally_managed(disk, inventory, &site.path).map(|marker| {
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

/// The marker of PEP 668 that holds for a site. Of several installations that see a user's site, one without it will do: with that
/// one the user may install and remove as he likes.
fn externally_managed(disk: &Disk, inventory: &Inventory, site: &Path) -> Option<std::path::PathBuf> {
    let sees = |found: &&Environment| {
        found.kind != EnvironmentKind::Virtual && found.sites.iter().any(|seen| seen == site)
    };
    let markers: Vec<_> =
        inventory.environments.iter().filter(sees).map(|found| marker(disk, found)).collect();
    if markers.is_empty() || markers.iter().any(Option::is_none) {
        None
    } else {
        markers.into_iter().flatten().next()
    }
}

/// `EXTERNALLY-MANAGED` in an installation's standard library.
fn marker(disk: &Disk, environment: &Environment) -> Option<std::path::PathBuf> {
    let (major, minor) = environment.version.release?;
    let suffix = if environment.version.free_threaded { "t" } else { "" };
    let name = format!("{}{major}.{minor}{suffix}", environment.implementation.file_name());
    let mut places =
        vec![environment.prefix.join("lib").join(&name), environment.prefix.join("lib64").join(&name)];
    if environment.creator == Creator::Windows {
        places.push(environment.prefix.join("Lib"));
    }
    places.into_iter().map(|library| library.join("EXTERNALLY-MANAGED")).find(|marker| disk.is_file(marker))
}
