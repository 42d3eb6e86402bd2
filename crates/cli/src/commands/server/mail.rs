//! `fetter server mail`.

use fetter_client::server::Target;
use serde_json::{Value, json};

use crate::arguments::{ServerMail, ServerMailCommand};
use crate::commands::api::Form::{List, Plain};
use crate::commands::api::{Api, Column, give_list};
use crate::commands::session::Session;
use crate::exit::Exit;

const RECIPIENTS: &str = "/api/v1/mail-recipients";

const COLUMNS: [Column; 4] = [
    Column::new("Id", Plain("/id")),
    Column::new("Address", Plain("/address")),
    Column::new("Is told", List("/kinds")),
    Column::new("Error", Plain("/error")),
];

pub(super) fn run(session: &Session, asked: &ServerMail) -> anyhow::Result<Exit> {
    let api = Api::open(session, &asked.reach)?;
    match &asked.command {
        ServerMailCommand::List(asked) => {
            let list = api.list("list recipients of mail", &Target::new(RECIPIENTS), &asked.paging)?;
            return give_list(session, asked.output.as_ref(), &list, &COLUMNS, &asked.paging);
        }
        ServerMailCommand::Add(asked) => {
            let kinds = (!asked.kind.is_empty()).then_some(&asked.kind);
            let body = json!({"address": asked.address, "kinds": kinds});
            api.post::<Value>("have somebody told by mail", &Target::new(RECIPIENTS), &body)?;
        }
        ServerMailCommand::Remove(asked) => {
            let target = Target::new("/api/v1/mail-recipients/").part(asked.id, "");
            api.delete("have somebody told nothing any more", &target)?;
        }
    }
    Ok(Exit::Done)
}
