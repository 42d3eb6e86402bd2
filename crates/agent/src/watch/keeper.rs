//! The inventory, kept current.

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use fetter_core::inventory::discover::{
    DiscoverError, Progress, Request, Surroundings, Touched, discover, refresh,
};
use fetter_core::inventory::{Change, Inventory, Site, changes, changes_of};

/// An inventory, and how it was taken.
#[derive(Clone, Debug)]
pub struct Keeper {
    inventory: Inventory,
    request: Request,
    surroundings: Surroundings,
}

/// What came of reading again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// What differs from before.
    pub changes: Vec<Change>,
    /// The sites that were read again, or are gone.
    pub sites: BTreeSet<PathBuf>,
    /// What bears on places elsewhere: all is to be searched.
    pub beyond: BTreeSet<PathBuf>,
}

impl Keeper {
    /// Searches the machine for the first time. Origins are always wanted: they decide what a package is.
    pub fn new(request: Request, surroundings: Surroundings) -> Result<Self, DiscoverError> {
        let request = Request { origins: true, ..request };
        let inventory = discover(&request, &surroundings, &Progress::default())?;
        Ok(Self { inventory, request, surroundings })
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
        let done = refresh(&mut self.inventory, &known, &self.request, &self.surroundings)?;
        let prefixes: HashSet<&Path> =
            done.environments.iter().map(|environment| environment.prefix.as_path()).collect();
        let asked = known.iter().filter_map(|touched| match touched {
            Touched::Prefix(prefix) => Some(prefix.as_path()),
            Touched::Site(_) | Touched::Metadata(_) => None,
        });
        let prefixes: HashSet<&Path> = prefixes.into_iter().chain(asked).collect();
        let is_asked = |prefix: &Path| prefixes.contains(prefix);
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
        Ok(Step { changes, sites: done.sites.into_keys().collect(), beyond: done.beyond })
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
        Ok(Step { changes, sites: sites.map(|site| site.path.clone()).collect(), beyond: done.beyond })
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

    /// Whether a search of everything would come by it: what is below none of the roots, and not known, is none of its business.
    fn is_searched(&self, touched: &Touched) -> bool {
        let path = match touched {
            Touched::Site(path) | Touched::Prefix(path) => path.as_path(),
            Touched::Metadata(path) => path.parent().unwrap_or(path),
        };
        if self.is_within_roots(path) {
            // Within a site only its own packages lie, unless everything is searched.
            let around = path.parent().and_then(|above| self.site_around(above));
            return self.site(path).is_some() || around.is_none() || self.request.exhaustive;
        }
        self.site(path).is_some() || self.inventory.environments.iter().any(|found| found.prefix == path)
    }

    /// Whether a path lies in what is walked.
    #[must_use]
    pub fn is_within_roots(&self, path: &Path) -> bool {
        self.inventory.coverage.roots.iter().any(|root| path.starts_with(root))
    }
}
