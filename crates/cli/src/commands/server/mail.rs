//! `fetter server mail`.

use fetter_core::report::escape;
use serde::{Deserialize, Serialize};

use super::pages::all;
use super::signed_in::SignedIn;
use crate::arguments::ServerMailCommand;
use crate::commands::session::Session;
use crate::exit::Exit;

#[derive(Serialize)]
struct NewRecipient<'asked> {
    address: &'asked str,
    kinds: Option<&'asked [String]>,
}

#[derive(Deserialize)]
struct Recipient {
    id: i64,
    address: String,
    kinds: Vec<String>,
    error: String,
}

pub(super) fn run(session: &Session, command: &ServerMailCommand) -> anyhow::Result<Exit> {
    let client = SignedIn::load(session)?.client()?;
    match command {
        ServerMailCommand::List => {
            let recipients: Vec<Recipient> = all(&client, "/api/v1/mail-recipients?limit=500")?;
            session.show(|out| recipients.iter().try_for_each(|one| writeln!(out, "{}", line(one))))?;
        }
        ServerMailCommand::Add(asked) => {
            let kinds = (!asked.kind.is_empty()).then_some(asked.kind.as_slice());
            let body = serde_json::to_vec(&NewRecipient { address: &asked.address, kinds })?;
            client.post("/api/v1/mail-recipients", &body)?;
        }
        ServerMailCommand::Remove(asked) => {
            client.delete(&format!("/api/v1/mail-recipients/{}", asked.id))?;
        }
    }
    Ok(Exit::Done)
}

fn line(one: &Recipient) -> String {
    let Recipient { id, address, kinds, error } = one;
    let wrong = if error.is_empty() { String::new() } else { format!("; {error}") };
    format!("{id} {} is told: {}{}", escape(address), escape(&kinds.join(",")), escape(&wrong))
}
