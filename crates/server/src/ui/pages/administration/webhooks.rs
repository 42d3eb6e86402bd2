//! Programs and people that are told what happens.

use super::once;
use crate::api::Refused;
use crate::api::v1::allowed::WholeAdministrator;
use crate::api::v1::asked::{Id, Nothing};
use crate::api::v1::shapes::{
    DeliveryQuery, DeliveryShape, NewRecipientRequest, NewWebhookRequest, PageQuery,
};
use crate::api::v1::{Asked, recipients, webhooks, wrong};
use crate::state::Shared;
use crate::store::{DeliveryState, NoticeKind};
use crate::ui::field::Fields;
use crate::ui::link::Href;
use crate::ui::pages::{Answer, asked};
use crate::ui::route::{Deed, Outcome, View};
use crate::ui::view::{Button, Cell, Field, Form, Input, Part, Said, Table, Tone};
use crate::ui::visit::Visit;

const WEBHOOKS: &str = "/administration/webhooks";
const MAIL: &str = "/administration/mail";

/// Of what somebody is told.
fn kinds_field() -> Field {
    let kinds = NoticeKind::ALL.map(|kind| (kind.as_str().to_owned(), Said::short(kind.as_str())));
    Field::new("kinds", "What is told", Input::AnyOf(kinds.into())).hint("None of them for everything.")
}

fn kinds_of(fields: &Fields) -> Result<Option<Vec<NoticeKind>>, Refused> {
    let named = |word: &String| NoticeKind::ALL.into_iter().find(|kind| kind.as_str() == word);
    let kinds: Option<Vec<NoticeKind>> = fields.all("kinds").iter().map(named).collect();
    let kinds = kinds.ok_or_else(|| wrong("there is no such kind").of("kinds"))?;
    Ok((!kinds.is_empty()).then_some(kinds))
}

fn kinds_cell(kinds: &[NoticeKind]) -> Cell {
    if kinds.len() == NoticeKind::ALL.len() {
        return Cell::text("everything");
    }
    Cell::several(kinds.iter().map(|kind| Cell::text(kind.as_str())), "nothing")
}

pub(in crate::ui) async fn list(
    shared: Shared,
    visit: Visit<WholeAdministrator>,
    view: View<Nothing>,
) -> Answer {
    let query: PageQuery = view.asked()?;
    let found = webhooks::list(shared, visit.allowed()?, asked(Nothing {}, query)).await?.0;
    let rows = found.items.iter().map(|webhook| {
        let of = || Href::of(WEBHOOKS).part(webhook.id);
        let is = match webhook.gone {
            Some(_) => Cell::badge(Tone::Medium, "wants nothing any more"),
            None => Cell::badge(Tone::Good, "is told"),
        };
        let deeds = vec![
            Button::new(of().part("test"), "Test", &webhook.url, &visit.csrf).into(),
            Button::new(of().part("removal"), "Remove", &webhook.url, &visit.csrf).named().grave().into(),
        ];
        vec![
            Cell::Link(of(), Said::short(&webhook.url)),
            kinds_cell(&webhook.kinds),
            is,
            Cell::count(webhook.waiting, true, of().with("state", "waiting")),
            Cell::count(webhook.dead, true, of().with("state", "dead")),
            Cell::time(webhook.created),
            Cell::text(&webhook.created_by),
            Cell::Several(deeds),
        ]
    });
    let columns = ["Address", "What it is told", "Is", "#Waiting", "#Given up", "Made", "Made by", "Action"];
    let table = Table::new("Programs that are told what happens", &columns, "None is told.");
    let address = Input::Line { autocomplete: "off", example: "https://hooks.example/fetter" };
    let fields = vec![Field::new("url", "Address", address).needed(), kinds_field()];
    let form = Form::changing(Href::of(WEBHOOKS), &visit.csrf, "Have it told", fields);
    let page = super::page(&visit, WEBHOOKS, "Webhooks")
        .part(Part::Table(table.rows(rows)))
        .part(Part::Pager(view.pager(found.next.as_ref(), Vec::new())));
    Ok(page.part(Part::Folded("Have a program told what happens", form)))
}

pub(in crate::ui) async fn make(
    shared: Shared,
    visit: Visit<WholeAdministrator>,
    deed: Deed<Nothing>,
) -> Result<Outcome, Refused> {
    let body = NewWebhookRequest { url: deed.fields.word("url"), kinds: kinds_of(&deed.fields)? };
    let asked = Asked { path: Nothing {}, query: Nothing {}, body };
    let made = webhooks::make(shared, visit.allowed()?, asked).await?.0;
    let what = "This secret is shown this once. What it is told is signed with it.";
    let page = once("A webhook", what, &made.secret, Href::of(WEBHOOKS), Vec::new());
    Ok(Outcome::Page(Box::new(page)))
}

pub(in crate::ui) async fn remove(
    shared: Shared,
    visit: Visit<WholeAdministrator>,
    deed: Deed<Id>,
) -> Result<Outcome, Refused> {
    webhooks::remove(shared, visit.allowed()?, asked(deed.path, Nothing {})).await?;
    Ok(Outcome::Done(Href::of(WEBHOOKS), "removed"))
}

