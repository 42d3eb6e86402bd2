//! What happened to a machine, by day or as a table.

use super::groups::Groups;
use super::machine::{detail, part};
use super::words::plural;
use super::{Answer, asked};
use crate::api::v1::allowed::Viewer;
use crate::api::v1::asked::MachineId;
use crate::api::v1::shapes::{SiteThenShape, TimelineEntry, TimelineQuery, TimelineWhat};
use crate::api::v1::timeline;
use crate::jobs::Retention;
use crate::state::Shared;
use crate::ui::link::Href;
use crate::ui::route::View;
use crate::ui::view::{Cell, Field, Form, Moment, Part, Table};
use crate::ui::visit::Visit;

/// What asks for the table.
const FORM: &str = "form";
const TABLE: &str = "table";

pub(in crate::ui) async fn page(shared: Shared, visit: Visit<Viewer>, view: View<MachineId>) -> Answer {
    let query: TimelineQuery = view.asked_but(&[FORM])?;
    let machine = detail(&shared, &visit, &view).await?;
    let groups = Groups::of(&shared, visit.allowed()?).await?;
    let kept = kept(&shared.options.retention);
    let found = timeline::list(shared, visit.allowed()?, asked(view.path.clone(), query)).await?.0;
    let is_table = view.query.get(FORM) == TABLE;
    let here = || Href::of("/machines").part(&view.path.0).part("history");
    let text = view.query.get("q");
    let shown = || if text.is_empty() { here() } else { here().with("q", text) };
    let links = vec![(shown(), "By day", !is_table), (shown().with(FORM, TABLE), "As a table", is_table)];
    let field = Field::line("q", "In the path").value(text).hint("Of a site, or a part of it.");
    let mut filter = Form::asking(here(), vec![field]);
    if is_table {
        filter = filter.hidden(FORM, TABLE);
    }
    let page =
        part(&machine, "history").part(Part::Links("How it is shown", links)).part(Part::Filter(filter));
    let page = if is_table {
        page.part(Part::Table(table(&found.items, &groups)))
    } else {
        page.parts(days(&found.items, &groups, !text.is_empty()))
    };
    // A file is of the table, however it is looked at.
    let file = view.here().with(FORM, TABLE).with("as", "csv").href();
    let is_last = found.next.is_none();
    let page = page.part(Part::Pager(view.pager(found.next.as_ref(), vec![("CSV", file)])));
    Ok(page.parts(is_last.then_some(Part::Sentence(kept))))
}

/// How far back this reaches: each kind of entry is kept as long as what it is made of.
fn kept(retention: &Retention) -> String {
    let days = |days: u32| plural(days.into(), "day", "days");
    let sites = |kept| {
        format!(
            "What a site held is told of until {} after it ended: of one that appeared before that, it is not known what was there before.",
            days(kept)
        )
    };
    let notices = |kept| {
        let kept = days(kept);
        format!(
            "That nothing was heard of it, that it was heard again, and that two machines went by its key is told of for {kept}."
        )
    };
    let deeds = |kept| format!("What people or rules changed is told of for {}.", days(kept));
    let said = [retention.history.map(sites), retention.notices.map(notices), retention.audit.map(deeds)];
    let said: Vec<String> = said.into_iter().flatten().collect();
    if said.is_empty() { "All of this is kept for ever.".to_owned() } else { said.join(" ") }
}

/// One list for each day.
fn days(entries: &[TimelineEntry], groups: &Groups, is_narrowed: bool) -> Vec<Part> {
    if entries.is_empty() {
        let said = if is_narrowed {
            "Nothing else is known to have happened to a site with that in its path."
        } else {
            "Nothing else is known to have happened to it."
        };
        return vec![Part::Sentence(said.to_owned())];
    }
    let mut days: Vec<(String, Vec<(Moment, Cell)>)> = Vec::new();
    for entry in entries {
        let moment = Moment::new(entry.time);
        let row = (moment, Cell::Several(said(entry, groups)));
        match days.last_mut() {
            Some((day, rows)) if *day == moment.day() => rows.push(row),
            _ => days.push((moment.day(), vec![row])),
        }
    }
    days.into_iter().map(|(day, rows)| Part::Day(day, rows)).collect()
}

