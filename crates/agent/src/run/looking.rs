//! What was looked at of files is judged.

use std::collections::BTreeSet;
use std::time::Instant;

use fetter_core::check::{FilesSeen, FirstSights};

use super::events;
use super::files::LookedAt;
use super::verdicts::Turned;
use super::worker::Worker;
use crate::ask::FilesStatus;
use crate::journal::StateKey;

impl Worker {
    /// Has looked at what the rules in force ask for.
    pub(super) fn ask_for_files(&mut self) {
        let needs = self.judge.needs();
        self.files.ask(needs, self.watcher.keeper().inventory(), Instant::now());
    }

    /// Takes what was looked at, and has the next thing looked at.
    pub(super) fn look_at_files(&mut self) {
        let looked = self.files.turn(self.watcher.keeper().inventory(), Instant::now());
        self.keep_tampered(looked.is_list_changed);
        for tampered in &looked.tampered {
            self.state.tampered();
            self.journal.append(events::of_tampering(tampered));
        }
        for restored in &looked.restored {
            self.journal.append(events::of_restored(restored));
        }
        if let Some(problem) = &looked.problem {
            self.state.problem(problem.clone());
            self.journal.append(events::of_problem(problem.clone()));
        }
        if looked.complete {
            self.state.looked_at_all();
            self.judge_all();
        } else if !looked.sites.is_empty() {
            self.judge_looked_at(&looked);
        }
    }

    /// Takes what an earlier agent knew to be tampered with.
    pub(super) fn recall_tampered(&mut self, kept: Option<Vec<u8>>) {
        let Some(kept) = kept else { return };
        let recalled = self.files.recall(&kept, self.watcher.keeper().inventory(), Instant::now());
        if let Err(problem) = recalled {
            // What cannot be read is not read again.
            self.is_tampered_kept = false;
            self.state.problem(problem.clone());
            self.journal.append(events::of_problem(problem));
        }
    }

    /// Keeps what is tampered with now, before it is told, and has it reported. Where there was no room it is tried again at the next turn.
    fn keep_tampered(&mut self, has_changed: bool) {
        if has_changed {
            self.is_tampered_kept = false;
            self.has_news = true;
            if let Some(reporter) = &self.reporter {
                reporter.changed();
            }
        }
        if !self.is_tampered_kept {
            let kept = self.files.tampered_kept();
            self.is_tampered_kept = self.journal.set_state(StateKey::Tampered, kept);
        }
    }

    /// Judges again what more is known of.
    fn judge_looked_at(&mut self, looked: &LookedAt) {
        let LookedAt { sites, names, .. } = looked;
        let part = self.watcher.keeper().inventory().part(sites, names);
        let sights = self.sights.see(&self.journal, &part);
        let files = self.files.of_names(&part, names);
        let outcome = self.decide(&part, &sights, &FilesSeen::from(&files));
        self.note_validity(outcome.valid_until);
        self.state.unchecked.update(&outcome, sites);
        let mut turned = self.verdicts.update(&outcome.judgements, sites, names);
        if looked.files {
            turned = turned.and(self.judge_files());
        }
        self.turn(&turned, sites);
    }

    /// Judges what is no distribution's. What the rules say of it depends on environments and sites, and on no distribution.
    fn judge_files(&mut self) -> Turned {
        let inventory = self.watcher.keeper().inventory();
        let all = inventory.sites.iter().map(|site| site.path.clone()).collect();
        let part = inventory.part(&all, &BTreeSet::new());
        let files = self.files.of_nobody(inventory);
        let outcome = self.decide(&part, &FirstSights::default(), &FilesSeen::from(&files));
        self.note_validity(outcome.valid_until);
        self.verdicts.set_files(&outcome.files)
    }
}

/// That something waits to be looked at.
pub(super) fn files_wait(files: &FilesStatus) -> Option<String> {
    let first = files.first.as_ref().filter(|_| files.waiting > 0)?;
    let places = if files.waiting == 1 { "place waits" } else { "places wait" };
    Some(format!("files-unchecked: {} {places} to be looked at, {first} the first by path", files.waiting))
}
