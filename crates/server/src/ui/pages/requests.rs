//! What people of machines ask to be let pass.

use super::groups::Groups;
use super::words::machine_link;
use super::{Answer, asked};
use crate::api::Refused;
use crate::api::v1::allowed::{Approver, Viewer};
use crate::api::v1::asked::{Id, Nothing};
use crate::api::v1::shapes::{ApprovalRequest, RefusalRequest, RequestQuery, RequestShape};
use crate::api::v1::{Asked, requests};
use crate::state::Shared;
use crate::ui::link::Href;
use crate::ui::route::{Deed, Outcome, View};
use crate::ui::view::{Cell, Field, Form, Input, Page, Part, Sorted, Tab, Table, Tone, in_days};
use crate::ui::visit::Visit;

/// How long something is let pass where nobody says how long.
const DAYS: i64 = 90;

pub(in crate::ui) async fn list(shared: Shared, visit: Visit<Viewer>, view: View<Nothing>) -> Answer {
    let query: RequestQuery = view.asked()?;
    let groups = Groups::of(&shared, visit.allowed()?).await?;
    let given = |name| view.query.get(name).to_owned();
    let fields = vec![
        Field::line("q", "Package").value(given("q")),
        Field::words("status", "Status", "any", &["open", "approved", "refused"]).value(given("status")),
        groups.field(&given("group"), "any"),
    ];
    let found = requests::list(shared, visit.allowed()?, asked(Nothing {}, query)).await?.0;
    let columns = ["Asked for", "Status", "Machine", "Group", "By", "Why", "When"];
    let table = Table::new("Requests", &columns, "Nobody asks for anything.")
        .ordered("When", "order", ["oldest", "newest"])
        .usually("When", Sorted::Down);
    let page = Page::new(Tab::Requests, "Requests")
        .part(links("/requests"))
        .part(Part::Filter(Form::asking(Href::of("/requests"), fields)))
        .part(Part::Table(table.rows(found.items.iter().map(row))));
    Ok(page.part(Part::Pager(view.pager(found.next.as_ref(), Vec::new()))))
}

/// The lists about what is let pass.
pub(super) fn links(here: &str) -> Part {
    let all = [("/requests", "Requests"), ("/exceptions", "Exceptions")];
    Part::Links("What is let pass", all.map(|(path, name)| (Href::of(path), name, path == here)).into())
}

fn row(request: &RequestShape) -> Vec<Cell> {
    vec![
        Cell::link(Href::of("/requests").part(request.id), &request.package),
        status(&request.status),
        machine_link(&request.machine, &request.hostname),
        Cell::link(Href::of("/machines").with("group", request.group), &request.group_name),
        Cell::text(&request.user),
        Cell::text(&request.reason),
        Cell::time(request.received),
    ]
}

fn status(status: &str) -> Cell {
    let tone = match status {
        "open" => Tone::Medium,
        "approved" => Tone::Good,
        _ => Tone::Plain,
    };
    Cell::badge(tone, status)
}

pub(in crate::ui) async fn one(shared: Shared, visit: Visit<Viewer>, view: View<Id>) -> Answer {
    let request = requests::one(shared, visit.allowed()?, asked(view.path, Nothing {})).await?.0;
    Ok(page(&visit, &request))
}

