//! Tokens of programs.

use super::once;
use super::people::{rights, rights_of, seen};
use crate::api::Refused;
use crate::api::v1::allowed::WholeAdministrator;
use crate::api::v1::asked::{Id, Nothing};
use crate::api::v1::shapes::{ApiTokenShape, NewApiTokenRequest, SearchQuery};
use crate::api::v1::{Asked, tokens, wrong};
use crate::clock;
use crate::state::Shared;
use crate::ui::link::Href;
use crate::ui::pages::groups::Groups;
use crate::ui::pages::words::role_word;
use crate::ui::pages::{Answer, asked, searching};
use crate::ui::route::{Deed, Outcome, View};
use crate::ui::view::{Button, Cell, Field, Form, Input, Part, Said, Table, Tone};
use crate::ui::visit::Visit;

const DAY: u64 = 86_400;

pub(in crate::ui) async fn list(
    shared: Shared,
    visit: Visit<WholeAdministrator>,
    view: View<Nothing>,
) -> Answer {
    let query: SearchQuery = view.asked()?;
    let groups = Groups::of(&shared, visit.allowed()?).await?;
    let found = tokens::list(shared, visit.allowed()?, asked(Nothing {}, query)).await?.0;
    let rows = found.items.iter().map(|token| row(token, &groups, &visit.csrf));
    let columns = ["For", "Role", "Sees", "Is", "Good until", "Last used", "Made by", "Action"];
    let table = Table::new("Tokens of programs", &columns, "There is none.");
    let mut fields = vec![
        Field::line("name", "What it is for").needed(),
        Field::new("days", "Good for so many days", Input::Number { least: 1, most: 365 })
            .value("90")
            .needed(),
    ];
    fields.extend(rights(&groups));
    let only = vec![("true".to_owned(), Said::short("It changes nothing"))];
    fields.push(Field::new("read_only", "Reading", Input::AnyOf(only)));
    let form = Form::changing(Href::of("/administration/tokens"), &visit.csrf, "Make a token", fields);
    let page = super::page(&visit, "/administration/tokens", "Tokens of programs")
        .part(searching(&view, Href::of("/administration/tokens"), "What it is for"))
        .part(Part::Table(table.rows(rows)))
        .part(Part::Pager(view.pager(found.next.as_ref(), Vec::new())));
    Ok(page.part(Part::Folded("Make a token for a program", form)))
}

fn row(token: &ApiTokenShape, groups: &Groups, csrf: &str) -> Vec<Cell> {
    let now = clock::now().cast_signed();
    let (is_good, word) = match token.revoked {
        Some(_) => (false, "revoked"),
        None if token.expires <= now => (false, "over"),
        None => (true, "good"),
    };
    let action = Href::of("/administration/tokens").part(token.id).part("revocation");
    let button = Button::new(action, "Revoke", &token.name, csrf).named().grave();
    let role = role_word(token.role);
    vec![
        Cell::text(&token.name),
        Cell::text(&if token.read_only { format!("{role}, reading only") } else { role.to_owned() }),
        seen(token.groups.as_ref(), groups),
        Cell::badge(if is_good { Tone::Good } else { Tone::Plain }, word),
        Cell::time(token.expires),
        Cell::time_or(token.used, "never"),
        Cell::text(&token.created_by),
        if is_good { button.into() } else { Cell::Nothing("–") },
    ]
}

pub(in crate::ui) async fn make(
    shared: Shared,
    visit: Visit<WholeAdministrator>,
    deed: Deed<Nothing>,
) -> Result<Outcome, Refused> {
    let (role, groups) = rights_of(&deed.fields)?;
    let days = deed.fields.number("days")?.and_then(|days| u64::try_from(days).ok());
    let days = days
        .filter(|days| (1..=365).contains(days))
        .ok_or_else(|| wrong("days is from 1 to 365").of("days"))?;
    let body = NewApiTokenRequest {
        name: deed.fields.word("name"),
        role,
        groups,
        read_only: deed.fields.get("read_only") == "true",
        expires: clock::now() + days * DAY,
    };
    let asked = Asked { path: Nothing {}, query: Nothing {}, body };
    let made = tokens::make(shared, visit.allowed()?, asked).await?.0;
    let what = "This token is shown this once. A program gives it as “authorization: Bearer …”.";
    let page =
        once("A token for a program", what, &made.secret, Href::of("/administration/tokens"), Vec::new());
    Ok(Outcome::Page(Box::new(page)))
}

pub(in crate::ui) async fn revoke(
    shared: Shared,
    visit: Visit<WholeAdministrator>,
    deed: Deed<Id>,
) -> Result<Outcome, Refused> {
    tokens::revoke(shared, visit.allowed()?, asked(deed.path, Nothing {})).await?;
    Ok(Outcome::Done(Href::of("/administration/tokens"), "revoked"))
}
