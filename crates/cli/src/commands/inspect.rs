//! `fetter inspect`: the code that runs when interpreters start.

use std::collections::BTreeMap;
use std::io::Write;

use fetter_core::integrity::Severity;
use fetter_core::integrity::startup::{
    EnvironmentFile, Startup, StartupItem, StartupKind, StartupRequest, Verdict, inspect,
};
use fetter_core::report::json::{InspectDocument, write_inspect_sarif};
use fetter_core::report::{InspectReport, escape, escape_path};

use super::judging;
use super::session::{Session, say};
use super::site;
use crate::arguments::{Inspect, JudgedOutput};
use crate::exit::{Exit, UsageError};

pub(super) fn run(session: &Session, arguments: &Inspect) -> anyhow::Result<Exit> {
    if arguments.env_file.iter().any(|file| file.as_os_str().is_empty()) {
        return Err(UsageError::new("--env-file has an empty value: name a file").into());
    }
    let (inventory, disk) = session.inventory_with_files("inspect", false)?;
    let environment_file = |name: &std::path::PathBuf| EnvironmentFile {
        name: name.clone(),
        path: session.directory().join(name),
    };
    let request = StartupRequest {
        environment_files: arguments.env_file.iter().map(environment_file).collect(),
        // Where that cannot be told, no guard is known by it.
        checker: site::checker(session).unwrap_or_default(),
        threads: session.threads(),
    };
    let startup = inspect(&inventory, &disk, &request);
    let answer = Answer { startup, environments: inventory.environments.len(), all: arguments.all };
    answer.give(session, arguments.output.as_ref())?;
    answer.tell(session);
    let exit = judging::exit(answer.startup.has_findings(), answer.startup.is_checked(), arguments.codes());
    session.part_with((inventory, answer));
    Ok(exit)
}

/// What came of it, to be given.
struct Answer {
    startup: Startup,
    environments: usize,
    /// Whether lines that run nothing are shown to people too.
    all: bool,
}

impl Answer {
    fn document(&self) -> InspectDocument {
        InspectDocument::new(&self.startup, self.environments)
    }

    /// What is shown to people.
    fn shown(&self) -> impl Iterator<Item = &StartupItem> {
        self.startup.items.iter().filter(|item| self.all || !is_plain(item))
    }

    fn give(&self, session: &Session, output: Option<&JudgedOutput>) -> anyhow::Result<()> {
        let table = || InspectReport::new(self.shown());
        let whole = || InspectReport::whole(&self.startup.items);
        let json = |out: &mut dyn Write| self.document().write(out);
        let sarif = |out: &mut dyn Write| write_inspect_sarif(&self.document(), out);
        judging::give(session, output, (table, whole), json, sarif)
    }

    /// Says on stderr what could not be read, and what was.
    fn tell(&self, session: &Session) {
        if session.is_quiet() {
            return;
        }
        for problem in &self.startup.unchecked {
            let (path, reason) = (escape_path(&problem.path), escape(&problem.reason));
            say(&format!("fetter: could not check: {path}: {reason} [{}]", problem.code));
        }
        say(&self.summary());
    }

    /// One line on what was looked at, so that an empty table is not taken for more than it is.
    fn summary(&self) -> String {
        let mut counts: BTreeMap<Verdict, usize> = BTreeMap::new();
        let (mut inert, mut plain) = (0, 0);
        for item in &self.startup.items {
            if is_plain(item) {
                plain += 1;
            } else if item.is_inert || item.is_passed_over() {
                inert += 1;
            } else {
                *counts.entry(item.verdict).or_default() += 1;
            }
        }
        let mut parts: Vec<String> =
            counts.iter().map(|(verdict, count)| format!("{count} {verdict}")).collect();
        if parts.is_empty() {
            parts.push("nothing runs".to_owned());
        }
        if inert > 0 {
            parts.push(format!("{inert} inert"));
        }
        if plain > 0 {
            let shown = if self.all { "" } else { " not shown (--all)" };
            parts.push(format!("{plain} path lines{shown}"));
        }
        format!("fetter: starts of {} environments inspected: {}", self.environments, parts.join(", "))
    }
}

/// Whether an item is a line that adds a directory and has nothing that a person should look at.
fn is_plain(item: &StartupItem) -> bool {
    item.kind == StartupKind::PathLine && item.verdict == Verdict::Plain && item.severity() < Severity::Medium
}
