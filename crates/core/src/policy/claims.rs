//! The entries that are about one package, and what is wrong with it by them.

use std::rc::Rc;

use super::standing::Doubt;
use super::{FindingCode, UncheckedCode, origin};
use crate::inventory::{Distribution, InstalledVersion};
use crate::manifest::{Ecosystem, Entry};
use crate::requirement::{Operator, Specifiers, Version};

/// What is wrong with a package by an entry.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Mismatch {
    /// It is not as the entry says.
    Differs(FindingCode, String),
    /// Nobody can tell whether it is.
    Unknown(UncheckedCode, String),
}

/// The entries that ask for one package.
#[derive(Default)]
pub(super) struct Claims<'judging> {
    pub(super) named: Vec<&'judging Entry>,
    pub(super) patterns: Vec<&'judging Entry>,
    pub(super) tolerated: bool,
    /// The entries that may ask for it, and why nobody can tell.
    pub(super) doubtful: Vec<(&'judging Entry, Rc<Doubt>)>,
}

impl<'judging> Claims<'judging> {
    /// What is wrong with a package: nothing, or what differs. `None` where nothing asks for it.
    pub(super) fn wrong(&self, distribution: &Distribution) -> Option<Vec<(&'judging Entry, Mismatch)>> {
        let differs = |entry: &&'judging Entry| wrong(entry, distribution).map(|mismatch| (*entry, mismatch));
        if !self.named.is_empty() {
            return Some(self.named.iter().filter_map(differs).collect());
        }
        if self.tolerated {
            return Some(Vec::new());
        }
        // Of several patterns one is enough.
        let mismatches: Vec<_> = self.patterns.iter().map(differs).collect();
        if mismatches.is_empty() {
            None
        } else if mismatches.iter().any(Option::is_none) {
            Some(Vec::new())
        } else {
            Some(mismatches.into_iter().flatten().take(1).collect())
        }
    }
}

pub(super) fn denied(entry: &Entry) -> String {
    match &entry.note.reason {
        Some(reason) => format!("it is denied: {reason}"),
        None => "it is denied".to_owned(),
    }
}

/// What is wrong with a package by an entry that holds, if anything.
pub(super) fn wrong(entry: &Entry, distribution: &Distribution) -> Option<Mismatch> {
    if !admits(entry, distribution) {
        let reason = match &distribution.version {
            Some(version) => {
                let is_local = version.parsed().is_some_and(Version::is_local);
                let local = if is_local { " and no local version of another name" } else { "" };
                format!("the bound asks for {}{local}", wanted_versions(entry))
            }
            None => {
                format!("its metadata gives no version, and the bound asks for {}", wanted_versions(entry))
            }
        };
        return Some(Mismatch::Differs(FindingCode::VersionMismatch, reason));
    }
    if entry.ecosystem == Ecosystem::Conda {
        return None;
    }
    origin::differs(entry, origin::origin_of(distribution).as_deref())
}

fn wanted_versions(entry: &Entry) -> String {
    match entry.requirement.specifiers.to_string() {
        none if none.is_empty() => "any version".to_owned(),
        specifiers => specifiers,
    }
}

pub(super) fn admits(entry: &Entry, distribution: &Distribution) -> bool {
    version_admitted(&entry.requirement.specifiers, distribution)
}

/// Whether an installed version can be compared with all that an entry says of versions.
pub(super) fn is_comparable(entry: &Entry, distribution: &Distribution) -> bool {
    let mut specifiers = entry.requirement.specifiers.alternatives().flatten();
    distribution.version.as_ref().is_some_and(|version| version.parsed().is_some())
        || specifiers.all(|specifier| specifier.operator() == Operator::Identical)
}

/// Whether an entry admits a version.
pub(crate) fn admits_version(entry: &Entry, version: Option<&InstalledVersion>) -> bool {
    admitted(&entry.requirement.specifiers, version)
}

pub(super) fn version_admitted(specifiers: &Specifiers, distribution: &Distribution) -> bool {
    admitted(specifiers, distribution.version.as_ref())
}

fn admitted(specifiers: &Specifiers, version: Option<&InstalledVersion>) -> bool {
    let written = version.map_or("", InstalledVersion::as_written);
    let parsed = version.and_then(InstalledVersion::parsed);
    // `===` compares texts: pip's is the version in its normal form, that of others the one in the metadata.
    specifiers.is_empty()
        || specifiers.admits(written, parsed)
        || parsed.is_some_and(|version| specifiers.admits(&version.to_string(), parsed))
}
