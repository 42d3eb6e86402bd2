//! What is chosen: by a bound, and by findings.

use fetter_testkit::Scratch;

use super::{ONE, TWO, here, home, install, json, program, snapshot};
use crate::support::run;

#[test]
fn what_a_bound_does_not_allow_goes() {
    let home = home("purge-invalid");
    let tree = home.tree();
    install(&tree, ONE, "gamma", "3", &[]);
    for name in ["pip", "setuptools", "wheel"] {
        install(&tree, ONE, name, "1", &[]);
    }
    tree.file("bound.txt", "alpha==1.0\nbeta==1.0\nmissing\n");
    let line = "-e one/.venv purge-invalid -b bound.txt";
    let plan = json(&run(&home, &format!("{line} json")).stdout);
    let chosen = |plan: &serde_json::Value| -> Vec<(String, String)> {
        let text = |value: &serde_json::Value| value.as_str().expect("text").to_owned();
        let all = plan["removals"].as_array().expect("a list").iter();
        all.map(|one| (text(&one["subject"]["written"]), text(&one["reasons"][0]))).collect()
    };
    let all = chosen(&plan);
    let names: Vec<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["beta", "gamma"], "the default ignores hold, and what is missing is not there");
    assert!(all[0].1.starts_with("version-mismatch: ") && all[1].1.starts_with("not-in-bound: "), "{all:?}");
    let plan = json(&run(&home, &format!("{line} --no-default-ignore --ignore gamma json")).stdout);
    let names: Vec<String> = chosen(&plan).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["beta", "pip", "setuptools", "wheel"]);
    let plan = json(&run(&home, &format!("{line} --superset json")).stdout);
    assert_eq!(chosen(&plan).len(), 1, "what is merely not asked for stays");
    let ran = run(&home, &format!("{line} --yes"));
    assert_eq!(ran.code, Some(0), "{}{}", ran.stdout, ran.stderr);
    assert!(!home.at(ONE).join("beta").exists() && home.at(ONE).join("pip").exists());
    assert!(home.at(TWO).join("alpha").exists());
}

#[test]
fn what_is_denied_goes() {
    let home = home("purge-denied");
    home.tree().file("bound.txt", "beta\n");
    let plan = json(&run(&home, "-e one/.venv purge-invalid -b bound.txt json").stdout);
    assert_eq!(plan["removals"][0]["subject"]["name"], "alpha");
    assert_eq!(plan["totals"]["distributions"], 1);
}

#[test]
fn what_cannot_be_wholly_read_may_allow_it() {
    let home = home("purge-unread-bound");
    home.tree().file("unclear.txt", "alpha\nhello world\n");
    let before = snapshot(home.path());
    for bound in ["unclear.txt", "missing.txt", "."] {
        for end in ["", " --yes", " json"] {
            let ran = run(&home, &format!("-e one/.venv purge-invalid -b {bound}{end}"));
            assert_eq!(ran.code, Some(4), "{bound}{end}: {}{}", ran.stdout, ran.stderr);
            assert!(ran.stderr.contains("nothing was planned") && ran.stdout.is_empty(), "{}", ran.stderr);
            assert!(ran.stderr.lines().count() > 1, "it is said why: {}", ran.stderr);
        }
    }
    assert_eq!(snapshot(home.path()), before);
    // Behind what cannot be read there may be what the bound asks for.
    home.tree().file("bound.txt", "alpha\n");
    home.tree().directory(&format!("{ONE}/a-1.dist-info"));
    let ran = run(&home, "-e one/.venv purge-invalid -b bound.txt --yes");
    assert_eq!(ran.code, Some(4), "{}", ran.stderr);
    assert!(home.at(ONE).join("beta").exists());
}

#[test]
fn a_bound_is_needed() {
    let home = home("purge-no-bound");
    for line in ["purge-invalid", "purge-invalid --yes", "-b x purge-invalid", "purge-invalid --bound="] {
        assert_eq!(run(&home, line).code, Some(2), "{line}");
    }
}

