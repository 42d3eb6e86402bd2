//! The versions that records of one package name, in one order.

use std::cmp::Ordering;

use super::legacy::LegacyKey;
use crate::inventory::InstalledVersion;
use crate::requirement::Version;

/// Where a version stands among those of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Position {
    /// Before the one at this place, and after those before it.
    Before(u32),
    /// It is the one at this place.
    At(u32),
}

impl Position {
    /// How it compares with the version at a place of the table.
    pub(super) fn compare(self, place: u32) -> Ordering {
        match self {
            Self::At(own) => own.cmp(&place),
            Self::Before(next) if next <= place => Ordering::Less,
            Self::Before(_) => Ordering::Greater,
        }
    }
}

/// Versions in order, each once: two spellings of one version are one.
///
/// Texts that are no versions of PEP 440 come first, as they did in the order of versions that setuptools once had; they
/// equal their own text only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Versions {
    /// Those that are none of PEP 440.
    pub(super) texts: Vec<String>,
    /// The others, as written.
    pub(super) written: Vec<String>,
    parsed: Vec<Version>,
}

impl Versions {
    /// A table of all of these texts.
    pub(super) fn new<'text>(all: impl Iterator<Item = &'text str>) -> Self {
        let (mut texts, mut versions) = (Vec::new(), Vec::new());
        let mut all: Vec<&str> = all.map(str::trim).collect();
        all.sort_unstable();
        all.dedup();
        for text in all {
            match text.parse::<Version>() {
                Ok(version) => versions.push((version, text)),
                Err(_) => texts.push(text.to_owned()),
            }
        }
        texts.sort_by_cached_key(|text| (LegacyKey::new(text), text.clone()));
        // Of several spellings the first in the order of texts stands for all.
        versions.sort_by(|left, right| left.0.cmp(&right.0));
        versions.dedup_by(|next, kept| next.0 == kept.0);
        let (parsed, written) =
            versions.into_iter().map(|(version, text)| (version, text.to_owned())).unzip();
        Self { texts, written, parsed }
    }

    /// A table that was made before; `None` where it is none.
    pub(super) fn of_parts(texts: Vec<String>, written: Vec<String>) -> Option<Self> {
        let parsed: Option<Vec<Version>> = written.iter().map(|text| text.parse().ok()).collect();
        let parsed = parsed?;
        let is_sorted = parsed.is_sorted_by(|left, right| left < right)
            && texts.is_sorted_by(|left, right| compare(left, right).is_lt());
        is_sorted.then_some(Self { texts, written, parsed })
    }

    /// How many there are.
    pub(super) fn len(&self) -> u32 {
        u32::try_from(self.texts.len() + self.written.len()).unwrap_or(u32::MAX)
    }

    /// Where a version stands.
    pub(super) fn position(&self, version: &InstalledVersion) -> Position {
        match version.parsed() {
            Some(version) => self.position_of(version),
            None => place(0, self.texts.binary_search_by(|text| compare(text, version.as_written()))),
        }
    }

    /// Where a version of PEP 440 stands.
    pub(super) fn position_of(&self, version: &Version) -> Position {
        place(self.texts.len(), self.parsed.binary_search(version))
    }

    /// The text at a place.
    pub(super) fn text(&self, place: u32) -> &str {
        let place = place as usize;
        let written = || self.written.get(place - self.texts.len());
        self.texts.get(place).or_else(written).map_or("", String::as_str)
    }

    /// The versions of PEP 440 with their places, in order.
    pub(super) fn all(&self) -> impl DoubleEndedIterator<Item = (u32, &Version)> {
        let first = self.texts.len();
        self.parsed
            .iter()
            .enumerate()
            .map(move |(at, version)| (u32::try_from(first + at).unwrap_or(u32::MAX), version))
    }

    /// The version of PEP 440 at a place.
    pub(super) fn version(&self, place: u32) -> Option<&Version> {
        self.parsed.get((place as usize).checked_sub(self.texts.len())?)
    }
}

fn compare(left: &str, right: &str) -> Ordering {
    LegacyKey::new(left).cmp(&LegacyKey::new(right)).then_with(|| left.cmp(right))
}

fn place(first: usize, found: Result<usize, usize>) -> Position {
    let number = |at: usize| u32::try_from(first + at).unwrap_or(u32::MAX);
    match found {
        Ok(at) => Position::At(number(at)),
        Err(at) => Position::Before(number(at)),
    }
}
