//! `fetter server user`.

use anyhow::Context;
use fetter_client::server::Target;
use serde_json::{Map, Value, json};

use super::token::{WithSecret, groups, role};
use crate::arguments::{Paging, ServerUser, ServerUserChange, ServerUserCommand};
use crate::commands::api::Form::{Made, Plain, Time};
use crate::commands::api::{Api, Column, give_list};
use crate::commands::session::Session;
use crate::exit::{Exit, UsageError};

const USERS: &str = "/api/v1/users";

const COLUMNS: [Column; 8] = [
    Column::new("Name", Plain("/name")),
    Column::new("Id", Plain("/id")),
    Column::new("Role", Plain("/role")),
    Column::new("Groups", Made(groups)),
    Column::new("Has a password", Plain("/has_password")),
    Column::new("Made", Time("/created")),
    Column::new("Locked until", Time("/locked_until")),
    Column::new("Disabled", Time("/disabled")),
];

pub(super) fn run(session: &Session, asked: &ServerUser) -> anyhow::Result<Exit> {
    let open = || Api::open(session, &asked.reach);
    match &asked.command {
        ServerUserCommand::List(asked) => {
            let list = open()?.list("list users", &Target::new(USERS), &asked.paging)?;
            give_list(session, asked.output.as_ref(), &list, &COLUMNS, &asked.paging)
        }
        ServerUserCommand::Create { name, role: of, group } => {
            let api = open()?;
            let body = json!({"name": name, "role": role(*of), "groups": api.groups(group)?});
            let made: WithSecret = api.post("make the user", &Target::new(USERS), &body)?;
            made.show(session)
        }
        ServerUserCommand::Change(asked) => change(open, asked),
        ServerUserCommand::Link { name } => {
            let api = open()?;
            let target = Target::new("/api/v1/users/").part(user(&api, name)?, "/link");
            let made: WithSecret = api.post("make a link", &target, &json!({}))?;
            made.show(session)
        }
    }
}

fn change(open: impl FnOnce() -> anyhow::Result<Api>, asked: &ServerUserChange) -> anyhow::Result<Exit> {
    let ServerUserChange { name, role: of, group, all_groups, disable, enable } = asked;
    if of.is_none() && group.is_empty() && !all_groups && !disable && !enable {
        let text = "nothing is to be another: give --role, --group, --all-groups, --disable or --enable";
        return Err(UsageError::new(text).into());
    }
    let api = open()?;
    let mut body = Map::new();
    if let Some(of) = of {
        body.insert("role".to_owned(), role(*of).into());
    }
    if let Some(groups) = api.groups(group)? {
        body.insert("groups".to_owned(), groups.into());
    }
    if *all_groups {
        body.insert("all_groups".to_owned(), true.into());
    }
    if *disable || *enable {
        body.insert("disabled".to_owned(), (*disable).into());
    }
    let target = Target::new("/api/v1/users/").part(user(&api, name)?, "");
    let _: Value = api.patch("change the user", &target, &body)?;
    Ok(Exit::Done)
}

/// The id of a user, by the name.
fn user(api: &Api, name: &str) -> anyhow::Result<i64> {
    by_name(api, USERS, "list users", name)?
        .with_context(|| format!("there is no user {name:?}: `fetter server user list` lists them"))
}

/// The id of what is called so in a list.
pub(super) fn by_name(api: &Api, path: &str, what: &str, name: &str) -> anyhow::Result<Option<i64>> {
    let all = Paging { limit: u32::MAX, cursor: None };
    let list = api.list(what, &Target::new(path), &all)?;
    let found = list.items.iter().find(|item| item["name"] == name);
    found.map(|item| item["id"].as_i64().context("the server's answer is no list")).transpose()
}
