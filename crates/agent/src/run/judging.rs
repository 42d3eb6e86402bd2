//! What was installed is judged, and what is denied is refused.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Instant;

use fetter_core::check::{CheckOutcome, FilesSeen, FirstSights};
use fetter_core::inventory::{Change, Inventory};
use fetter_core::timestamp::Timestamp;

use super::deciders::{Owned, deciding, owner};
use super::reporting::Reporter;
use super::worker::Worker;
use super::{Turned, events};
use crate::watch::Step;

impl Worker {
    /// What was touched is judged at once, and nothing else.
    pub(super) fn step(&mut self, step: &Step) {
        let mut names = BTreeSet::new();
        let mut sites: BTreeSet<PathBuf> = BTreeSet::new();
        for change in &step.changes {
            let (site, found) = match change {
                Change::Installed { site, distribution }
                | Change::Removed { site, distribution }
                | Change::Changed { site, distribution, .. } => (site, distribution),
                Change::EnvironmentAdded { .. } | Change::EnvironmentRemoved { .. } => continue,
            };
            names.insert(found.name.normalized().to_owned());
            sites.insert(site.clone());
        }
        // An environment that came or went changes who sees what.
        let is_wide = step.changes.iter().any(|change| {
            matches!(change, Change::EnvironmentAdded { .. } | Change::EnvironmentRemoved { .. })
        });
        let is_now = is_wide && self.pace.may(Instant::now());
        if is_wide && !is_now {
            self.pace.want();
        }
        if is_now {
            self.judge_all();
        } else if !names.is_empty() && self.judge.policy().is_some() {
            let part = self.watcher.keeper().inventory().part(&sites, &names);
            let sights = self.sights.see(&self.journal, &part);
            let files = self.files.of_names(&part, &names);
            let outcome = self.decide(&part, &sights, &FilesSeen::from(&files));
            self.note_validity(outcome.valid_until);
            let turned = self.verdicts.update(&outcome.judgements, &sites, &names);
            self.turn(&turned, &step.sites);
        } else {
            // What was installed once more lies in other files.
            self.turn(&Turned::default(), &step.sites);
        }
        for change in &step.changes {
            self.journal.append(events::of_change(change));
        }
    }

    /// Puts a bundle of policies into force that has come from the server.
    pub(super) fn look_at_offers(&mut self) {
        if !self.reporter.as_ref().is_some_and(Reporter::is_offered) {
            return;
        }
        let Some(taken) = self.judge.take_offer(&self.config) else { return };
        let is_other = matches!(taken, Ok(true));
        self.policy_loaded(taken);
        if is_other {
            self.ask_for_files();
            self.judge_all();
            // The server is told at once. What is refused may be anybody's, and hurries nobody.
            if let Some(reporter) = &mut self.reporter {
                reporter.hurry();
            }
        }
        self.told = None;
    }

    pub(super) fn judge_all(&mut self) {
        let began = Instant::now();
        self.is_spread = true;
        self.judge_whole();
        self.pace.did(began, Instant::now());
    }

    fn judge_whole(&mut self) {
        self.valid_until = None;
        let whole = self.watcher.keeper().inventory();
        let sights = self.sights.see(&self.journal, whole);
        let turned = if self.judge.policy().is_none() {
            self.state.unchecked.set(&CheckOutcome::default());
            self.verdicts.set(&[]).and(self.verdicts.set_files(&[]))
        } else {
            self.files.prune(whole);
            let files = self.files.whole();
            let outcome = self.judge.judge(
                &deciding(whole, whole, &mut Owned::new(&owner)),
                &sights,
                &FilesSeen::from(&files),
            );
            self.valid_until = outcome.valid_until;
            self.state.unchecked.set(&outcome);
            self.verdicts.set(&outcome.judgements).and(self.verdicts.set_files(&outcome.files))
        };
        if let Some(enforcement) = &mut self.enforcement {
            enforcement.set(self.watcher.keeper().inventory(), &self.verdicts);
        }
        self.tell_of(&turned);
    }

    /// What was decided otherwise is refused, or not any more, before it is told.
    pub(super) fn turn(&mut self, turned: &Turned, sites: &BTreeSet<PathBuf>) {
        if let Some(enforcement) = &mut self.enforcement {
            let mut touched = turned.sites();
            touched.extend(sites.iter().cloned());
            enforcement.update(self.watcher.keeper().inventory(), &self.verdicts, &turned.denied, &touched);
        }
        self.tell_of(turned);
    }

    pub(super) fn tell_of(&mut self, turned: &Turned) {
        if !turned.is_empty() {
            // Whoever was refused something may ask why at once.
            self.told = None;
        }
        if let Some(reporter) = self.reporter.as_ref().filter(|_| !turned.is_empty()) {
            reporter.changed();
        }
        for denied in &turned.released {
            self.journal.append(events::of_released(denied));
        }
        for denied in &turned.denied {
            self.journal.append(events::of_denied(denied));
        }
        for observed in &turned.observed {
            self.journal.append(events::of_observed(observed));
        }
    }

    pub(super) fn note_validity(&mut self, until: Option<Timestamp>) {
        self.valid_until = [self.valid_until, until].into_iter().flatten().min();
    }

    /// Judges a part of the inventory, by those who may decide.
    pub(super) fn decide(
        &mut self,
        part: &Inventory,
        sights: &FirstSights,
        files: &FilesSeen<'_>,
    ) -> CheckOutcome {
        let deciding = deciding(self.watcher.keeper().inventory(), part, &mut Owned::new(&owner));
        self.judge.judge(&deciding, sights, files)
    }
}
