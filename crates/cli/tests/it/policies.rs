//! Policies from end to end: `check`, `check explain`, and `policy init`, `check` and `test`.

use std::net::TcpListener;

use fetter_testkit::Scratch;
use serde_json::Value;

use crate::advisories::audited;
use crate::support::{fetter, home, narrow, run};

const POLICY: &str = r#"schema = "policy-1"
name = "laptops"
version = "7"
[scopes.two]
path = "/**/two"
[[allow]]
id = "approved"
bounds = "allowed.txt"
requirements = "requests<2.30"
[[deny]]
id = "no-oldlib"
mode = "enforce"
packages = "oldlib"
[[exception]]
rule = "no-oldlib"
package = "oldlib"
scope = "two"
reason = "until it is gone"
owner = "ops"
until = 2099-12-31
"#;

/// A machine with malware on it, with advisories and a policy.
fn machine(name: &str) -> Scratch {
    let home = audited(name);
    home.tree().file("etc/policy.toml", POLICY);
    home.tree().file("etc/allowed.txt", "zope.*\noldlib\ntorch # origin: any\n");
    home
}

fn check(home: &Scratch, line: &str) -> fetter_testkit::Ran {
    run(home, format!("--path . --only-path check --policy etc/policy.toml {line}").trim_end())
}

#[test]
fn what_rules_are_against_is_shown_and_ends_with_3() {
    let home = machine("policy-table");
    let ran = check(&home, "");
    assert_eq!(ran.code, Some(3), "{}", ran.stderr);
    insta::assert_snapshot!(narrow(&home, &ran.stdout));
    assert!(ran.stderr.contains("fetter: by the policy laptops 7: 2 refused, 1 warned, "), "{}", ran.stderr);
    assert_eq!(check(&home, "exit --code 0").code, Some(0));
    assert_eq!(check(&home, "write -o out.csv").code, Some(3));
    let written = std::fs::read_to_string(home.at("out.csv")).expect("written");
    assert!(
        written.starts_with("Package,Decision,Rule,Where,Reason,Place\n") && written.contains(",allowed,"),
        "{written}"
    );
}

#[test]
fn json_and_sarif_keep_to_their_schemas() {
    let home = machine("policy-json");
    let json = check(&home, "json").stdout;
    let document: Value = serde_json::from_str(&json).expect("JSON");
    let file = fetter_testkit::gate::repository().join("docs/schema/check-1.json");
    let schema: Value = serde_json::from_slice(&std::fs::read(file).expect("it is published")).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let errors: Vec<String> = validator.iter_errors(&document).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let two = run(&home, "-e two/.venv check --policy etc/policy.toml json").stdout;
    insta::assert_snapshot!(two.replace(&home.path().display().to_string(), "~"));
    let sarif: Value = serde_json::from_str(&check(&home, "sarif").stdout).expect("JSON");
    let results = sarif["runs"][0]["results"].as_array().expect("a list");
    let told: Vec<(&str, &str)> = results
        .iter()
        .map(|result| {
            (result["ruleId"].as_str().unwrap_or_default(), result["level"].as_str().unwrap_or_default())
        })
        .collect();
    assert!(told.contains(&("malicious", "error")) && told.contains(&("denied", "error")), "{told:?}");
    assert!(told.contains(&("not-allowed", "warning")), "{told:?}");
    let prints: Vec<&str> =
        results.iter().filter_map(|result| result["partialFingerprints"]["package/v1"].as_str()).collect();
    let different: std::collections::BTreeSet<&str> = prints.iter().copied().collect();
    assert_eq!((prints.len(), different.len()), (results.len(), results.len()), "one for each: {prints:?}");
}

#[test]
fn explain_says_which_rule_decided_and_why() {
    let home = machine("policy-explain");
    let ran = check(&home, "explain REQUESTS*");
    assert_eq!(ran.code, Some(3), "{}", ran.stderr);
    insta::assert_snapshot!(ran.stdout.replace(&home.path().display().to_string(), "~"));
    let ran = check(&home, "explain zope.interface-6.1");
    assert_eq!((ran.code, ran.stdout.contains("allowed")), (Some(0), true), "{}", ran.stdout);
    let ran = check(&home, "explain nothing");
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(4), ""), "what is not there is not allowed either");
    assert!(ran.stderr.contains("NAME==VERSION"), "{}", ran.stderr);
    for (release, code, part) in [
        ("requests==2.29", 0, "requests-2.29 in"),
        ("requests==2.31", 3, "warned by the rule approved"),
        ("oldlib==99", 3, "refused by the rule no-oldlib"),
        ("nothing==1.0", 3, "no bound asks for it"),
    ] {
        let ran = run(&home, &format!("-e one/.venv check --policy etc/policy.toml explain {release}"));
        assert_eq!(ran.code, Some(code), "{release}: {}{}", ran.stdout, ran.stderr);
        assert!(ran.stdout.contains(part), "{release}: {}", ran.stdout);
    }
    let everywhere = check(&home, "explain requests==2.29").stdout;
    assert!(everywhere.matches("requests-2.29 in ").count() > 1, "in each environment: {everywhere}");
}

