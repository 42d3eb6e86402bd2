//! Exit codes in every form of the output, and SARIF as code hosting sites read it.

use serde_json::Value;

use super::dump::bytes;
use super::place::{ends, json, keeps_to, known, machine, run};
use super::records::{LEAK, MALWARE};

const FORMS: [&str; 5] = ["display", "write -o out.csv", "json", "sarif", "exit"];

#[test]
fn exit_codes_are_those_of_the_outcome_in_every_form() {
    let bad = known("forms-bad");
    let unknown = machine("forms-unknown");
    for form in FORMS {
        for (home, what, code) in [(&bad, "*", 3), (&bad, "zope*", 0), (&unknown, "*", 4)] {
            let ran = run(home, &format!("audit --offline -p {what} {form}"));
            assert_eq!(ran.code, Some(code), "{form} {what}: {}", ran.stderr);
            let is_shown = !form.starts_with("write") && form != "exit";
            assert_eq!(!ran.stdout.is_empty(), is_shown, "{form}: {}", ran.stdout);
        }
        let ran = run(&bad, &format!("audit --offline {form} --code 5"));
        assert_eq!(ran.code, Some(5), "{form}: {}", ran.stderr);
        let ran = run(&bad, &format!("audit --offline -p zope* {form} --code 5"));
        assert_eq!(ran.code, Some(0), "{form}: {}", ran.stderr);
        let ran = run(&unknown, &format!("audit --offline {form} --code 5"));
        assert_eq!(ran.code, Some(4), "{form}: {}", ran.stderr);
    }
    assert_eq!(run(&bad, "audit --offline exit --code 0").code, Some(0), "who asks for 0 gets it");
}

#[test]
fn what_could_not_be_checked_is_in_every_form() {
    let home = machine("forms-unchecked");
    let ran = run(&home, "audit --offline");
    assert!(
        ran.stderr.contains("could not check: no advisories were looked up: there is no advisory index at")
    );
    assert!(
        ran.stderr.contains("`fetter db update` makes one; with --from a copy where there is no network")
    );
    assert!(ran.stderr.contains("6 releases not held against any advisories"), "{}", ran.stderr);
    let document = json(&home, "audit --offline json", 4);
    keeps_to(&document, "docs/schema/audit-1.json");
    assert_eq!(
        (&document["source"], &document["unchecked"][0]["code"]),
        (&Value::Null, &"source-unavailable".into())
    );
    let sarif = json(&home, "audit --offline sarif", 4);
    let invocation = &sarif["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    assert!(invocation.to_string().contains("`fetter db update`"));
    assert_eq!(run(&home, "-q audit --offline").stderr, "", "quiet is quiet");
    let passing = json(&home, "audit --offline --retain-passing json", 4);
    assert_eq!(passing["passing"], serde_json::json!([]), "nothing was looked up, and nothing passes");
}

/// A row for each finding and site.
#[test]
fn delimited_text_leaves_nothing_out() {
    let home = known("forms-write");
    ends(&home, "audit --offline write -o out.csv -d ,", 3);
    let text =
        String::from_utf8_lossy(&bytes(&home.at("out.csv"))).replace(&home.path().display().to_string(), "~");
    insta::assert_snapshot!(text);
    ends(&home, "audit --offline write -o out.tsv -d \\t", 3);
    assert!(String::from_utf8_lossy(&bytes(&home.at("out.tsv"))).starts_with("Package\tCode\tSeverity\t"));
}

/// What code hosting sites demand of a document: without one of these they refuse it, or show nothing.
pub(super) fn has_what_sites_demand(document: &Value) {
    keeps_to(document, "testdata/schemas/sarif-2.1.0.schema.json");
    assert_eq!(document["version"], "2.1.0");
    let run = &document["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    assert_eq!(run["tool"]["driver"]["name"], "fetter");
    for rule in rules {
        assert!(!rule["id"].as_str().expect("an id").is_empty());
        for text in ["shortDescription", "help"] {
            assert!(!rule[text]["text"].as_str().expect("a text").is_empty(), "{rule}");
        }
        if let Some(severity) = rule["properties"].get("security-severity") {
            let severity: f64 = severity.as_str().expect("text").parse().expect("a number");
            assert!(severity > 0.0 && severity <= 10.0, "{rule}");
        }
    }
    for result in run["results"].as_array().expect("results") {
        let at = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("it is small");
        assert_eq!(rules[at]["id"], result["ruleId"]);
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().expect("a level")));
        assert!(!result["message"]["text"].as_str().expect("a text").is_empty());
        assert!(result["partialFingerprints"].as_object().is_some_and(|all| !all.is_empty()));
        let locations = result["locations"].as_array().expect("locations");
        assert!(!locations.is_empty(), "a result that is nowhere is refused: {result}");
        for location in locations {
            let physical = &location["physicalLocation"];
            assert!(!physical["artifactLocation"]["uri"].as_str().expect("a URI").is_empty(), "{result}");
            assert!(physical["region"]["startLine"].as_u64().is_some_and(|line| line > 0), "{result}");
        }
    }
}

#[test]
fn sarif_is_as_code_hosting_sites_read_it() {
    let home = known("forms-sarif");
    let document = json(&home, "audit --offline sarif", 3);
    has_what_sites_demand(&document);
    let run = &document["runs"][0];
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
    let rule = |id: &str| {
        let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
        rules.iter().find(|rule| rule["id"] == id).unwrap_or_else(|| panic!("{id} is a rule")).clone()
    };
    assert_eq!(rule(MALWARE)["properties"]["security-severity"], "10.0");
    assert_eq!(rule(LEAK[1])["properties"]["security-severity"], "7.5");
    assert_eq!(
        rule(LEAK[1])["properties"]["tags"],
        serde_json::json!(["security", "vulnerability", "external/cwe/cwe-522"])
    );
    let prints: std::collections::BTreeSet<String> = run["results"]
        .as_array()
        .expect("results")
        .iter()
        .map(|result| result["partialFingerprints"].to_string())
        .collect();
    assert_eq!(prints.len(), 7, "each result is told from the others");
    home.tree().file(
        "fetter.toml",
        "[[audit.ignore]]\nid = \"CVE-1999-1\"\nreason = \"x\"\nuntil = 2999-01-01\n\
         [[audit.ignore]]\nid = \"CVE-1999-2\"\nreason = \"x\"\nuntil = 2999-01-01\n",
    );
    let document = json(&home, "audit --offline sarif", 3);
    has_what_sites_demand(&document);
    let results = document["runs"][0]["results"].as_array().expect("results");
    let prints: std::collections::BTreeSet<String> =
        results.iter().map(|result| result["partialFingerprints"].to_string()).collect();
    assert_eq!((results.len(), prints.len()), (9, 9));
}
