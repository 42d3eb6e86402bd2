//! What is not installed.

use fetter_core::advisory::{Advisory, Memory};
use fetter_core::audit::{
    AuditOutcome, AuditUncheckedCode, Knowledge, Note, Query, look_up_bounds, look_up_name, queries_of_bounds,
};
use fetter_core::inventory::InstalledVersion;
use fetter_core::requirement::PackageName;

use super::{audit_rules, said};
use crate::advisories::{range, record};
use crate::made::manifest;

fn records() -> Vec<Advisory> {
    vec![
        record("PYSEC-1", &["CVE-1"], "jinja2", &range(&[("introduced", "0"), ("fixed", "2.11.3")])),
        record("PYSEC-2", &[], "jinja2", &range(&[("introduced", "3.0"), ("fixed", "3.1.6")])),
        record("PYSEC-3", &[], "old", r#""versions": ["1.0", "1.1"]"#),
    ]
}

fn bound(file: &str, text: &str) -> AuditOutcome {
    let records = records();
    let memory = Memory::new(&records);
    let knowledge = Knowledge { source: Some(&memory), exploited: None, likelihoods: None, popular: None };
    look_up_bounds(&[manifest(file, text)], &knowledge, &audit_rules())
}

fn name(version: Option<&str>) -> AuditOutcome {
    let records = records();
    let memory = Memory::new(&records);
    let knowledge = Knowledge { source: Some(&memory), exploited: None, likelihoods: None, popular: None };
    let version = version.map(InstalledVersion::new);
    look_up_name(&PackageName::new("Jinja2"), version.as_ref(), &knowledge, &audit_rules())
}

#[test]
fn of_a_name_everything_is_told_and_of_a_release_what_concerns_it() {
    let all = name(None);
    assert_eq!(said(&all), ["vulnerable Jinja2 PYSEC-1", "vulnerable Jinja2 PYSEC-2"]);
    let fact = all.findings[1].fact().expect("a fact");
    assert_eq!(
        (fact.affected.clone(), fact.nearest_free.as_deref()),
        (vec![">=3.0,<3.1.6".to_owned()], Some("3.1.6"))
    );
    assert_eq!(said(&name(Some("3.1.3"))), ["vulnerable Jinja2-3.1.3 PYSEC-2"]);
    assert!(name(Some("3.1.6")).findings.is_empty() && name(Some("3.1.6")).passing.len() == 1);
}

#[test]
fn what_is_pinned_is_told_with_its_line() {
    let outcome = bound("r.txt", "# first\nJinja2==3.1.3\nother==1.0\n");
    assert_eq!(said(&outcome), ["vulnerable Jinja2-3.1.3 PYSEC-2"]);
    let places: Vec<String> =
        outcome.findings[0].whereabouts.places.iter().map(ToString::to_string).collect();
    assert_eq!(places, ["r.txt:2"]);
    assert!(outcome.is_checked() && outcome.passing.len() == 1);
}

#[test]
fn what_is_left_open_is_judged_by_what_it_allows() {
    let open = |text: &str| {
        let outcome = bound("r.txt", text);
        let unchecked: Vec<_> = outcome.unchecked.iter().map(|found| found.code).collect();
        (said(&outcome), unchecked)
    };
    let version_open = vec![AuditUncheckedCode::VersionOpen];
    assert_eq!(open("jinja2\n"), (vec![], version_open.clone()));
    assert_eq!(open("jinja2>=2.0\n"), (vec![], version_open.clone()));
    assert_eq!(open("jinja2>=3.1.6\n"), (vec![], vec![]), "nothing that it allows is affected");
    assert_eq!(open("jinja2>3.1.5\n").1, version_open, "3.1.5.1 would be");
    assert_eq!(open("jinja2>=2.11.3,<3\n"), (vec![], vec![]));
    let (found, unchecked) = open("old<2\n");
    assert_eq!((found, unchecked), (vec!["vulnerable old-1.1 PYSEC-3".to_owned()], vec![]));
    let outcome = bound("r.txt", "old<2\n");
    assert!(
        matches!(&outcome.findings[0].notes[..], [Note::HighestAllowed { requirement }] if requirement == "old<2")
    );
    let advice = bound("r.txt", "jinja2>=2.0\n").unchecked[0].reason.clone();
    assert!(advice.contains("3.1.6 or later"), "{advice}");
}

#[test]
fn constraints_count_and_other_origins_are_open() {
    let outcome =
        bound("r.txt", "jinja2 @ https://h.example/jinja2.zip\nunknown @ https://h.example/u.zip\n");
    let codes: Vec<_> = outcome.unchecked.iter().map(|found| found.code).collect();
    assert_eq!(codes, [AuditUncheckedCode::OriginOpen], "of unknown nothing is known");
}

#[test]
fn a_line_that_is_not_understood_is_never_clean() {
    let outcome = bound("r.txt", "other==1.0\n=== what?\n");
    assert!(outcome.findings.is_empty() && !outcome.is_checked());
}

#[test]
fn a_service_is_asked_about_what_is_pinned_and_about_all_of_what_is_open() {
    let asked = queries_of_bounds(&[manifest("r.txt", "Jinja2==3.1.3\ntorch==2.6.0+cu118\nold<2\n")]);
    let asked: Vec<(String, Option<String>)> =
        asked.into_iter().map(|Query { name, version }| (name, version)).collect();
    let own = |name: &str, version: Option<&str>| (name.to_owned(), version.map(str::to_owned));
    assert_eq!(
        asked,
        [
            own("jinja2", Some("3.1.3")),
            own("old", None),
            own("torch", Some("2.6.0")),
            own("torch", Some("2.6.0+cu118"))
        ]
    );
}
