//! `fetter server webhook`.

use clap::ValueEnum;
use clap::builder::PossibleValue;
use fetter_client::server::{ServerError, Target};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::arguments::{Paging, ServerWebhook, ServerWebhookCommand, ServerWebhookCreate};
use crate::commands::api::Form::{List, Made, Plain, Time};
use crate::commands::api::{Api, Column, give_list};
use crate::commands::session::Session;
use crate::exit::Exit;

const WEBHOOKS: &str = "/api/v1/webhooks";

const COLUMNS: [Column; 6] = [
    Column::new("Id", Plain("/id")),
    Column::new("Url", Plain("/url")),
    Column::new("Is told", List("/kinds")),
    Column::new("Waiting", Plain("/waiting")),
    Column::new("Given up", Plain("/dead")),
    Column::new("State", Made(state)),
];

const DEAD: [Column; 5] = [
    Column::new("Id", Plain("/id")),
    Column::new("Kind", Plain("/kind")),
    Column::new("Made", Time("/created")),
    Column::new("Attempts", Plain("/attempts")),
    Column::new("Error", Plain("/error")),
];

const DELIVERIES: [Column; 8] = [
    Column::new("Id", Plain("/id")),
    Column::new("Kind", Plain("/kind")),
    Column::new("State", Plain("/state")),
    Column::new("Made", Time("/created")),
    Column::new("Attempts", Plain("/attempts")),
    Column::new("Next", Time("/due")),
    Column::new("Ended", Time("/ended")),
    Column::new("Error", Plain("/error")),
];

/// A webhook that was made, with the secret that signatures are checked with.
#[derive(Deserialize)]
struct WithKey {
    secret: String,
}

fn state(item: &Value) -> String {
    let is_gone = item.get("gone").is_some_and(|gone| !gone.is_null());
    if is_gone { "wants nothing any more" } else { "is told" }.to_owned()
}

pub(super) fn run(session: &Session, asked: &ServerWebhook) -> anyhow::Result<Exit> {
    let api = Api::open(session, &asked.reach)?;
    match &asked.command {
        ServerWebhookCommand::List(asked) => {
            let list = api.list("list webhooks", &Target::new(WEBHOOKS), &asked.paging)?;
            return give_list(session, asked.output.as_ref(), &list, &COLUMNS, &asked.paging);
        }
        ServerWebhookCommand::DeadLetters { id, listed } => {
            let list = api.list("list what was given up", &deliveries(*id, Some("dead")), &listed.paging)?;
            return give_list(session, listed.output.as_ref(), &list, &DEAD, &listed.paging);
        }
        ServerWebhookCommand::Deliveries { id, state, listed } => {
            let state = state.and_then(|state| state.to_possible_value());
            let target = deliveries(*id, state.as_ref().map(PossibleValue::get_name));
            let list = api.list("list what it is told", &target, &listed.paging)?;
            return give_list(session, listed.output.as_ref(), &list, &DELIVERIES, &listed.paging);
        }
        ServerWebhookCommand::Create(asked) => create(session, &api, asked)?,
        ServerWebhookCommand::Delete(asked) => {
            let target = Target::new("/api/v1/webhooks/").part(asked.id, "");
            api.delete("delete the webhook", &target)?;
        }
        ServerWebhookCommand::Test(asked) => {
            let target = Target::new("/api/v1/webhooks/").part(asked.id, "/test");
            api.post::<Value>("have it told", &target, &json!({}))?;
        }
        ServerWebhookCommand::Redeliver(asked) => {
            let mut all: Vec<u64> = asked.delivery.into_iter().map(u64::from).collect();
            if let Some(webhook) = asked.all_of {
                let paging = Paging { limit: 10_000_000, cursor: None };
                let given_up =
                    api.list("list what was given up", &deliveries(webhook, Some("dead")), &paging)?;
                all.extend(given_up.items.iter().filter_map(|one| one["id"].as_u64()));
            }
            for delivery in &all {
                let target = Target::new("/api/v1/deliveries/").part(delivery, "/redeliver");
                api.post::<Value>("have it told once more", &target, &json!({})).map_err(gone)?;
            }
            session.show(|out| writeln!(out, "{} are told once more", all.len()))?;
        }
    }
    Ok(Exit::Done)
}

fn create(session: &Session, api: &Api, asked: &ServerWebhookCreate) -> anyhow::Result<()> {
    let kinds = (!asked.kind.is_empty()).then_some(&asked.kind);
    let body = json!({"url": asked.url, "kinds": kinds});
    let made: WithKey = api.post("make the webhook", &Target::new(WEBHOOKS), &body)?;
    // Alone, so that it can go into a file.
    session.show(|out| writeln!(out, "{}", fetter_core::report::escape(&made.secret)))
}

fn deliveries(webhook: u32, state: Option<&str>) -> Target {
    Target::new("/api/v1/webhooks/").part(webhook, "/deliveries").query("state", state)
}

/// The same error, and what to do where a webhook wants nothing any more.
fn gone(error: anyhow::Error) -> anyhow::Error {
    let is_gone =
        matches!(error.downcast_ref::<ServerError>(), Some(ServerError::Refused { status: 409, .. }));
    if !is_gone {
        return error;
    }
    error.context(
        "the webhook wants nothing any more: `fetter server webhook create URL` makes another, which is told what happens \
         from then on, and `fetter server webhook delete ID` removes this one with what it was not told",
    )
}
