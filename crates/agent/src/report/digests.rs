//! The digests of sites, so that what has not changed is not digested again.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;

use fetter_core::inventory::{Inventory, Site};
use fetter_protocol::{Digest, MessageError};

use super::contents;

/// What is known of each site, by its path: its digest, and how many distributions are left out of it.
#[derive(Clone, Debug, Default)]
pub struct Digests {
    known: BTreeMap<PathBuf, (Digest, u64)>,
    made: u64,
}

impl Digests {
    /// The digest of a site, and how many of its distributions it leaves out.
    pub fn of(&mut self, site: &Site) -> Result<(Digest, u64), MessageError> {
        if let Some(known) = self.known.get(&site.path) {
            return Ok(*known);
        }
        let (digest, _, left_out) = contents(site)?;
        self.made += 1;
        self.known.insert(site.path.clone(), (digest, left_out));
        Ok((digest, left_out))
    }

    /// Forgets what is known of these sites; `None` for all.
    pub fn forget(&mut self, sites: Option<&BTreeSet<PathBuf>>) {
        match sites {
            Some(sites) => self.known.retain(|path, _| !sites.contains(path)),
            None => self.known.clear(),
        }
    }

    /// How many sites were digested so far.
    #[must_use]
    pub const fn made(&self) -> u64 {
        self.made
    }

    /// The sites of an inventory by the digests that are known of them.
    #[must_use]
    pub fn sites<'inventory>(&self, inventory: &'inventory Inventory) -> HashMap<Digest, &'inventory Site> {
        let known = |site: &'inventory Site| Some((self.known.get(&site.path)?.0, site));
        inventory.sites.iter().filter_map(known).collect()
    }
}
