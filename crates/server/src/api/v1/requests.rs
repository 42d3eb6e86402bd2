//! `/requests`: what people of machines ask to be let pass.

use super::allowed::{Allowed, Approver, Viewer};
use super::asked::{Asked, Id, Nothing, not_found, wrong};
use super::exceptions::{check_reason, check_until, check_words};
use super::page::{Page, Window, word};
use super::policies::refused;
use super::reply::Shown;
use super::shapes::{ApprovalRequest, RefusalRequest, RequestQuery, RequestShape, by_time};
use crate::api::Refused;
use crate::policies::Approval;
use crate::state::Shared;
use crate::store::RequestFilter;

/// How many rules an approval lifts at most.
const RULES: usize = fetter_protocol::limits::REQUEST_RULES;
/// Bytes of a word.
const WORD: usize = fetter_protocol::limits::NAME_BYTES;

pub(crate) async fn list(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<Nothing, RequestQuery>,
) -> Result<Shown<Page<RequestShape>>, Refused> {
    let query = asked.query;
    let window = Window::by_time(query.limit, query.cursor.as_deref(), query.order)?;
    let filter = RequestFilter {
        status: query.status.map(|status| status.name().to_owned()),
        group: query.group,
        machine: word("machine", query.machine.as_deref())?,
        package: word("q", query.q.as_deref())?,
        since: query.since.map(i64::from),
    };
    let rows = shared
        .database
        .requests(&viewer.scope, &filter, by_time(query.order), window.after, window.rows())
        .await?;
    Ok(Shown(window.page(rows, |row| row.id, RequestShape::from)))
}

pub(crate) async fn one(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<Id>,
) -> Result<Shown<RequestShape>, Refused> {
    let found = shared.database.package_request(&viewer.scope, asked.path.0).await?;
    Ok(Shown(found.ok_or(not_found())?.into()))
}

pub(crate) async fn approve(
    shared: Shared,
    approver: Allowed<Approver>,
    asked: Asked<Id, Nothing, ApprovalRequest>,
) -> Result<Shown<RequestShape>, Refused> {
    let ApprovalRequest { reason, until, rules, advisory, package } = asked.body;
    if rules.len() > RULES {
        return Err(wrong("rules are at most 8").of("rules"));
    }
    rules.iter().try_for_each(|rule| check_words("rules", rule, WORD))?;
    check_words("advisory", &advisory, WORD)?;
    check_words("package", package.as_deref().unwrap_or_default(), WORD)?;
    let approval =
        Approval { rules, advisory, package, reason: check_reason(reason)?, last_day: check_until(&until)? };
    let decided = shared.approve(&approver.scope, asked.path.0, &approval).await;
    decided.map(|row| Shown(row.into())).map_err(refused)
}

pub(crate) async fn refuse(
    shared: Shared,
    approver: Allowed<Approver>,
    asked: Asked<Id, Nothing, RefusalRequest>,
) -> Result<Shown<RequestShape>, Refused> {
    let reason = check_reason(asked.body.reason)?;
    let decided = shared.refuse(&approver.scope, asked.path.0, &reason).await;
    decided.map(|row| Shown(row.into())).map_err(refused)
}
