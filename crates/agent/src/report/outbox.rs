//! Reports that wait until a server has them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fetter_protocol::{Answer, Digest, EventRecord, MessageError, Report, limits, read, write};
use serde::{Deserialize, Serialize};

use super::build::fit;
use super::directory::{Directory, SpoolError};
use super::group::sync_group;
use super::resync::{RESYNC, Resync};
use super::spool::{ENTRIES, contents_digest, contents_name, is_answer, report_name, report_number};
use super::standing::{STANDING, Standing};
use super::told::SHORT;

/// How much an outbox may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutboxLimits {
    /// Reports. A newer one takes the place of older ones, which it contains.
    pub reports: usize,
    /// Contents that were asked for. What there is no room for is asked for again.
    pub contents: usize,
}

impl Default for OutboxLimits {
    fn default() -> Self {
        Self { reports: 4, contents: 256 }
    }
}

/// What a server has durably.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acknowledged {
    /// The newest report; 0 for none.
    pub report: u64,
    /// The newest event; 0 for none. Events after it belong into the next report.
    pub events: u64,
}

/// What came of the answers that waited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// How many were taken.
    pub answers: usize,
    /// How many sites' contents were put out because they were wanted.
    pub contents: usize,
    /// Files that are no answer to this machine: which, and why. They were removed.
    pub refused: Vec<String>,
}

/// The agent's side: reports that are kept until they are acknowledged, and contents that were asked for.
#[derive(Debug)]
pub struct Outbox {
    directory: Directory,
    reports: Directory,
    contents: Directory,
    machine: String,
    limits: OutboxLimits,
    acknowledged: Acknowledged,
    /// The reports that are there, each with its newest event.
    waiting: BTreeMap<u64, u64>,
    newest: Acknowledged,
    /// Contents that are wanted, and that there was no room for yet.
    unmet: BTreeSet<Digest>,
    /// The bundle of policies in force, which check-ins name.
    bundle: Option<Digest>,
}

/// What the server has.
pub(super) const ACKNOWLEDGED: &str = "acknowledged.json";

impl Outbox {
    /// Opens the outbox of this machine, and makes it if it is not there.
    ///
    /// Whoever opens it writes a report soon: what was wanted before and is not there is asked for again then.
    ///
    /// `floor` is the newest number that a report of this machine had, as far as anybody else knows; new ones are above it.
    pub fn open(path: &Path, machine: &str, floor: u64, limits: OutboxLimits) -> Result<Self, SpoolError> {
        let directory = Directory::shared(path, sync_group())?;
        let mut outbox = Self {
            reports: directory.inner("reports")?,
            contents: directory.inner("contents")?,
            machine: machine.to_owned(),
            limits: OutboxLimits { reports: limits.reports.max(1), ..limits },
            acknowledged: read_acknowledged(&directory)?,
            directory,
            waiting: BTreeMap::new(),
            newest: Acknowledged::default(),
            unmet: BTreeSet::new(),
            bundle: None,
        };
        outbox.look()?;
        outbox.newest.report = outbox.newest.report.max(floor);
        Ok(outbox)
    }

    /// Finds the reports that are there. One that cannot be read was not written by this fetter, and goes.
    fn look(&mut self) -> Result<(), SpoolError> {
        self.newest = self.acknowledged;
        for number in self.reports.names(ENTRIES)?.iter().filter_map(|name| report_number(name)) {
            self.newest.report = self.newest.report.max(number);
            match self.read(number)? {
                Some(report) => {
                    self.newest.events = self.newest.events.max(report.last_event());
                    self.waiting.insert(number, report.last_event());
                }
                None => self.reports.remove(&report_name(number)),
            }
        }
        self.forget_acknowledged()
    }

    fn read(&self, number: u64) -> Result<Option<Report>, SpoolError> {
        let bytes = self.reports.read(&report_name(number), limits::REPORT_BYTES)?;
        Ok(bytes.and_then(|bytes| read(&bytes).ok()))
    }

    /// The number of the next report.
    #[must_use]
    pub const fn next_sequence(&self) -> u64 {
        self.newest.report + 1
    }

    /// Has new reports numbered above this one.
    pub const fn raise(&mut self, floor: u64) {
        if self.newest.report < floor {
            self.newest.report = floor;
        }
    }

    /// The newest report and the newest event that were ever written here, as far as can be told: others may have seen them.
    #[must_use]
    pub const fn newest(&self) -> Acknowledged {
        self.newest
    }

    /// What the server has.
    #[must_use]
    pub const fn acknowledged(&self) -> Acknowledged {
        self.acknowledged
    }

