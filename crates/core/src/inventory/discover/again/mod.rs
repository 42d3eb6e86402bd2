//! Keeping an inventory current: what was touched is read again, and the rest of the inventory stays.
//!
//! The answer is that of a search of everything. Where it could not be, because what was touched bears on places elsewhere (a
//! link to a source tree, an egg of another site), that is said, and the caller searches everything.

mod bearing;
mod places;
mod prefixes;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU64;

use self::places::Places;
use super::assemble::Assembly;
use super::walk::FoundSite;
use super::{DiscoverError, Request, Surroundings, layout};
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
    /// A directory that came or went with all that is in it, by its real path.
    Tree(PathBuf),
}

impl Touched {
    /// The directory that is looked at again.
    #[must_use]
    pub fn directory(&self) -> &Path {
        match self {
            Self::Site(path) | Self::Prefix(path) | Self::Tree(path) => path,
            Self::Metadata(path) => path.parent().unwrap_or(path),
        }
    }
}

/// What came of reading again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refreshed {
    /// The sites that were read again or are gone, as they were before, by path; `None` for those that are new.
    pub sites: BTreeMap<PathBuf, Option<Site>>,
    /// The environments that were looked at again, as they were before.
    pub environments: Vec<Environment>,
    /// The prefixes that were looked at again, whether or not there was or is an environment.
    pub prefixes: BTreeSet<PathBuf>,
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
    let mut refresh = Refresh {
        inventory,
        request,
        surroundings,
        disk,
        places: Places::default(),
        done: Refreshed::default(),
    };
    let mut prefixes = BTreeSet::new();
    let mut sites: BTreeMap<PathBuf, Extent> = BTreeMap::new();
    for touched in touched {
        match touched {
            // An environment in a package is searched in another way than the package.
            Touched::Prefix(prefix) if refresh.is_in_target(prefix) => {
                refresh.places.trees.insert(prefix.clone());
            }
            Touched::Prefix(prefix) if refresh.is_environment(prefix) => {
                prefixes.insert(prefix.clone());
            }
            Touched::Prefix(prefix) => drop(refresh.places.prefixes.insert(prefix.clone())),
            Touched::Tree(tree) => drop(refresh.places.trees.insert(tree.clone())),
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
    sites.retain(|site, _| !refresh.done.sites.contains_key(site) && !refresh.places.covers(site));
    let mut others = BTreeSet::new();
    refresh.sites(&sites, &mut others);
    others.retain(|prefix| !prefixes.contains(prefix));
    refresh.prefixes(&others)?;
    refresh.places()?;
    Ok(refresh.done)
}

struct Refresh<'again> {
    inventory: &'again mut Inventory,
    request: &'again Request,
    surroundings: &'again Surroundings,
    disk: Disk,
    /// What a search of everything would have to come by to be known.
    places: Places,
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
                Standing::Place => {
                    prefixes.extend(self.owner_by_layout(path));
                    self.places.sites.insert(path.clone());
                }
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
            return Standing::Place;
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
            SiteKind::Target | SiteKind::Checkout => Standing::Place,
            _ => Standing::Beyond,
        }
    }

    fn is_in_target(&self, path: &Path) -> bool {
        let mut targets = self.inventory.sites.iter().filter(|site| site.kind == SiteKind::Target);
        targets.any(|site| site.path != path && path.starts_with(&site.path))
    }

    fn is_environment(&self, prefix: &Path) -> bool {
        self.inventory.environments.iter().any(|found| found.prefix == prefix)
    }

    /// The environment whose own site it is.
    fn owner(&self, site: &Path) -> Option<&Environment> {
        let owners = self.inventory.environments.iter().filter(|found| site.starts_with(&found.prefix));
        owners.max_by_key(|found| found.prefix.as_os_str().len())
    }

    /// The environment that a site which nobody knew is one of by its place in it.
    fn owner_by_layout(&self, site: &Path) -> Option<PathBuf> {
        let is_named = site.file_name().is_some_and(|name| layout::is_site(name.as_bytes()));
        let owner = self.owner(site).filter(|_| is_named)?;
        // `lib/python3.11/site-packages`, and Debian's `local/lib/python3.11/dist-packages`.
        let is_near = site.ancestors().skip(3).take(2).any(|above| above == owner.prefix);
        is_near.then(|| owner.prefix.clone())
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
        let is_target = known.kind == SiteKind::Target;
        if is_target && !found.as_ref().is_some_and(|found| is_installed(&found.distributions)) {
            // What it is, and what is below it, only the walk can tell.
            self.places.trees.insert(path);
            return;
        }
        // Python follows no `.pth` file of a directory that packages were only put into.
        let is_same_path =
            found.as_ref().is_some_and(|found| is_target || found.path_files == known.path_files);
        let leads_on =
            found.as_ref().is_some_and(|found| links(&found.distributions) != links(&known.distributions));
        let found_nothing = found.is_none();
        let Some(mut found) = found.filter(|_| is_same_path && !leads_on) else {
            // The path of its environment may have changed, or there is no such directory any more.
            match self.owner(&path).map(|owner| owner.prefix.clone()) {
                Some(prefix) if known.kind == SiteKind::Environment && !leads_on => {
                    prefixes.insert(prefix);
                }
                _ if found_nothing && !leads_on => drop(self.places.sites.insert(path)),
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
    /// Whether it is a site, and of which kind, only the way to it tells.
    Place,
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

/// Whether distributions are among them that only an installer leaves.
fn is_installed(distributions: &[Distribution]) -> bool {
    distributions.iter().any(|found| {
        !matches!(found.kind, DistributionKind::EggInfoDirectory | DistributionKind::EggInfoFile)
    })
}
