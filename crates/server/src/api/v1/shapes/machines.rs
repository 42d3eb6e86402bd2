//! Machines and what is on them.

use fetter_protocol::{CoverageSummary, LeftOut, PolicyState, Report, WirePath};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::wire::{hex, path};
use crate::store::{self, KeptVerdicts, MachineBy, MachineOrder, MachineRow, PackagePlace, Place, Unchecked};

/// Which machines are looked for.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MachineQuery {
    /// Those of a group.
    pub(crate) group: Option<i64>,
    /// `active`, `revoked`, `cloned` or `decommissioned`; `present` for all that were not decommissioned, as groups count them.
    pub(crate) status: Option<MachineStatusAsked>,
    /// Those whose operating system begins so.
    pub(crate) os: Option<String>,
    /// The one of that id, or those whose host name begins so.
    pub(crate) q: Option<String>,
    /// Those that have not been there for so many seconds.
    pub(crate) silent: Option<u32>,
    /// Active ones that the server holds for silent (`--silent-after`), as `/status` counts them (`true`), or that it does not (`false`).
    pub(crate) fell_silent: Option<bool>,
    /// Those that were enrolled at that time or later.
    pub(crate) enrolled_since: Option<u32>,
    /// Those of an owner.
    pub(crate) owner: Option<String>,
    /// Those that have a tag.
    pub(crate) tag: Option<String>,
    /// Active ones, by how they stand to what their groups have for them: `current`, `behind` or `silent`.
    pub(crate) policy: Option<Following>,
    /// Those that are to go by the version that is staged (`true`), or not (`false`).
    pub(crate) staged: Option<bool>,
    /// Those that have the site of that id now.
    pub(crate) site: Option<i64>,
    /// Those that were enrolled with the token of that id.
    pub(crate) token: Option<i64>,
    /// Those that are neither revoked nor decommissioned, by what was found on them when that was counted last: `malware`, `findings` (malware too), `not-checked` or
    /// `clean`, which is nothing where all was checked.
    pub(crate) verdict: Option<MachineVerdict>,
    /// Those of which something is not known: `waiting`, `failed`, `releases`, `sites`, `contents`, `untold` or `revoked`, as `not_checked` beside lists counts it.
    pub(crate) not_checked: Option<MachineNotChecked>,
    /// Which come first; by `hostname` where it is not given.
    pub(crate) sort: Option<MachineSort>,
    /// Rows of a page, from 1 to 500; 50 where it is not given.
    pub(crate) limit: Option<u32>,
    /// `next` of the page before.
    pub(crate) cursor: Option<String>,
}

/// Which page of a list.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PageQuery {
    /// Rows of a page, from 1 to 500; 50 where it is not given.
    pub(crate) limit: Option<u32>,
    /// `next` of the page before.
    pub(crate) cursor: Option<String>,
}

/// Which page of a list, and of what in it.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SearchQuery {
    /// Those with this in their name, or in what else is said of them, letter for letter; of places on machines, in the host name.
    pub(crate) q: Option<String>,
    /// Rows of a page, from 1 to 500; 50 where it is not given.
    pub(crate) limit: Option<u32>,
    /// `next` of the page before.
    pub(crate) cursor: Option<String>,
}

/// Which tokens that machines are enrolled with are looked for.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EnrolmentTokenQuery {
    /// Those for a group.
    pub(crate) group: Option<i64>,
    /// Rows of a page, from 1 to 500; 50 where it is not given.
    pub(crate) limit: Option<u32>,
    /// `next` of the page before.
    pub(crate) cursor: Option<String>,
}

/// How an active machine stands to the policy that its group has for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Following {
    /// It says that it goes by it.
    Current,
    /// It says that it goes by another: it was not there since, or did not take it.
    Behind,
    /// It has never said what it goes by.
    Silent,
}

