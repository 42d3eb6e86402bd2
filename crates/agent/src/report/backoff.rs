//! When to try again.

use std::collections::BTreeSet;
use std::time::Duration;

use fetter_protocol::Digest;

use super::CourierError;

/// What is remembered from one attempt to the next. It need not outlive the process.
#[derive(Clone, Debug)]
pub struct Retry {
    failures: u32,
    not_before: Duration,
    is_unreached: bool,
    seed: u64,
    /// The newest report that was answered.
    pub(super) answered: u64,
    /// Contents that were answered.
    pub(super) stored: BTreeSet<Digest>,
    /// Requests that were answered.
    pub(super) asked: BTreeSet<String>,
    /// Until when no request is sent: the server takes none, and the rest is not to wait for that.
    pub(super) requests_not_before: Duration,
}

impl Retry {
    /// The first wait after a failure.
    pub const FIRST: Duration = Duration::from_secs(5);
    /// The longest wait, and the one after a refusal.
    pub const LONGEST: Duration = Duration::from_secs(3600);

    /// Nothing was tried. `seed` spreads machines over time: it should differ from one to the other.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self {
            failures: 0,
            not_before: Duration::ZERO,
            is_unreached: false,
            seed,
            answered: 0,
            stored: BTreeSet::new(),
            asked: BTreeSet::new(),
            requests_not_before: Duration::ZERO,
        }
    }

    /// Until when nothing is tried, on the clock that [`super::deliver_once`] was given.
    #[must_use]
    pub const fn not_before(&self) -> Duration {
        self.not_before
    }

    pub(super) fn succeeded(&mut self) {
        self.failures = 0;
    }

    pub(super) fn failed(&mut self, error: &CourierError, now: Duration) {
        let wait = match error {
            CourierError::Later(wait) => (*wait).min(24 * Self::LONGEST),
            CourierError::Refused(_) => Self::LONGEST,
            CourierError::Unreachable(_) => {
                (Self::FIRST * 2_u32.saturating_pow(self.failures.min(16))).min(Self::LONGEST)
            }
        };
        self.is_unreached = matches!(error, CourierError::Unreachable(_));
        self.failures = self.failures.saturating_add(1);
        self.not_before = now.saturating_add(wait).saturating_add(self.jitter(wait));
    }

    /// The server was heard of: what could not reach it is tried again at once, and no more often than before where that fails.
    pub(super) fn reached(&mut self) {
        if std::mem::take(&mut self.is_unreached) {
            self.not_before = Duration::ZERO;
        }
    }

    /// Up to a quarter of the wait, by a linear congruential generator: it need be uneven, not unguessable.
    pub(super) fn jitter(&mut self, wait: Duration) -> Duration {
        self.seed = self.seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let part = u32::try_from(self.seed >> 48).unwrap_or_default();
        wait / 4 * part / 65_536
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_an_hour_and_end_with_success() {
        let mut retry = Retry::new(7);
        let unreachable = CourierError::Unreachable(String::new());
        let mut waits = Vec::new();
        for _ in 0..14 {
            retry.failed(&unreachable, Duration::ZERO);
            waits.push(retry.not_before());
        }
        assert!(waits[0] >= Retry::FIRST && waits[0] <= Retry::FIRST * 5 / 4);
        assert!(waits[3] >= Retry::FIRST * 8 && waits[3] <= Retry::FIRST * 10);
        assert!(waits[13] >= Retry::LONGEST && waits[13] <= Retry::LONGEST * 5 / 4);
        retry.succeeded();
        retry.failed(&CourierError::Later(Duration::from_secs(100)), Duration::from_secs(50));
        assert!(retry.not_before() >= Duration::from_secs(150));
        retry.failed(&unreachable, Duration::ZERO);
        assert!(retry.not_before() <= Retry::FIRST * 5 / 2);
    }
}
