//! Which releases a statement is about.

use crate::inventory::InstalledVersion;
use crate::metadata::purl::PythonPurl;
use crate::requirement::{PackageName, Version};

/// A Python package, or some of its versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VexProduct {
    /// The package.
    package: PackageName,
    /// The versions by which its identifiers name it. Several name the same product: each must hold.
    versions: Vec<InstalledVersion>,
    is_part: bool,
}

/// How much of a release a statement is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Extent {
    /// Perhaps some of it.
    Part,
    /// All of it, as of every version.
    Package,
    /// All of it, by its version.
    Version,
}

impl VexProduct {
    /// What the identifiers of one component name; `None` where they name several packages, or nothing.
    pub(super) fn new(purls: Vec<PythonPurl>) -> Option<Self> {
        let package = purls.first()?.name.clone();
        if purls.iter().any(|purl| purl.name != package) {
            return None;
        }
        let is_part = purls.iter().any(|purl| purl.is_part);
        Some(Self { package, versions: purls.into_iter().filter_map(|purl| purl.version).collect(), is_part })
    }

    /// The normalised name of the package.
    #[must_use]
    pub fn package(&self) -> &str {
        self.package.normalized()
    }

    /// How much of a release it is; `None` for nothing of it.
    pub(super) fn covers(&self, version: Option<&InstalledVersion>) -> Option<Extent> {
        let whole = match self.versions.len() {
            0 => Extent::Package,
            _ => Extent::Version,
        };
        let mut extent = if self.is_part { Extent::Part } else { whole };
        for named in &self.versions {
            extent = extent.min(compare(named, version?)?);
        }
        Some(extent)
    }
}

/// Somebody's own build of a public version may or may not be what is said of that version.
fn compare(named: &InstalledVersion, version: &InstalledVersion) -> Option<Extent> {
    if named.key() == version.key() {
        return Some(Extent::Version);
    }
    let public = version.parsed().filter(|version| version.is_local()).map(Version::public);
    (public.is_some() && public.as_ref() == named.parsed()).then_some(Extent::Part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metadata::purl::read_python;

    fn product(purls: &[&str]) -> Option<VexProduct> {
        VexProduct::new(purls.iter().map(|purl| read_python(purl).unwrap().unwrap()).collect())
    }

    #[test]
    fn versions_are_compared_as_pep_440_has_them() {
        for (purls, version, extent) in [
            (&["pkg:pypi/a"][..], "1.0", Some(Extent::Package)),
            (&["pkg:pypi/a@1"], "1.0.0", Some(Extent::Version)),
            (&["pkg:pypi/a@1"], "1.0.1", None),
            (&["pkg:pypi/a@v1.0rc1"], "1.0c1", Some(Extent::Version)),
            (&["pkg:pypi/a@1"], "1+own", Some(Extent::Part)),
            (&["pkg:pypi/a@1%2Bown"], "1+own", Some(Extent::Version)),
            (&["pkg:pypi/a@1%2Bown"], "1", None),
            (&["pkg:pypi/a@some text"], "some text", Some(Extent::Version)),
            (&["pkg:pypi/a@some text"], "some", None),
            (&["pkg:pypi/a@1?file_name=x"], "1", Some(Extent::Part)),
            (&["pkg:pypi/a", "pkg:pypi/A@1"], "1", Some(Extent::Version)),
            (&["pkg:pypi/a", "pkg:pypi/A@1"], "2", None),
            (&["pkg:pypi/a@1", "pkg:pypi/a@2"], "1", None),
        ] {
            let found = product(purls).unwrap().covers(Some(&InstalledVersion::new(version)));
            assert_eq!(found, extent, "{purls:?} {version}");
        }
        assert_eq!(product(&["pkg:pypi/a@1"]).unwrap().covers(None), None);
        assert_eq!(product(&["pkg:pypi/a"]).unwrap().covers(None), Some(Extent::Package));
    }

    #[test]
    fn identifiers_of_several_packages_name_none() {
        assert_eq!(product(&["pkg:pypi/a", "pkg:pypi/b"]), None);
        assert_eq!(product(&[]), None);
    }
}
