//! `fetter request`: asks, by way of the agent, that a package be let pass.

use std::io::Write;
use std::path::Path;

use anyhow::bail;
use fetter_agent::ask::{AnswerDocument, Question, RequestStatus, Requested, ask};
use fetter_core::check::names_one_package;
use fetter_core::report::escape;

use super::super::session::Session;
use super::answers::socket;
use crate::arguments::Request;
use crate::exit::{Exit, UsageError};

pub(super) fn run(session: &Session, config: &Path, asked: &Request) -> anyhow::Result<Exit> {
    let question = match (&asked.package, &asked.reason) {
        (Some(package), Some(reason)) => {
            names_one_package(package).map_err(UsageError::new)?;
            Question::Request { package: package.clone(), reason: reason.clone() }
        }
        _ => Question::Requests,
    };
    let socket = socket(session, asked.socket.as_deref(), config)?;
    let AnswerDocument::Requests(requested) = ask(&socket, &question)? else {
        bail!("the agent answered something else than was asked");
    };
    session.show(|out| show(out, &requested, asked.json))?;
    Ok(Exit::Done)
}

fn show(out: &mut dyn Write, requested: &Requested, json: bool) -> std::io::Result<()> {
    if json {
        serde_json::to_writer_pretty(&mut *out, requested)?;
        return writeln!(out);
    }
    if requested.requests.is_empty() {
        return writeln!(out, "nothing was asked for");
    }
    requested.requests.iter().try_for_each(|request| writeln!(out, "{}", escape(&line(request))))
}

/// One request for a person.
fn line(request: &RequestStatus) -> String {
    let RequestStatus { package, asked, state, answer, until, .. } = request;
    let said = if answer.is_empty() { String::new() } else { format!(": {answer}") };
    match (state.as_str(), until) {
        ("waiting", _) => format!("{package}: asked at {asked}, not at the server yet"),
        ("open", _) => format!("{package}: asked at {asked}, nobody has decided yet"),
        ("approved", Some(until)) => format!("{package}: approved until {until}{said}"),
        ("not-taken", _) => format!("{package}: not taken by the server{said}"),
        (state, _) => format!("{package}: {state}{said}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_reads_where_it_stands() {
        let request = RequestStatus {
            package: "evil==1.0".to_owned(),
            asked: "2026-06-15T12:00:00Z".to_owned(),
            answer: "for the release".to_owned(),
            until: Some("2026-09-30".to_owned()),
            ..RequestStatus::default()
        };
        let said = |state: &str| line(&RequestStatus { state: state.to_owned(), ..request.clone() });
        assert_eq!(said("approved"), "evil==1.0: approved until 2026-09-30: for the release");
        assert_eq!(said("refused"), "evil==1.0: refused: for the release");
        assert_eq!(said("waiting"), "evil==1.0: asked at 2026-06-15T12:00:00Z, not at the server yet");
    }
}
