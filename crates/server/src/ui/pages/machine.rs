//! A machine.

use fetter_protocol::{Denial, NotCovered, OriginRecord, ProblemRecord};

use super::findings::rows as finding_rows;
use super::groups::Groups;
use super::notes::{Within, not_checked};
use super::words::{machine_status, mode, package_link};
use super::{Answer, asked};
use crate::api::Refused;
use crate::api::v1::allowed::Viewer;
use crate::api::v1::asked::{MachineId, Nothing, not_found};
use crate::api::v1::packages::held;
use crate::api::v1::shapes::{
    EventQuery, MachineDetail, MachineState, NotTold, Order, PageQuery, SearchQuery, SiteAt,
};
use crate::api::v1::{events, findings, machines};
use crate::state::Shared;
use crate::store::{Of, normalised};
use crate::ui::link::Href;
use crate::ui::route::View;
use crate::ui::view::{Cell, Page, Part, Tab, Table, Tone};
use crate::ui::visit::Visit;

/// How many rows of a list are shown beside others.
const FEW: u32 = 10;

const fn few(limit: u32) -> SearchQuery {
    SearchQuery { q: None, limit: Some(limit), cursor: None }
}

pub(in crate::ui) async fn one(shared: Shared, visit: Visit<Viewer>, view: View<MachineId>) -> Answer {
    let id = view.path;
    let of = |query| asked(id.clone(), query);
    let beside = PageQuery { limit: Some(FEW), cursor: None };
    let newest = EventQuery {
        machine: Some(id.0.clone()),
        code: None,
        package: None,
        order: Some(Order::Newest),
        limit: Some(FEW),
        cursor: None,
    };
    let (groups, machine, found, denials, problems, not_covered, events) = tokio::try_join!(
        Groups::of(&shared, visit.allowed()?),
        machines::one(shared.clone(), visit.allowed()?, asked(id.clone(), Nothing {})),
        findings::of_machine(shared.clone(), visit.allowed()?, asked(id.clone(), beside)),
        machines::denials(shared.clone(), visit.allowed()?, of(few(FEW))),
        machines::problems(shared.clone(), visit.allowed()?, of(few(FEW))),
        machines::not_covered(shared.clone(), visit.allowed()?, of(few(FEW))),
        events::list(shared.clone(), visit.allowed()?, asked(Nothing {}, newest)),
    )?;
    let machine = machine.0;
    let table = super::findings::table("Findings, the most severe first", "Nothing was found on it.");
    let mut page = page(&machine, "").parts(state(&machine)).heading("findings", "Findings");
    page = page
        .parts(not_checked(&found.0.not_checked, Within::Machine(&id.0)))
        .part(Part::Table(table.rows(finding_rows(&found.0.items))));
    page = page.parts(more(found.0.next.is_some(), "findings", Href::of("/findings").with("machine", &id.0)));
    // Of what never told anything, nothing is known: that no list has anything in it says nothing.
    if machine.state.is_some() {
        let of = |part: &'static str| Href::of("/machines").part(&id.0).part(part);
        let table = denial_table().rows(denials.0.items.iter().map(denial_row));
        page = page.heading("denials", "Denied").part(Part::Table(table));
        page = page.parts(more(denials.0.next.is_some(), "that is denied", of("denials")));
        let table = problem_table().rows(problems.0.items.iter().map(problem_row));
        page = page.heading("problems", "Not read").part(Part::Table(table));
        page = page.parts(more(problems.0.next.is_some(), "that could not be read", of("problems")));
        let table = not_covered_table().rows(not_covered.0.items.iter().map(not_covered_row));
        page = page
            .heading("coverage", "Coverage")
            .parts(coverage(machine.state.as_ref()))
            .part(Part::Table(table));
        page = page.parts(more(not_covered.0.next.is_some(), "that is not covered", of("not-covered")));
    }
    let rows = events.0.items.iter().map(super::events::row);
    page = page.heading("events", "Newest events").part(Part::Table(super::events::table().rows(rows)));
    page = page.parts(more(events.0.next.is_some(), "events", Href::of("/events").with("machine", &id.0)));
    Ok(page.parts(super::administration::machines::forms(&visit, &machine.machine, &groups)))
}

fn denial_table() -> Table {
    let columns = ["Package", "Version", "Mode", "Rule", "Why", "Where"];
    Table::new("What is denied on it", &columns, "Nothing is denied on it.")
}

fn denial_row(denial: &Denial) -> Vec<Cell> {
    let name = &denial.name;
    vec![
        if name.is_empty() { Cell::Nothing("a file") } else { package_link(&normalised(name)) },
        Cell::code(denial.release.as_deref().unwrap_or_default()),
        mode(&denial.mode),
        Cell::code(&denial.rule),
        Cell::long(&denial.reason),
        Cell::path(denial.path.as_ref().unwrap_or(&denial.site)),
    ]
}

