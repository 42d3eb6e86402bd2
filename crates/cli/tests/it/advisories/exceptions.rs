//! What was decided to be borne: `[[audit.ignore]]` of `fetter.toml`.

use fetter_testkit::Scratch;
use serde_json::Value;

use super::place::{day, ends, found, json, keeps_to, known, machine, run};
use super::records::{LEAK, MALWARE, TRUST};

fn ignore(home: &Scratch, lines: &str) {
    home.tree().file("fetter.toml", format!("[[audit.ignore]]\n{lines}\n"));
}

fn borne(document: &Value) -> Vec<String> {
    let findings = document["suppressed"].as_array().expect("suppressed");
    let all: Vec<Value> = findings.iter().map(|borne| borne["finding"].clone()).collect();
    found(&serde_json::json!({ "findings": all }))
}

/// Any of the names of a fact will do.
#[test]
fn every_alias_names_the_fact() {
    let home = known("ignore-alias");
    for id in [LEAK[0], LEAK[1], LEAK[2], &LEAK[2].to_lowercase()] {
        ignore(&home, &format!("id = {id:?}\nreason = \"behind a proxy\"\nuntil = 2999-12-31"));
        let document = json(&home, "audit --offline json", 3);
        keeps_to(&document, "docs/schema/audit-1.json");
        assert_eq!(borne(&document), [format!("vulnerable requests 2.19.1 {}", LEAK[1])], "{id}");
        assert_eq!(found(&document).len(), 6, "{id}");
        let by = &document["suppressed"][0];
        assert_eq!(
            (&by["by"], &by["reason"], &by["until"]),
            (&"exception".into(), &"behind a proxy".into(), &"2999-12-31".into())
        );
    }
    let ran = run(&home, "audit --offline");
    assert!(
        !ran.stdout.contains(LEAK[1]) && ran.stderr.contains("6 findings, 1 borne by decisions"),
        "{}",
        ran.stderr
    );
    let sarif = json(&home, "audit --offline sarif", 3);
    super::forms::has_what_sites_demand(&sarif);
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    let suppressed: Vec<_> = results.iter().filter(|result| result.get("suppressions").is_some()).collect();
    assert_eq!((results.len(), suppressed.len()), (7, 1));
    assert_eq!(suppressed[0]["suppressions"][0]["justification"], "behind a proxy (until 2999-12-31)");
}

#[test]
fn a_package_and_a_scope_narrow_it() {
    let home = known("ignore-scope");
    let trust = |line: &str| {
        ignore(&home, &format!("id = {:?}\nreason = \"x\"\nuntil = \"2999-12-31\"\n{line}", TRUST[1]));
        borne(&json(&home, "audit --offline json", 3))
    };
    let (old, new) = (
        format!("vulnerable requests 2.19.1 {}", TRUST[0]),
        format!("vulnerable requests 2.31.0 {}", TRUST[0]),
    );
    assert_eq!(trust(""), [old.clone(), new.clone()]);
    assert_eq!(trust("package = \"Requests\""), [old.clone(), new.clone()]);
    assert_eq!(trust("package = \"torch\""), Vec::<String>::new());
    assert_eq!(trust("scope = \"one\""), [new]);
    assert_eq!(trust(&format!("scope = {:?}", home.at("two").display().to_string())), [old]);
    assert_eq!(trust("scope = \"on\""), Vec::<String>::new(), "a scope ends where a name ends");
    // One release in two places, of which one is borne.
    home.tree().dist_info(super::place::TWO, "oldlib", "1.0");
    ignore(&home, "id = \"PYSEC-2010-9004\"\nreason = \"x\"\nuntil = 2999-12-31\nscope = \"one\"");
    let document = json(&home, "audit --offline -p oldlib json", 3);
    let sites = |finding: &Value| finding["sites"].to_string();
    assert!(
        sites(&document["findings"][0]).contains("two/.venv")
            && !sites(&document["findings"][0]).contains("one/.venv")
    );
    assert!(sites(&document["suppressed"][0]["finding"]).contains("one/.venv"));
}

