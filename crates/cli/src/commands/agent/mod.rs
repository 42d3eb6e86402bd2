//! `fetter agent`: the agent, and what is asked of it.

mod answers;
mod events;
mod install;
mod sync;

use std::path::PathBuf;

use fetter_agent::config::CONFIG;

use super::session::Session;
use crate::agent::{run as run_agent, work};
use crate::arguments::{Agent, AgentCommand, Global, Why};
use crate::exit::Exit;

pub(super) fn run(session: &Session, global: &Global, agent: &Agent) -> anyhow::Result<Exit> {
    let config = config(session, global);
    match &agent.command {
        AgentCommand::Run => run_agent(&config).map(|()| Exit::Done),
        AgentCommand::Worker(worker) => work(&config, worker).map(|()| Exit::Done),
        AgentCommand::Status(asked) => answers::status(session, &config, asked),
        AgentCommand::Events(asked) => events::run(session, &config, asked),
        AgentCommand::Sync(asked) => sync::run(session, &config, asked),
        AgentCommand::Install(asked) => install::install(session, asked),
        AgentCommand::Uninstall(asked) => install::uninstall(session, asked),
    }
}

pub(super) fn why(session: &Session, global: &Global, asked: &Why) -> anyhow::Result<Exit> {
    answers::why(session, &config(session, global), asked)
}

/// The agent's configuration.
fn config(session: &Session, global: &Global) -> PathBuf {
    let named = global.config.clone().unwrap_or_else(|| PathBuf::from(CONFIG));
    session.directory().join(named)
}
