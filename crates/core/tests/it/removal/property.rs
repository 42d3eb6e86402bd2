//! Made-up lists over made-up trees: canaries are never touched, and everything comes back.

use std::path::Path;

use fetter_core::removal::{Action, quarantine};
use fetter_testkit::Scratch;
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};

use super::hostile::untouched;
use super::{SITE, all_done, environment, planned, quarantined, snapshot, stamp};

/// How many environments are made up by each of four tests, which run side by side; where nobody waits for it, 10,000 in all.
fn cases() -> u32 {
    if std::env::var_os("CI").is_some_and(|value| value == "true") { 2_500 } else { 100 }
}

/// A piece of a path that somebody may list.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => Just("..".to_owned()),
        1 => Just(".".to_owned()),
        1 => Just(String::new()),
        6 => prop::sample::select(vec!["a", "b", "link", "up", "A", "__pycache__", "evil-1.0.dist-info"]).prop_map(str::to_owned),
        2 => prop::sample::select(vec!["bin", "lib", "python3.11", "site-packages", "v", "canary", "pyvenv.cfg", "python", "tmp"])
            .prop_map(str::to_owned),
    ]
}

fn listed() -> impl Strategy<Value = String> {
    (any::<bool>(), prop::collection::vec(piece(), 1..7), prop::sample::select(vec!["", ".py", "/"]))
        .prop_map(|(is_absolute, pieces, ending)| {
            format!("{}{}{ending}", if is_absolute { "/" } else { "" }, pieces.join("/"))
        })
}

/// Something in the site: a file, or a link to somewhere.
fn entry() -> impl Strategy<Value = (Vec<String>, u8)> {
    let name = prop::sample::select(vec!["a", "b", "link", "up", "A", "a.py", "b.py", "__pycache__"])
        .prop_map(str::to_owned);
    (prop::collection::vec(name, 1..4), 0_u8..5)
}

fn put(root: &Path, (pieces, kind): &(Vec<String>, u8)) {
    let site = root.join(SITE);
    let path = pieces.iter().fold(site.clone(), |path, piece| path.join(piece));
    let parent = path.parent().expect("below the site");
    // What is made up may contradict itself: then it is left away. Nothing is made through a link.
    let is_inside = std::fs::create_dir_all(parent).is_ok()
        && parent.canonicalize().is_ok_and(|real| real.starts_with(&site));
    if !is_inside || path.symlink_metadata().is_ok() {
        return;
    }
    let _ = match kind {
        0 => std::os::unix::fs::symlink(root.join("canary"), &path),
        1 => std::os::unix::fs::symlink("../../../../..", &path),
        _ => std::fs::write(&path, format!("{pieces:?}")),
    };
}

/// What several distributions list, and what lies in the site.
type MadeUp = (Vec<Vec<String>>, Vec<(Vec<String>, u8)>);

fn made_up() -> impl Strategy<Value = MadeUp> {
    let lists = prop::collection::vec(prop::collection::vec(listed(), 0..8), 1..3);
    (lists, prop::collection::vec(entry(), 0..10))
}

/// Makes environments up, each test other ones, and the same every time.
fn hold(seed: u8) {
    let config = ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() };
    let random = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
    let mut runner = TestRunner::new_with_rng(config, random);
    let held = runner
        .run(&made_up(), |(lists, entries)| nothing_outside_is_touched_and_all_comes_back(&lists, &entries));
    if let Err(error) = held {
        panic!("{error}");
    }
}

#[test]
fn whatever_is_listed_nothing_else_goes_and_all_comes_back_1() {
    hold(1);
}

#[test]
fn whatever_is_listed_nothing_else_goes_and_all_comes_back_2() {
    hold(2);
}

#[test]
fn whatever_is_listed_nothing_else_goes_and_all_comes_back_3() {
    hold(3);
}

#[test]
fn whatever_is_listed_nothing_else_goes_and_all_comes_back_4() {
    hold(4);
}

fn nothing_outside_is_touched_and_all_comes_back(
    lists: &[Vec<String>],
    entries: &[(Vec<String>, u8)],
) -> Result<(), TestCaseError> {
    let scratch = Scratch::in_memory("removal-property");
    let tree = scratch.tree();
    environment(&tree);
    for canary in ["canary/a", "canary/b.py", "canary/a.py", "a", "b.py", "tmp", "bin/python"] {
        tree.file(canary, canary);
    }
    for entry in entries {
        put(scratch.path(), entry);
    }
    for (number, list) in lists.iter().enumerate() {
        let name = if number == 0 { "evil" } else { "other" };
        super::list(&tree, name, &list.iter().map(|path| super::quoted(path)).collect::<Vec<_>>());
    }
    let before = snapshot(scratch.path());
    let plan = planned(scratch.path(), &["evil"]);
    prop_assert_eq!(&snapshot(scratch.path()), &before);
    all_done(&quarantine::apply(&plan, &stamp("run")));
    let after = snapshot(scratch.path());
    untouched(&before, &after);
    for step in plan.removals.iter().flat_map(|removal| &removal.steps) {
        let is_there = after.contains_key(&Path::new("v").join(&step.path));
        prop_assert!(!is_there || step.action != Action::Move, "{:?}", step);
    }
    let other = format!("{SITE}/other-1.0.dist-info/METADATA");
    for own in ["v/pyvenv.cfg", "v/bin/python", "v/bin/activate", &other] {
        prop_assert_eq!(before.get(Path::new(own)), after.get(Path::new(own)));
    }
    all_done(&quarantine::undo(&quarantined(&scratch.at("v"), "run")));
    prop_assert_eq!(&snapshot(scratch.path()), &before);
    Ok(())
}
