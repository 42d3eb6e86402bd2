//! Places that nobody knew, or that are gone: what a search of everything would come by there.

use std::collections::BTreeSet;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU64;

use rustix::fs::FileType;

use super::Refresh;
use crate::inventory::discover::assemble::Assembly;
use crate::inventory::discover::probe::names;
use crate::inventory::discover::walk::Toward;
use crate::inventory::discover::{DiscoverError, layout};
use crate::inventory::file::join;
use crate::inventory::{Inventory, Problem, Site};

/// How many places are looked at one by one; of more the search of everything is the better judge.
const LIMIT: usize = 256;

/// Places that only the walk can tell the meaning of.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// Directories that may be sites.
    pub(super) sites: BTreeSet<PathBuf>,
    /// Sites of prefixes whose environments see them no more, or never did.
    pub(super) lost: BTreeSet<PathBuf>,
    /// Directories that came or went with all that is in them.
    pub(super) trees: BTreeSet<PathBuf>,
    /// Directories that may be prefixes.
    pub(super) prefixes: BTreeSet<PathBuf>,
}

impl Places {
    fn all(&self) -> impl Iterator<Item = &PathBuf> {
        self.sites.iter().chain(&self.lost).chain(&self.trees).chain(&self.prefixes)
    }

    /// Whether a path lies in a directory that is walked anyway.
    pub(super) fn covers(&self, path: &Path) -> bool {
        path.ancestors().any(|above| self.trees.contains(above))
    }
}

/// What of an inventory lies in the places.
pub(super) struct Region {
    /// Directories of which everything is in it.
    pub(super) places: BTreeSet<PathBuf>,
    /// The prefixes that are looked at.
    pub(super) prefixes: BTreeSet<PathBuf>,
}

impl Region {
    /// Whether a path lies in it.
    pub(super) fn holds(&self, path: &Path) -> bool {
        path.ancestors().any(|above| self.places.contains(above))
    }
}

