//! What is found, as a document that others read.

use std::sync::OnceLock;

use fetter_core::audit::vex::{VexDocument, apply};
use fetter_core::audit::{AuditOutcome, Matter};
use fetter_core::report::Issued;
use fetter_core::report::json::{write_cyclonedx_vex, write_openvex};
use fetter_core::timestamp::Timestamp;
use fetter_testkit::gate::repository;
use jsonschema::Validator;
use serde_json::{Value, json};

use super::{after, hidden, left, not_affected, outcome};
use crate::schemas::cyclonedx_errors;

/// The 15th of June 2026, at noon.
const CREATED: u64 = 1_781_524_800;

type Writer = fn(&AuditOutcome, Issued<'_>, &mut dyn std::io::Write) -> std::io::Result<()>;

fn written(writer: Writer, outcome: &AuditOutcome) -> String {
    let mut bytes = Vec::new();
    let created = Timestamp::of_unix_time(CREATED).expect("a moment");
    writer(outcome, Issued { author: "security@h.example", created }, &mut bytes)
        .expect("memory can be written");
    String::from_utf8(bytes).expect("it is text")
}

fn value(writer: Writer, outcome: &AuditOutcome) -> Value {
    serde_json::from_str(&written(writer, outcome)).expect("JSON")
}

/// An outcome with every way in which a fact can stand.
fn rich() -> AuditOutcome {
    let mut explained = not_affected("CVE-2024-0001", "pkg:pypi/jinja2@3.1.2");
    explained["impact_statement"] = "no template is foreign".into();
    let mut words = not_affected("CVE-2024-0002", "pkg:pypi/torch");
    words.as_object_mut().expect("an object").remove("justification");
    words["impact_statement"] = "no weights are loaded".into();
    let fixed = json!({"vulnerability": {"name": "PYSEC-2024-3"}, "products": [{"@id": "pkg:pypi/forked@1.0"}],
        "status": "fixed", "status_notes": "our patch"});
    after(&json!([explained, words, fixed]))
}

#[expect(clippy::disallowed_methods, reason = "the tests' own data")]
fn openvex_errors(document: &Value) -> Vec<String> {
    static VALIDATOR: OnceLock<Validator> = OnceLock::new();
    let validator = VALIDATOR.get_or_init(|| {
        let file = repository().join("testdata/schemas/openvex-0.2.0.schema.json");
        let schema = serde_json::from_slice(&std::fs::read(file).expect("it is there")).expect("JSON");
        jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema")
    });
    validator.iter_errors(document).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn documents_keep_to_the_schemas() {
    for outcome in [outcome(), rich()] {
        assert_eq!(openvex_errors(&value(write_openvex, &outcome)), Vec::<String>::new());
        assert_eq!(cyclonedx_errors(&value(write_cyclonedx_vex, &outcome)), Vec::<String>::new());
    }
    assert_eq!(cyclonedx_errors(&value(write_cyclonedx_vex, &AuditOutcome::default())), Vec::<String>::new());
    let mut wrong = value(write_openvex, &outcome());
    wrong["statements"][0].as_object_mut().expect("an object").remove("action_statement");
    assert!(!openvex_errors(&wrong).is_empty(), "the schema refuses");
    // Both were accepted where the specification has a SHOULD; the schema that OpenVEX publishes has not.
    for statement in value(write_openvex, &rich())["statements"].as_array().expect("statements") {
        assert!(statement.get("justification").is_none() || statement.get("impact_statement").is_none());
    }
}

#[test]
fn the_shapes_are_promises() {
    let snapshot = |writer| {
        let text = written(writer, &rich()).replace(env!("CARGO_PKG_VERSION"), "VERSION");
        // They follow from the rest, with the version in it.
        let mut document: Value = serde_json::from_str(&text).expect("JSON");
        for key in ["@id", "serialNumber"] {
            let id = document.get(key).and_then(Value::as_str).map(str::to_owned);
            if let Some(id) = id {
                return text.replace(&id, "DIGEST");
            }
        }
        document.take().to_string()
    };
    insta::assert_snapshot!("openvex", snapshot(write_openvex));
    insta::assert_snapshot!("cyclonedx_vex", snapshot(write_cyclonedx_vex));
}

#[test]
fn the_same_findings_give_the_same_bytes() {
    for writer in [write_openvex as Writer, write_cyclonedx_vex] {
        let once = written(writer, &rich());
        let mut other = rich();
        other.findings.reverse();
        other.suppressed.reverse();
        assert_eq!(written(writer, &other), once);
        let id = |outcome: &AuditOutcome| {
            let document = value(writer, outcome);
            document.get("@id").or(document.get("serialNumber")).cloned()
        };
        assert_ne!(id(&rich()), id(&outcome()));
        // What shows a terminal something else than it says is escaped, and no secret of a link is told.
        assert!(!once.contains('\u{1b}') && !once.contains('\u{202e}') && !once.contains("s3kret"), "{once}");
    }
}

/// `NAME PURL STATUS` of everything stated.
fn stated(openvex: &Value) -> Vec<String> {
    let statements = openvex["statements"].as_array().expect("statements");
    let each = statements.iter().flat_map(|statement| {
        let products = statement["products"].as_array().expect("products").iter();
        products.map(move |product| {
            let text = |value: &Value| value.as_str().expect("a text").to_owned();
            [&statement["vulnerability"]["name"], &product["@id"], &statement["status"]].map(text).join(" ")
        })
    });
    each.collect()
}

#[test]
fn every_fact_is_stated_once_for_every_release() {
    let found = stated(&value(write_openvex, &rich()));
    assert_eq!(
        found,
        [
            "CVE-2024-0001 pkg:pypi/jinja2@3.1.3 affected",
            "CVE-2024-0001 pkg:pypi/jinja2@3.1.2 not_affected",
            "CVE-2024-0002 pkg:pypi/torch@2.6.0%2Bcu118 not_affected",
            "MAL-2024-7 pkg:pypi/evil@1.0 affected",
            "PYSEC-2024-3 pkg:pypi/forked@1.0 fixed",
            "PYSEC-2024-4 pkg:pypi/borne@1.0 affected",
        ]
    );
    // Two origins of one version are one product; what is sure of one of them is stated.
    let forked = outcome().findings.iter().filter(|finding| finding.subject.name == "forked").count();
    assert!(forked >= 2);
    let plain = value(write_openvex, &outcome());
    let statements = plain["statements"].as_array().expect("statements");
    let forked =
        statements.iter().find(|it| it["vulnerability"]["name"] == "PYSEC-2024-3").expect("it is stated");
    assert_eq!(forked.get("status_notes"), None);
    // What is no fact is not stated.
    assert!(outcome().findings.iter().any(|finding| finding.fact().is_none()));
}

#[test]
fn where_something_is_found_nothing_else_is_stated() {
    // One of two releases with one package URL is hidden.
    let mut outcome = outcome();
    let hidden =
        outcome.findings.iter().position(|finding| finding.subject.name == "forked").expect("it is found");
    let finding = outcome.findings.remove(hidden);
    let by = fetter_core::audit::Suppression::Vex {
        document: "x".to_owned(),
        status: "fixed".to_owned(),
        justification: None,
    };
    outcome.suppressed.push(fetter_core::audit::Suppressed { finding, by });
    let found = stated(&value(write_openvex, &outcome));
    let forked: Vec<&String> = found.iter().filter(|text| text.contains("forked")).collect();
    assert_eq!(forked, ["PYSEC-2024-3 pkg:pypi/forked@1.0 affected"]);
}

#[test]
fn what_is_written_is_read_as_the_same() {
    let rich = rich();
    let document = VexDocument::read(written(write_openvex, &rich).as_bytes()).expect("a document");
    assert_eq!(document.problems, []);
    let mut again = outcome();
    apply(&[("ours.json".to_owned(), document)], &mut again);
    assert_eq!((left(&again), hidden(&again)), (left(&rich), hidden(&rich)));
    assert_eq!(again.unchecked, rich.unchecked);
    // And stated again, it is the same, but for who stated it and for notes of it.
    assert_eq!(stated(&value(write_openvex, &again)), stated(&value(write_openvex, &rich)));
}

#[test]
fn cyclonedx_names_what_it_is_about() {
    let document = value(write_cyclonedx_vex, &rich());
    let components = document["components"].as_array().expect("components");
    let refs: Vec<&str> = components.iter().map(|it| it["bom-ref"].as_str().expect("a text")).collect();
    assert!(refs.is_sorted());
    for vulnerability in document["vulnerabilities"].as_array().expect("vulnerabilities") {
        for affects in vulnerability["affects"].as_array().expect("affects") {
            assert!(refs.contains(&affects["ref"].as_str().expect("a text")), "{affects}");
        }
    }
    let evil = document["vulnerabilities"].as_array().expect("vulnerabilities").iter();
    let evil = evil.filter(|it| it["id"] == "MAL-2024-7").collect::<Vec<_>>();
    assert_eq!(evil[0]["ratings"], json!([{"severity": "critical"}]));
    assert_eq!(evil[0]["properties"], json!([{"name": "fetter:malware", "value": "true"}]));
}

#[test]
fn whatever_something_is_called_the_document_is_one() {
    let long = "1".repeat(5000);
    for odd in [" ", "a b", "\"<>|^`{}\\%[]?#@!'/", "\u{7}é\u{202e}", "%zz", "1+x", "..", long.as_str()] {
        let mut outcome = outcome();
        for finding in &mut outcome.findings {
            finding.subject.name = format!("x{odd}");
            finding.subject.version = Some(odd.to_owned());
            if let Matter::Fact(fact) = &mut finding.matter {
                fact.ids.push(odd.to_owned());
                fact.summary = odd.to_owned();
                fact.published = Some(odd.to_owned());
                fact.cwes.push(odd.to_owned());
            }
        }
        assert_eq!(openvex_errors(&value(write_openvex, &outcome)), Vec::<String>::new(), "{odd}");
        assert_eq!(cyclonedx_errors(&value(write_cyclonedx_vex, &outcome)), Vec::<String>::new(), "{odd}");
    }
}

#[test]
fn what_has_no_version_is_not_stated() {
    let mut outcome = outcome();
    outcome.findings.iter_mut().for_each(|finding| finding.subject.version = None);
    outcome.suppressed.clear();
    assert_eq!(value(write_openvex, &outcome)["statements"], json!([]));
}

#[test]
fn without_facts_nothing_is_stated() {
    let document = value(write_openvex, &AuditOutcome::default());
    assert_eq!(document["statements"], json!([]));
    assert_eq!(VexDocument::read(document.to_string().as_bytes()), Ok(VexDocument::default()));
}
