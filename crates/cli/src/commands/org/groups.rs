//! `fetter org groups`.

use fetter_client::server::Target;
use serde_json::{Value, json};

use crate::arguments::{OrgGroups, OrgGroupsCommand, Output};
use crate::commands::api::Form::{Plain, Time};
use crate::commands::api::{Api, Column, give_list};
use crate::commands::session::Session;
use crate::exit::Exit;

const COLUMNS: [Column; 4] = [
    Column::new("Group", Plain("/name")),
    Column::new("Id", Plain("/id")),
    Column::new("Machines", Plain("/machines")),
    Column::new("Made", Time("/created")),
];

const GROUPS: &str = "/api/v1/groups";

pub(super) fn run(session: &Session, api: &Api, asked: &OrgGroups) -> anyhow::Result<Exit> {
    let list = |output: Option<&Output>| {
        let list = api.list("list groups", &Target::new(GROUPS), &asked.paging)?;
        give_list(session, output, &list, &COLUMNS, &asked.paging)
    };
    match &asked.command {
        None | Some(OrgGroupsCommand::Display) => list(None),
        Some(OrgGroupsCommand::Write(write)) => list(Some(&Output::Write(write.clone()))),
        Some(OrgGroupsCommand::Json(file)) => list(Some(&Output::Json(file.clone()))),
        Some(OrgGroupsCommand::Make { name }) => {
            let _: Value = api.post("make the group", &Target::new(GROUPS), &json!({"name": name}))?;
            Ok(Exit::Done)
        }
        Some(OrgGroupsCommand::Rename { group, name }) => {
            let target = Target::new("/api/v1/groups/").part(api.group(group)?, "");
            let _: Value = api.patch("rename the group", &target, &json!({"name": name}))?;
            Ok(Exit::Done)
        }
    }
}
