//! From verdicts to marks.

use std::collections::{BTreeSet, HashSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::SyncSender;
use std::time::{Duration, Instant};

use fetter_core::inventory::Inventory;
use fetter_core::inventory::file::Disk;

use super::retries::Retries;
use super::verdicts::Verdicts;
use crate::enforce::targets::Finder;
use crate::enforce::{
    Counts, Coverage, Denied, Enforcer, Lookup, Refusal, Responder, ResponderError, Targets,
};
use crate::sys::permission::PermissionGroup;

/// Has what is denied refused, while it may be.
#[derive(Debug)]
pub struct Enforcement {
    enforcer: Enforcer,
    finder: Finder,
    retries: Retries,
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
        break_glass: PathBuf,
    ) -> Result<Self, ResponderError> {
        let enforcer = Enforcer::new(Arc::new(group));
        enforcer.break_glass(break_glass);
        let responder = enforcer.respond(tell, heart)?;
        Ok(Self {
            enforcer,
            finder: Finder::default(),
            retries: Retries::default(),
            suspended: None,
            _responder: responder,
        })
    }

    /// The loop gets on.
    pub fn beat(&self) {
        self.enforcer.beat();
    }

    /// Marks what is denied, and nothing else.
    pub fn set(&mut self, inventory: &Inventory, verdicts: &Verdicts) {
        if self.suspended.is_none() {
            let denied = verdicts.refusable().cloned().collect();
            let found = self.find(inventory, denied, &HashSet::new());
            self.enforcer.set(found);
            self.finder.warm_again();
        }
    }

    /// Marks what is denied in these sites as it is now: first what is `new`, which somebody may be about to open, then all of it, since
    /// what others list may have changed.
    pub fn update(
        &mut self,
        inventory: &Inventory,
        verdicts: &Verdicts,
        new: &[Denied],
        sites: &BTreeSet<PathBuf>,
    ) {
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
        let is_new = |denied: &Denied| new.iter().any(|new| new.metadata == denied.metadata);
        let (first, rest): (Vec<_>, Vec<_>) = denied.into_iter().partition(is_new);
        let mut kept = self.deny(inventory, first, &already);
        kept.extend(self.deny(inventory, rest, &already));
        let released: Vec<PathBuf> = gone.into_iter().filter(|path| !kept.contains(path)).collect();
        if !released.is_empty() {
            self.enforcer.release(released.iter().map(PathBuf::as_path));
        }
    }

    /// Marks these too; those that are installed, by the paths of metadata.
    fn deny(
        &mut self,
        inventory: &Inventory,
        denied: Vec<Denied>,
        already: &HashSet<PathBuf>,
    ) -> BTreeSet<PathBuf> {
        if denied.is_empty() {
            return BTreeSet::new();
        }
        let found = self.find(inventory, denied, already);
        let kept = found.iter().map(|(denied, _)| denied.metadata.clone()).collect();
        if !found.is_empty() {
            self.enforcer.deny(found);
        }
        kept
    }

    /// Reads what will be needed when something is denied, for about that long. Whether nothing is left to read.
    pub fn warm(&mut self, inventory: &Inventory, time: Duration) -> bool {
        if self.suspended.is_some() {
            return true;
        }
        self.look_again(inventory);
        self.finder.warm(&Disk::here(), &inventory.sites, &inventory.environments, time)
    }

    /// Marks anew what is denied where files came or went that bear on it: what comes into a denied package, and what is compiled of a
    /// denied module, is denied too.
    pub fn grow(&mut self, inventory: &Inventory, verdicts: &Verdicts, written: &BTreeSet<PathBuf>) {
        if self.suspended.is_some() {
            return;
        }
        let grown = self.enforcer.bearing_on(written);
        if !grown.is_empty() {
            let already = verdicts.denied().map(|denied| denied.metadata.clone()).collect();
            let found = self.find(inventory, grown, &already);
            self.enforcer.grow(found);
        }
    }

    /// Looks again at what could not be read.
    fn look_again(&mut self, inventory: &Inventory) {
        let due = self.retries.due(Instant::now());
        if due.is_empty() {
            return;
        }
        let denied: Vec<Denied> = self
            .enforcer
            .denied()
            .filter(|denied| due.contains(&denied.metadata))
            .map(|denied| Denied::clone(denied))
            .collect();
        due.iter().filter(|path| denied.iter().all(|denied| denied.metadata != **path)).for_each(|path| {
            self.retries.forget(path);
        });
        let already = self.enforcer.denied().map(|denied| denied.metadata.clone()).collect();
        self.deny(inventory, denied, &already);
    }

    fn find(
        &mut self,
        inventory: &Inventory,
        denied: Vec<Denied>,
        already: &HashSet<PathBuf>,
    ) -> Vec<(Denied, Targets)> {
        let (sites, environments) = (&inventory.sites, &inventory.environments);
        let found = self.finder.find(&Disk::here(), sites, environments, denied, already);
        let now = Instant::now();
        for (denied, targets) in &found {
            self.retries.note(&denied.metadata, targets.may_change, now);
        }
        found
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

    /// What looks up which paths are denied.
    #[must_use]
    pub fn lookup(&self) -> Lookup {
        self.enforcer.lookup()
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
