//! What is shown of what is found: scores, severities, names.

use super::place::{ends, found, json, keeps_to, known, run};
use super::records::{LEAK, MALWARE, OLD, TENSOR, TRUST, UNSCORED};

/// The first records of what a command shows; it ends with 3 where there are any, and else with 0.
fn ids(home: &fetter_testkit::Scratch, options: &str) -> Vec<String> {
    let ran = run(home, &format!("audit --offline {options} json"));
    let document = serde_json::from_str(&ran.stdout).expect("JSON");
    let all = found(&document);
    assert_eq!(ran.code, Some(if all.is_empty() { 0 } else { 3 }), "{options}: {}", ran.stderr);
    let mut ids: Vec<String> =
        all.iter().filter_map(|finding| finding.rsplit(' ').next()).map(str::to_owned).collect();
    ids.sort();
    ids.dedup();
    ids
}

fn sorted(ids: &[&str]) -> Vec<String> {
    let mut ids: Vec<String> = ids.iter().map(|id| (*id).to_owned()).collect();
    ids.sort();
    ids
}

#[test]
fn scores_and_severities_filter_vulnerabilities_and_nothing_else() {
    let home = known("filters-scores");
    let always = [MALWARE, UNSCORED];
    for (options, shown) in [
        ("", &[LEAK[1], TRUST[0], TENSOR, OLD][..]),
        ("--cvss=0", &[LEAK[1], TRUST[0], TENSOR, OLD]),
        ("--cvss=5.6", &[LEAK[1], TRUST[0], TENSOR, OLD]),
        ("--cvss=5.61", &[LEAK[1], TENSOR, OLD]),
        ("--cvss=7", &[LEAK[1], TENSOR]),
        ("--cvss=7.5", &[LEAK[1], TENSOR]),
        ("--cvss=7.6", &[TENSOR]),
        ("--cvss=9.3", &[TENSOR]),
        ("--cvss=10", &[]),
        ("--severity low", &[LEAK[1], TRUST[0], TENSOR, OLD]),
        ("--severity medium", &[LEAK[1], TRUST[0], TENSOR, OLD]),
        ("--severity high", &[LEAK[1], TENSOR]),
        ("--severity critical", &[TENSOR]),
        ("--severity critical --cvss=10", &[]),
    ] {
        assert_eq!(ids(&home, options), sorted(&[&always[..], shown].concat()), "{options}");
    }
    // Without a value, the highest of each release: 2.19.1 has a worse one than 2.31.0.
    let highest = found(&json(&home, "audit --offline --cvss json", 3));
    assert_eq!(
        highest,
        [
            format!("malicious colourfull 1.0 {MALWARE}"),
            format!("vulnerable torch 2.6.0+cu118 {TENSOR}"),
            format!("vulnerable requests 2.19.1 {}", LEAK[1]),
            format!("vulnerable requests 2.19.1 {UNSCORED}"),
            format!("vulnerable oldlib 1.0 {OLD}"),
            format!("vulnerable requests 2.31.0 {}", TRUST[0]),
        ]
    );
    for wrong in ["--cvss=11", "--cvss=-1", "--cvss=x", "--cvss=NaN", "--cvss=inf", "--severity awful"] {
        assert_eq!(run(&home, &format!("audit --offline {wrong}")).code, Some(2), "{wrong}");
    }
}

#[test]
fn a_glob_chooses_packages() {
    let home = known("filters-glob");
    home.tree().dist_info(super::place::TWO, "OldLib", "1.0");
    for (options, packages) in [
        ("-p requests", &["requests 2.19.1", "requests 2.31.0"][..]),
        ("-p requests-2.19*", &["requests 2.19.1"]),
        ("--pattern REQ*", &["requests 2.19.1", "requests 2.31.0"]),
        ("-p REQ* --case", &[]),
        ("-p zope*", &[]),
        ("-p nothing", &[]),
        ("-p colour*", &["colourfull 1.0"]),
    ] {
        let code = if packages.is_empty() { 0 } else { 3 };
        let document = json(&home, &format!("audit --offline {options} json"), code);
        let mut all: Vec<String> = found(&document)
            .iter()
            .map(|finding| finding.split(' ').skip(1).take(2).collect::<Vec<_>>().join(" "))
            .collect();
        all.sort();
        all.dedup();
        assert_eq!(all, packages, "{options}");
    }
    assert_eq!(run(&home, "audit --offline -p [").code, Some(2));
}

#[test]
fn what_passes_is_shown_where_it_is_asked_for() {
    let home = known("filters-passing");
    let document = json(&home, "audit --offline --retain-passing json", 3);
    keeps_to(&document, "docs/schema/audit-1.json");
    let passing = document["passing"].as_array().expect("passing");
    assert_eq!(passing.len(), 1);
    assert_eq!((&passing[0]["written"], &passing[0]["installed"]), (&"zope.interface".into(), &"6.1".into()));
    let table = ends(&home, "audit --offline --retain-passing", 3);
    let row = table.lines().find(|line| line.starts_with("zope.interface-6.1")).expect("a row");
    assert!(row.contains("nothing known") && row.contains("~/one/.venv"), "{row}");
    assert!(!ends(&home, "audit --offline", 3).contains("zope"));
    // What a filter hides does not pass.
    let hidden = json(&home, "audit --offline --cvss=10 --retain-passing json", 3);
    assert_eq!(hidden["passing"], document["passing"]);
    assert_eq!(ends(&home, "audit --offline -p zope* --retain-passing", 0).lines().count(), 2);
}
