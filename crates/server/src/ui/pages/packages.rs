//! Packages.

use super::notes::{Within, not_told};
use super::words::package_link;
use super::{Answer, asked};
use crate::api::v1::allowed::Viewer;
use crate::api::v1::asked::Nothing;
use crate::api::v1::packages;
use crate::api::v1::shapes::PackageQuery;
use crate::state::Shared;
use crate::ui::link::Href;
use crate::ui::route::View;
use crate::ui::view::{Cell, Field, Form, Page, Part, Sorted, Tab, Table};
use crate::ui::visit::Visit;

pub(in crate::ui) async fn list(shared: Shared, visit: Visit<Viewer>, view: View<Nothing>) -> Answer {
    let query: PackageQuery = view.asked()?;
    let name = Field::line("q", "Who has")
        .value(view.query.get("q"))
        .hint("A package by its name, or how that begins.");
    let found = packages::list(shared, visit.allowed()?, asked(Nothing {}, query)).await?.0;
    let rows = found.items.iter().map(|package| {
        let href = Href::of("/packages").part(&package.name);
        let machines = Cell::link(href.clone().at("machines"), "who has it");
        vec![package_link(&package.name), Cell::count(package.versions, true, href.at("versions")), machines]
    });
    let columns = ["Package", "#Versions", "Machines"];
    let table = Table::new("Packages", &columns, "No machine has a package of such a name.")
        .ordered("Package", "sort", ["name", "-name"])
        .usually("Package", Sorted::Up);
    let page = Page::new(Tab::Packages, "Packages")
        .part(Part::Form(Form::asking(Href::of("/packages"), vec![name])))
        .parts(not_told(&found.not_checked, Within::All))
        .part(Part::Table(table.rows(rows)));
    Ok(page.part(Part::Pager(view.pager(found.next.as_ref(), Vec::new()))))
}
