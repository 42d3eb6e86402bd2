//! Whether the loop that judges gets on.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// How long a turn of the loop may take before the worker passes for stuck. What takes longest is to judge and to mark everything.
pub(super) const LONGEST: Duration = Duration::from_secs(300);

/// When the loop last came round. Before it has for the first time, it is starting, for which it is given all the time it takes.
#[derive(Debug)]
pub(super) struct Pulse {
    since: Instant,
    /// In milliseconds since then, and one; 0 before the first.
    last: AtomicU64,
}

impl Default for Pulse {
    fn default() -> Self {
        Self { since: Instant::now(), last: AtomicU64::new(0) }
    }
}

impl Pulse {
    /// The loop comes round.
    pub(super) fn beat(&self) {
        self.last.store(self.now() + 1, Ordering::Relaxed);
    }

    /// Whether it did lately.
    pub(super) fn is_there(&self) -> bool {
        let last = self.last.load(Ordering::Relaxed);
        last == 0 || Duration::from_millis(self.now().saturating_sub(last)) < LONGEST
    }

    fn now(&self) -> u64 {
        u64::try_from(self.since.elapsed().as_millis()).unwrap_or(u64::MAX - 1)
    }
}
