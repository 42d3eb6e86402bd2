//! What an audit found.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::super::audit::{AuditDocument, WireAuditFinding, WireSuppressed};
use super::super::fact::WireFact;
use super::model::{
    Fingerprints, Location, Message, Properties, ResultOf, Rule, Suppression, location, path_location,
    place_location, plain, shown, write_log,
};
use crate::audit::AuditCode;
use crate::metadata::purl;

/// How many tags a rule, and how many places a result has at most: code hosting sites take no more. The message has all.
const TAGS: usize = 20;
const LOCATIONS: usize = 100;

/// Writes findings, each where it is asked for, or else where the package lies. Each fact is a rule of its own, since code hosting
/// sites take the severity from the rule. What was decided to be borne is a suppressed result.
pub fn write_audit_sarif(document: &AuditDocument, out: &mut dyn Write) -> io::Result<()> {
    let all =
        || document.findings.iter().chain(document.suppressed.iter().map(|suppressed| &suppressed.finding));
    let mut rules: BTreeMap<&str, Rule<'_>> = BTreeMap::new();
    for finding in all() {
        rules.entry(rule_id(finding)).or_insert_with(|| rule(finding));
    }
    let places: BTreeMap<&str, usize> = rules.keys().enumerate().map(|(at, id)| (*id, at)).collect();
    let index = |finding: &WireAuditFinding| places.get(rule_id(finding)).copied().unwrap_or_default();
    let open = document.findings.iter().map(|finding| result(finding, index(finding), None));
    let borne = document
        .suppressed
        .iter()
        .map(|suppressed| result(&suppressed.finding, index(&suppressed.finding), Some(suppressed)));
    let results = open.chain(borne).collect();
    write_log(out, rules.into_values().collect(), results, &document.unchecked)
}

/// The fact's first record, or the kind of finding.
fn rule_id(finding: &WireAuditFinding) -> &str {
    let id = finding.fact.as_ref().and_then(|fact| fact.ids.first());
    id.map_or(finding.code.as_str(), String::as_str)
}

fn rule(finding: &WireAuditFinding) -> Rule<'_> {
    let code = AuditCode::of_word(&finding.code);
    let Some(fact) = &finding.fact else {
        return Rule {
            id: finding.code.as_str().into(),
            short_description: Message::new(code.map_or("", |code| code.meaning())),
            full_description: Message::new(code.map_or("", |code| code.meaning())),
            help: Message::new(code.map_or("", |code| code.advice())),
            help_uri: None,
            properties: Some(Properties { tags: vec!["security".to_owned()], severity: None }),
        };
    };
    let summary = if finding.summary.is_empty() { rule_id(finding) } else { &finding.summary };
    Rule {
        id: rule_id(finding).into(),
        short_description: Message::new(plain(summary)),
        full_description: Message::new(plain(&format!("{summary} (affected: {})", fact.affected.join("; ")))),
        help: Message::new(plain(&help(fact))),
        help_uri: link(fact).map(Into::into),
        properties: Some(Properties { tags: tags(fact), severity: severity(fact) }),
    }
}

fn help(fact: &WireFact) -> String {
    let names: Vec<&str> = fact.ids.iter().chain(&fact.aliases).map(String::as_str).collect();
    let links: Vec<&str> = fact.references.iter().map(|link| link.url.as_str()).collect();
    format!(
        "{}. See {}",
        names.join(", "),
        if links.is_empty() { "the databases".to_owned() } else { links.join(" ") }
    )
}

/// Only what leads to the web, and is a URI: viewers open it.
fn link(fact: &WireFact) -> Option<&str> {
    let is_web = |url: &str| {
        url.starts_with("https://")
            && url.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte))
    };
    let advisory = fact.references.iter().find(|link| link.kind == "ADVISORY" && is_web(&link.url));
    advisory.or_else(|| fact.references.iter().find(|link| is_web(&link.url))).map(|link| link.url.as_str())
}

