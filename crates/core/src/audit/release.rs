//! Distinct releases, each with all places that hold it.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use super::finding::{Note, Whereabouts};
use crate::inventory::{Creator, Distribution, DistributionKind, Inventory, ReleaseKey, Site, SiteKind};
use crate::metadata::direct_url::Origin;
use crate::policy::Subject;

/// A release as it is installed: of one version, from one origin.
pub(super) struct Release<'inventory> {
    /// One of its distributions, which stands for all.
    pub(super) distribution: &'inventory Distribution,
    /// What tells it from others of the same version.
    pub(super) provenance: Provenance<'inventory>,
    /// Where it is.
    pub(super) whereabouts: Whereabouts,
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

/// The distinct releases of an inventory, sorted by name and version; and how many of conda's records there are that stand for no
/// Python distribution.
pub(super) fn releases(inventory: &Inventory) -> (Vec<Release<'_>>, usize) {
    let seen_by = seen_by(inventory);
    let mut at: HashMap<(&str, Option<ReleaseKey<'_>>, Provenance<'_>), usize> = HashMap::new();
    let mut releases: Vec<Release<'_>> = Vec::new();
    let mut foreign = 0;
    for (distribution, site) in inventory.installed() {
        if distribution.kind == DistributionKind::Conda {
            foreign += 1;
            continue;
        }
        let environments = seen_by.get(site.path.as_path()).map(Vec::as_slice).unwrap_or_default();
        let provenance = provenance(distribution, site, environments);
        let version = distribution.version.as_ref().map(|version| version.key());
        let place = *at.entry((distribution.name.normalized(), version, provenance)).or_insert_with(|| {
            releases.push(Release { distribution, provenance, whereabouts: Whereabouts::default() });
            releases.len() - 1
        });
        let whereabouts = &mut releases[place].whereabouts;
        whereabouts.sites.insert(site.path.clone());
        whereabouts.environments.extend(environments.iter().map(|(prefix, _)| prefix.to_path_buf()));
    }
    (releases, foreign)
}

type Seeing<'inventory> = (&'inventory Path, Creator);

/// The environments that see each site.
fn seen_by(inventory: &Inventory) -> BTreeMap<&Path, Vec<Seeing<'_>>> {
    let mut seen: BTreeMap<&Path, Vec<Seeing<'_>>> = BTreeMap::new();
    for environment in &inventory.environments {
        for site in &environment.sites {
            seen.entry(site).or_default().push((&environment.prefix, environment.creator));
        }
    }
    seen
}

fn provenance<'inventory>(
    distribution: &'inventory Distribution,
    site: &Site,
    environments: &[Seeing<'_>],
) -> Provenance<'inventory> {
    if let Some(origin) = distribution.details.as_ref().and_then(|details| details.origin.as_ref()) {
        return Provenance::Elsewhere(url(origin));
    }
    // Debian's packages lie in its dist-packages; what pip puts beside them lies below /usr/local.
    let is_debian = environments.iter().any(|(_, creator)| *creator == Creator::Debian)
        && site.kind == SiteKind::Environment
        && site.path.ends_with("python3/dist-packages")
        && !site.path.components().any(|part| part.as_os_str() == "local");
    if is_debian { Provenance::Distributor("Debian") } else { Provenance::Index }
}

/// The URL of an origin.
pub(super) fn url(origin: &Origin) -> &str {
    match origin {
        Origin::Archive { url, .. } | Origin::Vcs { url, .. } | Origin::Directory { url, .. } => url,
    }
}
