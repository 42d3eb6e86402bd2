//! What waits to be looked at.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use fetter_core::integrity::{Surveyed, neighbourhood};
use fetter_core::inventory::{Change, Distribution, Inventory, Site};

use super::store::Of;
use super::work::Job;
use crate::watch::{Step, TouchedCode, TouchedSite};

/// How long after somebody has touched a site what is in it is held against what its packages list: an installer pauses at times.
const SETTLE: Duration = Duration::from_secs(5);
/// How long that is put off at most.
pub(super) const LONGEST: Duration = Duration::from_secs(60);
/// How long after an install that came in between touched code is looked at again.
const QUIET: Duration = Duration::from_secs(3);
/// Of how many distributions files are looked at before something more urgent may come in between.
const PIECE: usize = 16;

/// Code that was touched in one site.
#[derive(Clone, Debug)]
pub(super) struct Code {
    /// What; `None` for everything.
    pub(super) paths: Option<BTreeSet<PathBuf>>,
    /// What was installed lately, by name, and when: until then it was an installer that touched its code.
    pub(super) installed: BTreeMap<String, Instant>,
    /// When the last of it was touched.
    pub(super) last: Instant,
    due: Instant,
}

/// A site that was touched.
#[derive(Clone, Debug)]
struct Touched {
    /// The names of what was installed.
    names: BTreeSet<String>,
    first: Instant,
    last: Instant,
}

impl Touched {
    fn due(&self) -> Instant {
        (self.last + SETTLE).min(self.first + LONGEST)
    }
}

/// How far a complete look has come in a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Progress {
    /// Distributions up to this name have been looked at.
    After(Option<String>),
    /// All have been.
    Listed,
}

/// What waits to be looked at.
#[derive(Debug, Default)]
pub(super) struct Queue {
    code: BTreeMap<PathBuf, Code>,
    touched: BTreeMap<PathBuf, Touched>,
    rest: BTreeMap<PathBuf, Progress>,
    /// What was installed lately, and when.
    installed: BTreeMap<Of, Instant>,
}

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
    /// Sites, or some distributions in them.
    Survey {
        sites: BTreeSet<PathBuf>,
        names: BTreeSet<Of>,
        kinds: Surveyed,
        /// How far a complete look has come with it.
        progress: Option<Progress>,
    },
}

impl Code {
    /// Whether a distribution was touched by nobody else than whoever installed it.
    pub(super) fn is_installers(&self, name: &str) -> bool {
        self.installed.get(name).is_some_and(|when| *when >= self.last)
    }
}

impl Queue {
    /// Everything is to be looked at.
    pub(super) fn all(&mut self, inventory: &Inventory) {
        self.rest = inventory.sites.iter().map(|site| (site.path.clone(), Progress::After(None))).collect();
        self.touched.clear();
    }

    /// Nobody asks for sites any more.
    pub(super) fn forget_sites(&mut self) {
        self.rest.clear();
        self.touched.clear();
    }

    /// Takes what was read again; `is_step` where that is only what was touched. The sites that something has changed in.
    pub(super) fn step(
        &mut self,
        step: &Step,
        is_step: bool,
        inventory: &Inventory,
        is_asked: bool,
        now: Instant,
    ) -> BTreeSet<PathBuf> {
        let mut sites = if is_step { step.sites.clone() } else { BTreeSet::new() };
        self.installed.retain(|_, when| *when + LONGEST > now);
        for change in &step.changes {
            match change {
                Change::Installed { site, distribution } | Change::Changed { site, distribution, .. } => {
                    sites.insert(site.clone());
                    self.installed.insert((site.clone(), name_of(distribution)), now);
                    if is_asked {
                        self.touch(site, Some(distribution), now);
                    }
                }
                Change::Removed { site, .. } => drop(sites.insert(site.clone())),
                Change::EnvironmentAdded { prefix } if is_asked => {
                    let found = inventory.environments.iter().find(|found| found.prefix == *prefix);
                    for site in found.into_iter().flat_map(|found| &found.sites) {
                        self.rest.entry(site.clone()).or_insert(Progress::After(None));
                    }
                }
                Change::EnvironmentAdded { .. } | Change::EnvironmentRemoved { .. } => {}
            }
        }
        if is_asked {
            for site in &sites {
                self.touch(site, None, now);
            }
        }
        sites
    }

