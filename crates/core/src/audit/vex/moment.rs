//! When something was stated.

use std::str::FromStr;

use crate::date::Date;

/// A moment, to the nanosecond; all that are before 1970 are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// Seconds since the beginning of 1970, in UTC.
    seconds: i64,
    nanoseconds: u32,
}

/// A text that is no moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a time with its offset, as 2026-01-31T12:00:00Z (RFC 3339)")]
pub struct MomentError;

impl Moment {
    /// Later than every moment that can be written.
    pub const LAST: Self = Self { seconds: i64::MAX, nanoseconds: 0 };
}

impl FromStr for Moment {
    type Err = MomentError;

    /// Reads `date-time` of RFC 3339, section 5.6.
    fn from_str(text: &str) -> Result<Self, MomentError> {
        let (day, rest) = text.split_at_checked(10).ok_or(MomentError)?;
        let day: Date = day.parse().map_err(|_| MomentError)?;
        let (clock, rest) = rest
            .strip_prefix(['T', 't', ' '])
            .and_then(|rest| rest.split_at_checked(8))
            .ok_or(MomentError)?;
        let clock = clock_of(clock)?;
        let (fraction, offset) = match rest.strip_prefix('.') {
            None => ("", rest),
            Some(rest) => {
                let end = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
                if end == 0 {
                    return Err(MomentError);
                }
                rest.split_at(end)
            }
        };
        let end = i64::try_from(day.end()).map_err(|_| MomentError)?;
        let seconds = (end - 86_400).max(0) + clock - offset_of(offset)?;
        Ok(Self { seconds, nanoseconds: nanoseconds(fraction) })
    }
}

/// Seconds since midnight; the 60th of a minute is a leap second.
fn clock_of(text: &str) -> Result<i64, MomentError> {
    let [hour, minute, second] = numbers(text).ok_or(MomentError)?;
    if hour > 23 || minute > 59 || second > 60 {
        return Err(MomentError);
    }
    Ok(hour * 3600 + minute * 60 + second)
}

fn offset_of(text: &str) -> Result<i64, MomentError> {
    if matches!(text, "Z" | "z") {
        return Ok(0);
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let [hour, minute] = text
        .strip_prefix(['+', '-'])
        .and_then(numbers)
        .filter(|[hour, minute]| *hour < 24 && *minute < 60)
        .ok_or(MomentError)?;
    Ok(sign * (hour * 3600 + minute * 60))
}

/// Numbers of two digits each, with `:` between them.
fn numbers<const COUNT: usize>(text: &str) -> Option<[i64; COUNT]> {
    let mut numbers = [0; COUNT];
    let mut parts = text.split(':');
    for number in &mut numbers {
        let part = parts.next().filter(|part| part.len() == 2)?;
        *number = part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok())??;
    }
    parts.next().is_none().then_some(numbers)
}

/// What is finer than a nanosecond is cut off.
fn nanoseconds(fraction: &str) -> u32 {
    let digits = fraction.bytes().map(|byte| u32::from(byte - b'0')).chain(std::iter::repeat(0));
    digits.take(9).fold(0, |number, digit| number * 10 + digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        text.parse().unwrap()
    }

    #[test]
    fn moments_are_ordered_wherever_they_were_written() {
        let ordered = [
            "1970-01-01T00:00:00Z",
            "2023-01-08T18:02:03.647787998-06:00",
            "2023-01-09T00:02:03.7Z",
            "2023-01-09T01:02:04+01:00",
            "2023-01-09t00:02:60.1234567890123z",
            "9999-12-31T23:59:59Z",
        ];
        assert!(ordered.windows(2).all(|pair| moment(pair[0]) < moment(pair[1])));
        assert!(moment("9999-12-31T23:59:59-23:59") < Moment::LAST);
        assert_eq!(moment("2023-01-09T01:02:03+01:00"), moment("2023-01-08T23:02:03-01:00"));
        assert_eq!(moment("0001-01-01T00:00:00Z"), moment("1970-01-01T00:00:00Z"));
    }

    #[test]
    fn what_names_no_moment_is_none() {
        for text in [
            "",
            "2023-01-09",
            "2023-01-09T00:02:03",
            "2023-01-09T24:00:00Z",
            "2023-02-30T00:00:00Z",
            "2023-01-09T00:02:03.Z",
            "2023-01-09T00:02:03+1:00",
            "2023-01-09T00:02:03+0100",
            "2023-01-09T0:02:003Z",
            "2023-01-09T00:02:03Z ",
            "2023-01-0é T00:00:00Z",
            "2023-01-09T+1:02:03Z",
            "2023-01-09T00:02:03+24:00",
        ] {
            assert_eq!(text.parse::<Moment>(), Err(MomentError), "{text}");
        }
    }
}
