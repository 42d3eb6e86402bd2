//! `fetter server token`.

use fetter_client::server::Target;
use serde::{Deserialize, Serialize};

use crate::arguments::{ServerToken, ServerTokenCommand, ServerTokenCreate};
use crate::commands::api::{Api, seconds};
use crate::commands::session::Session;
use crate::exit::Exit;
use crate::surroundings;

#[derive(Serialize)]
struct NewToken {
    group: i64,
    uses: u32,
    expires: u64,
}

#[derive(Deserialize)]
struct Made {
    secret: String,
}

/// A group that was made.
#[derive(Deserialize)]
struct MadeGroup {
    id: i64,
}

#[derive(Serialize)]
struct NewGroup<'asked> {
    name: &'asked str,
}

pub(super) fn run(session: &Session, asked: &ServerToken) -> anyhow::Result<Exit> {
    let open = || Api::open(session, &asked.reach);
    match &asked.command {
        ServerTokenCommand::Create(asked) => {
            let expires = surroundings::now() + seconds("--expires", &asked.expires)?;
            create(session, &open()?, asked, expires)
        }
    }
}

fn create(session: &Session, api: &Api, asked: &ServerTokenCreate, expires: u64) -> anyhow::Result<Exit> {
    let group = group(api, &asked.group)?;
    let body = NewToken { group, uses: asked.uses, expires };
    let made: Made = api.post("make a token", &Target::new("/api/v1/enrolment-tokens"), &body)?;
    // Alone, so that it can go into a file.
    session.show(|out| writeln!(out, "{}", made.secret))?;
    Ok(Exit::Done)
}

/// The id of a group, which is made where it is not there.
fn group(api: &Api, name: &str) -> anyhow::Result<i64> {
    if let Some(id) = api.known_group(name)? {
        return Ok(id);
    }
    let made: MadeGroup = api.post("make a group", &Target::new("/api/v1/groups"), &NewGroup { name })?;
    Ok(made.id)
}
