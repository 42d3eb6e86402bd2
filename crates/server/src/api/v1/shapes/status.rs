//! How the server stands.

use schemars::JsonSchema;
use serde::Serialize;

use super::findings::{NotCheckedShape, Severity};
use crate::store::{AdvisoryVersion, Failure, Notice, SeenNotice, SeverityCount, Standings, VerdictCounts};

/// How the server stands.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Status {
    /// The server's time.
    pub(crate) time: u64,
    /// What releases are held against; `null` where there is nothing: then nothing is known of any package.
    pub(crate) advisories: Option<Advisories>,
    /// How much is found now, by severity, the highest first.
    pub(crate) findings: Vec<SeverityCounts>,
    /// Whether these numbers are exact; else they are of the most severe alone.
    pub(crate) is_exact: bool,
    /// What was not, or could not be, checked.
    pub(crate) not_checked: NotCheckedShape,
    /// How machines stand.
    pub(crate) machines: MachineCounts,
    /// On how many machines something was found.
    pub(crate) found: FoundCounts,
    /// When it was counted last who has each package, in seconds since 1970; `null` for never.
    pub(crate) packages_counted: Option<i64>,
    /// What was tried often enough, the oldest 20; for whoever sees all groups.
    pub(crate) failures: Vec<FailureShape>,
}

/// What is known of packages.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Advisories {
    /// The digest of all that is known.
    pub(crate) digest: String,
    /// Where it is from.
    pub(crate) source: String,
    /// When it was fetched.
    pub(crate) retrieved: i64,
    /// How old that is, in seconds.
    pub(crate) age: i64,
    /// How many advisories there are.
    pub(crate) records: i64,
}

/// How much is found now of one severity.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub(crate) struct SeverityCounts {
    /// The severity.
    pub(crate) severity: Severity,
    /// Of what is known of releases, and is not accepted.
    pub(crate) releases: i64,
    /// Of what is known of releases, and is accepted by an exception for all groups; and of what was changed on machines, and is accepted.
    pub(crate) accepted: i64,
    /// Of what policies are against, in each site where it lies.
    pub(crate) policies: i64,
    /// Of what was changed on machines outside of an install, and is not accepted.
    pub(crate) integrity: i64,
}

/// How many machines there are.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub(crate) struct MachineCounts {
    /// Those that are heard.
    pub(crate) active: i64,
    /// Of these, those that were not there for long.
    pub(crate) silent: i64,
    /// Those whose key is not trusted any more.
    pub(crate) revoked: i64,
    /// Those whose key two machines go by.
    pub(crate) cloned: i64,
    /// Those that are gone.
    pub(crate) decommissioned: i64,
}

/// How many machines that are neither revoked nor decommissioned had what, when that was counted last. Each is how many rows `/machines?verdict=` has.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub(crate) struct FoundCounts {
    /// When that was; `null` for never: all machines are among `not_checked` then.
    pub(crate) counted: Option<i64>,
    /// Those with malware.
    pub(crate) malware: i64,
    /// Those with any finding, malware too.
    pub(crate) findings: i64,
    /// Those that were not wholly checked, or came since, whatever was found.
    pub(crate) not_checked: i64,
    /// Those that were wholly checked, and have no finding.
    pub(crate) clean: i64,
}

impl From<VerdictCounts> for FoundCounts {
    fn from(counts: VerdictCounts) -> Self {
        let VerdictCounts { counted, malware, findings, unchecked, clean } = counts;
        Self { counted, malware, findings, not_checked: unchecked, clean }
    }
}

/// Something that was tried often enough.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Failure")]
#[serde(rename = "Failure")]
pub(crate) struct FailureShape {
    /// `audit` or `policy`, of a site; `bundle`, of a bundle.
    pub(crate) kind: String,
    /// The id of the site or the bundle.
    pub(crate) subject: i64,
    /// Why it failed.
    pub(crate) error: String,
}

/// Something that people are to be told.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Notice")]
#[serde(rename = "Notice")]
pub(crate) struct NoticeShape {
    /// Its id, which grows.
    pub(crate) id: i64,
    /// When it was noted.
    pub(crate) time: i64,
    /// `silent`: a machine was not heard of for days; `heard`: it is again.
    pub(crate) kind: String,
    /// The id of the machine; `null` for none.
    pub(crate) machine: Option<String>,
    /// Its host name.
    pub(crate) hostname: Option<String>,
    /// What there is to say.
    pub(crate) detail: String,
}

impl From<SeenNotice> for NoticeShape {
    fn from(seen: SeenNotice) -> Self {
        let (machine, hostname) = seen.machine.unzip();
        let Notice { id, time, kind, detail, .. } = seen.notice;
        Self { id, time, kind, machine, hostname, detail }
    }
}

impl Advisories {
    pub(crate) fn new(version: AdvisoryVersion, now: i64) -> Self {
        let AdvisoryVersion { digest, source, retrieved, records, .. } = version;
        Self { digest: digest.to_string(), source, retrieved, age: (now - retrieved).max(0), records }
    }
}

impl From<SeverityCount> for SeverityCounts {
    fn from(count: SeverityCount) -> Self {
        let SeverityCount { severity, releases, accepted, policies, tampered } = count;
        Self { severity: Severity::of(severity), releases, accepted, policies, integrity: tampered }
    }
}

impl From<Standings> for MachineCounts {
    fn from(standings: Standings) -> Self {
        let Standings { active, silent, revoked, cloned, decommissioned } = standings;
        Self { active, silent, revoked, cloned, decommissioned }
    }
}

impl From<Failure> for FailureShape {
    fn from(failure: Failure) -> Self {
        let Failure { kind, subject, error } = failure;
        Self { kind, subject, error }
    }
}
