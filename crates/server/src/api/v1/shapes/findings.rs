//! What was found, and what is not known.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::path::PathBuf;

use fetter_protocol::WirePath;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::triage::Accepted;
use crate::store::{FindingOrder, FindingStatus, Found, NotChecked, Spread};

/// Which findings are looked for.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FindingQuery {
    /// `open` (where it is not given), `accepted` or `closed`. What is accepted is not among what is open.
    pub(crate) state: Option<FindingState>,
    /// Those of that kind.
    pub(crate) kind: Option<Kind>,
    /// Those that are so severe at least.
    pub(crate) severity: Option<Severity>,
    /// Those that are so severe and no other: `unknown` for those that nobody rates.
    pub(crate) severity_is: Option<Severity>,
    /// Those about a package.
    pub(crate) package: Option<String>,
    /// Those that the machines of a group have.
    pub(crate) group: Option<i64>,
    /// Those that the machine of that id has.
    pub(crate) machine: Option<String>,
    /// Those of policies with a code: `denied`, `not-allowed` … (docs/findings.md).
    pub(crate) code: Option<String>,
    /// Those of policies with a mode: `observe`, `warn` or `enforce`.
    pub(crate) mode: Option<String>,
    /// Those that were opened at that time or later.
    pub(crate) since: Option<u32>,
    /// Those that were accepted at that time or later; `state` is `accepted` then.
    pub(crate) accepted_since: Option<u32>,
    /// Those that were closed at that time or later; `state` is `closed` then. What the next version of a policy is against as before is left out.
    pub(crate) closed_since: Option<u32>,
    /// Those that a user sees to, by name.
    pub(crate) assignee: Option<String>,
    /// Which come first; `-severity` where it is not given.
    pub(crate) sort: Option<FindingSort>,
    /// Rows of a page, from 1 to 500; 50 where it is not given.
    pub(crate) limit: Option<u32>,
    /// `next` of the page before.
    pub(crate) cursor: Option<String>,
}

/// Which findings come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
pub(crate) enum FindingSort {
    /// The most severe.
    #[serde(rename = "-severity")]
    MostSevere,
    /// The least severe.
    #[serde(rename = "severity")]
    LeastSevere,
    /// Those that were opened last.
    #[serde(rename = "-opened")]
    Newest,
    /// Those that are open for the longest time.
    #[serde(rename = "opened")]
    Oldest,
}

impl FindingSort {
    pub(crate) const fn stored(self) -> FindingOrder {
        match self {
            Self::MostSevere => FindingOrder::MostSevere,
            Self::LeastSevere => FindingOrder::LeastSevere,
            Self::Newest => FindingOrder::Newest,
            Self::Oldest => FindingOrder::Oldest,
        }
    }
}

/// Whether something is found now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum FindingState {
    /// It is, and it is not accepted.
    #[default]
    Open,
    /// It is, and an exception for all groups names it, of what is known of releases; or one for it alone, of what was changed on a machine. What a policy is
    /// against is closed by an exception.
    Accepted,
    /// It was: it is mended, gone, or borne.
    Closed,
}

/// What kind of finding it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Kind {
    /// The release is malicious.
    Malware,
    /// It is vulnerable.
    Vulnerability,
    /// Its name looks like another one.
    Lookalike,
    /// A policy is against it.
    Policy,
    /// Files of it were changed on a machine, and nothing was installed.
    Integrity,
}

/// How severe something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Severity {
    /// Nobody says.
    Unknown,
    /// Little.
    Low,
    /// Somewhat.
    Medium,
    /// Much.
    High,
    /// Very much: malware is.
    Critical,
}

impl Severity {
    pub(crate) const fn rank(self) -> i64 {
        self as i64
    }

    pub(super) const fn of(rank: i64) -> Self {
        match rank {
            1 => Self::Low,
            2 => Self::Medium,
            3 => Self::High,
            4 => Self::Critical,
            _ => Self::Unknown,
        }
    }
}