#[test]
fn mistakes_are_told_with_their_places_and_end_with_1() {
    let home = home("policy-wrong");
    home.tree().file(
        "p.toml",
        "schema = \"policy-1\"\nmod = \"warn\"\n[[allow]]\nbounds = \"missing.txt\"\n[[age]]\n",
    );
    for line in ["check --policy p.toml", "policy check p.toml"] {
        let ran = run(&home, line);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""), "{line}");
        assert!(
            ran.stderr.contains("p.toml:2:1: there is no key \"mod\" in the file: did you mean \"mode\"?"),
            "{}",
            ran.stderr
        );
        assert!(ran.stderr.contains("p.toml:5:1: [[age]] needs a number of days"), "{}", ran.stderr);
    }
    home.tree().file("p.toml", "schema = \"policy-1\"\n[[allow]]\nbounds = \"missing.txt\"\n");
    let ran = run(&home, "policy check p.toml");
    assert!(
        ran.code == Some(1) && ran.stderr.contains("p.toml:3:10: the bound could not be read"),
        "{}",
        ran.stderr
    );
    home.tree().file("p.toml", "schema = \"policy-1\"\n[[allow]]\nbounds = \"http://127.0.0.1:9/x.txt\"\n");
    let ran = run(&home, "policy check --local p.toml");
    assert!(ran.code == Some(1) && ran.stderr.contains("is not of this machine"), "{}", ran.stderr);
    // Nor does a line of a file lead out of this machine.
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.set_nonblocking(true).expect("it does not wait");
    let address = listener.local_addr().expect("an address");
    home.tree().file("list.txt", format!("six\n-r http://{address}/more.txt\n"));
    home.tree().file("p.toml", "schema = \"policy-1\"\n[[allow]]\nbounds = \"list.txt\"\n");
    let ran = run(&home, "policy check --local p.toml");
    let said = ran.stderr.contains("only files of this machine are read here");
    assert!(ran.code == Some(1) && said, "{:?} {}", ran.code, ran.stderr);
    assert!(listener.accept().is_err(), "nobody was asked");
    home.tree().file("p.toml", b"schema = \"policy-1\"\nname = \"\xff\"\n");
    let ran = run(&home, "policy check p.toml");
    assert!(ran.stderr.contains("p.toml:2:9: the file is not UTF-8 from here on"), "{}", ran.stderr);
    assert_eq!(run(&home, "policy check missing.toml").code, Some(1));
}

#[test]
fn a_first_policy_allows_what_is_there_and_nothing_else() {
    let home = machine("policy-init");
    for exact in ["", " --exact --force"] {
        let made = run(&home, &format!("-e one/.venv policy init --name mine -o first.toml{exact}"));
        assert_eq!(made.code, Some(0), "{}", made.stderr);
        let again = run(&home, "-e one/.venv policy init -o first.toml");
        assert!(
            again.code == Some(2) && again.stderr.contains("--force"),
            "{:?} {}",
            again.code,
            again.stderr
        );
        let read = run(&home, "policy check first.toml");
        assert_eq!(read.code, Some(0), "{}", read.stderr);
        // What follows the list asks for other things than lists.
        let text = std::fs::read_to_string(home.at("first.toml")).expect("written");
        let list = text.split("\n# Never").next().unwrap_or_default();
        home.tree().file("first.toml", list);
        let ran = run(&home, "-e one/.venv check --policy first.toml");
        assert_eq!(ran.code, Some(0), "{}{}", ran.stdout, ran.stderr);
        let ran = run(&home, "-e two/.venv check --policy first.toml explain requests");
        assert_eq!(ran.code, Some(if exact.is_empty() { 0 } else { 3 }), "{}", ran.stdout);
    }
    let shown = run(&home, "--path base --only-path policy init");
    assert!(shown.code == Some(0) && shown.stdout.contains("schema = \"policy-1\""), "{}", shown.stderr);
}

