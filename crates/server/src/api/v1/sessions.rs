//! `/me/sessions` and `/users/{id}/sessions`: sessions, seen and ended.

use super::allowed::{Allowed, Viewer, WholeAdministrator};
use super::asked::{Asked, Id, Nothing, not_found};
use super::page::{Page, Window};
use super::reply::{Done, Shown};
use super::shapes::{PageQuery, SessionShape};
use crate::api::Refused;
use crate::state::Shared;
use crate::store::Scope;

pub(crate) async fn own(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<Nothing, PageQuery>,
) -> Result<Shown<Page<SessionShape>>, Refused> {
    // A program has none.
    let account = viewer.account.unwrap_or_default();
    let found = page(&shared, &viewer.scope, account, &asked.query).await?;
    Ok(Shown(found.unwrap_or(Page { items: Vec::new(), next: None })))
}

pub(crate) async fn of_user(
    shared: Shared,
    administrator: Allowed<WholeAdministrator>,
    asked: Asked<Id, PageQuery>,
) -> Result<Shown<Page<SessionShape>>, Refused> {
    let found = page(&shared, &administrator.scope, asked.path.0, &asked.query).await?;
    found.map(Shown).ok_or(not_found())
}

async fn page(
    shared: &Shared,
    scope: &Scope,
    account: i64,
    query: &PageQuery,
) -> Result<Option<Page<SessionShape>>, Refused> {
    let window: Window<i64> = Window::new(query.limit, query.cursor.as_deref())?;
    let rows = shared.database.sessions(scope, account, window.after, window.rows()).await?;
    let shape = |row| SessionShape::of(row, scope.by().token);
    Ok(rows.map(|rows| window.page(rows, |row| row.id, shape)))
}

pub(crate) async fn end_own(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<Id>,
) -> Result<Done, Refused> {
    let account = viewer.account.ok_or(not_found())?;
    let is_done = shared.database.end_session(&viewer.scope, account, asked.path.0).await?;
    if is_done { Ok(Done) } else { Err(not_found()) }
}

pub(crate) async fn end_others(shared: Shared, viewer: Allowed<Viewer>, _: Asked) -> Result<Done, Refused> {
    if let Some(account) = viewer.account {
        shared.database.end_other_sessions(&viewer.scope, account).await?;
    }
    Ok(Done)
}

pub(crate) async fn end_of_user(
    shared: Shared,
    administrator: Allowed<WholeAdministrator>,
    asked: Asked<Id>,
) -> Result<Done, Refused> {
    let is_there = shared.database.end_sessions_of(&administrator.scope, asked.path.0).await?;
    if is_there { Ok(Done) } else { Err(not_found()) }
}
