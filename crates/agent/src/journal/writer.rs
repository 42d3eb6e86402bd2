//! The one thread that writes, and the handle that everybody else has.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

use super::pending::Pending;
use super::{ClockWatch, Event, EventCode, Journal, JournalError, Limits, Moment, StateKey};

/// Commands that may wait for the thread.
const QUEUE: usize = 8192;

/// Events that may wait in memory while there is no room on the disk.
const PENDING: usize = 4096;

/// Events of one transaction.
const BATCH: usize = 512;

/// Steps of pruning at a time.
const PRUNE_STEPS: usize = 64;

/// How long the thread sleeps at most: it looks at the clock, and whether there is room again.
const IDLE: Duration = Duration::from_secs(30);

enum Command {
    Append(Box<Event>),
    Seen(Vec<(String, String)>),
    State(StateKey, Vec<u8>),
    Flush(SyncSender<bool>),
    Stop,
}

/// What became of events, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Events that are on the disk.
    pub written: u64,
    /// Events that wait in memory for room on the disk.
    pub waiting: u64,
    /// Events that could not be kept.
    pub lost: u64,
}

#[derive(Debug, Default)]
struct Shared {
    dropped: AtomicU64,
    written: AtomicU64,
    waiting: AtomicU64,
    lost: AtomicU64,
}

/// What hands events to the thread that writes. It never waits.
#[derive(Clone, Debug)]
pub struct JournalHandle {
    sender: SyncSender<Command>,
    shared: Arc<Shared>,
}

impl JournalHandle {
    /// Hands over an event. Where there is no room for it, it is counted, and the count is said later.
    pub fn append(&self, event: Event) {
        if self.sender.try_send(Command::Append(Box::new(event))).is_err() {
            self.shared.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Has it written down that releases, by normalised name and version, are there. Whether there was room.
    #[must_use]
    pub fn seen(&self, releases: Vec<(String, String)>) -> bool {
        self.sender.try_send(Command::Seen(releases)).is_ok()
    }

    /// Has a value kept. Whether there was room.
    #[must_use]
    pub fn set_state(&self, key: StateKey, value: Vec<u8>) -> bool {
        self.sender.try_send(Command::State(key, value)).is_ok()
    }

    /// Waits until everything that was handed over before is on the disk. Whether it is, by then.
    #[must_use]
    pub fn flush(&self, patience: Duration) -> bool {
        let (sender, receiver) = sync_channel(1);
        self.sender.try_send(Command::Flush(sender)).is_ok() && receiver.recv_timeout(patience) == Ok(true)
    }

    /// What became of events.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let load = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        let shared = &self.shared;
        Counts {
            written: load(&shared.written),
            waiting: load(&shared.waiting),
            lost: load(&shared.lost).saturating_add(load(&shared.dropped)),
        }
    }
}

/// The thread that writes. It ends, after it has written what it can, when this is dropped or stopped.
#[derive(Debug)]
pub struct Writer {
    handle: JournalHandle,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// Opens the journal and starts the thread. `tell` is called there for each event with its number, in order, whether there is
    /// room on the disk or not; it must not wait.
    pub fn start(
        directory: &Path,
        limits: Limits,
        floor: u64,
        tell: Box<dyn FnMut(&Event) + Send>,
    ) -> Result<Self, JournalError> {
        Self::with(Journal::open(directory, limits, floor)?, directory, tell)
    }

    /// As [`Writer::start`], with a journal that is open.
    pub fn with(
        journal: Journal,
        directory: &Path,
        tell: Box<dyn FnMut(&Event) + Send>,
    ) -> Result<Self, JournalError> {
        let (sender, receiver) = sync_channel(QUEUE);
        let shared = Arc::new(Shared::default());
        let mut work = Work {
            directory: directory.to_path_buf(),
            journal,
            pending: Pending::new(PENDING),
            clock: ClockWatch::new(Moment::now(), ClockWatch::since_boot()),
            shared: shared.clone(),
            tell,
        };
        let run = move || work.run(&receiver);
        let thread = std::thread::Builder::new()
            .name("journal".to_owned())
            .spawn(run)
            .map_err(JournalError::Thread)?;
        Ok(Self { handle: JournalHandle { sender, shared }, thread: Some(thread) })
    }

