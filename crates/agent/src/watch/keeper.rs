//! The inventory, kept current.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

use fetter_core::inventory::discover::{
    DiscoverError, Progress, Request, Surroundings, Touched, discover, reach, refresh,
};
use fetter_core::inventory::{Change, Inventory, Site, changes, changes_of};

/// How many times as long as it took it is waited before it is read again where a search would look.
const REACH_FACTOR: u32 = 10;

/// An inventory, and how it was taken.
#[derive(Clone, Debug)]
pub struct Keeper {
    inventory: Inventory,
    request: Request,
    surroundings: Surroundings,
    /// Where a search would look, as it was last read, and until when that is not read again.
    reached: Vec<PathBuf>,
    reached_until: Option<Instant>,
}

/// What came of reading again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// What differs from before.
    pub changes: Vec<Change>,
    /// The sites that were read again, or are gone.
    pub sites: BTreeSet<PathBuf>,
    /// Whether there are other sites or environments than before: what is watched follows them.
    pub is_elsewhere: bool,
    /// What bears on places elsewhere: all is to be searched.
    pub beyond: BTreeSet<PathBuf>,
}

impl Keeper {
    /// Searches the machine for the first time. Origins are always wanted: they decide what a package is.
    pub fn new(request: Request, surroundings: Surroundings) -> Result<Self, DiscoverError> {
        let request = Request { origins: true, ..request };
        let inventory = discover(&request, &surroundings, &Progress::default())?;
        Ok(Self { inventory, request, surroundings, reached: Vec::new(), reached_until: None })
    }

    /// What is installed.
    #[must_use]
    pub const fn inventory(&self) -> &Inventory {
        &self.inventory
    }

    /// How a search of everything is done, for whoever does it beside.
    #[must_use]
    pub fn search(&self) -> (Request, Surroundings) {
        (self.request.clone(), self.surroundings.clone())
    }

    /// Reads again what was touched.
    pub fn touch(&mut self, touched: &BTreeSet<Touched>) -> Result<Step, DiscoverError> {
        let known: BTreeSet<Touched> =
            touched.iter().filter(|touched| self.is_searched(touched)).cloned().collect();
        let elsewhere = touched.difference(&known).map(Touched::directory);
        let elsewhere: Vec<&Path> = elsewhere.filter(|path| !self.is_within_roots(path)).collect();
        let mut done = refresh(&mut self.inventory, &known, &self.request, &self.surroundings)?;
        done.beyond.extend(self.newly_reached(&elsewhere));
        let is_asked = |prefix: &Path| done.prefixes.contains(prefix);
        let now = self.inventory.environments.iter().filter(|found| is_asked(&found.prefix)).cloned();
        let now: Vec<_> = now.collect();
        let sites = done.sites.iter().map(|(path, was)| (was.as_ref(), self.site(path)));
        let changes = if done.beyond.is_empty() {
            changes_of(&done.environments, &now, sites)
        } else {
            // Environments that could not be put in are compared when all has been searched.
            let put_in = now.iter().filter(|found| !done.beyond.contains(&found.prefix)).cloned();
            changes_of(&done.environments, &put_in.collect::<Vec<_>>(), sites)
        };
        let is_other = |change: &Change| {
            matches!(change, Change::EnvironmentAdded { .. } | Change::EnvironmentRemoved { .. })
        };
        let is_elsewhere = changes.iter().any(is_other)
            || done.sites.iter().any(|(path, was)| was.is_none() || self.site(path).is_none());
        let sites = done.sites.into_keys().collect();
        Ok(Step { changes, sites, is_elsewhere, beyond: done.beyond })
    }

    /// Takes over the inventory of a search of everything. What was touched while it was searched is read again at once, so that
    /// nothing that is known already is forgotten for a moment.
    pub fn adopt(
        &mut self,
        inventory: Inventory,
        meanwhile: &BTreeSet<Touched>,
    ) -> Result<Step, DiscoverError> {
        let before = std::mem::replace(&mut self.inventory, inventory);
        let known: BTreeSet<Touched> =
            meanwhile.iter().filter(|touched| self.is_searched(touched)).cloned().collect();
        let done = refresh(&mut self.inventory, &known, &self.request, &self.surroundings)?;
        let changes = changes(&before, &self.inventory);
        let sites = before.sites.iter().chain(&self.inventory.sites);
        let sites = sites.map(|site| site.path.clone()).collect();
        Ok(Step { changes, sites, is_elsewhere: true, beyond: done.beyond })
    }

    /// The site at a path.
    #[must_use]
    pub fn site(&self, path: &Path) -> Option<&Site> {
        let place = self.inventory.sites.binary_search_by(|site| site.path.as_path().cmp(path)).ok()?;
        self.inventory.sites.get(place)
    }

    /// The innermost site that a path lies in.
    #[must_use]
    pub fn site_around(&self, path: &Path) -> Option<&Site> {
        path.ancestors().find_map(|above| self.site(above))
    }

    /// Whether a site or an environment is known at a path or below it.
    #[must_use]
    pub fn holds(&self, path: &Path) -> bool {
        let sites = self.inventory.sites.iter().any(|site| site.path.starts_with(path));
        sites || self.inventory.environments.iter().any(|found| found.prefix.starts_with(path))
    }

    /// Whether a search of everything may come by it, as far as that can be told at once: most events are of what it does not come by.
    fn is_searched(&self, touched: &Touched) -> bool {
        let path = touched.directory();
        let is_known = self.site(path).is_some() || self.is_environment(path);
        is_known
            || match touched {
                Touched::Tree(path) => self.is_within_roots(path) || self.holds(path),
                _ => self.is_within_roots(path) && (self.request.exhaustive || !is_among_packages(path)),
            }
    }

    /// Where a search of everything would come by now and the last one did not: the home of a user who is new, say.
    /// Whoever writes long lists of places, and touches things all the time, has them read a tenth of the time at most.
    #[must_use]
    pub fn new_reach(&mut self) -> Vec<PathBuf> {
        if self.request.only_paths {
            return Vec::new();
        }
        let began = Instant::now();
        if self.reached_until.is_none_or(|until| began >= until) {
            self.reached = reach(&self.request, &self.surroundings).unwrap_or_default();
            let now = Instant::now();
            self.reached_until = Some(now + (now - began) * REACH_FACTOR);
        }
        let is_new = |place: &&PathBuf| !self.is_within_roots(place) && !self.is_environment(place);
        self.reached.iter().filter(is_new).cloned().collect()
    }

    /// Those of the places that a search of everything would come by now.
    fn newly_reached(&mut self, places: &[&Path]) -> Vec<PathBuf> {
        if places.is_empty() {
            return Vec::new();
        }
        let reach = self.new_reach();
        let is_reached = |place: &&&Path| reach.iter().any(|reached| place.starts_with(reached));
        places.iter().filter(is_reached).map(|place| place.to_path_buf()).collect()
    }

    fn is_environment(&self, prefix: &Path) -> bool {
        self.inventory.environments.iter().any(|found| found.prefix == prefix)
    }

    /// Whether a path lies in what is walked.
    #[must_use]
    pub fn is_within_roots(&self, path: &Path) -> bool {
        self.inventory.coverage.roots.iter().any(|root| path.starts_with(root))
    }
}

/// Whether a path lies in a directory that is called as environments call where their packages are: a search does not go below.
fn is_among_packages(path: &Path) -> bool {
    let above = path.ancestors().skip(1).filter_map(Path::file_name);
    above.into_iter().any(|name| name == "site-packages" || name == "dist-packages")
}
