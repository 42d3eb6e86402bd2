//! What the commands that judge share: bounds and rules from arguments, and how what was found is given.

use std::io::Write;

use anyhow::Context;
use fetter_core::inventory::{Inventory, Problem, ProblemCode};
use fetter_core::manifest::{Ecosystem, Manifest, ManifestProblem};
use fetter_core::policy::{Bound, ChoosingError, Host, Ignores, Outcome, Overrides, Rules, assess, choose};
use fetter_core::report::json::{ValidationDocument, write_sarif};
use fetter_core::report::{Tableable, ValidateReport, escape, escape_path};
use fetter_core::requirement::Version;

use super::session::{Session, say};
use crate::arguments::{ExitCodes, JudgedOutput, Judging, Output};
use crate::exit::{Exit, UsageError};
use crate::{bound, surroundings};

/// What is to be judged, and by what.
pub(super) struct Trial {
    /// The bounds, with what was chosen in them.
    pub(super) bounds: Vec<Bound>,
    /// How strictly.
    pub(super) rules: Rules,
    /// What the bounds were made from.
    pub(super) record: bound::Record,
}

/// What came of it, to be given.
pub(super) struct Answer(Outcome);

impl Trial {
    /// Reads the bounds that were named.
    pub(super) fn new(session: &Session, judging: &Judging) -> anyhow::Result<Self> {
        if judging.bound.is_empty() {
            return Err(
                UsageError::new("there is nothing to hold packages against: name a bound with -b").into()
            );
        }
        if judging.bound.iter().any(String::is_empty) {
            return Err(UsageError::new("-b has an empty value: name a bound").into());
        }
        let reach = surroundings::of_bounds();
        let load = |source: &String| bound::load(source, session.directory(), &reach);
        let manifests: Vec<Manifest> = judging.bound.iter().map(load).collect();
        let bounds = chosen(manifests, &judging.bound_options)?;
        Ok(Self { bounds, rules: rules(session, judging)?, record: reach.record })
    }

    /// Judges.
    pub(super) fn judge(&self, inventory: &Inventory) -> Answer {
        Answer(assess(inventory, &self.bounds, &self.rules))
    }

    /// Until when the bounds say what they say today, in seconds since 1970: some entries hold until a day.
    pub(super) fn valid_until(&self) -> Option<u64> {
        let entries = self.bounds.iter().flat_map(|bound| &bound.manifest.entries);
        let days = entries.filter_map(|entry| entry.note.until).filter(|until| *until >= self.rules.today);
        days.min().map(fetter_core::date::Date::end)
    }
}

/// Chooses extras and groups. A name that only one of several bounds has is chosen there.
fn chosen(manifests: Vec<Manifest>, names: &[String]) -> anyhow::Result<Vec<Bound>> {
    choose(manifests, names).map_err(|error| {
        let text = match error {
            ChoosingError::Unknown(error) => format!("--bound-options: {error}"),
            error @ ChoosingError::Nothing { .. } => format!("{error}; name some with --bound-options"),
        };
        UsageError::new(text).into()
    })
}

fn rules(session: &Session, judging: &Judging) -> anyhow::Result<Rules> {
    let ignores = Ignores::new(&judging.ignore, judging.no_default_ignore);
    let python_version = judging.python_version.as_deref().map(|text| {
        let version = text.parse::<Version>().map_err(|error| error.to_string());
        let numbers = text.split('.').map(|part| part.parse::<u32>().is_ok());
        let is_python =
            (2..=3).contains(&numbers.clone().count()) && numbers.clone().all(|is_number| is_number);
        let version = version.and_then(|version| {
            if is_python { Ok(version) } else { Err("expected one such as 3.11 or 3.11.4".to_owned()) }
        });
        version.map_err(|why| UsageError::new(format!("--python-version {text:?}: {why}")))
    });
    Ok(Rules {
        subset: judging.subset,
        superset: judging.superset,
        ignores: ignores.map_err(|error| UsageError::new(format!("--ignore: {error}")))?,
        today: surroundings::today(),
        host: if session.is_of_this_machine() { surroundings::host() } else { Host::default() },
        overrides: Overrides {
            python_version: python_version.transpose()?,
            platform: judging.platform.clone(),
        },
    })
}

/// How a command ends that may find something, and may not be able to check everything.
pub(super) fn exit(has_findings: bool, is_checked: bool, codes: ExitCodes) -> Exit {
    match (has_findings, is_checked) {
        (true, _) => match codes.code {
            // Who calls findings success does not call it success that something was not looked at.
            Some(0) if !is_checked => Exit::NotChecked,
            Some(code) => Exit::Chosen(code),
            None => Exit::Findings,
        },
        (false, true) => Exit::Done,
        (false, false) => Exit::NotChecked,
    }
}

