//! `fetter org events`, `fetter org audit` and `fetter org notices`.

use fetter_client::server::Target;
use serde_json::Value;

use crate::arguments::{Listed, OrgAudit, OrgEvents};
use crate::commands::api::Form::{Made, Path, Plain, Time};
use crate::commands::api::{Api, Column, give_list, seconds};
use crate::commands::session::Session;
use crate::exit::Exit;
use crate::surroundings;

const EVENTS: [Column; 7] = [
    Column::new("Time", Plain("/told/time")),
    Column::new("Host", Plain("/hostname")),
    Column::new("Event", Plain("/told/code")),
    Column::new("Package", Plain("/told/subject/name")),
    Column::new("Version", Plain("/told/subject/version")),
    Column::new("Path", Path("/told/path")),
    Column::new("Reason", Plain("/told/reason")),
];

const AUDIT: [Column; 7] = [
    Column::new("Time", Time("/time")),
    Column::new("Who", Plain("/who")),
    Column::new("From", Plain("/origin")),
    Column::new("Action", Plain("/action")),
    Column::new("Object", Plain("/object")),
    Column::new("Before", Made(before)),
    Column::new("After", Made(after)),
];

const NOTICES: [Column; 5] = [
    Column::new("Time", Time("/time")),
    Column::new("Notice", Plain("/kind")),
    Column::new("Host", Plain("/hostname")),
    Column::new("Detail", Plain("/detail")),
    Column::new("Machine", Plain("/machine")),
];

fn before(item: &Value) -> String {
    json(&item["before"])
}

fn after(item: &Value) -> String {
    json(&item["after"])
}

fn json(value: &Value) -> String {
    if value.is_null() { String::new() } else { value.to_string() }
}

pub(super) fn list(session: &Session, api: &Api, asked: &OrgEvents) -> anyhow::Result<Exit> {
    let machine = asked.machine.as_deref().map(|machine| api.machine(machine)).transpose()?;
    let target = Target::new("/api/v1/events")
        .query("machine", machine)
        .query("code", asked.kind.as_deref())
        .query("package", asked.package.as_deref())
        .query("order", Some(if asked.oldest { "oldest" } else { "newest" }));
    let list = api.list("list events", &target, &asked.paging)?;
    give_list(session, asked.output.as_ref(), &list, &EVENTS, &asked.paging)
}

pub(super) fn audit(
    session: &Session,
    open: impl FnOnce() -> anyhow::Result<Api>,
    asked: &OrgAudit,
) -> anyhow::Result<Exit> {
    // Times are by this machine's clock, and mistakes in them are told before anything is asked.
    let ago = |name, text: Option<&str>| -> anyhow::Result<Option<u64>> {
        let span = text.map(|text| seconds(name, text)).transpose()?;
        Ok(span.map(|span| surroundings::now().saturating_sub(span)))
    };
    let target = Target::new("/api/v1/audit")
        .query("who", asked.who.as_deref())
        .query("action", asked.action.as_deref())
        .query("object", asked.object.as_deref())
        .query("since", ago("--since", asked.since.as_deref())?)
        .query("until", ago("--until", asked.until.as_deref())?)
        .query("order", asked.oldest.then_some("oldest"));
    let list = open()?.list("list what was done", &target, &asked.paging)?;
    give_list(session, asked.output.as_ref(), &list, &AUDIT, &asked.paging)
}

pub(super) fn notices(session: &Session, api: &Api, asked: &Listed) -> anyhow::Result<Exit> {
    let list = api.list("list notices", &Target::new("/api/v1/notices"), &asked.paging)?;
    give_list(session, asked.output.as_ref(), &list, &NOTICES, &asked.paging)
}
