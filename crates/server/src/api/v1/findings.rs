//! `/findings`, and what was found of a release or on a machine.

use super::allowed::{Allowed, Viewer};
use super::asked::{Asked, FindingId, Id, MachineId, Nothing, not_found, wrong};
use super::packages::{place_sort, places};
use super::page::{Page, Window, word};
use super::reply::Shown;
use super::shapes::{
    Finding, FindingPage, FindingPlaceQuery, FindingQuery, FindingSort, FindingState, Kind, NotCheckedShape,
    PageQuery, ReleasePlace, Severity,
};
use crate::api::Refused;
use crate::exports::Wanted;
use crate::state::Shared;
use crate::store::{
    AuditKind, COUNTED_BESIDE, FindingFilter, FindingKey, FindingKeyset, FindingKinds, FindingStatus,
    HolderKeyset, Of, Scope, Sought, normalised,
};

/// How many places are counted for one page, and for one finding.
const COUNTED: i64 = 2_000;
const COUNTED_OF_ONE: i64 = 20_000;

/// What a query asks for. A machine or a group that the caller does not see is answered as one that is not there.
pub(crate) async fn wanted(shared: &Shared, scope: &Scope, query: &FindingQuery) -> Result<Wanted, Refused> {
    let machine = match word("machine", query.machine.as_deref())? {
        Some(machine) => Some(shared.database.machine_row(scope, &machine).await?.ok_or(not_found())?),
        None => None,
    };
    if let Some(group) = query.group {
        // An empty list would read as if all were well there.
        shared.database.group_name(scope, group).await?.ok_or(not_found())?;
    }
    let code = word("code", query.code.as_deref())?;
    let mode = word("mode", query.mode.as_deref())?;
    let is_of_policies = code.is_some() || mode.is_some();
    let kind = match query.kind {
        Some(Kind::Malware) => Some(AuditKind::Malware),
        Some(Kind::Vulnerability) => Some(AuditKind::Vulnerability),
        Some(Kind::Lookalike) => Some(AuditKind::Lookalike),
        Some(Kind::Policy | Kind::Integrity) | None => None,
    };
    let kinds = FindingKinds {
        releases: (query.kind.is_none() || kind.is_some()) && !is_of_policies,
        policies: matches!(query.kind, None | Some(Kind::Policy)),
        tampered: matches!(query.kind, None | Some(Kind::Integrity)) && !is_of_policies,
    };
    let filter = FindingFilter {
        status: status(query)?,
        severity: query.severity.map_or(0, Severity::rank),
        severity_is: query.severity_is.map(Severity::rank),
        kind,
        code,
        mode,
        package: word("package", query.package.as_deref())?.map(|name| normalised(&name)),
        group: query.group,
        machine,
        since: query.since.map(i64::from),
        accepted_since: query.accepted_since.map(i64::from),
        closed_since: query.closed_since.map(i64::from),
        assignee: word("assignee", query.assignee.as_deref())?,
        order: query.sort.map_or_else(Default::default, FindingSort::stored),
        ..FindingFilter::default()
    };
    let of = machine.map(Of::Machine).or(query.group.map(Of::Group)).unwrap_or(Of::All);
    Ok(Wanted { filter, kinds, of })
}

/// What is asked for since when it was accepted or closed is that, and nothing else.
fn status(query: &FindingQuery) -> Result<FindingStatus, Refused> {
    let implied = match (query.accepted_since, query.closed_since) {
        (None, None) => return Ok(query.state.unwrap_or_default().stored()),
        (Some(_), None) => FindingStatus::Accepted,
        (None, Some(_)) => FindingStatus::Closed,
        (Some(_), Some(_)) => return Err(wrong("either accepted_since or closed_since is given")),
    };
    match query.state.map(FindingState::stored) {
        Some(status) if status != implied => {
            Err(wrong("accepted_since is for what is accepted, and closed_since for what is closed"))
        }
        _ => Ok(implied),
    }
}

pub(crate) async fn list(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<Nothing, FindingQuery>,
) -> Result<Shown<FindingPage>, Refused> {
    let query = asked.query;
    let wanted = wanted(&shared, &viewer.scope, &query).await?;
    page(&shared, &viewer.scope, &wanted, query.limit, query.cursor.as_deref()).await
}