#[test]
fn all_that_is_found_may_be_borne() {
    let home = known("ignore-all");
    let lines = format!("id = {MALWARE:?}\nreason = \"ours\"\nuntil = {}", day(0));
    ignore(&home, &lines);
    assert_eq!(run(&home, "audit --offline -p colourfull").code, Some(3), "malware needs its package named");
    ignore(&home, &format!("{lines}\npackage = \"colourfull\""));
    let ran = run(&home, "audit --offline -p colourfull");
    assert_eq!(ran.code, Some(0), "until today holds today: {}", ran.stderr);
    assert!(ran.stderr.contains("0 findings, 1 borne by decisions"), "{}", ran.stderr);
}

#[test]
fn one_that_is_over_is_a_finding_and_hides_nothing() {
    let home = known("ignore-over");
    let yesterday = day(-1);
    for until in [yesterday.clone(), format!("{yesterday:?}")] {
        ignore(
            &home,
            &format!("id = {:?}\npackage = \"requests\"\nreason = \"soon\"\nuntil = {until}", LEAK[1]),
        );
        let document = json(&home, "audit --offline json", 3);
        keeps_to(&document, "docs/schema/audit-1.json");
        let all = found(&document);
        assert!(all.contains(&format!("vulnerable requests 2.19.1 {}", LEAK[1])), "{all:?}");
        assert_eq!(all.last().map(String::as_str), Some("exception-expired requests - -"));
        assert_eq!(borne(&document), Vec::<String>::new());
        let last = document["findings"].as_array().and_then(|all| all.last()).expect("it");
        assert_eq!(
            last["exception"],
            serde_json::json!({"id": LEAK[1], "reason": "soon", "until": yesterday})
        );
    }
    let table = ends(&home, "audit --offline", 3);
    assert!(table.contains(&format!("the exception for {} (soon) ended on {yesterday}", LEAK[1])), "{table}");
    assert!(!ends(&home, "audit --offline --disable exception-expired", 3).contains("ended on"));
}

#[test]
fn one_that_is_for_nothing_is_a_finding() {
    let home = known("ignore-unused");
    ignore(&home, "id = \"CVE-1999-0001\"\nreason = \"x\"\nuntil = 2999-12-31");
    let all = found(&json(&home, "audit --offline json", 3));
    assert_eq!(all.last().map(String::as_str), Some("exception-unused  - -"));
    // Of what was not looked at nobody knows.
    ends(&home, "audit --offline -p zope*", 0);
    ends(&home, "lookup-name zope.interface --offline", 0);
    assert!(!ends(&home, "audit --offline --disable exception-unused", 3).contains("CVE-1999-0001"));
}

/// Where nothing could be looked up, nothing can be said of exceptions: that would turn a 4 into a 3.
#[test]
fn without_advisories_none_is_unused() {
    let home = machine("ignore-unknown");
    ignore(&home, &format!("id = {:?}\nreason = \"x\"\nuntil = 2999-12-31", LEAK[0]));
    let document = json(&home, "audit --offline json", 4);
    assert_eq!(found(&document), Vec::<String>::new());
}

#[test]
fn one_that_does_not_say_all_is_an_error() {
    let home = known("ignore-wrong");
    for (lines, said) in [
        ("id = \"CVE-1\"\nuntil = 2999-12-31", "reason"),
        ("id = \"CVE-1\"\nreason = \" \"\nuntil = 2999-12-31", "the exception for CVE-1 needs a reason"),
        ("id = \"CVE-1\"\nreason = \"x\"", "until"),
        ("id = \"CVE-1\"\nreason = \"x\"\nuntil = \"soon\"", "expected a day as YYYY-MM-DD"),
        ("id = \"CVE-1\"\nreason = \"x\"\nuntil = 2999-12-31T00:00:00Z", "expected a day as YYYY-MM-DD"),
        ("id = \"\"\nreason = \"x\"\nuntil = 2999-12-31", "needs the id"),
        ("id = \"lookalike\"\nreason = \"x\"\nuntil = 2999-12-31", "needs a package"),
        ("id = \"CVE-1\"\nreason = \"x\"\nuntil = 2999-12-31\nnote = \"y\"", "note"),
    ] {
        ignore(&home, lines);
        let ran = run(&home, "audit --offline");
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""), "{lines}: {}", ran.stderr);
        assert!(ran.stderr.contains(said), "{lines}: {}", ran.stderr);
    }
}
