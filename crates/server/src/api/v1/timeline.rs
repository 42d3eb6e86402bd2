//! `/machines/{machine}/timeline`: what happened to a machine.

use super::allowed::{Allowed, Viewer};
use super::asked::{Asked, MachineId, not_found};
use super::page::{Page, Window, word};
use super::reply::Shown;
use super::shapes::{TimelineEntry, TimelineQuery};
use crate::api::Refused;
use crate::state::Shared;
use crate::store::HappeningKeyset;

pub(crate) async fn list(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<MachineId, TimelineQuery>,
) -> Result<Shown<Page<TimelineEntry>>, Refused> {
    let window: Window<HappeningKeyset> = Window::new(asked.query.limit, asked.query.cursor.as_deref())?;
    let (scope, text) = (&viewer.scope, word("q", asked.query.q.as_deref())?);
    let (of, text) = (&asked.path.0, text.as_deref());
    let found = shared.database.happenings(scope, of, text, window.after, window.most()).await?;
    let found = found.ok_or(not_found())?;
    let items = found.rows.into_iter().map(|(time, what)| TimelineEntry::new(time, what, scope)).collect();
    Ok(Shown(Page { items, next: found.next.as_ref().map(|key| window.cursor(key)) }))
}
