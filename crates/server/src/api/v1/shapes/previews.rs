//! What a version of a policy would do.

use fetter_protocol::WirePath;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::policies::{NewPolicy, PolicyFileShape};
use super::wire::path;
use crate::policies::DerivedDraft;
use crate::store::{COUNTED_BESIDE, PreviewRow, PreviewUnchecked, PreviewedPlace, PreviewedRelease};

/// What a version of a policy would do to what a group's machines have.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Preview {
    /// Its id.
    pub(crate) id: i64,
    /// The version.
    pub(crate) version: u64,
    /// `waiting`, `done`, or `failed`: ask again.
    pub(crate) status: String,
    /// When it was asked for.
    pub(crate) created: i64,
    /// Who asked.
    pub(crate) created_by: String,
    /// When it was done; `null` where it is not.
    pub(crate) ended: Option<i64>,
    /// Until when it is kept.
    pub(crate) expires: i64,
    /// How many sites in their settings were looked at: equal ones of any number of machines are one.
    pub(crate) sites: i64,
    /// How many of these could not be checked. What is in them is not known to pass.
    pub(crate) unchecked: i64,
    /// Machines of the group that never reported, or told that they could not read or tell all: what they have was not looked at, or not all of it.
    pub(crate) machines_not_checked: i64,
    /// Whether these are all: counting ends at 100.
    pub(crate) is_machines_exact: bool,
    /// How much would be warned of.
    pub(crate) warned: i64,
    /// How much more there is than is kept.
    pub(crate) left_out: i64,
    /// How many releases there are of each change, when it is done.
    pub(crate) releases: Vec<ChangeCount>,
}

/// How many releases there are of a change.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct ChangeCount {
    /// `new`: it would be refused, and is not now. `same`: it is refused now too. `gone`: it is refused now, and would not be any more. `unknown`: it would be
    /// refused, and what is now was not judged yet. `unclear`: it is refused now, and whether it would be could not be checked.
    pub(crate) change: String,
    /// How many.
    pub(crate) releases: i64,
}

/// Which releases of a preview are looked for.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PreviewQuery {
    /// Those of this change: `new`, `same`, `gone`, `unknown` or `unclear`.
    pub(crate) change: Option<String>,
    /// Rows of a page, from 1 to 500; 50 where it is not given.
    pub(crate) limit: Option<u32>,
    /// `next` of the page before.
    pub(crate) cursor: Option<String>,
}

/// Which places of a preview are looked for.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PreviewPlaceQuery {
    /// Those of this change.
    pub(crate) change: Option<String>,
    /// Those of this package, by its normalised name.
    pub(crate) package: Option<String>,
    /// Those of this version, as its metadata writes it.
    pub(crate) version: Option<String>,
    /// Rows of a page, from 1 to 500; 50 where it is not given.
    pub(crate) limit: Option<u32>,
    /// `next` of the page before.
    pub(crate) cursor: Option<String>,
}

/// A release that would be refused, or is and would not be any more.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct PreviewRelease {
    /// As in `releases` of the preview.
    pub(crate) change: String,
    /// The normalised name.
    pub(crate) package: String,
    /// The version as its metadata writes it; empty for none.
    pub(crate) version: String,
    /// A rule that refuses it.
    pub(crate) rule: String,
    /// What that is about.
    pub(crate) code: String,
    /// Why.
    pub(crate) reason: String,
    /// In how many sites in their settings.
    pub(crate) sites: i64,
    /// On how many machines of the group, as of when the preview was worked out.
    pub(crate) machines: i64,
    /// Whether these are all; always.
    pub(crate) is_exact: bool,
}

/// Where such a release is.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct PreviewPlace {
    /// As in `releases` of the preview.
    pub(crate) change: String,
    /// The normalised name.
    pub(crate) package: String,
    /// The version.
    pub(crate) version: String,
    /// The id of the machine.
    pub(crate) machine: String,
    /// Its host name, as it says.
    pub(crate) hostname: String,
    /// The site.
    pub(crate) path: WirePath,
    /// The id of its contents.
    pub(crate) site: i64,
}

/// A site that could not be checked.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct PreviewNotChecked {
    /// The id of its contents.
    pub(crate) site: i64,
    /// Why.
    pub(crate) reasons: Vec<String>,
    /// On how many machines of the group, as of when the preview was worked out.
    pub(crate) machines: i64,
    /// Whether these are all; always.
    pub(crate) is_exact: bool,
}

/// What a policy is derived of, and how.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DeriveQuery {
    /// The id of a machine of the group; without it, of all.
    pub(crate) machine: Option<String>,
    /// Which versions are allowed; `exact` where it is not given.
    pub(crate) anchor: Option<AnchorWord>,
}

/// Which versions a derived policy allows.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum AnchorWord {
    /// From the lowest that is installed.
    Lower,
    /// Up to the highest that is installed.
    Upper,
    /// Both.
    Both,
    /// Those that are installed.
    Exact,
}

/// A policy of what machines have. It is not kept: propose it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct DerivedPolicy {
    /// What may be proposed.
    pub(crate) policy: NewPolicy,
    /// Of how many distinct sites it is.
    pub(crate) sites: u64,
    /// How many of them could not be read as a whole, or have not come: what is in them may be missing.
    pub(crate) unread: u64,
    /// Whether there are more sites, of which nothing is in it.
    pub(crate) is_cut: bool,
}

impl From<DerivedDraft> for DerivedPolicy {
    fn from(derived: DerivedDraft) -> Self {
        let DerivedDraft { draft, sites, unread, is_cut } = derived;
        let files = draft.files.into_iter();
        let files = files.map(|file| PolicyFileShape { name: file.name, text: file.text }).collect();
        let policy = NewPolicy { text: draft.text, files, note: draft.note };
        Self { policy, sites, unread, is_cut }
    }
}

impl Preview {
    pub(crate) fn new(row: PreviewRow, counts: Vec<(String, i64)>, machines: i64) -> Self {
        let PreviewRow { id, version, created, by, expires, status, ended, sites, beside } = row;
        let releases = counts.into_iter().map(|(change, releases)| ChangeCount { change, releases });
        Self {
            id,
            version,
            status,
            created,
            created_by: by,
            ended,
            expires,
            sites: sites.0,
            unchecked: sites.1,
            machines_not_checked: machines,
            is_machines_exact: machines < COUNTED_BESIDE,
            warned: beside.0,
            left_out: beside.1,
            releases: releases.collect(),
        }
    }
}

impl From<PreviewedRelease> for PreviewRelease {
    fn from(row: PreviewedRelease) -> Self {
        let PreviewedRelease { change, package, version, rule, code, reason, sites, machines } = row;
        Self { change, package, version, rule, code, reason, sites, machines, is_exact: true }
    }
}

impl From<PreviewedPlace> for PreviewPlace {
    fn from(row: PreviewedPlace) -> Self {
        let (change, package, version) = row.release;
        let (_, machine, hostname) = row.machine;
        Self { change, package, version, machine, hostname, path: path(row.path.1), site: row.site }
    }
}

impl From<PreviewUnchecked> for PreviewNotChecked {
    fn from(row: PreviewUnchecked) -> Self {
        let PreviewUnchecked { at, reasons, machines } = row;
        Self { site: at.0, reasons, machines, is_exact: true }
    }
}
