//! `fetter org site`.

use fetter_client::server::Target;
use serde_json::Value;

use super::status::tell;
use crate::arguments::OrgSite;
use crate::commands::api::Form::Plain;
use crate::commands::api::{Api, Column, give_list};
use crate::commands::session::Session;
use crate::exit::Exit;

const COLUMNS: [Column; 5] = [
    Column::new("Package", Plain("/name")),
    Column::new("Version", Plain("/version")),
    Column::new("Kind", Plain("/kind")),
    Column::new("Installer", Plain("/installer")),
    Column::new("License", Plain("/license")),
];

pub(super) fn contents(session: &Session, api: &Api, asked: &OrgSite) -> anyhow::Result<Exit> {
    let target = Target::new("/api/v1/sites/").part(asked.id, "");
    let list = api.list("list what the site holds", &target, &asked.paging)?;
    let exit = give_list(session, asked.output.as_ref(), &list, &COLUMNS, &asked.paging)?;
    let count = |key| list.beside.get(key).and_then(Value::as_u64).unwrap_or_default();
    let (left_out, without) = (count("left_out"), count("without_details"));
    let mut parts = Vec::new();
    if left_out > 0 {
        parts.push(format!("{left_out} more packages are there"));
    }
    if without > 0 {
        parts.push(format!("of {without} it did not tell what installed them, nor their licences"));
    }
    let is_all = tell(session, "the machine could not tell all of it", &parts);
    Ok(if is_all { exit } else { Exit::NotChecked })
}
