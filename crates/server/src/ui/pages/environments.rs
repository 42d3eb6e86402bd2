//! Environments of many machines.

use super::groups::Groups;
use super::notes::{Within, not_told};
use super::words::machine_link;
use super::{Answer, asked};
use crate::api::v1::allowed::Viewer;
use crate::api::v1::asked::Nothing;
use crate::api::v1::environments;
use crate::api::v1::shapes::EnvironmentQuery;
use crate::state::Shared;
use crate::ui::link::Href;
use crate::ui::route::View;
use crate::ui::view::{Cell, Field, Form, Page, Part, Said, Tab, Table};
use crate::ui::visit::Visit;

pub(in crate::ui) async fn list(shared: Shared, visit: Visit<Viewer>, view: View<Nothing>) -> Answer {
    let query: EnvironmentQuery = view.asked()?;
    let group = query.group;
    let groups = Groups::of(&shared, visit.allowed()?).await?;
    let given = |name| view.query.get(name).to_owned();
    let fields = vec![
        groups.field(&given("group"), "any"),
        Field::words("kind", "Kind", "any", &["base", "virtual", "conda"]).value(given("kind")),
        Field::line("python", "Python").value(given("python")).hint("3.11 is 3.11.7 as well."),
        Field::line("q", "In the prefix").value(given("q")),
    ];
    let found = environments::list(shared, visit.allowed()?, asked(Nothing {}, query)).await?.0;
    let rows = found.items.iter().map(|environment| {
        let sites = environment.sites.iter().map(|seen| match seen.site {
            Some(site) => Cell::Link(Href::of("/sites").part(site), Said::short_path(&seen.path)),
            None => Cell::path(&seen.path),
        });
        vec![
            Cell::path(&environment.prefix),
            machine_link(&environment.machine, &environment.hostname),
            groups.link(environment.group),
            Cell::text(&environment.kind),
            Cell::code(&environment.python),
            Cell::text(&environment.implementation),
            Cell::text(&environment.creator),
            Cell::several(sites, "none"),
            Cell::time(environment.since),
        ]
    });
    let columns = [
        "Prefix",
        "Machine",
        "Group",
        "Kind",
        "Python",
        "Implementation",
        "Made by",
        "Sites that it sees",
        "Since",
    ];
    let table = Table::new("Environments of all machines", &columns, "No environment is like that.")
        .ordered("Machine", "sort", ["hostname", "-hostname"])
        .ordered("Since", "sort", ["since", "-since"]);
    let page = Page::new(Tab::Machines, "Environments")
        .part(super::machines::links("/environments"))
        .part(Part::Filter(Form::asking(Href::of("/environments"), fields)))
        .parts(not_told(&found.not_checked, Within::group(group)))
        .part(Part::Table(table.rows(rows)));
    Ok(page.part(Part::Pager(view.pager(found.next.as_ref(), Vec::new()))))
}
