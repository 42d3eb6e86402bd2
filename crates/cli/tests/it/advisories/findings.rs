//! What an audit finds, and how it is shown.

use super::dump::bytes;
use super::place::{cells, ends, found, index, json, keeps_to, known, run};
use super::records::{self, LEAK, MALWARE, OLD, TENSOR, TRUST, UNSCORED, WITHDRAWN};

/// Environment, fix and severity as words and number; one line for each fact; what to do first comes first.
#[test]
fn the_table_is_for_people() {
    let home = known("findings-table");
    insta::assert_snapshot!(cells(&run(&home, "audit --offline").stdout, &home));
    let ran = run(&home, "audit --offline");
    let (first, rest) = ran.stderr.split_once(", fetched ").expect("a time");
    assert_eq!(first, "fetter: 6 releases held against /records");
    assert!(rest.contains(", the newest of ") && rest.ends_with(": 7 findings\n"), "{rest}");
}

#[test]
fn the_document_is_for_programs() {
    let home = known("findings-json");
    let document = json(&home, "audit --offline json", 3);
    keeps_to(&document, "docs/schema/audit-1.json");
    assert_eq!(
        found(&document),
        [
            format!("malicious colourfull 1.0 {MALWARE}"),
            format!("vulnerable torch 2.6.0+cu118 {TENSOR}"),
            format!("vulnerable requests 2.19.1 {}", LEAK[1]),
            format!("vulnerable requests 2.19.1 {UNSCORED}"),
            format!("vulnerable requests 2.19.1 {}", TRUST[0]),
            format!("vulnerable oldlib 1.0 {OLD}"),
            format!("vulnerable requests 2.31.0 {}", TRUST[0]),
        ]
    );
    let mut first: Vec<_> = document["findings"].as_array().expect("findings").clone();
    first.truncate(3);
    insta::assert_snapshot!(serde_json::to_string_pretty(&first).expect("JSON"));
    assert_eq!(document["source"]["kind"], "local");
    assert_eq!((&document["releases"], &document["passing"]), (&6.into(), &serde_json::Value::Null));
}

/// Records that are called the same are one finding with all their names, and the score that one of them has.
#[test]
fn aliases_are_one_finding() {
    let home = known("findings-aliases");
    let document = json(&home, "audit -p requests-2.19.1 --offline json", 3);
    let all = document["findings"].as_array().expect("findings");
    let leak: Vec<_> = all.iter().filter(|finding| finding.to_string().contains(LEAK[2])).collect();
    assert_eq!(leak.len(), 1);
    let fact = &leak[0]["fact"];
    let names: std::collections::BTreeSet<&str> = ["ids", "aliases"]
        .iter()
        .flat_map(|key| fact[*key].as_array().expect("names"))
        .filter_map(|name| name.as_str())
        .collect();
    assert_eq!(names, std::collections::BTreeSet::from(LEAK));
    assert_eq!(
        (&fact["score"], &fact["rating"], &fact["nearest_fix"]),
        (&7.5.into(), &"high".into(), &"2.20.0".into())
    );
    assert_eq!(fact["nearest_free"], "2.32.0");
    assert_eq!(fact["cwes"], serde_json::json!(["CWE-522"]));
}

#[test]
fn what_is_withdrawn_is_not_shown() {
    let home = known("findings-withdrawn");
    let ran = run(&home, "audit -p zope.interface --offline json");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(!ran.stdout.contains(WITHDRAWN));
    let all = ends(&home, "audit --offline json", 3);
    assert!(!all.contains(WITHDRAWN) && !all.contains("GHSA-eeee"));
}

/// Somebody's own build is judged by the version that it is made of, and that is said.
#[test]
fn an_own_build_is_judged_by_its_public_version() {
    let home = known("findings-build");
    let document = json(&home, "audit -p torch --offline json", 3);
    let finding = &document["findings"][0];
    assert_eq!((&finding["installed"], &finding["confidence"]), (&"2.6.0+cu118".into(), &"medium".into()));
    assert_eq!(finding["notes"][0]["kind"], "own-build");
    assert_eq!(finding["fact"]["score"], 9.3);
    assert!(ends(&home, "audit -p torch --offline", 3).contains("a build of 2.6.0, by which it is judged"));
}

