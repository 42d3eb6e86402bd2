//! What of a document is understood, in every form that OpenVEX had.

use fetter_core::audit::vex::{Justification, VexDocument, VexError, VexProduct, VexStatus};
use serde_json::{Value, json};

use super::{after, document, hidden, not_affected, read};

#[test]
fn a_whole_statement_is_read() {
    let read = read(&json!([{
        "@id": "https://h.example/vex/1#1",
        "version": 2,
        "vulnerability": {"@id": "https://h.example/vuln/CVE-2024-0009/", "name": "GHSA-x", "description": "text",
            "aliases": ["PYSEC-2024-9"]},
        "timestamp": "2024-01-01T00:00:00Z",
        "last_updated": "2024-06-01T00:00:00+02:00",
        "products": [{"@id": "https://h.example/p", "identifiers": {"purl": "pkg:pypi/Some_Name@1.0", "cpe23": "cpe:2.3:a"},
            "hashes": {"sha-256": "00"}}],
        "supplier": "somebody",
        "status": "not_affected",
        "status_notes": "looked at",
        "justification": "vulnerable_code_not_in_execute_path",
        "impact_statement": " see https://me:s3kret@h.example/ "
    }]));
    assert_eq!(read.problems, []);
    let [statement] = read.statements.as_slice() else { panic!("{read:?}") };
    assert_eq!((statement.number, statement.name.as_str()), (1, "GHSA-x"));
    assert_eq!(statement.aliases, ["CVE-2024-0009", "PYSEC-2024-9"]);
    assert_eq!(statement.products.iter().map(VexProduct::package).collect::<Vec<_>>(), ["some-name"]);
    assert_eq!(statement.time, "2024-05-31T22:00:00Z".parse().expect("a time"));
    let verdict = statement.verdict.as_ref().expect("it is believed");
    assert_eq!(
        (verdict.status, verdict.justification),
        (VexStatus::NotAffected, Some(Justification::CodeNotExecuted))
    );
    assert_eq!(verdict.text.as_deref(), Some("see https://****@h.example/"));
}

#[test]
fn older_forms_are_read() {
    let old = |product: Value| {
        json!([{"vulnerability": "CVE-2024-0001", "products": product, "subcomponents": ["pkg:pypi/jinja2@3.1.3"],
            "status": "not_affected", "justification": "component_not_present"}])
    };
    let expected = ["GHSA-aaaa-bbbb-cccc Jinja2-3.1.3 not_affected"];
    for product in
        [json!(["pkg:pypi/jinja2@3.1.3"]), json!(["pkg:oci/image@sha256%3A00"]), json!(["our program"])]
    {
        let outcome = after(&old(product));
        assert_eq!(hidden(&outcome), expected);
    }
    // What is a Python package itself is not looked into.
    assert_eq!(hidden(&after(&old(json!(["pkg:pypi/sound"])))), Vec::<String>::new());
}

#[test]
fn what_the_document_says_is_inherited() {
    let bytes = |statement: Value, more: Value| {
        let mut document: Value = serde_json::from_slice(&document(&json!([statement]))).expect("JSON");
        document.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        document.to_string().into_bytes()
    };
    let statement = json!({"vulnerability": {"name": "CVE-1"}, "status": "fixed"});
    let products = json!({"products": [{"@id": "pkg:pypi/a@1"}], "last_updated": "2026-01-01T00:00:00Z"});
    let read = VexDocument::read(&bytes(statement.clone(), products.clone())).expect("a document");
    assert_eq!(read.problems, []);
    assert_eq!(read.statements[0].products[0].package(), "a");
    // When the document was last changed says nothing of one statement.
    assert_eq!(read.statements[0].time, "2025-01-02T00:00:00Z".parse().expect("a time"));
    let mut own = statement;
    own["products"] = json!([{"@id": "pkg:pypi/b"}]);
    own["last_updated"] = "2025-02-01T00:00:00Z".into();
    let read = VexDocument::read(&bytes(own.clone(), products)).expect("a document");
    assert_eq!(read.statements[0].products[0].package(), "b");
    assert_eq!(read.statements[0].time, "2025-02-01T00:00:00Z".parse().expect("a time"));
    let read = VexDocument::read(&bytes(own, json!({"timestamp": "no time"}))).expect("a document");
    assert_eq!(read.problems, [], "it has a time of its own");
}

/// The problem that a change of a good statement makes.
fn problem(change: impl FnOnce(&mut Value)) -> String {
    let mut statement = not_affected("CVE-2024-0001", "pkg:pypi/jinja2@3.1.3");
    change(&mut statement);
    let read = read(&json!([not_affected("CVE-1", "pkg:pypi/a"), statement]));
    let [problem] = read.problems.as_slice() else { panic!("{read:?}") };
    assert_eq!(problem.statement, 2);
    problem.reason.clone()
}