/// A site that two environments see: what one of them may have stays.
#[test]
fn what_another_environment_may_have_stays() {
    let home = home("purge-shared-site");
    let tree = home.tree();
    tree.installation("old", "3.8");
    tree.venv("old-env", &home.at("old"), "3.8", false);
    install(&tree, "common/x/y", "gamma", "1", &[]);
    let line = format!("{}\n", home.at("common/x/y").display());
    tree.file(&format!("{ONE}/common.pth"), &line);
    tree.file("old-env/lib/python3.8/site-packages/common.pth", &line);
    tree.file("some.txt", "alpha\nbeta\ngamma; python_version >= '3.9'\n");
    let args = ["-e", "one/.venv", "-e", "old-env", "purge-invalid", "--all", "--subset", "json", "-b"];
    let ran = program(&home).args(args).args(["some.txt"]).run();
    assert_eq!(json(&ran.stdout)["totals"]["distributions"], 0, "{}", ran.stdout);
    assert!(
        ran.stderr.contains("gamma-1 in ") && ran.stderr.contains("one/.venv sees it too"),
        "{}",
        ran.stderr
    );
    tree.file("none.txt", "alpha\nbeta\n");
    let ran = program(&home).args(args).args(["none.txt"]).run();
    let plan = json(&ran.stdout);
    assert_eq!(plan["removals"][0]["subject"]["name"], "gamma", "wrong for all that see it: {}", ran.stderr);
}

#[test]
fn findings_of_validate_choose() {
    let home = home("purge-validation");
    home.tree().file("bound.txt", "alpha==1.0\nmissing\n");
    assert_eq!(here(&home, "validate -b bound.txt json -o found.json").code, Some(3));
    let ran = here(&home, "purge --from-findings found.json json");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let plan = json(&ran.stdout);
    assert_eq!(plan["removals"].as_array().map(Vec::len), Some(1), "{plan}");
    assert_eq!(plan["removals"][0]["subject"]["name"], "beta");
    assert!(plan["removals"][0]["reasons"][0].as_str().expect("text").starts_with("not-in-bound: "));
    assert!(ran.stderr.contains("no reason to remove an installed package: 2"), "{}", ran.stderr);
    let done = here(&home, "purge --from-findings found.json --yes");
    assert_eq!(done.code, Some(0), "{}", done.stderr);
    let again = here(&home, "purge --from-findings found.json --yes");
    assert_eq!(again.code, Some(0), "{}", again.stderr);
    assert!(again.stderr.contains("not there any more: beta-2.0 in "), "{}", again.stderr);
    // What another version is, is another matter.
    install(&home.tree(), ONE, "beta", "3.0", &[]);
    let other = here(&home, "purge --from-findings found.json json");
    assert_eq!(json(&other.stdout)["totals"]["distributions"], 0);
}

/// What a bound of one environment does not ask for may be right in another that sees it too.
#[test]
fn findings_of_one_environment_are_no_reason_in_another() {
    let scratch = Scratch::new("purge-findings-base");
    let tree = scratch.tree();
    let site = "base/lib/python3.11/site-packages";
    tree.installation("base", "3.11");
    tree.venv("v", &scratch.at("base"), "3.11", true);
    install(&tree, site, "gamma", "1", &[]);
    tree.file("none.txt", "");
    let validate =
        program(&scratch).args(["-e", "v", "validate", "-b", "none.txt", "json", "-o", "found.json"]).run();
    assert_eq!(validate.code, Some(3), "{}", validate.stderr);
    let ran = here(&scratch, "purge --from-findings found.json json --all");
    assert_eq!(json(&ran.stdout)["totals"]["distributions"], 0, "{}", ran.stdout);
    assert!(ran.stderr.contains("gamma-1 in ") && ran.stderr.contains("base sees it too"), "{}", ran.stderr);
}

#[test]
fn what_conda_keeps_account_of_is_refused_where_it_is_named_too() {
    let scratch = Scratch::new("purge-conda-named");
    let tree = scratch.tree();
    tree.installation("c", "3.11");
    tree.file(
        "c/conda-meta/tool-1.0-0.json",
        r#"{"name": "tool", "version": "1.0", "build": "0", "channel": "x", "files": ["bin/tool"]}"#,
    );
    tree.file("c/bin/tool", "");
    let ran = program(&scratch).args(["-e", "c", "purge-pattern", "-p", "tool", "json"]).run();
    let plan = json(&ran.stdout);
    assert_eq!(plan["refused"][0]["code"], "conda-managed", "{}{}", ran.stdout, ran.stderr);
}

#[test]
fn findings_that_something_could_not_be_checked_are_not_enough() {
    let home = home("purge-uncertain");
    home.tree().file("unclear.txt", "alpha\nhello world\n");
    assert_eq!(here(&home, "validate -b unclear.txt json -o found.json").code, Some(3));
    let ran = here(&home, "purge --from-findings found.json --yes");
    assert_eq!(ran.code, Some(4), "{}", ran.stderr);
    assert!(home.at(ONE).join("beta").exists());
}

