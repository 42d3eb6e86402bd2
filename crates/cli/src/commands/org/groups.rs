//! `fetter org groups`.

use fetter_client::server::Target;

use crate::arguments::Listed;
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

pub(super) fn list(session: &Session, api: &Api, asked: &Listed) -> anyhow::Result<Exit> {
    let list = api.list("list groups", &Target::new("/api/v1/groups"), &asked.paging)?;
    give_list(session, asked.output.as_ref(), &list, &COLUMNS, &asked.paging)
}
