//! Machines and what is found on each: a heat map.

use super::groups::Groups;
use super::machines::links;
use super::notes::not_checked;
use super::words::machine_link;
use super::{Answer, asked};
use crate::api::v1::allowed::Viewer;
use crate::api::v1::asked::Nothing;
use crate::api::v1::shapes::{Machine, MachineQuery, MachineStatus};
use crate::api::v1::{findings, machines};
use crate::state::Shared;
use crate::store::{Of, Verdicts};
use crate::ui::link::Href;
use crate::ui::route::View;
use crate::ui::view::{Cell, Field, Form, Number, Page, Part, Tab, Table};
use crate::ui::visit::Visit;

/// How many machines a page has, as for each what it has is looked through.
const MACHINES: u32 = 25;
/// How many there may be, where they are put in order by what they have.
const IN_ORDER: u32 = 100;

pub(in crate::ui) async fn list(shared: Shared, visit: Visit<Viewer>, view: View<Nothing>) -> Answer {
    let query: MachineQuery = view.asked()?;
    let most = if view.is_whole { IN_ORDER } else { MACHINES };
    let limit = Some(query.limit.map_or(MACHINES, |limit| limit.min(most)));
    let (query, group) = (MachineQuery { limit, ..query }, view.query.number("group")?);
    let groups = Groups::of(&shared, visit.allowed()?).await?;
    let found = machines::list(shared.clone(), visit.allowed()?, asked(Nothing {}, query)).await?.0;
    let ids: Vec<String> = found.items.iter().map(|machine| machine.id.clone()).collect();
    let verdicts = shared.database.verdicts(&visit.scope, &ids).await?;
    let of = group.map_or(Of::All, Of::Group);
    let unchecked = findings::not_checked(&shared, &visit.scope, of).await?;
    let rows = found
        .items
        .iter()
        .map(|machine| row(machine, verdicts.get(&machine.id).copied().unwrap_or_default()));
    let columns = ["Host name", "#Malware", "#Critical", "#High", "#Medium", "#Low", "#Not rated", "#Policy"];
    let table =
        Table::new("What is found on each machine now, by host name", &columns, "No machine is like that.");
    let fields = vec![
        Field::line("q", "Host name or id").value(view.query.get("q")).hint("As it begins."),
        groups.field(view.query.get("group"), "any"),
    ];
    let page = Page::new(Tab::Machines, "Machines and verdicts")
        .part(links("/machines/verdicts"))
        .part(Part::Filter(Form::asking(Href::of("/machines/verdicts"), fields)))
        .parts(not_checked(&unchecked))
        .part(Part::Table(table.rows(rows)));
    Ok(page.part(Part::Pager(view.pager(found.next.as_ref(), Vec::new()))))
}

fn row(machine: &Machine, verdicts: Verdicts) -> Vec<Cell> {
    let mut row = vec![machine_link(&machine.id, &machine.hostname)];
    let is_heard = matches!(machine.status, MachineStatus::Active | MachineStatus::Cloned);
    if machine.reported.is_none() || !is_heard {
        // Nothing is known of it, which is not that nothing is found.
        row.extend((0..7).map(|_| Cell::Nothing("not known")));
        return row;
    }
    let of = || Href::of("/findings").with("machine", &machine.id);
    let [unknown, low, medium, high, critical] = verdicts.known;
    let malware = if verdicts.malware > 0 { 5 } else { 0 };
    row.push(heat(malware, verdicts.malware, of().with("kind", "malware")));
    for (word, count) in [("critical", critical), ("high", high), ("medium", medium), ("low", low)] {
        row.push(heat(level(count), count, of().with("severity", word)));
    }
    row.push(heat(level(unknown), unknown, of()));
    row.push(heat(level(verdicts.policies), verdicts.policies, of().with("kind", "policy")));
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
