//! What a service must be asked, where no local index knows everything.

use std::collections::BTreeSet;

use super::judge::AuditRules;
use super::lookup::asked_releases;
use super::release::{Provenance, Release, Releases};
use crate::inventory::{InstalledVersion, Inventory};
use crate::manifest::Manifest;
use crate::requirement::PackageName;

/// A package, and a version of it; without one, all that is known of the package is wanted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Query {
    /// The normalised name.
    pub name: String,
    /// The version, as PEP 440 writes it where it is one.
    pub version: Option<String>,
}

impl Query {
    /// A version, and the public one where it is somebody's own build: advisories are about that.
    pub(super) fn of_version(name: &PackageName, written: &str) -> impl Iterator<Item = Self> + use<> {
        let parsed = written.parse::<crate::requirement::Version>().ok();
        let public =
            parsed.as_ref().filter(|version| version.is_local()).map(|version| version.public().to_string());
        let own = parsed.map_or_else(|| written.to_owned(), |version| version.to_string());
        let name = name.normalized().to_owned();
        std::iter::once(own)
            .chain(public)
            .map(move |version| Self { name: name.clone(), version: Some(version) })
    }
}

/// What is asked about an inventory, sorted.
#[must_use]
pub fn queries_of_inventory(inventory: &Inventory, rules: &AuditRules) -> BTreeSet<Query> {
    let releases = Releases::new(inventory);
    let is_wanted = |release: &&Release<'_>| {
        rules.pattern.as_ref().is_none_or(|pattern| pattern.matches(release.distribution))
    };
    let wanted = releases.all.iter().filter(is_wanted);
    let query = |release: &Release<'_>| {
        let found = release.distribution;
        let mut queries = queries_of_name(&found.name, found.version.as_ref());
        if matches!(release.provenance, Provenance::Elsewhere(_)) {
            // Whether anything is known of the name decides what is said of the origin.
            queries.extend(queries_of_name(&found.name, None));
        }
        queries
    };
    wanted.flat_map(query).collect()
}

/// What is asked about a package, or a release of it, sorted.
#[must_use]
pub fn queries_of_name(name: &PackageName, version: Option<&InstalledVersion>) -> BTreeSet<Query> {
    match version {
        Some(version) => Query::of_version(name, version.as_written()).collect(),
        None => BTreeSet::from([Query { name: name.normalized().to_owned(), version: None }]),
    }
}

/// What is asked about bounds, sorted.
#[must_use]
pub fn queries_of_bounds(manifests: &[Manifest]) -> BTreeSet<Query> {
    let query = |(name, version): (PackageName, Option<String>)| -> Vec<Query> {
        match version {
            Some(version) => Query::of_version(&name, &version).collect(),
            None => vec![Query { name: name.normalized().to_owned(), version: None }],
        }
    };
    asked_releases(manifests).into_iter().flat_map(query).collect()
}
