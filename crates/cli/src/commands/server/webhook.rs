//! `fetter server webhook`.

use anyhow::Context;
use fetter_client::server::ApiClient;
use fetter_core::report::escape;
use serde::{Deserialize, Serialize};

use super::pages::all;
use super::signed_in::SignedIn;
use crate::arguments::{ServerWebhookCommand, ServerWebhookCreate};
use crate::commands::session::Session;
use crate::exit::Exit;
use crate::surroundings;

#[derive(Serialize)]
struct NewWebhook<'asked> {
    url: &'asked str,
    kinds: Option<&'asked [String]>,
}

#[derive(Deserialize)]
struct Made {
    secret: String,
}

#[derive(Deserialize)]
struct Webhook {
    id: i64,
    url: String,
    kinds: Vec<String>,
    gone: Option<i64>,
    waiting: i64,
    dead: i64,
}

#[derive(Deserialize)]
struct Delivery {
    id: i64,
    kind: String,
    created: u64,
    attempts: i64,
    error: String,
}

pub(super) fn run(session: &Session, command: &ServerWebhookCommand) -> anyhow::Result<Exit> {
    let client = SignedIn::load(session)?.client()?;
    match command {
        ServerWebhookCommand::List => list(session, &client)?,
        ServerWebhookCommand::Create(asked) => create(session, &client, asked)?,
        ServerWebhookCommand::Delete(asked) => {
            client.delete(&format!("/api/v1/webhooks/{}", asked.id))?;
        }
        ServerWebhookCommand::Test(asked) => {
            client.post(&format!("/api/v1/webhooks/{}/test", asked.id), b"")?;
        }
        ServerWebhookCommand::DeadLetters(asked) => {
            let dead = dead(&client, asked.id)?;
            session.show(|out| dead.iter().try_for_each(|one| writeln!(out, "{}", line(one))))?;
        }
        ServerWebhookCommand::Redeliver(asked) => {
            let all = match asked.all_of {
                Some(webhook) => dead(&client, webhook)?.iter().map(|one| one.id).collect(),
                None => asked.delivery.into_iter().map(i64::from).collect::<Vec<_>>(),
            };
            for delivery in &all {
                client.post(&format!("/api/v1/deliveries/{delivery}/redeliver"), b"")?;
            }
            session.show(|out| writeln!(out, "{} are told once more", all.len()))?;
        }
    }
    Ok(Exit::Done)
}

fn list(session: &Session, client: &ApiClient) -> anyhow::Result<()> {
    let hooks: Vec<Webhook> = all(client, "/api/v1/webhooks?limit=500")?;
    session.show(|out| {
        hooks.iter().try_for_each(|hook| {
            let Webhook { id, url, kinds, gone, waiting, dead } = hook;
            let state = if gone.is_some() { "wants nothing any more" } else { "is told" };
            let (url, kinds) = (escape(url), kinds.join(","));
            writeln!(out, "{id} {url} {state}: {}; {waiting} wait, {dead} were given up", escape(&kinds))
        })
    })
}

fn create(session: &Session, client: &ApiClient, asked: &ServerWebhookCreate) -> anyhow::Result<()> {
    let kinds = (!asked.kind.is_empty()).then_some(asked.kind.as_slice());
    let body = serde_json::to_vec(&NewWebhook { url: &asked.url, kinds })?;
    let made: Made = serde_json::from_slice(&client.post("/api/v1/webhooks", &body)?)
        .context("the server's answer is no webhook")?;
    // Alone, so that it can go into a file.
    session.show(|out| writeln!(out, "{}", escape(&made.secret)))
}

fn dead(client: &ApiClient, webhook: u32) -> anyhow::Result<Vec<Delivery>> {
    all(client, &format!("/api/v1/webhooks/{webhook}/deliveries?state=dead&limit=500"))
}

fn line(one: &Delivery) -> String {
    let Delivery { id, kind, created, attempts, error } = one;
    let time = surroundings::time(*created);
    format!("{id} {} of {time}, {attempts} attempts: {}", escape(kind), escape(error))
}
