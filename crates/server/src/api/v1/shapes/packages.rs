//! Packages, and who has them.

use fetter_protocol::{DistributionRecord, WirePath};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Severity;
use super::wire::path;
use crate::store::{
    Holder, HolderOrder, NotChecked, Origin, OriginCount, PackageBy, PackageOrder, PackageRow, ReleaseOrder,
    ReleaseRow, SeenAt, Spread,
};

/// Which packages are looked for.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PackageQuery {
    /// Those whose name begins so.
    pub(crate) q: Option<String>,
    /// Which come first; by `name` where it is not given.
    pub(crate) sort: Option<PackageSort>,
    /// Rows of a page, from 1 to 500; 50 where it is not given.
    pub(crate) limit: Option<u32>,
    /// `next` of the page before.
    pub(crate) cursor: Option<String>,
}

/// Which packages come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
pub(crate) enum PackageSort {
    /// By name.
    #[serde(rename = "name")]
    Name,
    /// By name, from the end.
    #[serde(rename = "-name")]
    NameDown,
    /// Those in the fewest versions, as was counted last (`packages_counted` of `/status`); one that came since is not among them.
    #[serde(rename = "versions")]
    Versions,
    /// Those in the most versions, as was counted last. Not for who sees several groups, and not all.
    #[serde(rename = "-versions")]
    VersionsDown,
    /// Those that the fewest machines have, as was counted last.
    #[serde(rename = "machines")]
    Machines,
    /// Those that the most machines have, as was counted last.
    #[serde(rename = "-machines")]
    MachinesDown,
}

impl PackageSort {
    pub(crate) const fn stored(self) -> PackageOrder {
        let (by, is_down) = match self {
            Self::Name => (PackageBy::Name, false),
            Self::NameDown => (PackageBy::Name, true),
            Self::Versions => (PackageBy::Versions, false),
            Self::VersionsDown => (PackageBy::Versions, true),
            Self::Machines => (PackageBy::Machines, false),
            Self::MachinesDown => (PackageBy::Machines, true),
        };
        PackageOrder { by, is_down }
    }
}

/// Which versions of a package are looked for.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReleaseQuery {
    /// This one.
    pub(crate) version: Option<String>,
    /// Those that machines of this group have.
    pub(crate) group: Option<i64>,
    /// Which come first; `version` where it is not given. Of a package with more than 20,000 versions they are in the order of their bytes.
    pub(crate) sort: Option<ReleaseSort>,
    /// Rows of a page, from 1 to 500; 50 where it is not given.
    pub(crate) limit: Option<u32>,
    /// `next` of the page before.
    pub(crate) cursor: Option<String>,
}

/// Which versions of a package come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
pub(crate) enum ReleaseSort {
    /// The lowest (PEP 440), and before these what is no such version.
    #[serde(rename = "version")]
    Lowest,
    /// The highest.
    #[serde(rename = "-version")]
    Highest,
    /// What was seen first.
    #[serde(rename = "first_seen")]
    Oldest,
    /// What was seen last.
    #[serde(rename = "-first_seen")]
    Newest,
    /// What the fewest machines have, as was counted last (`packages_counted` of `/status`), and before these what came since.
    #[serde(rename = "machines")]
    Rarest,
    /// What the most machines have, as was counted last, and at last what came since.
    #[serde(rename = "-machines")]
    Widest,
}

impl ReleaseSort {
    pub(crate) const fn stored(self) -> ReleaseOrder {
        match self {
            Self::Lowest => ReleaseOrder::Lowest,
            Self::Highest => ReleaseOrder::Highest,
            Self::Oldest => ReleaseOrder::Oldest,
            Self::Newest => ReleaseOrder::Newest,
            Self::Rarest => ReleaseOrder::Rarest,
            Self::Widest => ReleaseOrder::Widest,
        }
    }
}

/// Which places are looked for.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlaceQuery {
    /// Those on machines of this group.
    pub(crate) group: Option<i64>,
    /// Those that have it from there: `index`, `vcs` …
    pub(crate) origin: Option<Origin>,
    /// Those on machines with this in their host name, letter for letter.
    pub(crate) q: Option<String>,
    /// Which come first; where it is not given, by host name with `q`, else by release and site.
    pub(crate) sort: Option<PlaceSort>,
    /// Rows of a page, from 1 to 500; 50 where it is not given.
    pub(crate) limit: Option<u32>,
    /// `next` of the page before.
    pub(crate) cursor: Option<String>,
}

