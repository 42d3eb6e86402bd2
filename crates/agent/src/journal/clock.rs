//! Moments, and clocks that are set.

use std::fmt;

use fetter_core::timestamp::Timestamp;
use rustix::time::{ClockId, Timespec, clock_gettime};

/// A moment by this machine's clock, in milliseconds since 1970. Clocks are set, so that it gives no order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(u64);

impl Moment {
    /// Now.
    #[must_use]
    pub fn now() -> Self {
        Self(milliseconds(clock_gettime(ClockId::Realtime)))
    }

    /// So many milliseconds since 1970.
    #[must_use]
    pub const fn of_unix_ms(milliseconds: u64) -> Self {
        Self(milliseconds)
    }

    /// Milliseconds since 1970.
    #[must_use]
    pub const fn unix_ms(self) -> u64 {
        self.0
    }

    /// Whole seconds since 1970.
    #[must_use]
    pub const fn unix_seconds(self) -> u64 {
        self.0 / 1000
    }
}

impl fmt::Display for Moment {
    /// To the second, as RFC 3339 writes it. What is past the year 9999 is shown as its end.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        const LAST: u64 = 253_402_300_799;
        match Timestamp::of_unix_time(self.unix_seconds().min(LAST)) {
            Some(timestamp) => timestamp.fmt(formatter),
            None => formatter.write_str("?"),
        }
    }
}

fn milliseconds(time: Timespec) -> u64 {
    let seconds = u64::try_from(time.tv_sec).unwrap_or_default();
    let nanoseconds = u64::try_from(time.tv_nsec).unwrap_or_default();
    seconds.saturating_mul(1000).saturating_add(nanoseconds / 1_000_000)
}

/// Sees when the clock was set, by holding it against one that cannot be.
#[derive(Clone, Copy, Debug)]
pub struct ClockWatch {
    /// What the clock showed when the machine was started, if it is right now: in milliseconds since 1970.
    origin: i128,
}

impl ClockWatch {
    /// How far the two may drift apart before it is said: five minutes, in milliseconds.
    pub const TOLERANCE_MS: i128 = 5 * 60 * 1000;

    /// Begins with what the clock and the time since the start of the machine (suspended or not) are now, in milliseconds.
    #[must_use]
    pub fn new(wall: Moment, since_boot: u64) -> Self {
        Self { origin: i128::from(wall.0) - i128::from(since_boot) }
    }

    /// The time since the machine was started, in milliseconds.
    #[must_use]
    pub fn since_boot() -> u64 {
        milliseconds(clock_gettime(ClockId::Boottime))
    }

    /// By how many seconds the clock was set, forward or back, if that was by more than [`Self::TOLERANCE_MS`].
    pub fn jumped(&mut self, wall: Moment, since_boot: u64) -> Option<i64> {
        let now = Self::new(wall, since_boot).origin;
        let jump = now - self.origin;
        if jump.abs() <= Self::TOLERANCE_MS {
            return None;
        }
        self.origin = now;
        i64::try_from(jump / 1000).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_is_set_is_noticed_once() {
        let mut watch = ClockWatch::new(Moment(10_000_000), 1000);
        assert_eq!(watch.jumped(Moment(10_001_000), 2000), None);
        assert_eq!(watch.jumped(Moment(10_001_000 + 299_000), 2000), None, "less than the tolerance");
        assert_eq!(watch.jumped(Moment(13_601_000), 2000), Some(3600));
        assert_eq!(watch.jumped(Moment(13_602_000), 3000), None);
        assert_eq!(watch.jumped(Moment(0), 4000), Some(-13_603));
        assert_eq!(watch.jumped(Moment(u64::MAX), 4000), Some(18_446_744_073_709_551));
    }

    #[test]
    fn moments_are_shown_to_the_second() {
        assert_eq!(Moment(1_781_524_800_999).to_string(), "2026-06-15T12:00:00Z");
        assert_eq!(Moment(u64::MAX).to_string(), "9999-12-31T23:59:59Z");
    }
}