fn problem_table() -> Table {
    let columns = ["Where", "Code", "What went wrong"];
    Table::new("What could not be read on it", &columns, "All that it was asked for could be read.")
}

fn problem_row(problem: &ProblemRecord) -> Vec<Cell> {
    vec![Cell::path(&problem.path), Cell::code(&problem.code), Cell::long(&problem.reason)]
}

fn not_covered_table() -> Table {
    Table::new("What is not covered on it", &["Where", "Why"], "Nothing is known not to be covered.")
}

fn not_covered_row(place: &NotCovered) -> Vec<Cell> {
    vec![Cell::path(&place.path), Cell::long(&place.reason)]
}

/// That there is more of something.
fn more(is_more: bool, what: &str, href: Href) -> Option<Part> {
    let all = Cell::link(href, &format!("All {what}"));
    is_more.then(|| Part::Note(Tone::Plain, vec![all]))
}

/// A page about a machine.
fn page(machine: &MachineDetail, here: &'static str) -> Page {
    let of = || Href::of("/machines").part(&machine.machine.id);
    let links = vec![
        (of(), "Machine", here.is_empty()),
        (of().part("packages"), "Packages", here == "packages"),
        (of().part("environments"), "Environments", here == "environments"),
        (of().part("sites"), "Sites", here == "sites"),
        (of().part("history"), "History", here == "history"),
        (of().part("denials"), "Denied", here == "denials"),
        (of().part("problems"), "Not read", here == "problems"),
        (of().part("not-covered"), "Not covered", here == "not-covered"),
        (Href::of("/findings").with("machine", &machine.machine.id), "Findings", false),
        (Href::of("/events").with("machine", &machine.machine.id), "Events", false),
    ];
    let name =
        if machine.machine.hostname.is_empty() { &machine.machine.id } else { &machine.machine.hostname };
    // A page of a part is called otherwise than the page of the machine (WCAG 2.2, 2.4.2).
    let part = links.iter().find(|(_, _, is_here)| *is_here && !here.is_empty()).map(|(_, part, _)| *part);
    let title = part.map_or_else(|| name.clone(), |part| format!("{part} of {name}"));
    let page = Page::new(Tab::Machines, &title).above(Href::of("/machines"), "Machines");
    let page = if part.is_some() { page.above(of(), name) } else { page };
    page.beside(machine_status(machine.machine.status)).part(Part::Links("Parts of this machine", links))
}

/// The machine that a page is about.
pub(super) async fn detail(
    shared: &Shared,
    visit: &Visit<Viewer>,
    view: &View<MachineId>,
) -> Result<MachineDetail, Refused> {
    let asked = asked(view.path.clone(), Nothing {});
    Ok(machines::one(shared.clone(), visit.allowed()?, asked).await?.0)
}

/// A page about a part of a machine. A list that is empty means nothing where it has told nothing, or not all.
pub(super) fn part(machine: &MachineDetail, here: &'static str) -> Page {
    page(machine, here).parts(not_all(machine))
}

/// A page with a list of a machine.
fn list(
    machine: &MachineDetail,
    here: &'static str,
    view: &View<MachineId>,
    table: Table,
    next: Option<&String>,
) -> Page {
    part(machine, here)
        .part(searching(machine, here, view))
        .part(Part::Table(table))
        .part(Part::Pager(view.pager(next, Vec::new())))
}

/// What narrows a list of a machine.
fn searching(machine: &MachineDetail, here: &'static str, view: &View<MachineId>) -> Part {
    let action = Href::of("/machines").part(&machine.machine.id).part(here);
    super::searching(view, action, if here == "packages" { "Package" } else { "With this in it" })
}

/// What it has not told.
fn not_all(machine: &MachineDetail) -> Vec<Part> {
    let mut said = Vec::new();
    if machine.state.is_none() {
        said.push(Cell::long("It has not reported yet: what is on it is not known."));
    }
    let left_out = machine.machine.left_out;
    if left_out > 0 {
        let things = super::words::plural(left_out, "thing", "things");
        said.push(Cell::long(&format!(
            "{things} did not fit into its report, and are not known to be clean."
        )));
    }
    if said.is_empty() { Vec::new() } else { vec![Part::Note(Tone::Unknown, said)] }
}

/// What it holds that was not sent.
fn not_sent(counts: &NotTold) -> Option<Part> {
    let said = super::words::plural(
        counts.contents,
        "site has not sent its contents yet",
        "sites have not sent their contents yet",
    );
    (counts.contents > 0).then(|| Part::Note(Tone::Unknown, vec![Cell::long(&said)]))
}

