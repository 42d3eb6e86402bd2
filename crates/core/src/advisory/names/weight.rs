//! How much a likeness says, in points. What they rest on is in `docs/names.md`.
//!
//! A slip has points of its own; the popularity and the length of the name that is meant add to them. The steps are coarse on purpose:
//! finer ones would only learn the data by heart.

use super::circumstances::{Circumstances, Origin};

/// How sure a suspicion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// As many honest names as others are like this. Not reported by default.
    Low,
    /// Worth a look: few honest names are like this.
    Medium,
    /// Hardly any honest name is like this.
    High,
}

impl Confidence {
    /// What is reported by default: this and higher.
    pub const DEFAULT: Self = Self::Medium;

    /// The stable word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }

    pub(super) const fn of(points: i32) -> Option<Self> {
        match points {
            HIGH.. => Some(Self::High),
            MEDIUM.. => Some(Self::Medium),
            LOW.. => Some(Self::Low),
            _ => None,
        }
    }
}

/// The fewest points of each confidence.
const HIGH: i32 = 8;
const MEDIUM: i32 = 6;
pub(super) const LOW: i32 = 4;

/// A name in letters of another alphabet that looks like a popular one is no accident.
pub(super) const DISGUISE: i32 = HIGH;
/// Letters of ASCII that look alike.
pub(super) const HOMOGLYPHS: i32 = 3;
/// The same letters, divided in other places; many honest names are.
pub(super) const SEPARATORS: i32 = 1;
/// The same words in another order; likewise.
pub(super) const WORD_ORDER: i32 = 1;
/// `python-NAME` and the like are most often honest.
pub(super) const AFFIX: i32 = -1;
/// A second slip: there are many more names two slips away than one.
pub(super) const SECOND_SLIP: i32 = -5;

/// Whoever wants to be mistaken for something chooses what many install.
pub(super) const fn of_rank(rank: u32) -> i32 {
    match rank {
        0..=100 => 4,
        101..=500 => 2,
        501..=1500 => 1,
        _ => 0,
    }
}

/// Only names up to this rank are held to be worth an imitation.
pub(super) const LAST_RANK: usize = 5000;

/// Short names have neighbours by chance, long ones hardly any. `letters` is without separators.
pub(super) const fn of_length(letters: u32) -> i32 {
    match letters {
        0..=3 => -3,
        4..=5 => -1,
        6..=7 => 1,
        8..=11 => LONG,
        _ => 4,
    }
}

/// The points of a length of 8 letters; more is only for single slips in a word.
pub(super) const LONG: i32 = 2;

/// Families of packages differ in a short word (`mypy-boto3-sqs`, `mypy-boto3-ssm`): there the length of the whole says little.
pub(super) const SHORT_WORD: u32 = 5;
/// The most points that the length of a name gives where the slip is in a short word of it.
pub(super) const IN_SHORT_WORD: i32 = 1;

/// Days since its upload in which malware is found as a rule, and the years after which it would have been.
const YOUNG_DAYS: u64 = 30;
const OLD_DAYS: u64 = 2 * 365;

impl Circumstances {
    /// What the circumstances add to a likeness, or take from it.
    pub(super) fn points(&self) -> i32 {
        let less = |holds: bool, points: i32| if holds { -points } else { 0 };
        let age = self.uploaded.zip(self.today).map(|(uploaded, today)| {
            match today.end().saturating_sub(uploaded.end()) / 86_400 {
                0..=YOUNG_DAYS => 1,
                OLD_DAYS.. => -1,
                _ => 0,
            }
        });
        less(self.origin == Origin::Url, 2)
            + less(self.is_needed, 2)
            + less(self.is_named_in_bound, 1)
            + less(self.has_vulnerability, 6)
            + age.unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn confidence_is_by_points() {
        use Confidence::{High, Low, Medium};
        let confidences = [3, 4, 5, 6, 7, 8, 20].map(Confidence::of);
        let expected = [None, Some(Low), Some(Low), Some(Medium), Some(Medium), Some(High), Some(High)];
        assert_eq!(confidences, expected);
        assert!(Low < Medium && Medium < High);
    }

    #[test]
    fn circumstances_speak_for_a_name() {
        let day = |text: &str| text.parse().ok();
        let nothing = Circumstances::default();
        assert_eq!(nothing.points(), 0);
        assert_eq!(Circumstances { origin: Origin::Url, ..nothing }.points(), -2);
        assert_eq!(Circumstances { is_needed: true, is_named_in_bound: true, ..nothing }.points(), -3);
        assert_eq!(Circumstances { has_vulnerability: true, ..nothing }.points(), -6);
        for (uploaded, points) in
            [("2026-11-20", 1), ("2026-11-29", 1), ("2026-05-01", 0), ("2024-11-01", -1), ("0001-01-01", -1)]
        {
            let known = Circumstances { uploaded: day(uploaded), today: day("2026-11-28"), ..nothing };
            assert_eq!(known.points(), points, "{uploaded}");
        }
    }
}
