//! `fetter org machines`.

use clap::ValueEnum;
use clap::builder::PossibleValue;
use fetter_client::server::Target;
use serde_json::Value;

use crate::arguments::OrgMachines;
use crate::commands::api::Form::{Made, Plain, Time};
use crate::commands::api::{Api, Column, give_list, seconds};
use crate::commands::session::Session;
use crate::exit::Exit;
use crate::surroundings;

const COLUMNS: [Column; 10] = [
    Column::new("Host", Plain("/hostname")),
    Column::new("Id", Plain("/id")),
    Column::new("Group", Plain("/group/name")),
    Column::new("Status", Plain("/status")),
    Column::new("System", Plain("/os")),
    Column::new("Mode", Plain("/mode")),
    Column::new("Seen", Time("/seen")),
    Column::new("Reported", Made(reported)),
    Column::new("Denied", Plain("/denials")),
    Column::new("Not checked", Made(not_checked)),
];

/// When it last reported. A machine that never did is not one that has nothing.
pub(super) fn reported(item: &Value) -> String {
    item["reported"].as_u64().map_or_else(|| "never".to_owned(), surroundings::time)
}

/// How much of a machine is not known to be as it should: what could not be read, is not covered, or was left out.
fn not_checked(item: &Value) -> String {
    let counts = ["problems", "not_covered", "left_out"].map(|name| item[name].as_u64().unwrap_or_default());
    counts.iter().sum::<u64>().to_string()
}

pub(super) fn list(
    session: &Session,
    open: impl FnOnce() -> anyhow::Result<Api>,
    asked: &OrgMachines,
) -> anyhow::Result<Exit> {
    let silent = asked.silent.as_deref().map(|text| seconds("--silent", text)).transpose()?;
    let api = open()?;
    let group = asked.group.as_deref().map(|name| api.group(name)).transpose()?;
    let status = asked.status.and_then(|status| status.to_possible_value());
    let verdict = asked.verdict.and_then(|verdict| verdict.to_possible_value());
    let not_checked = asked.not_checked.and_then(|what| what.to_possible_value());
    let target = Target::new("/api/v1/machines")
        .query("group", group)
        .query("status", status.as_ref().map(PossibleValue::get_name))
        .query("os", asked.os.as_deref())
        .query("q", asked.prefix.as_deref())
        .query("owner", asked.owner.as_deref())
        .query("tag", asked.tag.as_deref())
        .query("silent", silent)
        .query("verdict", verdict.as_ref().map(PossibleValue::get_name))
        .query("not_checked", not_checked.as_ref().map(PossibleValue::get_name));
    let list = api.list("list machines", &target, &asked.paging)?;
    give_list(session, asked.output.as_ref(), &list, &COLUMNS, &asked.paging)
}
