//! What is lifted beside policies.

use super::groups::Groups;
use super::{Answer, asked};
use crate::api::Refused;
use crate::api::v1::allowed::{Approver, Viewer};
use crate::api::v1::asked::{Id, Nothing};
use crate::api::v1::shapes::{ExceptionQuery, ExceptionShape, NewException};
use crate::api::v1::{Asked, exceptions};
use crate::state::Shared;
use crate::ui::link::Href;
use crate::ui::route::{Deed, Outcome, View};
use crate::ui::view::{
    Button, Cell, Field, Form, Input, Page, Part, Said, Sorted, Tab, Table, Tone, in_days,
};
use crate::ui::visit::Visit;

/// How long something is lifted where nobody says how long.
const DAYS: i64 = 90;

pub(in crate::ui) async fn list(shared: Shared, visit: Visit<Viewer>, view: View<Nothing>) -> Answer {
    let query: ExceptionQuery = view.asked()?;
    let groups = Groups::of(&shared, visit.allowed()?).await?;
    let given = |name| view.query.get(name).to_owned();
    let fields = vec![
        Field::line("q", "Rule, advisory or package").value(given("q")),
        groups.field(&given("group"), "any"),
        Field::new(
            "holding",
            "Which",
            Input::OneOf(vec![
                (String::new(), Said::short("all that there ever were")),
                ("true".to_owned(), Said::short("those that hold today")),
            ]),
        )
        .value(given("holding")),
    ];
    let found = exceptions::list(shared, visit.allowed()?, asked(Nothing {}, query)).await?.0;
    let columns = ["What is lifted", "For", "Holds", "Until", "Why", "Owner", "Made", "Made by", "Action"];
    let table = Table::new("Exceptions", &columns, "Nothing is lifted.")
        .ordered("Made", "order", ["oldest", "newest"])
        .ordered("Until", "order", ["first-to-end", "last-to-end"])
        .usually("Made", Sorted::Down);
    let may = visit.may::<Approver>();
    let rows = found.items.iter().map(|exception| row(exception, &groups, may.then_some(&visit.csrf)));
    let mut page = Page::new(Tab::Requests, "Exceptions")
        .part(super::requests::links("/exceptions"))
        .part(Part::Filter(Form::asking(Href::of("/exceptions"), fields)))
        .part(Part::Table(table.rows(rows)))
        .part(Part::Pager(view.pager(found.next.as_ref(), Vec::new())));
    if may {
        page = page.part(Part::Folded("Lift something", form(&visit.csrf, &groups)));
    }
    Ok(page)
}

fn row(exception: &ExceptionShape, groups: &Groups, csrf: Option<&String>) -> Vec<Cell> {
    let words = [&exception.rule, &exception.advisory, &exception.package];
    let words = words.into_iter().map(String::as_str).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.collect();
    let finding =
        exception.finding.as_ref().map(|id| Cell::link(Href::of("/findings").part(id), "changed files"));
    let what = finding.into_iter().chain(words.iter().map(|word| Cell::code(word)));
    let name = if words.is_empty() { "everything".to_owned() } else { words.join(", ") };
    let today = in_days(0);
    let holds = match exception.revoked {
        Some(_) => Cell::badge(Tone::Plain, "taken back"),
        None if exception.until < today => Cell::badge(Tone::Plain, "over"),
        None => Cell::badge(Tone::Good, "holds"),
    };
    let is_done = exception.revoked.is_some() || exception.until < today;
    let button = csrf.filter(|_| !is_done).map(|csrf| {
        let action = Href::of("/exceptions").part(exception.id).part("revocation");
        Cell::from(Button::new(action, "Take back", &name, csrf).named().grave())
    });
    vec![
        Cell::several(what, "everything"),
        match exception.group {
            Some(group) if exception.finding.is_some() => {
                Cell::Several(vec![Cell::text("one machine of"), groups.link(group)])
            }
            Some(group) => groups.link(group),
            None => Cell::text("all groups"),
        },
        holds,
        Cell::text(&exception.until),
        Cell::text(&exception.reason),
        Cell::text(&exception.owner),
        Cell::time(exception.created),
        Cell::text(&exception.created_by),
        button.unwrap_or(Cell::Nothing("–")),
    ]
}

fn form(csrf: &str, groups: &Groups) -> Form {
    let fields = vec![
        groups.field("", "all groups"),
        Field::line("package", "Package").hint("A name or a pattern, with versions or without."),
        Field::line("rule", "Rule").hint("The id of a rule, or a kind of rules."),
        Field::line("advisory", "Advisory"),
        Field::line("reason", "Why").needed(),
        Field::line("owner", "Who decided").hint("You, where it is empty."),
        Field::new("until", "The last day", Input::Day).value(in_days(DAYS)).needed(),
    ];
    Form::changing(Href::of("/exceptions"), csrf, "Lift it", fields)
}

pub(in crate::ui) async fn make(
    shared: Shared,
    visit: Visit<Approver>,
    deed: Deed<Nothing>,
) -> Result<Outcome, Refused> {
    let owner = deed.fields.word("owner");
    let body = NewException {
        group: deed.fields.number("group")?,
        rule: deed.fields.word("rule"),
        advisory: deed.fields.word("advisory"),
        package: deed.fields.word("package"),
        reason: deed.fields.word("reason"),
        owner: (!owner.is_empty()).then_some(owner),
        until: deed.fields.word("until"),
    };
    let asked = Asked { path: Nothing {}, query: Nothing {}, body };
    exceptions::make(shared, visit.allowed()?, asked).await?;
    Ok(Outcome::Done(Href::of("/exceptions"), "lifted"))
}

pub(in crate::ui) async fn revoke(
    shared: Shared,
    visit: Visit<Approver>,
    deed: Deed<Id>,
) -> Result<Outcome, Refused> {
    exceptions::revoke(shared, visit.allowed()?, asked(deed.path, Nothing {})).await?;
    Ok(Outcome::Done(Href::of("/exceptions"), "revoked"))
}