/// Which machines come first. With `-` it is the other way about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
pub(crate) enum MachineSort {
    /// By host name.
    #[serde(rename = "hostname")]
    Hostname,
    /// The same from the end.
    #[serde(rename = "-hostname")]
    HostnameDown,
    /// Those that were not there for the longest time.
    #[serde(rename = "seen")]
    Seen,
    /// Those that were there last.
    #[serde(rename = "-seen")]
    SeenDown,
    /// Those that were enrolled first.
    #[serde(rename = "enrolled")]
    Enrolled,
    /// Those that were enrolled last.
    #[serde(rename = "-enrolled")]
    EnrolledDown,
    /// Those on which the least is denied.
    #[serde(rename = "denials")]
    Denials,
    /// Those on which the most is denied.
    #[serde(rename = "-denials")]
    DenialsDown,
    /// Those of which the least could not be read.
    #[serde(rename = "problems")]
    Problems,
    /// Those of which the most could not be read.
    #[serde(rename = "-problems")]
    ProblemsDown,
    /// Those of which the least did not fit into their reports.
    #[serde(rename = "left_out")]
    LeftOut,
    /// Those of which the most did not fit into their reports.
    #[serde(rename = "-left_out")]
    LeftOutDown,
    /// By operating system.
    #[serde(rename = "os")]
    Os,
    /// The same from the end.
    #[serde(rename = "-os")]
    OsDown,
    /// By owner.
    #[serde(rename = "owner")]
    Owner,
    /// The same from the end.
    #[serde(rename = "-owner")]
    OwnerDown,
    /// By what never changes, those that are known for the longest time first: who reads all pages this way has each machine once.
    #[serde(rename = "id")]
    Id,
    /// The same from the end.
    #[serde(rename = "-id")]
    IdDown,
    /// By the name of its group.
    #[serde(rename = "group")]
    Group,
    /// The same from the end.
    #[serde(rename = "-group")]
    GroupDown,
    /// By status.
    #[serde(rename = "status")]
    Status,
    /// The same from the end.
    #[serde(rename = "-status")]
    StatusDown,
    /// By mode.
    #[serde(rename = "mode")]
    Mode,
    /// The same from the end.
    #[serde(rename = "-mode")]
    ModeDown,
    /// Those with the fewest malware, as was counted last.
    #[serde(rename = "malware")]
    Malware,
    /// Those with the most malware, as was counted last.
    #[serde(rename = "-malware")]
    MalwareDown,
    /// Those with the fewest critical findings, as was counted last.
    #[serde(rename = "critical")]
    Critical,
    /// Those with the most critical findings, as was counted last.
    #[serde(rename = "-critical")]
    CriticalDown,
    /// Those with the fewest findings that are high, as was counted last.
    #[serde(rename = "high")]
    High,
    /// Those with the most findings that are high, as was counted last.
    #[serde(rename = "-high")]
    HighDown,
    /// Those with the fewest findings that are medium, as was counted last.
    #[serde(rename = "medium")]
    Medium,
    /// Those with the most findings that are medium, as was counted last.
    #[serde(rename = "-medium")]
    MediumDown,
    /// Those with the fewest findings that are low, as was counted last.
    #[serde(rename = "low")]
    Low,
    /// Those with the most findings that are low, as was counted last.
    #[serde(rename = "-low")]
    LowDown,
    /// Those with the fewest findings that nobody rates, as was counted last.
    #[serde(rename = "unrated")]
    Unrated,
    /// Those with the most findings that nobody rates, as was counted last.
    #[serde(rename = "-unrated")]
    UnratedDown,
    /// Those with the fewest findings of policies, as was counted last.
    #[serde(rename = "policies")]
    Policies,
    /// Those with the most findings of policies, as was counted last.
    #[serde(rename = "-policies")]
    PoliciesDown,
    /// Those on which the least was changed outside of an install, as was counted last.
    #[serde(rename = "integrity")]
    Tampered,
    /// Those on which the most was.
    #[serde(rename = "-integrity")]
    TamperedDown,
    /// Those with the fewest places that were not checked, as was counted last.
    #[serde(rename = "not_checked")]
    NotChecked,
    /// Those with the most places that were not checked, as was counted last.
    #[serde(rename = "-not_checked")]
    NotCheckedDown,
}

impl Following {
    pub(crate) const fn stored(self) -> crate::store::Following {
        match self {
            Self::Current => crate::store::Following::Current,
            Self::Behind => crate::store::Following::Behind,
            Self::Silent => crate::store::Following::Silent,
        }
    }
}

