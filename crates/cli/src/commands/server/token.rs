//! `fetter server token`.

use clap::ValueEnum;
use fetter_client::server::Target;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::arguments::{
    Listed, RoleArgument, ServerToken, ServerTokenCommand, ServerTokenCreate, ServerTokenProgram,
};
use crate::commands::api::Form::{List, Made as Shown, Plain, Time};
use crate::commands::api::{Api, Column, give_list, seconds};
use crate::commands::session::Session;
use crate::exit::Exit;
use crate::surroundings;

const ENROLMENT: &str = "/api/v1/enrolment-tokens";
const PROGRAMS: &str = "/api/v1/tokens";

const ENROLMENT_COLUMNS: [Column; 9] = [
    Column::new("Id", Plain("/id")),
    Column::new("Group", Plain("/group")),
    Column::new("Tags", List("/tags")),
    Column::new("Uses", Plain("/uses")),
    Column::new("Used", Plain("/used")),
    Column::new("Expires", Time("/expires")),
    Column::new("Made", Time("/created")),
    Column::new("Made by", Plain("/created_by")),
    Column::new("Revoked", Time("/revoked")),
];
const PROGRAM_COLUMNS: [Column; 10] = [
    Column::new("Id", Plain("/id")),
    Column::new("Name", Plain("/name")),
    Column::new("Role", Plain("/role")),
    Column::new("Groups", Shown(groups)),
    Column::new("Reads only", Plain("/read_only")),
    Column::new("Expires", Time("/expires")),
    Column::new("Made", Time("/created")),
    Column::new("Made by", Plain("/created_by")),
    Column::new("Used", Time("/used")),
    Column::new("Revoked", Time("/revoked")),
];

/// The ids of groups that something is limited to.
pub(super) fn groups(item: &Value) -> String {
    if item["groups"].is_null() { "all".to_owned() } else { Column::new("", List("/groups")).cell(item) }
}

/// What a role is called by the API.
pub(super) fn role(role: RoleArgument) -> String {
    role.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

/// Something that was made with a secret.
#[derive(Deserialize)]
pub(super) struct WithSecret {
    pub(super) secret: String,
}

impl WithSecret {
    /// Prints it, alone, so that it can go into a file.
    pub(super) fn show(&self, session: &Session) -> anyhow::Result<Exit> {
        session.show(|out| writeln!(out, "{}", self.secret))?;
        Ok(Exit::Done)
    }
}

/// A group that was made.
#[derive(Deserialize)]
struct MadeGroup {
    id: i64,
}

pub(super) fn run(session: &Session, asked: &ServerToken) -> anyhow::Result<Exit> {
    let open = || Api::open(session, &asked.reach);
    let until = |text: &str| seconds("--expires", text).map(|span| surroundings::now() + span);
    match &asked.command {
        ServerTokenCommand::Create(asked) => {
            let expires = until(&asked.expires)?;
            create(session, &open()?, asked, expires)
        }
        ServerTokenCommand::CreateProgram(asked) => {
            let expires = until(&asked.expires)?;
            program(session, &open()?, asked, expires)
        }
        ServerTokenCommand::List(asked) => list(session, &open()?, ENROLMENT, &ENROLMENT_COLUMNS, asked),
        ServerTokenCommand::Programs(asked) => list(session, &open()?, PROGRAMS, &PROGRAM_COLUMNS, asked),
        ServerTokenCommand::Revoke { id } => revoke(&open()?, "/api/v1/enrolment-tokens/", *id),
        ServerTokenCommand::RevokeProgram { id } => revoke(&open()?, "/api/v1/tokens/", *id),
    }
}

fn list(
    session: &Session,
    api: &Api,
    path: &str,
    columns: &'static [Column],
    asked: &Listed,
) -> anyhow::Result<Exit> {
    let list = api.list("list tokens", &Target::new(path), &asked.paging)?;
    give_list(session, asked.output.as_ref(), &list, columns, &asked.paging)
}

fn revoke(api: &Api, path: &str, id: u32) -> anyhow::Result<Exit> {
    api.delete("revoke the token", &Target::new(path).part(id, ""))?;
    Ok(Exit::Done)
}

fn create(session: &Session, api: &Api, asked: &ServerTokenCreate, expires: u64) -> anyhow::Result<Exit> {
    let group = group(api, &asked.group)?;
    let body = json!({"group": group, "uses": asked.uses, "expires": expires, "tags": asked.tag});
    let made: WithSecret = api.post("make a token", &Target::new(ENROLMENT), &body)?;
    made.show(session)
}

fn program(session: &Session, api: &Api, asked: &ServerTokenProgram, expires: u64) -> anyhow::Result<Exit> {
    let groups = api.groups(&asked.group)?;
    let body = json!({
        "name": asked.name, "role": role(asked.role), "groups": groups, "read_only": asked.read_only, "expires": expires,
    });
    let made: WithSecret = api.post("make a token", &Target::new(PROGRAMS), &body)?;
    made.show(session)
}

/// The id of a group, which is made where it is not there.
fn group(api: &Api, name: &str) -> anyhow::Result<i64> {
    if let Some(id) = api.known_group(name)? {
        return Ok(id);
    }
    let made: MadeGroup = api.post("make a group", &Target::new("/api/v1/groups"), &json!({"name": name}))?;
    Ok(made.id)
}
