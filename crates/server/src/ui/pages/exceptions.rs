//! What is lifted beside policies.

use super::groups::Groups;
use super::said::said_of;
use super::{Answer, asked};
use crate::api::Refused;
use crate::api::v1::allowed::{Approver, Viewer};
use crate::api::v1::asked::{Id, Nothing};
use crate::api::v1::shapes::{ExceptionQuery, ExceptionShape, NewException};
use crate::api::v1::{Asked, Need, exceptions};
use crate::state::Shared;
use crate::store::Member;
use crate::ui::field::Fields;
use crate::ui::link::Href;
use crate::ui::route::{Deed, Outcome, View};
use crate::ui::view::{
    Button, Cell, Field, Form, Input, Page, Part, Said, Sorted, Tab, Table, Tone, in_days,
};
use crate::ui::visit::Visit;

/// How long something is lifted where nobody says how long.
const DAYS: i64 = 90;

pub(in crate::ui) async fn list(shared: Shared, visit: Visit<Viewer>, view: View<Nothing>) -> Answer {
    page(shared, &visit, &view, None).await
}

async fn page<N: Need<Grant = Member>>(
    shared: Shared,
    visit: &Visit<N>,
    view: &View<Nothing>,
    wrong: Option<(&Fields, &Refused)>,
) -> Answer {
    let query: ExceptionQuery = view.asked()?;
    let groups = Groups::of(&shared, visit.allowed()?).await?;
    let given = |name| view.query.get(name).to_owned();
    let fields = vec![
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
        .usually("Made", Sorted::Down);
    let may = visit.may::<Approver>();
    let rows = found.items.iter().map(|exception| row(exception, &groups, may.then_some(&visit.csrf)));
    let mut page = Page::new(Tab::Requests, "Exceptions")
        .part(super::requests::links("/exceptions"))
        .part(Part::Filter(Form::asking(Href::of("/exceptions"), fields)))
        .part(Part::Table(table.rows(rows)))
        .part(Part::Pager(view.pager(found.next.as_ref(), Vec::new())));
    if may {
        page = page.part(Part::Folded("Lift something", form(&visit.csrf, &groups, wrong)));
    }
    Ok(page)
}

fn row(exception: &ExceptionShape, groups: &Groups, csrf: Option<&String>) -> Vec<Cell> {
    let words = [&exception.rule, &exception.advisory, &exception.package];
    let what = words.into_iter().filter(|word| !word.is_empty()).map(|word| Cell::code(word));
    let today = in_days(0);
    let holds = match exception.revoked {
        Some(_) => Cell::badge(Tone::Plain, "taken back"),
        None if exception.until < today => Cell::badge(Tone::Plain, "over"),
        None => Cell::badge(Tone::Good, "holds"),
    };
    let is_done = exception.revoked.is_some() || exception.until < today;
    let button = csrf.filter(|_| !is_done).map(|csrf| {
        let action = Href::of("/exceptions").part(exception.id).part("revocation");
        Cell::from(Button::new(action, "Take back", &exception.package, csrf).grave())
    });
    vec![
        Cell::several(what, "everything"),
        exception.group.map_or_else(|| Cell::text("all groups"), |group| groups.link(group)),
        holds,
        Cell::text(&exception.until),
        Cell::text(&exception.reason),
        Cell::text(&exception.owner),
        Cell::time(exception.created),
        Cell::text(&exception.created_by),
        button.unwrap_or(Cell::Nothing("–")),
    ]
}

fn form(csrf: &str, groups: &Groups, wrong: Option<(&Fields, &Refused)>) -> Form {
    let given = |name| wrong.map(|(fields, _)| fields.get(name).to_owned()).unwrap_or_default();
    let until = Some(given("until")).filter(|day| !day.is_empty()).unwrap_or_else(|| in_days(DAYS));
    let fields = vec![
        groups.field(&given("group"), "all groups"),
        Field::line("package", "Package")
            .value(given("package"))
            .hint("A name or a pattern, with versions or without."),
        Field::line("rule", "Rule").value(given("rule")).hint("The id of a rule, or a kind of rules."),
        Field::line("advisory", "Advisory").value(given("advisory")),
        Field::line("reason", "Why").value(given("reason")).needed(),
        Field::line("owner", "Who decided").value(given("owner")).hint("You, where it is empty."),
        Field::new("until", "The last day", Input::Day).value(until).needed(),
    ];
    let mistakes = wrong.map(|(_, refused)| said_of(refused)).unwrap_or_default();
    Form::changing(Href::of("/exceptions"), csrf, "Lift it", fields).mistakes(mistakes)
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
    match exceptions::make(shared.clone(), visit.allowed()?, asked).await {
        Ok(_) => Ok(Outcome::Done(Href::of("/exceptions"), "lifted")),
        Err(refused) if refused.is_mistake() => {
            let view = View::empty(Nothing {}, "/exceptions");
            Ok(Outcome::Page(Box::new(page(shared, &visit, &view, Some((&deed.fields, &refused))).await?)))
        }
        Err(refused) => Err(refused),
    }
}

pub(in crate::ui) async fn revoke(
    shared: Shared,
    visit: Visit<Approver>,
    deed: Deed<Id>,
) -> Result<Outcome, Refused> {
    exceptions::revoke(shared, visit.allowed()?, asked(deed.path, Nothing {})).await?;
    Ok(Outcome::Done(Href::of("/exceptions"), "revoked"))
}