#[test]
fn findings_of_an_audit_choose_and_what_is_suppressed_does_not() {
    let home = crate::advisories::audited("purge-audit");
    let site = "one/.venv/lib/python3.11/site-packages";
    let ran = here(&home, "audit json -o found.json");
    assert_eq!(ran.code, Some(3), "{}", ran.stderr);
    let mut found = json(&std::fs::read_to_string(home.at("found.json")).expect("written"));
    let named: std::collections::BTreeSet<String> = found["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|finding| finding["name"].as_str().expect("text").to_owned())
        .collect();
    let plan = json(&here(&home, "purge --from-findings found.json json --all").stdout);
    let chosen: std::collections::BTreeSet<String> = ["removals", "refused"]
        .iter()
        .flat_map(|part| plan[part].as_array().expect("a list").clone())
        .map(|one| one["subject"]["name"].as_str().expect("text").to_owned())
        .collect();
    assert_eq!(chosen, named);
    assert!(home.at(site).exists() && !chosen.is_empty());
    let all = found["findings"].take();
    let suppressed = all.as_array().expect("a list").iter().map(|finding| {
        serde_json::json!({"finding": finding, "by": "exception", "reason": "known", "until": "2999-01-01"})
    });
    found["suppressed"] = suppressed.collect();
    found["findings"] = serde_json::json!([]);
    std::fs::write(home.at("suppressed.json"), found.to_string()).expect("written");
    let ran = here(&home, "purge --from-findings suppressed.json json");
    assert_eq!(json(&ran.stdout)["totals"]["distributions"], 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("nothing is chosen"), "{}", ran.stderr);
}

#[test]
fn findings_of_verify_choose_the_package_that_was_changed() {
    let home = home("purge-verify");
    let record = home.at(ONE).join("beta-2.0.dist-info/RECORD");
    let text = std::fs::read_to_string(&record).expect("read");
    let hash = "sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,0";
    std::fs::write(&record, text.replacen("beta/__init__.py,,", &format!("beta/__init__.py,{hash}"), 1))
        .expect("written");
    home.tree().file(&format!("{ONE}/lonely.py"), "x");
    assert_eq!(here(&home, "verify -p beta json -o found.json").code, Some(3));
    let ran = here(&home, "purge --from-findings found.json json");
    let plan = json(&ran.stdout);
    assert_eq!(plan["removals"][0]["subject"]["name"], "beta", "{}", ran.stderr);
    assert!(plan["removals"][0]["reasons"].to_string().contains("modified: "), "{plan}");
}

#[test]
fn other_documents_are_refused() {
    let home = home("purge-other-documents");
    assert_eq!(here(&home, "scan json -o inventory.json").code, Some(0));
    assert_eq!(here(&home, "purge-pattern -p beta json -o plan.json").code, Some(0));
    let validation = |findings: &str| {
        format!(
            "{{\"schema\": \"fetter-validation\", \"version\": 1, \"unchecked\": [], \"findings\": [{findings}]}}"
        )
    };
    for (name, text) in [
        ("newer.json", validation("").replace("\"version\": 1", "\"version\": 2")),
        ("shapeless.json", validation("{\"name\": \"beta\"}")),
        ("list.json", "[]".to_owned()),
        ("empty.json", String::new()),
        ("deep.json", "[".repeat(100_000)),
        ("number.json", validation("").replace('1', "-1")),
    ] {
        home.tree().file(name, text);
    }
    for file in [
        "inventory.json",
        "plan.json",
        "newer.json",
        "shapeless.json",
        "list.json",
        "empty.json",
        "deep.json",
        "number.json",
        "missing.json",
        ".",
    ] {
        let ran = here(&home, &format!("purge --from-findings {file} --yes"));
        assert_eq!(ran.code, Some(1), "{file}: {}{}", ran.stdout, ran.stderr);
        assert!(ran.stderr.contains("could not read the findings"), "{file}: {}", ran.stderr);
    }
    assert_eq!(program(&home).args(["purge"]).run().code, Some(2));
    assert_eq!(program(&home).args(["purge", "json"]).run().code, Some(2));
}

#[test]
fn a_pattern_is_needed() {
    let home = home("purge-no-pattern");
    for arguments in [
        &["purge-pattern"][..],
        &["purge-pattern", "--yes"],
        &["purge-pattern", "-p", "", "--yes"],
        &["purge-pattern", "--pattern=", "--yes"],
        &["purge-pattern", "-p", "["],
    ] {
        let ran = program(&home).args(["-e", "one/.venv"]).args(arguments).run();
        assert_eq!(ran.code, Some(2), "{arguments:?}: {}", ran.stderr);
    }
    let case = program(&home).args(["-e", "one/.venv", "purge-pattern", "-p", "BETA", "--case"]).run();
    assert!(case.stderr.contains("nothing is chosen"), "{}", case.stderr);
    let folded = program(&home).args(["-e", "one/.venv", "purge-pattern", "-p", "BETA"]).run();
    assert!(folded.stdout.contains("beta-2.0"), "{}", folded.stdout);
}
