//! Environments of many machines.

use fetter_protocol::WirePath;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::wire::path;
use crate::store::{EnvironmentOrder, EnvironmentRow};

/// Which environments are looked for.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EnvironmentQuery {
    /// Those of this group's machines.
    pub(crate) group: Option<i64>,
    /// Those of this machine.
    pub(crate) machine: Option<String>,
    /// Those in whose prefix this occurs, by its bytes.
    pub(crate) q: Option<String>,
    /// `base`, `virtual` or `conda`.
    pub(crate) kind: Option<String>,
    /// Those of this Python version: `3.11` is also `3.11.7`, and `3.13` is also `3.13t`.
    pub(crate) python: Option<String>,
    /// `CPython`, `PyPy` or `GraalVM`, whatever the case.
    pub(crate) implementation: Option<String>,
    /// Which come first; those of the machines that were enrolled first where it is not given.
    pub(crate) sort: Option<EnvironmentSort>,
    /// Rows of a page, from 1 to 500; 50 where it is not given.
    pub(crate) limit: Option<u32>,
    /// `next` of the page before.
    pub(crate) cursor: Option<String>,
}

/// Which environments come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
pub(crate) enum EnvironmentSort {
    /// By the host name.
    #[serde(rename = "hostname")]
    Hostname,
    /// By the host name, from the end.
    #[serde(rename = "-hostname")]
    HostnameDown,
    /// Those that there are for longest, whosever they are.
    #[serde(rename = "since")]
    Oldest,
    /// Those that came last.
    #[serde(rename = "-since")]
    Newest,
}

impl EnvironmentSort {
    pub(crate) const fn stored(self) -> EnvironmentOrder {
        match self {
            Self::Hostname => EnvironmentOrder::Hostname,
            Self::HostnameDown => EnvironmentOrder::HostnameDown,
            Self::Oldest => EnvironmentOrder::Oldest,
            Self::Newest => EnvironmentOrder::Newest,
        }
    }
}

/// An environment of a machine that is neither revoked nor decommissioned. Its base is not told: agents do not say it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Environment {
    /// The id of the machine.
    pub(crate) machine: String,
    /// Its host name.
    pub(crate) hostname: String,
    /// The id of its group.
    pub(crate) group: i64,
    /// The real path of the prefix.
    pub(crate) prefix: WirePath,
    /// `base`, `virtual` or `conda`.
    pub(crate) kind: String,
    /// The Python version, as far as files tell: `3.11.7`, `3.13t`, `?`.
    pub(crate) python: String,
    /// `CPython`, `PyPy` or `GraalVM`.
    pub(crate) implementation: String,
    /// What made it: `debian`, `uv`, `conda`, `venv` …
    pub(crate) creator: String,
    /// Since when there is one at this prefix.
    pub(crate) since: i64,
    /// The sites that it sees, in the order of `sys.path`.
    pub(crate) sites: Vec<SeenSite>,
}

/// A site that an environment sees.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct SeenSite {
    /// Where it is.
    pub(crate) path: WirePath,
    /// The id of the site; `null` where the machine did not tell what is there.
    pub(crate) site: Option<i64>,
}

impl From<EnvironmentRow> for Environment {
    fn from(row: EnvironmentRow) -> Self {
        let (_, machine, hostname) = row.machine;
        let [kind, python, implementation, creator] = row.words;
        let seen = |(bytes, site)| SeenSite { path: path(bytes), site };
        Self {
            machine,
            hostname,
            group: row.group,
            prefix: path(row.prefix.1),
            kind,
            python,
            implementation,
            creator,
            since: row.since,
            sites: row.sites.into_iter().map(seen).collect(),
        }
    }
}
