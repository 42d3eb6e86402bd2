//! `fetter org policy`.

mod derive;
mod preview;
mod propose;
mod show;

use fetter_client::server::Target;
use serde_json::{Value, json};

use crate::arguments::{OfGroup, OrgPolicy, OrgPolicyCommand, OrgPolicyStatus};
use crate::commands::api::Form::{Plain, Time};
use crate::commands::api::{Api, Column, give_list, give_one};
use crate::commands::session::Session;
use crate::exit::Exit;

const VERSIONS: [Column; 4] = [
    Column::new("Version", Plain("/version")),
    Column::new("Made", Time("/created")),
    Column::new("By", Plain("/created_by")),
    Column::new("Note", Plain("/note")),
];

const PREVIEWS: [Column; 9] = [
    Column::new("Id", Plain("/id")),
    Column::new("Version", Plain("/version")),
    Column::new("State", Plain("/status")),
    Column::new("Asked", Time("/created")),
    Column::new("By", Plain("/created_by")),
    Column::new("Done", Time("/ended")),
    Column::new("Kept until", Time("/expires")),
    Column::new("Sites", Plain("/sites")),
    Column::new("Not checked", Plain("/unchecked")),
];

const HISTORY: [Column; 5] = [
    Column::new("Time", Time("/time")),
    Column::new("Step", Plain("/step")),
    Column::new("Version", Plain("/version")),
    Column::new("Percent", Plain("/percent")),
    Column::new("By", Plain("/by")),
];

const STANDING: [Column; 3] = [
    Column::new("Version", Plain("/version")),
    Column::new("Staged", Plain("/next")),
    Column::new("Percent", Plain("/percent")),
];

pub(super) fn run(
    session: &Session,
    open: impl FnOnce() -> anyhow::Result<Api>,
    asked: &OrgPolicy,
) -> anyhow::Result<Exit> {
    match &asked.command {
        OrgPolicyCommand::List(asked) => list(session, &open()?, asked, "/policies", &VERSIONS),
        OrgPolicyCommand::Status(asked) => status(session, &open()?, asked),
        OrgPolicyCommand::History(asked) => list(session, &open()?, asked, "/policy/history", &HISTORY),
        OrgPolicyCommand::Show(asked) => show::show(session, &open()?, asked),
        OrgPolicyCommand::Diff(asked) => show::diff(session, &open()?, asked),
        OrgPolicyCommand::Propose(asked) => propose::run(session, open, asked),
        OrgPolicyCommand::Derive(asked) => derive::run(session, &open()?, asked),
        OrgPolicyCommand::Previews(asked) => list(session, &open()?, asked, "/previews", &PREVIEWS),
        OrgPolicyCommand::Preview(asked) => preview::run(session, open, asked),
        OrgPolicyCommand::Stage { group, number, percent } => {
            let body = json!({"step": "stage", "version": number, "percent": percent});
            step("stage the version", session, &open()?, group, &body)
        }
        OrgPolicyCommand::Activate { group, number } => {
            let body = json!({"step": "activate", "version": number});
            step("activate the version", session, &open()?, group, &body)
        }
        OrgPolicyCommand::Unstage { group } => {
            step("unstage a version", session, &open()?, group, &json!({"step": "unstage"}))
        }
        OrgPolicyCommand::RollBack { group } => {
            step("roll back the policy", session, &open()?, group, &json!({"step": "roll-back"}))
        }
    }
}

/// What lies below a group.
fn of_group(api: &Api, group: &str, rest: &str) -> anyhow::Result<Target> {
    Ok(Target::new("/api/v1/groups/").part(api.group(group)?, rest))
}

fn list(
    session: &Session,
    api: &Api,
    asked: &OfGroup,
    rest: &str,
    columns: &'static [Column],
) -> anyhow::Result<Exit> {
    let target = of_group(api, &asked.group, rest)?;
    let list = api.list("list what there is of the policy", &target, &asked.paging)?;
    give_list(session, asked.output.as_ref(), &list, columns, &asked.paging)
}

fn status(session: &Session, api: &Api, asked: &OrgPolicyStatus) -> anyhow::Result<Exit> {
    let standing: Value = api.get("say which version holds", &of_group(api, &asked.group, "/policy")?)?;
    give_one(session, asked.output.as_ref(), &standing, &STANDING)
}

fn step(what: &str, session: &Session, api: &Api, group: &str, body: &Value) -> anyhow::Result<Exit> {
    let standing: Value = api.post(what, &of_group(api, group, "/policy")?, body)?;
    give_one(session, None, &standing, &STANDING)
}
