//! What happened on machines.

use super::words::{machine_link, package_link};
use super::{Answer, asked};
use crate::api::v1::allowed::Viewer;
use crate::api::v1::asked::Nothing;
use crate::api::v1::events;
use crate::api::v1::shapes::{Event, EventQuery, Order};
use crate::state::Shared;
use crate::store::normalised;
use crate::ui::link::Href;
use crate::ui::live;
use crate::ui::route::View;
use crate::ui::view::{Cell, Field, Form, Page, Part, Sorted, Tab, Table, Tone};
use crate::ui::visit::Visit;

/// What may have happened (docs/journal.md), as one is asked to choose of it. Others are asked for in the address.
const CODES: [&str; 11] = [
    "installed",
    "removed",
    "changed",
    "denied",
    "refused",
    "would-refuse",
    "tampered",
    "restored",
    "policy-loaded",
    "policy-rejected",
    "problem",
];

pub(in crate::ui) async fn list(shared: Shared, visit: Visit<Viewer>, view: View<Nothing>) -> Answer {
    let mut query: EventQuery = view.asked()?;
    // People look for what is new.
    query.order.get_or_insert(Order::Newest);
    // Of any other list it is not known where what is new stands.
    let is_newest =
        query.order == Some(Order::Newest) && query.cursor.is_none() && view.query.get("by").is_empty();
    let given = |name| view.query.get(name).to_owned();
    let fields = vec![
        Field::line("package", "Package").value(given("package")),
        Field::words("code", "What happened", "anything", &CODES).value(given("code")),
        Field::line("machine", "Machine").value(given("machine")).hint("Its id."),
        Field::words("order", "Order", "newest first", &["oldest"]).value(given("order")),
    ];
    let is_narrowed = query.code.is_some() || query.package.is_some();
    let before = if is_newest && is_narrowed { live::newest(&shared, &visit, &query).await? } else { 0 };
    let found = events::list(shared, visit.allowed()?, asked(Nothing {}, query.clone())).await?.0;
    let mut page =
        Page::new(Tab::Events, "Events").part(Part::Filter(Form::asking(Href::of("/events"), fields)));
    if is_newest {
        let after = live::after(before, &found.items, &query)?;
        page.live = Some(view.here().with(live::AFTER, &after).href().under("/events/live"));
    }
    let rows = found.items.iter().map(row);
    // Of the oldest first there is always a next page: what is to come.
    let next = found.next.filter(|_| !found.items.is_empty());
    let table =
        table().ordered("When it came", "order", ["oldest", "newest"]).usually("When it came", Sorted::Down);
    let page = page.part(Part::Table(table.rows(rows)));
    Ok(page.part(Part::Pager(view.pager(next.as_ref(), Vec::new()))))
}

pub(in crate::ui) fn table() -> Table {
    let columns = ["When it came", "Code", "Machine", "Package", "Version", "What", "Where"];
    Table::new("What happened on machines", &columns, "Nothing has happened.")
}

pub(in crate::ui) fn row(event: &Event) -> Vec<Cell> {
    let told = &event.told;
    let name = told.subject.name.as_deref().unwrap_or_default();
    let version = told.subject.version.as_deref().unwrap_or_default();
    let version = match told.old_version.as_deref() {
        Some(old) => Cell::several([Cell::code(old), Cell::text("→"), Cell::code(version)], "none"),
        None => Cell::code(version),
    };
    let place = told.path.as_ref().or(told.subject.site.as_ref()).or(told.subject.environment.as_ref());
    vec![
        Cell::time(event.received),
        Cell::badge(tone(&told.code), &told.code),
        machine_link(&event.machine, &event.hostname),
        if name.is_empty() { Cell::Nothing("none") } else { package_link(&normalised(name)) },
        version,
        Cell::text(told.reason.as_deref().unwrap_or_default()),
        place.map_or(Cell::Nothing("nowhere"), Cell::path),
    ]
}

fn tone(code: &str) -> Tone {
    match code {
        "denied" | "refused" | "tampered" | "gave-up" => Tone::High,
        "would-refuse" | "policy-rejected" | "overflow" | "worker-restarted" | "events-lost" | "problem" => {
            Tone::Medium
        }
        _ => Tone::Plain,
    }
}