/// Which places of a finding are looked for.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FindingPlaceQuery {
    /// Those on machines with this in their host name, letter for letter.
    pub(crate) q: Option<String>,
    /// Which come first; where it is not given, by host name with `q`, else by release and site.
    pub(crate) sort: Option<PlaceSort>,
    /// Rows of a page, from 1 to 500; 50 where it is not given.
    pub(crate) limit: Option<u32>,
    /// `next` of the page before.
    pub(crate) cursor: Option<String>,
}

/// Which places come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
pub(crate) enum PlaceSort {
    /// By the host name.
    #[serde(rename = "hostname")]
    Hostname,
    /// By the host name, from the end.
    #[serde(rename = "-hostname")]
    HostnameDown,
    /// Where the site is as it is for longest. Of up to 10,000 places, or 500 machines in the group and with the host name that are asked for.
    #[serde(rename = "since")]
    Oldest,
    /// Where the site changed last, of so many.
    #[serde(rename = "-since")]
    Newest,
}

impl PlaceSort {
    pub(crate) const fn stored(self) -> HolderOrder {
        match self {
            Self::Hostname => HolderOrder::Hostname,
            Self::HostnameDown => HolderOrder::HostnameDown,
            Self::Oldest => HolderOrder::Oldest,
            Self::Newest => HolderOrder::Newest,
        }
    }
}

/// Which places of a package are looked for.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PackagePlaceQuery {
    /// Those on machines of this group.
    pub(crate) group: Option<i64>,
    /// Those of versions with an open vulnerability that is so severe at least, on machines that are neither revoked nor decommissioned.
    pub(crate) vulnerable: Option<Severity>,
    /// Those that have it from there: `index`, `vcs` …
    pub(crate) origin: Option<Origin>,
    /// Those on machines with this in their host name, letter for letter.
    pub(crate) q: Option<String>,
    /// Which come first; where it is not given, by host name with `q`, else by release and site.
    pub(crate) sort: Option<PlaceSort>,
    /// Rows of a page, from 1 to 500; 50 where it is not given.
    pub(crate) limit: Option<u32>,
    /// `next` of the page before.
    pub(crate) cursor: Option<String>,
}

/// Whose machines are counted.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OriginQuery {
    /// Those of this group.
    pub(crate) group: Option<i64>,
}

/// A page of who has something, and what is not known beside it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Held{T}Page")]
pub(crate) struct HeldPage<T> {
    /// The rows.
    pub(crate) items: Vec<T>,
    /// What to give as `cursor` for the next page; `null` where this is the last.
    pub(crate) next: Option<String>,
    /// What the server was not told of the machines that were asked for. Where any of it is not 0, others than these may have it too.
    pub(crate) not_checked: NotTold,
}

/// A page of what a site holds.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct SitePage {
    /// The rows.
    pub(crate) items: Vec<DistributionRecord>,
    /// What to give as `cursor` for the next page; `null` where this is the last.
    pub(crate) next: Option<String>,
    /// How many distributions it has that are not told.
    pub(crate) left_out: u64,
    /// Of how many in all it is not told what they need, their licences and what installed them: that these say nothing of it is not that
    /// there is nothing.
    pub(crate) without_details: usize,
}

/// How much of what machines have the server does not know.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub(crate) struct NotTold {
    /// Sites whose contents did not come yet.
    pub(crate) contents: i64,
    /// Machines that never reported, or told that they could not read or tell all.
    pub(crate) machines: i64,
    /// Machines that are revoked and have sites, until they are decommissioned: they are not heard, so that what they have is not known.
    pub(crate) revoked: i64,
    /// Whether these numbers are exact: each is counted up to 100.
    pub(crate) is_exact: bool,
}

impl From<NotChecked> for NotTold {
    fn from(counts: NotChecked) -> Self {
        let NotChecked { contents, machines, revoked, is_cut, .. } = counts;
        Self { contents, machines, revoked, is_exact: !is_cut }
    }
}

/// A package that some machine has.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Package {
    /// The normalised name (PEP 503).
    pub(crate) name: String,
    /// How many versions of it there are.
    pub(crate) versions: i64,
    /// How many machines had it when that was counted last (`packages_counted` of `/status`); `null` where it was not counted yet.
    pub(crate) machines: Option<i64>,
}

