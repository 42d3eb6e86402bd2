//! Names, and where packages are from.

use fetter_core::advisory::names::Popular;
use fetter_core::advisory::{Advisory, Memory};
use fetter_core::audit::{AuditCode, AuditOutcome, AuditRules, Confidence, Knowledge, TrustedOrigins, audit};
use fetter_core::inventory::Inventory;

use super::{audit_rules, said};
use crate::advisories::record;
use crate::made::{from, machine, needing, one, origin, package};

fn with_popular(inventory: &Inventory, records: &[Advisory], rules: &AuditRules) -> AuditOutcome {
    let memory = Memory::new(records);
    let popular = Popular::read(b"requests\nurllib3\npandas\n").expect("a list");
    let knowledge =
        Knowledge { source: Some(&memory), exploited: None, likelihoods: None, popular: Some(&popular) };
    audit(inventory, &knowledge, rules)
}

const FORK: &str = r#"{"url": "https://git.example/team/x", "vcs_info": {"vcs": "git", "commit_id": "ab"}}"#;
const OWN: &str = r#"{"url": "file:///home/me/x", "dir_info": {"editable": true}}"#;

#[test]
fn a_name_like_a_popular_one_is_said_where_it_is() {
    let inventory =
        machine(vec![("/a", vec![package("reqeusts", "1.0")]), ("/b", vec![package("requests", "2.0")])]);
    let outcome = with_popular(&inventory, &[], &audit_rules());
    assert_eq!(said(&outcome), ["lookalike reqeusts-1.0"]);
    assert!(outcome.findings[0].summary().contains("requests"), "{}", outcome.findings[0].summary());
    let mut off = audit_rules();
    off.disabled.insert(AuditCode::Lookalike);
    assert!(with_popular(&inventory, &[], &off).findings.is_empty());
}

#[test]
fn who_has_a_directory_of_that_name_is_not_accused() {
    let outcome = with_popular(&one(vec![from("reqeusts", "1.0", origin(OWN))]), &[], &audit_rules());
    assert!(outcome.findings.is_empty(), "{:?}", said(&outcome));
}

#[test]
fn what_a_popular_package_needs_is_less_suspect() {
    let confidence = |inventory: &Inventory| {
        let mut rules = audit_rules();
        rules.confidence = Confidence::Low;
        let outcome = with_popular(inventory, &[], &rules);
        outcome.findings.iter().find(|found| found.code == AuditCode::Lookalike).map(|found| found.confidence)
    };
    let alone = confidence(&one(vec![package("reqests", "1.0")]));
    let needed = confidence(&one(vec![package("reqests", "1.0"), needing("pandas", "2.0", &["reqests>=1"])]));
    assert!(needed < alone, "{needed:?} {alone:?}");
}

#[test]
fn what_is_from_elsewhere_is_said_unless_it_is_trusted() {
    let inventory = machine(vec![
        (
            "/a",
            vec![
                from("x", "1.0", origin(FORK)),
                from("requests", "2.0", origin(FORK)),
                from("mine", "1", origin(OWN)),
            ],
        ),
        ("/b", vec![package("requests", "2.0")]),
    ]);
    let outcome = with_popular(&inventory, &[], &audit_rules());
    assert_eq!(said(&outcome), ["untrusted-origin requests-2.0", "direct-url-only x-1.0"]);
    let mut rules = audit_rules();
    rules.trusted = TrustedOrigins::new(["https://git.example/team".to_owned()]);
    assert!(with_popular(&inventory, &[], &rules).findings.is_empty());
    rules = audit_rules();
    rules.confidence = Confidence::Low;
    assert_eq!(
        said(&with_popular(&inventory, &[], &rules)).len(),
        3,
        "one's own project, where that is asked for"
    );
}

#[test]
fn a_name_that_something_is_known_of_is_one_of_an_index() {
    let known = [record("A", &[], "x", r#""versions": ["9"]"#)];
    let outcome = with_popular(&one(vec![from("x", "1.0", origin(FORK))]), &known, &audit_rules());
    assert_eq!(said(&outcome), ["untrusted-origin x-1.0"]);
}
