//! A finding.

use super::groups::Groups;
use super::words::{kind_word, machine_link, package_link, release, severity, state};
use super::{Answer, asked};
use crate::api::v1::allowed::Viewer;
use crate::api::v1::asked::{FindingId, Nothing};
use crate::api::v1::findings;
use crate::api::v1::shapes::{Finding, FindingPlaceQuery, Kind, ReleasePlace};
use crate::state::Shared;
use crate::store::IN_ORDER;
use crate::ui::link::Href;
use crate::ui::route::View;
use crate::ui::view::{Cell, Page, Part, Tab, Table, Tone};
use crate::ui::visit::Visit;

pub(in crate::ui) async fn one(shared: Shared, visit: Visit<Viewer>, view: View<FindingId>) -> Answer {
    let query: FindingPlaceQuery = view.asked()?;
    let (groups, finding, places) = tokio::try_join!(
        Groups::of(&shared, visit.allowed()?),
        findings::one(shared.clone(), visit.allowed()?, asked(view.path, Nothing {})),
        findings::machines(shared.clone(), visit.allowed()?, asked(view.path, query)),
    )?;
    let (finding, places) = (finding.0, places.0);
    let title =
        format!("{} in {}", super::findings::name(&finding), release(&finding.package, &finding.version));
    let rows = places.items.iter().map(|place| place_row(place, &groups));
    let can_be_by_time = finding.is_exact && finding.places <= IN_ORDER;
    let table = in_order(place_table("Where it is"), can_be_by_time).rows(rows);
    let mut page = Page::new(Tab::Findings, &title)
        .above(Href::of("/findings"), "Findings")
        .beside(severity(&finding))
        .beside(state(finding.state))
        .part(Part::Note(Tone::Plain, vec![Cell::long(&finding.summary)]))
        .part(Part::Facts(facts(&finding)))
        .parts(told(&finding, &places.items));
    if let Some(accepted) = &finding.accepted {
        let what = vec![
            Cell::long("It is accepted until"),
            Cell::text(&accepted.until),
            Cell::long("by"),
            Cell::text(&accepted.owner),
            Cell::link(Href::of("/exceptions"), "by an exception"),
        ];
        page = page.part(Part::Note(Tone::Low, vec![Cell::Several(what), Cell::long(&accepted.reason)]));
    }
    page = page.parts(super::triage::parts(&shared, &visit, &finding, view.path, &groups).await?);
    let here = Href::of("/findings").part(&finding.id).at("machines");
    page = page.heading("machines", "Machines").part(super::searching(&view, here, "Host name"));
    page = page.part(Part::Table(table));
    Ok(page.part(Part::Pager(view.pager(places.next.as_ref(), Vec::new()))))
}

fn facts(finding: &Finding) -> Vec<(&'static str, Cell)> {
    let words = |words: &[String], why| Cell::several(words.iter().map(|word| Cell::code(word)), why);
    let here = Href::of("/findings").part(&finding.id).at("machines");
    let mut facts = vec![
        (
            "Kind",
            Cell::link(Href::of("/findings").with("kind", kind_word(finding.kind)), kind_word(finding.kind)),
        ),
        ("Package", package_link(&finding.package)),
        ("Version", Cell::code(&finding.version)),
    ];
    if finding.kind == Kind::Policy {
        facts.push(("Code", Cell::code(finding.code.as_deref().unwrap_or_default())));
        facts.push(("Rule", Cell::code(finding.rule.as_deref().unwrap_or_default())));
        facts.push(("Mode", super::words::mode(finding.mode.as_deref().unwrap_or_default())));
    }
    match finding.kind {
        Kind::Lookalike => facts.push(("Looks like", package_link(&finding.advisory))),
        Kind::Integrity => facts.extend(changed(finding)),
        _ => facts.push(("Advisory", Cell::code(&finding.advisory))),
    }
    if !matches!(finding.kind, Kind::Policy | Kind::Integrity) {
        facts.push(("Also called", words(&finding.aliases, "nothing else")));
        facts.push(("Mended in", words(&finding.fixed, "no version that is known")));
    }
    facts.push(("Machines", Cell::count(finding.machines, finding.is_exact, here.clone())));
    facts.push(("Places", Cell::count(finding.places, finding.is_exact, here)));
    facts.push(("Sees to it", Cell::text(finding.assignee.as_deref().unwrap_or_default())));
    facts.push(("First seen", Cell::time(finding.first_seen)));
    facts.push(("Open since", Cell::time(finding.opened)));
    if let Some(closed) = finding.closed {
        facts.push(("Closed", Cell::time(closed)));
    }
    facts
}

/// What was changed on a machine, and what to do about it.
fn changed(finding: &Finding) -> Vec<(&'static str, Cell)> {
    let path = finding.path.as_ref().map_or(Cell::Nothing("not known"), Cell::path);
    vec![
        ("File", path),
        ("Files", Cell::number(finding.files.unwrap_or_default())),
        ("What to do", Cell::long("Find out who changed it, and install the package anew.")),
    ]
}

/// What was told of it as it happened, by the machine where it is.
fn told(finding: &Finding, places: &[ReleasePlace]) -> Option<Part> {
    let machine = places.first().filter(|_| finding.kind == Kind::Integrity)?;
    let events = Href::of("/events").with("code", "tampered").with("machine", &machine.machine);
    let events = Cell::link(events.with("package", &finding.package), "What was told as it happened");
    Some(Part::Note(Tone::Plain, vec![events]))
}

/// Where something is.
pub(super) fn place_table(caption: &str) -> Table {
    Table::new(caption, &["Machine", "Group", "Site", "Since"], "No machine has it.")
}

/// The same, in the order of host names and, of so few that they can be, of times. Times change while a file is read.
pub(super) fn in_order(table: Table, can_be_by_time: bool) -> Table {
    let table = table.ordered("Machine", "sort", ["hostname", "-hostname"]);
    if can_be_by_time {
        table.ordered("Since", "sort", ["since", "-since"]).steadily("sort", "hostname")
    } else {
        table
    }
}

pub(super) fn place_row(place: &ReleasePlace, groups: &Groups) -> Vec<Cell> {
    vec![
        machine_link(&place.machine, &place.hostname),
        groups.link(place.group),
        Cell::Link(Href::of("/sites").part(place.site), crate::ui::view::Said::short_path(&place.path)),
        Cell::time(place.since),
    ]
}
