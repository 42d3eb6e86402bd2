//! What an audit found, in JSON.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fact::WireFact;
use super::path::WirePath;
use super::safe::write_json;
use super::validation::{WirePlace, WireUnchecked};
use crate::audit::{
    AuditFinding, AuditOutcome, AuditUnchecked, Matter, Note, Passing, Suppressed, Suppression, Whereabouts,
};

/// The version of the shape.
pub const AUDIT_VERSION: u32 = 1;

/// What is known of packages, what of it concerns those that are there, and what could not be checked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AuditDocument {
    /// Always `fetter-audit`.
    pub schema: String,
    /// The version of this shape.
    pub version: u32,
    /// Where the advisories are from; none where no source could be asked.
    pub source: Option<WireSource>,
    /// How many distinct releases were held against them.
    pub releases: u64,
    /// How many packages of conda were left out because they are no Python distributions.
    pub left_out: u64,
    /// How many findings are not shown because of their score, their severity, or a limit.
    pub hidden: u64,
    /// What a person must judge, in the order in which to do it.
    pub findings: Vec<WireAuditFinding>,
    /// What would be findings but for a decision that was written down.
    pub suppressed: Vec<WireSuppressed>,
    /// The releases of which nothing is found, if they were asked for.
    pub passing: Option<Vec<WirePassing>>,
    /// What could not be checked. While there is any, no findings do not mean that all is well.
    pub unchecked: Vec<WireUnchecked>,
}

/// Where advisories are from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WireSource {
    /// `local` for an index of this machine, `api` for a service that was asked.
    pub kind: String,
    /// What it was made from, or the service, without credentials.
    pub from: String,
    /// When the records were fetched (RFC 3339, UTC).
    pub retrieved: Option<String>,
    /// When the newest of them was last changed.
    pub newest: Option<String>,
    /// The digest of all of them (SHA-256, hexadecimal).
    pub digest: Option<String>,
    /// How many there are.
    pub records: Option<u64>,
}

/// Something that a person must judge.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WireAuditFinding {
    /// The stable code: `vulnerable`, `malicious`, `lookalike` …
    pub code: String,
    /// `high`, `medium` or `low`.
    pub confidence: String,
    /// The package's normalised name.
    pub name: String,
    /// The package's name as its metadata, or the bound, writes it.
    pub written: String,
    /// The version that is installed, or would be.
    pub installed: Option<String>,
    /// One line on it.
    pub summary: String,
    /// What to do.
    pub advice: String,
    /// The fact, for `vulnerable` and `malicious`.
    pub fact: Option<WireFact>,
    /// The name that it looks like, for `lookalike`.
    pub lookalike: Option<WireLookalike>,
    /// Where it is from, for `untrusted-origin` and `direct-url-only`.
    pub origin: Option<WireOriginMatter>,
    /// The exception, for `exception-expired` and `exception-unused`.
    pub exception: Option<WireException>,
    /// What qualifies it.
    pub notes: Vec<WireNote>,
    /// The sites that hold it.
    pub sites: Vec<WirePath>,
    /// The prefixes of the environments that see it.
    pub environments: Vec<WirePath>,
    /// The places in files that ask for it.
    pub places: Vec<WirePlace>,
}

/// A name that looks like another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WireLookalike {
    /// The popular name.
    pub near: String,
    /// Its place in the list of popular packages, from 1.
    pub rank: u32,
    /// In what the two are alike: `transposition`, `one-edit`, `homoglyphs` …
    pub likeness: String,
}

/// Where a package is from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WireOriginMatter {
    /// The URL, without credentials.
    pub url: String,
    /// `archive`, `vcs` or `directory` (PEP 610).
    pub kind: String,
    /// Whether it is a source tree that is on the path.
    pub editable: bool,
}

/// An exception that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WireException {
    /// What it was made for.
    pub id: String,
    /// Why.
    pub reason: String,
    /// The last day on which it holds.
    pub until: String,
}

/// What qualifies a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WireNote {
    /// `own-build`, `other-origin`, `distributor`, `version-text` …
    pub kind: String,
    /// In words.
    pub text: String,
}

/// What would be a finding but for a decision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WireSuppressed {
    /// What was found.
    pub finding: WireAuditFinding,
    /// `exception` or `vex`.
    pub by: String,
    /// Why: the exception's reason, or the statement's justification.
    pub reason: Option<String>,
    /// The last day on which an exception holds.
    pub until: Option<String>,
    /// The VEX document.
    pub document: Option<String>,
    /// The status that the document gives.
    pub status: Option<String>,
}

/// A release of which nothing is found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WirePassing {
    /// The package's normalised name.
    pub name: String,
    /// The package's name as it is written.
    pub written: String,
    /// The version.
    pub installed: Option<String>,
    /// The sites that hold it.
    pub sites: Vec<WirePath>,
    /// The prefixes of the environments that see it.
    pub environments: Vec<WirePath>,
    /// The places in files that ask for it.
    pub places: Vec<WirePlace>,
}

