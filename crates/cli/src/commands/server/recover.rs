//! `fetter server recover`.

use anyhow::bail;

use super::place::data;
use crate::arguments::ServerRecover;
use crate::commands::session::Session;
use crate::exit::Exit;

pub(super) fn run(session: &Session, asked: &ServerRecover) -> anyhow::Result<Exit> {
    let ServerRecover { user, organisation, store } = asked;
    let database = store.database.as_deref();
    let link = fetter_server::serve::recover(&data(session, store)?, database, organisation, user)?;
    let Some(link) = link else {
        bail!(
            "could not make a link for {user:?}: no user of the organisation {organisation:?} with a password of this server is called so"
        );
    };
    // Alone, so that it can go into a file.
    session.show(|out| writeln!(out, "{}", link.reveal()))?;
    Ok(Exit::Done)
}
