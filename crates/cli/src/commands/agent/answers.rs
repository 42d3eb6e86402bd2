//! `fetter agent status` and `fetter why`: what an agent that runs says.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::bail;
use fetter_agent::ask::{
    AnswerDocument, DeniedPackage, FilesStatus, Question, Status, Why as Answered, WhyAbout, ask,
};
use fetter_agent::config::SOCKET;
use fetter_core::report::escape;
use serde::Serialize;

use super::super::session::Session;
use super::configured;
use super::holding::{is_good, show_policy, show_server};
use crate::arguments::{Ask, AskOutput, Why};
use crate::exit::Exit;
use crate::output::write_file;

/// How many of each are shown to a person.
const SHOWN: usize = 20;

pub(super) fn status(session: &Session, config: &Path, asked: &Ask) -> anyhow::Result<Exit> {
    let socket = socket(session, asked.socket.as_deref(), config)?;
    let AnswerDocument::Status(status) = ask(&socket, &Question::Status)? else {
        bail!("the agent answered something else than was asked");
    };
    give(session, asked.output.as_ref(), &*status, |out| show_status(&status, out))?;
    if status.starting {
        return Ok(Exit::Starting);
    }
    // Who asks whether all is well is told by the exit code too.
    let is_well = status.problems.is_empty()
        && status.reports.problem.is_none()
        && status.reports.server.as_ref().is_none_or(|server| server.problem.is_none())
        && status.policy.as_ref().is_none_or(is_good)
        && (status.enforcing || status.enforcement == "off");
    Ok(if is_well { Exit::Done } else { Exit::NotChecked })
}

pub(super) fn why(session: &Session, config: &Path, asked: &Why) -> anyhow::Result<Exit> {
    let socket = socket(session, asked.socket.as_deref(), config)?;
    let path = session.directory().join(&asked.about);
    let is_path = asked.about.contains('/') || std::fs::symlink_metadata(&path).is_ok();
    let about = if is_path {
        // What is refused can still be looked at.
        WhyAbout::Path(std::fs::canonicalize(&path).unwrap_or(path))
    } else {
        WhyAbout::Package(asked.about.clone())
    };
    let AnswerDocument::Why(why) = ask(&socket, &Question::Why(about))? else {
        bail!("the agent answered something else than was asked");
    };
    give(session, asked.output.as_ref(), &why, |out| show_why(&why, out))?;
    Ok(match (why.denied.is_empty(), why.starting) {
        (true, true) => Exit::Starting,
        (true, false) => Exit::Done,
        (false, _) => Exit::Findings,
    })
}

/// Where the agent listens: as was said, as its configuration says, or where it usually does.
pub(super) fn socket(session: &Session, named: Option<&Path>, config: &Path) -> anyhow::Result<PathBuf> {
    Ok(match named {
        Some(named) => session.directory().join(named),
        None => configured(config)?.map_or_else(|| PathBuf::from(SOCKET), |config| config.socket),
    })
}

pub(super) fn give<T: Serialize>(
    session: &Session,
    output: Option<&AskOutput>,
    document: &T,
    show: impl FnOnce(&mut dyn Write) -> std::io::Result<()>,
) -> anyhow::Result<()> {
    let json = |out: &mut dyn Write| {
        serde_json::to_writer_pretty(&mut *out, document)?;
        writeln!(out)
    };
    match output {
        None | Some(AskOutput::Display) => session.show(show),
        Some(AskOutput::Json(asked)) => match &asked.output {
            Some(file) => write_file(file, json),
            None => session.show(json),
        },
    }
}

