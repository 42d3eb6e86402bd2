//! What a bill of materials lists, whatever its format: environments, components, and how they hang together.
//!
//! Pure and deterministic: the same inventory gives the same bill, and the same thing has the same id in every bill.

mod checksum;
mod classifiers;
mod component;
pub(crate) mod fingerprint;
mod license;
mod location;
mod purl;

use std::collections::{BTreeMap, BTreeSet};

pub(crate) use self::checksum::{Checksum, archive_checksums, checksums};
pub(crate) use self::component::Component;
pub(crate) use self::license::{Declared, License, declared};
pub(crate) use self::location::{absolute_url, path_text};
pub(crate) use self::purl::{download_location, purl, written_purl};
use crate::inventory::{DistributionKind, Environment, Inventory, ProblemCode, Site};
use crate::policy::{Place, Relating};

/// A bill of materials.
#[derive(Clone, Debug)]
pub(crate) struct Bill<'inventory> {
    /// What it was made of.
    pub(crate) inventory: &'inventory Inventory,
    /// The environments and the sites that none sees, each kind sorted by path.
    pub(crate) holders: Vec<Holder<'inventory>>,
    /// The components, sorted by name and version.
    pub(crate) components: Vec<Component<'inventory>>,
    /// For each component, those that it needs, in one environment or another.
    pub(crate) needs: Vec<BTreeSet<usize>>,
}

/// How much is known of what something needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Knowledge {
    /// All of it.
    Whole,
    /// Some of it: there may be more.
    Part,
    /// None of it: its metadata was not read, or what it needs was cut off.
    Nothing,
}

/// What holds components.
#[derive(Clone, Debug)]
pub(crate) struct Holder<'inventory> {
    /// What it is called in documents.
    pub(crate) id: String,
    /// What it is.
    pub(crate) kind: HolderKind<'inventory>,
    /// The components that it holds.
    pub(crate) holds: BTreeSet<usize>,
}

/// An environment, or a site that none sees.
#[derive(Clone, Copy, Debug)]
pub(crate) enum HolderKind<'inventory> {
    /// An environment, which holds what its sites hold.
    Environment(&'inventory Environment),
    /// A site that no environment sees.
    Site(&'inventory Site),
}

impl<'inventory> Bill<'inventory> {
    /// The bill of an inventory.
    pub(crate) fn of(inventory: &'inventory Inventory) -> Self {
        let (components, places) = component::components(inventory);
        let mut bill = Self {
            inventory,
            holders: Vec::new(),
            needs: vec![BTreeSet::new(); components.len()],
            components,
        };
        let mut holders = Holders::default();
        let mut seen = BTreeSet::new();
        let mut relating = Relating::new(inventory, &places);
        for environment in &inventory.environments {
            let relations = relating.of(environment);
            for (from, to) in relations.needs {
                let (from, to) = (places[&from], places[&to]);
                if from != to {
                    bill.needs[from].insert(to);
                }
            }
            let version = environment.version.to_string();
            let id = component::id_at(
                "environment",
                &environment.prefix,
                &[environment.implementation.as_str(), &version],
            );
            let holder = holders.add(id, HolderKind::Environment(environment));
            for &site in &relations.sites {
                holder.holds.extend(in_site(&places, site));
            }
            seen.extend(relations.sites);
        }
        for (place, site) in inventory.sites.iter().enumerate().filter(|(place, _)| !seen.contains(place)) {
            let id = component::id_at("site", &site.path, &[]);
            holders.add(id, HolderKind::Site(site)).holds.extend(in_site(&places, place));
        }
        bill.holders = holders.all;
        bill
    }

    /// Whether it lists what a search matched, and the rest of what was found is not there.
    pub(crate) fn is_part(&self) -> bool {
        self.inventory.coverage.part
    }

    /// How much is known of what a component needs.
    pub(crate) fn knowledge(&self, component: usize) -> Knowledge {
        let found = &self.components[component];
        match found.details() {
            // What conda's packages of no Python need is not read.
            Some(_) if found.distribution.kind == DistributionKind::Conda => Knowledge::Nothing,
            None => Knowledge::Nothing,
            // Where no more is read than where packages came from, that is said.
            Some(details) if details.is_origin_alone() && self.is_unread() => Knowledge::Nothing,
            Some(details) if details.requires.is_empty() || !self.is_part() => Knowledge::Whole,
            // What it needs may be in what was cut off.
            Some(_) if self.needs[component].is_empty() => Knowledge::Nothing,
            Some(_) => Knowledge::Part,
        }
    }

    /// Whether it is said that details of packages were not read.
    fn is_unread(&self) -> bool {
        self.inventory.problems.iter().any(|problem| problem.code == ProblemCode::DetailsUnread)
    }

    /// Whether something was not looked at or cut off, so that there may be more than is listed.
    pub(crate) fn is_incomplete(&self) -> bool {
        let coverage = &self.inventory.coverage;
        coverage.part
            || coverage.interpreters_only
            || !coverage.skipped_mounts.is_empty()
            || self.inventory.problems.iter().any(|problem| problem.code.hides_packages())
    }
}

/// Holders, each once. An inventory that was found has no two of one id; one that was read back may.
#[derive(Default)]
struct Holders<'inventory> {
    all: Vec<Holder<'inventory>>,
    places: BTreeMap<String, usize>,
}

impl<'inventory> Holders<'inventory> {
    fn add(&mut self, id: String, kind: HolderKind<'inventory>) -> &mut Holder<'inventory> {
        let place = *self.places.entry(id.clone()).or_insert(self.all.len());
        if place == self.all.len() {
            self.all.push(Holder { id, kind, holds: BTreeSet::new() });
        }
        &mut self.all[place]
    }
}

/// The components in a site.
fn in_site(places: &BTreeMap<Place, usize>, site: usize) -> impl Iterator<Item = usize> {
    places.range((site, 0)..=(site, usize::MAX)).map(|(_, component)| *component)
}
