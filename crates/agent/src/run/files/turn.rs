//! One turn of the loop: what was looked at is taken, and the next thing is given to the thread.

use std::time::{Duration, Instant};

use fetter_core::inventory::Inventory;

use super::task::Task;
use super::work::{Done, Work};
use super::{Files, LookedAt};

/// After how long it is tried again where the thread could not be started, or broke off.
const AGAIN: Duration = Duration::from_secs(60 * 60);

impl Files {
    /// When there is something to be done; `None` while nothing waits, or the thread is at work.
    #[must_use]
    pub fn due(&self, now: Instant) -> Option<Instant> {
        if self.at.is_some() {
            return None;
        }
        let due = [self.queue.due(now), self.complete].into_iter().flatten().min()?;
        Some(self.pause.map_or(due, |pause| pause.max(due)))
    }

    /// Takes what was looked at, and has the next thing looked at.
    pub fn turn(&mut self, inventory: &Inventory, now: Instant) -> LookedAt {
        let mut looked = LookedAt::default();
        self.finish(inventory, now, &mut looked);
        looked.complete = self.has_ended();
        if self.complete.is_some_and(|due| now >= due) {
            self.look_at_all(inventory, now);
        }
        self.look_again_daily(inventory, now);
        if self.at.is_none() && self.due(now).is_some_and(|due| now >= due) {
            self.start(inventory, now, &mut looked);
        }
        if self.at.is_none() {
            // A thread that waits for hours only makes the end of the process take longer.
            self.work = None;
        }
        // What was left may have turned out to be nothing.
        looked.complete |= self.has_ended();
        looked.is_list_changed = self.settle_list(now);
        looked
    }

    /// Whether a complete look has come round since this was last asked.
    fn has_ended(&mut self) -> bool {
        let has_ended = self.is_asked() && !self.ended && self.at.is_none() && self.queue.has_come_round();
        self.ended |= has_ended;
        has_ended
    }

    fn start(&mut self, inventory: &Inventory, now: Instant, looked: &mut LookedAt) {
        let Some(task) = self.queue.next(inventory, self.kinds, now) else { return };
        let Some(task) = self.without_gone(task, inventory) else { return };
        if self.work.is_none() {
            match Work::start(self.checker.clone(), self.wake.clone()) {
                Ok(work) => self.work = Some(work),
                Err(error) => {
                    looked.problem = Some(format!("no thread could be started to look at files: {error}"));
                    self.put_off(task, now);
                    return;
                }
            }
        }
        if let Some(work) = &self.work
            && work.give(task.job(inventory, &self.now, self.kinds.record))
        {
            self.at = Some((task, now));
        }
    }

    fn put_off(&mut self, task: Task, now: Instant) {
        self.queue.again(task, now);
        self.pause = Some(now + AGAIN);
    }

    fn finish(&mut self, inventory: &Inventory, now: Instant, looked: &mut LookedAt) {
        let Some(work) = &self.work else { return };
        let done = match work.done() {
            Ok(None) => return,
            Ok(Some(done)) => done,
            Err(()) => {
                looked.problem = Some("looking at files broke off".to_owned());
                self.work = None;
                if let Some((task, _)) = self.at.take() {
                    self.put_off(task, now);
                }
                return;
            }
        };
        let Some((task, since)) = self.at.take() else { return };
        match (task, done) {
            (Task::Code { site, code }, Done::Code { found, listers, record }) => {
                if self.stepped.get(&site).is_some_and(|when| *when >= since) {
                    // Somebody installs there.
                    self.queue.code_again(&site, code, now);
                    return;
                }
                looked.tampered = self.told.tell(&site, &code, &found, inventory, &self.now);
                self.enter(looked, now);
                if let Some(record) = record.filter(|_| self.kinds.record) {
                    self.queue.verified(&site, &listers, since);
                    self.store.verified(&listers, record);
                    looked.names.extend(listers.into_iter().map(|(_, name)| name));
                    looked.sites.insert(site);
                }
            }
            (Task::Again { site, which }, Done::Again(seen)) => {
                self.looked_again((site, which), seen, (since, now), looked);
            }
            (Task::Survey { sites, names, kinds, .. }, Done::Survey { survey, settled, prefixes }) => {
                if let Some(record) = survey.record {
                    self.store.verified(&names, record);
                }
                if let Some(ownerless) = survey.ownerless {
                    looked.files |= self.store.searched(&settled, ownerless);
                }
                if let Some(startup) = survey.startup {
                    let (names, files) = self.store.started(&settled, &prefixes, startup);
                    looked.names.extend(names);
                    looked.files |= files;
                }
                self.store.keep(self.kinds);
                looked.names.extend(names.into_iter().map(|(_, name)| name));
                looked.sites = if kinds.ownerless || kinds.startup { settled } else { sites };
            }
            _ => {}
        }
    }
}
