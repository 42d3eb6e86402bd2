//! An inventory, held against what is known.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::exception::Exceptions;
use super::fact::Fact;
use super::finding::{AuditCode, AuditFinding, AuditUnchecked, AuditUncheckedCode, Note};
use super::knowledge::Knowledge;
use super::lookalike;
use super::origins::{TrustedOrigins, origin_finding};
use super::outcome::{AuditOutcome, Passing};
use super::release::{Provenance, Release, Releases};
use crate::advisory::names::{Circumstances, Confidence, Origin};
use crate::advisory::{Entry, Match, Package, facts};
use crate::date::Date;
use crate::inventory::{InstalledVersion, Inventory};
use crate::policy::unseen;
use crate::report::Pattern;

/// How an audit is done.
#[derive(Clone, Debug)]
pub struct AuditRules {
    /// The packages that are looked at; all, if none is given.
    pub pattern: Option<Pattern>,
    /// Kinds of findings that are switched off, of those that [may be](AuditCode::is_optional).
    pub disabled: BTreeSet<AuditCode>,
    /// How sure a finding about a name or an origin must be.
    pub confidence: Confidence,
    /// Where packages may come from beside an index.
    pub trusted: TrustedOrigins,
    /// What was decided to be borne.
    pub exceptions: Exceptions,
    /// Whether it is to be said too of which releases nothing is found.
    pub with_passing: bool,
    /// The day on which it is done.
    pub today: Date,
}

impl AuditRules {
    /// Whether a finding about a name or an origin is said: its kind is not switched off, and it is sure enough.
    pub(super) fn report(&self, finding: &AuditFinding) -> bool {
        !self.disabled.contains(&finding.code) && finding.confidence >= self.confidence
    }
}

/// Holds all that is installed against what is known.
#[must_use]
pub fn audit(inventory: &Inventory, knowledge: &Knowledge<'_>, rules: &AuditRules) -> AuditOutcome {
    let releases = Releases::new(inventory);
    let from_index: HashSet<&str> = releases
        .all
        .iter()
        .filter(|release| !matches!(release.provenance, Provenance::Elsewhere(_)))
        .map(|release| release.distribution.name.normalized())
        .collect();
    let needed = knowledge.popular.map(|popular| lookalike::needed(inventory, popular)).unwrap_or_default();
    let mut audit =
        Audit { knowledge, rules, releases: &releases, from_index, needed, outcome: AuditOutcome::default() };
    audit.outcome.machine_problems = unseen(inventory);
    audit.outcome.foreign = releases.foreign;
    for same in releases.all.chunk_by(|left, right| left.distribution.name == right.distribution.name) {
        audit.judge(same);
    }
    audit.finish()
}

struct Audit<'audit> {
    knowledge: &'audit Knowledge<'audit>,
    rules: &'audit AuditRules,
    releases: &'audit Releases<'audit>,
    /// The names of what came from an index.
    from_index: HashSet<&'audit str>,
    /// The names that popular packages need.
    needed: BTreeSet<String>,
    outcome: AuditOutcome,
}

