//! Machines and what is found on each: a heat map.

use super::groups::Groups;
use super::machines::{links, verdict};
use super::notes::{Within, not_checked};
use super::words::{SEVERITIES, machine_link};
use super::{Answer, asked};
use crate::api::v1::allowed::Viewer;
use crate::api::v1::asked::Nothing;
use crate::api::v1::shapes::{Machine, MachineQuery, MachineSort, MachineStatus};
use crate::api::v1::{findings, machines};
use crate::state::Shared;
use crate::store::{Of, Verdicts};
use crate::ui::link::Href;
use crate::ui::route::View;
use crate::ui::view::{Cell, Field, Form, Number, Page, Part, Sorted, Tab, Table};
use crate::ui::visit::Visit;

/// How many machines a page has, as for each what it has is looked through.
const MACHINES: u32 = 25;
/// How many there may be, where they are put in order by what they have.
const IN_ORDER: u32 = 100;

pub(in crate::ui) async fn list(shared: Shared, visit: Visit<Viewer>, view: View<Nothing>) -> Answer {
    let query: MachineQuery = view.asked()?;
    let most = if view.is_whole { IN_ORDER } else { MACHINES };
    let limit = Some(query.limit.map_or(MACHINES, |limit| limit.min(most)));
    let sort = query.sort.or(Some(MachineSort::MalwareDown));
    let group = query.group;
    let query = MachineQuery { sort, limit, ..query };
    let groups = Groups::of(&shared, visit.allowed()?).await?;
    let found = machines::list(shared.clone(), visit.allowed()?, asked(Nothing {}, query)).await?.0;
    let ids: Vec<String> = found.items.iter().map(|machine| machine.id.clone()).collect();
    let of = group.map_or(Of::All, Of::Group);
    let (verdicts, places, counted) = tokio::try_join!(
        shared.database.verdicts(&visit.scope, &ids),
        shared.database.unchecked_places(&visit.scope, &ids),
        shared.database.verdicts_counted(visit.scope.organisation()),
    )?;
    let unchecked = findings::not_checked(&shared, &visit.scope, of).await?;
    let rows = found.items.iter().map(|machine| {
        let places = places.get(&machine.id).copied().unwrap_or_default();
        let not_told = i64::from(machine.problems > 0 || machine.left_out > 0 || !unchecked.has_advisories);
        row(machine, verdicts.get(&machine.id).copied().unwrap_or_default(), places + not_told)
    });
    let page = Page::new(Tab::Machines, "Machines and verdicts")
        .part(links("/machines/verdicts"))
        .part(Part::Filter(filter(&view, &groups)))
        .parts(not_checked(&unchecked, Within::group(group)))
        .part(counted_at(counted))
        .part(Part::Table(table().rows(rows)));
    Ok(page.part(Part::Pager(view.pager(found.next.as_ref(), Vec::new()))))
}

fn filter(view: &View<Nothing>, groups: &Groups) -> Form {
    let fields = vec![
        Field::line("q", "Host name or id").value(view.query.get("q")).hint("As it begins."),
        groups.field(view.query.get("group"), "any"),
        verdict(view.query.get("verdict")),
    ];
    Form::asking(Href::of("/machines/verdicts"), fields)
}

fn table() -> Table {
    let columns = [
        "Host name",
        "#Malware",
        "#Critical",
        "#High",
        "#Medium",
        "#Low",
        "#Not rated",
        "#Integrity",
        "#Policy",
        "#Not checked",
    ];
    Table::new(
        "Open findings on each machine by severity; among them malware, changed files and what its policy is against, which are counted once more alone",
        &columns,
        "No machine is like that.",
    )
    .ordered("Host name", "sort", ["hostname", "-hostname"])
    .ordered("Malware", "sort", ["malware", "-malware"])
    .ordered("Critical", "sort", ["critical", "-critical"])
    .ordered("High", "sort", ["high", "-high"])
    .ordered("Medium", "sort", ["medium", "-medium"])
    .ordered("Low", "sort", ["low", "-low"])
    .ordered("Not rated", "sort", ["unrated", "-unrated"])
    .ordered("Integrity", "sort", ["integrity", "-integrity"])
    .ordered("Policy", "sort", ["policies", "-policies"])
    .ordered("Not checked", "sort", ["not_checked", "-not_checked"])
    .usually("Malware", Sorted::Down)
}

/// Of when the order is.
pub(super) fn counted_at(counted: Option<i64>) -> Part {
    let what = "The order, and the filter by what is found, go by what was counted";
    let not_yet = "What is found on machines was not counted yet: it is in a moment, and the order and the filter by what is found go by it.";
    let (tone, said) = super::notes::counted(counted, what, not_yet);
    Part::Note(tone, vec![said])
}

/// A machine with what is found on it, and how much of it was not, or could not be, checked.
fn row(machine: &Machine, verdicts: Verdicts, unchecked: i64) -> Vec<Cell> {
    let mut row = vec![machine_link(&machine.id, &machine.hostname)];
    let is_heard = matches!(machine.status, MachineStatus::Active | MachineStatus::Cloned);
    if machine.reported.is_none() || !is_heard {
        // Nothing is known of it, which is not that nothing is found.
        row.extend((0..9).map(|_| Cell::Nothing("not known")));
        return row;
    }
    let of = || Href::of("/findings").with("machine", &machine.id);
    // Where something is not known, none that is known is not none.
    let found = |level, count, href| match (count, unchecked) {
        (0, 1..) => Cell::Nothing("none known"),
        _ => heat(level, count, href),
    };
    let [unknown, low, medium, high, critical] = verdicts.by_severity;
    let malware = if verdicts.malware > 0 { 5 } else { 0 };
    row.push(found(malware, verdicts.malware, of().with("kind", "malware")));
    for (word, count) in SEVERITIES.into_iter().zip([critical, high, medium, low, unknown]) {
        row.push(found(level(count), count, of().with("severity_is", word)));
    }
    let changed = of().with("kind", "integrity");
    row.push(match verdicts.tampered {
        0 if !machine.tells_integrity => Cell::Nothing("not told"),
        0 if machine.left_out > 0 => Cell::Nothing("none known"),
        count => heat(level(count), count, changed),
    });
    row.push(found(level(verdicts.policies), verdicts.policies, of().with("kind", "policy")));
    row.push(match unchecked {
        0 => Cell::number(0),
        _ => Cell::count(unchecked, true, Href::of("/machines").part(&machine.id).at("findings")),
    });
    row
}

fn heat(level: u32, value: i64, href: Href) -> Cell {
    Cell::Heat(level, Number { value, is_exact: true }, (value > 0).then_some(href))
}

/// How hot so many are, from 0 to 5.
const fn level(count: i64) -> u32 {
    match count {
        0 => 0,
        1 => 1,
        2..=3 => 2,
        4..=9 => 3,
        10..=29 => 4,
        _ => 5,
    }
}
