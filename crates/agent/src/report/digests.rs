//! The digests of sites, so that what has not changed is not digested again.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;

use fetter_core::inventory::discover::DetailReader;
use fetter_core::inventory::{Environment, Inventory, Site};
use fetter_protocol::{Digest, MessageError, limits};

use super::contents::{Made, contents, detailed_contents};

/// What is known of each site, by its path: its digest, and how many distributions are left out of it.
///
/// The agent keeps no details of distributions: they are read when a site is digested, and again when its contents are wanted.
#[derive(Debug, Default)]
pub struct Digests {
    known: BTreeMap<PathBuf, (Digest, u64)>,
    /// The sites whose digests were made without a reader.
    light: BTreeSet<PathBuf>,
    made: u64,
    reader: Option<DetailReader>,
}

impl Digests {
    /// Has details read by this from now on; without it, contents have those that a site is known with, and say that these are not all.
    /// Digests that were made without one are forgotten where there is one: whether there were any.
    pub fn read_by(&mut self, reader: Option<DetailReader>) -> bool {
        self.reader = reader;
        let outdated = if self.reader.is_some() { std::mem::take(&mut self.light) } else { BTreeSet::new() };
        self.forget(Some(&outdated));
        !outdated.is_empty()
    }

    /// The contents of a site, of these environments among others, as it is now.
    pub fn contents(&self, site: &Site, environments: &[Environment]) -> Made {
        match &self.reader {
            Some(reader) => detailed_contents(&reader.read(site, environments, limits::SITE_BYTES)),
            None => contents(site),
        }
    }

    /// The digest of a site, and how many of its distributions it leaves out.
    pub fn of(&mut self, site: &Site, environments: &[Environment]) -> Result<(Digest, u64), MessageError> {
        if let Some(known) = self.known.get(&site.path) {
            return Ok(*known);
        }
        let (digest, _, left_out) = self.contents(site, environments)?;
        self.made += 1;
        self.known.insert(site.path.clone(), (digest, left_out));
        if self.reader.is_none() {
            self.light.insert(site.path.clone());
        }
        Ok((digest, left_out))
    }

    /// Forgets what is known of these sites; `None` for all.
    pub fn forget(&mut self, sites: Option<&BTreeSet<PathBuf>>) {
        if let Some(sites) = sites {
            self.known.retain(|path, _| !sites.contains(path));
            self.light.retain(|path| !sites.contains(path));
        } else {
            self.known.clear();
            self.light.clear();
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
