//! Looking again at what is tampered with: whether it is as it was installed, or is gone.
//!
//! A site is looked at a moment after somebody has touched it, at the agent's start, and once a day. While nothing is tampered with,
//! nothing waits here, and nothing is done.

mod look;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use fetter_core::inventory::Inventory;

pub(super) use self::look::{State, look};

use super::now::{TamperedNow, Which};
use super::queue::{LONGEST, SETTLE};
use super::task::{PIECE, Task};
use super::told::is_tree;
use super::{COMPLETE, Files, JITTER, LookedAt, random};
use crate::journal::Moment;
use crate::watch::Found;

/// How many times as long as looking at a site took it is left alone, so that whoever touches it without end does not have large packages
/// hashed without end …
const REST_FACTOR: u32 = 10;
/// … and how long that is at most.
const LONGEST_REST: Duration = Duration::from_secs(60 * 60);

/// What waits to be looked at again.
#[derive(Debug, Default)]
pub(super) struct Anew {
    waiting: BTreeMap<PathBuf, Waiting>,
    /// Until when sites are left alone.
    rests: BTreeMap<PathBuf, Instant>,
    /// When everything is looked at, whatever was touched.
    daily: Option<Instant>,
}

#[derive(Debug)]
struct Waiting {
    which: BTreeSet<Which>,
    due: Instant,
    latest: Instant,
}

impl Anew {
    /// Has distributions of a site looked at, when nothing has happened there for that long.
    pub(super) fn ask(&mut self, site: &Path, which: BTreeSet<Which>, quiet: Duration, now: Instant) {
        if which.is_empty() {
            return;
        }
        let new = || Waiting { which: BTreeSet::new(), due: now, latest: now + LONGEST };
        let waiting = self.waiting.entry(site.to_path_buf()).or_insert_with(new);
        waiting.which.extend(which);
        waiting.due = waiting.due.max(now + quiet).min(waiting.latest);
    }

    /// When the next thing is due.
    pub(super) fn due(&self) -> Option<Instant> {
        let sites = self.waiting.iter().map(|(site, waiting)| self.due_of(site, waiting));
        sites.chain(self.daily).min()
    }

    fn due_of(&self, site: &Path, waiting: &Waiting) -> Instant {
        self.rests.get(site).map_or(waiting.due, |rest| waiting.due.max(*rest))
    }

    /// Takes the next thing that is due.
    pub(super) fn next(&mut self, now: Instant) -> Option<Task> {
        let mut sites = self.waiting.iter();
        let (site, _) = sites.find(|(site, waiting)| self.due_of(site, waiting) <= now)?;
        let site = site.clone();
        let mut which = self.waiting.remove(&site)?;
        if let Some(first_of_rest) = which.which.iter().nth(PIECE).cloned() {
            let rest = which.which.split_off(&first_of_rest);
            self.waiting.insert(site.clone(), Waiting { which: rest, ..which });
        }
        Some(Task::Again { site, which: which.which })
    }

    /// Whether nothing waits.
    pub(super) fn is_idle(&self) -> bool {
        self.waiting.is_empty()
    }

    fn rest(&mut self, site: &Path, since: Instant, now: Instant) {
        let rest = (now.saturating_duration_since(since) * REST_FACTOR).min(LONGEST_REST);
        self.rests.retain(|_, until| *until > now);
        self.rests.insert(site.to_path_buf(), now + rest);
    }

    /// Nothing is tampered with any more, or something is.
    fn plan(&mut self, is_empty: bool, now: Instant) {
        if is_empty {
            *self = Self::default();
        } else if self.daily.is_none() {
            self.daily = Some(now + COMPLETE + Duration::from_secs(random() % JITTER));
        }
    }
}

impl Files {
    /// What is tampered with now.
    #[must_use]
    pub const fn tampered_now(&self) -> &TamperedNow {
        &self.now
    }

    /// What is to be kept of that for the next start.
    #[must_use]
    pub fn tampered_kept(&self) -> Vec<u8> {
        self.now.to_bytes()
    }

    /// Takes what was kept, and has it looked at. What of it could not be read is said.
    pub fn recall(&mut self, kept: &[u8], inventory: &Inventory, now: Instant) -> Result<(), String> {
        let (list, bad) = TamperedNow::of_bytes(kept)
            .map_err(|why| format!("what was tampered with before is not known any more: {why}"))?;
        for standing in list.iter() {
            self.told.remember(&standing.tampered);
        }
        self.now = list;
        self.look_again_everywhere(Duration::ZERO, inventory, now);
        match bad {
            0 => Ok(()),
            _ => Err(format!(
                "of {bad} packages that were tampered with it is not known any more which they are"
            )),
        }
    }

