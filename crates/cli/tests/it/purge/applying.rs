//! Carrying plans out.

use serde_json::Value;

use super::{ONE, TWO, here, home, id, json, program, snapshot};

#[test]
fn yes_removes_at_once_and_says_what_was_done() {
    let home = home("purge-yes");
    let before = snapshot(home.path());
    let ran = here(&home, "purge-pattern -p beta --yes");
    assert_eq!(ran.code, Some(0), "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains("remove") && ran.stdout.contains("done"), "{}", ran.stdout);
    assert!(ran.stderr.contains("1 package was removed; `fetter purge undo "), "{}", ran.stderr);
    let after = snapshot(home.path());
    let gone: Vec<_> = before.keys().filter(|path| !after.contains_key(*path)).collect();
    assert!(gone.iter().all(|path| path.display().to_string().contains("beta")), "{gone:?}");
    assert_eq!(gone.len(), 9, "six files and three directories: {gone:?}");
    assert!(!here(&home, "scan").stdout.contains("beta"), "what is in quarantine is no package");
    let undone = here(&home, &format!("purge undo {}", id(&home)));
    assert_eq!(undone.code, Some(0), "{}", undone.stderr);
    assert_eq!(snapshot(home.path()), before);
}

#[test]
fn a_refused_package_makes_it_a_failure_and_the_others_go() {
    let home = home("purge-refused");
    std::fs::remove_file(home.at(TWO).join("alpha-1.0.dist-info/RECORD")).expect("removed");
    let shown = here(&home, "purge-pattern -p alpha --all");
    assert_eq!(shown.code, Some(0), "a plan is no failure: {}", shown.stderr);
    let ran = here(&home, "purge-pattern -p alpha --all --yes json");
    assert_eq!(ran.code, Some(1), "{}", ran.stderr);
    let result = json(&ran.stdout);
    assert_eq!(
        (result["done"].as_u64(), result["refused"][0]["code"].as_str()),
        (Some(1), Some("no-file-list"))
    );
    assert!(!home.at(ONE).join("alpha").exists() && home.at(TWO).join("alpha").exists());
    let ran = program(&home).args(["-e", "two/.venv", "purge-pattern", "-p", "alpha", "--yes"]).run();
    assert_eq!(ran.code, Some(1), "{}", ran.stderr);
    assert!(ran.stdout.contains("refused"), "{}", ran.stdout);
}

#[test]
fn what_the_system_keeps_account_of_needs_to_be_asked_for() {
    let home = home("purge-managed");
    home.tree().file("base/lib/python3.11/EXTERNALLY-MANAGED", "[externally-managed]\nError=no\n");
    super::install(&home.tree(), "base/lib/python3.11/site-packages", "gamma", "1", &[]);
    let ran = here(&home, "purge-pattern -p gamma --yes");
    assert_eq!(ran.code, Some(1), "{}", ran.stderr);
    assert!(ran.stdout.contains("externally-managed"), "{}", ran.stdout);
    assert!(home.at("base/lib/python3.11/site-packages/gamma").exists());
    let ran = here(&home, "purge-pattern -p gamma --break-system-packages json -o plan.json");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let ran = program(&home).args(["purge", "apply", "plan.json"]).run();
    assert_eq!(ran.code, Some(0), "the plan tells what is allowed: {}{}", ran.stdout, ran.stderr);
    assert!(!home.at("base/lib/python3.11/site-packages/gamma").exists());
}

#[test]
fn a_written_plan_is_carried_out() {
    for command in ["purge apply plan.json", "apply plan.json", "purge apply plan.json json"] {
        let home = home("purge-apply");
        let ran = program(&home)
            .args(["-e", "one/.venv", "purge-pattern", "-p", "beta", "json", "-o", "plan.json"])
            .run();
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        assert!(ran.stderr.contains("`fetter purge apply plan.json`"), "{}", ran.stderr);
        assert!(home.at(ONE).join("beta").exists());
        // The search is repeated as it was, wherever one is now.
        let elsewhere = program(&home).within(home.at("two"));
        let line = command.replace("plan.json", &home.at("plan.json").display().to_string());
        let ran = elsewhere.args(line.split(' ')).run();
        assert_eq!(ran.code, Some(0), "{command}: {}{}", ran.stdout, ran.stderr);
        assert!(!home.at(ONE).join("beta").exists(), "{command}");
        assert!(home.at(ONE).join("alpha").exists(), "{command}");
        let again = program(&home).args(["purge", "apply", "plan.json"]).run();
        assert_eq!(again.code, Some(1), "a plan is good once");
        assert!(again.stderr.contains("no longer true"), "{}", again.stderr);
    }
}

/// Each of these happens between a plan and its application.
#[test]
fn a_disk_that_has_changed_is_noticed() {
    type Change = fn(&fetter_testkit::Scratch);
    let changes: [(&str, Change); 9] = [
        ("a file has other contents", |home| {
            home.tree().file(&format!("{ONE}/alpha/__init__.py"), "# other\n");
        }),
        ("a file is another one of the same contents", |home| {
            let file = home.at(ONE).join("alpha/__init__.py");
            std::fs::rename(&file, home.at("aside")).expect("moved");
            std::fs::copy(home.at("aside"), &file).expect("copied");
        }),
        ("a file has become a link", |home| {
            let file = home.at(ONE).join("alpha/__init__.py");
            std::fs::remove_file(&file).expect("removed");
            std::os::unix::fs::symlink("/etc/passwd", &file).expect("linked");
        }),
        ("a file has another mode", |home| home.tree().mode(&format!("{ONE}/alpha/__init__.py"), 0o600)),
        ("a file is gone", |home| {
            std::fs::remove_file(home.at(ONE).join("alpha/deep/more.py")).expect("removed");
        }),
        ("Python has compiled something", |home| {
            home.tree().file(&format!("{ONE}/alpha/__pycache__/__init__.cpython-311.pyc"), "compiled");
        }),
        ("there is a file of somebody's own", |home| {
            home.tree().file(&format!("{ONE}/alpha/mine.txt"), "mine");
        }),
        ("the list names more", |home| {
            let record = home.at(ONE).join("alpha-1.0.dist-info/RECORD");
            let text = std::fs::read_to_string(&record).expect("read") + "../../../../../canary,,\n";
            std::fs::write(&record, text).expect("written");
        }),
        ("something needs it now", |home| super::install(&home.tree(), ONE, "delta", "1", &["alpha"])),
    ];
    for (what, change) in changes {
        let home = home("purge-changed");
        home.tree().file("canary", "untouched");
        let planned = program(&home)
            .args(["-e", "one/.venv", "purge-pattern", "-p", "alpha", "json", "-o", "plan.json"])
            .run();
        assert_eq!(planned.code, Some(0), "{}", planned.stderr);
        change(&home);
        let before = snapshot(home.path());
        let ran = program(&home).args(["purge", "apply", "plan.json"]).run();
        assert_eq!(ran.code, Some(1), "{what}: {}", ran.stdout);
        let told: Vec<&str> = ran.stderr.lines().collect();
        assert!(told[0].contains("no longer true, and nothing was changed"), "{what}: {told:?}");
        assert!((2..=6).contains(&told.len()) && told[1].contains("alpha-1.0 in "), "{what}: {told:?}");
        assert_eq!(snapshot(home.path()), before, "{what}");
    }
}

/// What somebody might write into a plan.
type Edit = fn(&mut Value);

#[test]
fn a_plan_that_was_edited_is_refused() {
    let home = home("purge-edited");
    let ran = program(&home)
        .args(["-e", "one/.venv", "purge-pattern", "-p", "beta", "json", "-o", "plan.json"])
        .run();
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let plan = json(&std::fs::read_to_string(home.at("plan.json")).expect("written"));
    let before = snapshot(home.path());
    let edits: [(&str, Edit, &str); 12] = [
        (
            "another step",
            |plan| plan["removals"][0]["steps"][0]["path"] = "../../canary".into(),
            "no longer true",
        ),
        (
            "one step less",
            |plan| {
                plan["removals"][0]["steps"].as_array_mut().expect("steps").pop();
            },
            "no longer true",
        ),
        (
            "another package",
            |plan| {
                let metadata =
                    plan["removals"][0]["metadata"].as_str().expect("text").replace("beta-2.0", "alpha-1.0");
                plan["removals"][0]["metadata"] = metadata.into();
            },
            "no longer true",
        ),
        ("another anchor", |plan| plan["removals"][0]["anchor"] = "/".into(), "no longer true"),
        (
            "the size",
            |plan| plan["removals"][0]["steps"][0]["state"]["size"] = 1_000_000.into(),
            "no longer true",
        ),
        ("the totals", |plan| plan["totals"]["bytes"] = 1.into(), "no longer true"),
        ("the name", |plan| plan["removals"][0]["subject"]["written"] = "harmless".into(), "no longer true"),
        ("what it leaves", |plan| plan["refused"] = plan["removals"].clone(), "no document of fetter"),
        ("a word more", |plan| plan["trust"] = true.into(), "no document of fetter"),
        ("the version", |plan| plan["version"] = 2.into(), "version 2"),
        ("the kind", |plan| plan["schema"] = "fetter-audit".into(), "fetter-audit"),
        (
            "another scope",
            |plan| plan["scope"]["executables"] = serde_json::json!(["two/.venv"]),
            "no longer true",
        ),
    ];
    for (what, edit, said) in edits {
        let mut edited = plan.clone();
        edit(&mut edited);
        std::fs::write(home.at("edited.json"), edited.to_string()).expect("written");
        let ran = program(&home).args(["purge", "apply", "edited.json"]).run();
        assert_eq!(ran.code, Some(1), "{what}: {}{}", ran.stdout, ran.stderr);
        assert!(ran.stderr.contains(said), "{what}: {}", ran.stderr);
        assert_eq!(snapshot(home.path()), before, "{what}");
    }
    for (name, text) in [
        ("empty", ""),
        ("deep", &*"[".repeat(100_000)),
        ("cut", "{\"schema\": \"fetter-plan\", \"version\": 1"),
    ] {
        std::fs::write(home.at("edited.json"), text).expect("written");
        let ran = program(&home).args(["purge", "apply", "edited.json"]).run();
        assert_eq!(ran.code, Some(1), "{name}: {}", ran.stderr);
        assert!(ran.stderr.contains("could not read the plan"), "{name}: {}", ran.stderr);
    }
    assert_eq!(
        program(&home).args(["purge", "apply", "plan.json"]).run().code,
        Some(0),
        "the plan itself is true"
    );
}

#[test]
fn options_that_would_change_nothing_are_refused() {
    let home = home("purge-options");
    for line in [
        "-e one/.venv purge apply plan.json",
        "--path . apply plan.json",
        "purge apply plan.json --yes",
        "purge apply plan.json --all",
        "purge list --yes",
        "purge undo x --break-system-packages",
        "purge recover --from-findings x.json",
        "purge empty --all",
    ] {
        let ran = program(&home).args(line.split(' ')).run();
        assert_eq!(ran.code, Some(2), "{line}: {}", ran.stderr);
        assert!(ran.stderr.contains("changes nothing"), "{line}: {}", ran.stderr);
    }
}

/// Whoever reads the output may stop: what was decided is done all the same.
#[test]
fn a_closed_pipe_does_not_stop_what_was_decided() {
    let home = home("purge-pipe");
    let mut command =
        program(&home).args(["-v", "-e", "one/.venv", "purge-pattern", "-p", "beta", "--yes"]).into_command();
    command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
    let mut child = command.spawn().expect("it can be started");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(!home.at(ONE).join("beta").exists());
}

/// Where the plan cannot be shown for another reason, nothing is done.
#[test]
fn what_cannot_be_shown_is_not_done() {
    let home = home("purge-full");
    if !std::path::Path::new("/dev/full").exists() {
        return;
    }
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("it can be opened");
    let mut command =
        program(&home).args(["-e", "one/.venv", "purge-pattern", "-p", "beta", "--yes"]).into_command();
    let output = command.stdout(full).output().expect("it can be started");
    assert_eq!(output.status.code(), Some(1));
    assert!(home.at(ONE).join("beta").exists());
}
