//! The directory that a site's distributions were installed into: beside their modules, scripts and data lie there too.

use std::path::{Path, PathBuf};

use crate::inventory::{Environment, EnvironmentKind, Site, SiteKind};

/// The directory below which all files of a site's distributions lie, if they lie where installers put them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Anchor {
    /// Its real path, as the scanned machine names it.
    pub path: PathBuf,
    /// What it is.
    pub kind: AnchorKind,
}

/// What the directory is that distributions were installed into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AnchorKind {
    /// An installation's or environment's prefix, or a part of it that is laid out in the same way (`/usr/local` of `/usr`).
    Prefix,
    /// A user's base directory (PEP 370), `~/.local`.
    UserBase,
    /// The site itself: what `--target` filled, a source tree, a directory that a `.pth` line adds.
    Site,
}

impl Anchor {
    /// The anchor of a site, by the site's path: `PREFIX/lib/pythonX.Y/site-packages` and its like. Where a site does not lie in a
    /// prefix, it is its own.
    #[must_use]
    pub fn of(site: &Site, environments: &[Environment]) -> Self {
        let own = || Self { path: site.path.clone(), kind: AnchorKind::Site };
        match site.kind {
            SiteKind::CondaMeta => site.path.parent().map_or_else(own, Self::prefix),
            SiteKind::User => {
                scheme_root(&site.path).map_or_else(own, |path| Self { path, kind: AnchorKind::UserBase })
            }
            SiteKind::Environment | SiteKind::Prefix => {
                scheme_root(&site.path).map_or_else(own, |path| Self::prefix(&path))
            }
            SiteKind::StandardLibrary => {
                let owner = environments.iter().filter(|found| found.kind != EnvironmentKind::Virtual);
                let owner = owner.map(|found| &found.prefix).filter(|prefix| site.path.starts_with(prefix));
                owner.max().map_or_else(own, |prefix| Self::prefix(prefix))
            }
            SiteKind::Target | SiteKind::Linked | SiteKind::Archive | SiteKind::Checkout => own(),
        }
    }

    fn prefix(path: &Path) -> Self {
        Self { path: path.to_path_buf(), kind: AnchorKind::Prefix }
    }
}

/// What lies above `lib/pythonX.Y/site-packages`, `lib/python3/dist-packages` or `Lib/site-packages`.
fn scheme_root(site: &Path) -> Option<PathBuf> {
    let library = site.parent()?;
    let is_library = |path: &Path| {
        path.file_name().is_some_and(|name| {
            ["lib", "lib64", "lib32", "libx32"].iter().any(|known| name.eq_ignore_ascii_case(known))
        })
    };
    let above =
        if is_library(library) { library } else { library.parent().filter(|path| is_library(path))? };
    // `/lib` would make a prefix of the whole machine.
    above.parent().filter(|root| root.parent().is_some()).map(Path::to_path_buf)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(path: &str, kind: SiteKind) -> (String, AnchorKind) {
        let site = Site {
            path: path.into(),
            kind,
            distributions: Vec::new(),
            path_files: Vec::new(),
            leftovers: Vec::new(),
        };
        let anchor = Anchor::of(&site, &[]);
        (anchor.path.display().to_string(), anchor.kind)
    }

    #[test]
    fn anchors_of_the_usual_layouts() {
        use {AnchorKind as Anchored, SiteKind as Kind};
        let told = |path: &str, kind| (path.to_owned(), kind);
        let environment = Kind::Environment;
        assert_eq!(of("/v/lib/python3.11/site-packages", environment), told("/v", Anchored::Prefix));
        assert_eq!(of("/v/lib64/pypy3.9/site-packages", environment), told("/v", Anchored::Prefix));
        assert_eq!(of("/v/site-packages", environment), told("/v/site-packages", Anchored::Site));
        assert_eq!(of("/usr/lib/python3/dist-packages", environment), told("/usr", Anchored::Prefix));
        assert_eq!(
            of("/usr/local/lib/python3.11/dist-packages", environment),
            told("/usr/local", Anchored::Prefix)
        );
        assert_eq!(of("/w/Lib/site-packages", environment), told("/w", Anchored::Prefix));
        assert_eq!(
            of("/home/u/.local/lib/python3.11/site-packages", Kind::User),
            told("/home/u/.local", Anchored::UserBase)
        );
        assert_eq!(of("/srv/app/lib", Kind::Target), told("/srv/app/lib", Anchored::Site));
        assert_eq!(
            of("/lib/python3/dist-packages", environment),
            told("/lib/python3/dist-packages", Anchored::Site)
        );
    }
}
