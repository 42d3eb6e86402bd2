//! What was found on many machines.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::super::validation::WireUnchecked;
use super::model::{Fingerprints, Message, Properties, ResultOf, Rule, location, plain, write_log};
use crate::metadata::purl;

/// Something that was found on machines of an organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FleetFinding {
    /// `malware`, `vulnerability`, `lookalike` or `policy`.
    pub kind: String,
    /// `unknown`, `low`, `medium`, `high` or `critical`.
    pub severity: String,
    /// The normalised name of the package.
    pub package: String,
    /// Its version; empty for none.
    pub version: String,
    /// One line on it.
    pub summary: String,
    /// What it is called by: the advisory, the name that it looks like, or the policy's rule.
    pub called: String,
    /// What else it is called.
    pub aliases: Vec<String>,
    /// The versions that mend it.
    pub fixed: Vec<String>,
    /// `observe`, `warn` or `enforce` of a policy; empty for what no policy says.
    pub mode: String,
    /// On how many machines it is, in words.
    pub machines: String,
    /// What tells it from all others, however often it is told of.
    pub identity: String,
}

/// Writes findings as a log. Each is where its package is, whoever has it: a package URL. What could not be checked is told as such.
pub fn write_fleet_sarif(
    findings: &[FleetFinding],
    unchecked: &[String],
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut rules: BTreeMap<String, Rule<'_>> = BTreeMap::new();
    for finding in findings {
        rules.entry(rule_id(finding)).or_insert_with(|| rule(finding));
    }
    let places: BTreeMap<String, usize> = rules.keys().cloned().zip(0..).collect();
    let results = findings.iter().map(|finding| {
        let index = places.get(&rule_id(finding)).copied().unwrap_or_default();
        result(finding, index)
    });
    let unchecked: Vec<WireUnchecked> = unchecked
        .iter()
        .map(|reason| WireUnchecked {
            code: "not-checked".to_owned(),
            reason: reason.clone(),
            place: None,
            path: None,
            environments: Vec::new(),
        })
        .collect();
    let results = results.collect();
    write_log(out, rules.into_values().collect(), results, &unchecked)
}

/// Each advisory and each rule of a policy is a rule of its own, since code hosting sites take the severity from the rule.
fn rule_id(finding: &FleetFinding) -> String {
    if finding.called.is_empty() {
        finding.kind.clone()
    } else {
        format!("{}/{}", finding.kind, finding.called)
    }
}

fn rule(finding: &FleetFinding) -> Rule<'static> {
    let text = if finding.summary.is_empty() { &finding.called } else { &finding.summary };
    let names = [std::slice::from_ref(&finding.called), finding.aliases.as_slice()].concat().join(", ");
    Rule {
        id: rule_id(finding).into(),
        short_description: Message::new(plain(text)),
        full_description: Message::new(plain(text)),
        help: Message::new(plain(&names)),
        help_uri: None,
        properties: Some(Properties {
            tags: vec!["security".to_owned(), finding.kind.clone()],
            severity: score(&finding.severity).map(str::to_owned),
        }),
    }
}

/// As an audit gives it for the same words.
fn score(severity: &str) -> Option<&'static str> {
    match severity {
        "critical" => Some("9.5"),
        "high" => Some("8.0"),
        "medium" => Some("5.5"),
        "low" => Some("2.0"),
        _ => None,
    }
}

fn level(finding: &FleetFinding) -> &'static str {
    match (finding.mode.as_str(), finding.severity.as_str()) {
        ("observe", _) => "note",
        ("warn", _) => "warning",
        ("enforce", _) | (_, "critical" | "high") => "error",
        _ => "warning",
    }
}

fn result(finding: &FleetFinding, rule_index: usize) -> ResultOf<'static> {
    let FleetFinding { package, version, summary, machines, .. } = finding;
    let fixed = if finding.fixed.is_empty() {
        String::new()
    } else {
        format!(" Mended in {}.", finding.fixed.join(", "))
    };
    let shown = if version.is_empty() { String::new() } else { format!(" {version}") };
    // What conda recorded is a package of its own.
    let (of, name) =
        package.strip_prefix("conda/").map_or(("pypi", package.as_str()), |name| ("conda", name));
    let purl = purl::release(of, name, version).map(|purl| purl.to_string()).unwrap_or_default();
    let text = format!("{package}{shown}: {summary} (on {machines}).{fixed}");
    ResultOf {
        rule_id: rule_id(finding).into(),
        rule_index,
        level: level(finding),
        message: Message::new(plain(&text)),
        locations: vec![location(purl, None)],
        partial_fingerprints: Fingerprints { package: finding.identity.clone() },
        suppressions: Vec::new(),
    }
}