impl MachineSort {
    pub(crate) const fn stored(self) -> MachineOrder {
        let (key, is_down) = match self {
            Self::Hostname => (MachineBy::Hostname, false),
            Self::HostnameDown => (MachineBy::Hostname, true),
            Self::Seen => (MachineBy::Seen, false),
            Self::SeenDown => (MachineBy::Seen, true),
            Self::Enrolled => (MachineBy::Enrolled, false),
            Self::EnrolledDown => (MachineBy::Enrolled, true),
            Self::Denials => (MachineBy::Denials, false),
            Self::DenialsDown => (MachineBy::Denials, true),
            Self::Problems => (MachineBy::Problems, false),
            Self::ProblemsDown => (MachineBy::Problems, true),
            Self::LeftOut => (MachineBy::LeftOut, false),
            Self::LeftOutDown => (MachineBy::LeftOut, true),
            Self::Os => (MachineBy::Os, false),
            Self::OsDown => (MachineBy::Os, true),
            Self::Owner => (MachineBy::Owner, false),
            Self::OwnerDown => (MachineBy::Owner, true),
            Self::Id => (MachineBy::Row, false),
            Self::IdDown => (MachineBy::Row, true),
            Self::Group => (MachineBy::Group, false),
            Self::GroupDown => (MachineBy::Group, true),
            Self::Status => (MachineBy::Status, false),
            Self::StatusDown => (MachineBy::Status, true),
            Self::Mode => (MachineBy::Mode, false),
            Self::ModeDown => (MachineBy::Mode, true),
            Self::Malware => (MachineBy::Malware, false),
            Self::MalwareDown => (MachineBy::Malware, true),
            Self::Critical => (MachineBy::Severity(4), false),
            Self::CriticalDown => (MachineBy::Severity(4), true),
            Self::High => (MachineBy::Severity(3), false),
            Self::HighDown => (MachineBy::Severity(3), true),
            Self::Medium => (MachineBy::Severity(2), false),
            Self::MediumDown => (MachineBy::Severity(2), true),
            Self::Low => (MachineBy::Severity(1), false),
            Self::LowDown => (MachineBy::Severity(1), true),
            Self::Unrated => (MachineBy::Severity(0), false),
            Self::UnratedDown => (MachineBy::Severity(0), true),
            Self::Policies => (MachineBy::Policies, false),
            Self::PoliciesDown => (MachineBy::Policies, true),
            Self::Tampered => (MachineBy::Tampered, false),
            Self::TamperedDown => (MachineBy::Tampered, true),
            Self::NotChecked => (MachineBy::Unchecked, false),
            Self::NotCheckedDown => (MachineBy::Unchecked, true),
        };
        MachineOrder { key, is_down }
    }
}

/// What was found on a machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum MachineVerdict {
    /// Malware.
    Malware,
    /// Anything.
    Findings,
    /// It was not wholly checked, or not counted yet, whatever was found.
    NotChecked,
    /// Nothing, and all of it was checked.
    Clean,
}

/// What was not, or could not be, checked of a machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum MachineNotChecked {
    /// A site, or its policy, is still to be judged.
    Waiting,
    /// Judging failed each time.
    Failed,
    /// It has a release that could not be held against the advisories, when that was counted last.
    Releases,
    /// A site could not be held against its policy wholly.
    Sites,
    /// A site has not sent its contents.
    Contents,
    /// It never reported, or could not tell all.
    Untold,
    /// It is revoked and has sites.
    Revoked,
    /// It does not tell what was changed on it outside of an install: nothing looks at that there. It is not counted as not checked for this alone.
    Integrity,
}

impl MachineVerdict {
    pub(crate) const fn stored(self) -> store::MachineVerdict {
        match self {
            Self::Malware => store::MachineVerdict::Malware,
            Self::Findings => store::MachineVerdict::Findings,
            Self::NotChecked => store::MachineVerdict::Unchecked,
            Self::Clean => store::MachineVerdict::Clean,
        }
    }
}

impl MachineNotChecked {
    pub(crate) const fn stored(self) -> Unchecked {
        match self {
            Self::Waiting => Unchecked::Waiting,
            Self::Failed => Unchecked::Failed,
            Self::Releases => Unchecked::Releases,
            Self::Sites => Unchecked::Sites,
            Self::Contents => Unchecked::Contents,
            Self::Untold => Unchecked::Untold,
            Self::Revoked => Unchecked::Revoked,
            Self::Integrity => Unchecked::Tampered,
        }
    }
}

