//! What is installed.

use std::path::PathBuf;

use fetter_core::advisory::epss::Likelihoods;
use fetter_core::advisory::exploited::Catalogue;
use fetter_core::advisory::{Advisory, Memory, Source, SourceError};
use fetter_core::audit::{
    AuditCode, AuditUncheckedCode, Confidence, Filter, Knowledge, Note, ScoreFilter, audit,
};
use fetter_core::inventory::{Distribution, DistributionKind, Problem, ProblemCode};
use fetter_core::report::Pattern;

use super::{audit_rules, audited, audited_by, said};
use crate::advisories::{range, record};
use crate::made::{from, machine, one, origin, package, site_of};

fn below(id: &str, aliases: &[&str], name: &str, fixed: &str) -> Advisory {
    record(id, aliases, name, &range(&[("introduced", "0"), ("fixed", fixed)]))
}

fn scored(mut record: Advisory, vector: &str) -> Advisory {
    record.detail.vectors = vec![vector.to_owned()];
    record
}

const CRITICAL: &str = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
const LOW: &str = "CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:N/I:N/A:L";

#[test]
fn one_release_is_one_finding_wherever_it_is() {
    let inventory = machine(vec![
        ("/one", vec![package("Jinja2", "3.1.3")]),
        ("/two", vec![package("jinja2", "3.1.3.0"), package("certifi", "2024.7.4")]),
        ("/three", vec![package("jinja2", "3.1.6")]),
    ]);
    let outcome = audited(&inventory, &[below("PYSEC-1", &["CVE-1"], "jinja2", "3.1.5")]);
    assert_eq!(said(&outcome), ["vulnerable Jinja2-3.1.3 PYSEC-1"]);
    let finding = &outcome.findings[0];
    let environments: Vec<PathBuf> = finding.whereabouts.environments.iter().cloned().collect();
    assert_eq!(environments, [PathBuf::from("/one"), "/two".into()]);
    assert!(finding.whereabouts.sites.contains(&PathBuf::from(site_of("/two"))));
    assert_eq!(finding.fact().and_then(|fact| fact.nearest_fix.clone()).as_deref(), Some("3.1.5"));
    assert_eq!(outcome.passing.len(), 2, "certifi and the later jinja2");
    assert!(outcome.is_checked() && outcome.releases == 3);
}

#[test]
fn names_of_one_fact_are_one_finding() {
    // Neither names the other: CVE-1 joins the first two, GHSA-2 the third.
    let records = [
        below("PYSEC-1", &["CVE-1"], "a", "2.0"),
        below("GHSA-1", &["CVE-1", "GHSA-2"], "a", "2.1"),
        below("GHSA-2", &[], "a", "1.0"),
        below("PYSEC-9", &["CVE-9"], "a", "2.0"),
    ];
    let outcome = audited(&one(vec![package("a", "1.5")]), &records);
    assert_eq!(said(&outcome), ["vulnerable a-1.5 GHSA-1 PYSEC-1", "vulnerable a-1.5 PYSEC-9"]);
    let fact = outcome.findings[0].fact().expect("a fact");
    assert_eq!(fact.aliases, ["CVE-1", "GHSA-2"], "a record that does not concern it is a name of it");
    assert_eq!(fact.nearest_fix.as_deref(), Some("2.1"), "where no record of the fact concerns it");
}

