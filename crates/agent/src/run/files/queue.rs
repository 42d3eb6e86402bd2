//! What waits to be looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use fetter_core::inventory::{Change, Distribution, Inventory, Site};

use super::again::Anew;
use super::store::Of;
use super::task::Task;
use crate::watch::{Step, TouchedCode, TouchedSite};

/// How long after somebody has touched a site what is in it is held against what its packages list: an installer pauses at times.
pub(super) const SETTLE: Duration = Duration::from_secs(5);
/// How long that is put off at most.
pub(super) const LONGEST: Duration = Duration::from_secs(60);
/// How long after an install that came in between touched code is looked at again.
const QUIET: Duration = Duration::from_secs(3);

/// Code that was touched in one site.
#[derive(Clone, Debug)]
pub(super) struct Code {
    /// What; `None` for everything.
    pub(super) paths: Option<BTreeSet<PathBuf>>,
    /// What was installed lately, by name, and when: until then it was an installer that touched its code.
    pub(super) installed: BTreeMap<String, Instant>,
    /// When the last of it was touched.
    pub(super) last: Instant,
    pub(super) due: Instant,
}

/// A site that was touched.
#[derive(Clone, Debug)]
pub(super) struct Touched {
    /// The names of what was installed.
    pub(super) names: BTreeSet<String>,
    first: Instant,
    last: Instant,
}

impl Touched {
    pub(super) fn due(&self) -> Instant {
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
    pub(super) code: BTreeMap<PathBuf, Code>,
    pub(super) touched: BTreeMap<PathBuf, Touched>,
    pub(super) rest: BTreeMap<PathBuf, Progress>,
    /// What is tampered with, and is to be looked at again.
    pub(super) anew: Anew,
    /// What was installed lately, and when.
    installed: BTreeMap<Of, Instant>,
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
        code.chain(touched).chain(rest).chain(self.anew.due()).min()
    }

    /// Whether a complete look has come round.
    pub(super) fn has_come_round(&self) -> bool {
        self.rest.is_empty()
    }

    /// The sites of which something waits, but for what is looked at again.
    pub(super) fn waiting(&self) -> BTreeSet<PathBuf> {
        self.code.keys().chain(self.touched.keys()).chain(self.rest.keys()).cloned().collect()
    }

    /// What could not be looked at waits again.
    pub(super) fn again(&mut self, task: Task, now: Instant) {
        match task {
            Task::Code { site, code } => self.add(&site, code),
            Task::Again { site, which } => self.anew.ask(&site, which, SETTLE, now),
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

pub(super) fn name_of(distribution: &Distribution) -> String {
    distribution.name.normalized().to_owned()
}

/// The site at a path.
pub(super) fn place<'of>(inventory: &'of Inventory, path: &Path) -> Option<&'of Site> {
    let place = inventory.sites.binary_search_by(|site| site.path.as_path().cmp(path)).ok()?;
    inventory.sites.get(place)
}