/// How many open findings a machine had that are not accepted, when that was counted last.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub(crate) struct MachineFound {
    /// Malware.
    pub(crate) malware: i64,
    /// Critical ones: malware and what policies are against among them, as below.
    pub(crate) critical: i64,
    /// High ones.
    pub(crate) high: i64,
    /// Medium ones.
    pub(crate) medium: i64,
    /// Low ones.
    pub(crate) low: i64,
    /// Those that nobody rates.
    pub(crate) unrated: i64,
    /// What its policy is against.
    pub(crate) policies: i64,
    /// What was changed outside of an install.
    pub(crate) integrity: i64,
    /// Places that were not, or could not be, wholly checked; one more where it did not tell all, or its policy is still to be looked at. Only where it is 0 are
    /// these all.
    pub(crate) not_checked: i64,
}

impl From<KeptVerdicts> for MachineFound {
    fn from(kept: KeptVerdicts) -> Self {
        let [unrated, low, medium, high, critical] = kept.found.by_severity;
        let store::Verdicts { malware, policies, tampered, .. } = kept.found;
        let (integrity, not_checked) = (tampered, kept.unchecked);
        Self { malware, critical, high, medium, low, unrated, policies, integrity, not_checked }
    }
}

/// How a machine stands with the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum MachineStatus {
    /// It is heard.
    Active,
    /// Its key is not trusted any more. It is enrolled again with another.
    Revoked,
    /// Two machines go by its key.
    Cloned,
    /// It is gone. What was on it is history.
    Decommissioned,
}

/// Which machines are looked for by how they stand with the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum MachineStatusAsked {
    /// Those that are heard.
    Active,
    /// Those whose keys are not trusted any more.
    Revoked,
    /// Those of which two go by one key.
    Cloned,
    /// Those that are gone.
    Decommissioned,
    /// All that are not gone.
    Present,
}

impl MachineStatusAsked {
    /// One status, or nothing for all that were not decommissioned.
    pub(crate) const fn one(self) -> Option<MachineStatus> {
        match self {
            Self::Active => Some(MachineStatus::Active),
            Self::Revoked => Some(MachineStatus::Revoked),
            Self::Cloned => Some(MachineStatus::Cloned),
            Self::Decommissioned => Some(MachineStatus::Decommissioned),
            Self::Present => None,
        }
    }
}

impl MachineStatus {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Revoked => "revoked",
            Self::Cloned => "cloned",
            Self::Decommissioned => "decommissioned",
        }
    }

    fn named(name: &str) -> Self {
        match name {
            "active" => Self::Active,
            "cloned" => Self::Cloned,
            "decommissioned" => Self::Decommissioned,
            _ => Self::Revoked,
        }
    }
}

/// What is to be another for a machine.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MachinePatch {
    /// The group that it comes into.
    pub(crate) group: Option<i64>,
    /// `revoked`, `decommissioned`, or `active` for one that was cloned or decommissioned and was never revoked. What a revoked one has is
    /// not checked any more, and is counted as that until it is decommissioned.
    pub(crate) status: Option<MachineStatus>,
    /// Whose it is; empty for nobody's. For an administrator of all groups: rules may go by it.
    pub(crate) owner: Option<String>,
    /// What it is called by, in place of all tags that it had. For an administrator of all groups.
    pub(crate) tags: Option<Vec<String>>,
    /// `true`: the rules say its group again, after somebody put it into one. For an administrator of all groups.
    pub(crate) by_rules: Option<bool>,
}

/// A group, by its name.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct GroupName {
    /// Its id.
    pub(crate) id: i64,
    /// Its name.
    pub(crate) name: String,
}

/// A machine in a list.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Machine {
    /// The random id that it chose.
    pub(crate) id: String,
    /// Its group.
    pub(crate) group: GroupName,
    /// How it stands with the server.
    pub(crate) status: MachineStatus,
    /// The host name that it says it has. It is no identity.
    pub(crate) hostname: String,
    /// Its operating system, as `os-release` calls it.
    pub(crate) os: String,
    /// The kernel's release.
    pub(crate) kernel: String,
    /// Its architecture.
    pub(crate) architecture: String,
    /// The version of fetter.
    pub(crate) fetter: String,
    /// `observe`, `warn` or `enforce`.
    pub(crate) mode: String,
    /// When it was enrolled.
    pub(crate) enrolled: i64,
    /// When it was last there.
    pub(crate) seen: i64,
    /// When it last reported; `null` where it has not.
    pub(crate) reported: Option<i64>,
    /// How many denials.
    pub(crate) denials: i64,
    /// How many things could not be read.
    pub(crate) problems: i64,
    /// How many places are not covered.
    pub(crate) not_covered: i64,
    /// How much did not fit into its report. It is not known to be clean.
    pub(crate) left_out: i64,
    /// Whether it tells what was changed on it outside of an install; else no finding of that kind means nothing.
    pub(crate) tells_integrity: bool,
    /// The digest of the bundle of policies that it goes by; `null` for none.
    pub(crate) bundle: Option<String>,
    /// Whose it is, as an administrator says; empty for nobody's.
    pub(crate) owner: String,
    /// What it is called by, as administrators and its enrolment token say.
    pub(crate) tags: Vec<String>,
    /// How it came into its group: `token`, `rule` or `hand`.
    pub(crate) placed: String,
    /// What was found on it, when that was counted last; `null` where it was not counted, which is not that nothing is found.
    pub(crate) found: Option<MachineFound>,
}

