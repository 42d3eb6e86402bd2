//! What becomes of findings.

use fetter_core::date::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::findings::{Kind, NotCheckedShape, Severity};
use crate::store::{Acceptance, Comment, DayCount, FindingDay, Fix, Spread};

/// Something that is said of a finding.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewComment {
    /// 1 to 4,000 bytes, in any number of lines; no other control characters.
    pub(crate) text: String,
}

/// Something that was said of a finding. It is not changed, and goes with the finding.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Comment")]
pub(crate) struct CommentShape {
    /// Its id, which grows.
    pub(crate) id: i64,
    /// When it was said.
    pub(crate) made: i64,
    /// Who said it: the name of a user, or of a program's token.
    pub(crate) by: String,
    /// The text, as it was written: it is to be shown as text and as nothing else.
    pub(crate) text: String,
}

/// What is to be another for a finding.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FindingPatch {
    /// Who sees to it: the name of a user who is not disabled; empty for nobody. Where it is not given it stays as it is.
    pub(crate) assignee: Option<String>,
}

/// That a finding is accepted.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewAcceptance {
    /// Why: 1 to 500 bytes in one line.
    pub(crate) reason: String,
    /// The last day, `YYYY-MM-DD` in UTC; at most five years from now.
    pub(crate) until: String,
    /// The id of the group that it is for. Where there is none it is for all, and only then the finding is accepted; of what a policy is
    /// against, for the one group that goes by that policy.
    pub(crate) group: Option<i64>,
    /// Who decided it; where it is not given, who makes it.
    pub(crate) owner: Option<String>,
}

/// By which exception a finding is accepted.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Accepted {
    /// The id of the exception.
    pub(crate) exception: i64,
    /// Why.
    pub(crate) reason: String,
    /// Who decided.
    pub(crate) owner: String,
    /// The last day, `YYYY-MM-DD`.
    pub(crate) until: String,
    /// Since when it is accepted.
    pub(crate) since: i64,
}

/// Which days are looked for.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FindingHistoryQuery {
    /// How many days, today among them: from 1 to 400; 90 where it is not given.
    pub(crate) days: Option<u32>,
    /// What the machines of a group had.
    pub(crate) group: Option<i64>,
}

/// How much was found on each day.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct FindingHistory {
    /// The days, the oldest first. The last is today.
    pub(crate) days: Vec<HistoryDay>,
    /// Whether each finding is counted once. For whoever sees several groups, and names none, what their machines had is added up: what several
    /// groups had is counted for each.
    pub(crate) is_exact: bool,
}

/// How much was found on a day.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct HistoryDay {
    /// The day, `YYYY-MM-DD` in UTC.
    pub(crate) day: String,
    /// When it was counted last: shortly before its end, where a server ran then. `null` where it was not counted: nothing is known of that day.
    pub(crate) counted: Option<i64>,
    /// How much of each kind and severity of which there was any.
    pub(crate) counts: Vec<HistoryCount>,
}

/// How much of one kind and severity was found on a day.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub(crate) struct HistoryCount {
    /// The kind. What policies are against is counted in each site where it lies.
    pub(crate) kind: Kind,
    /// The severity.
    pub(crate) severity: Severity,
    /// How many were open when it was counted.
    pub(crate) open: i64,
    /// How many were accepted then.
    pub(crate) accepted: i64,
    /// How many were opened on the day.
    pub(crate) opened: i64,
    /// How many were closed on it. Of a group these are those whose release or site a machine of it has still: what went with its last machine is
    /// counted for the organisation alone.
    pub(crate) closed: i64,
}

/// Which packages are looked for.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FixQuery {
    /// Those with vulnerabilities that are so severe at least; others are not counted.
    pub(crate) severity: Option<Severity>,
    /// Those that the machines of a group have.
    pub(crate) group: Option<i64>,
    /// Rows of a page, from 1 to 500; 50 where it is not given.
    pub(crate) limit: Option<u32>,
    /// `next` of the page before.
    pub(crate) cursor: Option<String>,
}

/// How many versions are told of one package.
const VERSIONS: usize = 100;

/// A package with vulnerabilities that are open.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Fix")]
pub(crate) struct FixShape {
    /// The normalised name.
    pub(crate) package: String,
    /// The versions that machines have and that are vulnerable, in their order, as their metadata writes them; the first 100.
    pub(crate) versions: Vec<String>,
    /// How many versions these are.
    pub(crate) version_count: usize,
    /// The lowest version that mends all of it, as far as the advisories tell: of each it is one that mends it, or later than all that do. `null`
    /// where it is not known.
    pub(crate) mended: Option<String>,
    /// How many findings there are: `/findings?kind=vulnerability&package=NAME`.
    pub(crate) findings: i64,
    /// The worst of them.
    pub(crate) severity: Severity,
    /// How many machines have it in one of these versions that are neither revoked nor decommissioned.
    pub(crate) machines: i64,
    /// Whether that is exact; else it is at least so high: counting ends after 10,000 places of all on a page, and after 50 versions of one package.
    pub(crate) is_exact: bool,
}

/// Packages with vulnerabilities that are open, the worst first, then those with the most.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct FixPage {
    /// The rows.
    pub(crate) items: Vec<FixShape>,
    /// What to give as `cursor` for the next page; `null` where this is the last.
    pub(crate) next: Option<String>,
    /// Whether these are made of all findings: the 10,000 most severe ones are looked at.
    pub(crate) is_whole: bool,
    /// What was not, or could not be, checked of what was asked for.
    pub(crate) not_checked: NotCheckedShape,
}

impl From<Comment> for CommentShape {
    fn from(comment: Comment) -> Self {
        let Comment { id, made, by, text } = comment;
        Self { id, made, by, text }
    }
}

impl From<Acceptance> for Accepted {
    fn from(acceptance: Acceptance) -> Self {
        let Acceptance { exception, reason, owner, last_day, since } = acceptance;
        Self { exception, reason, owner, until: last_day, since }
    }
}

impl HistoryDay {
    /// A day, by its number since 1970.
    pub(crate) fn new(day: i64, found: Option<FindingDay>) -> Self {
        let date = Date::of_unix_time(day.unsigned_abs().saturating_mul(86_400)).to_string();
        let counted = found.as_ref().map(|found| found.counted);
        let counts = found.map(|found| found.counts).unwrap_or_default();
        Self { day: date, counted, counts: counts.into_iter().map(HistoryCount::of).collect() }
    }
}

impl HistoryCount {
    fn of(((kind, severity), count): ((String, i64), DayCount)) -> Self {
        let DayCount { open, accepted, opened, closed } = count;
        Self { kind: Kind::named(&kind), severity: Severity::of(severity), open, accepted, opened, closed }
    }
}

impl FixShape {
    pub(crate) fn new(fix: Fix, spread: Spread) -> Self {
        let (version_count, mut versions) = (fix.versions.len(), fix.versions);
        versions.truncate(VERSIONS);
        Self {
            package: fix.package,
            versions,
            version_count,
            mended: fix.mended,
            findings: fix.findings,
            severity: Severity::of(fix.severity),
            machines: spread.machines,
            is_exact: spread.is_all,
        }
    }
}
