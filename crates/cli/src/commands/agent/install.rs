//! `fetter agent install` and `uninstall`.

use std::path::{Path, PathBuf};

use anyhow::Context;
use fetter_agent::install::{Outcome, files, install as write, see_that_it_is_safe, uninstall as remove};
use fetter_core::report::escape_path;

use super::super::session::Session;
use crate::arguments::Install;
use crate::exit::Exit;

/// What is left to be done by hand, since fetter starts no other program.
const START: &str = "Now, as root:
  systemd-sysusers && systemd-tmpfiles --create && systemctl daemon-reload
  systemctl enable --now fetter-agent
";
const STOP: &str = "Where the services still run, as root:
  systemctl disable --now fetter-agent fetter-sync && systemctl daemon-reload
What was recorded stays in /var/lib/fetter, and the configuration in /etc/fetter.
";

pub(super) fn install(session: &Session, asked: &Install) -> anyhow::Result<Exit> {
    let program = std::env::current_exe().context("could not tell which program this is")?;
    let root = root(session, asked);
    if asked.into.is_none() {
        see_that_it_is_safe(&program)?;
    }
    let done = write(&root, &files(&program))?;
    let is_foreign = tell(session, &done, START)?;
    Ok(if is_foreign { Exit::Failed } else { Exit::Done })
}

pub(super) fn uninstall(session: &Session, asked: &Install) -> anyhow::Result<Exit> {
    let program = std::env::current_exe().context("could not tell which program this is")?;
    let done = remove(&root(session, asked), &files(&program))?;
    let is_foreign = tell(session, &done, STOP)?;
    Ok(if is_foreign { Exit::Failed } else { Exit::Done })
}

fn root(session: &Session, asked: &Install) -> PathBuf {
    asked.into.as_ref().map_or_else(|| PathBuf::from("/"), |into| session.directory().join(into))
}

/// Says what became of each file, and what is left to do; whether something of others is in the way.
fn tell(session: &Session, done: &[(PathBuf, Outcome)], rest: &str) -> anyhow::Result<bool> {
    let text = |path: &Path, outcome: Outcome| format!("{}: {}", escape_path(path), outcome.as_str());
    session.show(|out| {
        for (path, outcome) in done {
            writeln!(out, "{}", text(path, *outcome))?;
        }
        out.write_all(rest.as_bytes())
    })?;
    Ok(done.iter().any(|(_, outcome)| *outcome == Outcome::Foreign))
}
