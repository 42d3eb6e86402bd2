//! Moments, for documents that say when they were made.

use std::fmt;
use std::str::FromStr;

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

/// A text that names no moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a moment as YYYY-MM-DDTHH:MM:SSZ, with Z or an offset such as +02:00")]
pub struct TimestampError;

impl FromStr for Timestamp {
    type Err = TimestampError;

    /// Reads what RFC 3339 allows; fractions of a second are left away.
    fn from_str(text: &str) -> Result<Self, TimestampError> {
        let (day, rest) = text.split_at_checked(10).ok_or(TimestampError)?;
        let day: Date = day.parse().map_err(|_| TimestampError)?;
        let rest = rest.strip_prefix(['T', 't', ' ']).ok_or(TimestampError)?;
        let (clock, rest) = rest.split_at_checked(8).ok_or(TimestampError)?;
        let (minutes, seconds) = clock.split_at_checked(5).ok_or(TimestampError)?;
        let seconds = seconds.strip_prefix(':').and_then(|text| digits(text, 60)).ok_or(TimestampError)?;
        let rest = match rest.strip_prefix('.') {
            Some(fraction) => {
                let zone = fraction.trim_start_matches(|digit: char| digit.is_ascii_digit());
                Some(zone).filter(|zone| zone.len() < fraction.len()).ok_or(TimestampError)?
            }
            None => rest,
        };
        let offset = match rest.split_at_checked(1).ok_or(TimestampError)? {
            ("Z" | "z", "") => 0,
            ("+", offset) => minutes_of(offset)?,
            ("-", offset) => -minutes_of(offset)?,
            _ => return Err(TimestampError),
        };
        let start = i64::try_from(day.end()).unwrap_or_default() - i64::try_from(DAY).unwrap_or_default();
        let within = minutes_of(minutes)? * 60 + i64::from(seconds.min(59));
        let moment = start.checked_add(within - offset * 60).ok_or(TimestampError)?;
        // What was before 1970 is of no use to anybody here.
        u64::try_from(moment).ok().and_then(Self::of_unix_time).ok_or(TimestampError)
    }
}

/// Two digits up to a number.
fn digits(text: &str, most: u8) -> Option<u8> {
    let is_plain = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number| is_plain && *number <= most)
}

/// The minutes of `HH:MM`.
fn minutes_of(text: &str) -> Result<i64, TimestampError> {
    let (hours, minutes) = text.split_once(':').ok_or(TimestampError)?;
    let (hours, minutes) = digits(hours, 23).zip(digits(minutes, 59)).ok_or(TimestampError)?;
    Ok(i64::from(hours) * 60 + i64::from(minutes))
}

impl Timestamp {
    /// The moment some days later; `None` past the year 9999.
    #[must_use]
    pub fn after_days(self, days: u32) -> Option<Self> {
        Self::of_unix_time(self.0.checked_add(u64::from(days) * DAY)?)
    }

    /// Its day, in UTC.
    #[must_use]
    pub fn day(self) -> Date {
        Date::of_unix_time(self.0)
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

    #[test]
    fn moments_are_read_as_rfc_3339_has_them() {
        let read = |text: &str| text.parse::<Timestamp>().ok().map(Timestamp::unix_time);
        assert_eq!(read("1970-01-01T00:00:00Z"), Some(0));
        assert_eq!(read("2000-02-29t23:59:59.123456z"), Some(951_868_799));
        assert_eq!(read("2000-03-01 01:59:59+02:00"), Some(951_868_799));
        assert_eq!(read("2000-02-29T20:29:59-03:30"), Some(951_868_799));
        assert_eq!(read("2016-12-31T23:59:60Z"), read("2016-12-31T23:59:59Z"));
        for wrong in [
            "",
            "2000-02-29",
            "2000-02-30T00:00:00Z",
            "2000-02-29T24:00:00Z",
            "2000-02-29T00:00:00",
            "2000-02-29T00:00:00.Z",
            "2000-02-29T00:00:00+2:00",
            "1969-12-31T23:59:59Z",
            "1970-01-01T00:00:00+00:01",
            "9999-12-31T23:59:59-00:01",
            "2000-02-29T00:00:00Zx",
            "2000-02-2é",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
        let moment: Timestamp = "2026-02-27T08:00:00Z".parse().unwrap();
        assert_eq!(moment.after_days(2).unwrap().to_string(), "2026-03-01T08:00:00Z");
        assert_eq!(moment.after_days(u32::MAX), None);
        assert_eq!(moment.day().to_string(), "2026-02-27");
    }
}