/// Gives what was found in the form that was asked for: `shown` is the table for people, `whole` the one for programs.
pub(super) fn give<T: Tableable>(
    session: &Session,
    output: Option<&JudgedOutput>,
    (shown, whole): (impl FnOnce() -> T, impl FnOnce() -> T),
    json: impl FnOnce(&mut dyn Write) -> std::io::Result<()>,
    sarif: impl FnOnce(&mut dyn Write) -> std::io::Result<()>,
) -> anyhow::Result<()> {
    match output {
        None | Some(JudgedOutput::Display(_)) => session.give(Some(&Output::Display), shown, json),
        Some(JudgedOutput::Write(asked)) => {
            session.give(Some(&Output::Write(asked.write.clone())), whole, json)
        }
        Some(JudgedOutput::Json(asked)) => session.give(Some(&Output::Json(asked.json.clone())), shown, json),
        Some(JudgedOutput::Sarif(asked)) => {
            session.give(Some(&Output::Json(asked.json.clone())), shown, sarif)
        }
        Some(JudgedOutput::Exit(_)) => Ok(()),
    }
}

/// Says where on the machine there may be packages that nobody has seen.
pub(super) fn tell_of_machine(problems: &[Problem]) {
    let is_of_judging =
        |problem: &&Problem| matches!(problem.code, ProblemCode::SiteUnread | ProblemCode::NothingFound);
    for problem in problems.iter().filter(is_of_judging) {
        let place = escape_path(&problem.path);
        say(&format!("fetter: {place}: {} [{}]", escape(&problem.reason), problem.code));
    }
    let others = problems.iter().filter(|problem| !is_of_judging(problem)).count();
    if others > 0 {
        let noun = if others == 1 { "place" } else { "places" };
        say(&format!("fetter: {others} {noun} could not be read, and may hold packages; -v lists them"));
    }
}

impl Answer {
    /// How the command ends.
    pub(super) fn exit(&self, codes: ExitCodes) -> Exit {
        exit(!self.0.judged.findings.is_empty(), self.0.is_checked(), codes)
    }

    pub(super) fn is_checked(&self) -> bool {
        self.0.is_checked()
    }

    /// What was found.
    pub(super) fn findings(&self) -> &[fetter_core::policy::Finding] {
        &self.0.judged.findings
    }

    fn document(&self) -> ValidationDocument {
        ValidationDocument::new(&self.0.judged, &self.0.bound_problems, &self.0.machine_problems)
    }

    /// Gives the result in the form that was asked for.
    pub(super) fn give(&self, session: &Session, output: Option<&JudgedOutput>) -> anyhow::Result<Exit> {
        let table = || ValidateReport::new(&self.0.judged);
        let json = |out: &mut dyn Write| self.document().write(out);
        let sarif = |out: &mut dyn Write| write_sarif(&self.document(), out);
        give(session, output, (table, table), json, sarif)?;
        self.tell_of_unchecked(session);
        Ok(self.exit(output.map_or_else(ExitCodes::default, JudgedOutput::codes)))
    }

    /// Says on stderr what could not be checked, also where nothing else is said.
    pub(super) fn tell_of_unchecked(&self, session: &Session) {
        if session.is_quiet() {
            return;
        }
        for problem in &self.0.bound_problems {
            say(&format!(
                "fetter: {}: {} [{}]",
                escape(&problem.place.to_string()),
                escape(&problem.message),
                problem.code
            ));
        }
        for unchecked in &self.0.judged.unchecked {
            let text = format!("fetter: {}: {} [{}]", unchecked.place, unchecked.reason, unchecked.code);
            say(&escape(&text));
        }
        tell_of_machine(&self.0.machine_problems);
    }

    /// The findings as a person reads them at a start of Python: one line each.
    pub(super) fn lines(&self) -> Vec<String> {
        let finding = |finding: &fetter_core::policy::Finding| {
            let place = finding.place.as_ref().map(|place| format!(" ({place})")).unwrap_or_default();
            format!(
                "{}: {}: {}{place}",
                finding.code.verdict().as_str(),
                finding.subject.label(),
                finding.reason
            )
        };
        let problem =
            |problem: &ManifestProblem| format!("could not check: {}: {}", problem.place, problem.message);
        let unchecked = |found: &fetter_core::policy::Unchecked| {
            format!("could not check: {}: {}", found.place, found.reason)
        };
        let machine =
            |found: &Problem| format!("could not check: {}: {}", found.path.display(), found.reason);
        let lines = self.0.judged.findings.iter().map(finding);
        let lines = lines.chain(self.0.bound_problems.iter().map(problem));
        let lines = lines.chain(self.0.judged.unchecked.iter().map(unchecked));
        lines.chain(self.0.machine_problems.iter().map(machine)).collect()
    }
}

/// An inventory with all that judging by these bounds needs.
pub(super) fn inventory(session: &Session, bounds: &[Bound]) -> anyhow::Result<Inventory> {
    let entries = || bounds.iter().flat_map(|bound| &bound.manifest.entries);
    // Of what extras need, and of what conda installed, the metadata tells.
    let needs_details = entries().any(|entry| {
        entry.ecosystem == Ecosystem::Conda || !entry.requirement.extras.is_empty() && entry.edges.is_empty()
    });
    session.inventory_for(needs_details, true).context("could not take the inventory that is to be judged")
}
