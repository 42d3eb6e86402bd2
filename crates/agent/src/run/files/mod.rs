//! Looking at files, in a thread of its own: whether they are as they were installed, what belongs to nobody, what runs at starts.
//!
//! The loop says what was touched ([`Files::note`]) and what rules ask for ([`Files::ask`]). One thread, of low priority, looks at one
//! thing after the other, each time by a part of the inventory that is made for it; what it finds is kept, by site. What waits to be
//! looked at is unchecked. While nothing waits there is no thread. What was told to be tampered with stays on a list ([`TamperedNow`])
//! until it was seen to be otherwise.

mod again;
mod kept;
mod now;
mod queue;
mod startup;
mod store;
mod task;
mod told;
mod turn;
mod work;

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use fetter_core::integrity::{Survey, Surveyed};
use fetter_core::inventory::Inventory;

pub use self::now::{Standing, TamperedNow};
pub use self::told::Tampered;

use self::queue::Queue;
use self::store::Store;
use self::task::Task;
use self::told::Told;
use self::work::Work;
use super::Wake;
use crate::watch::Found;

/// After how long everything is looked at again, whatever was touched: events may have been lost, and not everything has one.
const COMPLETE: Duration = Duration::from_secs(24 * 60 * 60);
/// How much later that may be, so that many machines do not do it at once, in seconds.
const JITTER: u64 = 2 * 60 * 60;
/// How long after a complete look the next may begin where events were lost.
const PAUSE: Duration = Duration::from_secs(60 * 60);
/// How many sites that wait are said one by one.
const NAMED: usize = 64;

/// What the loop has of looking at files. Nothing of it waits.
#[derive(Debug)]
pub struct Files {
    checker: Vec<OsString>,
    wake: Wake,
    kinds: Surveyed,
    queue: Queue,
    store: Store,
    told: Told,
    now: TamperedNow,
    work: Option<Work>,
    /// What the thread is at, and since when.
    at: Option<(Task, Instant)>,
    /// When everything is looked at next.
    complete: Option<Instant>,
    /// When the last complete look began, and ended.
    began: Option<Instant>,
    ended: bool,
    /// Until when no thread is started.
    pause: Option<Instant>,
    /// Where the inventory has changed, and when.
    stepped: BTreeMap<PathBuf, Instant>,
}

/// What was looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LookedAt {
    /// What was changed without an install.
    pub tampered: Vec<Tampered>,
    /// What had been, and is as it was installed again.
    pub restored: Vec<Tampered>,
    /// Whether the list of what is tampered with now is otherwise than before.
    pub is_list_changed: bool,
    /// The sites of which more is known than before.
    pub sites: BTreeSet<PathBuf>,
    /// The distributions there of which more is known, by normalised name.
    pub names: BTreeSet<String>,
    /// Whether something is known of files that are no distribution's, or was before.
    pub files: bool,
    /// Whether all that rules ask for has been looked at now.
    pub complete: bool,
    /// Why something could not be looked at.
    pub problem: Option<String>,
}

impl Files {
    /// Looks at nothing yet. `checker` is the command that fetter's guards start here; `wake` wakes the loop when something was looked
    /// at.
    #[must_use]
    pub fn new(checker: Vec<OsString>, wake: Wake) -> Self {
        Self {
            checker,
            wake,
            kinds: Surveyed::default(),
            queue: Queue::default(),
            store: Store::default(),
            told: Told::default(),
            now: TamperedNow::default(),
            work: None,
            at: None,
            complete: None,
            began: None,
            ended: false,
            pause: None,
            stepped: BTreeMap::new(),
        }
    }

    /// What rules ask for from now on. What was not asked for before is looked at everywhere.
    pub fn ask(&mut self, kinds: Surveyed, inventory: &Inventory, now: Instant) {
        let is_known = |asked: bool, before: bool| !asked || before;
        let is_all_known = is_known(kinds.record, self.kinds.record)
            && is_known(kinds.ownerless, self.kinds.ownerless)
            && is_known(kinds.startup, self.kinds.startup);
        self.kinds = kinds;
        self.store.keep(kinds);
        if kinds.is_nothing() {
            self.queue.forget_sites();
            (self.complete, self.began) = (None, None);
        } else if !is_all_known {
            self.look_at_all(inventory, now);
        }
    }

    fn look_at_all(&mut self, inventory: &Inventory, now: Instant) {
        self.queue.all(inventory);
        self.began = Some(now);
        self.ended = false;
        self.complete = Some(now + COMPLETE + Duration::from_secs(random() % JITTER));
    }

    /// Notes what was touched.
    pub fn note(&mut self, found: &Found, inventory: &Inventory, now: Instant) {
        let mut stepped = BTreeSet::new();
        match found {
            Found::Step(step) | Found::Reconciled { step, .. } => {
                let is_step = matches!(found, Found::Step(_));
                stepped = self.queue.step(step, is_step, inventory, !self.kinds.is_nothing(), now);
                self.stepped.retain(|_, when| *when + queue::LONGEST > now);
                self.stepped.extend(stepped.iter().map(|site| (site.clone(), now)));
            }
            Found::Code(code) => self.queue.code(code, !self.kinds.is_nothing(), now),
            // What was touched meanwhile nobody knows.
            Found::Overflow if !self.kinds.is_nothing() => {
                let earliest = self.began.map_or(now, |began| began + PAUSE).max(now);
                self.complete = Some(self.complete.map_or(earliest, |due| due.min(earliest)));
            }
            Found::Overflow | Found::Coverage(_) | Found::Written(_) | Found::Problem(_) => {}
        }
        self.note_again(found, &stepped, inventory, now);
    }

    /// Takes out what is not installed any more.
    pub fn prune(&mut self, inventory: &Inventory) {
        self.store.prune(inventory);
    }

    /// What is known of everything.
    #[must_use]
    pub fn whole(&self) -> Survey {
        self.store.whole(self.kinds, &self.waiting_or_all())
    }

    /// What is known of the distributions of these names, and of nothing else.
    #[must_use]
    pub fn of_names(&self, part: &Inventory, names: &BTreeSet<String>) -> Survey {
        self.store.of_names(self.kinds, &self.waiting(), part, names)
    }

    /// What is known of files that are no distribution's.
    #[must_use]
    pub fn of_nobody(&self, inventory: &Inventory) -> Survey {
        self.store.of_nobody(self.kinds, &self.waiting_or_all(), inventory)
    }

    /// The sites that wait to be looked at. What is only looked at again is none: rules know of it already.
    #[must_use]
    pub fn waiting(&self) -> BTreeSet<PathBuf> {
        let mut waiting = self.queue.waiting();
        if let Some((task, _)) = self.at.as_ref().filter(|(task, _)| !task.is_again()) {
            waiting.extend(task.sites());
        }
        waiting
    }

    /// Of many that wait it is said that everything does.
    fn waiting_or_all(&self) -> BTreeSet<PathBuf> {
        let waiting = self.waiting();
        if waiting.len() > NAMED { BTreeSet::from([PathBuf::from("/")]) } else { waiting }
    }

    /// Whether files are looked at for rules.
    #[must_use]
    pub const fn is_asked(&self) -> bool {
        !self.kinds.is_nothing()
    }
}

/// A number that nobody knows before.
fn random() -> u64 {
    use std::hash::{BuildHasher, Hasher};
    std::collections::hash_map::RandomState::new().build_hasher().finish()
}
