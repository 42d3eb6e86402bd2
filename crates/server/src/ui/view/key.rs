//! In which order cells of a column stand.

use std::cmp::Ordering;

use fetter_core::requirement::Version;

use super::{Cell, Tone};

/// What a cell is ordered by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::ui) enum Key {
    /// A number, or a time.
    Number(i64),
    /// A word with a tone, by the tone.
    Tone(u8, String),
    /// A version (PEP 440).
    Version(Version),
    /// Text, whatever its case.
    Text(String),
}

impl Cell {
    /// What it is ordered by in a column of versions, or in another; nothing where it says nothing.
    pub(in crate::ui) fn key(&self, is_version: bool) -> Option<Key> {
        match self {
            Self::Nothing(_) | Self::Button(_) => None,
            Self::Count(number, _) | Self::Heat(_, number, _) => Some(Key::Number(number.value)),
            Self::Bar(_, hundredths) => Some(Key::Number((*hundredths).into())),
            Self::Time(moment) => Some(Key::Number(moment.at)),
            Self::Badge(tone, said) => Some(Key::Tone(rank(*tone), said.whole().to_lowercase())),
            Self::Several(cells) | Self::Lines(cells) => cells.first().and_then(|cell| cell.key(is_version)),
            Self::Text(said) | Self::Code(said) | Self::Link(_, said) => {
                let version = if is_version { said.whole().parse().ok() } else { None };
                Some(version.map_or_else(|| Key::Text(said.whole().to_lowercase()), Key::Version))
            }
        }
    }
}

const fn rank(tone: Tone) -> u8 {
    match tone {
        Tone::Plain => 0,
        Tone::Good => 1,
        Tone::Unknown => 2,
        Tone::Low => 3,
        Tone::Medium => 4,
        Tone::High => 5,
        Tone::Critical => 6,
    }
}

/// Orders by keys, from the lowest or from the highest. What says nothing comes last either way.
pub(in crate::ui) fn by_key(one: Option<&Key>, other: Option<&Key>, is_down: bool) -> Ordering {
    match (one, other) {
        (Some(one), Some(other)) if is_down => other.cmp(one),
        (Some(one), Some(other)) => one.cmp(other),
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
    }
}
