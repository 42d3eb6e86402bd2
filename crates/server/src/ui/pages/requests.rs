//! What people of machines ask to be let pass.

use super::groups::Groups;
use super::said::said_of;
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
    Ok(page(&visit, &request, None))
}

/// A request, and how it is decided. Where that was not done: what was sent, and what was wrong with it.
fn page(
    visit: &Visit<impl crate::api::v1::Need<Grant = crate::store::Member>>,
    request: &RequestShape,
    wrong: Option<(&Deed<Id>, &Refused)>,
) -> Page {
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
    let of = |part: &'static str| Href::of("/requests").part(request.id).part(part);
    let given = |form: &str, name: &str| {
        let sent = wrong.filter(|(deed, _)| deed.fields.get("form") == form);
        sent.map(|(deed, _)| deed.fields.get(name).to_owned())
    };
    let mistakes = |form: &str| {
        let sent = wrong.filter(|(deed, _)| deed.fields.get("form") == form);
        sent.map(|(_, refused)| said_of(refused)).unwrap_or_default()
    };
    let until = given("approval", "until").unwrap_or_else(|| in_days(DAYS));
    let approval = vec![
        Field::line("reason", "Why")
            .hint("The machine is told.")
            .value_of(given("approval", "reason"))
            .needed(),
        Field::new("until", "The last day", Input::Day).value(until).needed(),
        Field::line("package", "What is let pass")
            .value(given("approval", "package").unwrap_or_else(|| request.package.clone())),
        Field::line("rules", "Rules that are lifted")
            .hint("With spaces between; empty for those that refuse it.")
            .value_of(given("approval", "rules")),
        Field::line("advisory", "An advisory that is borne").value_of(given("approval", "advisory")),
    ];
    let approval = Form::changing(of("approval"), &visit.csrf, "Approve", approval)
        .hidden("form", "approval")
        .mistakes(mistakes("approval"));
    let refusal = vec![
        Field::line("reason", "Why")
            .hint("The machine is told.")
            .value_of(given("refusal", "reason"))
            .needed(),
    ];
    let refusal = Form::changing(of("refusal"), &visit.csrf, "Refuse", refusal)
        .hidden("form", "refusal")
        .mistakes(mistakes("refusal"))
        .grave();
    page.heading("approve", "Let it pass in this group")
        .part(Part::Form(approval))
        .heading("refuse", "Refuse it")
        .part(Part::Form(refusal))
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
    let done = requests::approve(shared.clone(), visit.allowed()?, asked).await.map(drop);
    decided(shared, visit, deed, done, "approved").await
}

pub(in crate::ui) async fn refuse(
    shared: Shared,
    visit: Visit<Approver>,
    deed: Deed<Id>,
) -> Result<Outcome, Refused> {
    let body = RefusalRequest { reason: deed.fields.word("reason") };
    let asked = Asked { path: deed.path, query: Nothing {}, body };
    let done = requests::refuse(shared.clone(), visit.allowed()?, asked).await.map(drop);
    decided(shared, visit, deed, done, "refused").await
}

/// The request as it is decided; where it is not, with what was wrong.
async fn decided(
    shared: Shared,
    visit: Visit<Approver>,
    deed: Deed<Id>,
    done: Result<(), Refused>,
    word: &'static str,
) -> Result<Outcome, Refused> {
    let Err(refused) = done else {
        return Ok(Outcome::Done(Href::of("/requests").part(deed.path.0), word));
    };
    if !refused.is_mistake() {
        return Err(refused);
    }
    let request = requests::one(shared, visit.allowed()?, asked(deed.path, Nothing {})).await?.0;
    Ok(Outcome::Page(Box::new(page(&visit, &request, Some((&deed, &refused))))))
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
