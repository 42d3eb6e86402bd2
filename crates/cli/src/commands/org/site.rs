//! `fetter org site`.

use fetter_client::server::Target;

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
    give_list(session, asked.output.as_ref(), &list, &COLUMNS, &asked.paging)
}