impl Refresh<'_> {
    /// Looks at places as the walk of everything would, and puts into the inventory what it finds there.
    pub(super) fn places(&mut self) -> Result<(), DiscoverError> {
        let mut places = std::mem::take(&mut self.places);
        // What was read with its environment is that environment's.
        places.sites.retain(|site| !self.done.sites.contains_key(site));
        for prefix in &places.prefixes {
            places.lost.extend(self.sites_by_layout(prefix));
        }
        if places.all().next().is_none() {
            return Ok(());
        }
        let all: BTreeSet<PathBuf> = places.all().cloned().collect();
        if all.len() > LIMIT {
            self.done.beyond.extend(all);
            return Ok(());
        }
        let toward = self.toward(places);
        let places = toward.sites.union(&toward.trees).cloned().collect();
        let settled = toward.settled.clone();
        let mut region = Region { places, prefixes: toward.prefixes.clone() };
        let seen = AtomicU64::new(0);
        let assembly = Assembly::new(&self.disk, self.request, self.surroundings, &seen);
        let found = assembly.places_again(toward, &self.inventory.coverage.roots)?;
        let Some(found) = found.filter(|found| self.is_of_the_same_coverage(found)) else {
            self.done.beyond.extend(all);
            return Ok(());
        };
        let known = self.inventory.environments.iter();
        let known = known.filter(|one| region.holds(&one.prefix) && !settled.contains(&one.prefix));
        let prefixes: Vec<PathBuf> =
            known.chain(&found.environments).map(|environment| environment.prefix.clone()).collect();
        region.prefixes.extend(prefixes);
        if self.bears(&region, &found) {
            self.done.beyond.extend(all);
            return Ok(());
        }
        self.put_in(&region, &found);
        Ok(())
    }

    /// The sites of a prefix by their places in it (`lib/python3.11/site-packages`), those that are there and those that are known.
    pub(super) fn sites_by_layout(&self, prefix: &Path) -> BTreeSet<PathBuf> {
        let is_of_prefix = |site: &Path| {
            site.ancestors().nth(3) == Some(prefix)
                && site.file_name().is_some_and(|name| layout::is_site(name.as_bytes()))
        };
        let known = self.inventory.sites.iter().map(|site| &site.path).filter(|site| is_of_prefix(site));
        let mut found: BTreeSet<PathBuf> = known.cloned().collect();
        let below = |directory: &Path, wanted: &dyn Fn(&[u8]) -> bool| -> Vec<PathBuf> {
            let names = names(&self.disk, directory, wanted).into_iter();
            let directories = names.filter(|(_, kind)| *kind == FileType::Directory);
            directories.map(|(name, _)| join(directory, &name)).collect()
        };
        for library in below(prefix, &layout::is_library) {
            for version in below(&library, &|name| layout::version_directory(name).is_some()) {
                found.extend(below(&version, &layout::is_site));
            }
        }
        found
    }

    /// The way of the walk to the places. One below which something is known is walked: what it is says what these are.
    fn toward(&self, places: Places) -> Toward {
        let (mut alone, mut trees) = (BTreeSet::new(), places.trees);
        for site in places.sites.into_iter().chain(places.lost) {
            if self.is_known_below(&site) {
                trees.insert(site)
            } else {
                alone.insert(site)
            };
        }
        let is_settled = |prefix: &Path| {
            !places.prefixes.contains(prefix) && !prefix.ancestors().any(|above| trees.contains(above))
        };
        let environments = self.inventory.environments.iter().map(|environment| &environment.prefix);
        let settled = environments.filter(|prefix| is_settled(prefix)).cloned().collect();
        Toward { sites: alone, trees, prefixes: places.prefixes, settled, ..Toward::default() }
    }

    fn is_known_below(&self, directory: &Path) -> bool {
        let is_below = |path: &Path| path != directory && path.starts_with(directory);
        // What is wrong with a site's own metadata is read again with the site.
        let is_own = |problem: &Problem| {
            problem.path.strip_prefix(directory).is_ok_and(|rest| {
                let mut names = rest.components().map(|name| name.as_os_str().as_bytes());
                let first = names.next().unwrap_or_default().to_ascii_lowercase();
                first.ends_with(b"-info") || names.next().is_none() && !self.disk.is_directory(&problem.path)
            })
        };
        self.inventory.sites.iter().any(|site| is_below(&site.path))
            || self.inventory.environments.iter().any(|found| is_below(&found.prefix))
            || self.inventory.problems.iter().any(|problem| is_below(&problem.path) && !is_own(problem))
    }

    /// Whether a search of everything would be one of the same directories, and leave out the same.
    fn is_of_the_same_coverage(&self, found: &Inventory) -> bool {
        let (known, now) = (&self.inventory.coverage, &found.coverage);
        known.roots == now.roots
            && now.skipped_mounts.iter().all(|mount| known.skipped_mounts.contains(mount))
    }

    fn put_in(&mut self, region: &Region, found: &Inventory) {
        let known_beyond = self.done.beyond.len();
        for prefix in &region.prefixes {
            self.done.prefixes.insert(prefix.clone());
            self.prefix(prefix, found);
        }
        if self.done.beyond.len() == known_beyond {
            let was = self.inventory.sites.extract_if(.., |site| region.holds(&site.path));
            let was: Vec<Site> = was.collect();
            let now = found.sites.iter().filter(|site| region.holds(&site.path));
            let now: Vec<Site> = now.cloned().collect();
            // What was looked at before is told as it was then.
            for site in was {
                self.done.sites.entry(site.path.clone()).or_insert(Some(site));
            }
            for site in &now {
                self.done.sites.entry(site.path.clone()).or_insert(None);
            }
            self.inventory.sites.extend(now);
            self.inventory.problems.retain(|problem| !region.holds(&problem.path));
            let problems = found.problems.iter().filter(|problem| region.holds(&problem.path));
            self.inventory.problems.extend(problems.cloned());
        }
        self.sort();
    }
}
