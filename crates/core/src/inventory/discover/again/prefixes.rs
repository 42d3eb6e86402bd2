//! Prefixes, and what their environments see.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU64;

use super::{Refresh, links};
use crate::inventory::discover::DiscoverError;
use crate::inventory::discover::assemble::Assembly;
use crate::inventory::{Environment, EnvironmentKind, Inventory, Site};

impl Refresh<'_> {
    /// Looks at prefixes again, and at what their environments see.
    pub(super) fn prefixes(&mut self, prefixes: &BTreeSet<PathBuf>) -> Result<(), DiscoverError> {
        if prefixes.is_empty() {
            return Ok(());
        }
        let seen = AtomicU64::new(0);
        let assembly = Assembly::new(&self.disk, self.request, self.surroundings, &seen);
        let found = assembly.prefixes_again(prefixes)?;
        for prefix in prefixes {
            self.done.prefixes.insert(prefix.clone());
            let lost = self.lost(prefix, &found);
            if lost.iter().any(|site| self.is_seen_by(prefix, site)) {
                self.places.prefixes.insert(prefix.clone());
            } else {
                self.prefix(prefix, &found);
            }
            self.places.lost.extend(lost);
        }
        self.sort();
        Ok(())
    }

    pub(super) fn sort(&mut self) {
        self.inventory.sites.sort_by(|left, right| left.path.cmp(&right.path));
        self.inventory.problems.sort();
        self.inventory.problems.dedup();
    }

    /// The sites of a prefix that no environment of it sees, or none any more: what they are, the walk must tell.
    fn lost(&self, prefix: &Path, found: &Inventory) -> Vec<PathBuf> {
        let before = self.inventory.environments.iter().filter(|one| one.prefix == prefix);
        let own = before.flat_map(|one| &one.sites).filter(|site| site.starts_with(prefix));
        let is_there = |site: &&PathBuf| self.disk.is_directory(site);
        let own = own.filter(is_there).cloned();
        let now = found.environments.iter().filter(|one| one.prefix == prefix);
        let seen: BTreeSet<&PathBuf> = now.flat_map(|one| &one.sites).collect();
        own.chain(self.sites_by_layout(prefix)).filter(|site| !seen.contains(site)).collect()
    }

    fn is_seen_by(&self, prefix: &Path, site: &PathBuf) -> bool {
        self.inventory.environments.iter().any(|one| one.prefix == prefix && one.sites.contains(site))
    }

    pub(super) fn prefix(&mut self, prefix: &Path, found: &Inventory) {
        let of = |environments: &[Environment]| -> Vec<Environment> {
            environments.iter().filter(|one| one.prefix == prefix).cloned().collect()
        };
        let (before, mut now) = (of(&self.inventory.environments), of(&found.environments));
        let places = |environments: &[Environment]| -> BTreeSet<PathBuf> {
            environments
                .iter()
                .flat_map(|one| one.sites.iter().cloned())
                .chain([prefix.join("conda-meta")])
                .collect()
        };
        let own: BTreeSet<PathBuf> = places(&before).union(&places(&now)).cloned().collect();
        let (own, foreign): (BTreeSet<PathBuf>, BTreeSet<PathBuf>) =
            own.into_iter().partition(|path| path.starts_with(prefix));
        if self.bears_on_others(&before, &now, &own, &foreign, found) {
            self.done.beyond.insert(prefix.to_path_buf());
            return;
        }
        for environment in &mut now {
            // Which other names lead to it was found out in the directories of programs.
            if let Some(known) = before.iter().find(|known| known.executables == environment.executables) {
                environment.aliases.clone_from(&known.aliases);
            }
        }
        self.inventory.environments.retain(|one| one.prefix != prefix);
        self.inventory.environments.extend(now);
        self.inventory.environments.sort_by(|left, right| {
            let order = |one: &Environment| (one.prefix.clone(), one.implementation, one.version.clone());
            order(left).cmp(&order(right))
        });
        let is_own = |path: &Path| own.iter().any(|site| path.starts_with(site));
        let is_of_prefix = |path: &Path| path == prefix || path.parent() == Some(prefix) || is_own(path);
        self.inventory.problems.retain(|problem| !is_of_prefix(&problem.path));
        let problems = found.problems.iter().filter(|problem| is_of_prefix(&problem.path));
        self.inventory.problems.extend(problems.cloned());
        for path in own {
            let place = self.inventory.sites.iter().position(|site| site.path == path);
            let was = place.map(|place| self.inventory.sites.remove(place));
            let is = found.sites.iter().find(|site| site.path == path).cloned();
            if was.is_some() || is.is_some() {
                self.done.sites.entry(path).or_insert(was);
            }
            self.inventory.sites.extend(is);
        }
        self.done.environments.extend(before);
    }

    /// Whether what changed in a prefix bears on what lies elsewhere, or on what others see.
    fn bears_on_others(
        &self,
        before: &[Environment],
        now: &[Environment],
        own: &BTreeSet<PathBuf>,
        foreign: &BTreeSet<PathBuf>,
        found: &Inventory,
    ) -> bool {
        let sees = |environments: &[Environment], path: &PathBuf| {
            environments.iter().any(|environment| environment.sites.contains(path))
        };
        let of = |sites: &[Site]| -> BTreeSet<_> {
            sites
                .iter()
                .filter(|site| own.contains(&site.path))
                .flat_map(|site| links(&site.distributions))
                .collect()
        };
        let is_linked_otherwise = of(&self.inventory.sites) != of(&found.sites);
        // Sites of it that another environment links to, or that are of a kind which only all environments together tell.
        let prefix = before.first().or(now.first()).map(|environment| environment.prefix.clone());
        let others = self.inventory.environments.iter().filter(|one| Some(&one.prefix) != prefix.as_ref());
        // What a place elsewhere is follows from who sees it; one more or less of several makes no difference.
        let is_foreign_changed = foreign.iter().any(|path| {
            sees(before, path) != sees(now, path) && !others.clone().any(|other| other.sites.contains(path))
        });
        let is_shared = others.clone().any(|other| {
            other.base.as_ref() != prefix.as_ref() && other.sites.iter().any(|site| own.contains(site))
        });
        // What it is made of is the base of others: which sites these see follows from it.
        let is_base_changed = before.iter().any(|one| one.kind != EnvironmentKind::Virtual)
            && before != now
            && others.clone().any(|other| other.base.as_ref() == prefix.as_ref());
        is_foreign_changed
            || is_linked_otherwise
            || is_shared
            || is_base_changed
            || self.is_base_of_others(before, now)
    }
}
