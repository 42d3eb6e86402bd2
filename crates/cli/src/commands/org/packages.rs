//! `fetter org packages` and `fetter org package`.

use fetter_client::server::Target;
use serde_json::Value;

use super::status::tell_not_told;
use crate::arguments::{OrgPackage, OrgPackages};
use crate::commands::api::Form::{Made, Plain, Time};
use crate::commands::api::{Api, Column, give_list};
use crate::commands::session::Session;
use crate::exit::Exit;

const PACKAGES: [Column; 2] =
    [Column::new("Package", Plain("/name")), Column::new("Versions", Plain("/versions"))];

const VERSIONS: [Column; 6] = [
    Column::new("Version", Plain("/version")),
    Column::new("Machines", Made(machines)),
    Column::new("Places", Plain("/places")),
    Column::new("Judged", Plain("/outcome")),
    Column::new("First seen", Time("/first_seen")),
    Column::new("Id", Plain("/id")),
];

/// How many machines have it: a `+` says that counting ended before the end.
pub(super) fn machines(item: &Value) -> String {
    let more = if item["is_exact"] == true { "" } else { "+" };
    format!("{}{more}", item["machines"])
}

pub(super) fn list(session: &Session, api: &Api, asked: &OrgPackages) -> anyhow::Result<Exit> {
    let target = Target::new("/api/v1/packages").query("q", asked.prefix.as_deref());
    let list = api.list("list packages", &target, &asked.paging)?;
    let exit = give_list(session, asked.output.as_ref(), &list, &PACKAGES, &asked.paging)?;
    let is_told = tell_not_told(session, "there may be more packages", list.beside.get("not_checked"));
    Ok(if is_told { exit } else { Exit::NotChecked })
}

pub(super) fn versions(session: &Session, api: &Api, asked: &OrgPackage) -> anyhow::Result<Exit> {
    let target = Target::new("/api/v1/packages/").part(&asked.name, "");
    let list = api.list("list the versions of the package", &target, &asked.paging)?;
    let exit = give_list(session, asked.output.as_ref(), &list, &VERSIONS, &asked.paging)?;
    Ok(if tell_not_told(session, "others may have it too", list.beside.get("not_checked")) {
        exit
    } else {
        Exit::NotChecked
    })
}
