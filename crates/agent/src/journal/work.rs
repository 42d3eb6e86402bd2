//! What the thread that writes does.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::openings::{Openings, WINDOW};
use super::pending::Pending;
use super::rest::Rest;
use super::writer::{Command, Shared};
use super::{ClockWatch, Event, EventCode, Journal, JournalError, Moment};

/// Events that may wait in memory while there is no room on the disk.
const PENDING: usize = 4096;

/// Events of one transaction.
const BATCH: usize = 512;

/// Steps of pruning at a time.
const PRUNE_STEPS: usize = 64;

/// How long the thread sleeps at most: it looks at the clock, and whether there is room again.
const IDLE: Duration = Duration::from_secs(30);

/// Everything that the thread has.
pub(super) struct Work {
    directory: PathBuf,
    journal: Journal,
    pending: Pending,
    openings: Openings,
    clock: ClockWatch,
    /// Up to which number events were told of.
    told: u64,
    /// When it was last said how much was lost.
    said_lost: Option<Instant>,
    shared: Arc<Shared>,
    tell: Box<dyn FnMut(&Event) + Send>,
    rest: Rest,
}

impl Work {
    pub(super) fn new(
        directory: &Path,
        journal: Journal,
        shared: Arc<Shared>,
        tell: Box<dyn FnMut(&Event) + Send>,
    ) -> Self {
        Self {
            directory: directory.to_path_buf(),
            journal,
            pending: Pending::new(PENDING),
            openings: Openings::default(),
            told: 0,
            said_lost: None,
            clock: ClockWatch::new(Moment::now(), ClockWatch::since_boot()),
            shared,
            tell,
            rest: Rest::default(),
        }
    }

    /// Works until it is told to stop, or nobody is left to tell it.
    pub(super) fn run(&mut self, commands: &Receiver<Command>) {
        self.say_put_aside();
        loop {
            let goes_on = match commands.recv_timeout(self.patience()) {
                Ok(first) => self.take(first, commands),
                Err(RecvTimeoutError::Timeout) => true,
                Err(RecvTimeoutError::Disconnected) => false,
            };
            for event in self.openings.told(Instant::now(), !goes_on) {
                self.note(event);
            }
            self.look_at_clock();
            self.say_lost();
            if !goes_on {
                // It is said now, or never.
                self.said_lost = None;
            }
            self.write();
            if !goes_on {
                return;
            }
        }
    }

    /// How long nothing need be done if nobody has anything.
    fn patience(&self) -> Duration {
        let due = self.openings.due().map(|due| due.saturating_duration_since(Instant::now()));
        due.map_or(IDLE, |due| due.min(IDLE))
    }

    /// Takes what waits, up to a batch. Whether the thread goes on.
    fn take(&mut self, first: Command, commands: &Receiver<Command>) -> bool {
        let mut next = first;
        for left in (0..BATCH).rev() {
            match next {
                Command::Append(event) if event.code.is_opening() => {
                    if let Some(event) = self.openings.take(*event, Instant::now()) {
                        self.note(event);
                    }
                }
                Command::Append(event) => self.note(*event),
                Command::Seen(releases) => self.rest.see(releases),
                Command::State(key, value) => self.rest.keep(key, value),
                Command::Flush(done) => {
                    self.write();
                    let _ = done.try_send(self.pending.is_empty());
                }
                Command::Renumber { after, above, done } => {
                    let _ = done.try_send(self.renumber(after, above));
                }
                Command::Stop => return false,
            }
            match if left > 0 { commands.try_recv().ok() } else { None } {
                Some(command) => next = command,
                None => break,
            }
        }
        true
    }

    /// Numbers an event, and lets it wait to be written. It is told of then: a number that was told is not given again.
    fn note(&mut self, mut event: Event) {
        self.journal.number(&mut event);
        self.pending.push(event);
    }

    /// Gives events new numbers, which needs room on the disk.
    fn renumber(&mut self, after: u64, above: u64) -> bool {
        self.write();
        if !self.pending.is_empty() {
            return false;
        }
        let newest = self.journal.renumber(after, above);
        // They were told of by their old numbers.
        self.told = self.told.max(newest.as_ref().copied().unwrap_or_default());
        newest.is_ok()
    }

