//! All that is known of one package, compiled: versions become places in one table, so that a release is judged by comparing numbers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::event::EventKind;
use super::record::{Advisory, Affected, Detail, Event};
use super::versions::{Position, Versions};
use crate::inventory::InstalledVersion;
use crate::requirement::Version;

/// A record, and what of it is about one package.
type Share<'record> = (&'record Advisory, Vec<&'record Affected>);

/// All records of one package that are not withdrawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Package {
    pub(super) versions: Versions,
    pub(super) entries: Vec<Entry>,
}

/// One record, as far as it is about one package.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its identifier.
    pub id: String,
    /// Identifiers of the same fact in other databases, sorted.
    pub aliases: Vec<String>,
    /// The listed versions: runs of places, each a first place and a count.
    pub(super) listed: Vec<(u32, u32)>,
    /// The events of each range, in order; of what is introduced at `0` there is no place.
    pub(super) ranges: Vec<Vec<(EventKind, Option<u32>)>>,
    /// A [`Detail`], read only where it is shown.
    #[serde(with = "serde_bytes")]
    pub(super) detail: Vec<u8>,
}

/// How a record concerns a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Match {
    /// It is about this version.
    Version,
    /// It is about the public version, of which this one is somebody's own build (`2.6.0` of `2.6.0+cu118`).
    PublicVersion,
}

/// A record that concerns a version.
#[derive(Clone, Copy, Debug)]
pub struct Affecting<'package> {
    /// The record.
    pub entry: &'package Entry,
    /// How.
    pub by: Match,
}

impl Package {
    /// All that these records say of the package of a normalised name. Withdrawn ones say nothing.
    #[must_use]
    pub fn of_records<'record>(name: &str, records: impl IntoIterator<Item = &'record Advisory>) -> Self {
        let about = |record: &'record Advisory| {
            let affected = record.affected.iter().filter(|affected| affected.package.normalized() == name);
            (record, affected.collect::<Vec<_>>())
        };
        Self::of_shares(records.into_iter().map(about).collect())
    }

    /// The packages that these records are about, by normalised name.
    pub(super) fn of_all<'record>(
        records: impl IntoIterator<Item = &'record Advisory>,
    ) -> impl Iterator<Item = (&'record str, Self)> {
        let mut about: BTreeMap<&'record str, Vec<Share<'record>>> = BTreeMap::new();
        for record in records {
            let mut own: BTreeMap<&'record str, Vec<&'record Affected>> = BTreeMap::new();
            for affected in &record.affected {
                own.entry(affected.package.normalized()).or_default().push(affected);
            }
            for (name, affected) in own {
                about.entry(name).or_default().push((record, affected));
            }
        }
        about
            .into_iter()
            .map(|(name, shares)| (name, Self::of_shares(shares)))
            .filter(|(_, package)| !package.is_empty())
    }

    fn of_shares(mut shares: Vec<Share<'_>>) -> Self {
        shares.retain(|(record, affected)| record.withdrawn.is_none() && !affected.is_empty());
        shares.sort_by(|left, right| left.0.id.cmp(&right.0.id));
        shares.dedup_by(|next, kept| next.0.id == kept.0.id);
        let named = shares.iter().flat_map(|(_, affected)| affected).flat_map(|affected| named(affected));
        let versions = Versions::new(named);
        let entries =
            shares.iter().map(|(record, affected)| Entry::new(record, affected, &versions)).collect();
        Self { versions, entries }
    }

    /// Whether nothing is known of it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Its records, sorted by identifier.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The records that concern a version, as the OSV schema's evaluation says; those that concern only the public version of
    /// somebody's own build are told apart.
    #[must_use]
    pub fn affecting(&self, version: &InstalledVersion) -> Vec<Affecting<'_>> {
        let own = self.versions.position(version);
        let public = version.parsed().filter(|version| version.is_local()).map(Version::public);
        let public = public.map(|public| self.versions.position_of(&public));
        let concerns = |entry| {
            if Entry::covers(entry, own) {
                Some(Affecting { entry, by: Match::Version })
            } else {
                let covered = public.is_some_and(|public| entry.covers(public));
                covered.then_some(Affecting { entry, by: Match::PublicVersion })
            }
        };
        self.entries.iter().filter_map(concerns).collect()
    }
}