    /// How many reports wait.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// Keeps a report. When it returns, the report is on the disk, with the events of older ones that are not acknowledged; those
    /// of the older ones that there is no room for are gone.
    pub fn write(&mut self, mut report: Report) -> Result<u64, SpoolError> {
        report.sequence = self.next_sequence();
        report.events = self.with_waiting_events(report.events)?;
        let name = report_name(report.sequence);
        let error = |error: MessageError| SpoolError::Message { path: self.reports.path_of(&name), error };
        let report = fit(report).map_err(error)?;
        let bytes = write(&report).map_err(error)?;
        self.reports.write(&name, &bytes)?;
        self.newest.report = report.sequence;
        self.newest.events = self.newest.events.max(report.last_event());
        self.waiting.insert(report.sequence, report.last_event());
        self.make_room(&report);
        self.stand(&report)?;
        Ok(report.sequence)
    }

    /// Has check-ins name this bundle of policies, from the next report on.
    pub const fn go_by(&mut self, bundle: Option<Digest>) {
        self.bundle = bundle;
    }

    /// Says how the machine stands, for check-ins. Where it is killed before, the server asks for the next report, which does no harm.
    fn stand(&self, report: &Report) -> Result<(), SpoolError> {
        let error =
            |error: MessageError| SpoolError::Message { path: self.directory.path_of(STANDING), error };
        let standing = Standing {
            report: report.sequence,
            state: report.state().map_err(error)?,
            newest_event: self.newest.events,
            bundle: self.bundle,
        };
        self.directory.write(STANDING, &serde_json::to_vec(&standing).unwrap_or_default())
    }

    /// Takes what the other process says of a server that knows other numbers. Where it does not hold what it held, no more is acknowledged from then
    /// on than that, and `ask_again` has put out what people ask for and nobody has decided, and says whether that is on the disk. Where it has more than was ever written here, new reports and events are numbered above it; `renumber` gives new numbers, above
    /// the second one, to the events after the first one, and says whether that is on the disk. Whether the machine is to report anew.
    ///
    /// Where it is killed in between, it does all of it again, which does no harm.
    pub fn take_resync(
        &mut self,
        inbox: &Path,
        renumber: &mut dyn FnMut(u64, u64) -> bool,
        ask_again: &mut dyn FnMut() -> bool,
    ) -> Result<bool, SpoolError> {
        let inbox = Directory::open(inbox)?;
        let Some(bytes) = inbox.read(RESYNC, SHORT)? else { return Ok(false) };
        if let Some(resync) = serde_json::from_slice(&bytes).ok().filter(Resync::is_sound) {
            let Resync { there, above } = resync;
            let lacks = there.report < self.acknowledged.report || there.events < self.acknowledged.events;
            if lacks && !ask_again() {
                return Ok(false);
            }
            self.acknowledge(Acknowledged {
                report: there.report.min(self.acknowledged.report),
                events: there.events.min(self.acknowledged.events),
            })?;
            self.raise(above.report);
            if above.events > self.newest.events {
                if !renumber(self.acknowledged.events, above.events) {
                    return Ok(false);
                }
                self.begin_above(above.events)?;
            }
        }
        // Where it is killed now, it reports when it begins again.
        inbox.remove(RESYNC);
        Ok(true)
    }

    /// Goes by events that are all numbered above this. The reports that wait have the old numbers, and are made anew.
    fn begin_above(&mut self, events: u64) -> Result<(), SpoolError> {
        self.newest.events = events;
        self.acknowledge(Acknowledged { events, ..self.acknowledged })?;
        for number in std::mem::take(&mut self.waiting).into_keys() {
            self.reports.remove(&report_name(number));
        }
        self.reports.sync()
    }

    fn acknowledge(&mut self, now: Acknowledged) -> Result<(), SpoolError> {
        if now != self.acknowledged {
            let bytes = serde_json::to_vec(&now).unwrap_or_default();
            self.directory.write(ACKNOWLEDGED, &bytes)?;
            self.acknowledged = now;
        }
        Ok(())
    }

    /// The events of a report with those of older ones that are not acknowledged, oldest first.
    fn with_waiting_events(&self, events: Vec<EventRecord>) -> Result<Vec<EventRecord>, SpoolError> {
        let mut all: BTreeMap<u64, EventRecord> = BTreeMap::new();
        for number in self.waiting.keys() {
            let older = self.read(*number)?.map(|report| report.events).unwrap_or_default();
            all.extend(older.into_iter().map(|event| (event.sequence, event)));
        }
        all.extend(events.into_iter().map(|event| (event.sequence, event)));
        let unacknowledged = all.split_off(&self.acknowledged.events.saturating_add(1));
        Ok(unacknowledged.into_values().take(limits::EVENTS).collect())
    }

