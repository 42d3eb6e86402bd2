//! How the worker stands.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use super::files::Files;
use super::unchecked::Unchecked;
use super::{Enforcement, Verdicts};
use crate::ask::{Covered, FilesStatus, PolicyStatus, Reconciled, Status, Totals};
use crate::config::Config;
use crate::journal::Moment;
use crate::watch::Watcher;

/// How many problems are told.
const PROBLEMS: usize = 50;
/// How long counting everything that is installed is put off.
const RECOUNT: Duration = Duration::from_secs(1);

/// What the worker knows of itself.
#[derive(Debug)]
pub(super) struct Own {
    started: Moment,
    not_enforcing: Option<String>,
    reconciled: Option<Reconciled>,
    totals: Totals,
    counted: Option<Instant>,
    problems: Vec<String>,
    pub(super) unchecked: Unchecked,
    config_rejected: Option<String>,
    code_touched: usize,
    tampered: u64,
    /// When everything had been looked at.
    looked: Option<Moment>,
}

impl Own {
    pub(super) fn new(not_enforcing: Option<String>) -> Self {
        Self {
            started: Moment::now(),
            not_enforcing,
            reconciled: None,
            totals: Totals::default(),
            counted: None,
            problems: Vec::new(),
            unchecked: Unchecked::default(),
            tampered: 0,
            looked: None,
            config_rejected: None,
            code_touched: 0,
        }
    }

    /// One line, for whoever starts services.
    pub(super) fn line(&self, verdicts: &Verdicts) -> String {
        let Totals { environments, distributions, .. } = &self.totals;
        format!("{distributions} packages in {environments} environments; {} denied", verdicts.len())
    }

    pub(super) fn reconciled(&mut self, took: Duration, differences: u64) {
        self.reconciled = Some(Reconciled {
            when: Moment::now().to_string(),
            milliseconds: u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
            differences,
        });
        self.counted = None;
    }

    pub(super) fn problem(&mut self, problem: String) {
        if self.problems.len() == PROBLEMS {
            self.problems.remove(0);
        }
        self.problems.push(problem);
    }

    pub(super) fn code_touched(&mut self, files: usize) {
        self.code_touched += files;
    }

    pub(super) fn tampered(&mut self) {
        self.tampered += 1;
    }

    pub(super) fn looked_at_all(&mut self) {
        self.looked = Some(Moment::now());
    }

    /// What was looked at of files.
    pub(super) fn files(&self, files: &Files) -> FilesStatus {
        let waiting = if files.is_asked() { files.waiting() } else { BTreeSet::new() };
        FilesStatus {
            asked: files.is_asked(),
            waiting: waiting.len() as u64,
            first: waiting.first().map(|site| site.display().to_string()),
            complete: self.looked.filter(|_| files.is_asked()).map(|looked| looked.to_string()),
            touched: self.code_touched as u64,
            tampered: self.tampered,
            tampered_now: files.tampered_now().count(),
        }
    }

    pub(super) fn config_rejected(&mut self, reason: Option<String>) {
        self.config_rejected = reason;
    }

    pub(super) fn status(
        &mut self,
        config: &Config,
        watcher: &Watcher,
        policy: Option<PolicyStatus>,
        enforcement: Option<&Enforcement>,
    ) -> Status {
        self.recount(watcher);
        let (events, overflows, queued) = watcher.counts();
        let suspended = enforcement.and_then(Enforcement::suspended).map(str::to_owned);
        let not_enforcing = match enforcement {
            Some(_) => suspended.or_else(|| {
                policy.is_none().then(|| "no policy is configured, so nothing is judged".to_owned())
            }),
            None => self.not_enforcing.clone().or_else(|| Some("enforcement is off".to_owned())),
        };
        let mut covered = Vec::new();
        for (name, places) in watcher.covered() {
            // Of directories that are watched one by one there are many.
            match name {
                "fanotify" => {
                    covered.extend(places.iter().map(|place| format!("{} (fanotify)", place.display())));
                }
                _ if places.is_empty() => {}
                _ => covered.push(format!("{} directories ({name})", places.len())),
            }
        }
        let mut uncovered: Vec<Covered> = watcher
            .uncovered()
            .iter()
            .map(|place| Covered { path: place.path.display().to_string(), reason: place.reason.clone() })
            .collect();
        if let Some(enforcement) = enforcement {
            let gaps = enforcement.coverage().not_covered;
            uncovered.extend(gaps.iter().map(|gap| Covered {
                path: gap.path.display().to_string(),
                reason: format!("not refused: {}", gap.why),
            }));
        }
        let problems = self.config_rejected.iter().chain(&self.problems).cloned();
        Status {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            started: self.started.to_string(),
            enforcement: config.enforcement.as_str().to_owned(),
            enforcing: not_enforcing.is_none(),
            not_enforcing,
            policy,
            source: watcher.covered().first().map_or("period", |(name, _)| name).to_owned(),
            covered,
            uncovered,
            events,
            overflows,
            queued: queued as u64,
            inventory: self.totals.clone(),
            reconciled: self.reconciled.clone(),
            problems: problems.chain(self.unchecked.texts(PROBLEMS)).collect(),
            ..Status::default()
        }
    }

    fn recount(&mut self, watcher: &Watcher) {
        if self.counted.is_some_and(|counted| counted.elapsed() < RECOUNT) {
            return;
        }
        let totals = watcher.keeper().inventory().totals();
        self.totals = Totals {
            environments: totals.environments as u64,
            sites: totals.sites as u64,
            releases: totals.releases as u64,
            distributions: totals.distributions as u64,
            problems: totals.problems as u64,
        };
        self.counted = Some(Instant::now());
    }
}
