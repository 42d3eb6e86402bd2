//! Times, as people read them.

use std::fmt;

use fetter_core::date::Date;

/// From when on a time is told, and no more how long ago it was.
const NEAR: i64 = 48 * 3600;

/// A time, and when it is looked at; both in seconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui) struct Moment {
    pub(in crate::ui) at: i64,
    /// `None` where it is told as such, however near it is.
    now: Option<i64>,
}

impl Moment {
    pub(in crate::ui) fn new(at: i64) -> Self {
        Self { at, now: Some(crate::clock::now().cast_signed()) }
    }

    /// The same, which is told as such.
    pub(in crate::ui) const fn at_its_time(self) -> Self {
        Self { now: None, ..self }
    }

    /// As `2026-11-30T21:57:38Z` (RFC 3339).
    pub(in crate::ui) fn machine(&self) -> String {
        let seconds = self.at.max(0);
        let of_day = seconds % 86_400;
        let (hours, minutes, seconds_left) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
        format!("{}T{hours:02}:{minutes:02}:{seconds_left:02}Z", date(seconds))
    }

    /// As `21:57`.
    pub(in crate::ui) fn of_day(&self) -> String {
        let minutes = self.at.max(0) % 86_400 / 60;
        format!("{:02}:{:02}", minutes / 60, minutes % 60)
    }

    /// As `2026-11-30`.
    pub(in crate::ui) fn day(&self) -> String {
        date(self.at)
    }

    /// As `yesterday 21:57`, or with its day.
    pub(in crate::ui) fn in_words(&self) -> String {
        let is_in = |days: i64| self.now.is_some_and(|now| date(now - days * 86_400) == self.day());
        let day = match (is_in(0), is_in(1)) {
            (true, _) => "today".to_owned(),
            (_, true) => "yesterday".to_owned(),
            _ => self.day(),
        };
        format!("{day} {}", self.of_day())
    }

    /// As `2026-11-30 21:57:38 UTC`.
    pub(in crate::ui) fn exact(&self) -> String {
        self.machine().replace('T', " ").replace('Z', " UTC")
    }
}

/// The day of a time, `YYYY-MM-DD`.
pub(in crate::ui) fn date(seconds: i64) -> String {
    Date::of_unix_time(seconds.max(0).cast_unsigned()).to_string()
}

/// The day in so many days, `YYYY-MM-DD`.
pub(in crate::ui) fn in_days(days: i64) -> String {
    date(crate::clock::now().cast_signed() + days * 86_400)
}

/// How long ago it was, or will be; where that is long, the day and the minute.
impl fmt::Display for Moment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let apart = self.now.map(|now| (now - self.at).abs()).filter(|apart| *apart < NEAR);
        let (Some(apart), Some(now)) = (apart, self.now) else {
            return write!(formatter, "{} {}", self.day(), self.of_day());
        };
        let (number, unit) = match apart {
            0..60 => return formatter.write_str("just now"),
            60..3600 => (apart / 60, "min"),
            _ => (apart / 3600, "h"),
        };
        if self.at <= now {
            write!(formatter, "{number} {unit} ago")
        } else {
            write!(formatter, "in {number} {unit}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_told_by_how_far_it_is() {
        let now = 1_764_539_858;
        let of = |at: i64| Moment { at, now: Some(now) }.to_string();
        assert_eq!(of(now - 30), "just now");
        assert_eq!(of(now - 120), "2 min ago");
        assert_eq!(of(now + 7200), "in 2 h");
        assert_eq!(of(now - 5 * 86_400), "2025-11-25 21:57");
        let moment = Moment { at: now, now: Some(now) };
        assert_eq!(moment.at_its_time().to_string(), "2025-11-30 21:57");
        assert_eq!(moment.machine(), "2025-11-30T21:57:38Z");
        assert_eq!(moment.exact(), "2025-11-30 21:57:38 UTC");
        assert_eq!((moment.day(), moment.of_day()), ("2025-11-30".to_owned(), "21:57".to_owned()));
        let words = |at: i64| Moment { at, now: Some(now) }.in_words();
        assert_eq!([words(now), words(now - 86_400)], ["today 21:57", "yesterday 21:57"]);
        assert_eq!(words(now - 2 * 86_400), "2025-11-28 21:57");
        assert_eq!(Moment { at: -5, now: Some(now) }.machine(), "1970-01-01T00:00:00Z");
    }
}
