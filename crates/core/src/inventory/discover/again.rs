//! Keeping an inventory current: what was touched is read again, and the rest of the inventory stays.
//!
//! The answer is that of a search of everything. Where it could not be, because what was touched bears on places elsewhere (a
//! link to a source tree, an egg of another site), that is said, and the caller searches everything.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU64;

use super::assemble::Assembly;
use super::walk::FoundSite;
use super::{DiscoverError, Request, Surroundings};
use crate::inventory::file::Disk;
use crate::inventory::{
    Distribution, DistributionKind, Environment, EnvironmentKind, Inventory, Problem, Site, SiteKind,
};
use crate::metadata::direct_url::Origin;

/// What was touched since an inventory was taken.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Touched {
    /// Something in a directory that packages are installed into, by its real path.
    Site(PathBuf),
    /// One directory or file that describes a distribution, by the real path of its site and its own name; what else is in the
    /// site is as it was.
    Metadata(PathBuf),
    /// What makes a prefix an environment, by its real path.
    Prefix(PathBuf),
}

/// What came of reading again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refreshed {
    /// The sites that were read again or are gone, as they were before, by path; `None` for those that are new.
    pub sites: BTreeMap<PathBuf, Option<Site>>,
    /// The environments that were looked at again, as they were before.
    pub environments: Vec<Environment>,
    /// What bears on places elsewhere, so that all must be searched. The inventory is not changed by it.
    pub beyond: BTreeSet<PathBuf>,
}

/// Reads again what was touched, and puts it into the inventory. `request` and `surroundings` are those that the inventory was
/// taken with; the search must have been for origins or details, and not for named interpreters only.
pub fn refresh(
    inventory: &mut Inventory,
    touched: &BTreeSet<Touched>,
    request: &Request,
    surroundings: &Surroundings,
) -> Result<Refreshed, DiscoverError> {
    let disk = super::disk_for(request, surroundings)?;
    let mut refresh = Refresh { inventory, request, surroundings, disk, done: Refreshed::default() };
    let mut prefixes = BTreeSet::new();
    let mut sites: BTreeMap<PathBuf, Extent> = BTreeMap::new();
    for touched in touched {
        match touched {
            Touched::Prefix(prefix) => drop(prefixes.insert(prefix.clone())),
            Touched::Site(site) => drop(sites.insert(site.clone(), Extent::Whole)),
            Touched::Metadata(path) => {
                let Some(site) = path.parent() else { continue };
                if let Extent::Some(some) = sites.entry(site.to_path_buf()).or_default() {
                    some.insert(path.clone());
                }
            }
        }
    }
    refresh.prefixes(&prefixes)?;
    // What was read with its environment need not be read by itself; and a site may turn out to be its environment's matter.
    sites.retain(|site, _| !refresh.done.sites.contains_key(site));
    let mut others = BTreeSet::new();
    refresh.sites(&sites, &mut others);
    others.retain(|prefix| !prefixes.contains(prefix));
    refresh.prefixes(&others)?;
    Ok(refresh.done)
}

struct Refresh<'again> {
    inventory: &'again mut Inventory,
    request: &'again Request,
    surroundings: &'again Surroundings,
    disk: Disk,
    done: Refreshed,
}