    fn look_at_clock(&mut self) {
        if let Some(seconds) = self.clock.jumped(Moment::now(), ClockWatch::since_boot()) {
            let way = if seconds < 0 { "back" } else { "forward" };
            let reason = format!("the clock was set {way} by {} seconds", seconds.unsigned_abs());
            self.note(Event::new(EventCode::ClockJumped).because(reason));
        }
    }

    fn say_lost(&mut self) {
        let dropped = self.shared.dropped.swap(0, Ordering::Relaxed);
        self.pending.add_lost(dropped);
    }

    fn say_put_aside(&mut self) {
        if let Some(aside) = self.journal.put_aside().map(Path::to_path_buf) {
            let reason = "the journal was damaged: it was moved here, and a new one begun";
            self.note(Event::new(EventCode::Problem).at(&aside).because(reason));
        }
    }

    /// Writes what is kept beside the events. What there is no room for is tried again.
    fn write_rest(&mut self) {
        match self.rest.write(&mut self.journal) {
            Err(error) if error.is_damage() => self.begin_again(),
            Err(JournalError::Database(_)) | Ok(()) => {}
            Err(error) => self.note(Event::new(EventCode::Problem).because(error.to_string())),
        }
    }

    /// Writes what waits, as far as there is room, and then how much was lost.
    fn write(&mut self) {
        self.write_rest();
        let mut size = BATCH;
        while !self.pending.is_empty() {
            let events = self.pending.events();
            let batch = &events[..events.len().min(size)];
            let many = batch.len();
            match self.journal.write(batch) {
                Ok(()) => {
                    let told = self.told;
                    for event in batch.iter().filter(|event| event.sequence > told) {
                        self.told = event.sequence;
                        (self.tell)(event);
                    }
                    self.wrote(many);
                }
                // One of them cannot be written at all, and must not hold up the others.
                Err(JournalError::Message(_)) if many > 1 => size = 1,
                Err(JournalError::Message(_)) => {
                    self.pending.written(1);
                    self.pending.add_lost(1);
                }
                Err(error) if error.is_damage() => {
                    self.begin_again();
                    break;
                }
                Err(_) if self.prunes() => {}
                Err(_) => break,
            }
        }
        if self.pending.is_empty() {
            self.write_lost();
        }
        self.tell_waiting();
        for _ in 0..PRUNE_STEPS {
            if !self.prunes() {
                break;
            }
        }
        let waiting = u64::try_from(self.pending.len()).unwrap_or_default();
        self.shared.waiting.store(waiting, Ordering::Relaxed);
        self.shared.lost.store(self.pending.lost_in_all(), Ordering::Relaxed);
    }

    /// What there is no room for is told of without its number, which may be given again after a kill.
    fn tell_waiting(&mut self) {
        let told = self.told;
        for event in self.pending.events().iter().filter(|event| event.sequence > told) {
            self.told = event.sequence;
            (self.tell)(&Event { sequence: 0, ..event.clone() });
        }
    }

    fn wrote(&mut self, many: usize) {
        self.pending.written(many);
        self.shared.written.fetch_add(u64::try_from(many).unwrap_or_default(), Ordering::Relaxed);
        // One step for each batch is enough to keep up.
        self.prunes();
    }

    fn prunes(&mut self) -> bool {
        self.journal.prune(Moment::now()).unwrap_or(false)
    }

    /// At once, and then once a window: what is lost again and again must not fill the journal either.
    fn write_lost(&mut self) {
        if self.said_lost.is_some_and(|said| said.elapsed() < WINDOW) {
            return;
        }
        let lost = self.pending.take_lost();
        if lost == 0 {
            return;
        }
        let reason = "there was no room for them, on the disk or in the queue";
        let mut event = Event::new(EventCode::EventsLost).times(lost).because(reason);
        self.journal.number(&mut event);
        match self.journal.write(std::slice::from_ref(&event)) {
            Ok(()) => {
                self.told = event.sequence;
                (self.tell)(&event);
                self.said_lost = Some(Instant::now());
                self.shared.written.fetch_add(1, Ordering::Relaxed);
            }
            Err(_) => self.pending.still_to_say(lost),
        }
    }

    /// The file was damaged while it was in use: what waits goes into a new one.
    fn begin_again(&mut self) {
        let floor = self.pending.events().last().map_or(0, |event| event.sequence);
        if let Ok(journal) = Journal::open(&self.directory, self.journal.limits, floor) {
            self.journal = journal;
            self.say_put_aside();
        }
    }
}
