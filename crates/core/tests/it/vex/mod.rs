//! VEX: statements of others, held against what is found, and what is found, stated.

mod applying;
mod generated;
mod hostile;
mod reading;
mod writing;

use std::collections::BTreeSet;

use fetter_core::advisory::{Memory, read_record};
use fetter_core::audit::vex::{VexDocument, apply};
use fetter_core::audit::{
    AuditOutcome, AuditRules, Confidence, Exception, Exceptions, Knowledge, Suppression, TrustedOrigins,
    audit,
};
use fetter_core::inventory::Inventory;
use fetter_core::requirement::PackageName;
use serde_json::{Value, json};

use crate::made::{from, machine, origin, package};

/// What is known: a vulnerability under three names, one of another package, malware, and one whose texts are hostile.
const RECORDS: [&str; 6] = [
    r#"{"id": "GHSA-aaaa-bbbb-cccc", "aliases": ["CVE-2024-0001"], "modified": "2024-03-01T00:00:00Z",
        "published": "2024-02-01T00:00:00Z", "summary": "Templates may be injected",
        "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"},
                     {"type": "CVSS_V4", "score": "CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"}],
        "affected": [{"package": {"ecosystem": "PyPI", "name": "Jinja2"},
                      "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "3.1.4"}]}]}],
        "references": [{"type": "ADVISORY", "url": "https://h.example/advisory"},
                       {"type": "WEB", "url": "https://me:s3kret@h.example/x"}, {"type": "WEB", "url": "not a link"}],
        "database_specific": {"cwe_ids": ["CWE-94", "CWE-79"], "severity": "CRITICAL"}}"#,
    r#"{"id": "PYSEC-2024-1", "aliases": ["CVE-2024-0001"], "modified": "2024-03-02T00:00:00Z",
        "affected": [{"package": {"ecosystem": "PyPI", "name": "jinja2"}, "versions": ["3.1.3"]}]}"#,
    r#"{"id": "PYSEC-2024-2", "aliases": ["CVE-2024-0002", "SNYK-PYTHON-TORCH-1"], "modified": "some day",
        "summary": "Weights are executed", "database_specific": {"severity": "HIGH"},
        "severity": [{"type": "CVSS_V2", "score": "AV:N/AC:L/Au:N/C:N/I:N/A:C"}],
        "affected": [{"package": {"ecosystem": "PyPI", "name": "torch"},
                      "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}]}]}]}"#,
    r#"{"id": "MAL-2024-7", "aliases": ["GHSA-mmmm-mmmm-mmmm"], "modified": "2024-05-01T00:00:00Z",
        "summary": "Malicious code in evil",
        "affected": [{"package": {"ecosystem": "PyPI", "name": "evil"}, "versions": ["1.0", "2.0"]}]}"#,
    r#"{"id": "PYSEC-2024-3", "modified": "2024-05-01T00:00:00Z", "summary": "\u001b[31mred\u202e",
        "database_specific": {"severity": "LOW"},
        "affected": [{"package": {"ecosystem": "PyPI", "name": "forked"}, "versions": ["1.0"]}]}"#,
    r#"{"id": "PYSEC-2024-4", "modified": "2024-05-01T00:00:00Z",
        "affected": [{"package": {"ecosystem": "PyPI", "name": "borne"}, "versions": ["1.0"]}]}"#,
];

fn inventory() -> Inventory {
    let git = r#"{"url": "https://h.example/f.git", "vcs_info": {"vcs": "git", "commit_id": "7921be15"}}"#;
    machine(vec![
        (
            "/srv/a",
            vec![
                package("Jinja2", "3.1.3"),
                package("torch", "2.6.0+cu118"),
                package("evil", "1.0"),
                from("forked", "1.0", origin(git)),
                package("borne", "1.0"),
                package("sound", "1.0"),
            ],
        ),
        ("/srv/b", vec![package("jinja2", "3.1.2"), package("jinja2", "3.1.3"), package("forked", "1.0")]),
    ])
}

