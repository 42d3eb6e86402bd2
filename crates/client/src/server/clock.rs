//! What time it is at the server.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rustix::time::{ClockId, clock_gettime};

/// Reckons the server's time by a clock that nobody sets and that goes on while the machine sleeps. Until the server has said what time it is,
/// this machine's own is taken for it.
#[derive(Debug)]
pub struct ServerClock {
    /// The server's time, and what the steady clock said then.
    known: Mutex<(Duration, Duration)>,
}

impl ServerClock {
    /// A clock that knows nothing of the server.
    #[must_use]
    pub fn new() -> Self {
        let own = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self { known: Mutex::new((own, steady())) }
    }

    /// Learns the server's time, in seconds since 1970, where it said one.
    pub(super) fn learn(&self, time: Option<u64>) {
        if let Some(time) = time {
            *self.known.lock().unwrap_or_else(PoisonError::into_inner) =
                (Duration::from_secs(time), steady());
        }
    }

    /// The time since 1970 at the server.
    pub(super) fn now(&self) -> Duration {
        let (time, then) = *self.known.lock().unwrap_or_else(PoisonError::into_inner);
        time.saturating_add(steady().saturating_sub(then))
    }
}

impl Default for ServerClock {
    fn default() -> Self {
        Self::new()
    }
}

/// Since the machine was started.
fn steady() -> Duration {
    let now = clock_gettime(ClockId::Boottime);
    let seconds = u64::try_from(now.tv_sec).unwrap_or_default();
    Duration::new(seconds, u32::try_from(now.tv_nsec).unwrap_or_default())
}
