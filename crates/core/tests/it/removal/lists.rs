//! Lists that were damaged or lie, and what several list: what cannot be told is refused as a whole.

use std::fs;

use fetter_core::inventory::file::Disk;
use fetter_core::removal::quarantine::{self, Outcome};
use fetter_core::removal::{LeftCode, Options, Plan, RefusalCode, plan};
use fetter_testkit::{Scratch, Tree};

use super::{
    SITE, all_done, choices, environment, install, inventory, list, planned, removed_and_undone, snapshot,
    stamp,
};

fn scratch(name: &str) -> (Scratch, Tree) {
    let scratch = Scratch::new(name);
    let tree = scratch.tree();
    environment(&tree);
    (scratch, tree)
}

fn record(name: &str) -> String {
    format!("{SITE}/{name}-1.0.dist-info/RECORD")
}

fn refused(plan: &Plan) -> Vec<RefusalCode> {
    assert!(plan.removals.is_empty(), "{:?}", plan.removals);
    plan.refused.iter().map(|refusal| refusal.code).collect()
}

/// The lines of a list that name none of these.
fn without(text: &str, names: &[&str]) -> String {
    let lines = text.split_inclusive('\n').filter(|line| !names.iter().any(|name| line.contains(name)));
    lines.collect()
}

/// What a RECORD may look like after a loss of power, or in the hands of somebody who would rather keep a package.
fn damaged(whole: &str) -> Vec<(&'static str, Vec<u8>)> {
    let own = without(whole, &["METADATA"]);
    vec![
        ("empty", Vec::new()),
        ("NUL bytes", vec![0; 200]),
        ("a quote at its start", format!("\"{whole}").into_bytes()),
        ("a quote in its middle", whole.replacen('\n', "\n\"", 1).into_bytes()),
        ("two quotes that do not belong together", format!("\"{whole}\"x\",,\n").into_bytes()),
        ("without its own metadata", own.into_bytes()),
    ]
}

#[test]
fn a_damaged_list_is_no_list() {
    let (scratch, tree) = scratch("removal-damaged");
    install(&tree, "a", &["a/__init__.py", "a/b.py"]);
    let file = scratch.at(&record("a"));
    let whole = fs::read_to_string(&file).expect("it is there");
    for (what, bytes) in damaged(&whole) {
        fs::write(&file, bytes).expect("written");
        assert_eq!(refused(&planned(scratch.path(), &["a"])), [RefusalCode::ListUnreadable], "{what}");
    }
    fs::write(&file, whole).expect("written");
    assert_eq!(planned(scratch.path(), &["a"]).removals.len(), 1);
}

#[test]
fn where_another_s_list_is_damaged_nothing_of_it_goes() {
    let (scratch, tree) = scratch("removal-damaged-other");
    install(&tree, "evil", &["ns/a.py", "ns/b.py", "evil.py"]);
    install(&tree, "ns", &["ns/a.py", "ns/b.py"]);
    let file = scratch.at(&record("ns"));
    let whole = fs::read_to_string(&file).expect("it is there");
    for (what, bytes) in damaged(&whole) {
        fs::write(&file, bytes).expect("written");
        let plan = planned(scratch.path(), &["evil"]);
        let taken = plan.removals.iter().flat_map(|removal| &removal.steps);
        let taken: Vec<_> = taken.filter(|step| step.path.to_string_lossy().contains("/ns/")).collect();
        assert!(taken.is_empty(), "{what}: {taken:?}");
        assert!(plan.refused.iter().all(|refusal| refusal.code == RefusalCode::SharedUnknown), "{what}");
    }
}

