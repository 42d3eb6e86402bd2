//! The one thread that writes, and the handle that everybody else has.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

use super::work::Work;
use super::{Event, Journal, JournalError, Limits, Sight, StateKey};

/// Commands that may wait for the thread.
const QUEUE: usize = 8192;

pub(super) enum Command {
    Append(Box<Event>),
    Seen(Vec<Sight>),
    State(StateKey, Vec<u8>),
    Flush(SyncSender<bool>),
    Renumber { after: u64, above: u64, done: SyncSender<bool> },
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
pub(super) struct Shared {
    pub(super) dropped: AtomicU64,
    pub(super) written: AtomicU64,
    pub(super) waiting: AtomicU64,
    pub(super) lost: AtomicU64,
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

    /// Has it counted that so many events never came to be handed over.
    pub fn lost(&self, many: u64) {
        self.shared.dropped.fetch_add(many, Ordering::Relaxed);
    }

    /// Has it written down that releases, by normalised name and version, are there. Whether there was room.
    #[must_use]
    pub fn seen(&self, releases: Vec<Sight>) -> bool {
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

    /// Gives the events after one new numbers, all above another and in the same order, and waits until that is on the disk. Whether it is, by then.
    #[must_use]
    pub fn renumber(&self, after: u64, above: u64, patience: Duration) -> bool {
        let (done, receiver) = sync_channel(1);
        self.sender.try_send(Command::Renumber { after, above, done }).is_ok()
            && receiver.recv_timeout(patience) == Ok(true)
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
    /// Opens the journal and starts the thread. `tell` is called there for each event, in order: with its number once it is on the disk, and
    /// without one (0) where there is no room for it. It must not wait.
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
        let mut work = Work::new(directory, journal, shared.clone(), tell);
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
