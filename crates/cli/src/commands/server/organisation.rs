//! `fetter server organisation` and `fetter server operator`.

use anyhow::Context;
use fetter_client::server::Target;
use serde_json::json;

use super::place::data;
use super::token::WithSecret;
use super::user::by_name;
use crate::arguments::{ServerOperator, ServerOrganisation, ServerOrganisationCommand};
use crate::commands::api::Form::Plain;
use crate::commands::api::{Api, Column, give_list, seconds};
use crate::commands::session::Session;
use crate::exit::Exit;
use crate::surroundings;

const ORGANISATIONS: &str = "/api/v1/organisations";

const COLUMNS: [Column; 3] = [
    Column::new("Name", Plain("/name")),
    Column::new("Id", Plain("/id")),
    Column::new("Key of its policies", Plain("/policy_key")),
];

pub(super) fn run(session: &Session, asked: &ServerOrganisation) -> anyhow::Result<Exit> {
    let api = Api::open(session, &asked.reach)?;
    match &asked.command {
        ServerOrganisationCommand::List(asked) => {
            let list = api.list("list organisations", &Target::new(ORGANISATIONS), &asked.paging)?;
            give_list(session, asked.output.as_ref(), &list, &COLUMNS, &asked.paging)
        }
        ServerOrganisationCommand::Create { name } => {
            let target = Target::new(ORGANISATIONS);
            let made: WithSecret = api.post("make the organisation", &target, &json!({"name": name}))?;
            made.show(session)
        }
        ServerOrganisationCommand::Link { name } => {
            let id = by_name(&api, ORGANISATIONS, "list organisations", name)?
                .with_context(|| format!("there is no organisation {name:?}"))?;
            let target = Target::new("/api/v1/organisations/").part(id, "/link");
            let made: WithSecret = api.post("make a link", &target, &json!({}))?;
            made.show(session)
        }
    }
}

pub(super) fn operator(session: &Session, asked: &ServerOperator) -> anyhow::Result<Exit> {
    let expires = surroundings::now() + seconds("--expires", &asked.expires)?;
    let store = &asked.store;
    let token = fetter_server::serve::operator(
        &data(session, store)?,
        store.database.as_deref(),
        &asked.name,
        expires,
    )?;
    // Alone, so that it can go into a file.
    session.show(|out| writeln!(out, "{}", token.reveal()))?;
    Ok(Exit::Done)
}