/// A version of a package that some machine has.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Release {
    /// The id of the release.
    pub(crate) id: i64,
    /// The normalised name.
    pub(crate) name: String,
    /// The version as its metadata writes it; empty where it gives none.
    pub(crate) version: String,
    /// When it was first seen in the organisation.
    pub(crate) first_seen: i64,
    /// Where; `null` where that is not known, or was on a machine that whoever asks does not see.
    pub(crate) first_seen_at: Option<FirstPlace>,
    /// How many machines have it.
    pub(crate) machines: i64,
    /// In how many places.
    pub(crate) places: i64,
    /// Whether these numbers are exact; else they are at least so high: counting ends after 10,000 places of all groups on a
    /// page, and after 20,000 of one release.
    pub(crate) is_exact: bool,
    /// How many machines had it when all were counted last (`packages_counted` of `/status`); `null` where it was not counted yet.
    pub(crate) counted: Option<i64>,
    /// What holding it against what is known of packages came to. Only `clean` means that nothing is known against it.
    pub(crate) outcome: Outcome,
}

/// Where something was first seen.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct FirstPlace {
    /// The id of the machine.
    pub(crate) machine: String,
    /// Its host name.
    pub(crate) hostname: String,
    /// The id of its group.
    pub(crate) group: i64,
    /// Where the site was.
    pub(crate) path: WirePath,
}

/// From where machines have a release.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Origins {
    /// How many have it from where. A machine may have it from several.
    pub(crate) items: Vec<OriginShape>,
    /// Whether these are all; else they are at least so many: counting ends after 20,000 places of all groups.
    pub(crate) is_exact: bool,
}

/// How many have a release from somewhere.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "OriginCount")]
pub(crate) struct OriginShape {
    /// From where.
    pub(crate) origin: Origin,
    /// How many machines.
    pub(crate) machines: i64,
    /// In how many places.
    pub(crate) places: i64,
}

/// What judging came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Outcome {
    /// It was not judged yet, or something else is known since.
    Waiting,
    /// It was checked, and nothing was found.
    Clean,
    /// Something was found.
    Findings,
    /// It could not be checked.
    Unchecked,
}

impl Outcome {
    fn of(stored: Option<&str>) -> Self {
        match stored {
            Some("clean") => Self::Clean,
            Some("findings") => Self::Findings,
            Some(_) => Self::Unchecked,
            None => Self::Waiting,
        }
    }
}

/// A place where a package is.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct ReleasePlace {
    /// The id of the release.
    pub(crate) release: i64,
    /// The id of the machine.
    pub(crate) machine: String,
    /// Its host name.
    pub(crate) hostname: String,
    /// The id of its group.
    pub(crate) group: i64,
    /// The id of the site.
    pub(crate) site: i64,
    /// Where the site is.
    pub(crate) path: WirePath,
    /// Since when the site is as it is.
    pub(crate) since: i64,
}

impl From<PackageRow> for Package {
    fn from(row: PackageRow) -> Self {
        Self { name: row.name, versions: row.versions, machines: row.machines }
    }
}

impl Release {
    pub(crate) fn new(row: ReleaseRow, spread: Spread, counted: Option<i64>, first: Option<SeenAt>) -> Self {
        Self {
            id: row.id,
            name: row.name,
            version: row.version,
            first_seen: row.first_seen,
            first_seen_at: first.map(FirstPlace::from),
            machines: spread.machines,
            places: spread.places,
            is_exact: spread.is_all,
            counted,
            outcome: Outcome::of(row.outcome.as_deref()),
        }
    }
}

impl From<SeenAt> for FirstPlace {
    fn from(seen: SeenAt) -> Self {
        let SeenAt { machine: (machine, hostname), group, path: bytes } = seen;
        Self { machine, hostname, group, path: path(bytes) }
    }
}

impl From<OriginCount> for OriginShape {
    fn from(count: OriginCount) -> Self {
        let OriginCount { origin, machines, places } = count;
        Self { origin, machines, places }
    }
}

impl From<Holder> for ReleasePlace {
    fn from(row: Holder) -> Self {
        let (_, machine, hostname) = row.machine;
        Self {
            release: row.release,
            machine,
            hostname,
            group: row.group,
            site: row.site,
            path: path(row.path.1),
            since: row.since,
        }
    }
}
