//! `fetter verify`: whether what lies in sites is what was installed.

use std::collections::BTreeMap;
use std::io::Write;

use fetter_core::integrity::verify::{
    Against, Severity, Verification, VerifyCode, VerifyProgress, VerifyRequest, verify,
};
use fetter_core::inventory::file::Disk;
use fetter_core::report::json::{VerifyDocument, write_verify_sarif};
use fetter_core::report::{VerifyReport, escape, escape_path};
use indicatif::HumanBytes;

use super::session::{Session, say};
use super::{judging, site};
use crate::arguments::{FileSeverityArgument, JudgedOutput, Verify};
use crate::exit::{Exit, UsageError};
use crate::{bound, progress, surroundings};

pub(super) fn run(session: &Session, arguments: &Verify) -> anyhow::Result<Exit> {
    let pattern = arguments.selected.pattern()?;
    let against = against(session, &arguments.against)?;
    // Lock files are held against where packages came from.
    let (inventory, disk) = session.inventory_with_files("verify", against.is_some())?;
    let checker = site::checker(session).unwrap_or_default();
    let request = VerifyRequest {
        checker: &checker,
        pattern: pattern.as_ref(),
        against: against.as_ref(),
        ownerless: !arguments.no_ownerless,
        threads: session.threads(),
        ..VerifyRequest::default()
    };
    let work = |progress: &VerifyProgress| verify(&inventory, &disk, &request, progress);
    let mut verification = progress::watch_with(session.is_quiet(), shown, work);
    let total = verification.findings.len();
    if let Some(least) = arguments.severity.map(severity) {
        verification.findings.retain(|finding| finding.severity >= least);
    }
    let hidden = total - verification.findings.len();
    let answer = Answer { verification, hidden };
    answer.give(session, arguments.output.as_ref())?;
    answer.tell(session);
    let exit = judging::exit(
        answer.verification.has_findings(),
        answer.verification.is_checked(),
        arguments.codes(),
    );
    session.tell_of_problems(&inventory);
    session.part_with((inventory, answer));
    Ok(exit)
}

/// How far it has come: first listed files are read, and then sites searched.
fn shown(progress: &VerifyProgress) -> String {
    let verified = format!("{} files verified, {}", progress.files(), HumanBytes(progress.bytes()));
    match progress.entries() {
        0 => verified,
        entries => format!("{verified}; {entries} files and directories looked at"),
    }
}

fn severity(argument: FileSeverityArgument) -> Severity {
    match argument {
        FileSeverityArgument::Info => Severity::Info,
        FileSeverityArgument::Low => Severity::Low,
        FileSeverityArgument::Medium => Severity::Medium,
        FileSeverityArgument::High => Severity::High,
    }
}

/// Reads what was named to compare with: a directory that has wheels, or else what `validate` would take as a bound.
fn against(session: &Session, named: &[String]) -> anyhow::Result<Option<Against>> {
    if named.iter().any(String::is_empty) {
        return Err(UsageError::new(
            "--against has an empty value: name a directory of wheels or a lock file",
        )
        .into());
    }
    let mut against = Against::default();
    for source in named {
        let directory = session.directory().join(source);
        if Disk::here().is_directory(&directory) {
            against.add_wheels(&Disk::here(), &directory)?;
        } else {
            against.add_lock(bound::load(source, session.directory(), &surroundings::of_bounds()));
        }
    }
    Ok(Some(against).filter(|_| !named.is_empty()))
}

/// What came of it, to be given.
struct Answer {
    verification: Verification,
    hidden: usize,
}

impl Answer {
    fn document(&self) -> VerifyDocument {
        VerifyDocument::new(&self.verification, self.hidden)
    }

    fn give(&self, session: &Session, output: Option<&JudgedOutput>) -> anyhow::Result<()> {
        let findings = &self.verification.findings;
        let (table, whole) = (|| VerifyReport::new(findings), || VerifyReport::whole(findings));
        let json = |out: &mut dyn Write| self.document().write(out);
        let sarif = |out: &mut dyn Write| write_verify_sarif(&self.document(), out);
        judging::give(session, output, (table, whole), json, sarif)
    }

    /// Says on stderr what could not be checked, what is to be done, and how much was looked at.
    fn tell(&self, session: &Session) {
        if session.is_quiet() {
            return;
        }
        for unchecked in &self.verification.unchecked {
            let (path, reason) = (escape_path(&unchecked.path), escape(&unchecked.reason));
            say(&format!("fetter: could not check: {path}: {reason} [{}]", unchecked.code));
        }
        for problem in &self.verification.bound_problems {
            let (place, message) = (problem.place.to_string(), escape(&problem.message));
            say(&format!("fetter: could not check: {}: {message} [{}]", escape(&place), problem.code));
        }
        judging::tell_of_machine(&self.verification.machine_problems);
        for code in self.codes() {
            say(&format!("fetter: to do about {code}: {}", code.advice()));
        }
        say(&self.summary());
    }

    /// The kinds of what must be judged, in the order of the findings.
    fn codes(&self) -> Vec<VerifyCode> {
        let mut codes = Vec::new();
        for finding in &self.verification.findings {
            if finding.severity > Severity::Info && !codes.contains(&finding.code) {
                codes.push(finding.code);
            }
        }
        codes
    }

    /// One line on what was looked at, so that an empty table is not taken for more than it is.
    fn summary(&self) -> String {
        let totals = self.verification.totals;
        let mut counts: BTreeMap<(std::cmp::Reverse<Severity>, _), usize> = BTreeMap::new();
        for finding in &self.verification.findings {
            *counts.entry((std::cmp::Reverse(finding.severity), finding.code)).or_default() += 1;
        }
        let count = |((severity, code), count): (&(std::cmp::Reverse<Severity>, _), &usize)| {
            format!("{count} {code} ({})", severity.0.as_str())
        };
        let mut parts: Vec<String> = counts.iter().map(count).collect();
        if parts.is_empty() {
            parts.push("no findings".to_owned());
        }
        if self.hidden > 0 {
            parts.push(format!("{} not shown (--severity)", self.hidden));
        }
        let without = match totals.distributions - totals.verified {
            0 => String::new(),
            count => format!("; of {} no file could be verified", counted(count, "package")),
        };
        let searched = match totals.sites {
            0 => "no site searched for code without an owner".to_owned(),
            count => format!("{} searched for code without an owner", counted(count, "site")),
        };
        format!(
            "fetter: {} of {} verified, {} read{without}; {searched}: {}",
            counted(totals.files, "file"),
            counted(totals.verified, "package"),
            HumanBytes(totals.bytes),
            parts.join(", ")
        )
    }
}

/// A number with its noun.
fn counted(count: u64, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
