//! `fetter org exception` and `fetter org request`.

use fetter_client::server::Target;
use serde_json::{Value, json};

use crate::arguments::{
    ExceptionOrderArgument, OrgException, OrgExceptionAdd, OrgExceptionCommand, OrgExceptions, OrgRequest,
    OrgRequestApprove, OrgRequestCommand, OrgRequests, RequestStatusArgument,
};
use crate::commands::api::Form::{List, Made, Plain, Time};
use crate::commands::api::{Api, Column, give_list};
use crate::commands::session::Session;
use crate::exit::Exit;

const EXCEPTIONS: [Column; 10] = [
    Column::new("Id", Plain("/id")),
    Column::new("Group", Made(group)),
    Column::new("Rule", Plain("/rule")),
    Column::new("Advisory", Plain("/advisory")),
    Column::new("Package", Plain("/package")),
    Column::new("Until", Plain("/until")),
    Column::new("Owner", Plain("/owner")),
    Column::new("Reason", Plain("/reason")),
    Column::new("Request", Plain("/request")),
    Column::new("Revoked", Time("/revoked")),
];

const REQUESTS: [Column; 10] = [
    Column::new("Id", Plain("/id")),
    Column::new("Package", Plain("/package")),
    Column::new("Host", Plain("/hostname")),
    Column::new("Group", Plain("/group_name")),
    Column::new("User", Plain("/user")),
    Column::new("Rules", List("/rules")),
    Column::new("Reason", Plain("/reason")),
    Column::new("Received", Time("/received")),
    Column::new("Status", Plain("/status")),
    Column::new("Answer", Plain("/answer")),
];

/// The group of an exception, by its id.
fn group(exception: &Value) -> String {
    exception["group"].as_i64().map_or_else(|| "all".to_owned(), |group| group.to_string())
}

pub(super) fn exception(
    session: &Session,
    open: impl FnOnce() -> anyhow::Result<Api>,
    asked: &OrgException,
) -> anyhow::Result<Exit> {
    match &asked.command {
        OrgExceptionCommand::List(asked) => exceptions(session, &open()?, asked),
        OrgExceptionCommand::Add(asked) => add(session, &open()?, asked),
        OrgExceptionCommand::Revoke { id } => {
            let target = Target::new("/api/v1/exceptions/").part(id, "");
            open()?.delete("take the exception back", &target)?;
            Ok(Exit::Done)
        }
    }
}

fn exceptions(session: &Session, api: &Api, asked: &OrgExceptions) -> anyhow::Result<Exit> {
    let group = asked.group.as_deref().map(|name| api.group(name)).transpose()?;
    let target = Target::new("/api/v1/exceptions").query("group", group);
    let order = match asked.order {
        ExceptionOrderArgument::Newest => None,
        ExceptionOrderArgument::Oldest => Some("oldest"),
        ExceptionOrderArgument::FirstToEnd => Some("first-to-end"),
        ExceptionOrderArgument::LastToEnd => Some("last-to-end"),
    };
    let target = target.query("holding", asked.holding.then_some(true)).query("order", order);
    let target = target.query("q", asked.contains.as_deref());
    let list = api.list("list exceptions", &target, &asked.paging)?;
    give_list(session, asked.output.as_ref(), &list, &EXCEPTIONS, &asked.paging)
}

fn add(session: &Session, api: &Api, asked: &OrgExceptionAdd) -> anyhow::Result<Exit> {
    let word = |word: &Option<String>| word.clone().unwrap_or_default();
    let body = json!({
        "group": asked.group.as_deref().map(|name| api.group(name)).transpose()?,
        "rule": word(&asked.rule),
        "advisory": word(&asked.advisory),
        "package": word(&asked.package),
        "reason": asked.reason,
        "owner": asked.owner,
        "until": asked.until,
    });
    let made: Value = api.post("make the exception", &Target::new("/api/v1/exceptions"), &body)?;
    session.show(|out| writeln!(out, "exception {} holds until {}", made["id"], asked.until))?;
    Ok(Exit::Done)
}

pub(super) fn request(
    session: &Session,
    open: impl FnOnce() -> anyhow::Result<Api>,
    asked: &OrgRequest,
) -> anyhow::Result<Exit> {
    match &asked.command {
        OrgRequestCommand::List(asked) => requests(session, &open()?, asked),
        OrgRequestCommand::Approve(asked) => approve(&open()?, asked),
        OrgRequestCommand::Refuse { id, reason } => {
            let target = Target::new("/api/v1/requests/").part(id, "/refusal");
            let _: Value = open()?.post("refuse the request", &target, &json!({"reason": reason}))?;
            Ok(Exit::Done)
        }
    }
}

fn requests(session: &Session, api: &Api, asked: &OrgRequests) -> anyhow::Result<Exit> {
    let status = match asked.status {
        RequestStatusArgument::Open => Some("open"),
        RequestStatusArgument::Approved => Some("approved"),
        RequestStatusArgument::Refused => Some("refused"),
        RequestStatusArgument::All => None,
    };
    let group = asked.group.as_deref().map(|name| api.group(name)).transpose()?;
    let machine = asked.machine.as_deref().map(|named| api.machine(named)).transpose()?;
    let target = Target::new("/api/v1/requests").query("status", status).query("group", group);
    let target = target.query("q", asked.contains.as_deref());
    let list = api.list("list requests", &target.query("machine", machine), &asked.paging)?;
    give_list(session, asked.output.as_ref(), &list, &REQUESTS, &asked.paging)
}

fn approve(api: &Api, asked: &OrgRequestApprove) -> anyhow::Result<Exit> {
    let OrgRequestApprove { id, reason, until, rule, advisory, package } = asked;
    let body = json!({
        "reason": reason,
        "until": until,
        "rules": rule,
        "advisory": advisory.clone().unwrap_or_default(),
        "package": package,
    });
    let target = Target::new("/api/v1/requests/").part(id, "/approval");
    let _: Value = api.post("approve the request", &target, &body)?;
    Ok(Exit::Done)
}