#[test]
fn malware_is_told_by_its_version() {
    let records = [record("MAL-2026-1", &[], "requests", r#""versions": ["2.99.0"]"#)];
    let inventory = machine(vec![
        ("/a", vec![package("requests", "2.99.0")]),
        ("/b", vec![package("requests", "2.32.4")]),
    ]);
    let outcome = audited(&inventory, &records);
    assert_eq!(said(&outcome), ["malicious requests-2.99.0 MAL-2026-1"]);
    assert!(outcome.findings[0].advice().contains("remove"), "{}", outcome.findings[0].advice());
}

#[test]
fn what_qualifies_a_finding_is_said() {
    let records = [record("A", &[], "torch", &range(&[("introduced", "0"), ("last_affected", "2.6.0")]))];
    let fork = origin(
        r#"{"url": "https://me:secret@git.example/torch", "vcs_info": {"vcs": "git", "commit_id": "ab"}}"#,
    );
    let inventory = machine(vec![
        ("/build", vec![package("torch", "2.6.0+cu118")]),
        ("/fork", vec![from("torch", "2.5.0", fork)]),
        ("/text", vec![package("torch", "0.1-NA")]),
    ]);
    let outcome = audited(&inventory, &records);
    let notes = |version: &str| {
        let finding = outcome.findings.iter().find(|found| {
            found.code == AuditCode::Vulnerable && found.subject.version.as_deref() == Some(version)
        });
        finding.map(|found| (found.notes.clone(), found.confidence)).expect("it is found")
    };
    let own = Note::OwnBuild { public: "2.6.0".to_owned() };
    assert_eq!(notes("2.6.0+cu118"), (vec![own], Confidence::Medium));
    assert_eq!(notes("0.1-NA").0, [Note::VersionText]);
    let (fork, _) = notes("2.5.0");
    assert!(matches!(&fork[..], [Note::OtherOrigin { url }] if !url.contains("secret")), "{fork:?}");
}

#[test]
fn a_version_that_is_not_recorded_could_not_be_checked() {
    let records = [below("A", &[], "a", "2.0")];
    let outcome = audited(&one(vec![package("a", ""), package("b", "")]), &records);
    assert!(outcome.findings.is_empty() && !outcome.is_checked());
    let codes: Vec<_> =
        outcome.unchecked.iter().map(|found| (found.code, found.package.as_deref())).collect();
    assert_eq!(codes, [(AuditUncheckedCode::VersionMissing, Some("a"))], "of b nothing is known");
}

#[test]
fn what_conda_installed_beside_python_packages_is_left_out_and_counted() {
    let conda = Distribution { kind: DistributionKind::Conda, ..package("openssl", "1.0") };
    let outcome = audited(&one(vec![conda]), &[below("A", &[], "openssl", "9")]);
    assert_eq!((outcome.findings.len(), outcome.foreign, outcome.releases), (0, 1, 0));
}

#[test]
fn what_hides_packages_is_never_clean() {
    let mut inventory = one(vec![package("a", "1.0")]);
    inventory.problems.push(Problem::new("/env/x", ProblemCode::DirectoryUnreadable, "no"));
    assert!(!audited(&inventory, &[]).is_checked());
    assert!(
        !audited(&one(vec![]), &[]).machine_problems.is_empty() || audited(&one(vec![]), &[]).is_checked()
    );
}

/// A source that is damaged.
struct Broken;

impl Source for Broken {
    fn package(&self, name: &str) -> Result<Option<fetter_core::advisory::Package>, SourceError> {
        if name == "b" { Err(SourceError("damaged".to_owned())) } else { Ok(None) }
    }
}

#[test]
fn a_source_that_fails_for_one_package_is_said_for_that() {
    let knowledge = Knowledge { source: Some(&Broken), exploited: None, likelihoods: None, popular: None };
    let outcome = audit(&one(vec![package("a", "1"), package("b", "1")]), &knowledge, &audit_rules());
    assert_eq!(
        outcome.passing.iter().map(|passing| passing.subject.name.as_str()).collect::<Vec<_>>(),
        ["a"]
    );
    assert_eq!(
        outcome.unchecked.iter().map(|found| found.package.clone()).collect::<Vec<_>>(),
        [Some("b".to_owned())]
    );
}

#[test]
fn without_a_source_nothing_passes() {
    let knowledge = Knowledge { source: None, exploited: None, likelihoods: None, popular: None };
    let outcome = audit(&one(vec![package("a", "1")]), &knowledge, &audit_rules());
    assert!(outcome.passing.is_empty() && outcome.findings.is_empty());
}

/// Records of one package, from the most pressing.
fn pressing() -> Vec<Advisory> {
    vec![
        scored(below("LOW-1", &[], "a", "9"), LOW),
        below("UNSCORED-1", &[], "a", "9"),
        scored(below("CRITICAL-1", &["CVE-2026-1"], "a", "9"), CRITICAL),
        record("MAL-1", &[], "b", r#""versions": ["1"]"#),
        scored(below("LOW-2", &["CVE-2026-2"], "c", "9"), LOW),
    ]
}

#[test]
fn what_to_do_first_comes_first() {
    let inventory = one(vec![package("a", "1"), package("b", "1"), package("c", "1")]);
    let outcome = audited(&inventory, &pressing());
    let order: Vec<&str> = outcome.findings.iter().filter_map(|found| Some(found.fact()?.id())).collect();
    assert_eq!(order, ["MAL-1", "CRITICAL-1", "UNSCORED-1", "LOW-1", "LOW-2"]);
    let memory = Memory::new(&pressing());
    let (exploited, _) =
        Catalogue::read(br#"{"vulnerabilities": [{"cveID": "CVE-2026-2", "dateAdded": "2026-01-01"}]}"#)
            .expect("a catalogue");
    let (likelihoods, _) = Likelihoods::read(b"cve,epss,percentile\nCVE-2026-1,0.5,0.9\n").expect("a list");
    let knowledge = Knowledge {
        source: Some(&memory),
        exploited: Some(&exploited),
        likelihoods: Some(&likelihoods),
        popular: None,
    };
    let outcome = audit(&inventory, &knowledge, &audit_rules());
    let order: Vec<&str> = outcome.findings.iter().filter_map(|found| Some(found.fact()?.id())).collect();
    assert_eq!(
        order,
        ["MAL-1", "LOW-2", "CRITICAL-1", "UNSCORED-1", "LOW-1"],
        "what is exploited goes before scores"
    );
    let likely =
        outcome.findings.iter().filter_map(|found| Some((found.fact()?.id(), found.fact()?.likelihood?)));
    assert_eq!(
        likely.map(|(id, likelihood)| (id, likelihood.probability())).collect::<Vec<_>>(),
        [("CRITICAL-1", 0.5)]
    );
}

#[test]
fn scores_never_hide_malware_and_what_nobody_scored() {
    let inventory = one(vec![package("a", "1"), package("b", "1"), package("c", "1")]);
    let shown = |filter: Filter| {
        let mut findings = audited(&inventory, &pressing()).findings;
        filter.apply(&mut findings);
        findings.iter().filter_map(|found| Some(found.fact()?.id().to_owned())).collect::<Vec<_>>()
    };
    let score = |score| Filter { score: Some(score), rating: None };
    assert_eq!(shown(score(ScoreFilter::AtLeast(90))), ["MAL-1", "CRITICAL-1", "UNSCORED-1"]);
    assert_eq!(shown(score(ScoreFilter::Highest)), ["MAL-1", "CRITICAL-1", "UNSCORED-1", "LOW-2"]);
    let high = Filter { score: None, rating: Some(fetter_core::advisory::Rating::High) };
    assert_eq!(shown(high), ["MAL-1", "CRITICAL-1", "UNSCORED-1"]);
}

#[test]
fn a_pattern_says_what_is_looked_at() {
    let mut rules = audit_rules();
    rules.pattern = Some(Pattern::new("b*", false).expect("a glob"));
    let inventory = one(vec![package("a", "1"), package("b", "1")]);
    let outcome = audited_by(&inventory, &pressing(), &rules);
    assert_eq!((said(&outcome), outcome.releases), (vec!["malicious b-1 MAL-1".to_owned()], 1));
}
