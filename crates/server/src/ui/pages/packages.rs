//! Packages.

use super::notes::{Within, not_told};
use super::words::package_link;
use super::{Answer, asked};
use crate::api::v1::allowed::Viewer;
use crate::api::v1::asked::Nothing;
use crate::api::v1::packages;
use crate::api::v1::shapes::{PackageQuery, PackageSort};
use crate::state::Shared;
use crate::store::{PackageBy, PackageOrder, is_counted};
use crate::ui::link::Href;
use crate::ui::route::View;
use crate::ui::view::{Cell, Field, Form, Page, Part, Sorted, Tab, Table, Tone};
use crate::ui::visit::Visit;

pub(in crate::ui) async fn list(shared: Shared, visit: Visit<Viewer>, view: View<Nothing>) -> Answer {
    let query: PackageQuery = view.asked()?;
    let name = Field::line("q", "Who has")
        .value(view.query.get("q"))
        .hint("A package by its name, or how that begins.");
    let (by, counted) = (query.sort, shared.database.packages_counted(visit.scope.organisation()).await?);
    let found = packages::list(shared, visit.allowed()?, asked(Nothing {}, query)).await?.0;
    let rows = found.items.iter().map(|package| {
        let href = Href::of("/packages").part(&package.name);
        let who = href.clone().at("machines");
        let machines = match package.machines {
            Some(machines) => Cell::count(machines, true, who),
            None => Cell::link(who, "not counted yet"),
        };
        vec![package_link(&package.name), Cell::count(package.versions, true, href.at("versions")), machines]
    });
    let columns = ["Package", "#Versions", "#Machines"];
    let mut table = Table::new("Packages", &columns, "No machine has a package of such a name.")
        .ordered("Package", "sort", ["name", "-name"])
        .ordered("Machines", "sort", ["machines", "-machines"])
        .usually("Package", Sorted::Up);
    if is_counted(&visit.scope, PackageOrder { by: PackageBy::Versions, is_down: true }) {
        table = table.ordered("Versions", "sort", ["versions", "-versions"]);
    }
    let page = Page::new(Tab::Packages, "Packages")
        .part(Part::Form(Form::asking(Href::of("/packages"), vec![name])))
        .parts(not_told(&found.not_checked, Within::All))
        .part(counted_at(counted, by))
        .part(Part::Table(table.rows(rows)));
    Ok(page.part(Part::Pager(view.pager(found.next.as_ref(), Vec::new()))))
}

/// Of when the numbers of machines are. What came since has none, and is in no order by them.
fn counted_at(counted: Option<i64>, by: Option<PackageSort>) -> Part {
    let is_by_name = matches!(by, None | Some(PackageSort::Name | PackageSort::NameDown));
    let what = "Machines, and the order by numbers, are as was counted";
    let (_, said) =
        super::notes::counted(counted, what, "Who has packages was not counted yet: it is in a moment.");
    let mut said = vec![said];
    if is_by_name {
        return Part::Note(Tone::Plain, said);
    }
    said.push(Cell::link(Href::of("/packages"), "What came since is in the order by name"));
    Part::Note(Tone::Unknown, said)
}
