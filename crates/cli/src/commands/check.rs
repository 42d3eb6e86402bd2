//! `fetter check`: what is installed against a policy.

use std::collections::BTreeMap;
use std::io::{self, Write};

use fetter_core::check::{CheckOutcome, Decision, Hit, Judgement, Lift, Policy};
use fetter_core::report::json::{CheckDocument, write_check_sarif};
use fetter_core::report::{CheckReport, Pattern, escape, escape_path};
use fetter_core::requirement::PackageName;

use super::proposal::Proposal;
use super::session::{Session, say};
use super::{auditing, checking, judging, unchecked};
use crate::arguments::{Check, CheckOutput, ExitCodes, JudgedOutput};
use crate::exit::{Exit, UsageError};
use crate::policies::{self, Bounds};
use crate::surroundings;

pub(super) fn run(session: &Session, arguments: &Check) -> anyhow::Result<Exit> {
    let file = policies::file(arguments.policy.as_deref(), session.directory())?;
    let policy = policies::load(&file, &surroundings::of_bounds(), Bounds::Any)?;
    let policy = if session.is_of_this_machine() { policies::following_links(policy) } else { policy };
    let asked = match &arguments.output {
        Some(CheckOutput::Explain(explain)) => Some(explain.package.as_str()),
        _ => None,
    };
    let proposal = asked.and_then(Proposal::of_text);
    let pattern = asked.filter(|_| proposal.is_none()).map(|asked| Pattern::new(asked, false));
    let pattern = pattern.transpose().map_err(|error| UsageError::new(error.to_string()))?;
    let wanted = auditing::wanted(session, &arguments.source, false)?;
    let proposed = proposal.as_ref();
    let journal = arguments.journal.as_deref();
    let (inventory, known, outcome) = checking::run(session, &policy, &wanted, journal, proposed)?;
    let answer = Answer { policy, outcome };
    let exit = match (&arguments.output, pattern) {
        (_, Some(pattern)) => answer.explain(session, &pattern)?,
        _ if proposal.is_some() => answer.explain_all(session)?,
        (Some(CheckOutput::Judged(output)), _) => answer.give(session, Some(output))?,
        _ => answer.give(session, None)?,
    };
    session.tell_of_problems(&inventory);
    session.part_with((inventory, known, answer));
    Ok(exit)
}

/// What came of it, to be given.
struct Answer {
    policy: Policy,
    outcome: CheckOutcome,
}

impl Answer {
    fn document(&self) -> CheckDocument {
        CheckDocument::new(&self.policy, &self.outcome)
    }

    fn give(&self, session: &Session, output: Option<&JudgedOutput>) -> anyhow::Result<Exit> {
        let (table, whole) = (|| CheckReport::new(&self.outcome), || CheckReport::whole(&self.outcome));
        let json = |out: &mut dyn Write| self.document().write(out);
        let sarif = |out: &mut dyn Write| write_check_sarif(&self.document(), out);
        judging::give(session, output, (table, whole), json, sarif)?;
        self.tell(session);
        let codes = output.map_or_else(ExitCodes::default, JudgedOutput::codes);
        Ok(judging::exit(self.outcome.has_findings(), self.outcome.is_checked(), codes))
    }

    /// Says on stderr what could not be checked, and how much was.
    fn tell(&self, session: &Session) {
        if session.is_quiet() {
            return;
        }
        for problem in &self.outcome.bound_problems {
            let (place, message) = (problem.place.to_string(), escape(&problem.message));
            say(&format!("fetter: could not check: {}: {message} [{}]", escape(&place), problem.code));
        }
        unchecked::tell(&self.outcome.unchecked, session.is_verbose());
        judging::tell_of_machine(&self.outcome.machine_problems);
        for note in &self.outcome.notes {
            say(&format!("fetter: note: {}: {}", escape(&note.place.to_string()), escape(&note.text)));
        }
        say(&self.summary());
    }

