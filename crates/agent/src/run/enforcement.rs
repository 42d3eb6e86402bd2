//! From verdicts to marks.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::SyncSender;

use fetter_core::integrity::files::Anchor;
use fetter_core::inventory::file::Disk;
use fetter_core::inventory::{Inventory, Site};

use super::verdicts::Verdicts;
use crate::enforce::targets::Finder;
use crate::enforce::{Counts, Coverage, Denied, Enforcer, Refusal, Responder, ResponderError};
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
            let denied = verdicts.denied().cloned().collect();
            let found = self.find(inventory, denied);
            self.enforcer.set(found);
        }
    }

    /// Marks what is denied in these sites as it is now.
    pub fn update(&mut self, inventory: &Inventory, verdicts: &Verdicts, sites: &BTreeSet<PathBuf>) {
        if self.suspended.is_some() {
            return;
        }
        let anchor = |path: &Path| {
            let site = inventory.sites.iter().find(|site| site.path == *path)?;
            Some(Anchor::of(site, &inventory.environments).path)
        };
        let anchors: BTreeSet<PathBuf> = sites.iter().filter_map(|site| anchor(site)).collect();
        let is_meant = |denied: &Denied| {
            sites.contains(&denied.site)
                || anchor(&denied.site).is_some_and(|anchor| anchors.contains(&anchor))
        };
        let gone: BTreeSet<PathBuf> = self
            .enforcer
            .denied()
            .filter(|denied| is_meant(denied))
            .map(|denied| denied.metadata.clone())
            .collect();
        let denied: Vec<Denied> = verdicts.denied().filter(|denied| is_meant(denied)).cloned().collect();
        if gone.is_empty() && denied.is_empty() {
            return;
        }
        let found = self.find(inventory, denied);
        let kept: BTreeSet<&PathBuf> = found.iter().map(|(denied, _)| &denied.metadata).collect();
        let released: Vec<PathBuf> = gone.into_iter().filter(|path| !kept.contains(path)).collect();
        if !released.is_empty() {
            self.enforcer.release(released.iter().map(PathBuf::as_path));
        }
        if !found.is_empty() {
            self.enforcer.deny(found);
        }
    }

    fn find(&mut self, inventory: &Inventory, denied: Vec<Denied>) -> Vec<(Denied, crate::enforce::Targets)> {
        let sites: &[Site] = &inventory.sites;
        self.finder.find(&Disk::here(), sites, &inventory.environments, denied)
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