fn show_status(status: &Status, out: &mut dyn Write) -> std::io::Result<()> {
    let Status { inventory, refused, .. } = status;
    writeln!(out, "fetter {}, running since {}", status.version, status.started)?;
    if status.starting {
        return writeln!(out, "starting: it has not searched and judged everything yet");
    }
    match (&status.not_enforcing, status.enforcing) {
        (_, true) => writeln!(out, "enforcement: {}, what is denied is refused", status.enforcement)?,
        (Some(why), _) => {
            writeln!(out, "enforcement: {}, nothing is refused: {}", status.enforcement, escape(why))?;
        }
        (None, _) => writeln!(out, "enforcement: {}, nothing is refused", status.enforcement)?,
    }
    show_policy(status.policy.as_ref(), out)?;
    writeln!(
        out,
        "installed: {} packages in {} environments and {} sites, {} problems",
        inventory.distributions, inventory.environments, inventory.sites, inventory.problems
    )?;
    list(out, "watched", status.covered.iter().cloned())?;
    list(
        out,
        "not covered",
        status.uncovered.iter().map(|place| format!("{}: {}", place.path, place.reason)),
    )?;
    writeln!(
        out,
        "events: {} read, {} queued, {} overflows",
        status.events, status.queued, status.overflows
    )?;
    match &status.reconciled {
        Some(last) => writeln!(
            out,
            "last search of everything: {} in {} ms, {} differences",
            last.when, last.milliseconds, last.differences
        )?,
        None => writeln!(out, "last search of everything: at the start")?,
    }
    writeln!(
        out,
        "openings: {} asked about, {} refused, {} would be; the longest answer took {} µs",
        refused.asked, refused.refused, refused.would_refuse, refused.longest_microseconds
    )?;
    if status.journal.lost > 0 {
        writeln!(out, "journal: {} events could not be kept", status.journal.lost)?;
    }
    if let Some(problem) = &status.journal.problem {
        writeln!(out, "journal: {}", escape(problem))?;
    }
    if status.reports.enabled {
        let number =
            |number: Option<u64>| number.map_or_else(|| "none".to_owned(), |number| number.to_string());
        let (last, acknowledged) = (number(status.reports.last), number(status.reports.acknowledged));
        writeln!(out, "reports: {last} is the last, {acknowledged} the last that was acknowledged")?;
    }
    if let Some(problem) = &status.reports.problem {
        writeln!(out, "reports: {}", escape(problem))?;
    }
    if let Some(server) = &status.reports.server {
        show_server(server, status.policy.as_ref(), out)?;
    }
    if status.files.asked || status.files.tampered > 0 || status.files.tampered_now > 0 {
        let FilesStatus { waiting, complete, tampered, tampered_now, .. } = &status.files;
        let complete = complete.as_deref().unwrap_or("never yet");
        writeln!(
            out,
            "files: {waiting} sites wait to be looked at, all were at {complete}, {tampered_now} changed now \
             ({tampered} times found since the start)"
        )?;
    }
    let hidden = status.denied_count.saturating_sub(status.denied.len() as u64);
    list(out, "denied", status.denied.iter().map(denied))?;
    if hidden > 0 {
        writeln!(out, "denied in others' sites: {hidden}")?;
    }
    if status.observed_count > 0 {
        writeln!(out, "observed: {}", status.observed_count)?;
    }
    list(out, "problems", status.problems.iter().cloned())
}

fn list(out: &mut dyn Write, title: &str, lines: impl Iterator<Item = String>) -> std::io::Result<()> {
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        return Ok(());
    }
    writeln!(out, "{title}: {}", lines.len())?;
    for line in lines.iter().take(SHOWN) {
        writeln!(out, "  {}", escape(line))?;
    }
    match lines.len().saturating_sub(SHOWN) {
        0 => Ok(()),
        more => writeln!(out, "  … and {more} more (`json` has all)"),
    }
}

fn denied(denied: &DeniedPackage) -> String {
    let DeniedPackage { package, version, site, rule, reason, mode, path } = denied;
    let warns = if mode == "warn" { ", which only warns" } else { "" };
    if let Some(path) = path {
        return format!("{path}: {reason} (rule {rule:?}{warns})");
    }
    format!("{package} {version} in {site}: {reason} (rule {rule:?}{warns})")
}

fn show_why(why: &Answered, out: &mut dyn Write) -> std::io::Result<()> {
    for found in &why.denied {
        writeln!(out, "{}", escape(&denied(found)))?;
    }
    for note in &why.notes {
        writeln!(out, "{}", escape(note))?;
    }
    if why.denied.iter().any(|denied| denied.path.is_none()) {
        writeln!(
            out,
            "`fetter check explain PACKAGE` shows every rule; uninstalling or upgrading the package is not refused."
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agent_that_starts_is_not_said_to_know_anything() {
        let status = Status { starting: true, version: "1".to_owned(), ..Status::default() };
        let mut out = Vec::new();
        show_status(&status, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.contains("starting:") && !text.contains("0 packages"), "{text}");
    }
}
