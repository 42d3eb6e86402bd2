//! `fetter server doctor`.

use std::fmt::Write;

use fetter_core::report::escape;
use fetter_server::doctor::{DoctorDocument, Outcome, Patient, examine};

use super::place::store;
use crate::arguments::ServerDoctor;
use crate::commands::session::Session;
use crate::exit::Exit;

pub(super) fn run(session: &Session, asked: &ServerDoctor) -> anyhow::Result<Exit> {
    let certificate = asked.certificate.as_ref().map(|file| session.directory().join(file));
    let document = examine(&Patient { store: store(session, &asked.store)?, certificate })?;
    let text = if asked.json { serde_json::to_string_pretty(&document)? + "\n" } else { lines(&document) };
    session.show(|out| out.write_all(text.as_bytes()))?;
    Ok(if document.has(Outcome::Finding) {
        Exit::Findings
    } else if document.has(Outcome::Unchecked) {
        Exit::NotChecked
    } else {
        Exit::Done
    })
}

fn lines(document: &DoctorDocument) -> String {
    let mut text = String::new();
    for check in &document.checks {
        let (word, code) = (check.outcome.as_str(), &check.code);
        // Writing to a string does not fail.
        let _ = writeln!(text, "{word:<10} {code:<12} {}", escape(&check.detail));
        if let Some(advice) = &check.advice {
            let _ = writeln!(text, "{:<23} {}", "", escape(advice));
        }
    }
    text
}
