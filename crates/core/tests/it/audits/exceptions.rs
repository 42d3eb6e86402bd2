//! What was decided to be borne.

use fetter_core::audit::{AuditCode, AuditOutcome, Exception, Suppression};
use fetter_core::requirement::PackageName;

use super::{audit_rules, audited_by, said};
use crate::advisories::{range, record};
use crate::made::{machine, package};

fn exception(id: &str) -> Exception {
    Exception {
        id: id.to_owned(),
        package: None,
        scope: None,
        reason: "nobody can reach it".to_owned(),
        until: "2026-06-15".parse().expect("a day"),
    }
}

fn with(all: Vec<Exception>, is_whole: bool) -> AuditOutcome {
    let mut rules = audit_rules();
    rules.exceptions.all = all;
    rules.exceptions.is_whole = is_whole;
    let inventory = machine(vec![
        ("/home/one/env", vec![package("a", "1"), package("b", "1")]),
        ("/srv/env", vec![package("a", "1")]),
    ]);
    let below = |id: &str, alias: &str, name: &str| {
        record(id, &[alias], name, &range(&[("introduced", "0"), ("fixed", "2")]))
    };
    audited_by(&inventory, &[below("PYSEC-1", "CVE-1", "a"), below("PYSEC-2", "CVE-2", "b")], &rules)
}

#[test]
fn any_name_of_a_fact_will_do_until_the_day_is_over() {
    for id in ["PYSEC-1", "CVE-1", "cve-1"] {
        let outcome = with(vec![exception(id)], true);
        assert_eq!(said(&outcome), ["vulnerable b-1 PYSEC-2"], "{id}");
        assert!(
            matches!(&outcome.suppressed[0].by, Suppression::Exception { reason, .. } if reason == "nobody can reach it")
        );
    }
}

#[test]
fn malware_is_borne_only_where_the_record_and_the_package_are_named() {
    let borne = |id: &str, package: Option<&str>| {
        let mut rules = audit_rules();
        let package = package.map(PackageName::new);
        rules.exceptions.all = vec![Exception { package, ..exception(id) }];
        let records = [record("MAL-1", &["CVE-1"], "a", r#""versions": ["1"]"#)];
        audited_by(&machine(vec![("/env", vec![package_a()])]), &records, &rules).findings.is_empty()
    };
    assert!(borne("MAL-1", Some("a")));
    assert!(!borne("MAL-1", None) && !borne("CVE-1", Some("a")) && !borne("MAL-1", Some("b")));
}

fn package_a() -> fetter_core::inventory::Distribution {
    package("a", "1")
}

#[test]
fn one_that_is_over_hides_nothing_and_is_said() {
    let mut over = exception("CVE-1");
    over.until = "2026-06-14".parse().expect("a day");
    let outcome = with(vec![over], true);
    assert_eq!(said(&outcome), ["vulnerable a-1 PYSEC-1", "vulnerable b-1 PYSEC-2", "exception-expired "]);
    assert!(outcome.suppressed.is_empty());
}

#[test]
fn one_that_is_for_nothing_is_said_where_all_was_looked_at() {
    assert_eq!(said(&with(vec![exception("CVE-9")], true)).len(), 3);
    assert_eq!(said(&with(vec![exception("CVE-9")], false)).len(), 2);
    let mut other = exception("CVE-1");
    other.package = Some(PackageName::new("b"));
    let outcome = with(vec![other], true);
    assert_eq!(
        outcome.findings.last().map(|found| found.code),
        Some(AuditCode::ExceptionUnused),
        "CVE-1 is of a"
    );
}

#[test]
fn within_a_scope_it_is_borne_and_elsewhere_not() {
    let mut scoped = exception("CVE-1");
    scoped.scope = Some("/home/one".into());
    let outcome = with(vec![scoped.clone()], true);
    assert_eq!(said(&outcome), ["vulnerable a-1 PYSEC-1", "vulnerable b-1 PYSEC-2"]);
    let environments = |found: &fetter_core::audit::AuditFinding| {
        found.whereabouts.environments.iter().map(|prefix| prefix.display().to_string()).collect::<Vec<_>>()
    };
    assert_eq!(environments(&outcome.findings[0]), ["/srv/env"]);
    assert_eq!(environments(&outcome.suppressed[0].finding), ["/home/one/env"]);
    scoped.scope = Some("/home/on".into());
    assert_eq!(said(&with(vec![scoped], true)).len(), 2, "nothing there was looked at");
}

#[test]
fn what_says_too_little_is_none() {
    assert!(exception("CVE-1").validate().is_ok());
    assert!(exception(" ").validate().is_err());
    assert!(Exception { reason: String::new(), ..exception("CVE-1") }.validate().is_err());
    assert!(exception("lookalike").validate().is_err(), "that would be every package");
    assert!(Exception { package: Some(PackageName::new("a")), ..exception("lookalike") }.validate().is_ok());
}
