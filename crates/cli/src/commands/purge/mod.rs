//! `fetter purge`, `purge-pattern`, `purge-invalid`: packages are taken away in two steps, a plan and its application, and can be
//! put back.

mod answer;
mod carrying;
mod confirming;
mod hints;
mod quarantines;
mod searching;
mod selecting;
mod stored;

use self::searching::Searched;
use super::judging::Trial;
use super::session::{Session, say};
use crate::arguments::{
    Apply, Command, Global, Output, Planning, Purge, PurgeCommand, PurgeInvalid, PurgePattern,
};
use crate::exit::{Exit, UsageError};

/// Refuses options that would change nothing where they stand.
pub(super) fn see_that_all_counts(global: &Global, command: &Command) -> Result<(), UsageError> {
    let is_apply = match command {
        Command::Apply(_) => true,
        Command::Purge(purge) => matches!(purge.command, Some(PurgeCommand::Apply(_))),
        _ => return Ok(()),
    };
    let scope = [
        ("-e", !global.exe.is_empty()),
        ("--path", !global.path.is_empty()),
        ("--only-path", global.only_path),
        ("--all-users", global.all_users),
        ("--no-all-users", global.no_all_users),
        ("--user-site", global.user_site),
        ("--exhaustive", global.exhaustive),
    ];
    match scope.iter().find(|(_, given)| is_apply && *given) {
        Some((name, _)) => Err(UsageError::new(format!(
            "{name} changes nothing of apply: the search is the one that the plan was made from"
        ))),
        None => Ok(()),
    }
}

/// `purge-pattern`.
pub(super) fn by_pattern(session: &Session, asked: &PurgePattern) -> anyhow::Result<Exit> {
    let glob = asked.selected.pattern.as_deref().unwrap_or_default();
    if glob.is_empty() {
        return Err(UsageError::new("purge-pattern needs a pattern that is not empty: -p GLOB").into());
    }
    let pattern = asked.selected.pattern()?;
    let searched = Searched::of_session(session)?;
    let choices = selecting::by_pattern(&searched.inventory, pattern.as_ref(), glob);
    carrying::run(session, &searched, &choices, asked.planning, asked.output.as_ref())
}

/// `purge-invalid`.
pub(super) fn by_bound(session: &Session, asked: &PurgeInvalid) -> anyhow::Result<Exit> {
    searching::see_that_it_is_here(session)?;
    let trial = Trial::new(session, &asked.judging)?;
    let searched = Searched::of_session(session)?;
    let answer = trial.judge(&searched.inventory);
    if !answer.is_checked() {
        answer.tell_of_unchecked(session);
        session.tell_of_problems(&searched.inventory);
        say("fetter: nothing was planned: what could not be checked may be what allows a package");
        return Ok(Exit::NotChecked);
    }
    let choices = selecting::by_findings(session, &searched.inventory, answer.findings());
    carrying::run(session, &searched, &choices, asked.planning, asked.output.as_ref())
}

/// `purge`.
pub(super) fn run(session: &Session, asked: &Purge) -> anyhow::Result<Exit> {
    let output = match &asked.command {
        None | Some(PurgeCommand::Display) => Output::Display,
        Some(PurgeCommand::Write(write)) => Output::Write(write.clone()),
        Some(PurgeCommand::Json(json)) => Output::Json(json.clone()),
        Some(command) => return follow(session, asked, command),
    };
    let file = asked.from_findings.as_deref().ok_or_else(|| {
        UsageError::new("purge needs --from-findings FILE.json, or one of apply, list, undo, empty, recover")
    })?;
    searching::see_that_it_is_here(session)?;
    let accusations = selecting::read_findings(session, file)?;
    if accusations.is_uncertain {
        say(
            "fetter: nothing was planned: the findings say that something could not be checked, which may be what allows a package",
        );
        return Ok(Exit::NotChecked);
    }
    let searched = Searched::of_session(session)?;
    let choices = selecting::by_accusations(session, &searched.inventory, &accusations);
    carrying::run(session, &searched, &choices, asked.planning, Some(&output))
}

/// What is done with plans that were made, and with what was removed.
fn follow(session: &Session, asked: &Purge, command: &PurgeCommand) -> anyhow::Result<Exit> {
    let planning = match command {
        PurgeCommand::Empty(_) => Planning { yes: false, ..asked.planning },
        _ => asked.planning,
    };
    let findings = asked.from_findings.as_ref().map(|_| "--from-findings");
    if let Some(name) = planning.given().chain(findings).next() {
        return Err(UsageError::new(format!("{name} is for making plans, and changes nothing here")).into());
    }
    match command {
        PurgeCommand::Apply(asked) => apply(session, asked),
        PurgeCommand::List(asked) => quarantines::list(session, asked),
        PurgeCommand::Undo(asked) => quarantines::undo(session, asked),
        PurgeCommand::Empty(empty) => quarantines::empty(session, empty, asked.planning.yes),
        PurgeCommand::Recover(asked) => quarantines::recover(session, asked),
        PurgeCommand::Display | PurgeCommand::Write(_) | PurgeCommand::Json(_) => Ok(Exit::Done),
    }
}

/// `purge apply`, and `apply`.
pub(super) fn apply(session: &Session, asked: &Apply) -> anyhow::Result<Exit> {
    stored::apply(session, asked)
}
