//! Parts of a search, done again: single sites, and single prefixes with all that their environments see.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::PathBuf;

use super::Assembly;
use crate::inventory::discover::environments::Drafter;
use crate::inventory::discover::walk::{FoundSite, Job};
use crate::inventory::discover::{DiscoverError, roots};
use crate::inventory::{Inventory, Problem};

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
}