    /// Removes the oldest reports beyond the limit whose events are all in the newest. With many more, they go all the same:
    /// their events are in the journal, and come after those that are acknowledged.
    fn make_room(&mut self, newest: &Report) {
        let over = self.waiting.len().saturating_sub(self.limits.reports);
        let far_over = self.waiting.len().saturating_sub(4 * self.limits.reports);
        let oldest: Vec<(u64, u64)> =
            self.waiting.iter().take(over).map(|(number, last)| (*number, *last)).collect();
        for (place, (number, last)) in oldest.into_iter().enumerate() {
            if last <= newest.last_event().max(self.acknowledged.events) || place < far_over {
                self.reports.remove(&report_name(number));
                self.waiting.remove(&number);
            }
        }
    }

    /// Takes the answers that an unprivileged process left in its inbox. `contents` gives the bytes of a site by its digest.
    ///
    /// An answer is worked off whole before it is removed: where this is interrupted, it is worked off again.
    pub fn take_answers(
        &mut self,
        inbox: &Path,
        contents: &mut dyn FnMut(&Digest) -> Option<Vec<u8>>,
    ) -> Result<Taken, SpoolError> {
        let inbox = Directory::open(inbox)?;
        let mut taken = Taken::default();
        for name in inbox.names(ENTRIES)?.into_iter().filter(|name| is_answer(name)).take(1000) {
            match self.read_answer(&inbox, &name) {
                Ok(answer) => {
                    taken.answers += 1;
                    taken.contents += self.apply(&answer, contents)?;
                }
                Err(reason) => taken.refused.push(reason),
            }
            inbox.remove(&name);
        }
        let unmet = std::mem::take(&mut self.unmet);
        taken.contents += self.put_contents(unmet, contents)?;
        Ok(taken)
    }

    fn read_answer(&self, inbox: &Directory, name: &str) -> Result<Answer, String> {
        let bytes = inbox.read(name, limits::ANSWER_BYTES).map_err(|error| error.to_string())?;
        let path = inbox.path_of(name);
        let answer: Answer = read(&bytes.unwrap_or_default())
            .map_err(|error| SpoolError::Message { path: path.clone(), error }.to_string())?;
        if answer.machine != self.machine {
            return Err(format!("{} is for another machine", path.display()));
        }
        Ok(answer)
    }

    /// Contents come first: once a report is acknowledged, nobody may ask for them again for a long time.
    fn apply(
        &mut self,
        answer: &Answer,
        contents: &mut dyn FnMut(&Digest) -> Option<Vec<u8>>,
    ) -> Result<usize, SpoolError> {
        for digest in &answer.stored {
            self.contents.remove(&contents_name(digest));
        }
        let put = self.put_contents(answer.wanted.iter().copied().collect(), contents)?;
        let now = Acknowledged {
            // What was never sent cannot be there.
            report: answer.acknowledged.min(self.newest.report).max(self.acknowledged.report),
            events: answer.acknowledged_events.min(self.newest.events).max(self.acknowledged.events),
        };
        self.acknowledge(now)?;
        self.forget_acknowledged()?;
        Ok(put)
    }

    /// Puts out what is wanted, as far as there is room; the rest is tried again each time that answers are taken.
    fn put_contents(
        &mut self,
        mut wanted: BTreeSet<Digest>,
        contents: &mut dyn FnMut(&Digest) -> Option<Vec<u8>>,
    ) -> Result<usize, SpoolError> {
        if wanted.is_empty() {
            return Ok(0);
        }
        let names = self.contents.names(ENTRIES)?;
        let there: BTreeSet<Digest> = names.iter().filter_map(|name| contents_digest(name)).collect();
        wanted.retain(|digest| !there.contains(digest));
        let mut room = self.limits.contents.saturating_sub(there.len());
        let mut put = 0;
        while room > 0
            && let Some(digest) = wanted.pop_first()
        {
            // A site that has changed meanwhile has another digest in the next report.
            let bytes = contents(&digest).filter(|bytes| Digest::of(bytes) == digest);
            if let Some(bytes) = bytes {
                self.contents.write(&contents_name(&digest), &bytes)?;
                put += 1;
                room -= 1;
            }
        }
        let unmet = limits::DIGESTS.saturating_sub(self.unmet.len());
        self.unmet.extend(wanted.into_iter().take(unmet));
        Ok(put)
    }

    /// Removes the reports that the server has, with all of their events.
    fn forget_acknowledged(&mut self) -> Result<(), SpoolError> {
        let Acknowledged { report, events } = self.acknowledged;
        let before = self.waiting.len();
        self.waiting.retain(|number, last| {
            let is_there = *number <= report && *last <= events;
            if is_there {
                self.reports.remove(&report_name(*number));
            }
            !is_there
        });
        if before == self.waiting.len() { Ok(()) } else { self.reports.sync() }
    }
}

pub(super) fn read_acknowledged(directory: &Directory) -> Result<Acknowledged, SpoolError> {
    let bytes = directory.read(ACKNOWLEDGED, 4096)?;
    // Where it is damaged, what the server has is sent again, which does no harm.
    Ok(bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default())
}
