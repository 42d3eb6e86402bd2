//! Documents that nobody would write who means well.

use fetter_core::audit::vex::{DOCUMENT_LIMIT, STATEMENT_LIMIT, VexDocument, VexError, apply};
use serde_json::{Value, json};

use super::{document, hidden, left, not_affected, outcome, unchecked};

fn apply_bytes(bytes: &[u8]) -> fetter_core::audit::AuditOutcome {
    let mut outcome = outcome();
    apply(&[("x.json".to_owned(), VexDocument::read(bytes).expect("a document"))], &mut outcome);
    outcome
}

#[test]
fn what_is_too_much_is_refused() {
    let large = vec![b' '; DOCUMENT_LIMIT + 1];
    assert_eq!(VexDocument::read(&large), Err(VexError::TooLarge));
    let many = |count: usize| {
        let statements = vec!["0"; count].join(",");
        format!(r#"{{"@context": "https://openvex.dev/ns", "statements": [{statements}]}}"#)
    };
    let error = VexDocument::read(many(STATEMENT_LIMIT + 1).as_bytes()).expect_err("too many");
    assert!(error.to_string().contains("more than 100000 statements"), "{error}");
    assert_eq!(
        VexDocument::read(many(STATEMENT_LIMIT).as_bytes()).expect("enough").problems.len(),
        STATEMENT_LIMIT
    );
    // Many problems are not said one by one.
    let outcome = apply_bytes(many(1000).as_bytes());
    assert_eq!(outcome.unchecked.len(), 21);
    assert!(unchecked(&outcome).contains(&"x.json has 980 more mistakes in its statements"));
}

#[test]
fn what_is_deep_is_refused() {
    let deep = |key: &str| {
        let (open, close) = (r#"{"subcomponents":["#.repeat(50_000), "]}".repeat(50_000));
        let statement = format!(r#"{{"vulnerability": "x", "status": "fixed", "{key}": [{open}{close}]}}"#);
        format!(
            r#"{{"@context": "https://openvex.dev/ns", "timestamp": "2025-01-02T00:00:00Z", "statements": [{statement}]}}"#
        )
    };
    for key in ["products", "unknown"] {
        let document = VexDocument::read(deep(key).as_bytes()).expect("a document");
        assert_eq!(document.problems.len(), 1, "{key}");
    }
}

#[test]
fn what_says_two_things_at_once_is_refused() {
    let twice = r#"[{"vulnerability": {"name": "CVE-2024-0001"}, "products": [{"@id": "pkg:pypi/jinja2"}],
        "status": "affected", "status": "not_affected", "justification": "component_not_present"}]"#;
    let bytes = String::from_utf8(document(&Value::Null)).expect("text").replace("null", twice);
    let outcome = apply_bytes(bytes.as_bytes());
    assert!(hidden(&outcome).is_empty());
    assert!(unchecked(&outcome)[0].contains("duplicate field `status`"), "{:?}", unchecked(&outcome));
}

#[test]
fn large_documents_are_gone_through_once() {
    // Many products of one package, and many names of one vulnerability.
    let products: Vec<Value> =
        (0..30_000).map(|at| json!({"@id": format!("pkg:pypi/jinja2@9.{at}")})).collect();
    let aliases: Vec<String> = (0..30_000).map(|at| format!("CVE-2024-{at:04}")).collect();
    let mut statement = not_affected("x", "pkg:pypi/jinja2");
    statement["products"] = products.into();
    statement["vulnerability"]["aliases"] = aliases.into();
    let after = apply_bytes(&document(&json!([statement])));
    assert_eq!(left(&after), left(&outcome()));
    // Many statements of one vulnerability.
    let statements: Vec<Value> =
        (0..15_000).map(|at| not_affected("CVE-2024-0001", &format!("pkg:pypi/jinja2@9.{at}"))).collect();
    let after = apply_bytes(&document(&statements.into()));
    assert_eq!(left(&after), left(&outcome()));
}

#[test]
fn what_is_shown_holds_no_secret() {
    let mut statement = not_affected("CVE-2024-0001", "pkg:pypi/jinja2");
    statement["identifiers"] = json!({});
    statement["products"] = json!([{"identifiers": {"purl": "https://me:s3kret@h.example/x"}}]);
    let after = apply_bytes(&document(&json!([statement])));
    assert_eq!(unchecked(&after).len(), 1);
    assert!(!unchecked(&after)[0].contains("s3kret"), "{:?}", unchecked(&after));
}
