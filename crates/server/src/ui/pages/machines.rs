//! Machines.

use super::groups::Groups;
use super::words::{machine_link, machine_status, mode};
use super::{Answer, asked};
use crate::api::v1::allowed::Viewer;
use crate::api::v1::asked::Nothing;
use crate::api::v1::machines;
use crate::api::v1::shapes::{Machine, MachineQuery};
use crate::state::Shared;
use crate::ui::link::Href;
use crate::ui::route::View;
use crate::ui::view::{Cell, Field, Form, Page, Part, Sorted, Tab, Table};
use crate::ui::visit::Visit;

const DAY: u32 = 86_400;

pub(in crate::ui) async fn list(shared: Shared, visit: Visit<Viewer>, view: View<Nothing>) -> Answer {
    let query: MachineQuery = view.asked()?;
    let groups = Groups::of(&shared, visit.allowed()?).await?;
    let filter = filter(&view, &groups);
    let found = machines::list(shared, visit.allowed()?, asked(Nothing {}, query)).await?.0;
    let table = Table::new(
        "Machines",
        &[
            "Host name",
            "Group",
            "Status",
            "Last there",
            "System",
            "Mode",
            "#Denied",
            "#Not read",
            "#Not told",
            "Owner",
            "Tags",
        ],
        "No machine is like that.",
    )
    .ordered("Host name", "sort", ["hostname", "-hostname"])
    .ordered("Last there", "sort", ["seen", "-seen"])
    .ordered("System", "sort", ["os", "-os"])
    .ordered("Denied", "sort", ["denials", "-denials"])
    .ordered("Not read", "sort", ["problems", "-problems"])
    .ordered("Not told", "sort", ["left_out", "-left_out"])
    .ordered("Owner", "sort", ["owner", "-owner"])
    .ordered("Group", "sort", ["group", "-group"])
    .ordered("Status", "sort", ["status", "-status"])
    .ordered("Mode", "sort", ["mode", "-mode"])
    .usually("Host name", Sorted::Up)
    .steadily("sort", "id");
    let page = Page::new(Tab::Machines, "Machines")
        .part(links("/machines"))
        .part(Part::Filter(filter))
        .part(Part::Table(table.rows(found.items.iter().map(row))))
        .part(Part::Pager(view.pager(found.next.as_ref(), Vec::new())));
    Ok(page)
}

/// The lists about machines.
pub(super) fn links(here: &str) -> Part {
    let all =
        [("/machines", "Machines"), ("/machines/verdicts", "Verdicts"), ("/environments", "Environments")];
    let links = all.map(|(path, name)| (Href::of(path), name, path == here));
    Part::Links("Lists about machines", links.into())
}

fn filter(view: &View<Nothing>, groups: &Groups) -> Form {
    let given = |name| view.query.get(name).to_owned();
    let since = [("7 days", 7), ("30 days", 30), ("90 days", 90)];
    let since = since.map(|(called, days)| ((days * DAY).to_string(), called));
    let since = since.each_ref().map(|(seconds, called)| (seconds.as_str(), *called));
    let statuses = [
        ("present", "not decommissioned"),
        ("active", "active"),
        ("cloned", "cloned"),
        ("revoked", "revoked"),
        ("decommissioned", "decommissioned"),
    ];
    let following = [
        ("current", "it goes by it"),
        ("behind", "it goes by another"),
        ("silent", "it has not said what it goes by"),
    ];
    let staged = [("true", "what is staged"), ("false", "what holds")];
    let fell_silent = [("true", "yes"), ("false", "no, and active")];
    let fields = vec![
        Field::line("q", "Host name or id").value(given("q")).hint("As it begins."),
        groups.field(&given("group"), "any"),
        Field::choice("status", "Status", "any", &statuses).value(given("status")),
        Field::choice("silent", "Not there for", "any time", &since).value(given("silent")),
        Field::choice("fell_silent", "Held for silent", "any", &fell_silent).value(given("fell_silent")),
        verdict(&given("verdict")),
        not_checked(&given("not_checked")),
        Field::choice("policy", "Policy of its group", "any", &following).value(given("policy")),
        Field::choice("staged", "Is to go by", "any", &staged).value(given("staged")),
        Field::line("os", "System").value(given("os")).hint("As it begins."),
        Field::line("owner", "Owner").value(given("owner")),
        Field::line("tag", "Tag").value(given("tag")),
    ];
    Form::asking(Href::of("/machines"), fields)
}

/// What is found on those that are listed.
pub(super) fn verdict(given: &str) -> Field {
    let words = [
        ("malware", "malware"),
        ("findings", "any finding"),
        ("not-checked", "not wholly checked"),
        ("clean", "nothing, and all was checked"),
    ];
    let field = Field::choice("verdict", "Found on it", "anything or nothing", &words);
    field.value(given).hint("As it was counted last.")
}

/// What is not known of those that are listed.
fn not_checked(given: &str) -> Field {
    let words = [
        ("waiting", "is still to be judged"),
        ("failed", "could not be judged"),
        ("releases", "a release was not held against the advisories"),
        ("sites", "a site was not wholly held against its policy"),
        ("contents", "a site has not sent its contents"),
        ("untold", "it never reported, or could not tell all"),
        ("revoked", "it is revoked, and has sites"),
        ("integrity", "it does not tell what is changed on it"),
    ];
    Field::choice("not_checked", "Not checked", "any", &words).value(given)
}

fn row(machine: &Machine) -> Vec<Cell> {
    let of = |part: &'static str| Href::of("/machines").part(&machine.id).part(part);
    // What never told anything has told of nothing, which is not that there is nothing.
    let told = |cell| if machine.reported.is_some() { cell } else { Cell::Nothing("not known") };
    let tags = machine.tags.iter().map(|tag| Cell::link(Href::of("/machines").with("tag", tag), tag));
    let owner = if machine.owner.is_empty() {
        Cell::Nothing("nobody")
    } else {
        Cell::link(Href::of("/machines").with("owner", &machine.owner), &machine.owner)
    };
    vec![
        machine_link(&machine.id, &machine.hostname),
        Cell::link(Href::of("/machines").with("group", machine.group.id), &machine.group.name),
        machine_status(machine.status),
        Cell::time(machine.seen),
        Cell::text(&machine.os),
        mode(&machine.mode),
        told(Cell::count(machine.denials, true, of("denials"))),
        told(Cell::count(machine.problems, true, of("problems"))),
        told(Cell::count(machine.left_out, true, of("problems"))),
        owner,
        Cell::several(tags, "none"),
    ]
}
