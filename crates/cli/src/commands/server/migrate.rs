//! `fetter server migrate`.

use super::place::data;
use crate::arguments::ServerStore;
use crate::commands::session::Session;
use crate::exit::Exit;

pub(super) fn run(session: &Session, asked: &ServerStore) -> anyhow::Result<Exit> {
    let data = data(session, asked)?;
    let done = fetter_server::serve::migrate(&data, asked.database.as_deref())?;
    session.show(|out| {
        for migration in &done {
            writeln!(out, "{:04} {}", migration.number, migration.name)?;
        }
        if done.is_empty() {
            writeln!(out, "the schema is this version's")?;
        }
        Ok(())
    })?;
    Ok(Exit::Done)
}
