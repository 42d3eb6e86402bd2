//! What was done, and by whom.

use fetter_core::date::Date;

use crate::api::Refused;
use crate::api::v1::allowed::WholeAdministrator;
use crate::api::v1::asked::Nothing;
use crate::api::v1::shapes::{AuditEntry, AuditQuery};
use crate::api::v1::{events, wrong};
use crate::state::Shared;
use crate::ui::link::Href;
use crate::ui::pages::{Answer, asked};
use crate::ui::route::View;
use crate::ui::view::{Cell, Field, Form, Input, Part, Sorted, Table};
use crate::ui::visit::Visit;

const PATH: &str = "/administration/audit";
/// The days from and to which it is asked for, both with it, in UTC.
const DAYS: [&str; 2] = ["from", "to"];
/// Seconds of a day.
const DAY: u64 = 86_400;

pub(in crate::ui) async fn list(
    shared: Shared,
    visit: Visit<WholeAdministrator>,
    view: View<Nothing>,
) -> Answer {
    let given: AuditQuery = view.asked_but(&DAYS)?;
    let [from, to] = [end(&view, DAYS[0])?, end(&view, DAYS[1])?];
    let since = given.since.or(from.map(|end| seconds(end.saturating_sub(DAY))));
    let query = AuditQuery { since, until: given.until.or(to.map(seconds)), ..given };
    let found = events::audit(shared, visit.allowed()?, asked(Nothing {}, query)).await?.0;
    let columns = ["When", "Who", "Did", "To what", "Before", "After", "From"];
    let table = Table::new("What was done", &columns, "Nothing like that was done.")
        .ordered("When", "order", ["oldest", "newest"])
        .usually("When", Sorted::Down);
    let page = super::page(&visit, PATH, "Audit log")
        .part(Part::Filter(filter(&view)))
        .part(Part::Table(table.rows(found.items.iter().map(row))));
    Ok(page.part(Part::Pager(view.pager(found.next.as_ref(), Vec::new()))))
}

/// When a day that is asked for is over, in seconds since 1970.
fn end(view: &View<Nothing>, name: &'static str) -> Result<Option<u64>, Refused> {
    match view.query.get(name) {
        "" => Ok(None),
        day => match day.parse::<Date>() {
            Ok(day) => Ok(Some(day.end())),
            Err(_) => Err(wrong(format_args!("{name} is a day, YYYY-MM-DD"))),
        },
    }
}

/// What is later than can be asked for is after all that was done.
fn seconds(time: u64) -> u32 {
    u32::try_from(time).unwrap_or(u32::MAX)
}

fn filter(view: &View<Nothing>) -> Form {
    let given = |name| view.query.get(name).to_owned();
    let fields = vec![
        Field::line("who", "Who").value(given("who")),
        Field::line("action", "Did").value(given("action")).hint("As the log has it: machine.change"),
        Field::line("object", "To what")
            .value(given("object"))
            .hint("The id of a machine, the name of a user …"),
        Field::new(DAYS[0], "From this day on", Input::Day).value(given(DAYS[0])),
        Field::new(DAYS[1], "To the end of this day", Input::Day)
            .value(given(DAYS[1]))
            .hint("Days are in UTC."),
    ];
    Form::asking(Href::of(PATH), fields)
}

fn row(entry: &AuditEntry) -> Vec<Cell> {
    let json = |value: &Option<serde_json::Value>| match value {
        Some(value) => Cell::code(&value.to_string()),
        None => Cell::Nothing("nothing"),
    };
    let like = |name, value: &str| {
        if value.is_empty() { Cell::text(value) } else { Cell::link(Href::of(PATH).with(name, value), value) }
    };
    vec![
        Cell::time(entry.time),
        like("who", &entry.who),
        like("action", &entry.action),
        like("object", &entry.object),
        json(&entry.before),
        json(&entry.after),
        Cell::code(&entry.origin),
    ]
}
