//! `fetter org machine`.

use fetter_client::server::Target;
use serde_json::{Value, json};

use super::machines::reported;
use crate::arguments::{OfMachine, OrgMachine, OrgMachineCommand, Output};
use crate::commands::api::Form::{List, Made, Path, Plain, Time};
use crate::commands::api::{Api, Column, give_list, give_one};
use crate::commands::session::Session;
use crate::exit::{Exit, UsageError};

const FIELDS: [Column; 24] = [
    Column::new("Host", Plain("/hostname")),
    Column::new("Id", Plain("/id")),
    Column::new("Group", Plain("/group/name")),
    Column::new("In it by", Plain("/placed")),
    Column::new("Owner", Plain("/owner")),
    Column::new("Tags", List("/tags")),
    Column::new("Status", Plain("/status")),
    Column::new("System", Plain("/os")),
    Column::new("Kernel", Plain("/kernel")),
    Column::new("Architecture", Plain("/architecture")),
    Column::new("fetter", Plain("/fetter")),
    Column::new("Mode", Plain("/mode")),
    Column::new("Changed files", Made(changed)),
    Column::new("Bundle", Plain("/bundle")),
    Column::new("Enrolled", Time("/enrolled")),
    Column::new("Seen", Time("/seen")),
    Column::new("Reported", Made(reported)),
    Column::new("Sites", Plain("/sites")),
    Column::new("Environments", Plain("/state/environments")),
    Column::new("Denied", Plain("/denials")),
    Column::new("Problems", Plain("/problems")),
    Column::new("Not covered", Plain("/not_covered")),
    Column::new("Left out", Plain("/left_out")),
    Column::new("Number of its report", Plain("/state/report")),
];

/// Whether it tells what is changed on it: else no finding of that kind says nothing.
fn changed(item: &Value) -> String {
    let told = if item["tells_integrity"] == true { "told when they are seen" } else { "not told" };
    told.to_owned()
}

const PACKAGES: &[Column] = &[
    Column::new("Package", Plain("/name")),
    Column::new("Version", Plain("/version")),
    Column::new("Site", Path("/site")),
];
const SITES: &[Column] = &[
    Column::new("Site", Path("/path")),
    Column::new("Kind", Plain("/kind")),
    Column::new("Packages", Made(packages)),
    Column::new("Since", Time("/since")),
];
const HISTORY: &[Column] = &[
    Column::new("Site", Path("/path")),
    Column::new("Packages", Made(packages)),
    Column::new("Since", Time("/since")),
    Column::new("Ended", Time("/ended")),
];
const ENVIRONMENTS: &[Column] = &[
    Column::new("Environment", Path("/prefix")),
    Column::new("Kind", Plain("/kind")),
    Column::new("Python", Plain("/python")),
    Column::new("Implementation", Plain("/implementation")),
    Column::new("Made by", Plain("/creator")),
    Column::new("Sites", List("/sites")),
];
const DENIALS: &[Column] = &[
    Column::new("Package", Plain("/name")),
    Column::new("Version", Plain("/release")),
    Column::new("Mode", Plain("/mode")),
    Column::new("Rule", Plain("/rule")),
    Column::new("Reason", Plain("/reason")),
    Column::new("Site", Path("/site")),
    Column::new("File", Path("/path")),
];
const PROBLEMS: &[Column] = &[
    Column::new("Path", Path("/path")),
    Column::new("Problem", Plain("/code")),
    Column::new("Reason", Plain("/reason")),
];
const NOT_COVERED: &[Column] = &[Column::new("Path", Path("/path")), Column::new("Reason", Plain("/reason"))];

/// How many packages a site has; what has not come is not none.
fn packages(item: &Value) -> String {
    item["packages"].as_u64().map_or_else(|| "not known yet".to_owned(), |count| count.to_string())
}

/// What the API calls a list of a machine, and how it is shown.
const fn shown(list: OfMachine) -> (&'static str, &'static [Column]) {
    match list {
        OfMachine::Packages => ("/packages", PACKAGES),
        OfMachine::Sites => ("/sites", SITES),
        OfMachine::History => ("/history", HISTORY),
        OfMachine::Environments => ("/environments", ENVIRONMENTS),
        OfMachine::Denials => ("/denials", DENIALS),
        OfMachine::Problems => ("/problems", PROBLEMS),
        OfMachine::NotCovered => ("/not-covered", NOT_COVERED),
    }
}

pub(super) fn run(session: &Session, api: &Api, asked: &OrgMachine) -> anyhow::Result<Exit> {
    let give = |output: Option<&Output>| give(session, api, asked, output);
    match &asked.command {
        None | Some(OrgMachineCommand::Display) => give(None),
        Some(OrgMachineCommand::Write(write)) => give(Some(&Output::Write(write.clone()))),
        Some(OrgMachineCommand::Json(file)) => give(Some(&Output::Json(file.clone()))),
        Some(_) if asked.list.is_some() => {
            Err(UsageError::new("--list is for showing a machine, not for changing it").into())
        }
        Some(OrgMachineCommand::Revoke) => change(api, asked, &json!({"status": "revoked"})),
        Some(OrgMachineCommand::Decommission) => change(api, asked, &json!({"status": "decommissioned"})),
        Some(OrgMachineCommand::TakeBack) => change(api, asked, &json!({"status": "active"})),
        Some(OrgMachineCommand::Move { group }) => change(api, asked, &json!({"group": api.group(group)?})),
        Some(OrgMachineCommand::ByRules) => change(api, asked, &json!({"by_rules": true})),
        Some(OrgMachineCommand::Set { owner, tag, no_tags }) => {
            let tags = (*no_tags || !tag.is_empty()).then_some(tag);
            change(api, asked, &json!({"owner": owner, "tags": tags}))
        }
    }
}

fn give(session: &Session, api: &Api, asked: &OrgMachine, output: Option<&Output>) -> anyhow::Result<Exit> {
    let id = api.machine(&asked.machine)?;
    let target = |rest: &str| Target::new("/api/v1/machines/").part(&id, rest);
    if let Some(list) = asked.list {
        let (rest, columns) = shown(list);
        let list = api.list("list what the machine has", &target(rest), &asked.paging)?;
        return give_list(session, output, &list, columns, &asked.paging);
    }
    let machine: Value = api.get("show the machine", &target(""))?;
    give_one(session, output, &machine, &FIELDS)
}

fn change(api: &Api, asked: &OrgMachine, body: &Value) -> anyhow::Result<Exit> {
    let target = Target::new("/api/v1/machines/").part(api.machine(&asked.machine)?, "");
    let _: Value = api.patch("change the machine", &target, body)?;
    Ok(Exit::Done)
}