/// What an audit finds, with an exception for `borne`.
fn outcome() -> AuditOutcome {
    let records: Vec<_> =
        RECORDS.iter().map(|json| read_record(json.as_bytes()).expect("a record")).collect();
    let memory = Memory::new(&records);
    let knowledge = Knowledge { source: Some(&memory), exploited: None, likelihoods: None, popular: None };
    let exception = Exception {
        id: "PYSEC-2024-4".to_owned(),
        package: Some(PackageName::new("borne")),
        scope: None,
        reason: "no input reaches it".to_owned(),
        until: "2026-12-31".parse().expect("a day"),
    };
    let rules = AuditRules {
        pattern: None,
        disabled: BTreeSet::default(),
        confidence: Confidence::Low,
        trusted: TrustedOrigins::default(),
        exceptions: Exceptions { all: vec![exception], is_whole: true },
        with_passing: false,
        today: "2026-06-15".parse().expect("a day"),
    };
    audit(&inventory(), &knowledge, &rules)
}

/// A document of these statements, made on the 2nd of January 2025.
fn document(statements: &Value) -> Vec<u8> {
    let document = json!({
        "@context": "https://openvex.dev/ns/v0.2.0",
        "@id": "https://h.example/vex/1",
        "author": "somebody",
        "timestamp": "2025-01-02T00:00:00Z",
        "version": 1,
        "statements": statements,
    });
    serde_json::to_vec(&document).expect("JSON")
}

fn read(statements: &Value) -> VexDocument {
    VexDocument::read(&document(statements)).expect("a document")
}

/// A statement that hides what is found of a product, without a time of its own.
fn not_affected(vulnerability: &str, purl: &str) -> Value {
    json!({"vulnerability": {"name": vulnerability}, "products": [{"@id": purl}], "status": "not_affected",
        "justification": "vulnerable_code_not_present"})
}

fn affected(vulnerability: &str, purl: &str) -> Value {
    json!({"vulnerability": {"name": vulnerability}, "products": [{"@id": purl}], "status": "affected",
        "action_statement": "mend it"})
}

/// The statement, with a time of its own.
fn at(day: &str, mut statement: Value) -> Value {
    statement["timestamp"] = format!("{day}T00:00:00Z").into();
    statement
}

/// The outcome after one document of these statements.
fn after(statements: &Value) -> AuditOutcome {
    after_all(&[statements])
}

/// The outcome after documents in this order, called `vex-1.json` and so on.
fn after_all(documents: &[&Value]) -> AuditOutcome {
    let named = documents.iter().enumerate();
    let documents: Vec<(String, VexDocument)> =
        named.map(|(at, statements)| (format!("vex-{}.json", at + 1), read(statements))).collect();
    let mut outcome = outcome();
    apply(&documents, &mut outcome);
    outcome
}

/// `ID NAME-VERSION` of every fact that is left.
fn left(outcome: &AuditOutcome) -> Vec<String> {
    let facts = outcome.findings.iter().filter_map(|finding| Some((finding.fact()?, finding)));
    let mut left: Vec<String> =
        facts.map(|(fact, finding)| format!("{} {}", fact.id(), finding.subject.label())).collect();
    left.sort();
    left
}

/// `ID NAME-VERSION STATUS` of what documents hide.
fn hidden(outcome: &AuditOutcome) -> Vec<String> {
    let hidden = outcome.suppressed.iter().filter_map(|suppressed| match &suppressed.by {
        Suppression::Vex { status, .. } => {
            let id = suppressed.finding.fact().map_or("", |fact| fact.id());
            Some(format!("{id} {} {status}", suppressed.finding.subject.label()))
        }
        Suppression::Exception { .. } => None,
    });
    let mut hidden: Vec<String> = hidden.collect();
    hidden.sort();
    hidden
}

/// The texts of what could not be checked.
fn unchecked(outcome: &AuditOutcome) -> Vec<&str> {
    outcome.unchecked.iter().map(|unchecked| unchecked.reason.as_str()).collect()
}
