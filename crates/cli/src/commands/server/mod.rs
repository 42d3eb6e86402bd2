//! `fetter server`: the server, and what is done to its files.

mod backup;
mod code;
mod demo;
mod doctor;
mod mail;
mod migrate;
mod organisation;
mod place;
mod recover;
mod run;
mod sign_in;
mod token;
mod user;
mod webhook;

use super::agent::see_that_all_counts;
use super::session::Session;
use crate::arguments::{Global, Server, ServerCommand};
use crate::exit::Exit;

pub(super) fn run(session: &Session, global: &Global, server: &Server) -> anyhow::Result<Exit> {
    see_that_all_counts(global, "server")?;
    match &server.command {
        ServerCommand::Run(asked) => run::run(session, asked),
        ServerCommand::Demo(asked) => demo::run(session, asked),
        ServerCommand::SignIn(asked) => sign_in::run(session, asked),
        ServerCommand::Token(asked) => token::run(session, asked),
        ServerCommand::User(asked) => user::run(session, asked),
        ServerCommand::Organisation(asked) => organisation::run(session, asked),
        ServerCommand::Operator(asked) => organisation::operator(session, asked),
        ServerCommand::Recover(asked) => recover::run(session, asked),
        ServerCommand::Mail(asked) => mail::run(session, asked),
        ServerCommand::Webhook(asked) => webhook::run(session, asked),
        ServerCommand::Migrate(asked) => migrate::run(session, asked),
        ServerCommand::Backup(asked) => backup::backup(session, asked),
        ServerCommand::Restore(asked) => backup::bring_back(session, asked),
        ServerCommand::Doctor(asked) => doctor::run(session, asked),
    }
}