    /// One line on what was judged, so that an empty table is not taken for more than it is.
    fn summary(&self) -> String {
        let mut counts: BTreeMap<Decision, usize> = BTreeMap::new();
        for judgement in &self.outcome.judgements {
            *counts.entry(judgement.decision).or_default() += 1;
        }
        let count = |(decision, count): (&Decision, &usize)| format!("{count} {decision}");
        let parts: Vec<String> = counts.iter().rev().map(count).collect();
        let parts = if parts.is_empty() { "no package".to_owned() } else { parts.join(", ") };
        let files = match self.outcome.files.iter().filter(|file| file.decision.is_finding()).count() {
            0 => String::new(),
            count => format!("; {count} files or lines that belong to no package"),
        };
        let version = self.policy.version().map(|version| format!(" {version}")).unwrap_or_default();
        format!("fetter: by the policy {}{}: {parts}{files}", escape(self.policy.name()), escape(&version))
    }

    /// Says of packages which rule decided and why.
    fn explain(&self, session: &Session, pattern: &Pattern) -> anyhow::Result<Exit> {
        let matches = |judgement: &&Judgement| {
            let subject = &judgement.subject;
            [subject.written.clone(), subject.label()]
                .iter()
                .any(|name| pattern.matches_name(&PackageName::new(name)))
        };
        let told: Vec<&Judgement> = self.outcome.judgements.iter().filter(matches).collect();
        if told.is_empty() {
            say(
                "fetter: no package of that name was found; a release that is not installed is asked for as NAME==VERSION",
            );
            return Ok(Exit::NotChecked);
        }
        explain_told(session, &told)
    }

    /// Says the same of all that was judged: a release that is not installed, wherever it might be.
    fn explain_all(&self, session: &Session) -> anyhow::Result<Exit> {
        let told: Vec<&Judgement> = self.outcome.judgements.iter().collect();
        if told.is_empty() {
            say("fetter: no environment was found that it could be installed into");
            return Ok(Exit::NotChecked);
        }
        explain_told(session, &told)
    }
}

fn explain_told(session: &Session, told: &[&Judgement]) -> anyhow::Result<Exit> {
    session.show(|out| told.iter().try_for_each(|judgement| explain(out, judgement)))?;
    let has_findings = told.iter().any(|judgement| judgement.decision.is_finding());
    let is_checked = told.iter().all(|judgement| judgement.is_checked);
    Ok(judging::exit(has_findings, is_checked, ExitCodes::default()))
}

fn explain(out: &mut dyn Write, judgement: &Judgement) -> io::Result<()> {
    let (label, site) = (judgement.subject.label(), escape_path(&judgement.site));
    let by = judgement.rule.as_ref().map(|rule| format!(" by the rule {rule}")).unwrap_or_default();
    writeln!(out, "{} in {site}: {}{}", escape(&label), judgement.decision, escape(&by))?;
    for environment in &judgement.environments {
        writeln!(out, "  seen by {}", escape_path(environment))?;
    }
    writeln!(out, "  because {}", escape(&judgement.reason))?;
    for (number, hit) in judgement.hits.iter().enumerate() {
        explain_hit(out, number + 1, hit)?;
    }
    for note in judgement.notes.iter().filter(|note| **note != judgement.reason) {
        writeln!(out, "  {}", escape(note))?;
    }
    if !judgement.is_checked {
        writeln!(out, "  not everything that rules ask could be checked; `fetter check` says what")?;
    }
    Ok(())
}

fn explain_hit(out: &mut dyn Write, number: usize, hit: &Hit) -> io::Result<()> {
    let text = format!("{} [{}] by the rule {} ({}, {})", hit.kind, hit.code, hit.rule, hit.mode, hit.place);
    writeln!(out, "  {number}. {}: {}", escape(&text), escape(&hit.reason))?;
    if let Some(requirement) = &hit.requirement {
        writeln!(out, "     held against {}", escape(requirement))?;
    }
    if let Some(lift) = &hit.lifted {
        writeln!(out, "     lifted {}", escape(&exception(lift)))?;
    }
    for lift in &hit.expired {
        writeln!(out, "     no longer lifted {}", escape(&exception(lift)))?;
    }
    writeln!(out, "     to do: {}", hit.code.advice())
}

fn exception(lift: &Lift) -> String {
    format!("by the exception at {}: {} ({}, until {})", lift.place, lift.reason, lift.owner, lift.until)
}
