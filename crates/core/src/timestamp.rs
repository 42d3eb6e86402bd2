//! Moments, for documents that say when they were made.

use std::fmt;

use crate::date::Date;

const DAY: u64 = 86_400;

/// A moment in UTC, to the second, in the years that have four digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(u64);

impl Timestamp {
    /// The last second of the year 9999, in seconds since 1970.
    const LAST: u64 = 253_402_300_799;

    /// The moment that many seconds after the beginning of 1970; `None` past the year 9999.
    #[must_use]
    pub const fn of_unix_time(seconds: u64) -> Option<Self> {
        if seconds <= Self::LAST { Some(Self(seconds)) } else { None }
    }

    /// Seconds since the beginning of 1970.
    #[must_use]
    pub const fn unix_time(self) -> u64 {
        self.0
    }
}

impl fmt::Display for Timestamp {
    /// As RFC 3339 and ISO 8601 write it: `2026-06-15T12:00:00Z`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let within = self.0 % DAY;
        let (hour, minute, second) = (within / 3600, within / 60 % 60, within % 60);
        write!(formatter, "{}T{hour:02}:{minute:02}:{second:02}Z", Date::of_unix_time(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_as_rfc_3339_has_them() {
        let shown = |seconds| Timestamp::of_unix_time(seconds).map(|moment| moment.to_string());
        assert_eq!(shown(0).as_deref(), Some("1970-01-01T00:00:00Z"));
        assert_eq!(shown(951_868_799).as_deref(), Some("2000-02-29T23:59:59Z"));
        assert_eq!(shown(Timestamp::LAST).as_deref(), Some("9999-12-31T23:59:59Z"));
        assert_eq!(shown(Timestamp::LAST + 1), None);
    }
}
