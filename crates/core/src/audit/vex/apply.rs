//! An outcome, held against what is stated.

use std::collections::HashMap;

use super::document::{VexDocument, VexError, VexProblem, VexStatement, VexStatus, VexVerdict};
use super::product::{Extent, VexProduct};
use crate::audit::finding::{AuditCode, AuditFinding, AuditUnchecked, AuditUncheckedCode, Note, Whereabouts};
use crate::audit::outcome::{AuditOutcome, Suppressed, Suppression};
use crate::audit::{Fact, order};
use crate::inventory::InstalledVersion;

/// How many problems of one document are said one by one.
const PROBLEMS: usize = 20;
/// What records of malware are called.
const MALWARE: &str = "MAL-";

/// Holds an outcome against documents, each with what it is called.
///
/// Of all statements that are about a release and a vulnerability the latest counts; of those of one time the last one of the last
/// document. Where that is `not_affected` or `fixed`, the finding is suppressed; else it stays, with a note of what is stated. A
/// statement that is not believed hides nothing, and lets no earlier one hide anything. `docs/vex.md` says which statements are about
/// a release. That something is malware is hidden only by a statement that names the record itself and the very version.
pub fn apply(documents: &[(String, VexDocument)], outcome: &mut AuditOutcome) {
    for (name, document) in documents {
        outcome.unchecked.extend(problems(name, &document.problems));
    }
    outcome.unchecked.sort();
    let stated = Stated::new(documents);
    for mut finding in std::mem::take(&mut outcome.findings) {
        let latest = stated.latest(&finding);
        match latest.and_then(|found| Some((found.document, found.statement.verdict.as_ref()?))) {
            Some((document, verdict)) if verdict.status.is_settled() => {
                outcome.suppressed.push(Suppressed { finding, by: suppression(document, verdict) });
                continue;
            }
            Some((document, verdict)) => {
                finding.notes.push(note(document, verdict));
                finding.notes.sort();
            }
            None => {}
        }
        outcome.findings.push(finding);
    }
    order::sort(&mut outcome.findings);
    order::sort_by_finding(&mut outcome.suppressed, |suppressed| &suppressed.finding);
}

/// That a document could not be read, as an audit says it.
#[must_use]
pub fn unreadable(document: &str, error: &VexError) -> AuditUnchecked {
    unchecked(format!("{document} could not be read: {error}"))
}

fn unchecked(reason: String) -> AuditUnchecked {
    let code = AuditUncheckedCode::VexUnreadable;
    AuditUnchecked { code, package: None, reason, whereabouts: Whereabouts::default() }
}

fn problems(document: &str, problems: &[VexProblem]) -> impl Iterator<Item = AuditUnchecked> {
    let said = problems.iter().take(PROBLEMS).map(move |VexProblem { statement, reason }| {
        format!(
            "statement {statement} of {document} is not believed: {reason}; have it mended, or leave it out"
        )
    });
    let more = problems.len().saturating_sub(PROBLEMS);
    let more = (more > 0).then(|| format!("{document} has {more} more mistakes in its statements"));
    said.chain(more).map(unchecked)
}

fn suppression(document: &str, verdict: &VexVerdict) -> Suppression {
    Suppression::Vex {
        document: document.to_owned(),
        status: verdict.status.to_string(),
        justification: verdict.grounds(),
    }
}

fn note(document: &str, verdict: &VexVerdict) -> Note {
    Note::Vex {
        document: document.to_owned(),
        status: verdict.status.to_string(),
        statement: verdict.text.clone(),
    }
}

/// A statement, and what it is about by package.
struct Found<'document> {
    document: &'document str,
    statement: &'document VexStatement,
    products: HashMap<&'document str, Vec<&'document VexProduct>>,
}

/// All statements, by what they call the vulnerability (in lower case), each in the order of its time.
struct Stated<'document> {
    all: Vec<Found<'document>>,
    by_name: HashMap<String, Vec<usize>>,
}

impl<'document> Stated<'document> {
    fn new(documents: &'document [(String, VexDocument)]) -> Self {
        let statements = documents.iter().flat_map(|(name, document)| {
            document.statements.iter().map(move |statement| Found::new(name, statement))
        });
        let mut all: Vec<Found<'_>> = statements.collect();
        // Those of one time stay in their order.
        all.sort_by_key(|found| found.statement.time);
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, found) in all.iter().enumerate() {
            for name in std::iter::once(&found.statement.name).chain(&found.statement.aliases) {
                let places = by_name.entry(name.to_ascii_lowercase()).or_default();
                if places.last() != Some(&at) {
                    places.push(at);
                }
            }
        }
        Self { all, by_name }
    }

    /// The latest statement that counts.
    fn latest(&self, finding: &AuditFinding) -> Option<&Found<'document>> {
        let fact = finding.fact()?;
        let version = finding.subject.version.as_deref().map(InstalledVersion::new);
        let last_of = |name: &String| {
            let places = self.by_name.get(&name.to_ascii_lowercase())?;
            places.iter().rev().copied().find(|at| {
                self.all.get(*at).is_some_and(|found| found.counts(finding, fact, version.as_ref()))
            })
        };
        fact.names().filter_map(last_of).max().and_then(|at| self.all.get(at))
    }
}

impl<'document> Found<'document> {
    fn new(document: &'document str, statement: &'document VexStatement) -> Self {
        let mut products: HashMap<&str, Vec<&VexProduct>> = HashMap::new();
        for product in &statement.products {
            products.entry(product.package()).or_default().push(product);
        }
        Self { document, statement, products }
    }

    /// Whether the statement is about the release, and may say so: what would hide a finding must be about all of it.
    fn counts(&self, finding: &AuditFinding, fact: &Fact, version: Option<&InstalledVersion>) -> bool {
        let products = self.products.get(finding.subject.name.as_str());
        let extents = products.into_iter().flatten().filter_map(|product| product.covers(version));
        let Some(extent) = extents.max() else { return false };
        match self.statement.verdict.as_ref().map(|verdict| verdict.status) {
            Some(VexStatus::NotAffected | VexStatus::Fixed) => match finding.code {
                AuditCode::Malicious => extent == Extent::Version && self.names_record(fact),
                _ => extent > Extent::Part,
            },
            Some(VexStatus::Affected | VexStatus::UnderInvestigation) | None => true,
        }
    }

    /// Whether it is about a record of malware by that record's own name.
    fn names_record(&self, fact: &Fact) -> bool {
        self.statement.name.starts_with(MALWARE) && fact.names().any(|name| *name == self.statement.name)
    }
}