impl Audit<'_> {
    /// Judges the releases of one package.
    fn judge(&mut self, releases: &[Release<'_>]) {
        let is_wanted = |release: &&Release<'_>| {
            self.rules.pattern.as_ref().is_none_or(|pattern| pattern.matches(release.distribution))
        };
        let wanted: Vec<&Release<'_>> = releases.iter().filter(is_wanted).collect();
        let Some(first) = wanted.first() else { return };
        self.outcome.releases += wanted.len();
        let name = first.distribution.name.normalized();
        let mut is_failed = false;
        let package = match self.knowledge.source.map(|source| source.package(name)) {
            Some(Err(error)) => {
                is_failed = true;
                self.outcome.unchecked.push(AuditUnchecked {
                    code: AuditUncheckedCode::SourceUnavailable,
                    package: Some(name.to_owned()),
                    reason: format!("what is known of {name} could not be read: {error}"),
                    whereabouts: self.releases.whereabouts(first),
                });
                None
            }
            known => known.and_then(Result::ok).flatten(),
        };
        let is_known_of = self.knowledge.source.is_some() && !is_failed;
        let suspicion = self.suspicion(releases, package.as_ref());
        for release in wanted {
            let before = (self.outcome.findings.len(), self.outcome.unchecked.len());
            self.note(suspicion.as_ref().map(|suspicion| AuditFinding {
                subject: release.subject(),
                whereabouts: self.releases.whereabouts(release),
                ..suspicion.clone()
            }));
            if let Some(package) = &package {
                self.judge_release(release, package);
            }
            let is_of_index = package.is_some() || self.from_index.contains(name);
            let origin = origin_finding(release, &self.rules.trusted, is_of_index);
            self.note(
                origin.map(|finding| AuditFinding {
                    whereabouts: self.releases.whereabouts(release),
                    ..finding
                }),
            );
            let after = (self.outcome.findings.len(), self.outcome.unchecked.len());
            if self.rules.with_passing && before == after && is_known_of {
                let (subject, whereabouts) = (release.subject(), self.releases.whereabouts(release));
                self.outcome.passing.push(Passing { subject, whereabouts });
            }
        }
    }

    /// What there is to say of a package's name.
    fn suspicion(&self, releases: &[Release<'_>], package: Option<&Package>) -> Option<AuditFinding> {
        let name = &releases.first()?.distribution.name;
        let origins = releases.iter().map(|release| match &release.provenance {
            Provenance::Elsewhere(url) if url.starts_with("file:") => Origin::Directory,
            Provenance::Elsewhere(_) => Origin::Url,
            Provenance::Index | Provenance::Distributor(_) => Origin::Index,
        });
        let circumstances = Circumstances {
            origin: lookalike::origin(origins),
            is_needed: self.needed.contains(name.normalized()),
            ..Circumstances::default()
        };
        lookalike::lookalike(name, self.knowledge.popular?, package, circumstances, self.rules.today)
    }

    /// Says it, unless its kind is switched off or it is too little sure.
    fn note(&mut self, finding: Option<AuditFinding>) {
        self.outcome.findings.extend(finding.filter(|finding| self.rules.report(finding)));
    }

    fn judge_release(&mut self, release: &Release<'_>, package: &Package) {
        let Some(version) = &release.distribution.version else {
            let label = release.distribution.label();
            self.outcome.unchecked.push(AuditUnchecked {
                code: AuditUncheckedCode::VersionMissing,
                package: Some(release.distribution.name.normalized().to_owned()),
                reason: format!("{label} is a package that something is known of, and its version is not recorded; reinstall it"),
                whereabouts: self.releases.whereabouts(release),
            });
            return;
        };
        if is_uncertain(package, version) {
            self.outcome.unchecked.push(AuditUnchecked {
                code: AuditUncheckedCode::VersionUncertain,
                package: Some(release.distribution.name.normalized().to_owned()),
                reason: uncertain(&release.distribution.label()),
                whereabouts: self.releases.whereabouts(release),
            });
        }
        for found in found(package, version, self.knowledge) {
            let mut notes = release.notes();
            if found.is_own_build {
                let public = version.parsed().map(|version| version.public().to_string()).unwrap_or_default();
                notes.push(Note::OwnBuild { public });
            }
            notes.sort();
            let whereabouts = self.releases.whereabouts(release);
            self.outcome.findings.push(AuditFinding::of_fact(
                release.subject(),
                found.fact,
                notes,
                whereabouts,
            ));
        }
    }

    fn finish(mut self) -> AuditOutcome {
        let has_source = self.knowledge.source.is_some();
        self.outcome.settle(self.rules, has_source, |scope| self.releases.are_in(scope));
        self.outcome
    }
}

/// Whether nobody can tell in which range of records a version lies: it is none of PEP 440, and is not listed.
pub(super) fn is_uncertain(package: &Package, version: &InstalledVersion) -> bool {
    version.parsed().is_none() && package.has_ranges() && package.affecting(version).is_empty()
}

pub(super) fn uncertain(label: &str) -> String {
    format!(
        "whether {label} lies in a range that something is known of could not be told: its version is none of PEP 440"
    )
}

/// A fact that concerns a version.
pub(super) struct Found {
    pub(super) fact: Fact,
    /// Whether it concerns only the public version of somebody's own build.
    pub(super) is_own_build: bool,
}

/// The facts that concern a version.
pub(super) fn found(package: &Package, version: &InstalledVersion, knowledge: &Knowledge<'_>) -> Vec<Found> {
    let affecting = package.affecting(version);
    if affecting.is_empty() {
        return Vec::new();
    }
    let (entries, nearest_free) = (package.entries(), package.nearest_free(version));
    let concerning: HashMap<&str, Match> =
        affecting.iter().map(|found| (found.entry.id.as_str(), found.by)).collect();
    let concerns = |members: &Vec<usize>| {
        let members: Vec<&Entry> = members.iter().filter_map(|at| entries.get(*at)).collect();
        let by = |entry: &&Entry| concerning.get(entry.id.as_str()).copied();
        let own: Vec<&Entry> = members.iter().copied().filter(|entry| by(entry).is_some()).collect();
        (!own.is_empty()).then(|| Found {
            is_own_build: own.iter().all(|entry| by(entry) == Some(Match::PublicVersion)),
            fact: Fact::new(package, version, &own, &members, knowledge, nearest_free),
        })
    };
    facts::facts(entries).iter().filter_map(concerns).collect()
}
