//! `/status`: what is judged, by what, and what is not known. `/notices`: what people are to be told. `/changes`: how much is new.

use super::allowed::{Allowed, Viewer};
use super::asked::{Asked, Nothing};
use super::page::{Page, Window};
use super::reply::Shown;
use super::shapes::{
    Advisories, Changes, ChangesQuery, NotCheckedShape, NoticeQuery, NoticeShape, Status, by_time,
};
use crate::api::Refused;
use crate::clock;
use crate::state::Shared;
use crate::store::{COUNTED_ALONE, NoticeFilter, Of};

const DAY: i64 = 86_400;

pub(crate) async fn status(
    shared: Shared,
    viewer: Allowed<Viewer>,
    _: Asked,
) -> Result<Shown<Status>, Refused> {
    let (database, scope, now) = (&shared.database, &viewer.scope, clock::now());
    let version = database.advisory_version().await?;
    // Each is several statements, and none waits for another's.
    let (counts, (findings, is_exact), machines, found, packages_counted) = tokio::try_join!(
        database.not_checked(scope, Of::All, COUNTED_ALONE),
        database.seen_counts(scope),
        database.standings(scope),
        database.verdict_counts(scope),
        database.packages_counted(scope.organisation()),
    )?;
    let not_checked = NotCheckedShape::new(counts, version.is_some());
    // Errors may tell of sites of any group.
    let failures = if scope.is_whole() { database.failures(scope.organisation()).await? } else { Vec::new() };
    Ok(Shown(Status {
        time: now,
        advisories: version.map(|version| Advisories::new(version, now.cast_signed())),
        findings: findings.into_iter().map(Into::into).collect(),
        is_exact,
        not_checked,
        machines: machines.into(),
        found: found.into(),
        packages_counted,
        failures: failures.into_iter().map(Into::into).collect(),
    }))
}

pub(crate) async fn notices(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<Nothing, NoticeQuery>,
) -> Result<Shown<Page<NoticeShape>>, Refused> {
    let query = asked.query;
    let window = Window::by_time(query.limit, query.cursor.as_deref(), query.order)?;
    let filter = NoticeFilter { kind: query.kind, since: query.since.map(i64::from) };
    let rows = shared
        .database
        .seen_notices(&viewer.scope, &filter, by_time(query.order), window.after, window.rows())
        .await?;
    Ok(Shown(window.page(rows, |row| row.notice.id, NoticeShape::from)))
}

/// What changed since a time.
pub(crate) async fn changes(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<Nothing, ChangesQuery>,
) -> Result<Shown<Changes>, Refused> {
    let now = clock::now().cast_signed();
    let since = asked.query.since.map_or(now - DAY, i64::from);
    let news = shared.database.news(&viewer.scope, since).await?;
    Ok(Shown(Changes::new(since, news)))
}