/// A request, and how it is decided.
fn page(visit: &Visit<Viewer>, request: &RequestShape) -> Page {
    let rules = request.rules.iter().map(|rule| Cell::code(rule));
    let mut facts = vec![
        ("Asked for", Cell::code(&request.package)),
        ("Machine", machine_link(&request.machine, &request.hostname)),
        ("Group", Cell::link(Href::of("/machines").with("group", request.group), &request.group_name)),
        ("By, as the machine says", Cell::text(&request.user)),
        ("When", Cell::time(request.received)),
        ("Rules that refuse it", Cell::several(rules, "none that the machine names")),
    ];
    if let Some(decided) = request.decided {
        facts.push(("Decided", Cell::time(decided)));
        facts.push(("Decided by", Cell::text(request.decided_by.as_deref().unwrap_or_default())));
        facts.push(("Answer", Cell::long(&request.answer)));
        facts.push(("Let pass until", Cell::text(request.until.as_deref().unwrap_or_default())));
    }
    let name = package_name(&request.package);
    let page = Page::new(Tab::Requests, &request.package)
        .above(Href::of("/requests"), "Requests")
        .beside(status(&request.status))
        .part(Part::Note(Tone::Plain, vec![Cell::long(&request.reason)]))
        .part(Part::Facts(facts))
        .part(Part::Note(
            Tone::Plain,
            vec![Cell::link(
                Href::of("/packages").part(&name),
                "Who has this package, and what is known of it",
            )],
        ));
    if request.status != "open" || !visit.may::<Approver>() {
        return page;
    }
    page.heading("approve", "Let it pass in this group")
        .part(Part::Form(approval(visit, request)))
        .heading("refuse", "Refuse it")
        .part(Part::Form(refusal(visit, request)))
}

/// Why a request is decided so.
fn reason() -> Field {
    Field::line("reason", "Why").hint("The machine is told.").needed()
}

fn approval(visit: &Visit<Viewer>, request: &RequestShape) -> Form {
    let fields = vec![
        reason(),
        Field::new("until", "The last day", Input::Day).value(in_days(DAYS)).needed(),
        Field::line("package", "What is let pass").value(request.package.as_str()),
        Field::line("rules", "Rules that are lifted")
            .hint("With spaces between; empty for those that refuse it."),
        Field::line("advisory", "An advisory that is borne"),
    ];
    let action = Href::of("/requests").part(request.id).part("approval");
    Form::changing(action, &visit.csrf, "Approve", fields)
}

fn refusal(visit: &Visit<Viewer>, request: &RequestShape) -> Form {
    let action = Href::of("/requests").part(request.id).part("refusal");
    Form::changing(action, &visit.csrf, "Refuse", vec![reason()]).grave()
}

/// The name in what is asked for, which may have versions.
fn package_name(package: &str) -> String {
    let end = package.find(|letter: char| !(letter.is_ascii_alphanumeric() || "._-".contains(letter)));
    crate::store::normalised(&package[..end.unwrap_or(package.len())])
}

pub(in crate::ui) async fn approve(
    shared: Shared,
    visit: Visit<Approver>,
    deed: Deed<Id>,
) -> Result<Outcome, Refused> {
    let rules = deed.fields.get("rules").split_whitespace().map(str::to_owned).collect();
    let package = deed.fields.word("package");
    let body = ApprovalRequest {
        reason: deed.fields.word("reason"),
        until: deed.fields.word("until"),
        rules,
        advisory: deed.fields.word("advisory"),
        package: (!package.is_empty()).then_some(package),
    };
    let asked = Asked { path: deed.path, query: Nothing {}, body };
    requests::approve(shared, visit.allowed()?, asked).await?;
    Ok(Outcome::Done(Href::of("/requests").part(deed.path.0), "approved"))
}

pub(in crate::ui) async fn refuse(
    shared: Shared,
    visit: Visit<Approver>,
    deed: Deed<Id>,
) -> Result<Outcome, Refused> {
    let body = RefusalRequest { reason: deed.fields.word("reason") };
    let asked = Asked { path: deed.path, query: Nothing {}, body };
    requests::refuse(shared, visit.allowed()?, asked).await?;
    Ok(Outcome::Done(Href::of("/requests").part(deed.path.0), "refused"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_in_what_is_asked_for() {
        for (package, name) in
            [("Foo.Bar==1.2", "foo-bar"), ("requests", "requests"), ("x >= 1", "x"), ("é", "")]
        {
            assert_eq!(package_name(package), name, "{package}");
        }
    }
}