    /// A handle, of which there may be many.
    #[must_use]
    pub fn handle(&self) -> JournalHandle {
        self.handle.clone()
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        // The queue may be full; the thread empties it.
        let _ = self.handle.sender.send(Command::Stop);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

struct Work {
    directory: PathBuf,
    journal: Journal,
    pending: Pending,
    clock: ClockWatch,
    shared: Arc<Shared>,
    tell: Box<dyn FnMut(&Event) + Send>,
}

impl Work {
    fn run(&mut self, commands: &Receiver<Command>) {
        self.say_put_aside();
        loop {
            let goes_on = match commands.recv_timeout(IDLE) {
                Ok(first) => self.take(first, commands),
                Err(RecvTimeoutError::Timeout) => true,
                Err(RecvTimeoutError::Disconnected) => false,
            };
            self.look_at_clock();
            self.say_lost();
            self.write();
            if !goes_on {
                return;
            }
        }
    }

    /// Takes what waits, up to a batch. Whether the thread goes on.
    fn take(&mut self, first: Command, commands: &Receiver<Command>) -> bool {
        let mut next = Some(first);
        for _ in 0..BATCH {
            match next {
                None => return true,
                Some(Command::Append(event)) => self.note(*event),
                Some(Command::Seen(releases)) => {
                    let result = self.journal.note_seen(&releases, Moment::now());
                    self.say_failed(result);
                }
                Some(Command::State(key, value)) => {
                    let result = self.journal.set_state(key, &value);
                    self.say_failed(result);
                }
                Some(Command::Flush(done)) => {
                    self.write();
                    let _ = done.try_send(self.pending.is_empty());
                }
                Some(Command::Stop) => return false,
            }
            next = commands.try_recv().ok();
        }
        match next {
            // One more was taken from the queue than there was room for in the batch.
            Some(Command::Append(event)) => self.note(*event),
            Some(other) => return self.take(other, commands),
            None => {}
        }
        true
    }

    /// Numbers an event, tells it, and lets it wait to be written.
    fn note(&mut self, mut event: Event) {
        self.journal.number(&mut event);
        (self.tell)(&event);
        self.pending.push(event);
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
        self.shared.lost.fetch_add(dropped, Ordering::Relaxed);
        self.pending.add_lost(dropped);
    }

    fn say_put_aside(&mut self) {
        if let Some(aside) = self.journal.put_aside().map(Path::to_path_buf) {
            let reason = "the journal was damaged: it was moved here, and a new one begun";
            self.note(Event::new(EventCode::Problem).at(&aside).because(reason));
        }
    }

    /// What is kept beside the events can be found out again; that it was not kept is said where it is no lack of room.
    fn say_failed(&mut self, result: Result<(), JournalError>) {
        match result {
            Err(error) if error.is_damage() => self.begin_again(),
            Err(JournalError::Database(_)) | Ok(()) => {}
            Err(error) => self.note(Event::new(EventCode::Problem).because(error.to_string())),
        }
    }

    /// Writes what waits, as far as there is room, and then how much was lost.
    fn write(&mut self) {
        let mut size = BATCH;
        while !self.pending.is_empty() {
            let events = self.pending.events();
            let batch = &events[..events.len().min(size)];
            let many = batch.len();
            match self.journal.write(batch) {
                Ok(()) => self.wrote(many),
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
        for _ in 0..PRUNE_STEPS {
            if !self.prunes() {
                break;
            }
        }
        let waiting = u64::try_from(self.pending.len()).unwrap_or_default();
        self.shared.waiting.store(waiting, Ordering::Relaxed);
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

    fn write_lost(&mut self) {
        let lost = self.pending.take_lost();
        if lost == 0 {
            return;
        }
        let reason = "there was no room for them, on the disk or in the queue";
        let mut event = Event::new(EventCode::EventsLost).times(lost).because(reason);
        self.journal.number(&mut event);
        (self.tell)(&event);
        match self.journal.write(std::slice::from_ref(&event)) {
            Ok(()) => {
                self.shared.written.fetch_add(1, Ordering::Relaxed);
                self.shared.lost.fetch_add(lost, Ordering::Relaxed);
            }
            Err(_) => self.pending.add_lost(lost),
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
