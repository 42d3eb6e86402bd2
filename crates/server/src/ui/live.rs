//! What is new, as it comes: server-sent events (HTML, section 9.2).

use std::convert::Infallible;
use std::time::Duration;

use askama::Template;
use axum::http::{HeaderMap, StatusCode};
use axum::response::sse::{Event as Told, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use tokio::time::{Instant, sleep};

use super::pages::events::{row, table};
use super::route::View;
use super::view::{Cell, Row};
use super::visit::Visit;
use crate::api::Refused;
use crate::api::v1::allowed::Viewer;
use crate::api::v1::asked::Nothing;
use crate::api::v1::page::Page as Found;
use crate::api::v1::shapes::{Event, EventQuery, Order};
use crate::api::v1::{Asked, events};
use crate::state::Shared;

/// How often is looked for what is new.
const EVERY: Duration = Duration::from_secs(2);
/// How long a browser hears before it has to ask again: a session that has ended hears nothing any more.
const LASTS: Duration = Duration::from_secs(60);
/// How much is told at once. Whoever looks reads no more; the list has it all.
const MOST: u32 = 50;

/// From where on a page hears what is new: a cursor, as the API gives it for a list of the oldest first.
pub(super) const AFTER: &str = "after";

/// What is new among events, as rows of the table of events: after the last that the browser heard of, else after what its page has.
pub(super) async fn events(
    shared: Shared,
    visit: Visit<Viewer>,
    view: View<Nothing>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let busy = Refused::new(StatusCode::SERVICE_UNAVAILABLE, "too many look at what is new").later(60);
    let Ok(place) = shared.live.clone().try_acquire_owned() else { return Err(busy) };
    let query: EventQuery = view.asked_but(&[AFTER])?;
    let heard = headers.get("last-event-id").and_then(|id| id.to_str().ok()).map(str::to_owned);
    let asked = Some(view.query.get(AFTER).to_owned());
    let after = match heard.or(asked).filter(|cursor| !cursor.is_empty()) {
        Some(cursor) => cursor,
        None => cursor(newest(&shared, &visit, &query).await?, &query)?,
    };
    // A cursor that no list gave is refused before anything is told.
    events::window(&oldest(&query, Some(after.clone())))?;
    let looking =
        Looking { shared, visit, query, after, until: Instant::now() + LASTS, is_first: true, _place: place };
    let told = stream::unfold(looking, |mut looking| async move {
        let told = looking.next().await?;
        Some((Ok::<_, Infallible>(told), looking))
    });
    Ok(Sse::new(told).keep_alive(KeepAlive::default()).into_response())
}

struct Looking {
    shared: Shared,
    visit: Visit<Viewer>,
    query: EventQuery,
    /// Up to where was looked.
    after: String,
    until: Instant,
    is_first: bool,
    /// One of the places of those who look.
    _place: tokio::sync::OwnedSemaphorePermit,
}

impl Looking {
    /// The next rows; `None` where the browser is to ask again.
    async fn next(&mut self) -> Option<Told> {
        if std::mem::take(&mut self.is_first) {
            // Whoever is cut off before anything happens asks again from here.
            return Some(self.place());
        }
        while Instant::now() < self.until {
            sleep(EVERY).await;
            let query = EventQuery { limit: Some(MOST), ..oldest(&self.query, Some(self.after.clone())) };
            // Where it cannot be asked, the browser asks again.
            let found = list(&self.shared, &self.visit, query).await.ok()?;
            let after = found.next.unwrap_or_else(|| self.after.clone());
            let is_further = std::mem::replace(&mut self.after, after) != self.after;
            if !found.items.is_empty() {
                let told = Told::default().event("row").id(self.after.clone());
                return Some(told.data(rows(&found.items)));
            }
            if is_further {
                return Some(self.place());
            }
        }
        None
    }

    /// From where on is told.
    fn place(&self) -> Told {
        Told::default().event("place").id(self.after.clone()).data(self.after.clone())
    }
}

async fn list(shared: &Shared, visit: &Visit<Viewer>, query: EventQuery) -> Result<Found<Event>, Refused> {
    let asked = Asked { path: Nothing {}, query, body: Nothing {} };
    Ok(events::list(shared.clone(), visit.allowed()?, asked).await?.0)
}

/// Where the newest of all events that somebody sees is, whatever the list is narrowed to but for the machine, by whose own numbers its events are told.
pub(super) async fn newest(
    shared: &Shared,
    visit: &Visit<Viewer>,
    query: &EventQuery,
) -> Result<i64, Refused> {
    let query = EventQuery {
        order: Some(Order::Newest),
        limit: Some(1),
        cursor: None,
        code: None,
        package: None,
        machine: query.machine.clone(),
    };
    let found = list(shared, visit, query.clone()).await?;
    Ok(found.items.first().map_or(0, |event| key(event, &query)))
}

/// From where on the page of a list of the newest hears what is new: `before` is where the newest of all was before the list was made. So nothing is lost between
/// the two, nothing comes twice, and a list of little is not looked for from its last row on.
pub(super) fn after(before: i64, list: &[Event], query: &EventQuery) -> Result<String, Refused> {
    cursor(list.first().map_or(before, |event| key(event, query).max(before)), query)
}

/// The same list with the oldest first, as what is new is told.
fn oldest(query: &EventQuery, cursor: Option<String>) -> EventQuery {
    EventQuery { order: Some(Order::Oldest), cursor, ..query.clone() }
}

fn cursor(after: i64, query: &EventQuery) -> Result<String, Refused> {
    Ok(events::window(&oldest(query, None))?.cursor(&after))
}

/// What events are in the order of: of one machine by its own numbers, which reach far.
const fn key(event: &Event, query: &EventQuery) -> i64 {
    if query.machine.is_some() { event.told.sequence.cast_signed() } else { event.position }
}

/// Rows as HTML. What stays on a page for hours says when it was, and not how long ago that is.
fn rows(found: &[Event]) -> String {
    let table = table();
    let html = |event: &Event| {
        let row: Vec<Cell> = row(event).into_iter().map(Cell::at_its_time).collect();
        Row { table: &table, row: &row }.render().unwrap_or_default()
    };
    found.iter().map(html).collect()
}
