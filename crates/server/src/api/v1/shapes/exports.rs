//! What is asked of exports.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{FindingQuery, FindingState, Kind, Severity};

/// Which document is wanted.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExportQuery {
    /// `inventory` (where it is not given), `cyclonedx` or `spdx`.
    pub(crate) format: Option<InventoryForm>,
}

/// In which form an inventory is given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum InventoryForm {
    /// fetter's own: `fetter-inventory` of a machine, `fetter-fleet` of a group.
    #[default]
    Inventory,
    /// A bill of materials in CycloneDX 1.6.
    Cyclonedx,
    /// The same in SPDX 2.3.
    Spdx,
}

/// Which findings are wanted, and in which form.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FindingExportQuery {
    /// `csv` (where it is not given) or `sarif`.
    pub(crate) format: Option<FindingForm>,
    /// `open` (where it is not given), `accepted` or `closed`; SARIF has what is open alone.
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
    /// Those of policies with a code.
    pub(crate) code: Option<String>,
    /// Those of policies with a mode.
    pub(crate) mode: Option<String>,
    /// Those that were opened at that time or later.
    pub(crate) since: Option<u32>,
    /// Those that were accepted at that time or later; `state` is `accepted` then.
    pub(crate) accepted_since: Option<u32>,
    /// Those that were closed at that time or later; `state` is `closed` then.
    pub(crate) closed_since: Option<u32>,
    /// Those that a user sees to, by name.
    pub(crate) assignee: Option<String>,
}

/// In which form findings are given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum FindingForm {
    /// Delimited text.
    #[default]
    Csv,
    /// A SARIF 2.1.0 log.
    Sarif,
}

impl From<FindingExportQuery> for FindingQuery {
    fn from(query: FindingExportQuery) -> Self {
        Self {
            state: query.state,
            kind: query.kind,
            severity: query.severity,
            severity_is: query.severity_is,
            package: query.package,
            group: query.group,
            machine: query.machine,
            code: query.code,
            mode: query.mode,
            since: query.since,
            accepted_since: query.accepted_since,
            closed_since: query.closed_since,
            assignee: query.assignee,
            sort: None,
            limit: None,
            cursor: None,
        }
    }
}