fn tags(fact: &WireFact) -> Vec<String> {
    let kind = if fact.malware { "malware" } else { "vulnerability" };
    let cwes = fact.cwes.iter().map(|cwe| format!("external/cwe/{}", cwe.to_ascii_lowercase()));
    ["security".to_owned(), kind.to_owned()].into_iter().chain(cwes).take(TAGS).collect()
}

/// Malware stands above all scores.
fn severity(fact: &WireFact) -> Option<String> {
    if fact.malware {
        return Some("10.0".to_owned());
    }
    let by_word = fact.rating.as_deref().and_then(|rating| match rating {
        "critical" => Some(9.5),
        "high" => Some(8.0),
        "medium" => Some(5.5),
        "low" => Some(2.0),
        _ => None,
    });
    // A score of 0 is none for those who read this.
    fact.score.or(by_word).filter(|score| *score > 0.0).map(|score| format!("{score:.1}"))
}

fn level(finding: &WireAuditFinding) -> &'static str {
    match (finding.code.as_str(), finding.fact.as_ref().and_then(|fact| fact.rating.as_deref())) {
        ("malicious", _) | ("vulnerable", None | Some("critical" | "high")) => "error",
        ("vulnerable", Some("none")) => "note",
        _ => "warning",
    }
}

/// Where it is. Code hosting sites refuse a result that is nowhere: of an exception it is the file that says it, and of a name that
/// was looked up the package itself.
fn locations(finding: &WireAuditFinding) -> Vec<Location> {
    let places = finding.places.iter().map(place_location);
    let sites = finding.sites.iter().filter(|_| finding.places.is_empty()).map(path_location);
    let mut all: Vec<Location> = places.chain(sites).take(LOCATIONS).collect();
    if all.is_empty() {
        let package = || purl::of_release(&finding.name, finding.installed.as_deref()).unwrap_or_default();
        let uri = if finding.exception.is_some() { "fetter.toml".to_owned() } else { package() };
        all.push(location(uri, None));
    }
    all
}

fn result<'document>(
    finding: &'document WireAuditFinding,
    rule_index: usize,
    suppressed: Option<&'document WireSuppressed>,
) -> ResultOf<'document> {
    let installed = finding.installed.as_ref().map(|version| format!(" {version}")).unwrap_or_default();
    let places: Vec<String> = finding
        .environments
        .iter()
        .chain(finding.environments.is_empty().then_some(&finding.sites).into_iter().flatten())
        .map(shown)
        .collect();
    let wheres = if places.is_empty() { String::new() } else { format!(" ({})", places.join(", ")) };
    let notes: Vec<String> = finding.notes.iter().map(|note| format!(" Note: {}.", note.text)).collect();
    let notes = notes.concat();
    // An exception may be for any package.
    let subject = if finding.written.is_empty() { finding.code.as_str() } else { &finding.written };
    let text =
        format!("{subject}{installed}: {}{wheres}.{notes} To do: {}.", finding.summary, finding.advice);
    let package = format!(
        "{}:{}:{}:{}",
        finding.code,
        finding.name,
        finding.installed.as_deref().unwrap_or_default(),
        finding.exception.as_ref().map_or(rule_id(finding), |exception| &exception.id)
    );
    let justification = |by: &WireSuppressed| {
        let reason = by.reason.clone().unwrap_or_default();
        let until = by.until.as_ref().map(|until| format!(" (until {until})")).unwrap_or_default();
        let document = by.document.as_ref().map(|document| format!(" ({document})")).unwrap_or_default();
        format!("{reason}{until}{document}")
    };
    ResultOf {
        rule_id: rule_id(finding).into(),
        rule_index,
        level: level(finding),
        message: Message::new(plain(&text)),
        locations: locations(finding),
        partial_fingerprints: Fingerprints { package },
        suppressions: suppressed
            .map(|by| Suppression { kind: "external", justification: justification(by) })
            .into_iter()
            .collect(),
    }
}