struct WireWhereabouts {
    sites: Vec<WirePath>,
    environments: Vec<WirePath>,
    places: Vec<WirePlace>,
}

impl From<&Whereabouts> for WireWhereabouts {
    fn from(found: &Whereabouts) -> Self {
        Self {
            sites: found.sites.iter().map(WirePath::from).collect(),
            environments: found.environments.iter().map(WirePath::from).collect(),
            places: found.places.iter().map(WirePlace::from).collect(),
        }
    }
}

impl From<&Note> for WireNote {
    fn from(note: &Note) -> Self {
        Self { kind: note.kind().to_owned(), text: note.to_string() }
    }
}

impl From<&AuditFinding> for WireAuditFinding {
    fn from(finding: &AuditFinding) -> Self {
        let WireWhereabouts { sites, environments, places } = (&finding.whereabouts).into();
        let mut wire = Self {
            code: finding.code.as_str().to_owned(),
            confidence: finding.confidence.as_str().to_owned(),
            name: finding.subject.name.clone(),
            written: finding.subject.written.clone(),
            installed: finding.subject.version.clone(),
            summary: finding.summary(),
            advice: finding.advice(),
            fact: None,
            lookalike: None,
            origin: None,
            exception: None,
            notes: finding.notes.iter().map(WireNote::from).collect(),
            sites,
            environments,
            places,
        };
        match &finding.matter {
            Matter::Fact(fact) => wire.fact = Some((&**fact).into()),
            Matter::Lookalike { near, rank, likeness } => {
                wire.lookalike = Some(WireLookalike {
                    near: near.clone(),
                    rank: *rank,
                    likeness: likeness.as_str().to_owned(),
                });
            }
            Matter::Origin(origin) => {
                wire.origin = Some(WireOriginMatter {
                    url: origin.url.clone(),
                    kind: origin.kind.to_owned(),
                    editable: origin.editable,
                });
            }
            Matter::Exception { id, reason, until } => {
                let (id, reason) = (id.clone(), reason.clone());
                wire.exception = Some(WireException { id, reason, until: until.to_string() });
            }
        }
        wire
    }
}

impl From<&Suppressed> for WireSuppressed {
    fn from(suppressed: &Suppressed) -> Self {
        let finding = (&suppressed.finding).into();
        match &suppressed.by {
            Suppression::Exception { reason, until } => Self {
                finding,
                by: "exception".to_owned(),
                reason: Some(reason.clone()),
                until: Some(until.to_string()),
                document: None,
                status: None,
            },
            Suppression::Vex { document, status, justification } => Self {
                finding,
                by: "vex".to_owned(),
                reason: justification.clone(),
                until: None,
                document: Some(document.clone()),
                status: Some(status.clone()),
            },
        }
    }
}

impl From<&Passing> for WirePassing {
    fn from(passing: &Passing) -> Self {
        let WireWhereabouts { sites, environments, places } = (&passing.whereabouts).into();
        Self {
            name: passing.subject.name.clone(),
            written: passing.subject.written.clone(),
            installed: passing.subject.version.clone(),
            sites,
            environments,
            places,
        }
    }
}

impl From<&AuditUnchecked> for WireUnchecked {
    fn from(unchecked: &AuditUnchecked) -> Self {
        Self {
            code: unchecked.code.as_str().to_owned(),
            reason: unchecked.reason.clone(),
            place: unchecked.whereabouts.places.first().map(WirePlace::from),
            path: unchecked.whereabouts.sites.first().map(WirePath::from),
            environments: unchecked.whereabouts.environments.iter().map(WirePath::from).collect(),
        }
    }
}

impl AuditDocument {
    /// What an audit found.
    #[must_use]
    pub fn new(
        outcome: &AuditOutcome,
        source: Option<WireSource>,
        with_passing: bool,
        hidden: usize,
    ) -> Self {
        let unchecked = outcome.bound_problems.iter().map(WireUnchecked::from);
        let unchecked = unchecked.chain(outcome.unchecked.iter().map(WireUnchecked::from));
        Self {
            schema: "fetter-audit".to_owned(),
            version: AUDIT_VERSION,
            source,
            releases: outcome.releases as u64,
            left_out: outcome.foreign as u64,
            hidden: hidden as u64,
            findings: outcome.findings.iter().map(WireAuditFinding::from).collect(),
            suppressed: outcome.suppressed.iter().map(WireSuppressed::from).collect(),
            passing: with_passing.then(|| outcome.passing.iter().map(WirePassing::from).collect()),
            unchecked: unchecked.chain(outcome.machine_problems.iter().map(WireUnchecked::from)).collect(),
        }
    }

    /// Writes the document, indented, with a newline at its end.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        write_json(out, self)
    }
}