fn table(entries: &[TimelineEntry], groups: &Groups) -> Table {
    let rows = entries.iter().map(|entry| {
        vec![
            Cell::time(entry.time),
            Cell::text(what(entry.what)),
            entry.path.as_ref().map_or(Cell::Nothing("nowhere"), Cell::path),
            packages(entry.before.as_ref()),
            packages(entry.after.as_ref()),
            Cell::several(changes(entry, groups), "–"),
            Cell::text(&entry.by),
        ]
    });
    let columns = ["When", "What", "Where", "Packages before", "Packages since", "Became", "By"];
    Table::new("What happened to it, the newest first", &columns, "Nothing else is known.").rows(rows)
}

const fn what(what: TimelineWhat) -> &'static str {
    match what {
        TimelineWhat::Enrolled => "enrolled",
        TimelineWhat::SiteAppeared => "site appeared",
        TimelineWhat::SiteChanged => "site changed",
        TimelineWhat::SiteGone => "site went",
        TimelineWhat::Moved => "came into another group",
        TimelineWhat::Changed => "changed",
        TimelineWhat::Silent => "not heard of any more",
        TimelineWhat::Heard => "heard of again",
        TimelineWhat::Cloned => "two machines go by its key",
        TimelineWhat::Other => "something that this version does not know",
    }
}

/// How many packages a site held, with a link where it does still.
fn packages(then: Option<&SiteThenShape>) -> Cell {
    match then {
        None => Cell::Nothing("none"),
        Some(SiteThenShape { packages: None, .. }) => Cell::Nothing("not sent"),
        Some(SiteThenShape { site, packages: Some(packages), is_now: true }) => {
            Cell::count(*packages, true, Href::of("/sites").part(site))
        }
        Some(SiteThenShape { packages: Some(packages), .. }) => Cell::number(*packages),
    }
}

/// What people, or rules, changed.
fn changes(entry: &TimelineEntry, groups: &Groups) -> Vec<Cell> {
    let mut cells: Vec<Cell> = entry.group.iter().map(|group| groups.link(*group)).collect();
    cells.extend(entry.status.iter().map(|status| Cell::text(status)));
    if let Some(owner) = &entry.owner {
        let owner = if owner.is_empty() { "nobody" } else { owner };
        cells.extend([Cell::long("owner"), Cell::text(owner)]);
    }
    if let Some(tags) = &entry.tags {
        cells.push(Cell::long("tags"));
        cells.push(Cell::several(tags.iter().map(|tag| Cell::text(tag)), "none"));
    }
    cells
}

/// One entry as words.
fn said(entry: &TimelineEntry, groups: &Groups) -> Vec<Cell> {
    let mut cells = vec![Cell::long(what(entry.what))];
    cells.extend(entry.path.as_ref().map(Cell::path));
    let before = entry.before.as_ref();
    match entry.what {
        TimelineWhat::SiteChanged => {
            cells.extend([Cell::long("had"), packages(before), Cell::long("packages, and since then")]);
            cells.push(packages(entry.after.as_ref()));
        }
        TimelineWhat::SiteAppeared => {
            cells.extend([Cell::long("with"), packages(entry.after.as_ref()), Cell::long("packages")]);
        }
        TimelineWhat::SiteGone => {
            let count = before.and_then(|then| then.packages);
            let count = count.map(|count| plural(count, "package", "packages"));
            cells.extend([Cell::long("with"), Cell::long(count.as_deref().unwrap_or("packages not sent"))]);
        }
        _ => cells.extend(changes(entry, groups)),
    }
    if !entry.by.is_empty() {
        cells.extend([Cell::long("by"), Cell::text(&entry.by)]);
    }
    cells
}
