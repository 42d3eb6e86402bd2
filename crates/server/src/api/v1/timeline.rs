//! `/machines/{machine}/timeline`: what happened to a machine.

use super::allowed::{Allowed, Viewer};
use super::asked::{Asked, MachineId, not_found};
use super::page::{Page, Window};
use super::reply::Shown;
use super::shapes::{PageQuery, TimelineEntry};
use crate::api::Refused;
use crate::state::Shared;
use crate::store::HappeningKeyset;

pub(crate) async fn list(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<MachineId, PageQuery>,
) -> Result<Shown<Page<TimelineEntry>>, Refused> {
    let window: Window<HappeningKeyset> = Window::new(asked.query.limit, asked.query.cursor.as_deref())?;
    let scope = &viewer.scope;
    let found = shared.database.happenings(scope, &asked.path.0, window.after, window.most()).await?;
    let found = found.ok_or(not_found())?;
    let items = found.rows.into_iter().map(|(time, what)| TimelineEntry::new(time, what, scope)).collect();
    Ok(Shown(Page { items, next: found.next.as_ref().map(|key| window.cursor(key)) }))
}
