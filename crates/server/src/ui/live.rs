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
use super::view::Row;
use super::visit::Visit;
use crate::api::Refused;
use crate::api::v1::allowed::Viewer;
use crate::api::v1::asked::Nothing;
use crate::api::v1::shapes::{Event, EventQuery, Order};
use crate::api::v1::{Asked, events};
use crate::state::Shared;

/// How often is looked for what is new.
const EVERY: Duration = Duration::from_secs(2);
/// How long a browser hears before it has to ask again: a session that has ended hears nothing any more.
const LASTS: Duration = Duration::from_secs(60);
/// How much is told at once. Whoever looks reads no more; the list has it all.
const MOST: u32 = 50;

/// What is new among events, as rows of the table of events.
pub(super) async fn events(
    shared: Shared,
    visit: Visit<Viewer>,
    view: View<Nothing>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let busy = Refused::new(StatusCode::SERVICE_UNAVAILABLE, "too many look at what is new").later(60);
    let Ok(place) = shared.live.clone().try_acquire_owned() else { return Err(busy) };
    let query: EventQuery = view.asked()?;
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok()?.parse::<i64>().ok());
    let last = match last {
        Some(last) => last,
        None => newest(&shared, &visit, query.clone()).await?,
    };
    let looking =
        Looking { shared, visit, query, last, until: Instant::now() + LASTS, is_first: true, _place: place };
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
    last: i64,
    until: Instant,
    is_first: bool,
    /// One of the places of those who look.
    _place: tokio::sync::OwnedSemaphorePermit,
}

impl Looking {
    /// The next rows; `None` where the browser is to ask again.
    async fn next(&mut self) -> Option<Told> {
        if std::mem::take(&mut self.is_first) {
            return Some(Told::default().comment("listening"));
        }
        while Instant::now() < self.until {
            sleep(EVERY).await;
            let from = EventQuery {
                order: Some(Order::Oldest),
                limit: Some(MOST),
                cursor: None,
                ..self.query.clone()
            };
            let cursor = events::window(&from).ok()?.cursor(&self.last);
            let query = EventQuery { cursor: Some(cursor), ..from };
            // Where it cannot be asked, the browser asks again.
            let found = list(&self.shared, &self.visit, query).await.ok()?;
            if let Some(newest) = found.last() {
                self.last = key(newest, &self.query);
                return Some(Told::default().event("row").id(self.last.to_string()).data(rows(&found)));
            }
        }
        None
    }
}

async fn list(shared: &Shared, visit: &Visit<Viewer>, query: EventQuery) -> Result<Vec<Event>, Refused> {
    let asked = Asked { path: Nothing {}, query, body: Nothing {} };
    Ok(events::list(shared.clone(), visit.allowed()?, asked).await?.0.items)
}

/// Where the newest is.
async fn newest(shared: &Shared, visit: &Visit<Viewer>, query: EventQuery) -> Result<i64, Refused> {
    let query = EventQuery { order: Some(Order::Newest), limit: Some(1), cursor: None, ..query };
    let found = list(shared, visit, query.clone()).await?;
    Ok(found.first().map_or(0, |event| key(event, &query)))
}

/// What events are in the order of: of one machine by its own numbers, which reach far.
fn key(event: &Event, query: &EventQuery) -> i64 {
    if query.machine.is_some() { event.told.sequence.cast_signed() } else { event.position }
}

fn rows(found: &[Event]) -> String {
    let table = table();
    let html = |event: &Event| Row { table: &table, row: &row(event) }.render().unwrap_or_default();
    found.iter().map(html).collect()
}
