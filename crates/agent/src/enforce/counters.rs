//! How often openers were answered.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Counted by the responder, read by whoever asks.
#[derive(Debug, Default)]
pub(super) struct Counters {
    pub(super) events: AtomicU64,
    pub(super) refused: AtomicU64,
    pub(super) warned: AtomicU64,
    pub(super) allowed: AtomicU64,
    pub(super) unreported: AtomicU64,
    pub(super) failed: AtomicU64,
    longest: AtomicU64,
}

/// How often openers were answered since the start. What the agent itself opens is always allowed, and counted only where the answer
/// could not be given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Openers that waited for an answer.
    pub events: u64,
    /// Those that were refused.
    pub refused: u64,
    /// Those that would have been refused by a rule that only warns.
    pub warned: u64,
    /// Those that were allowed.
    pub allowed: u64,
    /// Refusals and warnings that nobody was told of, since too many waited to be told.
    pub unreported: u64,
    /// Answers that came too late, or could not be given, and reads that failed.
    pub failed: u64,
    /// The longest time from reading an event to its answer.
    pub longest: Duration,
}

impl Counters {
    pub(super) fn add(counter: &AtomicU64) {
        counter.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn took(&self, time: Duration) {
        let time = u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
        self.longest.fetch_max(time, Ordering::Relaxed);
    }

    pub(super) fn counts(&self) -> Counts {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Counts {
            events: read(&self.events),
            refused: read(&self.refused),
            warned: read(&self.warned),
            allowed: read(&self.allowed),
            unreported: read(&self.unreported),
            failed: read(&self.failed),
            longest: Duration::from_nanos(read(&self.longest)),
        }
    }
}
