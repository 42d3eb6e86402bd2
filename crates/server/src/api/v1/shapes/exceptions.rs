//! Exceptions, and requests that come to some.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Order;
use crate::store::{ExceptionOrder, ExceptionRow, FindingKey, RequestRow};

/// Which exceptions are looked for.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExceptionQuery {
    /// Those that hold for a group.
    pub(crate) group: Option<i64>,
    /// `true`: those that hold today, and no others.
    pub(crate) holding: Option<bool>,
    /// Those that lift something in whose rule, advisory or package this is; upper and lower case, and `-`, `_` and `.`, are the same.
    pub(crate) q: Option<String>,
    /// Which come first: those made last (`newest`, where it is not given) or first (`oldest`), or those whose last day comes first (`first-to-end`) or last
    /// (`last-to-end`).
    pub(crate) order: Option<ExceptionSort>,
    /// Rows of a page, from 1 to 500; 50 where it is not given.
    pub(crate) limit: Option<u32>,
    /// `next` of the page before.
    pub(crate) cursor: Option<String>,
}

/// Which exceptions come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ExceptionSort {
    /// Those that were made last.
    Newest,
    /// Those that were made first.
    Oldest,
    /// Those with the earliest last day.
    FirstToEnd,
    /// Those with the latest last day.
    LastToEnd,
}

impl From<ExceptionSort> for ExceptionOrder {
    fn from(sort: ExceptionSort) -> Self {
        match sort {
            ExceptionSort::Newest => Self::Newest,
            ExceptionSort::Oldest => Self::Oldest,
            ExceptionSort::FirstToEnd => Self::FirstToEnd,
            ExceptionSort::LastToEnd => Self::LastToEnd,
        }
    }
}

/// An exception to be made.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewException {
    /// The id of the group that it is for; `null` for all.
    pub(crate) group: Option<i64>,
    /// The id of a rule, or a kind of rules.
    #[serde(default)]
    pub(crate) rule: String,
    /// An advisory.
    #[serde(default)]
    pub(crate) advisory: String,
    /// A name or a pattern of names, with versions or without.
    #[serde(default)]
    pub(crate) package: String,
    /// Why: 1 to 500 bytes in one line.
    pub(crate) reason: String,
    /// Who decided it; where it is not given, who makes it.
    pub(crate) owner: Option<String>,
    /// The last day, `YYYY-MM-DD` in UTC; at most five years from now.
    pub(crate) until: String,
}

/// An exception.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Exception")]
pub(crate) struct ExceptionShape {
    /// Its id.
    pub(crate) id: i64,
    /// The id of the group that it is for; `null` for all.
    pub(crate) group: Option<i64>,
    /// The rule, or kind of rules; empty for none.
    pub(crate) rule: String,
    /// The advisory; empty for none.
    pub(crate) advisory: String,
    /// The package; empty for none.
    pub(crate) package: String,
    /// Why.
    pub(crate) reason: String,
    /// Who decided it.
    pub(crate) owner: String,
    /// The last day, `YYYY-MM-DD`.
    pub(crate) until: String,
    /// The id of the request that it came of.
    pub(crate) request: Option<i64>,
    /// The id of what was changed on a machine, where it is for that alone; `null` for one that policies go by.
    pub(crate) finding: Option<String>,
    /// When it was made.
    pub(crate) created: i64,
    /// Who made it.
    pub(crate) created_by: String,
    /// When it was taken back; `null` where it was not.
    pub(crate) revoked: Option<i64>,
    /// Who did that.
    pub(crate) revoked_by: Option<String>,
}

