//! Distinct releases, each with all places that hold it.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use super::finding::{Note, Whereabouts};
use crate::inventory::{
    Creator, Distribution, DistributionKind, InstalledVersion, Inventory, Site, SiteKind,
};
use crate::metadata::direct_url::Origin;
use crate::policy::Subject;

/// A release as it is installed: of one version, from one origin.
pub(super) struct Release<'inventory> {
    /// One of its distributions, which stands for all.
    pub(super) distribution: &'inventory Distribution,
    /// What tells it from others of the same version.
    pub(super) provenance: Provenance<'inventory>,
    /// The sites that hold it, each once, sorted.
    places: Vec<usize>,
}

/// Who is behind what is installed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Provenance<'inventory> {
    /// An index, as far as is known.
    Index,
    /// A distribution of an operating system.
    Distributor(&'static str),
    /// A place that was named.
    Elsewhere(&'inventory str),
}

impl Release<'_> {
    /// Name and version.
    pub(super) fn subject(&self) -> Subject {
        Subject {
            name: self.distribution.name.normalized().to_owned(),
            written: self.distribution.name.as_written().to_owned(),
            version: self.distribution.version.as_ref().map(|version| version.as_written().to_owned()),
        }
    }

    /// What qualifies all that is known of the release.
    pub(super) fn notes(&self) -> Vec<Note> {
        let own = match self.provenance {
            Provenance::Index => None,
            Provenance::Distributor(name) => Some(Note::Distributor { name }),
            Provenance::Elsewhere(url) => Some(Note::OtherOrigin { url: url.to_owned() }),
        };
        let version = self.distribution.version.as_ref();
        let text = version.filter(|version| version.parsed().is_none()).map(|_| Note::VersionText);
        own.into_iter().chain(text).collect()
    }
}

/// The distinct releases of an inventory.
pub(super) struct Releases<'inventory> {
    inventory: &'inventory Inventory,
    /// What there is to know of each site, in the order of the inventory's.
    sites: Vec<Seen>,
    /// The releases, sorted by name and version.
    pub(super) all: Vec<Release<'inventory>>,
    /// How many of conda's records there are that stand for no Python distribution.
    pub(super) foreign: usize,
}

/// Who sees a site.
#[derive(Clone, Default)]
struct Seen {
    /// The environments, by their places in the inventory.
    by: Vec<usize>,
    /// Whether Debian's own packages lie in it.
    is_debian: bool,
}

impl<'inventory> Releases<'inventory> {
    pub(super) fn new(inventory: &'inventory Inventory) -> Self {
        let mut releases = Self { inventory, sites: seen(inventory), all: Vec::new(), foreign: 0 };
        for (distribution, place) in inventory.installed_at() {
            if distribution.kind == DistributionKind::Conda {
                releases.foreign += 1;
            } else {
                releases.add(distribution, place);
            }
        }
        releases
    }

    fn add(&mut self, distribution: &'inventory Distribution, place: usize) {
        let origin = distribution.details.as_ref().and_then(|details| details.origin.as_ref());
        let provenance = match origin {
            Some(origin) => Provenance::Elsewhere(url(origin)),
            None if self.sites.get(place).is_some_and(|site| site.is_debian) => {
                Provenance::Distributor("Debian")
            }
            None => Provenance::Index,
        };
        // What is installed comes sorted: equal releases follow each other, of however many origins.
        let version = |found: &'inventory Distribution| found.version.as_ref().map(InstalledVersion::key);
        let is_same = |release: &&mut Release<'inventory>| {
            release.distribution.name == distribution.name
                && version(release.distribution) == version(distribution)
        };
        let mut same = self.all.iter_mut().rev().take_while(is_same);
        match same.find(|release| release.provenance == provenance) {
            Some(release) if release.places.last() == Some(&place) => {}
            Some(release) => release.places.push(place),
            None => self.all.push(Release { distribution, provenance, places: vec![place] }),
        }
    }

    /// Whether a site in that directory was looked at.
    pub(super) fn are_in(&self, directory: &Path) -> bool {
        self.inventory.sites.iter().any(|site| site.path.starts_with(directory))
    }

    /// Where a release is.
    pub(super) fn whereabouts(&self, release: &Release<'_>) -> Whereabouts {
        let sites = release.places.iter().filter_map(|place| self.inventory.sites.get(*place));
        let seen = release.places.iter().filter_map(|place| self.sites.get(*place));
        // Each environment once, before paths are compared.
        let environments: BTreeSet<usize> = seen.flat_map(|site| site.by.iter().copied()).collect();
        let environments =
            environments.into_iter().filter_map(|place| self.inventory.environments.get(place));
        Whereabouts {
            sites: sites.map(|site| site.path.clone()).collect(),
            environments: environments.map(|environment| environment.prefix.clone()).collect(),
            places: BTreeSet::new(),
        }
    }
}

/// Who sees each site.
fn seen(inventory: &Inventory) -> Vec<Seen> {
    let places: HashMap<&Path, usize> =
        inventory.sites.iter().enumerate().map(|(place, site)| (site.path.as_path(), place)).collect();
    let mut seen = vec![Seen::default(); inventory.sites.len()];
    for (at, environment) in inventory.environments.iter().enumerate() {
        for place in environment.sites.iter().filter_map(|site| places.get(site.as_path()).copied()) {
            seen[place].by.push(at);
            seen[place].is_debian |=
                environment.creator == Creator::Debian && is_of_debian(&inventory.sites[place]);
        }
    }
    seen
}

/// Debian's packages lie in its dist-packages; what pip puts beside them lies below /usr/local.
fn is_of_debian(site: &Site) -> bool {
    site.kind == SiteKind::Environment
        && site.path.ends_with("python3/dist-packages")
        && !site.path.components().any(|part| part.as_os_str() == "local")
}

/// The URL of an origin.
pub(super) fn url(origin: &Origin) -> &str {
    match origin {
        Origin::Archive { url, .. } | Origin::Vcs { url, .. } | Origin::Directory { url, .. } => url,
    }
}