/// A machine.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct MachineDetail {
    /// What lists show of it.
    #[serde(flatten)]
    pub(crate) machine: Machine,
    /// How many sites it has.
    pub(crate) sites: i64,
    /// What it says of itself; `null` where it has not reported.
    pub(crate) state: Option<MachineState>,
}

/// What a machine says of itself.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct MachineState {
    /// The number of its newest report.
    pub(crate) report: u64,
    /// When it was started, in seconds since 1970 by its own clock.
    pub(crate) booted: Option<u64>,
    /// The policy in force.
    pub(crate) policy: Option<PolicyState>,
    /// How many file systems are watched as a whole.
    pub(crate) file_systems: u64,
    /// How many directories are watched one by one.
    pub(crate) directories: u64,
    /// When everything was last read again, by its own clock.
    pub(crate) reconciled: Option<u64>,
    /// How many environments it has.
    pub(crate) environments: usize,
    /// How much did not fit into its report.
    pub(crate) left_out: LeftOut,
}

/// A site on a machine, or one that was there.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct SiteAt {
    /// The id of the site: equal sites have one, wherever they are.
    pub(crate) site: i64,
    /// Where it is.
    pub(crate) path: WirePath,
    /// `environment`, `user`, `target` …; empty for one that was there.
    pub(crate) kind: String,
    /// The digest of its contents.
    pub(crate) contents: String,
    /// How many packages it holds; `null` while the machine has not sent them.
    pub(crate) packages: Option<i64>,
    /// Since when it is so.
    pub(crate) since: i64,
    /// Until when it was so; `null` for now.
    pub(crate) ended: Option<i64>,
}

/// A package on a machine.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct PackageAt {
    /// The id of the release.
    pub(crate) release: i64,
    /// The normalised name (PEP 503).
    pub(crate) name: String,
    /// The version; empty where its metadata gives none.
    pub(crate) version: String,
    /// The site that it lies in.
    pub(crate) site: WirePath,
}

impl From<MachineRow> for Machine {
    fn from(row: MachineRow) -> Self {
        let [hostname, os, kernel, architecture, fetter, mode] = row.says;
        let [enrolled, seen, reported] = row.times;
        let [denials, problems, not_covered, left_out] = row.counts;
        let (id, name) = row.group;
        Self {
            id: row.name,
            group: GroupName { id, name },
            status: MachineStatus::named(&row.status),
            hostname,
            os,
            kernel,
            architecture,
            fetter,
            mode,
            enrolled,
            seen,
            reported: (reported > 0).then_some(reported),
            denials,
            problems,
            not_covered,
            left_out,
            tells_integrity: row.tells_tampered,
            bundle: row.bundle.as_deref().map(hex),
            owner: row.owner,
            tags: row.tags,
            placed: row.placed,
            found: row.kept.map(MachineFound::from),
        }
    }
}

impl From<Report> for MachineState {
    fn from(report: Report) -> Self {
        let CoverageSummary { file_systems, directories, reconciled, .. } = report.host.coverage;
        Self {
            report: report.sequence,
            booted: report.host.booted,
            policy: report.host.policy,
            file_systems,
            directories,
            reconciled,
            environments: report.environments.len(),
            left_out: report.left_out,
        }
    }
}

impl From<Place> for SiteAt {
    fn from(place: Place) -> Self {
        let Place { path: (_, bytes), site: (site, digest), kind, packages, since, ended } = place;
        Self { site, path: path(bytes), kind, contents: hex(&digest), packages, since, ended }
    }
}

impl From<PackagePlace> for PackageAt {
    fn from(place: PackagePlace) -> Self {
        let PackagePlace { release, name, version, path: (_, bytes) } = place;
        Self { release, name, version, site: path(bytes) }
    }
}
