//! Reports of how the machine stands, made beside the loop, which never waits for them.
//!
//! The loop says what was touched ([`Reporter::touch`]) and shows itself now and then ([`Reporter::turn`]); a copy of the inventory
//! is made only when a report is due or an answer wants something of it, and is gone when that is done.

mod seen;
mod slot;
mod work;

use std::cell::Cell;
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use fetter_core::inventory::discover::{Request, Surroundings};

pub use seen::{Seen, denial, policy_state, tampered};
use slot::{Slot, Snapshot};
use work::Work;

use super::Wake;
use super::requested::RequestDesk;
use crate::ask::ReportStatus;
use crate::config::Config;
use crate::journal::{JournalHandle, Moment};
use crate::report::{Outbox, OutboxLimits, SpoolError, machine_id};
use crate::watch::Found;

/// While things change there is one report in this time at most.
pub const PACE: Duration = Duration::from_secs(30);

/// Where reports wait, and whose they are.
#[derive(Debug)]
pub struct Desk {
    outbox: Outbox,
    machine: String,
}

impl Desk {
    /// Opens what lies in the agent's state directory, and makes it if it is not there.
    pub fn open(state: &Path) -> Result<Self, SpoolError> {
        let path = state.join("outbox");
        let machine = machine_id(&path)?;
        let outbox = Outbox::open(&path, &machine, 0, OutboxLimits::default())?;
        Ok(Self { outbox, machine })
    }

    /// The newest event that somebody else may have seen: new ones must have numbers above it.
    #[must_use]
    pub const fn newest_event(&self) -> u64 {
        self.outbox.newest().events
    }

    /// Has reports numbered above this one.
    pub const fn raise(&mut self, floor: u64) {
        self.outbox.raise(floor);
    }
}

/// What a reporter is made of.
#[derive(Debug)]
pub struct Begin<'path> {
    /// The agent's state directory, with `outbox` and `inbox` in it.
    pub state: &'path Path,
    /// What [`Desk::open`] came to. Where it failed, it is tried again with each report.
    pub desk: Result<Desk, SpoolError>,
    /// What people of the machine ask for.
    pub requests: RequestDesk,
    /// How the inventory is taken, to read details in the same way; without it, none are reported.
    pub search: Option<(Request, Surroundings)>,
    /// The number of the last report, as the journal knows it.
    pub floor: u64,
    /// The journal, which is in `agent` of the state directory.
    pub journal: JournalHandle,
    /// Wakes the loop when it is to show itself.
    pub wake: Wake,
    /// While things change there is one report in this time at most ([`PACE`]).
    pub pace: Duration,
}

/// Begins to report, in a thread of its own. `reported` is the number of the last report, as the journal keeps it.
pub(super) fn begin(
    config: &Config,
    desk: Result<Desk, SpoolError>,
    requests: RequestDesk,
    search: (Request, Surroundings),
    reported: Option<Vec<u8>>,
    journal: &JournalHandle,
    wake: &Wake,
) -> io::Result<Reporter> {
    let number = reported.and_then(|digits| String::from_utf8(digits).ok()?.parse().ok());
    Reporter::start(Begin {
        state: &config.state,
        desk,
        requests,
        search: Some(search),
        floor: number.unwrap_or(0),
        journal: journal.clone(),
        wake: wake.clone(),
        pace: PACE,
    })
}

/// The loop's side of reporting. Nothing of it waits.
#[derive(Debug)]
pub struct Reporter {
    slot: Arc<Slot>,
    changed: Cell<bool>,
    /// The sites that were touched since the last copy; `None` for all.
    stale: Option<BTreeSet<PathBuf>>,
    reconciled: Moment,
    due: Instant,
    pace: Duration,
}

impl Reporter {
    /// Begins to report. The first report is made at the first [`Reporter::turn`].
    pub fn start(begin: Begin<'_>) -> io::Result<Self> {
        let slot = Arc::new(Slot::new()?);
        let pace = begin.pace;
        let work = Work::new(begin, Arc::clone(&slot))?;
        std::thread::Builder::new().name("reports".to_owned()).spawn(move || work.run())?;
        Ok(Self {
            slot,
            changed: Cell::new(true),
            stale: None,
            reconciled: Moment::now(),
            due: Instant::now(),
            pace,
        })
    }

    /// What is decided, or is covered, is otherwise than before.
    pub fn changed(&self) {
        self.changed.set(true);
    }

    /// Notes what a report is to say anew.
    pub(super) fn note(&mut self, found: &Found) {
        match found {
            Found::Step(step) => self.touch(&step.sites),
            Found::Reconciled { .. } => self.reconciled(),
            Found::Coverage(_) => self.changed(),
            Found::Overflow | Found::Code(_) | Found::Written(_) | Found::Problem(_) => {}
        }
    }

    /// These sites were read again.
    pub fn touch(&mut self, sites: &BTreeSet<PathBuf>) {
        self.changed();
        if let Some(stale) = &mut self.stale {
            stale.extend(sites.iter().cloned());
        }
    }

    /// Everything was read again.
    pub fn reconciled(&mut self) {
        self.changed();
        self.stale = None;
        self.reconciled = Moment::now();
    }

    /// Shows how things stand, where somebody wants to know.
    pub fn turn(&mut self, look: impl FnOnce() -> Seen) {
        if self.slot.more() {
            self.changed();
        }
        let now = Instant::now();
        let report = self.changed.get() && now >= self.due;
        if !report && !self.slot.is_wanted() {
            return;
        }
        if report {
            self.changed.set(false);
            self.due = now + self.pace;
        }
        let mut seen = look();
        seen.coverage.reconciled = Some(self.reconciled.unix_seconds());
        let stale = self.stale.replace(BTreeSet::new());
        self.slot.put(Snapshot { seen, report, stale, taken: Moment::now() });
    }

    /// Whether a bundle of policies has come since this was last asked.
    pub(in crate::run) fn is_offered(&self) -> bool {
        self.slot.is_offered()
    }

    /// Has the next report made at once, whenever the last one was.
    pub(in crate::run) fn hurry(&mut self) {
        self.changed();
        self.due = Instant::now();
    }

    /// How reporting stands.
    #[must_use]
    pub fn status(&self) -> ReportStatus {
        self.slot.status()
    }
}

impl Drop for Reporter {
    fn drop(&mut self) {
        // Nobody waits for it: what it was writing is whole or not there.
        self.slot.stop();
    }
}