impl Refresh<'_> {
    /// Reads sites again. Those whose environments may have changed with them are left to their prefixes.
    fn sites(&mut self, sites: &BTreeMap<PathBuf, Extent>, prefixes: &mut BTreeSet<PathBuf>) {
        let mut plain = BTreeMap::new();
        for (path, extent) in sites {
            match self.standing(path) {
                Standing::Plain => drop(plain.insert(path.clone(), self.known(path, extent))),
                Standing::OfPrefix(prefix) => drop(prefixes.insert(prefix)),
                Standing::Beyond => drop(self.done.beyond.insert(path.clone())),
            }
        }
        if plain.is_empty() {
            return;
        }
        let seen = AtomicU64::new(0);
        let assembly = Assembly::new(&self.disk, self.request, self.surroundings, &seen);
        let paths: Vec<PathBuf> = plain.keys().cloned().collect();
        let (found, problems) = assembly.sites_again(plain);
        let mut found: BTreeMap<PathBuf, FoundSite> =
            found.into_iter().map(|site| (site.path.clone(), site)).collect();
        for path in paths {
            let found = found.remove(&path).map(|found| self.with_known(found));
            let mut own: Vec<Problem> =
                problems.iter().filter(|problem| problem.path.starts_with(&path)).cloned().collect();
            let passed: HashSet<PathBuf> =
                found.iter().flat_map(|(_, passed)| passed.iter().cloned()).collect();
            let is_passed = |problem: &&Problem| {
                !passed.is_empty() && problem.path.ancestors().any(|path| passed.contains(path))
            };
            own.extend(self.inventory.problems.iter().filter(is_passed).cloned());
            self.site(path, found.map(|(found, _)| found), own, prefixes);
        }
    }

    /// The names of entries of a site that need not be read again: all that are known and were not touched.
    fn known(&self, path: &Path, extent: &Extent) -> HashSet<Box<[u8]>> {
        let Extent::Some(touched) = extent else { return HashSet::new() };
        let site = self.inventory.sites.iter().find(|site| site.path == path);
        let known = site.into_iter().flat_map(|site| &site.distributions);
        let known = known.filter(|found| {
            let is_own = found.metadata_path.parent() == Some(path);
            let is_directory =
                matches!(found.kind, DistributionKind::DistInfo | DistributionKind::EggInfoDirectory);
            is_own && is_directory && !touched.contains(&found.metadata_path)
        });
        let name = |found: &Distribution| found.metadata_path.file_name().map(|name| name.as_bytes().into());
        known.filter_map(name).collect()
    }

    /// What was found, together with what is known of what was passed over, and where that is.
    fn with_known(&self, mut found: FoundSite) -> (FoundSite, HashSet<PathBuf>) {
        let passed: HashSet<PathBuf> =
            found.passed.iter().map(|name| found.path.join(OsStr::from_bytes(name))).collect();
        let site = self.inventory.sites.iter().find(|site| site.path == found.path);
        let known = site.into_iter().flat_map(|site| &site.distributions);
        found.distributions.extend(known.filter(|known| passed.contains(&known.metadata_path)).cloned());
        (found, passed)
    }

    /// How much else a site bears on.
    fn standing(&self, path: &Path) -> Standing {
        let owner = self.owner(path);
        let Some(known) = self.inventory.sites.iter().find(|site| site.path == path) else {
            return owner.map_or(Standing::Beyond, |owner| Standing::OfPrefix(owner.prefix.clone()));
        };
        let holds_site = self.inventory.sites.iter().any(|site| site.path.parent() == Some(path));
        match known.kind {
            SiteKind::CondaMeta => {
                path.parent().map_or(Standing::Beyond, |prefix| Standing::OfPrefix(prefix.to_path_buf()))
            }
            _ if owner.is_some_and(|owner| owner.kind == EnvironmentKind::Conda) => {
                owner.map_or(Standing::Beyond, |owner| Standing::OfPrefix(owner.prefix.clone()))
            }
            SiteKind::Environment | SiteKind::User | SiteKind::Prefix | SiteKind::Target if !holds_site => {
                Standing::Plain
            }
            _ => Standing::Beyond,
        }
    }

    /// The environment whose own site it is.
    fn owner(&self, site: &Path) -> Option<&Environment> {
        let owners = self.inventory.environments.iter().filter(|found| site.starts_with(&found.prefix));
        owners.max_by_key(|found| found.prefix.as_os_str().len())
    }

    fn site(
        &mut self,
        path: PathBuf,
        found: Option<FoundSite>,
        problems: Vec<Problem>,
        prefixes: &mut BTreeSet<PathBuf>,
    ) {
        let Ok(place) = self.inventory.sites.binary_search_by(|site| site.path.cmp(&path)) else { return };
        let known = &self.inventory.sites[place];
        let is_same_path = found.as_ref().is_some_and(|found| found.path_files == known.path_files);
        let leads_on =
            found.as_ref().is_some_and(|found| links(&found.distributions) != links(&known.distributions));
        let Some(mut found) = found.filter(|_| is_same_path && !leads_on) else {
            // The path of its environment may have changed, or there is no such directory any more.
            match self.owner(&path).map(|owner| owner.prefix.clone()) {
                Some(prefix) if known.kind == SiteKind::Environment && !leads_on => {
                    prefixes.insert(prefix);
                }
                _ => drop(self.done.beyond.insert(path)),
            }
            return;
        };
        found.distributions.sort_by(Distribution::compare);
        found.distributions.dedup();
        found.leftovers.sort();
        found.leftovers.dedup();
        let is_seen = self.inventory.environments.iter().any(|environment| environment.sites.contains(&path));
        let now = Site {
            path: path.clone(),
            kind: known.kind,
            distributions: found.distributions,
            path_files: found.path_files,
            leftovers: found.leftovers,
        };
        self.inventory.problems.retain(|problem| !problem.path.starts_with(&path));
        self.inventory.problems.extend(problems);
        self.inventory.problems.sort();
        self.inventory.problems.dedup();
        let holds_something = !now.distributions.is_empty() || !now.leftovers.is_empty();
        let before = if is_seen || holds_something {
            std::mem::replace(&mut self.inventory.sites[place], now)
        } else {
            self.inventory.sites.remove(place)
        };
        self.done.sites.insert(path, Some(before));
    }

    /// Looks at prefixes again, and at what their environments see.
    fn prefixes(&mut self, prefixes: &BTreeSet<PathBuf>) -> Result<(), DiscoverError> {
        if prefixes.is_empty() {
            return Ok(());
        }
        let seen = AtomicU64::new(0);
        let assembly = Assembly::new(&self.disk, self.request, self.surroundings, &seen);
        let found = assembly.prefixes_again(prefixes)?;
        for prefix in prefixes {
            self.prefix(prefix, &found);
        }
        self.inventory.sites.sort_by(|left, right| left.path.cmp(&right.path));
        self.inventory.problems.sort();
        self.inventory.problems.dedup();
        Ok(())
    }

    fn prefix(&mut self, prefix: &Path, found: &Inventory) {
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
        is_foreign_changed || is_linked_otherwise || is_shared || is_base_changed
    }
}

/// How much of a site was touched.
enum Extent {
    /// Something in it.
    Whole,
    /// What these paths describe, and nothing else.
    Some(BTreeSet<PathBuf>),
}

impl Default for Extent {
    fn default() -> Self {
        Self::Some(BTreeSet::new())
    }
}

/// How much else a site bears on.
enum Standing {
    /// Nothing.
    Plain,
    /// Its environment is to be looked at as a whole.
    OfPrefix(PathBuf),
    /// On places elsewhere.
    Beyond,
}

/// The distributions of a site that stand for source trees, and which.
fn links(distributions: &[Distribution]) -> BTreeSet<(PathBuf, Option<String>)> {
    let link = |found: &Distribution| {
        let origin = found.details.as_ref().and_then(|details| details.origin.as_ref());
        (found.kind == DistributionKind::EggLink || origin.is_some_and(Origin::is_editable))
            .then(|| (found.metadata_path.clone(), origin.map(|origin| origin.url().to_owned())))
    };
    distributions.iter().filter_map(link).collect()
}
