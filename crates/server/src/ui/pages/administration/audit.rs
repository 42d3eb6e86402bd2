//! What was done, and by whom.

use crate::api::v1::allowed::WholeAdministrator;
use crate::api::v1::asked::Nothing;
use crate::api::v1::events;
use crate::api::v1::shapes::TimelineQuery;
use crate::state::Shared;
use crate::ui::pages::{Answer, asked};
use crate::ui::route::View;
use crate::ui::view::{Cell, Part, Sorted, Table};
use crate::ui::visit::Visit;

pub(in crate::ui) async fn list(
    shared: Shared,
    visit: Visit<WholeAdministrator>,
    view: View<Nothing>,
) -> Answer {
    let query: TimelineQuery = view.asked()?;
    let found = events::audit(shared, visit.allowed()?, asked(Nothing {}, query)).await?.0;
    let rows = found.items.iter().map(|entry| {
        let json = |value: &Option<serde_json::Value>| match value {
            Some(value) => Cell::code(&value.to_string()),
            None => Cell::Nothing("nothing"),
        };
        vec![
            Cell::time(entry.time),
            Cell::text(&entry.who),
            Cell::code(&entry.action),
            Cell::text(&entry.object),
            json(&entry.before),
            json(&entry.after),
            Cell::code(&entry.origin),
        ]
    });
    let columns = ["When", "Who", "Did", "To what", "Before", "After", "From"];
    let table = Table::new("What was done", &columns, "Nothing was done yet.")
        .ordered("When", "order", ["oldest", "newest"])
        .usually("When", Sorted::Down);
    let page = super::page(&visit, "/administration/audit", "Audit log").part(Part::Table(table.rows(rows)));
    Ok(page.part(Part::Pager(view.pager(found.next.as_ref(), Vec::new()))))
}