#[test]
fn every_system_of_scores_is_computed() {
    let home = known("findings-scores");
    let document = json(&home, "audit --offline json", 3);
    let mut scores: Vec<String> = document["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .flat_map(|finding| finding["fact"]["scores"].as_array().expect("scores").clone())
        .map(|score| format!("{} {} {}", score["system"], score["score"], score["rating"]).replace('"', ""))
        .collect();
    scores.sort();
    scores.dedup();
    assert_eq!(
        scores,
        ["CVSS_V2 5.8 medium", "CVSS_V3 5.6 medium", "CVSS_V3 7.5 high", "CVSS_V4 9.3 critical"]
    );
    assert!(document.to_string().contains("\"rating\":null"), "what nobody has rated has no rating");
}

/// Malware, then what is exploited, then by score; of equal scores the likelier one.
#[test]
fn what_to_do_first_comes_first() {
    let home = known("findings-order");
    let kev = r#"{"vulnerabilities": [{"cveID": "CVE-2024-9002", "dateAdded": "2024-07-01", "dueDate": "2024-07-22", "knownRansomwareCampaignUse": "Known"}]}"#;
    home.tree().file("kev.json", kev);
    home.tree().file("epss.csv", "cve,epss,percentile\nCVE-2024-9001,0.91,0.99\n");
    ends(&home, "db update --skip-advisories --kev kev.json --epss epss.csv", 0);
    let document = json(&home, "audit --offline json", 3);
    keeps_to(&document, "docs/schema/audit-1.json");
    let packages: Vec<String> = found(&document)
        .iter()
        .map(|finding| finding.split(' ').skip(1).take(2).collect::<Vec<_>>().join(" "))
        .collect();
    let mut order = packages.clone();
    order.dedup();
    assert_eq!(
        order,
        ["colourfull 1.0", "requests 2.19.1", "requests 2.31.0", "torch 2.6.0+cu118", "oldlib 1.0"]
    );
    let of = |id: &str| {
        let all = document["findings"].as_array().expect("findings");
        all.iter().find(|finding| finding["fact"]["ids"][0] == id).expect("it is found")["fact"].clone()
    };
    assert_eq!(
        of(TRUST[0])["exploited"],
        serde_json::json!({"added": "2024-07-01", "due": "2024-07-22", "ransomware": true})
    );
    assert_eq!(of(LEAK[1])["epss"], serde_json::json!({"probability": 0.91, "percentile": 0.99}));
    assert!(ends(&home, "audit --offline", 3).contains("medium 5.6, exploited"));
}

/// One release is one finding, however many environments hold it.
#[test]
fn a_release_is_judged_once_for_all_its_sites() {
    let home = known("findings-once");
    for number in 0..7 {
        home.tree().venv(&format!("more{number}/.venv"), &home.at("base"), "3.11", false);
        home.tree().dist_info(&format!("more{number}/.venv/lib/python3.11/site-packages"), "oldlib", "1.0");
    }
    let document = json(&home, "audit -p oldlib --offline json", 3);
    assert_eq!(document["findings"].as_array().map(Vec::len), Some(1));
    for key in ["sites", "environments"] {
        assert_eq!(document["findings"][0][key].as_array().map(Vec::len), Some(8), "{key}");
    }
    let table = ends(&home, "audit -p oldlib --offline", 3);
    assert!(table.contains("and 4 more") && table.lines().count() == 6, "{table}");
    ends(&home, "audit -p oldlib --offline write -o out.csv", 3);
    assert_eq!(String::from_utf8_lossy(&bytes(&home.at("out.csv"))).lines().count(), 9);
}

#[test]
fn the_same_machine_gives_the_same_bytes() {
    let home = known("findings-same");
    for form in ["display", "json", "sarif"] {
        let first = ends(&home, &format!("audit --offline {form}"), 3);
        for threads in [1, 4] {
            assert_eq!(ends(&home, &format!("--threads {threads} audit --offline {form}"), 3), first);
        }
    }
    let first = json(&home, "audit --offline json", 3)["findings"].clone();
    let mut reversed = records::all();
    reversed.reverse();
    index(&home, &reversed, 0);
    assert_eq!(json(&home, "audit --offline json", 3)["findings"], first);
}

/// Every kind but vulnerabilities can be switched off; of malware that is said, and no project's own file can do it.
#[test]
fn malware_is_switched_off_by_whoever_runs_it_only() {
    let home = super::place::known("malware-off");
    let ran = super::place::run(&home, "audit --offline --disable malicious json");
    assert_eq!(ran.code, Some(3), "vulnerabilities stay: {}", ran.stderr);
    assert!(!ran.stdout.contains("\"malicious\""), "{}", ran.stdout);
    assert!(ran.stderr.contains("malware is switched off (--disable malicious)"), "{}", ran.stderr);
    home.tree().file("fetter.toml", "[audit]\ndisable = [\"malicious\"]\n");
    let ran = super::place::run(&home, "audit --offline");
    assert_eq!(ran.code, Some(1), "{}", ran.stdout);
    assert!(
        ran.stderr.contains("audit.disable of malicious is not taken from a file in the working directory"),
        "{}",
        ran.stderr
    );
}
