//! What kind of place each site is.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::Linked;
use crate::inventory::SiteKind;
use crate::inventory::discover::environments::Drafted;
use crate::inventory::discover::layout;
use crate::inventory::discover::walk::{FoundSite, Shape};

/// The kind that its part in an environment gives a site.
pub(super) type Roles = HashMap<PathBuf, SiteKind>;

/// What a site is, by its part in an environment, or else by what is in it and how it is called.
pub(super) fn kind_of(found: &FoundSite, roles: &Roles) -> SiteKind {
    if let Some(role) = roles.get(&found.path) {
        return *role;
    }
    let parts: Vec<&[u8]> = found.path.components().map(|part| part.as_os_str().as_encoded_bytes()).collect();
    let last = |count: usize| &parts[parts.len().saturating_sub(count)..];
    let is_version = |name: &[u8]| layout::version_directory(name).is_some();
    match last(4) {
        [.., b"conda-meta"] => return SiteKind::CondaMeta,
        [b".local", b"lib", version, b"site-packages"] if is_version(version) => return SiteKind::User,
        [b"Python", _, b"lib" | b"python", b"site-packages"] | [_, b"lib", b"python", b"site-packages"]
            if parts.contains(&b"Library".as_slice()) =>
        {
            return SiteKind::User;
        }
        [b"Roaming", b"Python", _, b"site-packages"] => return SiteKind::User,
        [_, b"lib" | b"lib64", version, b"site-packages" | b"dist-packages"] if is_version(version) => {
            return SiteKind::Prefix;
        }
        [_, _, _, b"dist-packages"] => return SiteKind::Prefix,
        _ => {}
    }
    match found.shape {
        Shape::EggInfoOnly => SiteKind::Checkout,
        _ => SiteKind::Target,
    }
}

pub(super) fn roles(drafted: &[Drafted], linked: &Linked) -> Roles {
    let mut roles = Roles::new();
    // What is said last counts: a site of one environment that another one links to is a site.
    for path in linked.values().flatten() {
        let kind =
            if path.extension().is_some() && is_archive(path) { SiteKind::Archive } else { SiteKind::Linked };
        roles.insert(path.clone(), kind);
    }
    for drafted in drafted {
        roles.extend(drafted.standard.iter().map(|path| (path.clone(), SiteKind::StandardLibrary)));
        roles.extend(drafted.user.iter().map(|path| (path.clone(), SiteKind::User)));
    }
    for drafted in drafted {
        let sites = drafted.own.iter().chain(&drafted.system);
        roles.extend(sites.map(|path| (path.clone(), SiteKind::Environment)));
    }
    roles
}

pub(super) fn is_egg(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("egg"))
}

pub(super) fn is_archive(path: &Path) -> bool {
    let archives = ["egg", "whl", "zip", "pyz"];
    path.extension()
        .is_some_and(|extension| archives.iter().any(|known| extension.eq_ignore_ascii_case(known)))
}
