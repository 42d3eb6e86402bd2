//! What the commands that audit share: rules and knowledge from arguments, and how what was found is given.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

use fetter_core::advisory::Rating;
use fetter_core::audit::vex::{self, DOCUMENT_LIMIT, VexDocument, VexError};
use fetter_core::audit::{
    AuditCode, AuditFinding, AuditOutcome, AuditRules, Confidence, Exceptions, Filter, Knowledge, Query,
    TrustedOrigins,
};
use fetter_core::inventory::file::Disk;
use fetter_core::report::json::{
    AuditDocument, WireSource, write_audit_sarif, write_cyclonedx_vex, write_openvex,
};
use fetter_core::report::{AuditReport, Issued, Pattern, escape};
use fetter_core::timestamp::Timestamp;

use super::session::{Session, say};
use crate::arguments::{
    AuditOutput, Auditing, ExitCodes, Output, SeverityArgument, SourceArgument, SourceArguments,
};
use crate::database::{Database, Known, MAX_AGE, Wanted, load};
use crate::exit::{Exit, UsageError};
use crate::surroundings;

/// An audit that is about to be done.
pub(super) struct Inquiry {
    pub(super) rules: AuditRules,
    wanted: Wanted,
    filter: Filter,
    /// VEX documents.
    vex: Vec<PathBuf>,
}

/// What came of it, to be given.
pub(super) struct Report {
    outcome: AuditOutcome,
    /// What is found and not shown.
    hidden: Vec<AuditFinding>,
    /// Whether anything is found, but for what a filter hides.
    has_findings: bool,
    source: Option<WireSource>,
    with_passing: bool,
    /// Whether it was asked not to say what is malware.
    without_malware: bool,
}

impl Inquiry {
    /// Takes arguments, and what the configuration says where they say nothing.
    pub(super) fn new(session: &Session, auditing: &Auditing) -> anyhow::Result<Self> {
        let config = session.audit_config();
        let disabled: BTreeSet<AuditCode> =
            auditing.disable.iter().copied().chain(config.disabled()?).collect();
        let wanted = wanted(session, &auditing.source, !disabled.contains(&AuditCode::Lookalike))?;
        let exceptions = Exceptions { all: config.exceptions()?, is_whole: true };
        let rules = AuditRules {
            pattern: None,
            disabled,
            confidence: config.confidence.map_or(Confidence::Medium, Confidence::from),
            trusted: TrustedOrigins::new(config.trusted_origin.iter().cloned()),
            exceptions,
            with_passing: auditing.retain_passing,
            today: surroundings::today(),
        };
        let filter = Filter { score: auditing.cvss, rating: auditing.severity.map(rating) };
        let vex = auditing.vex.iter().chain(&config.vex).cloned().collect();
        Ok(Self { rules, wanted, filter, vex })
    }

    /// The glob of the packages that are looked at.
    pub(super) fn only(&mut self, glob: &str, case: bool) -> anyhow::Result<()> {
        let pattern = Pattern::new(glob, case).map_err(|error| UsageError::new(error.to_string()))?;
        self.rules.pattern = Some(pattern);
        // Of what was not looked at nobody knows whether an exception is still needed.
        self.rules.exceptions.is_whole = false;
        Ok(())
    }

    /// Takes further places that packages may come from.
    pub(super) fn trust(&mut self, origins: &[String]) {
        self.rules.trusted.extend(origins.iter().cloned());
    }

    /// The same, where exceptions are for what is installed, so that nothing can be said of those that are not needed.
    pub(super) fn without_unused(mut self) -> Self {
        self.rules.exceptions.is_whole = false;
        self
    }

    /// Gets to know what there is to be known. `queries` says what a service would be asked.
    pub(super) fn know(
        &self,
        session: &Session,
        queries: impl FnOnce(&AuditRules) -> BTreeSet<Query>,
    ) -> Known {
        let tell = |text: &str| {
            if !session.is_quiet() {
                say(&format!("fetter: {}", escape(text)));
            }
        };
        load(&self.wanted, || queries(&self.rules), tell)
    }

