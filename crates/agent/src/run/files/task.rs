//! The next thing to look at: what is most urgent of what waits.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::time::Instant;

use fetter_core::integrity::{Surveyed, neighbourhood};
use fetter_core::inventory::{Inventory, Site};

use super::now::{TamperedNow, Which};
use super::queue::{Code, Progress, Queue, name_of, place};
use super::store::Of;
use super::work::Job;

/// Of how many distributions files are looked at before something more urgent may come in between.
pub(super) const PIECE: usize = 16;

/// One thing to look at.
#[derive(Clone, Debug)]
pub(super) enum Task {
    /// Code that was touched.
    Code {
        /// The site.
        site: PathBuf,
        /// What was touched in it.
        code: Code,
    },
    /// Distributions that are tampered with, or may be.
    Again {
        /// The site that they lie in.
        site: PathBuf,
        which: BTreeSet<Which>,
    },
    /// Sites, or some distributions in them.
    Survey {
        sites: BTreeSet<PathBuf>,
        names: BTreeSet<Of>,
        kinds: Surveyed,
        /// How far a complete look has come with it.
        progress: Option<Progress>,
    },
}

impl Queue {
    /// Takes the next thing that is due.
    pub(super) fn next(&mut self, inventory: &Inventory, asked: Surveyed, now: Instant) -> Option<Task> {
        let is_there = |site: &PathBuf| place(inventory, site).is_some();
        self.code.retain(|site, _| is_there(site));
        self.touched.retain(|site, _| is_there(site));
        if let Some(site) = self.code.iter().find(|(_, code)| code.due <= now).map(|(site, _)| site.clone()) {
            let code = self.code.remove(&site)?;
            return Some(Task::Code { site, code });
        }
        while let Some(site) =
            self.touched.iter().find(|(_, touched)| touched.due() <= now).map(|(site, _)| site.clone())
        {
            if let Some(task) = self.next_touched(&site, inventory, asked, now) {
                return Some(task);
            }
        }
        self.anew.next(now).or_else(|| self.next_of_rest(inventory, asked))
    }

    /// A site that was touched, together with others that bear on it and are due too.
    fn next_touched(
        &mut self,
        first: &Path,
        inventory: &Inventory,
        asked: Surveyed,
        now: Instant,
    ) -> Option<Task> {
        let near = neighbourhood(inventory, &BTreeSet::from([first.to_path_buf()]));
        let mut sites = BTreeSet::new();
        let mut names = BTreeSet::new();
        for site in near.sites {
            if self.touched.get(&site.path).is_some_and(|touched| touched.due() <= now)
                && let Some(touched) = self.touched.remove(&site.path)
            {
                names.extend(touched.names.into_iter().map(|name| (site.path.clone(), name)));
                sites.insert(site.path);
            }
        }
        let kinds = Surveyed { record: asked.record && !names.is_empty(), ..asked };
        (!kinds.is_nothing()).then_some(Task::Survey { sites, names, kinds, progress: None })
    }

    /// The next piece of a complete look.
    fn next_of_rest(&mut self, inventory: &Inventory, asked: Surveyed) -> Option<Task> {
        loop {
            let (site, progress) = self.rest.pop_first()?;
            if place(inventory, &site).is_none() {
                continue;
            }
            if let (Progress::After(after), true) = (&progress, asked.record) {
                let names: BTreeSet<String> = place(inventory, &site)
                    .into_iter()
                    .flat_map(|site| &site.distributions)
                    .map(name_of)
                    .collect();
                let is_left = |name: &&String| after.as_ref().is_none_or(|after| *name > after);
                let piece: Vec<&String> = names.iter().filter(is_left).take(PIECE).collect();
                if let Some(last) = piece.last() {
                    let next = Progress::After(Some((*last).clone()));
                    let names = piece.iter().map(|name| (site.clone(), (*name).clone())).collect();
                    let kinds = Surveyed { record: true, ..Surveyed::default() };
                    self.rest.insert(site.clone(), next);
                    return Some(Task::Survey {
                        sites: BTreeSet::from([site]),
                        names,
                        kinds,
                        progress: Some(progress),
                    });
                }
            }
            if asked.ownerless || asked.startup {
                let kinds = Surveyed { record: false, ..asked };
                let (sites, names) = (BTreeSet::from([site]), BTreeSet::new());
                return Some(Task::Survey { sites, names, kinds, progress: Some(Progress::Listed) });
            }
        }
    }
}

impl Task {
    /// The sites that it is about.
    pub(super) fn sites(&self) -> BTreeSet<PathBuf> {
        match self {
            Self::Code { site, .. } | Self::Again { site, .. } => BTreeSet::from([site.clone()]),
            Self::Survey { sites, .. } => sites.clone(),
        }
    }

    /// Whether it is looked whether something is as it was installed again.
    pub(super) const fn is_again(&self) -> bool {
        matches!(self, Self::Again { .. })
    }

    /// What a thread needs to do it.
    pub(super) fn job(&self, inventory: &Inventory, now: &TamperedNow, record: bool) -> Job {
        let part = neighbourhood(inventory, &self.sites());
        match self {
            Self::Code { site, code } => Job::Code { part, site: site.clone(), code: code.clone(), record },
            Self::Again { which, .. } => {
                let with_path = |which: &Which| (which.clone(), now.path_of(which));
                Job::Again { part, which: which.iter().map(with_path).collect() }
            }
            Self::Survey { sites, names, kinds, .. } => {
                // What is said of a site is whole where all that see it are in the part.
                let (here, everywhere) = (seers(&part), seers(inventory));
                let is_whole = |site: &&Site| {
                    let count = here.get(site.path.as_path());
                    sites.contains(&site.path)
                        || count.is_some() && count == everywhere.get(site.path.as_path())
                };
                let settled = part.sites.iter().filter(is_whole).map(|site| site.path.clone()).collect();
                Job::Survey { settled, names: names.clone(), kinds: *kinds, part }
            }
        }
    }
}

/// How many environments see each site.
fn seers(inventory: &Inventory) -> HashMap<&Path, usize> {
    let mut counts = HashMap::new();
    for site in inventory.environments.iter().flat_map(|found| &found.sites) {
        *counts.entry(site.as_path()).or_default() += 1;
    }
    counts
}
