//! What is to be stated of an outcome in a VEX document, whatever its format: facts, each with the releases that it concerns.
//!
//! Only vulnerabilities and malware of releases are facts. Names, origins, exceptions and what could not be checked are not for VEX.

use std::collections::BTreeMap;

use crate::advisory::facts::rank;
use crate::audit::vex::{Justification, VexStatus};
use crate::audit::{AuditFinding, AuditOutcome, Fact, Suppressed, Suppression};
use crate::date::Date;
use crate::metadata::purl;
use crate::timestamp::Timestamp;

/// Who makes a document, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Issued<'text> {
    /// A person or an organisation.
    pub author: &'text str,
    /// When it is made.
    pub created: Timestamp,
}

/// One statement: a fact, how it stands, and for what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Statement<'outcome> {
    /// All names of the fact, the best-known first.
    pub(super) names: Vec<&'outcome str>,
    /// The fact, as it is for the first of the products.
    pub(super) fact: &'outcome Fact,
    /// How it stands.
    pub(super) standing: Standing<'outcome>,
    /// What qualifies it.
    pub(super) notes: Vec<String>,
    /// The releases, sorted.
    pub(super) products: Vec<Product<'outcome>>,
}

/// How a fact stands. Where one release stands in several ways, the first of these is stated.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing<'outcome> {
    /// It is found.
    Found { advice: String },
    /// It is borne.
    Borne { reason: &'outcome str, until: Date, advice: String },
    /// Somebody else stated that it does not concern them.
    NotAffected { justification: Option<Justification>, text: Option<&'outcome str>, document: &'outcome str },
    /// Somebody else stated that it is mended.
    Fixed { text: Option<&'outcome str>, document: &'outcome str },
}

/// A release.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Product<'outcome> {
    /// Its package URL.
    pub(super) purl: String,
    pub(super) name: &'outcome str,
    pub(super) version: &'outcome str,
}

/// How one fact stands for one release.
struct Single<'outcome> {
    fact: &'outcome Fact,
    standing: Standing<'outcome>,
    notes: Vec<String>,
}

/// What is stated, sorted by the names of the facts.
pub(super) fn statements(outcome: &AuditOutcome) -> Vec<Statement<'_>> {
    let found =
        outcome.findings.iter().map(|finding| (finding, Standing::Found { advice: finding.advice() }));
    let suppressed = outcome.suppressed.iter().map(|suppressed| (&suppressed.finding, standing(suppressed)));
    let mut singles: BTreeMap<(Vec<&str>, Product<'_>), Single<'_>> = BTreeMap::new();
    for (finding, standing) in found.chain(suppressed) {
        let Some((key, single)) = single(finding, standing) else { continue };
        // Several releases have one package URL if they are from different origins.
        match singles.get_mut(&key) {
            Some(other) if precedence(other) <= precedence(&single) => {}
            Some(other) => *other = single,
            None => drop(singles.insert(key, single)),
        }
    }
    joined(singles)
}

/// What is sure goes before what is qualified.
fn precedence<'single>(single: &'single Single<'_>) -> impl Ord + use<'single> {
    let class = match single.standing {
        Standing::Found { .. } => 0,
        Standing::Borne { .. } => 1,
        Standing::NotAffected { .. } => 2,
        Standing::Fixed { .. } => 3,
    };
    (class, single.notes.len())
}

type Key<'outcome> = (Vec<&'outcome str>, Product<'outcome>);

fn single<'outcome>(
    finding: &'outcome AuditFinding,
    standing: Standing<'outcome>,
) -> Option<(Key<'outcome>, Single<'outcome>)> {
    let fact = finding.fact()?;
    let mut names: Vec<&str> = fact.names().map(String::as_str).collect();
    names.sort_by_key(|name| (rank(name), *name));
    names.dedup();
    // Without a version it would be stated of every version.
    let (name, version) = (finding.subject.name.as_str(), finding.subject.version.as_deref()?);
    let product = Product { purl: purl::of_release(name, Some(version))?, name, version };
    let notes = finding.notes.iter().map(ToString::to_string).collect();
    Some(((names, product), Single { fact, standing, notes }))
}

fn standing(suppressed: &Suppressed) -> Standing<'_> {
    match &suppressed.by {
        Suppression::Exception { reason, until } => {
            Standing::Borne { reason, until: *until, advice: suppressed.finding.advice() }
        }
        Suppression::Vex { document, status, justification } => {
            let grounds = justification.as_deref();
            if VexStatus::of_word(status) == Some(VexStatus::Fixed) {
                return Standing::Fixed { text: grounds, document };
            }
            let (justification, text) = grounds.map(Justification::divide).unwrap_or_default();
            Standing::NotAffected { justification, text, document }
        }
    }
}

/// One statement of all releases for which a fact stands in the same way.
fn joined<'outcome>(singles: BTreeMap<Key<'outcome>, Single<'outcome>>) -> Vec<Statement<'outcome>> {
    let mut statements: BTreeMap<(Vec<&str>, Standing<'_>, Vec<String>), Statement<'outcome>> =
        BTreeMap::new();
    for ((names, product), Single { fact, standing, notes }) in singles {
        let key = (names.clone(), standing.clone(), notes.clone());
        let products = Vec::new();
        let statement =
            statements.entry(key).or_insert_with(|| Statement { names, fact, standing, notes, products });
        statement.products.push(product);
    }
    statements.into_values().collect()
}
