//! `fetter org findings` and `fetter org finding`.

use clap::ValueEnum;
use fetter_client::server::Target;
use serde_json::Value;

use super::packages::machines;
use super::status::tell_not_checked;
use crate::arguments::{FindingArguments, OrgFinding, OrgFindings};
use crate::commands::api::Form::{List, Made, Path, Plain, Time};
use crate::commands::api::{Api, Column, give_list, give_one, seconds};
use crate::commands::session::Session;
use crate::exit::Exit;
use crate::surroundings;

const COLUMNS: [Column; 9] = [
    Column::new("Severity", Plain("/severity")),
    Column::new("Kind", Plain("/kind")),
    Column::new("Package", Plain("/package")),
    Column::new("Version", Plain("/version")),
    Column::new("Finding", Made(called)),
    Column::new("Summary", Plain("/summary")),
    Column::new("Machines", Made(machines)),
    Column::new("Opened", Time("/opened")),
    Column::new("Id", Plain("/id")),
];

const FIELDS: [Column; 20] = [
    Column::new("Id", Plain("/id")),
    Column::new("Severity", Plain("/severity")),
    Column::new("Kind", Plain("/kind")),
    Column::new("State", Plain("/state")),
    Column::new("Package", Plain("/package")),
    Column::new("Version", Plain("/version")),
    Column::new("Summary", Plain("/summary")),
    Column::new("File", Path("/path")),
    Column::new("Files", Plain("/files")),
    Column::new("Advisory", Plain("/advisory")),
    Column::new("Also called", List("/aliases")),
    Column::new("Mended in", List("/fixed")),
    Column::new("Rule", Plain("/rule")),
    Column::new("Code", Plain("/code")),
    Column::new("Mode", Plain("/mode")),
    Column::new("First seen", Time("/first_seen")),
    Column::new("Opened", Time("/opened")),
    Column::new("Closed", Time("/closed")),
    Column::new("Machines", Made(machines)),
    Column::new("Places", Plain("/places")),
];

const PLACES: [Column; 4] = [
    Column::new("Host", Plain("/hostname")),
    Column::new("Site", Path("/path")),
    Column::new("Since", Time("/since")),
    Column::new("Machine", Plain("/machine")),
];

/// What a finding is called: by its record, the name that it looks like, the rule that is against it, or the file that was changed.
fn called(item: &Value) -> String {
    if item["kind"] == "integrity" {
        return item["path"].as_str().unwrap_or("changed files").to_owned();
    }
    let word = |name: &str| item[name].as_str().filter(|word| !word.is_empty());
    match (word("rule"), word("code"), word("advisory")) {
        (Some(rule), Some(code), _) => format!("{rule} ({code})"),
        (_, _, advisory) => advisory.unwrap_or_default().to_owned(),
    }
}

/// How findings stand that are asked for; where it is not said, open.
fn state(asked: &FindingArguments) -> Option<&'static str> {
    let accepted = asked.accepted.then_some("accepted");
    accepted.or(asked.closed.then_some("closed"))
}

/// The query of findings, at this path.
pub(super) fn target(
    api: &Api,
    path: &str,
    asked: &FindingArguments,
    since: Option<u64>,
) -> anyhow::Result<Target> {
    let named = |value: Option<clap::builder::PossibleValue>| value.map(|value| value.get_name().to_owned());
    let group = asked.group.as_deref().map(|name| api.group(name)).transpose()?;
    let machine = asked.machine.as_deref().map(|machine| api.machine(machine)).transpose()?;
    Ok(Target::new(path)
        .query("state", state(asked))
        .query("kind", named(asked.kind.and_then(|kind| kind.to_possible_value())))
        .query("severity", named(asked.severity.and_then(|severity| severity.to_possible_value())))
        .query("severity_is", named(asked.severity_is.and_then(|severity| severity.to_possible_value())))
        .query("package", asked.package.as_deref())
        .query("group", group)
        .query("machine", machine)
        .query("since", since))
}

/// Since when, by this machine's clock.
pub(super) fn since(asked: &FindingArguments) -> anyhow::Result<Option<u64>> {
    let span = asked.since.as_deref().map(|text| seconds("--since", text)).transpose()?;
    Ok(span.map(|span| surroundings::now().saturating_sub(span)))
}

pub(super) fn list(
    session: &Session,
    open: impl FnOnce() -> anyhow::Result<Api>,
    asked: &OrgFindings,
) -> anyhow::Result<Exit> {
    let since = since(&asked.filter)?;
    let api = open()?;
    let target = target(&api, "/api/v1/findings", &asked.filter, since)?;
    let list = api.list("list findings", &target, &asked.paging)?;
    give_list(session, asked.output.as_ref(), &list, &COLUMNS, &asked.paging)?;
    let is_checked = tell_not_checked(session, list.beside.get("not_checked"));
    // What is accepted is no more to be seen to than what is closed.
    Ok(match (state(&asked.filter).is_some(), list.items.is_empty(), is_checked) {
        (false, false, _) => Exit::Findings,
        (_, _, false) => Exit::NotChecked,
        _ => Exit::Done,
    })
}

pub(super) fn one(session: &Session, api: &Api, asked: &OrgFinding) -> anyhow::Result<Exit> {
    let target = |rest: &str| Target::new("/api/v1/findings/").part(&asked.finding, rest);
    if asked.machines {
        let list = api.list("list where the finding is", &target("/machines"), &asked.paging)?;
        return give_list(session, asked.output.as_ref(), &list, &PLACES, &asked.paging);
    }
    let finding: Value = api.get("show the finding", &target(""))?;
    give_one(session, asked.output.as_ref(), &finding, &FIELDS)
}
