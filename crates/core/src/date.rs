//! Days of the calendar, as `until: YYYY-MM-DD` names them.

use std::fmt;
use std::str::FromStr;

/// A day, in the proleptic Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// A text that names no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a day as YYYY-MM-DD")]
pub struct DateError;

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let bytes = text.as_bytes();
        let is_shaped = bytes.len() == 10
            && bytes.iter().enumerate().all(|(at, byte)| match at {
                4 | 7 => *byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !is_shaped {
            return Err(DateError);
        }
        let number = |range: std::ops::Range<usize>| text[range].parse::<u16>().map_err(|_| DateError);
        let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
        let (month, day) =
            (u8::try_from(month).map_err(|_| DateError)?, u8::try_from(day).map_err(|_| DateError)?);
        if (1..=12).contains(&month) && (1..=days_of(year, month)).contains(&day) {
            Ok(Self { year, month, day })
        } else {
            Err(DateError)
        }
    }
}

fn days_of(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 31,
    }
}

impl Date {
    /// The day, in UTC, of a time in seconds since 1970.
    #[must_use]
    pub fn of_unix_time(seconds: u64) -> Self {
        let mut days = seconds / 86_400;
        let mut year = 1970;
        loop {
            let length = if days_of(year, 2) == 29 { 366 } else { 365 };
            if days < length || year == 9999 {
                break;
            }
            days -= length;
            year += 1;
        }
        let mut month = 1;
        while month < 12 && days >= u64::from(days_of(year, month)) {
            days -= u64::from(days_of(year, month));
            month += 1;
        }
        Self { year, month, day: u8::try_from(days + 1).unwrap_or(31) }
    }
}

impl Date {
    /// When the day is over, in UTC: seconds since 1970; 0 for days before that.
    #[must_use]
    pub fn end(self) -> u64 {
        // Leap days until the end of a year, since the beginning of the calendar.
        let leap_days = |year: u64| year / 4 - year / 100 + year / 400;
        let year = u64::from(self.year);
        let years = 365 * year.saturating_sub(1970)
            + leap_days(year.saturating_sub(1)).saturating_sub(leap_days(1969));
        let months: u64 = (1..self.month).map(|month| u64::from(days_of(self.year, month))).sum();
        if self.year < 1970 { 0 } else { (years + months + u64::from(self.day)) * 86_400 }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn days_are_read_and_written() {
        for day in ["2026-11-24", "2024-02-29", "2000-02-29", "0001-01-01"] {
            assert_eq!(day.parse::<Date>().unwrap().to_string(), day);
        }
        for wrong in
            ["2026-11-31", "2023-02-29", "1900-02-29", "2026-13-01", "2026-1-01", "26-11-24", "2026-11-24 "]
        {
            assert!(wrong.parse::<Date>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn time_has_a_day() {
        for (seconds, day) in [(0, "1970-01-01"), (1_764_028_799, "2025-11-24"), (951_782_400, "2000-02-29")]
        {
            let date = Date::of_unix_time(seconds);
            assert_eq!(date.to_string(), day);
            assert_eq!(date.end(), (seconds / 86_400 + 1) * 86_400);
        }
        for days in (0..2_932_897).step_by(1_999) {
            assert_eq!(Date::of_unix_time(days * 86_400).end(), (days + 1) * 86_400);
        }
        assert_eq!("1969-12-31".parse::<Date>().unwrap().end(), 0);
    }
}
