//! `/groups`.

use axum::http::StatusCode;

use super::allowed::{Allowed, Viewer, WholeAdministrator};
use super::asked::{Asked, Id, Nothing, not_found, wrong};
use super::page::{Page, Window, word};
use super::reply::{Made, Shown};
use super::shapes::{Group, Named, SearchQuery};
use crate::api::Refused;
use crate::auth::check_name;
use crate::state::Shared;
use crate::store::GroupError;

pub(crate) async fn list(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<Nothing, SearchQuery>,
) -> Result<Shown<Page<Group>>, Refused> {
    let window: Window<i64> = Window::new(asked.query.limit, asked.query.cursor.as_deref())?;
    let text = word("q", asked.query.q.as_deref())?;
    let rows = shared.database.groups(&viewer.scope, text.as_deref(), window.after, window.rows()).await?;
    Ok(Shown(window.page(rows, |row| row.id, Group::from)))
}

pub(crate) async fn make(
    shared: Shared,
    administrator: Allowed<WholeAdministrator>,
    asked: Asked<Nothing, Nothing, Named>,
) -> Result<Made<Group>, Refused> {
    check_name(&asked.body.name).map_err(|why| wrong(why).of("name"))?;
    let made = shared.database.make_group(&administrator.scope, &asked.body.name).await?;
    made.map(|row| Made(row.into())).map_err(refused)
}

pub(crate) async fn rename(
    shared: Shared,
    administrator: Allowed<WholeAdministrator>,
    asked: Asked<Id, Nothing, Named>,
) -> Result<Shown<Group>, Refused> {
    check_name(&asked.body.name).map_err(|why| wrong(why).of("name"))?;
    let (scope, id) = (&administrator.scope, asked.path.0);
    let renamed = shared.database.rename_group(scope, id, &asked.body.name).await?;
    renamed.map(|row| Shown(row.into())).map_err(refused)
}

fn refused(error: GroupError) -> Refused {
    match error {
        GroupError::Unknown => not_found(),
        GroupError::Taken => Refused::new(StatusCode::CONFLICT, "there is a group of that name").of("name"),
    }
}