/// The versions that a record names.
fn named(affected: &Affected) -> impl Iterator<Item = &str> {
    let events = affected.ranges.iter().flatten().filter(|event| !is_beginning(event));
    affected.versions.iter().map(String::as_str).chain(events.map(|event| event.version.as_str()))
}

/// `0` stands for the time before any version (OSV schema, `introduced`).
fn is_beginning(event: &Event) -> bool {
    event.kind == EventKind::Introduced && event.version == "0"
}

impl Entry {
    fn new(record: &Advisory, affected: &[&Affected], versions: &Versions) -> Self {
        let place = |text: &str| match versions.position(&InstalledVersion::new(text)) {
            Position::At(place) | Position::Before(place) => place,
        };
        let listed = affected.iter().flat_map(|affected| &affected.versions).map(|text| place(text));
        let event = |event: &Event| (event.kind, (!is_beginning(event)).then(|| place(&event.version)));
        let ranges = affected.iter().flat_map(|affected| &affected.ranges).map(|events| {
            let mut events: Vec<_> = events.iter().map(event).collect();
            // Records do not all keep them in order. What is introduced and fixed at one version is fixed there.
            events.sort_by_key(|(kind, place)| (*place, *kind));
            events
        });
        Self {
            id: record.id.clone(),
            aliases: record.aliases.iter().filter(|alias| **alias != record.id).cloned().collect(),
            listed: runs(listed.collect()),
            ranges: ranges.collect(),
            // A detail is plain data: it can be written.
            detail: postcard::to_allocvec(&record.detail).unwrap_or_default(),
        }
    }

    /// Whether the record concerns what stands there.
    pub(super) fn covers(&self, position: Position) -> bool {
        self.lists(position) || self.ranges.iter().any(|events| is_within(events, position))
    }

    fn lists(&self, position: Position) -> bool {
        let Position::At(place) = position else { return false };
        let next = self.listed.partition_point(|(first, _)| *first <= place);
        next.checked_sub(1)
            .and_then(|at| self.listed.get(at))
            .is_some_and(|(first, count)| place - first < *count)
    }

    /// Whether it tells of malware: a record of the malicious packages' database, under its own name or another's.
    #[must_use]
    pub fn is_malware(&self) -> bool {
        std::iter::once(&self.id).chain(&self.aliases).any(|id| id.starts_with("MAL-"))
    }

    /// What there is to say of it; nothing where that is damaged.
    #[must_use]
    pub fn detail(&self) -> Detail {
        postcard::from_bytes(&self.detail).unwrap_or_default()
    }

    /// The places at which it is fixed.
    pub(super) fn fixes(&self) -> impl Iterator<Item = u32> {
        self.ranges
            .iter()
            .flatten()
            .filter(|(kind, _)| *kind == EventKind::Fixed)
            .filter_map(|(_, place)| *place)
    }
}

/// The OSV schema's evaluation of one range: each event that is reached says anew whether the version is affected.
fn is_within(events: &[(EventKind, Option<u32>)], position: Position) -> bool {
    let mut is_affected = false;
    for (kind, place) in events {
        let order = place.map_or(std::cmp::Ordering::Greater, |place| position.compare(place));
        match kind {
            EventKind::Introduced if order.is_ge() => is_affected = true,
            EventKind::Fixed if order.is_ge() => is_affected = false,
            EventKind::LastAffected if order.is_gt() => is_affected = false,
            _ => {}
        }
    }
    is_affected
}

/// Places, as runs of neighbours.
fn runs(mut places: Vec<u32>) -> Vec<(u32, u32)> {
    places.sort_unstable();
    places.dedup();
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for place in places {
        match runs.last_mut() {
            Some((first, count)) if *first + *count == place => *count += 1,
            _ => runs.push((place, 1)),
        }
    }
    runs
}