fn state(detail: &MachineDetail) -> Vec<Part> {
    let MachineDetail { machine, sites, state } = detail;
    let of = |part: &'static str| Href::of("/machines").part(&machine.id).part(part);
    let tags = machine.tags.iter().map(|tag| Cell::link(Href::of("/machines").with("tag", tag), tag));
    let mut facts = vec![
        ("Group", Cell::link(Href::of("/machines").with("group", machine.group.id), &machine.group.name)),
        ("Last there", Cell::time(machine.seen)),
        ("Last report", Cell::time_or(machine.reported, "never")),
        ("System", Cell::text(&machine.os)),
        ("Kernel", Cell::text(&machine.kernel)),
        ("Architecture", Cell::text(&machine.architecture)),
        ("fetter", Cell::text(&machine.fetter)),
        ("Mode", mode(&machine.mode)),
        ("Changed files", changed_files(machine)),
        ("Sites", Cell::count(*sites, true, of("sites"))),
        ("Owner", Cell::text(&machine.owner)),
        ("Tags", Cell::several(tags, "none")),
        ("Enrolled", Cell::time(machine.enrolled)),
        ("Id", Cell::code(&machine.id)),
    ];
    let mut parts = Vec::new();
    if let Some(state) = state {
        let environments = i64::try_from(state.environments).unwrap_or(i64::MAX);
        facts.push(("Environments", Cell::count(environments, true, of("environments"))));
        if let Some(policy) = &state.policy {
            let version = format!("{} {}", policy.name, policy.version);
            let href = Href::of("/policies").part(machine.group.id);
            facts.push(("Policy in force", Cell::link(href, version.trim())));
            if let Some(why) = &policy.rejected {
                parts.push(Part::warning(format!("It did not take a newer policy: {why}")));
            }
        } else {
            facts.push(("Policy in force", Cell::Nothing("none")));
        }
    }
    parts.extend(not_all(detail));
    parts.insert(0, Part::Facts(facts));
    parts
}

/// Whether it tells what is changed on it: else nothing of that kind is found, whatever happens.
fn changed_files(machine: &crate::api::v1::shapes::Machine) -> Cell {
    if !machine.tells_integrity {
        return Cell::Nothing("it does not tell of them");
    }
    let found = Href::of("/findings").with("kind", "integrity").with("machine", &machine.id);
    Cell::link(found, "told when they are seen")
}

fn coverage(state: Option<&MachineState>) -> Option<Part> {
    let state = state?;
    let number = |number: u64| Cell::number(i64::try_from(number).unwrap_or(i64::MAX));
    let time = |time: Option<u64>| Cell::time_or(time.map(u64::cast_signed), "never");
    Some(Part::Facts(vec![
        ("File systems watched as a whole", number(state.file_systems)),
        ("Directories watched one by one", number(state.directories)),
        ("All was read again", time(state.reconciled)),
        ("Started", time(state.booted)),
    ]))
}

pub(in crate::ui) async fn packages(shared: Shared, visit: Visit<Viewer>, view: View<MachineId>) -> Answer {
    let query: SearchQuery = view.asked()?;
    let machine = detail(&shared, &visit, &view).await?;
    let row = shared.database.machine_row(&visit.scope, &view.path.0).await?.ok_or(not_found())?;
    let found =
        machines::packages(shared.clone(), visit.allowed()?, asked(view.path.clone(), query)).await?.0;
    let found = held(&shared, &visit.scope, Of::Machine(row), found).await?.0;
    let rows = found.items.iter().map(|package| {
        vec![package_link(&package.name), Cell::code(&package.version), Cell::path(&package.site)]
    });
    let table = Table::new("Packages by name", &["Package", "Version", "Site"], "It has no packages.");
    let export = |form| Href::of("/export/machine").part(&view.path.0).with("format", form);
    let exports = vec![
        ("CycloneDX", export("cyclonedx")),
        ("SPDX", export("spdx")),
        ("inventory", export("inventory")),
    ];
    let page = part(&machine, "packages")
        .part(searching(&machine, "packages", &view))
        .parts(not_sent(&found.not_checked));
    Ok(page.part(Part::Table(table.rows(rows))).part(Part::Pager(view.pager(found.next.as_ref(), exports))))
}

