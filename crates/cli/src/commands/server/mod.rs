//! `fetter server`: the server, and what is done to its files.

mod migrate;
mod place;
mod run;

use super::session::Session;
use crate::arguments::{Server, ServerCommand};
use crate::exit::Exit;

pub(super) fn run(session: &Session, server: &Server) -> anyhow::Result<Exit> {
    match &server.command {
        ServerCommand::Run(asked) => run::run(session, asked),
        ServerCommand::Migrate(asked) => migrate::run(session, asked),
    }
}