    fn touch(&mut self, site: &Path, installed: Option<&Distribution>, now: Instant) {
        let new = || Touched { names: BTreeSet::new(), first: now, last: now };
        let touched = self.touched.entry(site.to_path_buf()).or_insert_with(new);
        touched.last = now;
        touched.names.extend(installed.map(name_of));
    }

    /// Takes code that was touched.
    pub(super) fn code(&mut self, touched: &TouchedCode, is_asked: bool, now: Instant) {
        for (site, TouchedSite { paths, last }) in &touched.sites {
            if is_asked {
                self.touch(site, None, now);
            }
            let installed = self.installed_in(site);
            self.add(site, Code { paths: paths.clone(), installed, last: *last, due: now });
        }
    }

    fn installed_in(&self, site: &Path) -> BTreeMap<String, Instant> {
        let own = self.installed.iter().filter(|((of, _), _)| of == site);
        own.map(|((_, name), when)| (name.clone(), *when)).collect()
    }

    fn add(&mut self, site: &Path, code: Code) {
        let Some(waiting) = self.code.get_mut(site) else {
            self.code.insert(site.to_path_buf(), code);
            return;
        };
        waiting.paths = waiting.paths.take().zip(code.paths).map(|(mut paths, more)| {
            paths.extend(more);
            paths
        });
        waiting.installed.extend(code.installed);
        waiting.last = waiting.last.max(code.last);
        waiting.due = waiting.due.max(code.due);
    }

    /// Somebody installed something while it was looked at.
    pub(super) fn code_again(&mut self, site: &Path, mut code: Code, now: Instant) {
        code.due = now + QUIET;
        code.installed = self.installed_in(site);
        self.add(site, code);
    }

    /// When the next thing is due.
    pub(super) fn due(&self, now: Instant) -> Option<Instant> {
        let code = self.code.values().map(|code| code.due);
        let touched = self.touched.values().map(Touched::due);
        let rest = self.rest.keys().next().map(|_| now);
        code.chain(touched).chain(rest).min()
    }

    /// Whether a complete look has come round.
    pub(super) fn has_come_round(&self) -> bool {
        self.rest.is_empty()
    }

    /// The sites of which something waits.
    pub(super) fn waiting(&self) -> BTreeSet<PathBuf> {
        self.code.keys().chain(self.touched.keys()).chain(self.rest.keys()).cloned().collect()
    }

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
        self.next_of_rest(inventory, asked)
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

    /// What could not be looked at waits again.
    pub(super) fn again(&mut self, task: Task, now: Instant) {
        match task {
            Task::Code { site, code } => self.add(&site, code),
            Task::Survey { sites, progress: Some(progress), .. } => {
                self.rest.extend(sites.into_iter().map(|site| (site, progress.clone())));
            }
            Task::Survey { sites, names, progress: None, .. } => {
                for site in &sites {
                    self.touch(site, None, now);
                }
                for (site, name) in names {
                    if let Some(touched) = self.touched.get_mut(&site) {
                        touched.names.insert(name);
                    }
                }
            }
        }
    }

    /// These distributions have been looked at since that moment, with all their files.
    pub(super) fn verified(&mut self, site: &Path, listers: &BTreeSet<Of>, since: Instant) {
        if let Some(touched) = self.touched.get_mut(site).filter(|touched| touched.last <= since) {
            touched.names.retain(|name| !listers.contains(&(site.to_path_buf(), name.clone())));
        }
    }
}

impl Task {
    /// The sites that it is about.
    pub(super) fn sites(&self) -> BTreeSet<PathBuf> {
        match self {
            Self::Code { site, .. } => BTreeSet::from([site.clone()]),
            Self::Survey { sites, .. } => sites.clone(),
        }
    }

    /// What a thread needs to do it.
    pub(super) fn job(&self, inventory: &Inventory, record: bool) -> Job {
        let part = neighbourhood(inventory, &self.sites());
        match self {
            Self::Code { site, code } => Job::Code { part, site: site.clone(), code: code.clone(), record },
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

pub(super) fn name_of(distribution: &Distribution) -> String {
    distribution.name.normalized().to_owned()
}

/// The site at a path.
pub(super) fn place<'of>(inventory: &'of Inventory, path: &Path) -> Option<&'of Site> {
    let place = inventory.sites.binary_search_by(|site| site.path.as_path().cmp(path)).ok()?;
    inventory.sites.get(place)
}