    /// Judges by that.
    pub(super) fn judge(
        &self,
        session: &Session,
        known: &Known,
        judge: impl FnOnce(&Knowledge<'_>, &AuditRules) -> AuditOutcome,
    ) -> Report {
        let mut outcome = judge(&known.knowledge(), &self.rules);
        outcome.unchecked.extend(known.unchecked.iter().cloned());
        let documents = documents(session, &self.vex, &mut outcome);
        vex::apply(&documents, &mut outcome);
        let hidden = self.filter.apply(&mut outcome.findings);
        Report {
            has_findings: !outcome.findings.is_empty(),
            outcome,
            hidden,
            source: known.source.clone(),
            with_passing: self.rules.with_passing,
            without_malware: self.rules.disabled.contains(&AuditCode::Malicious),
        }
    }
}

/// What is to be known, by arguments, and by what the configuration says where they say nothing. `popular` says whether look-alikes are
/// looked for.
pub(super) fn wanted(session: &Session, source: &SourceArguments, popular: bool) -> anyhow::Result<Wanted> {
    let config = session.audit_config();
    let own = surroundings::of_database(session.home());
    let named = source.database.clone().map(|directory| session.directory().join(directory));
    let named = named.or_else(|| session.database_config().directory.clone());
    let database = Database::to_read(named, own, surroundings::user());
    // The command line says both, or the file does: each says it against the other.
    let (asked, offline) = match (source.source, source.offline) {
        (None, false) => (config.source, config.offline == Some(true)),
        typed => typed,
    };
    let wanted = Wanted {
        source: asked.unwrap_or_default(),
        offline,
        max_age: source.max_age.or(session.database_config().max_age).unwrap_or(MAX_AGE),
        database,
        api: source.api.clone().or_else(|| config.api.clone()),
        timeout: Duration::from_secs(source.timeout.into()),
        network: surroundings::network(),
        popular,
    };
    if wanted.offline && wanted.source == SourceArgument::Api {
        return Err(UsageError::new("--offline and --source api exclude each other").into());
    }
    Ok(wanted)
}

fn rating(severity: SeverityArgument) -> Rating {
    match severity {
        SeverityArgument::Low => Rating::Low,
        SeverityArgument::Medium => Rating::Medium,
        SeverityArgument::High => Rating::High,
        SeverityArgument::Critical => Rating::Critical,
    }
}

/// Statements of a program, which somebody may take over as their own.
fn by_fetter(created: Timestamp) -> Issued<'static> {
    Issued { author: concat!("fetter ", env!("CARGO_PKG_VERSION")), created }
}

/// Reads VEX documents. One that cannot be read is said.
fn documents(session: &Session, files: &[PathBuf], outcome: &mut AuditOutcome) -> Vec<(String, VexDocument)> {
    let mut documents = Vec::new();
    for file in files {
        let name = file.display().to_string();
        let path = session.directory().join(file);
        // A byte more than is taken, so that the reader says that it is too much.
        let read = Disk::here().read(&path, DOCUMENT_LIMIT + 1);
        let document = read.map_err(|error| VexError::Unread(error.to_string()));
        match document.and_then(|read| VexDocument::read(&read.bytes)) {
            Ok(document) => documents.push((name, document)),
            Err(error) => outcome.unchecked.push(vex::unreadable(&name, &error)),
        }
    }
    documents
}

impl Report {
    /// Whether a name looks like another one: what packages need may speak for it.
    pub(super) fn suspects_names(&self) -> bool {
        self.outcome.findings.iter().any(|finding| finding.code == AuditCode::Lookalike)
    }

    /// Keeps the first findings only.
    pub(super) fn limit(&mut self, limit: Option<usize>) {
        if let Some(limit) = limit {
            let at = limit.min(self.outcome.findings.len());
            self.hidden.extend(self.outcome.findings.split_off(at));
        }
    }

    /// How the command ends.
    fn exit(&self, codes: ExitCodes) -> Exit {
        super::judging::exit(self.has_findings, self.outcome.is_checked(), codes)
    }

    fn document(&self) -> AuditDocument {
        AuditDocument::new(&self.outcome, self.source.clone(), self.with_passing, self.hidden.len())
    }

    /// All facts, also those that a filter hides: a document that leaves some out would state that they are none.
    fn facts(&self) -> AuditOutcome {
        let mut facts = AuditOutcome {
            findings: self.outcome.findings.iter().chain(&self.hidden).cloned().collect(),
            suppressed: self.outcome.suppressed.clone(),
            ..AuditOutcome::default()
        };
        facts.findings.retain(|finding| finding.fact().is_some());
        facts.suppressed.retain(|suppressed| suppressed.finding.fact().is_some());
        facts
    }

