//! Where advisories come from: the local index, or the service.

use super::place::{DAY, NOWHERE, ends, found, index, json, keeps_to, known, machine, run, service};
use super::records;

#[test]
fn a_fresh_index_is_enough_and_the_network_is_left_alone() {
    let home = known("sources-fresh");
    let osv = service();
    for line in
        ["audit", "audit --source auto", "audit --source local", "audit --offline", "lookup-name requests"]
    {
        let ran = run(&home, &format!("{line} --api {} exit", osv.base()));
        assert_eq!(ran.code, Some(3), "{line}: {}", ran.stderr);
    }
    assert!(osv.requests().is_empty(), "{:?}", osv.requests());
}

#[test]
fn without_an_index_the_service_is_asked() {
    let home = machine("sources-api");
    let osv = service();
    let ran = run(&home, &format!("audit --api {} json", osv.base()));
    assert_eq!(ran.code, Some(3), "{}", ran.stderr);
    assert!(
        ran.stderr.contains(&format!("fetter: asking {} about 7 releases", osv.base())),
        "{}",
        ran.stderr
    );
    let document: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    keeps_to(&document, "docs/schema/audit-1.json");
    assert_eq!(
        (&document["source"]["kind"], &document["source"]["from"]),
        (&"api".into(), &osv.base().into())
    );
    assert!(!home.at("db").exists(), "what a service said is not kept");
    home.tree().file(".config/fetter/fetter.toml", format!("[audit]\napi = {:?}\n", osv.base()));
    ends(&home, "audit exit", 3);
}

#[test]
fn the_service_and_the_index_find_the_same() {
    let home = known("sources-same");
    let osv = service();
    for page in [0, 1] {
        osv.page_size(page);
        for line in [
            "audit json",
            "audit json --retain-passing",
            "lookup-name requests json",
            "lookup-name torch==2.6.0+cu118 json",
            "lookup-name oldlib==1.0 json",
            "lookup-name colourfull json",
        ] {
            let local = json(&home, &format!("{line} --source local"), 3);
            let api = json(&home, &format!("{line} --source api --api {}", osv.base()), 3);
            for key in ["findings", "passing", "unchecked", "releases", "suppressed"] {
                assert_eq!(api[key], local[key], "{line}: {key}");
            }
        }
    }
}

#[test]
fn offline_without_an_index_is_4_and_says_what_to_do() {
    let home = machine("sources-offline");
    let osv = service();
    for option in ["--offline", "--source local", "--offline --source auto"] {
        let ran = run(&home, &format!("audit {option} --api {}", osv.base()));
        assert_eq!(ran.code, Some(4), "{option}: {}", ran.stderr);
        assert!(
            ran.stderr.contains("`fetter db update` makes one") && ran.stderr.contains("--from"),
            "{}",
            ran.stderr
        );
    }
    assert!(osv.requests().is_empty());
    assert_eq!(run(&home, "audit --offline --source api").code, Some(2));
    home.tree().file("fetter.toml", "[audit]\noffline = true\n");
    assert_eq!(run(&home, &format!("audit --api {}", osv.base())).code, Some(4));
    assert!(osv.requests().is_empty());
}

#[test]
fn where_the_index_is_stale_the_service_is_asked() {
    let home = machine("sources-stale");
    index(&home, &[], 8 * DAY);
    let osv = service();
    let document = json(&home, &format!("audit json --api {}", osv.base()), 3);
    assert_eq!(document["source"]["kind"], "api");
    assert_eq!(document["unchecked"], serde_json::json!([]));
    assert!(!osv.requests().is_empty());
    // As old as it may be, it is enough.
    index(&home, &records::all(), 8 * DAY);
    let document = json(&home, &format!("audit json --max-age 9 --api {NOWHERE}"), 3);
    assert_eq!(
        (&document["source"]["kind"], &document["unchecked"]),
        (&"local".into(), &serde_json::json!([]))
    );
}

/// What the old index knows is shown, and that it is old, and that nobody else could be asked.
#[test]
fn a_stale_index_is_used_where_nothing_else_is_and_that_is_said() {
    let home = machine("sources-down");
    index(&home, &records::all(), 8 * DAY);
    let ran = run(&home, &format!("audit --timeout 2 --api {NOWHERE}"));
    assert_eq!(ran.code, Some(3), "{}", ran.stderr);
    for said in ["[index-stale]", "older than 7 days", "[source-unavailable]", NOWHERE, "`fetter db update`"]
    {
        assert!(ran.stderr.contains(said), "{said}: {}", ran.stderr);
    }
    let ran = run(&home, &format!("audit --timeout 2 --api {NOWHERE} -p zope* json"));
    assert_eq!(ran.code, Some(4), "nothing known is not clean: {}", ran.stderr);
    let document: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let codes: Vec<&str> = document["unchecked"]
        .as_array()
        .expect("unchecked")
        .iter()
        .filter_map(|entry| entry["code"].as_str())
        .collect();
    assert_eq!(codes, ["source-unavailable", "index-stale"]);
    for option in ["--offline", "--source local"] {
        assert_eq!(run(&home, &format!("audit {option} -p zope*")).code, Some(4), "{option}");
        assert_eq!(run(&home, &format!("audit {option}")).code, Some(3), "{option}");
    }
    // A clock that was wrong is no freshness either.
    home.tree().file("db/advisories-1.index", "");
    super::place::index_of_tomorrow(&home);
    assert_eq!(run(&home, "audit --offline -p zope*").code, Some(4));
}

#[test]
fn a_damaged_index_is_said_where_the_service_stands_in() {
    let home = machine("sources-damaged");
    home.tree().file("db/advisories-1.index", "x".repeat(1000));
    let osv = service();
    let ran = run(&home, &format!("audit --api {} json", osv.base()));
    assert_eq!(ran.code, Some(3), "{}", ran.stderr);
    assert!(ran.stderr.contains("is no advisory index"), "{}", ran.stderr);
    assert_eq!(found(&serde_json::from_str(&ran.stdout).expect("JSON")).len(), 7);
    let ran = run(&home, &format!("audit --timeout 2 --api {NOWHERE}"));
    assert_eq!(ran.code, Some(4), "{}", ran.stderr);
    assert!(ran.stderr.contains("is no advisory index") && ran.stderr.contains(NOWHERE), "{}", ran.stderr);
}

/// A file that came with a project does not say whom to ask.
#[test]
fn a_project_names_no_source() {
    let home = known("sources-project");
    let osv = service();
    for (table, key) in [
        ("audit", "api"),
        ("database", "directory"),
        ("database", "from"),
        ("database", "kev"),
        ("database", "popular"),
    ] {
        home.tree().file("fetter.toml", format!("[{table}]\n{key} = {:?}\n", osv.base()));
        for line in ["audit", "lookup-name requests", "db update"] {
            let ran = run(&home, line);
            assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""), "{key}: {}", ran.stderr);
            let said = format!("{table}.{key} is not taken from a file in the working directory");
            assert!(ran.stderr.contains(&said), "{}", ran.stderr);
        }
        assert_eq!(
            run(&home, "--config fetter.toml db status").code,
            Some(0),
            "{key}: who names the file takes it"
        );
    }
    assert!(osv.requests().is_empty());
}