    /// Whether something that is tampered with is looked at, or will be soon.
    #[must_use]
    pub fn is_looking_again(&self) -> bool {
        !self.queue.anew.is_idle() || self.at.as_ref().is_some_and(|(task, _)| task.is_again())
    }

    /// Notes where somebody may have put it right.
    pub(super) fn note_again(
        &mut self,
        found: &Found,
        stepped: &BTreeSet<PathBuf>,
        inventory: &Inventory,
        now: Instant,
    ) {
        if self.now.is_empty() {
            return;
        }
        match found {
            Found::Step(_) | Found::Reconciled { .. } => {
                // Who installs anew takes away first: what is gone is given the same time to come back.
                let gone = self.now.sites_of_gone(inventory);
                stepped.union(&gone).for_each(|site| self.look_again(site, now));
            }
            Found::Code(code) => code.sites.keys().for_each(|site| self.look_again(site, now)),
            // What was touched meanwhile nobody knows.
            Found::Overflow => self.look_again_everywhere(SETTLE, inventory, now),
            Found::Coverage(_) | Found::Written(_) | Found::Problem(_) => {}
        }
    }

    fn look_again(&mut self, site: &Path, now: Instant) {
        self.queue.anew.ask(site, self.now.in_site(site), SETTLE, now);
    }

    fn look_again_everywhere(&mut self, quiet: Duration, inventory: &Inventory, now: Instant) {
        for site in self.now.sites() {
            self.queue.anew.ask(&site, self.now.in_site(&site), quiet, now);
        }
        if self.now.begin_search() {
            for site in inventory.sites.iter().filter(|site| !is_tree(site)) {
                self.queue.anew.ask(&site.path, Which::all_in(&site.path, inventory), quiet, now);
            }
        }
        self.queue.anew.daily = None;
        self.queue.anew.plan(self.now.is_empty(), now);
    }

    /// Has everything looked at once a day.
    pub(super) fn look_again_daily(&mut self, inventory: &Inventory, now: Instant) {
        if self.queue.anew.daily.is_some_and(|due| now >= due) {
            self.look_again_everywhere(Duration::ZERO, inventory, now);
        }
    }

    /// Puts on the list what is told of.
    pub(super) fn enter(&mut self, looked: &LookedAt, now: Instant) {
        for tampered in &looked.tampered {
            self.now.enter(tampered.clone(), Moment::now().unix_seconds());
            // An event tells of what was touched, and the list of all files.
            self.look_again(&tampered.site, now);
        }
    }

    /// Takes off the list what is not installed any more. What is left to be looked at, if anything is.
    pub(super) fn without_gone(&mut self, task: Task, inventory: &Inventory) -> Option<Task> {
        let Task::Again { site, which } = task else { return Some(task) };
        let (there, gone): (BTreeSet<_>, BTreeSet<_>) =
            which.into_iter().partition(|which| which.is_installed(inventory));
        for which in &gone {
            self.now.leave(which);
        }
        (!there.is_empty()).then_some(Task::Again { site, which: there })
    }

    /// Takes what was seen of a site.
    pub(super) fn looked_again(
        &mut self,
        (site, which): (PathBuf, BTreeSet<Which>),
        seen: BTreeMap<Which, State>,
        (since, now): (Instant, Instant),
        looked: &mut LookedAt,
    ) {
        let has_stepped = self.stepped.get(&site).is_some_and(|when| *when >= since);
        if has_stepped || self.queue.code.contains_key(&site) {
            // Somebody is at work there.
            self.queue.anew.ask(&site, which, SETTLE, now);
            return;
        }
        self.queue.anew.rest(&site, since, now);
        for (which, state) in seen {
            match state {
                State::AsInstalled => looked.restored.extend(self.now.leave(&which)),
                State::Changed { tampered, marks, is_code } => {
                    let time = Moment::now().unix_seconds();
                    if !self.now.update(&which, &tampered, marks, time) && self.now.is_searching() && is_code
                    {
                        self.now.enter(*tampered, time);
                    }
                }
                State::Unknown => {}
            }
        }
    }

    /// Says whether the list is otherwise than before, and plans when it is looked at next.
    pub(super) fn settle_list(&mut self, now: Instant) -> bool {
        if !self.is_looking_again() {
            self.now.end_search();
        }
        self.queue.anew.plan(self.now.is_empty(), now);
        self.now.take_change()
    }
}
