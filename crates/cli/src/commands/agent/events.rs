//! `fetter agent events`: what happened.

use std::io::Write;
use std::path::Path;

use anyhow::Context;
use fetter_agent::config::STATE;
use fetter_agent::journal::{EventCode, Order, Query, Reader, Since, line};

use super::super::session::Session;
use super::configured;
use crate::arguments::{AskOutput, Events};
use crate::exit::{Exit, UsageError};
use crate::output::write_file;

pub(super) fn run(session: &Session, config: &Path, asked: &Events) -> anyhow::Result<Exit> {
    let directory = match &asked.journal {
        Some(named) => session.directory().join(named),
        None => configured(config)?.map_or_else(|| STATE.into(), |config| config.state).join("agent"),
    };
    let code = |word: &String| {
        let known = || EventCode::ALL.iter().map(|code| code.as_str()).collect::<Vec<_>>().join(", ");
        EventCode::of_word(word)
            .ok_or_else(|| UsageError::new(format!("--kind {word:?}: expected one of {}", known())))
    };
    let codes = asked.kind.iter().map(code).collect::<Result<Vec<_>, _>>()?;
    let query = Query {
        since: asked.after.map_or(Since::Beginning, Since::Sequence),
        codes,
        package: asked.package.clone(),
        limit: asked.limit.try_into().unwrap_or(usize::MAX),
        order: Order::NewestFirst,
    };
    let reader = Reader::open(&directory)
        .with_context(|| format!("could not open the journal in {}", directory.display()))?;
    let mut events = reader.events(&query).context("could not read the journal")?;
    events.reverse();
    let json = |out: &mut dyn Write| {
        for event in &events {
            serde_json::to_writer(&mut *out, event)?;
            writeln!(out)?;
        }
        Ok(())
    };
    match &asked.output {
        None | Some(AskOutput::Display) => session.show(|out| {
            for event in &events {
                writeln!(out, "{}", line(event))?;
            }
            Ok(())
        })?,
        Some(AskOutput::Json(asked)) => match &asked.output {
            Some(file) => write_file(file, json)?,
            None => session.show(json)?,
        },
    }
    Ok(Exit::Done)
}
