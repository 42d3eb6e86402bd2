//! `fetter server backup` and `fetter server restore`.

use fetter_server::backup::{Taken, restore, take, verify};

use super::place::store;
use crate::arguments::{ServerBackup, ServerRestore};
use crate::commands::session::Session;
use crate::exit::Exit;
use crate::surroundings;

pub(super) fn backup(session: &Session, asked: &ServerBackup) -> anyhow::Result<Exit> {
    let file = session.directory().join(&asked.file);
    let taken = take(&store(session, &asked.store)?, &file)?;
    say(
        session,
        &taken,
        &format!("written to {}, secrets included: keep it as safe as the server", asked.file.display()),
    )
}

pub(super) fn bring_back(session: &Session, asked: &ServerRestore) -> anyhow::Result<Exit> {
    let file = session.directory().join(&asked.file);
    if asked.verify {
        return say(session, &verify(&file)?, "it is whole; nothing was restored");
    }
    let taken = restore(&store(session, &asked.store)?, &file)?;
    let rest = "restored: everybody signs in again; machines send what came later, and those that were enrolled later are enrolled again";
    say(session, &taken, rest)
}

fn say(session: &Session, taken: &Taken, rest: &str) -> anyhow::Result<Exit> {
    let Taken { header, end } = taken;
    let rows: u64 = end.rows.iter().sum();
    let time = surroundings::time(header.taken);
    session.show(|out| {
        writeln!(
            out,
            "backup of {time}: {rows} rows of {} tables, schema {}, {} files, sha256 {}",
            end.rows.len(),
            header.migration,
            header.files.len(),
            end.sha256
        )?;
        writeln!(out, "{}", fetter_core::report::escape(rest))
    })?;
    Ok(Exit::Done)
}
