//! Packages that are not judged.

use crate::inventory::{Distribution, Site, SiteKind};
use crate::report::{Pattern, PatternError};
use crate::requirement::PackageName;

/// The tools that make an environment work, and are in most without being asked for: nothing of them is unrequired unless a bound
/// names them, and `derive` leaves them out as `pip freeze` does.
pub const DEFAULT_IGNORES: [&str; 5] = ["distribute", "pip", "pkg-resources", "setuptools", "wheel"];

/// What has metadata of its own in the standard library (pip's `stdlib_pkgs`).
const STANDARD_LIBRARY: [&str; 3] = ["argparse", "python", "wsgiref"];

/// The packages that are not judged.
#[derive(Clone, Debug, Default)]
pub struct Ignores {
    patterns: Vec<Pattern>,
    without_defaults: bool,
}

impl Ignores {
    /// Names or globs of packages that are not judged at all, beside the default ones if these are to be left alone.
    pub fn new(patterns: &[String], without_defaults: bool) -> Result<Self, PatternError> {
        let patterns =
            patterns.iter().map(|pattern| Pattern::new(pattern, false)).collect::<Result<_, _>>()?;
        Ok(Self { patterns, without_defaults })
    }

    /// Whether a package is not judged at all.
    #[must_use]
    pub fn ignores(&self, name: &PackageName) -> bool {
        self.patterns.iter().any(|pattern| pattern.matches_name(name))
    }

    /// Whether a package may be there without being asked for.
    #[must_use]
    pub fn tolerates(&self, name: &PackageName) -> bool {
        !self.without_defaults && DEFAULT_IGNORES.contains(&name.normalized())
    }
    /// As [`Self::tolerates`], of what lies in a site: a Python 2.7 has metadata of itself in its standard library, which pip does
    /// not list.
    pub(super) fn tolerates_installed(&self, (distribution, site): (&Distribution, &Site)) -> bool {
        let is_part = site.kind == SiteKind::StandardLibrary
            && STANDARD_LIBRARY.contains(&distribution.name.normalized());
        is_part || self.tolerates(&distribution.name)
    }
}
