//! `/events` and `/audit`.

use super::allowed::{Allowed, Viewer, WholeAdministrator};
use super::asked::{Asked, Nothing, not_found};
use super::page::{Page, Window, word};
use super::reply::Shown;
use super::shapes::{AuditEntry, AuditQuery, Event, EventQuery, Order, by_time};
use crate::api::Refused;
use crate::state::Shared;
use crate::store::{AuditFilter, DeedKeyset, EventFilter, EventPage};

pub(crate) async fn list(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<Nothing, EventQuery>,
) -> Result<Shown<Page<Event>>, Refused> {
    let query = asked.query;
    let window = window(&query)?;
    let filter = EventFilter {
        machine: word("machine", query.machine.as_deref())?,
        code: word("code", query.code.as_deref())?,
        package: word("package", query.package.as_deref())?,
        newest_first: query.order == Some(Order::Newest),
    };
    let rows = shared.database.events(&viewer.scope, &filter, window.after, window.rows()).await?;
    let EventPage { rows, reached } = rows.ok_or(not_found())?;
    let newest = rows.last().map(|row| row.key).or(window.after);
    let mut page = window.page(rows, |row| row.key, Event::from);
    if page.next.is_none() && reached.is_some() {
        page.next = reached.as_ref().map(|key| window.cursor(key));
    } else if !filter.newest_first && page.next.is_none() {
        // What comes later is asked for with this.
        page.next = newest.as_ref().map(|key| window.cursor(key));
    }
    Ok(Shown(page))
}

/// Which page is asked for. The events of one machine are in the order of its own numbers.
pub(crate) fn window(query: &EventQuery) -> Result<Window<i64>, Refused> {
    let newest = u8::from(query.order == Some(Order::Newest));
    let order = newest + 2 * u8::from(query.machine.as_deref().is_some_and(|machine| !machine.is_empty()));
    Window::ordered(query.limit, query.cursor.as_deref(), order)
}

pub(crate) async fn audit(
    shared: Shared,
    administrator: Allowed<WholeAdministrator>,
    asked: Asked<Nothing, AuditQuery>,
) -> Result<Shown<Page<AuditEntry>>, Refused> {
    let query = asked.query;
    let window: Window<DeedKeyset> = Window::by_time(query.limit, query.cursor.as_deref(), query.order)?;
    let filter = AuditFilter {
        who: word("who", query.who.as_deref())?,
        action: word("action", query.action.as_deref())?,
        object: word("object", query.object.as_deref())?,
        since: query.since.map(i64::from),
        until: query.until.map(i64::from),
    };
    let (scope, order) = (&administrator.scope, by_time(query.order));
    let rows = shared.database.audit(scope, &filter, order, window.after, window.rows()).await?;
    Ok(Shown(window.page(rows, |row| (row.made, row.id), AuditEntry::from)))
}
