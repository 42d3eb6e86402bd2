//! From verdicts to marks.

use std::collections::{BTreeSet, HashSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::SyncSender;

use fetter_core::inventory::Inventory;
use fetter_core::inventory::file::Disk;

use super::verdicts::Verdicts;
use crate::enforce::targets::Finder;
use crate::enforce::{Counts, Coverage, Denied, Enforcer, Refusal, Responder, ResponderError, Targets};
use crate::sys::permission::PermissionGroup;

/// Has what is denied refused, while it may be.
#[derive(Debug)]
pub struct Enforcement {
    enforcer: Enforcer,
    finder: Finder,
    /// Why nothing is refused just now.
    suspended: Option<String>,
    /// Answers for as long as it lives.
    _responder: Responder,
}

impl Enforcement {
    /// Begins to answer. Nothing is marked yet.
    pub fn new(
        group: PermissionGroup,
        tell: SyncSender<Refusal>,
        heart: Option<std::os::fd::OwnedFd>,
    ) -> Result<Self, ResponderError> {
        let enforcer = Enforcer::new(Arc::new(group));
        let responder = enforcer.respond(tell, heart)?;
        Ok(Self { enforcer, finder: Finder::default(), suspended: None, _responder: responder })
    }

    /// Marks what is denied, and nothing else.
    pub fn set(&mut self, inventory: &Inventory, verdicts: &Verdicts) {
        if self.suspended.is_none() {
            let denied = verdicts.refusable().cloned().collect();
            let found = self.find(inventory, denied, &HashSet::new());
            self.enforcer.set(found);
        }
    }

    /// Marks what is denied in these sites as it is now.
    pub fn update(&mut self, inventory: &Inventory, verdicts: &Verdicts, sites: &BTreeSet<PathBuf>) {
        if self.suspended.is_some() {
            return;
        }
        let is_meant = |denied: &Denied| sites.contains(&denied.site);
        let gone: BTreeSet<PathBuf> = self
            .enforcer
            .denied()
            .filter(|denied| is_meant(denied))
            .map(|denied| denied.metadata.clone())
            .collect();
        let denied: Vec<Denied> = verdicts.refusable().filter(|denied| is_meant(denied)).cloned().collect();
        if gone.is_empty() && denied.is_empty() {
            return;
        }
        let already = verdicts.refusable().map(|denied| denied.metadata.clone()).collect();
        let found = self.find(inventory, denied, &already);
        let kept: BTreeSet<&PathBuf> = found.iter().map(|(denied, _)| &denied.metadata).collect();
        let released: Vec<PathBuf> = gone.into_iter().filter(|path| !kept.contains(path)).collect();
        if !released.is_empty() {
            self.enforcer.release(released.iter().map(PathBuf::as_path));
        }
        if !found.is_empty() {
            self.enforcer.deny(found);
        }
    }

    fn find(
        &mut self,
        inventory: &Inventory,
        denied: Vec<Denied>,
        already: &HashSet<PathBuf>,
    ) -> Vec<(Denied, Targets)> {
        self.finder.find(&Disk::here(), &inventory.sites, &inventory.environments, denied, already)
    }

    /// Refuses nothing until [`Self::resume`].
    pub fn suspend(&mut self, why: String) {
        if self.suspended.is_none() {
            self.enforcer.stand_down();
        }
        self.suspended = Some(why);
    }

    /// Refuses again what is denied.
    pub fn resume(&mut self, inventory: &Inventory, verdicts: &Verdicts) {
        if self.suspended.take().is_some() {
            self.set(inventory, verdicts);
        }
    }

    /// Why nothing is refused, if nothing is.
    #[must_use]
    pub fn suspended(&self) -> Option<&str> {
        self.suspended.as_deref()
    }

    /// What is marked, and what is not covered.
    #[must_use]
    pub fn coverage(&self) -> Coverage {
        self.enforcer.coverage()
    }

    /// How often openers were answered.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.enforcer.counts()
    }
}
