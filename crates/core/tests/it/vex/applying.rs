//! Which statement counts, and what it hides.

use fetter_core::audit::vex::{VexDocument, unreadable};
use fetter_core::audit::{AuditUncheckedCode, Note, Suppression};
use serde_json::{Value, json};

use super::{affected, after, after_all, at, hidden, left, not_affected, outcome, unchecked};

const JINJA: &str = "CVE-2024-0001";

fn is_hidden(statements: &Value) -> bool {
    !hidden(&after(statements)).is_empty()
}

#[test]
fn a_statement_hides_what_it_is_about_and_nothing_else() {
    let before = left(&outcome());
    let after = after(&json!([not_affected(JINJA, "pkg:pypi/JINJA2@3.1.3.0")]));
    assert_eq!(hidden(&after), ["GHSA-aaaa-bbbb-cccc Jinja2-3.1.3 not_affected"]);
    let expected: Vec<String> = before.into_iter().filter(|text| !text.ends_with("Jinja2-3.1.3")).collect();
    assert_eq!(left(&after), expected);
    assert!(expected.iter().any(|text| text.contains("jinja2-3.1.2")), "{expected:?}");
    assert_eq!(after.unchecked, outcome().unchecked);
    let by =
        &after.suppressed.iter().find(|one| one.finding.subject.name == "jinja2").expect("it is hidden").by;
    assert_eq!(
        *by,
        Suppression::Vex {
            document: "vex-1.json".to_owned(),
            status: "not_affected".to_owned(),
            justification: Some("vulnerable_code_not_present".to_owned()),
        }
    );
}

#[test]
fn a_fact_is_told_by_any_of_its_names() {
    for name in [JINJA, "cve-2024-0001", "GHSA-aaaa-bbbb-cccc", "PYSEC-2024-1"] {
        assert!(is_hidden(&json!([not_affected(name, "pkg:pypi/jinja2")])), "{name}");
    }
    assert!(!is_hidden(&json!([not_affected("CVE-2024-00011", "pkg:pypi/jinja2")])));
    let mut statement = not_affected("internal-1", "pkg:pypi/jinja2");
    statement["vulnerability"]["aliases"] = json!(["x", JINJA]);
    assert!(is_hidden(&json!([statement])));
    statement["vulnerability"] = json!({"@id": "https://h.example/vuln/CVE-2024-0001", "name": "internal-1"});
    assert!(is_hidden(&json!([statement])));
}

#[test]
fn what_stays_has_a_note() {
    for (statement, text) in [
        (affected(JINJA, "pkg:pypi/jinja2"), "vex-1.json states: affected, mend it"),
        (
            json!({"vulnerability": {"name": JINJA}, "products": [{"@id": "pkg:pypi/jinja2"}], "status": "under_investigation"}),
            "vex-1.json states: under_investigation",
        ),
    ] {
        let after = after(&json!([statement]));
        assert_eq!(left(&after), left(&outcome()));
        let noted: Vec<String> = after
            .findings
            .iter()
            .flat_map(|finding| &finding.notes)
            .filter(|note| matches!(note, Note::Vex { .. }))
            .map(ToString::to_string)
            .collect();
        assert_eq!(noted, [text, text]);
    }
}

#[test]
fn the_latest_statement_counts() {
    let (hides, keeps) =
        (not_affected(JINJA, "pkg:pypi/jinja2@3.1.3"), affected(JINJA, "pkg:pypi/jinja2@3.1.3"));
    let cases = [
        (json!([at("2024-01-01", hides.clone()), at("2024-01-02", keeps.clone())]), false),
        (json!([at("2024-01-02", hides.clone()), at("2024-01-01", keeps.clone())]), true),
        // Of one time, the last.
        (json!([hides.clone(), keeps.clone()]), false),
        (json!([keeps.clone(), hides.clone()]), true),
        // What is about all versions is about this one.
        (json!([hides.clone(), affected(JINJA, "pkg:pypi/jinja2")]), false),
        (json!([affected(JINJA, "pkg:pypi/jinja2"), hides.clone()]), true),
        // Under another name it is the same vulnerability.
        (
            json!([
                at("2024-01-02", affected("PYSEC-2024-1", "pkg:pypi/jinja2")),
                at("2024-01-01", hides.clone())
            ]),
            false,
        ),
        (
            json!([
                at("2024-01-01", affected("PYSEC-2024-1", "pkg:pypi/jinja2")),
                at("2024-01-02", hides.clone())
            ]),
            true,
        ),
    ];
    for (statements, expected) in cases {
        assert_eq!(is_hidden(&statements), expected, "{statements:#}");
    }
    // Over documents, time goes before order.
    let hides_then =
        |day: &str, keeps: Value| after_all(&[&json!([at(day, hides.clone())]), &json!([keeps])]);
    assert!(hidden(&hides_then("2025-01-02", keeps.clone())).is_empty());
    assert!(!hidden(&hides_then("2025-01-03", keeps)).is_empty());
}

