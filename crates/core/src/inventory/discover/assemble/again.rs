//! Parts of a search, done again: single sites, and single prefixes with all that their environments see.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::PathBuf;
use std::sync::{Arc, PoisonError};

use super::{Assembly, name_aliases};
use crate::inventory::discover::conda::CondaRecords;
use crate::inventory::discover::environments::Drafter;
use crate::inventory::discover::walk::{FoundSite, Job, Toward};
use crate::inventory::discover::{DiscoverError, roots};
use crate::inventory::{Distribution, Inventory, Problem, Site, SiteKind};

impl Assembly<'_> {
    /// Reads directories as sites again, but for the entries of each that are known as they are. Of one that is not there, or may
    /// not be read, there is no site.
    pub(in crate::inventory::discover) fn sites_again(
        mut self,
        sites: BTreeMap<PathBuf, HashSet<Box<[u8]>>>,
    ) -> (Vec<FoundSite>, Vec<Problem>) {
        self.read(sites.into_iter().map(|(path, known)| Job::SiteBut { path, known }).collect());
        (std::mem::take(&mut self.sites).into_values().collect(), self.problems)
    }

    /// What is in a site that is known, with details, and what is wrong with it; `None` where the details are more than so many bytes.
    /// These records of conda may stand for what is there.
    pub(in crate::inventory::discover) fn details_of(
        mut self,
        site: &Site,
        records: &[Arc<CondaRecords>],
        most: usize,
    ) -> Option<(Vec<Distribution>, Vec<Problem>)> {
        self.walk.most_details = most;
        if site.kind != SiteKind::CondaMeta {
            let job = self.job_for(site.path.clone());
            self.read(vec![job]);
        }
        if self.walk.has_cut_details() {
            return None;
        }
        for records in records {
            self.add_conda(records);
        }
        let found = self.sites.remove(&site.path).map(|found| found.distributions).unwrap_or_default();
        let bytes = found.iter().flat_map(|one| &one.details).map(|details| details.bytes());
        (bytes.sum::<usize>() <= most).then_some((found, self.problems))
    }

    /// Probes prefixes again, and reads what their environments see.
    pub(in crate::inventory::discover) fn prefixes_again(
        mut self,
        prefixes: &BTreeSet<PathBuf>,
    ) -> Result<Inventory, DiscoverError> {
        let drafter = Drafter::new(self.disk, self.request, self.surroundings);
        let drafter = if self.request.only_paths {
            let mut ignored = Vec::new();
            let roots = roots::of_machine(self.disk, self.request, self.surroundings, &mut ignored)?;
            drafter.confined_to(&roots.walked)
        } else {
            drafter
        };
        // Other installations are looked at only as what these were made from.
        self.walk.only_roots = true;
        self.walk.roots = prefixes.iter().cloned().collect();
        self.read(prefixes.iter().cloned().map(Job::Prefix).collect());
        self.problems.extend(drafter.add_bases(&mut self.prefixes));
        let found = self.prefixes.values().filter(|prefix| prefixes.contains(&prefix.path));
        let drafted = found.flat_map(|prefix| drafter.draft(prefix, &self.prefixes)).collect();
        Ok(self.finish(drafted))
    }
    /// Looks for what a search of everything would come by in some places, together with the prefixes that it would be led to and that are
    /// not settled. `roots` are those of the search before. `None` where it is too much.
    pub(in crate::inventory::discover) fn places_again(
        mut self,
        toward: Toward,
        roots: &[PathBuf],
    ) -> Result<Option<Inventory>, DiscoverError> {
        let drafter = Drafter::new(self.disk, self.request, self.surroundings);
        let of_machine = roots::of_machine(self.disk, self.request, self.surroundings, &mut Vec::new())?;
        let drafter = if self.request.only_paths { drafter.confined_to(&of_machine.walked) } else { drafter };
        self.walk.roots.clone_from(&of_machine.walked);
        // Where links led before they lead now, unless nothing is there any more.
        let is_followed = |root: &&PathBuf| !of_machine.walked.contains(root) && self.disk.is_directory(root);
        let followed: BTreeSet<PathBuf> = roots.iter().filter(is_followed).cloned().collect();
        let walked = of_machine.walked.iter().chain(&followed).filter(|root| toward.concerns(root));
        let jobs: Vec<Job> = walked.cloned().map(Job::Root).collect();
        *self.walk.followed.lock().unwrap_or_else(PoisonError::into_inner) = followed;
        let mut traced = Vec::new();
        let asks_for_prefixes = !toward.prefixes.is_empty() || !toward.trees.is_empty();
        self.walk.toward = Some(toward);
        self.read(jobs);
        if asks_for_prefixes || !self.prefixes.is_empty() {
            traced = self.trace(&of_machine);
            let named: BTreeSet<PathBuf> =
                traced.iter().map(|traced| traced.prefix.clone()).chain(of_machine.prefixes).collect();
            let news = named.into_iter().filter(|prefix| !self.is_settled(prefix));
            self.read(news.map(Job::Prefix).collect());
        }
        let bases = std::mem::take(&mut *self.walk.bases.lock().unwrap_or_else(PoisonError::into_inner));
        drafter.know(bases);
        self.problems.extend(drafter.add_bases(&mut self.prefixes));
        let news = self
            .prefixes
            .values()
            .filter(|prefix| self.walk.is_of_interest(&prefix.path) && !self.is_settled(&prefix.path));
        let mut drafted: Vec<_> = news.flat_map(|prefix| drafter.draft(prefix, &self.prefixes)).collect();
        name_aliases(&mut drafted, &traced);
        let is_exhausted = self.walk.toward.as_ref().is_some_and(Toward::is_exhausted);
        Ok((!is_exhausted).then(|| self.finish(drafted)))
    }

    fn is_settled(&self, prefix: &std::path::Path) -> bool {
        self.walk.toward.as_ref().is_some_and(|toward| toward.settled.contains(prefix))
    }
}