pub(in crate::ui) async fn environments(
    shared: Shared,
    visit: Visit<Viewer>,
    view: View<MachineId>,
) -> Answer {
    let query: SearchQuery = view.asked()?;
    let machine = detail(&shared, &visit, &view).await?;
    let found = machines::environments(shared, visit.allowed()?, asked(view.path.clone(), query)).await?.0;
    let rows = found.items.iter().map(|environment| {
        vec![
            Cell::path(&environment.prefix),
            Cell::text(&environment.kind),
            Cell::code(&environment.python),
            Cell::text(&environment.implementation),
            Cell::text(&environment.creator),
            Cell::several(environment.sites.iter().map(Cell::path), "none"),
        ]
    });
    let columns = ["Prefix", "Kind", "Python", "Implementation", "Made by", "Sites that it sees"];
    let table = Table::new("Environments", &columns, "It has told of no environments.");
    Ok(list(&machine, "environments", &view, table.rows(rows), found.next.as_ref()))
}

pub(in crate::ui) async fn sites(shared: Shared, visit: Visit<Viewer>, view: View<MachineId>) -> Answer {
    let query: SearchQuery = view.asked()?;
    let machine = detail(&shared, &visit, &view).await?;
    let found = machines::sites(shared, visit.allowed()?, asked(view.path.clone(), query)).await?.0;
    let rows = found.items.iter().map(|site| {
        vec![Cell::path(&site.path), Cell::text(&site.kind), packages_of(site), Cell::time(site.since)]
    });
    let table = Table::new("Sites", &["Where", "Kind", "#Packages", "As it is since"], "It has no sites.");
    Ok(list(&machine, "sites", &view, table.rows(rows), found.next.as_ref()))
}

pub(in crate::ui) async fn denials(shared: Shared, visit: Visit<Viewer>, view: View<MachineId>) -> Answer {
    let machine = detail(&shared, &visit, &view).await?;
    let found = machines::denials(shared, visit.allowed()?, asked(view.path.clone(), view.asked()?)).await?.0;
    let table = denial_table().rows(found.items.iter().map(denial_row));
    Ok(list(&machine, "denials", &view, table, found.next.as_ref()))
}

pub(in crate::ui) async fn problems(shared: Shared, visit: Visit<Viewer>, view: View<MachineId>) -> Answer {
    let machine = detail(&shared, &visit, &view).await?;
    let found =
        machines::problems(shared, visit.allowed()?, asked(view.path.clone(), view.asked()?)).await?.0;
    let table = problem_table().rows(found.items.iter().map(problem_row));
    Ok(list(&machine, "problems", &view, table, found.next.as_ref()))
}

pub(in crate::ui) async fn not_covered(
    shared: Shared,
    visit: Visit<Viewer>,
    view: View<MachineId>,
) -> Answer {
    let machine = detail(&shared, &visit, &view).await?;
    let found =
        machines::not_covered(shared, visit.allowed()?, asked(view.path.clone(), view.asked()?)).await?.0;
    let table = not_covered_table().rows(found.items.iter().map(not_covered_row));
    Ok(list(&machine, "not-covered", &view, table, found.next.as_ref()))
}

fn packages_of(site: &SiteAt) -> Cell {
    match site.packages {
        Some(packages) => Cell::count(packages, true, Href::of("/sites").part(site.site)),
        None => Cell::Nothing("not sent yet"),
    }
}

/// What a site holds.
pub(in crate::ui) async fn site(
    shared: Shared,
    visit: Visit<Viewer>,
    view: View<crate::api::v1::asked::Id>,
) -> Answer {
    let query: PageQuery = view.asked()?;
    let found =
        crate::api::v1::packages::contents(shared, visit.allowed()?, asked(view.path, query)).await?.0;
    let rows = found.items.iter().map(|distribution| {
        let name = normalised(&distribution.name);
        let origin = distribution.origin.as_ref().map(origin).unwrap_or_default();
        vec![
            package_link(&name),
            Cell::code(distribution.version.as_deref().unwrap_or_default()),
            Cell::text(distribution.installer.as_deref().unwrap_or_default()),
            Cell::code(&origin),
            Cell::text(&distribution.kind),
        ]
    });
    let columns = ["Package", "Version", "Installed by", "From", "As"];
    let table = Table::new("What the site holds", &columns, "It holds nothing.");
    let mut page =
        Page::new(Tab::Machines, &format!("Site {}", view.path.0)).above(Href::of("/machines"), "Machines");
    if found.left_out > 0 {
        page = page.part(Part::warning(format!("{} more are not told.", found.left_out)));
    }
    page = page.part(Part::Table(table.rows(rows)));
    Ok(page.part(Part::Pager(view.pager(found.next.as_ref(), Vec::new()))))
}

/// Where a distribution came from.
fn origin(origin: &OriginRecord) -> String {
    match origin {
        OriginRecord::Vcs { url, commit: Some(commit), .. } => format!("{url} at {commit}"),
        OriginRecord::Directory { url, editable: true, .. } => format!("{url}, editable"),
        OriginRecord::Archive { url, .. }
        | OriginRecord::Vcs { url, .. }
        | OriginRecord::Directory { url, .. } => url.clone(),
    }
}