    /// Gives the result in the form that was asked for.
    pub(super) fn give(&self, session: &Session, output: Option<&AuditOutput>) -> anyhow::Result<Exit> {
        let grouped = || AuditReport::grouped(&self.outcome, self.with_passing);
        let whole = || AuditReport::whole(&self.outcome, self.with_passing);
        let json = |out: &mut dyn Write| self.document().write(out);
        let codes = match output {
            None => {
                session.give(Some(&Output::Display), grouped, json)?;
                ExitCodes::default()
            }
            Some(AuditOutput::Display(codes)) => {
                session.give(Some(&Output::Display), grouped, json)?;
                *codes
            }
            Some(AuditOutput::Write(asked)) => {
                session.give(Some(&Output::Write(asked.write.clone())), whole, json)?;
                asked.codes
            }
            Some(AuditOutput::Json(asked)) => {
                session.give(Some(&Output::Json(asked.json.clone())), whole, json)?;
                asked.codes
            }
            Some(AuditOutput::Sarif(asked)) => {
                let sarif = |out: &mut dyn Write| write_audit_sarif(&self.document(), out);
                session.give(Some(&Output::Json(asked.json.clone())), whole, sarif)?;
                asked.codes
            }
            Some(AuditOutput::Exit(codes)) => *codes,
            Some(AuditOutput::Openvex(asked)) => {
                let issued = by_fetter(surroundings::time_of_documents()?);
                let facts = self.facts();
                if facts.findings.is_empty() && facts.suppressed.is_empty() {
                    // The format knows no document without a statement.
                    say("fetter: nothing is to be stated, and no OpenVEX document was written");
                } else {
                    let vex = |out: &mut dyn Write| write_openvex(&facts, issued, out);
                    session.give(Some(&Output::Json(asked.json.clone())), whole, vex)?;
                }
                asked.codes
            }
            Some(AuditOutput::CyclonedxVex(asked)) => {
                let issued = by_fetter(surroundings::time_of_documents()?);
                let facts = self.facts();
                let vex = |out: &mut dyn Write| write_cyclonedx_vex(&facts, issued, out);
                session.give(Some(&Output::Json(asked.json.clone())), whole, vex)?;
                asked.codes
            }
        };
        self.tell(session);
        Ok(self.exit(codes))
    }

    /// Says on stderr what was looked at, and what could not be.
    fn tell(&self, session: &Session) {
        if session.is_quiet() {
            return;
        }
        for problem in &self.outcome.bound_problems {
            let (place, message) = (problem.place.to_string(), &problem.message);
            say(&format!("fetter: {}: {} [{}]", escape(&place), escape(message), problem.code));
        }
        for unchecked in &self.outcome.unchecked {
            let place =
                unchecked.whereabouts.places.first().map(|place| format!("{place}: ")).unwrap_or_default();
            say(&format!(
                "fetter: could not check: {}{} [{}]",
                escape(&place),
                escape(&unchecked.reason),
                unchecked.code
            ));
        }
        for suppressed in
            self.outcome.suppressed.iter().filter(|found| found.finding.code == AuditCode::Malicious)
        {
            let label = suppressed.finding.subject.label();
            say(&format!("fetter: {} is malware, and borne by a decision", escape(&label)));
        }
        super::judging::tell_of_machine(&self.outcome.machine_problems);
        say(&self.summary());
    }

    /// One line on what was looked at, so that an empty table is not taken for more than it is.
    fn summary(&self) -> String {
        let outcome = &self.outcome;
        let source = match &self.source {
            Some(source) => {
                let newest = source.newest.as_deref().map(|newest| format!(", the newest of {newest}"));
                let when = source.retrieved.as_deref().map(|when| format!(", fetched {when}"));
                let about = when.into_iter().chain(newest).collect::<Vec<_>>().concat();
                format!("held against {}{}", escape(&source.from), escape(&about))
            }
            None => "not held against any advisories".to_owned(),
        };
        let found = outcome.findings.len();
        let mut parts = vec![format!("{found} {}", if found == 1 { "finding" } else { "findings" })];
        if !self.hidden.is_empty() {
            parts.push(format!("{} not shown (--cvss, --severity, --limit)", self.hidden.len()));
        }
        if !outcome.suppressed.is_empty() {
            parts.push(format!("{} borne by decisions (JSON has them)", outcome.suppressed.len()));
        }
        if self.without_malware {
            parts.push("malware is switched off (--disable malicious)".to_owned());
        }
        if outcome.foreign > 0 {
            parts.push(format!(
                "{} packages of conda left out, which are no Python distributions",
                outcome.foreign
            ));
        }
        let noun = if outcome.releases == 1 { "release" } else { "releases" };
        format!("fetter: {} {noun} {source}: {}", outcome.releases, parts.join(", "))
    }
}