/// Which requests are looked for.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RequestQuery {
    /// Those of a status.
    pub(crate) status: Option<RequestStatus>,
    /// Those of machines of a group.
    pub(crate) group: Option<i64>,
    /// Those of a machine, by its id.
    pub(crate) machine: Option<String>,
    /// Those for a package in whose name, with its versions, this is; upper and lower case, and `-`, `_` and `.`, are the same.
    pub(crate) q: Option<String>,
    /// Those that came at that time or later.
    pub(crate) since: Option<u32>,
    /// `newest` (where it is not given) or `oldest`: which come first.
    pub(crate) order: Option<Order>,
    /// Rows of a page, from 1 to 500; 50 where it is not given.
    pub(crate) limit: Option<u32>,
    /// `next` of the page before.
    pub(crate) cursor: Option<String>,
}

/// How a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum RequestStatus {
    /// Nobody has decided yet.
    Open,
    /// It is let pass.
    Approved,
    /// It is not.
    Refused,
}

impl RequestStatus {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Approved => "approved",
            Self::Refused => "refused",
        }
    }
}

/// What somebody on a machine asks to be let pass.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Request")]
pub(crate) struct RequestShape {
    /// Its id.
    pub(crate) id: i64,
    /// The id of the machine.
    pub(crate) machine: String,
    /// Its host name, as it says.
    pub(crate) hostname: String,
    /// The id of the group that it is in now.
    pub(crate) group: i64,
    /// The name of that.
    pub(crate) group_name: String,
    /// What is asked for: a name, with versions or without.
    pub(crate) package: String,
    /// Why.
    pub(crate) reason: String,
    /// The user, as the machine calls it: a claim, and no identity.
    pub(crate) user: String,
    /// The rules that refuse it, as the machine says.
    pub(crate) rules: Vec<String>,
    /// When it came.
    pub(crate) received: i64,
    /// `open`, `approved` or `refused`.
    pub(crate) status: String,
    /// When it was decided; `null` while it is open.
    pub(crate) decided: Option<i64>,
    /// Who decided.
    pub(crate) decided_by: Option<String>,
    /// What they said.
    pub(crate) answer: String,
    /// The last day on which it is let pass; `null` where it is not.
    pub(crate) until: Option<String>,
}

/// That a request is approved.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ApprovalRequest {
    /// Why, as the machine is told: 1 to 500 bytes in one line.
    pub(crate) reason: String,
    /// The last day, `YYYY-MM-DD` in UTC; at most five years from now.
    pub(crate) until: String,
    /// The rules that are lifted, or kinds, at most 8; where none is given, those that the machine named, or else `allow`.
    #[serde(default)]
    pub(crate) rules: Vec<String>,
    /// An advisory that is borne.
    #[serde(default)]
    pub(crate) advisory: String,
    /// What is let pass, where it is another than was asked for.
    pub(crate) package: Option<String>,
}

/// That a request is refused.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RefusalRequest {
    /// Why, as the machine is told: 1 to 500 bytes in one line.
    pub(crate) reason: String,
}

impl From<ExceptionRow> for ExceptionShape {
    fn from(row: ExceptionRow) -> Self {
        let ExceptionRow { exception, created, by, request, revoked, revoked_by } = row;
        let lifted = exception.lifted;
        Self {
            id: exception.id,
            group: exception.group,
            rule: lifted.rule,
            advisory: lifted.advisory,
            package: lifted.package,
            reason: lifted.reason,
            owner: lifted.owner,
            until: lifted.last_day,
            request,
            finding: exception.finding.map(|row| FindingKey::Tampered(row).to_string()),
            created,
            created_by: by,
            revoked,
            revoked_by,
        }
    }
}

impl From<RequestRow> for RequestShape {
    fn from(row: RequestRow) -> Self {
        let (decided, decided_by) = row.decided.unzip();
        Self {
            id: row.id,
            machine: row.machine.0,
            hostname: row.machine.1,
            group: row.group.0,
            group_name: row.group.1,
            package: row.package,
            reason: row.reason,
            user: row.user,
            rules: row.rules,
            received: row.received,
            status: row.status,
            decided,
            decided_by,
            answer: row.answer,
            until: Some(row.last_day).filter(|day| !day.is_empty()),
        }
    }
}