#[test]
fn a_statement_that_is_not_believed_hides_nothing() {
    let good = not_affected(JINJA, "pkg:pypi/jinja2@3.1.3");
    let mut bad = good.clone();
    bad["justification"] = Value::Null;
    let after_one = after(&json!([bad]));
    assert_eq!(left(&after_one), left(&outcome()));
    assert_eq!(
        unchecked(&after_one),
        [
            "statement 1 of vex-1.json is not believed: it says not_affected without a justification or an impact_statement; have it \
          mended, or leave it out"
        ]
    );
    assert_eq!(after_one.unchecked[0].code, AuditUncheckedCode::VexUnreadable);
    assert!(!after_one.is_checked());
    // Nor does an earlier one: what the later one meant is not known.
    assert!(!is_hidden(&json!([good, bad])));
    assert!(is_hidden(&json!([bad, good])));
    let mut timeless = good.clone();
    timeless["timestamp"] = "whenever".into();
    assert!(!is_hidden(&json!([timeless, good])));
}

#[test]
fn what_is_about_a_part_hides_nothing_but_may_keep() {
    let whole = not_affected(JINJA, "pkg:pypi/jinja2@3.1.3");
    for part in ["pkg:pypi/jinja2@3.1.3?file_name=jinja2-3.1.3.tar.gz", "pkg:pypi/jinja2@3.1.3#src"] {
        assert!(!is_hidden(&json!([not_affected(JINJA, part)])), "{part}");
        assert!(!is_hidden(&json!([whole, affected(JINJA, part)])), "{part}");
        assert!(is_hidden(&json!([whole, not_affected(JINJA, part)])), "{part}");
    }
    // Somebody's own build of a version is not that version.
    let torch = "CVE-2024-0002";
    assert!(!is_hidden(&json!([not_affected(torch, "pkg:pypi/torch@2.6.0")])));
    assert!(is_hidden(&json!([not_affected(torch, "pkg:pypi/torch@2.6.0%2Bcu118")])));
    assert!(!is_hidden(&json!([
        not_affected(torch, "pkg:pypi/torch"),
        affected(torch, "pkg:pypi/torch@2.6.0")
    ])));
}

#[test]
fn what_is_no_python_package_is_looked_into() {
    let mut image = not_affected(JINJA, "pkg:oci/image@sha256%3A00");
    assert!(!is_hidden(&json!([image])));
    image["products"][0]["subcomponents"] =
        json!([{"@id": "pkg:deb/x"}, {"identifiers": {"purl": "pkg:pypi/jinja2@3.1.3"}}]);
    assert!(is_hidden(&json!([image])));
    image["products"][0]["@id"] = "pkg:pypi/sound@1.0".into();
    assert!(!is_hidden(&json!([image])), "what holds for a package that uses it does not for others");
}

#[test]
fn malware_is_hidden_only_by_its_record_and_version() {
    for (name, purl, expected) in [
        ("MAL-2024-7", "pkg:pypi/evil@1.0", true),
        ("MAL-2024-7", "pkg:pypi/evil", false),
        ("MAL-2024-7", "pkg:pypi/evil@2.0", false),
        ("GHSA-mmmm-mmmm-mmmm", "pkg:pypi/evil@1.0", false),
        ("mal-2024-7", "pkg:pypi/evil@1.0", false),
    ] {
        assert_eq!(is_hidden(&json!([not_affected(name, purl)])), expected, "{name} {purl}");
    }
    let mut statement = not_affected("GHSA-mmmm-mmmm-mmmm", "pkg:pypi/evil@1.0");
    statement["vulnerability"]["aliases"] = json!(["MAL-2024-7"]);
    assert!(!is_hidden(&json!([statement])));
}

#[test]
fn what_hides_is_kept_with_the_exceptions() {
    let mut fixed = not_affected("PYSEC-2024-4", "pkg:pypi/borne");
    fixed["status"] = "fixed".into();
    let after = after(&json!([fixed, not_affected(JINJA, "pkg:pypi/jinja2")]));
    // Exceptions go first.
    assert_eq!(hidden(&after).len(), 2);
    assert!(after.suppressed.iter().any(|one| matches!(&one.by, Suppression::Exception { .. })));
    // In the order in which they would be findings.
    let names: Vec<&str> = after
        .suppressed
        .iter()
        .map(|one| one.finding.subject.label())
        .map(|label| match label.as_str() {
            "borne-1.0" => "borne",
            _ => "jinja2",
        })
        .collect();
    assert_eq!(names, ["jinja2", "jinja2", "borne"]);
}

#[test]
fn documents_without_statements_change_nothing() {
    let mut found = outcome();
    fetter_core::audit::vex::apply(&[("x".to_owned(), VexDocument::default())], &mut found);
    assert_eq!(found, outcome());
    let error = VexDocument::read(b"{").expect_err("it is none");
    let unchecked = unreadable("x.json", &error);
    assert!(
        unchecked.reason.starts_with("x.json could not be read: it is no OpenVEX document: "),
        "{unchecked:?}"
    );
}
