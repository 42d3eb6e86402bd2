//! Packages that are not from an index, and packages of conda.

use serde_json::Value;

use super::place::{ONE, TWO, bare, ends, found, index, json, keeps_to, run, service};
use super::records;

/// A machine with what was installed from elsewhere; nothing is known of `forked` and `mine`.
fn machine(name: &str) -> fetter_testkit::Scratch {
    let home = bare(name);
    let tree = home.tree();
    for (site, package, version, origin) in [
        (
            ONE,
            "requests",
            "2.31.0",
            r#"{"url": "https://h.example/requests-2.31.0.whl", "archive_info": {}}"#,
        ),
        (
            TWO,
            "requests",
            "2.32.3",
            r#"{"url": "https://git.example/fork/requests", "vcs_info": {"vcs": "git", "commit_id": "1234567"}}"#,
        ),
        (
            ONE,
            "forked",
            "1.0",
            r#"{"url": "https://user:hunter2@git.example/forked", "vcs_info": {"vcs": "git", "commit_id": "1234567"}}"#,
        ),
        (ONE, "mine", "1.0", r#"{"url": "file:///src/mine", "dir_info": {"editable": true}}"#),
    ] {
        let directory = tree.dist_info(site, package, version);
        std::fs::write(directory.join("direct_url.json"), origin).expect("it can be written");
    }
    index(&home, &records::all(), 0);
    home
}

/// Finds the finding of that code about a release.
fn finding<'document>(document: &'document Value, code: &str, name: &str) -> &'document Value {
    let all = document["findings"].as_array().expect("findings");
    let release = |finding: &Value| format!("{} {}", finding["name"], finding["installed"]).replace('"', "");
    let found = all.iter().find(|finding| finding["code"] == code && release(finding) == name);
    found.unwrap_or_else(|| panic!("no {code} of {name} in {:?}", super::place::found(document)))
}

#[test]
fn origins_are_named_as_such() {
    let home = machine("origins");
    let document = json(&home, "audit --offline --confidence low json", 3);
    keeps_to(&document, "docs/schema/audit-1.json");
    let trust = finding(&document, "vulnerable", "requests 2.31.0");
    assert_eq!(trust["notes"][0]["kind"], "other-origin");
    assert!(
        trust["notes"][0]["text"].as_str().expect("text").contains("https://h.example/requests-2.31.0.whl")
    );
    assert_eq!(trust["confidence"], "medium", "an advisory on a name may not concern a fork");
    let of = |code: &str, name: &str, kind: &str, editable: bool| {
        let origin = finding(&document, code, name);
        assert_eq!(
            (&origin["origin"]["kind"], &origin["origin"]["editable"]),
            (&kind.into(), &editable.into())
        );
        origin["confidence"].as_str().expect("a word").to_owned()
    };
    assert_eq!(of("untrusted-origin", "requests 2.32.3", "vcs", false), "medium");
    assert_eq!(of("direct-url-only", "forked 1.0", "vcs", false), "medium");
    assert_eq!(of("direct-url-only", "mine 1.0", "directory", true), "low");
    assert!(!document.to_string().contains("hunter2"));
    let table = ends(&home, "audit --offline", 3);
    assert!(
        table.contains("forked-1.0") && !table.contains("mine-1.0") && !table.contains("hunter2"),
        "{table}"
    );
}

#[test]
fn origins_may_be_trusted_and_kinds_switched_off() {
    let home = machine("origins-trusted");
    let codes = |options: &str| {
        let ran = run(&home, &format!("audit --offline json {options}"));
        let mut all = found(&serde_json::from_str(&ran.stdout).expect("JSON"));
        all.retain(|finding| !finding.starts_with("vulnerable"));
        all
    };
    assert_eq!(codes("").len(), 3);
    assert_eq!(codes("--trusted-origin https://git.example"), ["untrusted-origin requests 2.31.0 -"]);
    assert_eq!(codes("--trusted-origin https://git.example --trusted-origin https://h.example/").len(), 0);
    assert_eq!(
        codes("--trusted-origin https://git.example/fork"),
        ["untrusted-origin requests 2.31.0 -", "direct-url-only forked 1.0 -"]
    );
    assert_eq!(codes("--disable untrusted-origin"), ["direct-url-only forked 1.0 -"]);
    assert_eq!(codes("--disable untrusted-origin,direct-url-only").len(), 0);
    assert_eq!(codes("--disable untrusted-origin --disable direct-url-only").len(), 0);
    assert_eq!(codes("--confidence high").len(), 0);
    home.tree().file(
        "fetter.toml",
        "[audit]\ntrusted-origin = [\"https://git.example\"]\ndisable = [\"untrusted-origin\"]\n",
    );
    assert_eq!(codes("").len(), 0);
    for code in ["vulnerable", "nonsense"] {
        let ran = run(&home, &format!("audit --offline --disable {code}"));
        assert_eq!(ran.code, Some(2), "{code} cannot be switched off: {}", ran.stderr);
        home.tree().file("fetter.toml", format!("[audit]\ndisable = [{code:?}]\n"));
        let ran = run(&home, "audit --offline");
        assert_eq!(ran.code, Some(1), "{code} cannot be switched off: {}", ran.stderr);
        std::fs::remove_file(home.at("fetter.toml")).expect("it is there");
    }
}

/// The service is asked whether anything is known of a name, so that it says the same as a local index.
#[test]
fn the_service_and_the_index_say_the_same_of_origins() {
    let home = machine("origins-service");
    let osv = service();
    let local = json(&home, "audit --offline --confidence low json", 3);
    let api = json(&home, &format!("audit --source api --api {} --confidence low json", osv.base()), 3);
    assert_eq!(found(&api), found(&local));
}

#[test]
fn packages_of_conda_are_left_out_and_that_is_said() {
    let home = bare("conda");
    let tree = home.tree();
    tree.installation("conda", "3.11");
    tree.file("conda/conda-meta/history", "");
    let record = |name: &str| {
        format!(
            r#"{{"name": "{name}", "version": "1.0", "build": "0", "build_number": 0, "channel": "c", "depends": [], "files": []}}"#
        )
    };
    tree.file("conda/conda-meta/openssl-1.0-0.json", record("openssl"));
    tree.file("conda/conda-meta/colourfull-1.0-0.json", record("colourfull"));
    tree.dist_info("conda/lib/python3.11/site-packages", "oldlib", "1.0");
    index(&home, &records::all(), 0);
    let ran = run(&home, "audit --offline json");
    assert_eq!(ran.code, Some(3), "{}", ran.stderr);
    assert_eq!(
        found(&serde_json::from_str(&ran.stdout).expect("JSON")),
        ["vulnerable oldlib 1.0 PYSEC-2010-9004"]
    );
    assert!(
        ran.stderr.contains("2 packages of conda left out, which are no Python distributions"),
        "{}",
        ran.stderr
    );
}
