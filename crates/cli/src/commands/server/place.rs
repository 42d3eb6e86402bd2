//! Where a server keeps things.

use std::path::PathBuf;

use fetter_server::backup::Store;

use crate::arguments::ServerStore;
use crate::commands::session::Session;
use crate::surroundings;

/// Root's, where none is named.
const SYSTEM: &str = "/var/lib/fetter-server";

pub(super) fn store(session: &Session, asked: &ServerStore) -> anyhow::Result<Store> {
    Ok(Store {
        data: data(session, asked)?,
        database: asked.database.clone(),
        key_file: asked.key_file.as_ref().map(|file| session.directory().join(file)),
    })
}

pub(super) fn data(session: &Session, asked: &ServerStore) -> anyhow::Result<PathBuf> {
    match &asked.data {
        Some(named) => Ok(session.directory().join(named)),
        None if surroundings::is_root() => Ok(SYSTEM.into()),
        None => surroundings::of_state(session.home())
            .map(|directory| directory.join("fetter/server"))
            .ok_or_else(|| {
                anyhow::anyhow!("there is no home directory to keep things in: name one with --data")
            }),
    }
}
