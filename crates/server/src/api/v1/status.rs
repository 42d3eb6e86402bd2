//! `/status`: what is judged, by what, and what is not known. `/notices`: what people are to be told.

use super::allowed::{Allowed, Viewer};
use super::asked::{Asked, Nothing};
use super::page::{Page, Window};
use super::reply::Shown;
use super::shapes::{Advisories, NotCheckedShape, NoticeShape, PageQuery, Status};
use crate::api::Refused;
use crate::clock;
use crate::state::Shared;
use crate::store::{COUNTED_ALONE, Of};

pub(crate) async fn status(
    shared: Shared,
    viewer: Allowed<Viewer>,
    _: Asked,
) -> Result<Shown<Status>, Refused> {
    let (database, scope, now) = (&shared.database, &viewer.scope, clock::now());
    let version = database.advisory_version().await?;
    // Each is several statements, and none waits for another's.
    let (counts, (findings, is_exact), machines) = tokio::try_join!(
        database.not_checked(scope, Of::All, COUNTED_ALONE),
        database.seen_counts(scope),
        database.standings(scope),
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
        failures: failures.into_iter().map(Into::into).collect(),
    }))
}

pub(crate) async fn notices(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<Nothing, PageQuery>,
) -> Result<Shown<Page<NoticeShape>>, Refused> {
    let window: Window<i64> = Window::new(asked.query.limit, asked.query.cursor.as_deref())?;
    let rows = shared.database.seen_notices(&viewer.scope, window.after, window.rows()).await?;
    Ok(Shown(window.page(rows, |row| row.notice.id, NoticeShape::from)))
}
