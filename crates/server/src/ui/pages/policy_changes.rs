//! When it was changed which policies groups go by.

use super::groups::Groups;
use super::{Answer, asked};
use crate::api::v1::allowed::Viewer;
use crate::api::v1::asked::Nothing;
use crate::api::v1::policies;
use crate::api::v1::shapes::{ActivationShape, PolicyChangeQuery, PolicyChangeShape};
use crate::state::Shared;
use crate::ui::link::Href;
use crate::ui::route::View;
use crate::ui::view::{Cell, Form, Page, Part, Sorted, Tab, Table};
use crate::ui::visit::Visit;

pub(in crate::ui) async fn list(shared: Shared, visit: Visit<Viewer>, view: View<Nothing>) -> Answer {
    let query: PolicyChangeQuery = view.asked()?;
    let groups = Groups::of(&shared, visit.allowed()?).await?;
    let found = policies::changes(shared, visit.allowed()?, asked(Nothing {}, query)).await?.0;
    let form =
        Form::asking(Href::of("/policies/changes"), vec![groups.field(view.query.get("group"), "any")]);
    let table = Table::new(
        "Changes of what groups go by",
        &["When", "Group", "Version", "What", "By"],
        "Nothing was staged or activated.",
    )
    .ordered("When", "order", ["oldest", "newest"])
    .usually("When", Sorted::Down);
    Ok(Page::new(Tab::Policies, "Changes of policies")
        .above(Href::of("/policies"), "Policies")
        .part(Part::Filter(form))
        .part(Part::Table(table.rows(found.items.iter().map(row))))
        .part(Part::Pager(view.pager(found.next.as_ref(), Vec::new()))))
}

fn row(changed: &PolicyChangeShape) -> Vec<Cell> {
    let PolicyChangeShape { group, change } = changed;
    vec![
        Cell::time(change.time),
        Cell::link(Href::of("/policies").part(group.id), &group.name),
        version(group.id, change.version),
        Cell::text(&what(change)),
        Cell::text(&change.by),
    ]
}

/// What was done.
pub(super) fn what(change: &ActivationShape) -> String {
    match change.step.as_str() {
        "stage" => format!("staged for {} of 100", change.percent),
        "activate" => "activated".to_owned(),
        "unstage" => "what was staged was taken back".to_owned(),
        "roll-back" => "rolled back".to_owned(),
        other => other.to_owned(),
    }
}

/// The version that it was about.
pub(super) fn version(group: i64, version: Option<u64>) -> Cell {
    match version {
        Some(number) => {
            let href = Href::of("/policies").part(group).part("versions").part(number);
            Cell::link(href, &format!("version {number}"))
        }
        None => Cell::Nothing("no policy"),
    }
}
