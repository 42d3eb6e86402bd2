//! What was found on many machines, as a SARIF log.

use fetter_core::report::json::{FleetFinding, write_fleet_sarif};
use serde_json::Value;

use crate::schemas::sarif_errors;

fn log(findings: &[FleetFinding], unchecked: &[String]) -> Value {
    let mut bytes = Vec::new();
    write_fleet_sarif(findings, unchecked, &mut bytes).expect("it is written");
    let log = serde_json::from_slice(&bytes).expect("JSON");
    assert_eq!(sarif_errors(&log), Vec::<String>::new());
    log
}

fn finding(kind: &str, called: &str, mode: &str, package: &str) -> FleetFinding {
    FleetFinding {
        kind: kind.to_owned(),
        severity: "high".to_owned(),
        package: package.to_owned(),
        version: "1.0".to_owned(),
        summary: "[link](http://h.example) {0}".to_owned(),
        called: called.to_owned(),
        aliases: vec!["CVE-1".to_owned()],
        fixed: vec!["1.1".to_owned()],
        mode: mode.to_owned(),
        machines: "3 machines".to_owned(),
        identity: format!("{kind}:{called}"),
    }
}

#[test]
fn each_advisory_and_each_rule_is_a_rule_and_what_was_not_checked_is_said() {
    let findings = [
        finding("vulnerability", "PYSEC-1", "", "requests"),
        finding("vulnerability", "PYSEC-1", "", "conda/requests"),
        finding("policy", "no-six", "warn", "six"),
        finding("lookalike", "", "", ""),
    ];
    let whole = log(&findings, &[]);
    let run = &whole["runs"][0];
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
    let rules: Vec<&str> = run["tool"]["driver"]["rules"]
        .as_array()
        .expect("rules")
        .iter()
        .filter_map(|rule| rule["id"].as_str())
        .collect();
    assert_eq!(rules, ["lookalike", "policy/no-six", "vulnerability/PYSEC-1"]);
    let results = run["results"].as_array().expect("results");
    let column = |pointer: &str| -> Vec<String> {
        let value = |result: &Value| result.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
        results.iter().map(|result| value(result).unwrap_or_default()).collect()
    };
    assert_eq!(column("/level"), ["error", "error", "warning", "error"]);
    let uris = column("/locations/0/physicalLocation/artifactLocation/uri");
    assert_eq!(uris, ["pkg:pypi/requests@1.0", "pkg:conda/requests@1.0", "pkg:pypi/six@1.0", ""]);
    assert!(
        column("/message/text")[0].contains("\\[link\\]"),
        "it is no link: {}",
        column("/message/text")[0]
    );
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("a number")).expect("small");
        assert_eq!(result["ruleId"], rules[index]);
    }
    let part = log(&[], &["2 sites are still to be judged".to_owned()]);
    assert_eq!(part["runs"][0]["invocations"][0]["executionSuccessful"], false);
}
