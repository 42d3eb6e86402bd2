//! Plans: what is shown, and that nothing is changed by it.

use fetter_testkit::Scratch;

use crate::support::narrow;

use super::{ONE, here, home, install, json, program, see_that_it_is, settled, snapshot};

#[test]
fn a_plan_says_what_would_be_done_and_nothing_is() {
    let home = home("purge-plan");
    home.tree().file(&format!("{ONE}/alpha/notes.txt"), "mine");
    home.tree().dist_info(ONE, "listless", "1");
    std::fs::remove_file(home.at(ONE).join("listless-1.dist-info/RECORD")).expect("removed");
    let before = snapshot(home.path());
    let ran = here(&home, "-q purge-pattern -p [al]* --all");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    insta::assert_snapshot!(narrow(&home, &ran.stdout), @r"
    Package What Where Files Bytes Why Needed by
    alpha-1.0 remove ~/one/.venv/lib/python3.11/site-packages 6 229 it matches [al]* beta-2.0
    alpha-1.0 leave ~/one/.venv/lib/python3.11/site-packages/alpha/notes.txt no distribution lists it [not-listed]
    alpha-1.0 remove ~/two/.venv/lib/python3.11/site-packages 6 229 it matches [al]*
    listless-1 refuse ~/one/.venv/lib/python3.11/site-packages there is no ~/one/.venv/lib/python3.11/site-packages/listless-1.dist-info/RECORD, which would list its files [no-file-list]; reinstall the package with pip, which lists its files, and remove it then (asked for: it matches [al]*)
    ");
    assert!(ran.stderr.is_empty(), "{}", ran.stderr);
    let ran = here(&home, "purge-pattern -p alpha --all");
    assert!(ran.stderr.contains("nothing was changed: take --yes"), "{}", ran.stderr);
    assert!(!ran.stdout.contains("more.py"));
    let whole = here(&home, "-v purge-pattern -p alpha --all");
    assert!(whole.stdout.contains("/alpha/deep/more.py") && whole.stdout.contains("remove-directory"));
    assert_eq!(snapshot(home.path()), before);
}

#[test]
fn what_needs_it_is_said() {
    let home = home("purge-dependents");
    let ran = program(&home).args(["-e", "one/.venv", "purge-pattern", "-p", "alpha"]).run();
    let row = ran.stdout.lines().nth(1).expect("a row");
    assert!(row.ends_with("  beta-2.0"), "{row}");
    let both = program(&home).args(["-e", "one/.venv", "purge-pattern", "-p", "[ab]*"]).run();
    assert!(!both.stdout.lines().nth(1).expect("a row").contains("beta"), "{}", both.stdout);
}

#[test]
fn more_than_one_environment_needs_all() {
    let home = home("purge-all");
    let before = snapshot(home.path());
    for line in
        ["purge-pattern -p alpha", "purge-pattern -p alpha --yes", "purge-pattern -p alpha json --yes"]
    {
        let ran = here(&home, line);
        assert_eq!(ran.code, Some(2), "{line}: {}", ran.stderr);
        assert!(
            ran.stderr.contains("touches 2 environments") && ran.stderr.contains("--all"),
            "{}",
            ran.stderr
        );
        assert!(ran.stderr.contains("one/.venv"), "{}", ran.stderr);
        assert_eq!(ran.stdout.is_empty(), line.contains("json"), "{line}: {}", ran.stdout);
    }
    assert_eq!(snapshot(home.path()), before);
    assert_eq!(here(&home, "purge-pattern -p beta").code, Some(0), "one is one");
    let named =
        program(&home).args(["-e", "one/.venv", "-e", "two/.venv", "purge-pattern", "-p", "alpha"]).run();
    assert_eq!(named.code, Some(0), "whoever names them means them: {}", named.stderr);
}

#[test]
fn what_a_named_environment_only_sees_stays() {
    let scratch = Scratch::new("purge-borrowed");
    let tree = scratch.tree();
    let site = "lib/python3.11/site-packages";
    tree.installation("base", "3.11");
    tree.venv("v", &scratch.at("base"), "3.11", true);
    for prefix in ["base", "v"] {
        super::install(&tree, &format!("{prefix}/{site}"), "alpha", "1.0", &[]);
    }
    let sites = |arguments: &[&str]| {
        let ran = program(&scratch).args(arguments).args(["purge-pattern", "-p", "alpha", "json"]).run();
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        let removals = json(&ran.stdout)["removals"].as_array().expect("a list").clone();
        let sites: Vec<String> =
            removals.iter().map(|one| one["site"].as_str().expect("text").to_owned()).collect();
        (sites, ran.stderr)
    };
    let [of_base, of_venv] =
        ["base", "v"].map(|prefix| scratch.at(&format!("{prefix}/{site}")).display().to_string());
    let (chosen, told) = sites(&["-e", "v"]);
    assert_eq!(chosen, std::slice::from_ref(&of_venv));
    assert!(
        told.contains("1 package stays that lies in what -e only sees") && told.contains(&of_base),
        "{told}"
    );
    let (chosen, told) = sites(&["-e", "v", "-e", "base"]);
    assert_eq!(chosen, [of_base, of_venv]);
    assert!(!told.contains("only sees"), "{told}");
}

#[test]
fn what_is_refused_counts_as_touched() {
    let home = home("purge-all-refused");
    std::fs::remove_file(home.at(super::TWO).join("alpha-1.0.dist-info/RECORD")).expect("removed");
    let ran = here(&home, "purge-pattern -p alpha --yes");
    assert_eq!(ran.code, Some(2), "{}", ran.stderr);
}

#[test]
fn an_empty_selection_is_no_failure() {
    let home = home("purge-nothing");
    for line in
        ["purge-pattern -p nothing", "purge-pattern -p nothing --yes", "purge-pattern -p nothing json"]
    {
        let ran = here(&home, line);
        assert_eq!(ran.code, Some(0), "{line}: {}", ran.stderr);
        assert!(ran.stderr.contains("nothing is chosen"), "{line}: {}", ran.stderr);
    }
    let plan = json(&here(&home, "purge-pattern -p nothing json").stdout);
    assert_eq!(plan["totals"]["distributions"], 0);
    let result = json(&here(&home, "purge-pattern -p nothing --yes json").stdout);
    assert_eq!((result["schema"].as_str(), result["done"].as_u64()), (Some("fetter-purge-result"), Some(0)));
}

#[test]
fn only_this_machine_and_only_now() {
    let home = home("purge-now");
    assert_eq!(here(&home, "scan json -o inventory.json").code, Some(0));
    home.tree().file("all.txt", "alpha\n");
    let before = snapshot(home.path());
    for scope in [["--inventory", "inventory.json"], ["--root", "."]] {
        for line in [
            "purge-pattern -p alpha --yes --all",
            "purge-invalid -b all.txt --yes",
            "purge --from-findings inventory.json",
            "purge list",
            "purge undo x",
            "purge empty --yes",
            "purge recover",
            "purge apply inventory.json",
            "apply inventory.json",
        ] {
            let ran = program(&home).args(scope).args(line.split(' ')).run();
            assert_eq!(ran.code, Some(2), "{scope:?} {line}: {}", ran.stderr);
            assert!(ran.stderr.contains("leave --inventory and --root away"), "{}", ran.stderr);
        }
    }
    assert_eq!(snapshot(home.path()), before);
}

#[test]
fn no_cache_is_used() {
    let home = home("purge-cache");
    home.tree().file("fetter.toml", "cache-directory = \"configured\"\n");
    for line in [
        "purge-pattern -p alpha --all",
        "--cache-directory named purge-pattern -p beta json -o plan.json",
        "--cache-directory named purge list",
        "--cache-directory named purge apply plan.json",
    ] {
        // apply takes the scope from the plan.
        let is_apply = line.contains("apply");
        let ran = if is_apply { program(&home).args(line.split(' ')).run() } else { here(&home, line) };
        assert_eq!(ran.code, Some(0), "{line}: {}", ran.stderr);
        assert!(!home.at("named").exists() && !home.at("configured").exists(), "{line}");
    }
    // A cache holds what has not changed for a while, as the system's own packages.
    let system = |line: &str| {
        let line = format!("--path /usr/lib/python3 --only-path --cache-directory {line}");
        program(&home).args(line.split(' ')).run().code
    };
    assert_eq!(system("other scan json"), Some(0));
    if !home.at("other").exists() {
        fetter_testkit::gate::skip("a removal without a cache", "packages that have not changed for a while");
        return;
    }
    assert_eq!(system("named purge-pattern -p * --all json"), Some(0));
    assert!(!home.at("named").exists());
}

#[test]
fn the_shapes_are_promises() {
    let home = home("purge-shapes");
    home.tree().file(&format!("{ONE}/beta/notes.txt"), "mine");
    install(&home.tree(), ONE, "gamma", "3", &["beta"]);
    let mut plan = json(&here(&home, "purge-pattern -p beta json").stdout);
    see_that_it_is(&plan, "plan-1");
    settled(&mut plan, &home);
    insta::assert_snapshot!("plan", serde_json::to_string_pretty(&plan).expect("JSON"));
    let mut result = json(&here(&home, "purge-pattern -p beta --yes json").stdout);
    see_that_it_is(&result, "purge-result-1");
    settled(&mut result, &home);
    insta::assert_snapshot!("purge_result", serde_json::to_string_pretty(&result).expect("JSON"));
    let mut list = json(&here(&home, "purge list json").stdout);
    see_that_it_is(&list, "quarantine-1");
    list["distributions"][0]["place"] = "PLACE".into();
    settled(&mut list, &home);
    insta::assert_snapshot!("quarantine", serde_json::to_string_pretty(&list).expect("JSON"));
}

#[test]
fn delimited_text_leaves_nothing_out() {
    let home = home("purge-write");
    let ran = here(&home, "purge-pattern -p beta write -o plan.csv");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let text = std::fs::read_to_string(home.at("plan.csv")).expect("written");
    assert!(text.starts_with("Package,What,Where,Files,Bytes,Why,Needed by\n"), "{text}");
    assert_eq!(text.matches(",move,").count(), 6, "{text}");
    assert!(home.at(ONE).join("beta").exists());
}

#[test]
fn where_a_package_may_be_hidden_not_all_was_looked_at() {
    let home = home("purge-hidden");
    home.tree().directory(&format!("{ONE}/nobody-1.dist-info"));
    for line in
        ["purge-pattern -p nothing", "purge-pattern -p beta json -o plan.json", "purge apply plan.json"]
    {
        // A plan has its own scope.
        let is_apply = line.contains("apply");
        let ran = if is_apply { program(&home).args(line.split(' ')).run() } else { here(&home, line) };
        assert_eq!(ran.code, Some(4), "{line}: {}", ran.stderr);
    }
    assert!(!home.at(ONE).join("beta-2.0.dist-info").exists(), "what was decided is done all the same");
}