pub(in crate::ui) async fn test(
    shared: Shared,
    visit: Visit<WholeAdministrator>,
    deed: Deed<Id>,
) -> Result<Outcome, Refused> {
    webhooks::test(shared, visit.allowed()?, asked(deed.path, Nothing {})).await?;
    Ok(Outcome::Done(Href::of(WEBHOOKS).part(deed.path.0), "tested"))
}

/// What one was told.
pub(in crate::ui) async fn deliveries(
    shared: Shared,
    visit: Visit<WholeAdministrator>,
    view: View<Id>,
) -> Answer {
    let query: DeliveryQuery = view.asked()?;
    let found = webhooks::deliveries(shared, visit.allowed()?, asked(view.path, query)).await?.0;
    let rows = found.items.iter().map(|delivery| delivery_row(delivery, &visit.csrf));
    let columns = ["What", "Is", "Decided", "#Tried", "Answer", "What was wrong", "Tried next", "Action"];
    let table = Table::new("What it was told, the newest first", &columns, "Nothing yet.");
    let states = DeliveryState::ALL.map(DeliveryState::as_str);
    let field = Field::words("state", "Which", "all", &states).value(view.query.get("state"));
    let page = super::page(&visit, WEBHOOKS, &format!("Webhook {}", view.path.0))
        .part(Part::Filter(Form::asking(Href::of(WEBHOOKS).part(view.path.0), vec![field])))
        .part(Part::Table(table.rows(rows)));
    Ok(page.part(Part::Pager(view.pager(found.next.as_ref(), Vec::new()))))
}

fn delivery_row(delivery: &DeliveryShape, csrf: &str) -> Vec<Cell> {
    let tone = match delivery.state {
        DeliveryState::Done => Tone::Good,
        DeliveryState::Waiting => Tone::Plain,
        DeliveryState::Dead => Tone::High,
    };
    let again = Href::of(WEBHOOKS).part(delivery.webhook).part("deliveries").part(delivery.id);
    let button = match delivery.state {
        DeliveryState::Waiting => Cell::Nothing("–"),
        _ => Button::new(again, "Tell it again", &delivery.kind, csrf).into(),
    };
    vec![
        Cell::text(&delivery.kind),
        Cell::badge(tone, delivery.state.as_str()),
        Cell::time(delivery.created),
        Cell::number(delivery.attempts),
        delivery.status.map_or(Cell::Nothing("none"), Cell::number),
        Cell::text(&delivery.error),
        Cell::time_or(delivery.due, "–"),
        button,
    ]
}

pub(in crate::ui) async fn redeliver(
    shared: Shared,
    visit: Visit<WholeAdministrator>,
    deed: Deed<crate::ui::routes::OfWebhook>,
) -> Result<Outcome, Refused> {
    let delivery = Id(deed.path.delivery);
    webhooks::redeliver(shared, visit.allowed()?, asked(delivery, Nothing {})).await?;
    Ok(Outcome::Done(Href::of(WEBHOOKS).part(deed.path.webhook), "redelivered"))
}

/// People who are told by mail.
pub(in crate::ui) async fn mail(
    shared: Shared,
    visit: Visit<WholeAdministrator>,
    view: View<Nothing>,
) -> Answer {
    let query: PageQuery = view.asked()?;
    let found = recipients::list(shared, visit.allowed()?, asked(Nothing {}, query)).await?.0;
    let rows = found.items.iter().map(|recipient| {
        let removal = Href::of(MAIL).part(recipient.id).part("removal");
        vec![
            Cell::text(&recipient.address),
            kinds_cell(&recipient.kinds),
            Cell::time_or(recipient.mailed, "never"),
            Cell::text(&recipient.error),
            Cell::time(recipient.created),
            Cell::text(&recipient.created_by),
            Button::new(removal, "Remove", &recipient.address, &visit.csrf).named().grave().into(),
        ]
    });
    let columns = ["Address", "What is told", "Last mail", "What was wrong", "Made", "Made by", "Action"];
    let table = Table::new("People who are told by mail", &columns, "Nobody is told.");
    let address = Input::Line { autocomplete: "off", example: "team@mail.example" };
    let fields = vec![Field::new("address", "Address", address).needed(), kinds_field()];
    let form = Form::changing(Href::of(MAIL), &visit.csrf, "Have them told", fields);
    let page = super::page(&visit, MAIL, "Mail")
        .part(Part::Table(table.rows(rows)))
        .part(Part::Pager(view.pager(found.next.as_ref(), Vec::new())));
    Ok(page.part(Part::Folded("Have somebody told by mail", form)))
}

pub(in crate::ui) async fn add(
    shared: Shared,
    visit: Visit<WholeAdministrator>,
    deed: Deed<Nothing>,
) -> Result<Outcome, Refused> {
    let body = NewRecipientRequest { address: deed.fields.word("address"), kinds: kinds_of(&deed.fields)? };
    let asked = Asked { path: Nothing {}, query: Nothing {}, body };
    recipients::make(shared, visit.allowed()?, asked).await?;
    Ok(Outcome::Done(Href::of(MAIL), "made"))
}

pub(in crate::ui) async fn drop_recipient(
    shared: Shared,
    visit: Visit<WholeAdministrator>,
    deed: Deed<Id>,
) -> Result<Outcome, Refused> {
    recipients::remove(shared, visit.allowed()?, asked(deed.path, Nothing {})).await?;
    Ok(Outcome::Done(Href::of(MAIL), "removed"))
}
