//! What was said of a finding.

use super::words::release;
use super::{Answer, asked};
use crate::api::v1::allowed::Viewer;
use crate::api::v1::asked::{FindingId, Nothing};
use crate::api::v1::shapes::PageQuery;
use crate::api::v1::{findings, triage};
use crate::state::Shared;
use crate::ui::link::Href;
use crate::ui::route::View;
use crate::ui::view::{Cell, Page, Part, Tab, Table};
use crate::ui::visit::Visit;

/// All that was said of a finding.
pub(in crate::ui) async fn list(shared: Shared, visit: Visit<Viewer>, view: View<FindingId>) -> Answer {
    let query: PageQuery = view.asked()?;
    let (finding, found) = tokio::try_join!(
        findings::one(shared.clone(), visit.allowed()?, asked(view.path, Nothing {})),
        triage::comments(shared.clone(), visit.allowed()?, asked(view.path, query)),
    )?;
    let (finding, found) = (finding.0, found.0);
    let name =
        format!("{} in {}", super::findings::name(&finding), release(&finding.package, &finding.version));
    let rows = found.items.iter().map(|comment| {
        let lines = comment.text.lines().map(Cell::long);
        vec![Cell::time(comment.made), Cell::text(&comment.by), Cell::Lines(lines.collect())]
    });
    let table = Table::new(
        "What was said, the newest first",
        &["When", "Who", "What"],
        "Nobody has said anything yet.",
    );
    Ok(Page::new(Tab::Findings, &format!("What was said of {name}"))
        .above(Href::of("/findings"), "Findings")
        .above(Href::of("/findings").part(&finding.id), &name)
        .part(Part::Table(table.rows(rows)))
        .part(Part::Pager(view.pager(found.next.as_ref(), Vec::new()))))
}
