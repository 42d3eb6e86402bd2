//! `fetter agent`: the agent, and what is asked of it.

mod answers;
mod enroll;
mod events;
mod holding;
mod install;
mod request;
mod rotate;
mod sync;

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use fetter_agent::config::{CONFIG, Config};

use super::session::Session;
use crate::agent::{run as run_agent, work};
use crate::arguments::{Agent, AgentCommand, Global, Request, Why};
use crate::exit::Exit;
use crate::exit::UsageError;

pub(super) fn run(session: &Session, global: &Global, agent: &Agent) -> anyhow::Result<Exit> {
    see_that_all_counts(global, "agent")?;
    let config = config(session, global);
    match &agent.command {
        AgentCommand::Run => run_agent(&config).map(|()| Exit::Done),
        AgentCommand::Worker(worker) => work(&config, worker).map(|()| Exit::Done),
        AgentCommand::Status(asked) => answers::status(session, &config, asked),
        AgentCommand::Events(asked) => events::run(session, &config, asked),
        AgentCommand::Sync(asked) => sync::run(session, &config, asked),
        AgentCommand::Enroll(asked) => enroll::run(session, &config, asked),
        AgentCommand::RotateKey => rotate::run(session, &config),
        AgentCommand::Install(asked) => install::install(session, asked),
        AgentCommand::Uninstall(asked) => install::uninstall(session, asked),
    }
}

pub(super) fn why(session: &Session, global: &Global, asked: &Why) -> anyhow::Result<Exit> {
    see_that_all_counts(global, "why")?;
    answers::why(session, &config(session, global), asked)
}

pub(super) fn request(session: &Session, global: &Global, asked: &Request) -> anyhow::Result<Exit> {
    see_that_all_counts(global, "request")?;
    request::run(session, &config(session, global), asked)
}

/// The agent's configuration.
fn config(session: &Session, global: &Global) -> PathBuf {
    let named = global.config.clone().unwrap_or_else(|| PathBuf::from(CONFIG));
    session.directory().join(named)
}

/// What the configuration says; `None` where there is none at its usual place, and everything is as usual.
pub(super) fn configured(config: &Path) -> anyhow::Result<Option<Config>> {
    let is_usual = config == Path::new(CONFIG);
    if is_usual && std::fs::symlink_metadata(config).is_err_and(|error| error.kind() == ErrorKind::NotFound) {
        return Ok(None);
    }
    Ok(Some(Config::load(config)?))
}

/// Refuses options of a search: an agent searches what its configuration says.
pub(super) fn see_that_all_counts(global: &Global, command: &str) -> Result<(), UsageError> {
    let options = [
        ("-e", !global.exe.is_empty()),
        ("--path", !global.path.is_empty()),
        ("--only-path", global.only_path),
        ("--root", global.root.is_some()),
        ("--all-users", global.all_users),
        ("--no-all-users", global.no_all_users),
        ("--user-site", global.user_site),
        ("--exhaustive", global.exhaustive),
        ("--inventory", global.inventory.is_some()),
        ("--threads", global.threads.is_some()),
        ("--cache-directory", global.cache_directory.is_some()),
        ("--cache-duration", global.cache_duration.is_some()),
        ("--banner", global.banner.is_some()),
    ];
    match options.iter().find(|(_, is_given)| *is_given) {
        Some((option, _)) => Err(UsageError::new(format!(
            "{option} changes nothing of `{command}`: the agent searches what agent.toml says; leave it away"
        ))),
        None => Ok(()),
    }
}