#[test]
fn policies_are_tested_against_recorded_inventories() {
    let home = machine("policy-test");
    assert_eq!(run(&home, "--path . --only-path scan json -o etc/seen.json").code, Some(0));
    home.tree().file("etc/bad.json", r#"[{"id": "MAL-1", "modified": "2026-01-01T00:00:00Z", "affected": [{"package": {"ecosystem": "PyPI", "name": "torch"}, "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}]}]}]}]"#);
    let cases = |expect: &str| {
        format!(
            "schema = \"policy-test-1\"\npolicy = \"policy.toml\"\n[[case]]\nname = \"all\"\ninventory = \"seen.json\"\ntoday = 2026-06-15\nadvisories = \"bad.json\"\nothers = \"allowed\"\n{expect}"
        )
    };
    let right = "[[case.expect]]\npackage = \"torch\"\ndecision = \"refused\"\nrule = \"malware\"\n\
        [[case.expect]]\npackage = \"requests>=2.30\"\ndecision = \"warned\"\n\
        [[case.expect]]\npackage = \"oldlib\"\ndecision = \"refused\"\nrule = \"no-oldlib\"\n\
        [[case.expect]]\npackage = \"colourfull\"\ndecision = \"warned\"\n";
    home.tree().file("etc/policy-test.toml", cases(right));
    let ran = run(&home, "policy test etc/policy-test.toml");
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), ""), "{}", ran.stderr);
    let ran = fetter(&home).within(home.at("etc")).args(["policy", "test"]).run();
    assert_eq!(ran.code, Some(0), "the usual name: {}", ran.stderr);
    let wrong =
        right.replace("\"refused\"\nrule = \"malware\"", "\"allowed\"").replace("colourfull", "colourless");
    home.tree().file("etc/wrong.toml", cases(&wrong));
    let ran = run(&home, "policy test etc/policy-test.toml etc/wrong.toml");
    assert_eq!(ran.code, Some(3), "{}", ran.stderr);
    insta::assert_snapshot!(ran.stdout.replace(&home.path().display().to_string(), "~"));
    home.tree().file("etc/files.toml", cases(right));
    home.tree().file("etc/policy.toml", format!("{POLICY}[[integrity]]\nrecord = true\nstartup = true\n"));
    assert_eq!(run(&home, "policy test etc/files.toml").code, Some(4), "files were not recorded");
    home.tree().file("etc/files.toml", cases(&format!("files = \"clean\"\n{right}")));
    assert_eq!(run(&home, "policy test etc/files.toml").code, Some(0), "they are taken for clean");
    home.tree().file("etc/files.toml", "schema = \"policy-test-1\"\n[[case]]\ntodai = 1\n");
    let ran = run(&home, "policy test etc/files.toml");
    assert!(
        ran.code == Some(1)
            && ran
                .stderr
                .contains("files.toml:3:1: there is no key \"todai\" in [[case]]: did you mean \"today\"?"),
        "{}",
        ran.stderr
    );
}

#[test]
fn files_are_looked_at_where_rules_ask_for_them() {
    let home = home("policy-files");
    let site = "one/.venv/lib/python3.11/site-packages";
    home.tree().file(&format!("{site}/evil.pth"), "import os\n");
    home.tree().file("p.toml", "schema = \"policy-1\"\n[[integrity]]\nownerless = true\nstartup = []\n[scopes.me]\nowner = \"nobody-of-that-name\"\n[[deny]]\nscope = \"me\"\npackages = \"*\"\n");
    let ran = run(&home, "-e one/.venv check --policy p.toml --offline");
    assert_eq!(ran.code, Some(3), "{}", ran.stderr);
    assert!(ran.stdout.contains("evil.pth") && ran.stdout.contains("runs at starts"), "{}", ran.stdout);
    assert!(!ran.stdout.contains("deny"), "{}", ran.stdout);
    let scanned = run(&home, "-e one/.venv scan json -o seen.json");
    assert_eq!(scanned.code, Some(0));
    let ran = run(&home, "--inventory seen.json check --policy p.toml --offline");
    assert_eq!(ran.code, Some(3), "an owner who is not known is one who may be meant: {}", ran.stdout);
    for code in ["ownerless-unchecked", "startup-unchecked", "owner-unknown"] {
        assert!(ran.stderr.contains(code), "{code}: {}", ran.stderr);
    }
}

#[test]
fn what_of_a_policy_says_nothing_is_noted() {
    let home = home("policy-notes");
    let link = home.at("link");
    std::os::unix::fs::symlink(home.at("one"), &link).expect("a link");
    let link = link.display();
    home.tree().file(
        "p.toml",
        format!(
            "schema = \"policy-1\"\n[scopes.one]\npath = \"{link}\"\n[scopes.none]\npath = \"/nowhere\"\nowner = \"rooot\"\n\
             [[deny]]\nscope = [\"one\", \"none\"]\npackages = \"requests\"\n\
             [[exception]]\nrule = \"deny\"\npackage = \"b\"\nreason = \"r\"\nowner = \"o\"\nuntil = 2020-01-01\n"
        ),
    );
    let ran = run(&home, "--path . --only-path check --policy p.toml --offline");
    assert_eq!(ran.code, Some(3), "the scope is for where the link leads: {}", ran.stderr);
    for part in [
        "p.toml:4: the scope none holds nowhere here",
        "p.toml:10: the exception lifts nothing here, and ended",
    ] {
        assert!(ran.stderr.contains(part), "{part}: {}", ran.stderr);
    }
    assert!(!ran.stderr.contains("scope one"), "{}", ran.stderr);
    let ran = run(&home, "policy check p.toml");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    for part in ["no \"rooot\"", "nothing at /nowhere", "p.toml:10: the exception ended on 2020-01-01"] {
        assert!(ran.stderr.contains(part), "{part}: {}", ran.stderr);
    }
}