/// Something that was found.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Finding {
    /// Its id.
    pub(crate) id: String,
    /// What kind of finding it is.
    pub(crate) kind: Kind,
    /// `open`, `accepted` or `closed`.
    pub(crate) state: FindingState,
    /// By which exception it is accepted; `null` where it is not.
    pub(crate) accepted: Option<Accepted>,
    /// The name of the user who sees to it; `null` for nobody.
    pub(crate) assignee: Option<String>,
    /// How many comments it has, at most 1,000.
    pub(crate) comments: i64,
    /// How severe it is.
    pub(crate) severity: Severity,
    /// The normalised name of the package.
    pub(crate) package: String,
    /// The version as its metadata writes it; empty where it gives none.
    pub(crate) version: String,
    /// One line on it: what is known, or why a policy is against it.
    pub(crate) summary: String,
    /// The record that it is called by first, or the name that it looks like; empty for none.
    pub(crate) advisory: String,
    /// What else it is called.
    pub(crate) aliases: Vec<String>,
    /// The versions that mend it.
    pub(crate) fixed: Vec<String>,
    /// The id of the release; `null` for what a policy is against.
    pub(crate) release: Option<i64>,
    /// The id of the site that a policy is against; `null` for what is known of a release.
    pub(crate) site: Option<i64>,
    /// The rule of the policy.
    pub(crate) rule: Option<String>,
    /// What the rule says of it: `denied`, `not-allowed` …
    pub(crate) code: Option<String>,
    /// `observe`, `warn` or `enforce`.
    pub(crate) mode: Option<String>,
    /// The file that was changed on a machine, of several the one that matters most; `null` for other kinds.
    pub(crate) path: Option<WirePath>,
    /// How many files of the package were.
    pub(crate) files: Option<i64>,
    /// When it was found first.
    pub(crate) first_seen: i64,
    /// When it was found last after it was not there.
    pub(crate) opened: i64,
    /// When it was not there any more; `null` while it is open.
    pub(crate) closed: Option<i64>,
    /// How many machines have it that are neither revoked nor decommissioned; of what a policy is against, those that are to go by that
    /// version, which is a part of the group while it is staged.
    pub(crate) machines: i64,
    /// In how many places.
    pub(crate) places: i64,
    /// Whether these numbers are exact; else they are at least so high: counting ends after 2,000 places of all groups on a
    /// page, and after 20,000 of one finding.
    pub(crate) is_exact: bool,
}

/// A page of findings, and what is not known beside them.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct FindingPage {
    /// The rows.
    pub(crate) items: Vec<Finding>,
    /// What to give as `cursor` for the next page; `null` where this is the last.
    pub(crate) next: Option<String>,
    /// What was not, or could not be, checked of what was asked for. Where any of it is not 0, no findings does not mean that all is well.
    pub(crate) not_checked: NotCheckedShape,
}

/// How much was not, or could not be, checked.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[schemars(rename = "NotChecked")]
#[serde(rename = "NotChecked")]
pub(crate) struct NotCheckedShape {
    /// Whether the server has advisories. Without them nothing is known of any package.
    pub(crate) has_advisories: bool,
    /// Sites of which something is still to be judged; a policy of which it is not known yet for which sites it holds counts as one.
    pub(crate) waiting: i64,
    /// Sites of which judging failed each time, and such policies.
    pub(crate) failed: i64,
    /// Releases that could not be held against the advisories.
    pub(crate) releases: i64,
    /// Sites that could not be held against a policy wholly, as often as policies and the places where they lie differ.
    pub(crate) sites: i64,
    /// Sites whose contents did not come yet.
    pub(crate) contents: i64,
    /// Machines that never reported, or told that they could not read or tell all.
    pub(crate) machines: i64,
    /// Machines that are revoked and have sites, until they are decommissioned: what is found there is not told. Of one that is
    /// asked for alone, whether it is revoked or decommissioned.
    pub(crate) revoked: i64,
    /// Whether these numbers are exact: each is counted up to 100 beside a list, and up to 300 in `/status`.
    pub(crate) is_exact: bool,
}

