//! What is known beside the inventory itself.

use std::collections::BTreeMap;

use super::scope::Owners;
use crate::audit::{AuditUnchecked, Knowledge};
use crate::integrity::startup::Startup;
use crate::integrity::verify::{VerifyFinding, VerifyUnchecked};
use crate::integrity::{Found, Survey};
use crate::inventory::Distribution;
use crate::policy::{Host, Overrides};
use crate::timestamp::Timestamp;

/// What was found of files, where they were looked at.
#[derive(Clone, Copy, Debug)]
pub struct Looked<'found> {
    /// What was found.
    pub findings: &'found [VerifyFinding],
    /// What could not be looked at.
    pub unchecked: &'found [VerifyUnchecked],
}

impl<'found> From<&'found Found> for Looked<'found> {
    fn from(found: &'found Found) -> Self {
        Self { findings: &found.findings, unchecked: &found.unchecked }
    }
}

/// What was found of files, of each kind that rules ask for; `None` where nobody looked.
#[derive(Clone, Copy, Debug, Default)]
pub struct FilesSeen<'found> {
    /// Whether files are as distributions list them.
    pub record: Option<Looked<'found>>,
    /// What belongs to no distribution.
    pub ownerless: Option<Looked<'found>>,
    /// What runs at starts.
    pub startup: Option<&'found Startup>,
}

impl<'found> From<&'found Survey> for FilesSeen<'found> {
    fn from(survey: &'found Survey) -> Self {
        Self {
            record: survey.record.as_ref().map(Looked::from),
            ownerless: survey.ownerless.as_ref().map(Looked::from),
            startup: survey.startup.as_ref(),
        }
    }
}

/// Since when a machine has seen releases, by normalised name and version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FirstSights(BTreeMap<(String, String), Timestamp>);

impl FirstSights {
    /// Takes normalised names and versions as their metadata writes them, each with when it was first seen.
    #[must_use]
    pub fn new(sights: impl IntoIterator<Item = (String, String, Timestamp)>) -> Self {
        Self(sights.into_iter().map(|(name, version, when)| ((name, version), when)).collect())
    }

    /// When a release was first seen.
    #[must_use]
    pub fn of(&self, distribution: &Distribution) -> Option<Timestamp> {
        let key = (distribution.name.normalized().to_owned(), distribution.version_text().to_owned());
        self.0.get(&key).copied()
    }
}

/// What judging by a policy may rest on. What a rule needs and is not there leaves its question unchecked, never clean.
#[derive(Clone, Copy, Debug)]
pub struct Evidence<'known> {
    /// Advisories, and what else is known of packages.
    pub knowledge: &'known Knowledge<'known>,
    /// What is to be said of that knowledge itself: that it is old, or damaged.
    pub knowledge_unchecked: &'known [AuditUnchecked],
    /// The moment of judging.
    pub now: Timestamp,
    /// What is known of the machine, for markers.
    pub host: &'known Host,
    /// What is said of its environments, for markers.
    pub overrides: &'known Overrides,
    /// What was found of files.
    pub files: FilesSeen<'known>,
    /// Who owns environments and sites.
    pub owners: &'known Owners,
    /// Since when releases have been seen.
    pub first_sights: &'known FirstSights,
}
