//! Groups, and which machines come into which.

use crate::api::Refused;
use crate::api::v1::allowed::{Viewer, WholeAdministrator};
use crate::api::v1::asked::{Id, Nothing};
use crate::api::v1::shapes::{Named, SearchQuery};
use crate::api::v1::{Asked, groups, rules};
use crate::state::Shared;
use crate::ui::link::Href;
use crate::ui::pages::groups::Groups;
use crate::ui::pages::words::present_of;
use crate::ui::pages::{Answer, asked, searching};
use crate::ui::route::{Deed, Outcome, View};
use crate::ui::view::{Cell, Field, Form, Part, Table, Tone};
use crate::ui::visit::Visit;

pub(in crate::ui) async fn list(shared: Shared, visit: Visit<Viewer>, view: View<Nothing>) -> Answer {
    let query: SearchQuery = view.asked()?;
    let found = groups::list(shared.clone(), visit.allowed()?, asked(Nothing {}, query)).await?.0;
    let rows = found.items.iter().map(|group| {
        let export = |form| Href::of("/export/group").part(group.id).with("format", form);
        let documents = vec![
            Cell::link(export("cyclonedx"), "CycloneDX"),
            Cell::link(export("spdx"), "SPDX"),
            Cell::link(export("inventory"), "inventory"),
        ];
        vec![
            Cell::link(Href::of("/machines").with("group", group.id), &group.name),
            Cell::count(group.machines, true, present_of(group.id)),
            Cell::link(Href::of("/policies").part(group.id), "policy"),
            Cell::Several(documents),
            Cell::time(group.created),
            Cell::number(group.id),
        ]
    });
    let columns = ["Group", "#Machines", "Policy", "As a file", "Made", "#Id"];
    let table = Table::new("Groups", &columns, "There are none.");
    let mut page = super::page(&visit, "/administration/groups", "Groups")
        .part(searching(&view, Href::of("/administration/groups"), "Group"))
        .part(Part::Table(table.rows(rows)))
        .part(Part::Pager(view.pager(found.next.as_ref(), Vec::new())));
    if visit.may::<WholeAdministrator>() {
        let name = |label| vec![Field::line("name", label).needed()];
        let new = Form::changing(Href::of("/administration/groups"), &visit.csrf, "Make it", name("Name"));
        page = page.heading("new", "A new group").part(Part::Form(new));
        let groups = Groups::of(&shared, visit.allowed()?).await?;
        let mut fields = vec![groups.field("", "choose a group")];
        fields.extend(name("New name"));
        let rename =
            Form::changing(Href::of("/administration/groups/name"), &visit.csrf, "Rename it", fields);
        page = page.part(Part::Folded("Rename a group", rename));
        page = page.parts(rules_of(&shared, &visit, &groups).await?);
    }
    Ok(page)
}

async fn rules_of(shared: &Shared, visit: &Visit<Viewer>, groups: &Groups) -> Result<Vec<Part>, Refused> {
    let found = rules::show(shared.clone(), visit.allowed()?, asked(Nothing {}, Nothing {})).await?.0;
    let change = Cell::link(Href::of(super::rules::RULES), "Change the rules");
    let parts = super::rules::listed(&found, groups);
    Ok(std::iter::once(Part::Heading("rules", "Rules"))
        .chain(parts)
        .chain([Part::Note(Tone::Plain, vec![change])])
        .collect())
}

pub(in crate::ui) async fn make(
    shared: Shared,
    visit: Visit<WholeAdministrator>,
    deed: Deed<Nothing>,
) -> Result<Outcome, Refused> {
    let body = Named { name: deed.fields.word("name") };
    groups::make(shared, visit.allowed()?, Asked { path: Nothing {}, query: Nothing {}, body }).await?;
    Ok(Outcome::Done(Href::of("/administration/groups"), "made"))
}

pub(in crate::ui) async fn rename(
    shared: Shared,
    visit: Visit<WholeAdministrator>,
    deed: Deed<Nothing>,
) -> Result<Outcome, Refused> {
    let id = deed
        .fields
        .number("group")?
        .ok_or_else(|| crate::api::v1::wrong("a group is to be chosen").of("group"))?;
    let body = Named { name: deed.fields.word("name") };
    groups::rename(shared, visit.allowed()?, Asked { path: Id(id), query: Nothing {}, body }).await?;
    Ok(Outcome::Done(Href::of("/administration/groups"), "changed"))
}
