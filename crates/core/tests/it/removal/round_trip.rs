//! Applying, interrupting, undoing.

use fetter_core::removal::quarantine::{self, Direction, Interrupted, Outcome, QuarantineState};
use fetter_testkit::Scratch;

use super::{SITE, all_done, environment, install, planned, quarantined, snapshot, stamp};

#[test]
fn what_changed_since_the_plan_is_not_touched() {
    let scratch = Scratch::new("removal-changed");
    let tree = scratch.tree();
    environment(&tree);
    install(&tree, "a", &["a/__init__.py", "a/x.py", "a/y.py"]);
    let plan = planned(scratch.path(), &["a"]);
    tree.file(&format!("{SITE}/a/y.py"), "other");
    let before = snapshot(scratch.path());
    let carried = quarantine::apply(&plan, &stamp("run"));
    assert!(matches!(carried[0].outcome, Outcome::Unchanged { .. }), "{carried:?}");
    assert_eq!(snapshot(scratch.path()), before);
}

#[test]
fn a_file_that_becomes_a_link_is_not_followed() {
    let scratch = Scratch::new("removal-link-later");
    let tree = scratch.tree();
    environment(&tree);
    install(&tree, "a", &["a/__init__.py", "a/sub/x.py"]);
    let canary = tree.file("canary/x.py", "# a/sub/x.py of a\n");
    let plan = planned(scratch.path(), &["a"]);
    std::fs::rename(scratch.at(&format!("{SITE}/a/sub")), scratch.at("moved")).unwrap();
    tree.link(&format!("{SITE}/a/sub"), scratch.at("canary"));
    let before = snapshot(scratch.path());
    let carried = quarantine::apply(&plan, &stamp("run"));
    assert!(matches!(carried[0].outcome, Outcome::Unchanged { .. }), "{carried:?}");
    assert_eq!(snapshot(scratch.path()), before);
    assert!(canary.exists());
}

#[test]
fn what_was_installed_again_is_not_overwritten() {
    let scratch = Scratch::new("removal-again");
    let tree = scratch.tree();
    environment(&tree);
    install(&tree, "a", &["a/__init__.py"]);
    install(&tree, "b", &["b.py"]);
    let plan = planned(scratch.path(), &["a", "b"]);
    all_done(&quarantine::apply(&plan, &stamp("run")));
    install(&tree, "a", &["a/__init__.py"]);
    let before = snapshot(scratch.path());
    let carried = quarantine::undo(&quarantined(&scratch.at("v"), "run"));
    assert_eq!(carried.len(), 2);
    assert!(carried.iter().all(|one| matches!(one.outcome, Outcome::Unchanged { .. })), "{carried:?}");
    assert_eq!(snapshot(scratch.path()), before);
}

#[test]
fn a_directory_that_others_changed_keeps_its_time() {
    let scratch = Scratch::new("removal-times");
    let tree = scratch.tree();
    environment(&tree);
    install(&tree, "a", &["a.py"]);
    let site = scratch.at(SITE);
    all_done(&quarantine::apply(&planned(scratch.path(), &["a"]), &stamp("run")));
    tree.file(&format!("{SITE}/new.py"), "");
    let later = std::fs::metadata(&site).unwrap().modified().unwrap();
    all_done(&quarantine::undo(&quarantined(&scratch.at("v"), "run")));
    assert!(std::fs::metadata(&site).unwrap().modified().unwrap() >= later);
}

#[test]
fn what_is_emptied_is_gone_for_good_and_leaves_nothing() {
    let scratch = Scratch::new("removal-empty");
    let tree = scratch.tree();
    environment(&tree);
    install(&tree, "a", &["a.py"]);
    all_done(&quarantine::apply(&planned(scratch.path(), &["a"]), &stamp("run")));
    let found = quarantined(&scratch.at("v"), "run");
    assert_eq!((found[0].state, found[0].files), (QuarantineState::Done, 4));
    all_done(&quarantine::empty(&found, Interrupted::Left));
    assert!(quarantined(&scratch.at("v"), "run").is_empty());
    assert!(!scratch.at("v/.fetter-quarantine-0").exists());
    assert!(!scratch.at(&format!("{SITE}/a.py")).exists());
}

#[test]
fn a_quarantine_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let scratch = Scratch::new("removal-private");
    let tree = scratch.tree();
    environment(&tree);
    install(&tree, "a", &["a.py"]);
    all_done(&quarantine::apply(&planned(scratch.path(), &["a"]), &stamp("run")));
    let place = quarantined(&scratch.at("v"), "run")[0].place.clone();
    let root = place.parent().unwrap().parent().unwrap();
    for directory in [root, place.parent().unwrap(), &place, &place.join("files")] {
        assert_eq!(std::fs::metadata(directory).unwrap().permissions().mode() & 0o7777, 0o700);
    }
    std::fs::set_permissions(root, std::fs::Permissions::from_mode(0o755)).unwrap();
    let (found, unread) = quarantine::find(&[scratch.at("v")].into());
    assert!(found.is_empty() && unread[0].reason.contains("others may look into it"), "{unread:?}");
    let again = quarantine::recover(&found, Direction::Finish);
    assert!(again.is_empty());
}
