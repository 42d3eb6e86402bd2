//! What people are to be told.

use super::words::machine_link;
use super::{Answer, asked};
use crate::api::v1::allowed::Viewer;
use crate::api::v1::asked::Nothing;
use crate::api::v1::shapes::{NoticeQuery, NoticeShape};
use crate::api::v1::status;
use crate::state::Shared;
use crate::store::NoticeKind;
use crate::ui::link::Href;
use crate::ui::route::View;
use crate::ui::view::{Cell, Field, Form, Page, Part, Sorted, Tab, Table};
use crate::ui::visit::Visit;

pub(in crate::ui) async fn list(shared: Shared, visit: Visit<Viewer>, view: View<Nothing>) -> Answer {
    let query: NoticeQuery = view.asked()?;
    let kinds = NoticeKind::ALL.map(NoticeKind::as_str);
    let field = Field::words("kind", "What", "anything", &kinds).value(view.query.get("kind"));
    let found = status::notices(shared, visit.allowed()?, asked(Nothing {}, query)).await?.0;
    let by_time = table().ordered("When", "order", ["oldest", "newest"]).usually("When", Sorted::Down);
    let page = Page::new(Tab::Overview, "Notices")
        .above(Href::of("/"), "Overview")
        .part(Part::Filter(Form::asking(Href::of("/notices"), vec![field])))
        .part(Part::Table(by_time.rows(found.items.iter().map(row))));
    Ok(page.part(Part::Pager(view.pager(found.next.as_ref(), Vec::new()))))
}

pub(super) fn table() -> Table {
    let columns = ["When", "What", "Machine", "More"];
    Table::new("What there is to know", &columns, "There is nothing.")
}

pub(super) fn row(notice: &NoticeShape) -> Vec<Cell> {
    let machine = match (&notice.machine, &notice.hostname) {
        (Some(machine), Some(hostname)) => machine_link(machine, hostname),
        _ => Cell::Nothing("none"),
    };
    vec![Cell::time(notice.time), Cell::text(&notice.kind), machine, Cell::text(&notice.detail)]
}