#[test]
fn a_statement_that_does_not_say_what_it_must_is_a_problem() {
    type Change = fn(&mut Value);
    let cases: [(Change, &str); 16] = [
        (
            |it| it["justification"] = Value::Null,
            "it says not_affected without a justification or an impact_statement",
        ),
        (
            |it| it["justification"] = " ".into(),
            "it says not_affected without a justification or an impact_statement",
        ),
        (|it| it["justification"] = "because".into(), "because is no justification"),
        (|it| it["status"] = "affected".into(), "it says affected without an action_statement"),
        (|it| it["status"] = "Fixed".into(), "Fixed is no status"),
        (|it| it["status"] = Value::Null, "it has no status"),
        (|it| it["status"] = 1.into(), "invalid type: integer `1`, expected a string"),
        (|it| it["vulnerability"] = Value::Null, "it names no vulnerability"),
        (|it| it["vulnerability"] = json!({"name": ""}), "it names no vulnerability"),
        (|it| it["vulnerability"] = json!([]), "invalid type: sequence, expected an object or a text"),
        (|it| it["products"] = Value::Null, "it names no product"),
        (|it| it["products"] = json!([]), "it names no product"),
        (
            |it| it["products"] = json!([{"@id": "pkg:pypi/jinja2"}, {"@id": "pkg:pypi/a b"}]),
            "pkg:pypi/a b is no package URL: no Python package is called so",
        ),
        (
            |it| it["products"] = json!([{"@id": "pkg:pypi/a", "identifiers": {"purl": "pkg:pypi/b"}}]),
            "the identifiers of one product name several packages",
        ),
        (
            |it| it["timestamp"] = "yesterday".into(),
            "its time is none: expected a time with its offset, as 2026-01-31T12:00:00Z (RFC 3339)",
        ),
        (|it| *it = json!("a text"), "invalid type: string \"a text\", expected an object"),
    ];
    for (change, reason) in cases {
        assert_eq!(problem(change), reason);
    }
}

#[test]
fn a_time_is_needed() {
    let mut document: Value =
        serde_json::from_slice(&document(&json!([not_affected("CVE-1", "pkg:pypi/a")]))).expect("JSON");
    document.as_object_mut().expect("an object").remove("timestamp");
    let read = VexDocument::read(document.to_string().as_bytes()).expect("a document");
    assert_eq!(read.problems[0].reason, "neither it nor the document has a timestamp");
    assert_eq!(read.statements[0].verdict, None);
}

#[test]
fn what_is_about_other_things_is_left_out() {
    let read = read(&json!([
        not_affected("CVE-1", "pkg:apk/wolfi/git@2.39.0-r1?arch=armv7"),
        not_affected("CVE-1", "https://h.example/program"),
        not_affected("CVE-1", "pkg:swift/x"),
        {"vulnerability": {"name": "CVE-1"}, "products": [{"identifiers": {"cpe23": "cpe:2.3:a"}}], "status": "what"},
    ]));
    assert_eq!(read, VexDocument::default());
}

#[test]
fn other_documents_are_told_apart() {
    let error = |text: &str| VexDocument::read(text.as_bytes()).expect_err("no document");
    for (text, expected) in [
        (r#"{"bomFormat": "CycloneDX"}"#, VexError::Other("a CycloneDX document")),
        (
            r#"{"predicateType": "https://openvex.dev/ns", "predicate": {}}"#,
            VexError::Other("an attestation (in-toto)"),
        ),
        (r#"{"document": {"category": "csaf_vex"}}"#, VexError::Other("a CSAF document")),
        (r#"{"@context": "https://h.example/ns"}"#, VexError::Other("some other JSON")),
        (r#"{"@context": ["https://openvex.dev/ns"]}"#, VexError::Other("some other JSON")),
        (
            r#"{"@context": "https://openvex.dev/ns/v1.0.0", "statements": []}"#,
            VexError::Version("/v1.0.0".to_owned()),
        ),
        (r#"{"@context": "https://openvex.dev/ns"}"#, VexError::Shape("it has no statements".to_owned())),
    ] {
        assert_eq!(error(text), expected);
    }
    for text in ["", "[]", "{", "null", r#"{"@context": 1, "@context": 2}"#] {
        assert!(matches!(error(text), VexError::Shape(_)), "{text}");
    }
    for version in ["", "/v0.0.1", "/v0.2.0"] {
        let text =
            format!("\u{feff}{{\"@context\": \"https://openvex.dev/ns{version}\", \"statements\": []}}");
        assert_eq!(VexDocument::read(text.as_bytes()), Ok(VexDocument::default()));
    }
}
