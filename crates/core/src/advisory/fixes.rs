//! To which version one would go.
//!
//! Which versions exist is known as far as records name them: those that are listed, and those that fix something. What comes
//! out of an index alone is not looked at.

use super::package::{Entry, Package};
use super::versions::Position;
use crate::inventory::InstalledVersion;
use crate::requirement::{Specifiers, Version};

impl Package {
    /// The nearest later version that none of these records concerns.
    #[must_use]
    pub fn nearest_without<'package>(
        &'package self,
        version: &InstalledVersion,
        records: &[&Entry],
    ) -> Option<&'package str> {
        let installed = version.parsed()?;
        let is_free = |place: u32| !records.iter().any(|entry| entry.covers(Position::At(place)));
        self.later(installed).find(|place| is_free(*place)).map(|place| self.versions.text(place))
    }

    /// The nearest later version that no record of this package concerns.
    #[must_use]
    pub fn nearest_free(&self, version: &InstalledVersion) -> Option<&str> {
        self.nearest_without(version, &self.entries.iter().collect::<Vec<_>>())
    }

    /// The version from which on nothing is known: no record concerns it, nor any later one that is named.
    #[must_use]
    pub fn free_from(&self) -> Option<&str> {
        let finals = self.versions.all().rev().filter(|(_, version)| !version.is_prerelease());
        let is_free = |place: u32| !self.entries.iter().any(|entry| entry.covers(Position::At(place)));
        let free = finals.map(|(place, _)| place).take_while(|place| is_free(*place));
        free.last().map(|place| self.versions.text(place))
    }

    /// Every version at which one of these records says that it is mended, in order.
    #[must_use]
    pub fn fixes(&self, records: &[&Entry]) -> Vec<&str> {
        let mut places: Vec<u32> = records.iter().flat_map(|entry| entry.fixes()).collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().map(|place| self.versions.text(place)).collect()
    }

    /// The versions of PEP 440 that records name, in order.
    pub(crate) fn named(&self) -> impl Iterator<Item = &Version> {
        self.versions.all().map(|(_, version)| version)
    }

    /// Whether records speak of ranges of versions, and not only of single ones.
    pub(crate) fn has_ranges(&self) -> bool {
        self.entries.iter().any(|entry| !entry.ranges.is_empty())
    }

    /// The versions that these specifiers allow, of those that records name.
    pub(crate) fn allowed<'package>(
        &'package self,
        specifiers: &Specifiers,
    ) -> impl Iterator<Item = (Position, &'package Version)> {
        self.versions
            .all()
            .filter(move |(place, version)| specifiers.admits(self.versions.text(*place), Some(version)))
            .map(|(place, version)| (Position::At(place), version))
    }

    /// Where a version stands among those that records name.
    pub(crate) fn position_of(&self, version: &Version) -> Position {
        self.versions.position_of(version)
    }

    /// The records that concern what stands there.
    pub(crate) fn at(&self, position: Position) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| entry.covers(position))
    }

    /// The later versions that records say fix them, in order.
    #[must_use]
    pub fn fixed_in(&self, version: &InstalledVersion, records: &[&Entry]) -> Vec<&str> {
        let Some(installed) = version.parsed() else { return Vec::new() };
        let fixes = records.iter().flat_map(|entry| entry.fixes());
        let mut places: Vec<u32> =
            fixes.filter(|place| self.versions.version(*place).is_some_and(|fix| fix > installed)).collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().map(|place| self.versions.text(place)).collect()
    }

    /// The places of later versions, in order. Who has a final release is not sent to a candidate.
    fn later(&self, installed: &Version) -> impl Iterator<Item = u32> {
        let takes_candidates = installed.is_prerelease();
        let first = match self.versions.position_of(installed) {
            Position::At(place) => place + 1,
            Position::Before(place) => place,
        };
        self.versions
            .all()
            .skip_while(move |(place, _)| *place < first)
            .filter(move |(_, version)| takes_candidates || !version.is_prerelease())
            .map(|(place, _)| place)
    }
}
