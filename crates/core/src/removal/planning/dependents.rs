//! What needs what is removed.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use super::subject;
use crate::inventory::{Distribution, Environment, Inventory, Site};
use crate::policy::{Host, Overrides, marker_values};
use crate::removal::{Dependent, Removal};
use crate::requirement::marker::Truth;
use crate::requirement::{MarkerEnvironment, PackageName, Requirement};

/// Who needs what, in the environments that a plan is about.
pub(super) struct Dependents<'plan> {
    inventory: &'plan Inventory,
    sites: HashMap<&'plan Path, &'plan Site>,
    /// The metadata of what is removed.
    removed: HashSet<std::path::PathBuf>,
    /// For each environment, what each name is needed by.
    known: BTreeMap<usize, HashMap<String, Vec<Dependent>>>,
}

impl<'plan> Dependents<'plan> {
    pub(super) fn new(inventory: &'plan Inventory, removals: &[Removal]) -> Self {
        Self {
            inventory,
            sites: inventory.sites.iter().map(|site| (site.path.as_path(), site)).collect(),
            removed: removals.iter().map(|removal| removal.metadata.clone()).collect(),
            known: BTreeMap::new(),
        }
    }

    /// What stays and needs a distribution that goes, in every environment that sees it.
    pub(super) fn of(&mut self, removal: &Removal) -> Vec<Dependent> {
        let mut found = Vec::new();
        for (at, environment) in self.inventory.environments.iter().enumerate() {
            if !environment.sites.contains(&removal.site) {
                continue;
            }
            let needed =
                self.known.entry(at).or_insert_with(|| needed(environment, &self.sites, &self.removed));
            found.extend(needed.get(&removal.subject.name).into_iter().flatten().cloned());
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

fn needed(
    environment: &Environment,
    sites: &HashMap<&Path, &Site>,
    removed: &HashSet<std::path::PathBuf>,
) -> HashMap<String, Vec<Dependent>> {
    let values = marker_values(Some(environment), &Host::default(), &Overrides::default());
    let mut needed: HashMap<String, Vec<Dependent>> = HashMap::new();
    let visible = environment.sites.iter().filter_map(|site| sites.get(site.as_path()));
    for distribution in visible.flat_map(|site| &site.distributions) {
        if removed.contains(&distribution.metadata_path) {
            continue;
        }
        for (name, requirement) in requirements(distribution, &values) {
            let dependent = Dependent {
                subject: subject(distribution),
                environment: environment.prefix.clone(),
                requirement,
            };
            needed.entry(name).or_default().push(dependent);
        }
    }
    needed
}

/// What a distribution needs, without its extras. A marker that has no answer counts as one that holds.
fn requirements(distribution: &Distribution, values: &MarkerEnvironment) -> Vec<(String, String)> {
    let written = distribution.details.iter().flat_map(|details| &details.requires);
    let needed = |text: &String| {
        let requirement: Requirement = text.parse().ok()?;
        let is_needed = requirement
            .marker
            .as_ref()
            .is_none_or(|marker| !matches!(marker.evaluate(values), Ok(Truth::False)));
        let name: &PackageName = &requirement.name;
        is_needed.then(|| (name.normalized().to_owned(), text.clone()))
    };
    written.filter_map(needed).collect()
}