async fn page(
    shared: &Shared,
    scope: &Scope,
    wanted: &Wanted,
    limit: Option<u32>,
    cursor: Option<&str>,
) -> Result<Shown<FindingPage>, Refused> {
    let Wanted { filter, kinds, of } = wanted;
    let window: Window<FindingKeyset> = Window::ordered(limit, cursor, filter.order.number())?;
    let rows = shared.database.findings(scope, filter, *kinds, window.after.as_ref(), window.rows()).await?;
    let page = window.page(rows, |row| row.keyset(filter.order), |row| row);
    let spreads = shared.database.finding_spreads(scope, &page.items, COUNTED).await?;
    let items =
        page.items.into_iter().zip(spreads).map(|(found, spread)| Finding::new(found, spread)).collect();
    let not_checked = not_checked(shared, scope, *of).await?;
    Ok(Shown(FindingPage { items, next: page.next, not_checked }))
}

/// How many findings there are of what is asked for, up to so many; and whether that is all.
pub(crate) async fn count(
    shared: &Shared,
    scope: &Scope,
    query: &FindingQuery,
    most: i64,
) -> Result<(i64, bool), Refused> {
    let Wanted { filter, kinds, .. } = wanted(shared, scope, query).await?;
    let found = shared.database.finding_count(scope, &filter, kinds, most + 1).await?;
    Ok((found.min(most), found <= most))
}

pub(crate) async fn not_checked(shared: &Shared, scope: &Scope, of: Of) -> Result<NotCheckedShape, Refused> {
    let counts = shared.database.not_checked(scope, of, COUNTED_BESIDE).await?;
    let has_advisories = shared.database.advisory_version().await?.is_some();
    Ok(NotCheckedShape::new(counts, has_advisories))
}

pub(crate) async fn one(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<FindingId>,
) -> Result<Shown<Finding>, Refused> {
    shown(&shared, &viewer.scope, asked.path.0).await
}

/// A finding as it is now, where somebody sees it.
pub(crate) async fn shown(
    shared: &Shared,
    scope: &Scope,
    key: FindingKey,
) -> Result<Shown<Finding>, Refused> {
    let found = shared.database.finding(scope, key).await?.ok_or(not_found())?;
    let one = std::slice::from_ref(&found);
    let spreads = shared.database.finding_spreads(scope, one, COUNTED_OF_ONE).await?;
    let spread = spreads.into_iter().next().ok_or(not_found())?;
    Ok(Shown(Finding::new(found, spread)))
}

pub(crate) async fn machines(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<FindingId, FindingPlaceQuery>,
) -> Result<Shown<Page<ReleasePlace>>, Refused> {
    let found = shared.database.finding(&viewer.scope, asked.path.0).await?.ok_or(not_found())?;
    let text = word("q", asked.query.q.as_deref())?;
    let asked_page = (asked.query.limit, asked.query.cursor.as_deref());
    if let Some(sort) = place_sort(asked.query.sort, text.as_deref()) {
        let sought = Sought::Finding(&found, text.as_deref());
        return Ok(Shown(places(&shared, &viewer.scope, sought, sort, asked_page).await?));
    }
    let window: Window<HolderKeyset> = Window::new(asked_page.0, asked_page.1)?;
    let last = window.after.as_ref();
    let rows = shared.database.finding_holders(&viewer.scope, &found, last, window.rows()).await?;
    let key = |row: &crate::store::Holder| (row.release, row.site, row.machine.0, row.path.0);
    Ok(Shown(window.page(rows, key, ReleasePlace::from)))
}

pub(crate) async fn of_release(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<Id, PageQuery>,
) -> Result<Shown<FindingPage>, Refused> {
    let release = asked.path.0;
    shared.database.release(&viewer.scope, release).await?.ok_or(not_found())?;
    // What is accepted is known all the same.
    let status = FindingStatus::Present;
    let filter = FindingFilter { release: Some(release), status, ..FindingFilter::default() };
    let kinds = FindingKinds { releases: true, ..FindingKinds::NONE };
    let wanted = Wanted { filter, kinds, of: Of::Release(release) };
    page(&shared, &viewer.scope, &wanted, asked.query.limit, asked.query.cursor.as_deref()).await
}

pub(crate) async fn of_machine(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<MachineId, PageQuery>,
) -> Result<Shown<FindingPage>, Refused> {
    let query = FindingQuery { machine: Some(asked.path.0), ..FindingQuery::default() };
    let mut wanted = wanted(&shared, &viewer.scope, &query).await?;
    wanted.filter.status = FindingStatus::Present;
    page(&shared, &viewer.scope, &wanted, asked.query.limit, asked.query.cursor.as_deref()).await
}
