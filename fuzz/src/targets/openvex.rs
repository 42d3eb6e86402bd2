//! OpenVEX documents: what they hide is kept, malware is hidden by nothing but its record, and what is stated of the rest is read
//! as the same again.
use std::sync::LazyLock;

use fetter_core::audit::vex::{VexDocument, apply};
use fetter_core::audit::{AuditCode, AuditFinding, AuditOutcome, Confidence, Fact, Matter, Whereabouts};
use fetter_core::policy::Subject;
use fetter_core::report::Issued;
use fetter_core::report::json::write_openvex;
use fetter_core::timestamp::Timestamp;

static OUTCOME: LazyLock<AuditOutcome> = LazyLock::new(|| AuditOutcome {
    findings: vec![
        finding(AuditCode::Malicious, "MAL-1", "a", "1.0"),
        finding(AuditCode::Vulnerable, "CVE-1", "a", "1.0"),
        finding(AuditCode::Vulnerable, "CVE-1", "a", "1.0+b"),
        finding(AuditCode::Vulnerable, "CVE-1", "b-c", "no version"),
        finding(AuditCode::Vulnerable, "CVE-2", "b-c", "2"),
    ],
    ..AuditOutcome::default()
});

fn finding(code: AuditCode, id: &str, name: &str, version: &str) -> AuditFinding {
    let fact = Fact {
        ids: vec![id.to_owned()],
        aliases: vec![format!("GHSA-{id}")],
        is_malware: code == AuditCode::Malicious,
        ..Fact::default()
    };
    AuditFinding {
        code,
        subject: Subject {
            name: name.to_owned(),
            written: name.to_owned(),
            version: Some(version.to_owned()),
        },
        confidence: Confidence::High,
        matter: Matter::Fact(Box::new(fact)),
        notes: Vec::new(),
        whereabouts: Whereabouts::default(),
    }
}

fn applied(name: &str, document: VexDocument) -> AuditOutcome {
    let mut outcome = OUTCOME.clone();
    apply(&[(name.to_owned(), document)], &mut outcome);
    assert_eq!(outcome.findings.len() + outcome.suppressed.len(), OUTCOME.findings.len());
    outcome
}

fn left(outcome: &AuditOutcome) -> Vec<(&AuditCode, &str, &Subject)> {
    let facts = outcome.findings.iter().filter_map(|finding| Some((finding.fact()?, finding)));
    facts.map(|(fact, finding)| (&finding.code, fact.id(), &finding.subject)).collect()
}

pub fn run(bytes: &[u8]) {
    let Ok(document) = VexDocument::read(bytes) else { return };
    let names_malware = document.statements.iter().any(|statement| statement.name == "MAL-1");
    assert!(document.problems.is_sorted_by_key(|problem| problem.statement));
    let has_problems = !document.problems.is_empty();
    let outcome = applied("x", document);
    assert_eq!(outcome.unchecked.is_empty(), !has_problems);
    assert!(names_malware || outcome.findings.iter().any(|finding| finding.code == AuditCode::Malicious));
    let mut ours = Vec::new();
    let created = Timestamp::of_unix_time(0).expect("a moment");
    write_openvex(&outcome, Issued { author: "x", created }, &mut ours).expect("memory can be written");
    let ours = VexDocument::read(&ours).expect("a document");
    assert!(ours.problems.is_empty(), "{:?}", ours.problems);
    assert_eq!(left(&applied("x", ours)), left(&outcome));
}