#[test]
fn what_tells_of_another_package_stays_whatever_lists_it() {
    let (scratch, tree) = scratch("removal-metadata-of-others");
    tree.dist_info(SITE, "norec", "1.0");
    fs::remove_file(scratch.at(&record("norec"))).ok();
    tree.egg_info(SITE, "du", "1.0");
    install(&tree, "victim", &["victim.py"]);
    let lines: Vec<String> = [
        "norec-1.0.dist-info/METADATA",
        "NOREC-1.0.dist-info/METADATA",
        "du-1.0.egg-info/PKG-INFO",
        "victim-1.0.dist-info/RECORD",
        "victim-1.0.dist-info/INSTALLER",
        "evil.py",
    ]
    .map(str::to_owned)
    .to_vec();
    tree.file(&format!("{SITE}/evil.py"), "");
    list(&tree, "evil", &lines);
    let victim = scratch.at(&record("victim"));
    let text = fs::read_to_string(&victim).expect("it is there");
    fs::write(&victim, without(&text, &["RECORD", "INSTALLER"])).expect("written");
    let (plan, gone) = removed_and_undone(&scratch, &["evil"]);
    assert!(gone.iter().all(|path| path.contains("/evil")), "{gone:?}");
    let shared = plan.removals[0].left.iter().filter(|left| left.code == LeftCode::Shared).count();
    assert_eq!(shared, 4, "{:?}", plan.removals[0].left);
}

#[test]
fn where_one_of_two_that_share_a_file_stays_the_file_does() {
    let (scratch, tree) = scratch("removal-shared-kept");
    install(&tree, "a", &["ns/shared.py", "a.py"]);
    install(&tree, "b", &["ns/shared.py", "b.py"]);
    let plan = planned(scratch.path(), &["a", "b"]);
    // What was changed since it was planned keeps the first of them.
    tree.file(&format!("{SITE}/a.py"), "changed since");
    let before = snapshot(scratch.path());
    let carried = quarantine::apply(&plan, &stamp("run"));
    assert!(carried.iter().all(|one| matches!(one.outcome, Outcome::Unchanged { .. })), "{carried:#?}");
    assert_eq!(snapshot(scratch.path()), before);
    all_done(&quarantine::apply(&planned(scratch.path(), &["a", "b"]), &stamp("again")));
    assert!(!scratch.at(&format!("{SITE}/ns")).exists());
}

#[test]
fn conda_s_record_goes_with_the_package_where_the_system_s_may_be_broken() {
    let (scratch, tree) = scratch("removal-conda");
    for (name, files) in [("tool", r#"["bin/tool"]"#), ("tool-more", r#"["bin/more"]"#)] {
        tree.file(
            &format!("v/conda-meta/{name}-1.0-0.json"),
            format!(
                r#"{{"name": "{name}", "version": "1.0", "build": "0", "channel": "x", "files": {files}}}"#
            ),
        );
    }
    tree.file("v/bin/tool", "");
    tree.file("v/bin/more", "");
    let found = inventory(scratch.path());
    let chosen = choices(&found, &["tool"]);
    let made = |options| plan(&Disk::here(), &found, &chosen, options);
    assert_eq!(refused(&made(Options::default())), [RefusalCode::CondaManaged]);
    let made = made(Options { break_system_packages: true });
    let steps: Vec<String> =
        made.removals[0].steps.iter().map(|step| step.path.display().to_string()).collect();
    assert_eq!(steps, ["bin/tool", "conda-meta/tool-1.0-0.json"], "the record last");
    all_done(&quarantine::apply(&made, &stamp("run")));
    assert!(!inventory(scratch.path()).installed().iter().any(|(one, _)| one.label() == "tool-1.0"));
}

#[test]
fn a_fifo_that_is_listed_is_said_once() {
    let (scratch, tree) = scratch("removal-fifo");
    install(&tree, "a", &["a/__init__.py"]);
    list(&tree, "a", &["a/__init__.py".to_owned(), "a/pipe".to_owned()]);
    let pipe = scratch.at(&format!("{SITE}/a/pipe"));
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.expect("mkfifo starts").success());
    let plan = planned(scratch.path(), &["a"]);
    let left: Vec<LeftCode> = plan.removals[0].left.iter().map(|left| left.code).collect();
    assert_eq!(left, [LeftCode::Irregular]);
}

#[test]
fn a_source_tree_that_a_path_file_adds_is_no_install() {
    let (scratch, tree) = scratch("removal-source-tree");
    tree.file("src/setup.py", "");
    tree.file("src/tool.py", "");
    tree.egg_info("src", "tool", "1.0");
    tree.file("src/tool-1.0.egg-info/installed-files.txt", "../tool.py\nPKG-INFO\n");
    tree.file(&format!("{SITE}/tool.pth"), format!("{}\n", scratch.at("src").display()));
    assert_eq!(refused(&planned(scratch.path(), &["tool"])), [RefusalCode::SourceTree]);
}
