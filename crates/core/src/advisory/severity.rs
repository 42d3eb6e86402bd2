//! How severe a vulnerability is: scores that are computed from CVSS vectors, and words.

use std::fmt;
use std::str::FromStr;

use cvss::Cvss;

/// The words for how severe something is (CVSS 3.1, section 5, and CVSS 4.0, section 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rating {
    /// A score of 0.
    None,
    /// Up to 3.9.
    Low,
    /// Up to 6.9.
    Medium,
    /// Up to 8.9; in CVSS 2, where there is no critical, up to 10.
    High,
    /// From 9.0 on.
    Critical,
}

impl Rating {
    /// Every rating, from the mildest.
    pub const ALL: &[Self] = &[Self::None, Self::Low, Self::Medium, Self::High, Self::Critical];

    /// The stable word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }

    /// The rating that a database's own word stands for; GitHub says `MODERATE`.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        let word = word.to_ascii_lowercase();
        match word.as_str() {
            "moderate" => Some(Self::Medium),
            word => Self::ALL.iter().copied().find(|rating| rating.as_str() == word),
        }
    }
}

impl fmt::Display for Rating {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// The system that a score is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ScoreSystem {
    /// CVSS 2.0.
    V2,
    /// CVSS 3.0 and 3.1.
    V3,
    /// CVSS 4.0.
    V4,
}

impl ScoreSystem {
    /// The stable word for it, the one of the OSV schema.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V2 => "CVSS_V2",
            Self::V3 => "CVSS_V3",
            Self::V4 => "CVSS_V4",
        }
    }
}

/// The score of a vector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// The system.
    pub system: ScoreSystem,
    /// The score in tenths: 98 is 9.8.
    pub tenths: u8,
    /// The word for it.
    pub rating: Rating,
    /// The vector, as written.
    pub vector: String,
}

impl Score {
    /// Computes the score of a vector; `None` where it is none, or is not complete.
    #[must_use]
    pub fn of_vector(vector: &str) -> Option<Self> {
        // A vector has 20 to 250 characters. Version 2 is sometimes written in brackets.
        let bare = vector.trim().trim_start_matches('(').trim_end_matches(')');
        if bare.len() > 512 {
            return None;
        }
        let cvss = Cvss::from_str(bare).ok()?;
        let (system, mandatory): (_, &[&str]) = match cvss {
            Cvss::CvssV20(_) => (ScoreSystem::V2, &["AV", "AC", "Au", "C", "I", "A"]),
            Cvss::CvssV30(_) | Cvss::CvssV31(_) => {
                (ScoreSystem::V3, &["AV", "AC", "PR", "UI", "S", "C", "I", "A"])
            }
            Cvss::CvssV40(_) => {
                (ScoreSystem::V4, &["AV", "AC", "AT", "PR", "UI", "VC", "VI", "VA", "SC", "SI", "SA"])
            }
            _ => return None,
        };
        // The library scores an incomplete vector of version 3 as 0.
        let has = |metric: &&str| {
            bare.split('/').any(|part| part.split_once(':').is_some_and(|(key, _)| key == *metric))
        };
        if !mandatory.iter().all(has) {
            return None;
        }
        let tenths = (cvss.score().clamp(0.0, 10.0) * 10.0).round();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it is between 0 and 100"
        )]
        let tenths = tenths as u8;
        Some(Self { system, tenths, rating: rating(system, tenths), vector: bare.to_owned() })
    }
}

fn rating(system: ScoreSystem, tenths: u8) -> Rating {
    // What NVD calls the scores of version 2, which itself has no words: neither none nor critical.
    let is_old = system == ScoreSystem::V2;
    match tenths {
        0 if !is_old => Rating::None,
        0..=39 => Rating::Low,
        40..=69 => Rating::Medium,
        90.. if !is_old => Rating::Critical,
        _ => Rating::High,
    }
}

impl fmt::Display for Score {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}", self.tenths / 10, self.tenths % 10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Vectors with their scores, from the examples of the specifications (FIRST).
    #[test]
    fn scores_are_those_of_the_specifications() {
        for (vector, score, rating) in [
            ("AV:N/AC:L/Au:N/C:N/I:N/A:C", "7.8", Rating::High),
            ("(AV:N/AC:L/Au:N/C:C/I:C/A:C)", "10.0", Rating::High),
            ("CVSS:3.0/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N", "6.4", Rating::Medium),
            ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "9.8", Rating::Critical),
            ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N", "0.0", Rating::None),
            ("CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", "7.3", Rating::High),
        ] {
            let found = Score::of_vector(vector).unwrap();
            assert_eq!((found.to_string().as_str(), found.rating), (score, rating), "{vector}");
        }
    }

    #[test]
    fn what_is_no_whole_vector_has_no_score() {
        let long = "CVSS:3.1/".repeat(100);
        for vector in ["", "7.5", "CVSS:3.1/AV:N/AC:L", "CVSS:9.9/AV:N", "AV:N", "HIGH", long.as_str()] {
            assert_eq!(Score::of_vector(vector), None, "{vector}");
        }
        assert_eq!(Rating::of_word("MODERATE"), Some(Rating::Medium));
        assert_eq!(Rating::of_word("urgent"), None);
    }
}