impl FindingState {
    pub(crate) const fn stored(self) -> FindingStatus {
        match self {
            Self::Open => FindingStatus::Open,
            Self::Accepted => FindingStatus::Accepted,
            Self::Closed => FindingStatus::Closed,
        }
    }

    const fn of(status: FindingStatus) -> Self {
        match status {
            FindingStatus::Open | FindingStatus::Present => Self::Open,
            FindingStatus::Accepted => Self::Accepted,
            FindingStatus::Closed => Self::Closed,
        }
    }
}

impl Kind {
    /// The kind of a word of the store.
    pub(crate) fn named(word: &str) -> Self {
        match word {
            "malware" => Self::Malware,
            "lookalike" => Self::Lookalike,
            "policy" => Self::Policy,
            "integrity" => Self::Integrity,
            _ => Self::Vulnerability,
        }
    }
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

impl Finding {
    pub(crate) fn new(found: Found, spread: Spread) -> Self {
        let bare = Self::bare(FindingState::of(found.status()), spread);
        let id = found.key().to_string();
        match found {
            Found::Release(row) => Self {
                id,
                kind: Kind::named(&row.kind),
                accepted: row.accepted.map(Accepted::from),
                assignee: row.assignee,
                comments: row.comments,
                severity: Severity::of(row.severity),
                package: row.package,
                version: row.version,
                summary: row.summary,
                advisory: row.advisory,
                aliases: words(&row.aliases),
                fixed: words(&row.fixed),
                release: Some(row.release),
                first_seen: row.first_seen,
                opened: row.opened,
                closed: row.closed,
                ..bare
            },
            Found::Policy(row) => Self {
                id,
                kind: Kind::Policy,
                assignee: row.assignee,
                comments: row.comments,
                severity: Severity::of(row.severity),
                package: row.package,
                version: row.version,
                summary: row.reason,
                advisory: row.advisory,
                site: Some(row.site),
                rule: Some(row.rule),
                code: Some(row.code),
                mode: Some(row.mode),
                first_seen: row.first_seen,
                opened: row.opened,
                closed: row.closed,
                ..bare
            },
            Found::Tampered(row) => Self {
                id,
                kind: Kind::Integrity,
                accepted: row.accepted.map(Accepted::from),
                assignee: row.assignee,
                comments: row.comments,
                severity: Severity::of(row.severity),
                package: row.package,
                version: row.version,
                summary: row.reason,
                path: Some(WirePath::from(&PathBuf::from(OsString::from_vec(row.file)))),
                files: Some(row.files),
                first_seen: row.first_seen,
                opened: row.opened,
                closed: row.closed,
                ..bare
            },
        }
    }

    /// How something stands and where it is, and nothing else: what a kind of finding has none of stays so.
    const fn bare(state: FindingState, spread: Spread) -> Self {
        Self {
            id: String::new(),
            kind: Kind::Vulnerability,
            state,
            accepted: None,
            assignee: None,
            comments: 0,
            severity: Severity::Unknown,
            package: String::new(),
            version: String::new(),
            summary: String::new(),
            advisory: String::new(),
            aliases: Vec::new(),
            fixed: Vec::new(),
            release: None,
            site: None,
            rule: None,
            code: None,
            mode: None,
            path: None,
            files: None,
            first_seen: 0,
            opened: 0,
            closed: None,
            machines: spread.machines,
            places: spread.places,
            is_exact: spread.is_all,
        }
    }
}

impl NotCheckedShape {
    /// Whether all was checked.
    pub(crate) const fn is_nothing(&self) -> bool {
        let Self { waiting, failed, releases, sites, contents, machines, revoked, .. } = *self;
        self.has_advisories && waiting + failed + releases + sites + contents + machines + revoked == 0
    }

    pub(crate) const fn new(counts: NotChecked, has_advisories: bool) -> Self {
        let NotChecked { waiting, failed, releases, sites, contents, machines, revoked, is_cut } = counts;
        Self {
            has_advisories,
            waiting,
            failed,
            releases,
            sites,
            contents,
            machines,
            revoked,
            is_exact: !is_cut,
        }
    }
}
