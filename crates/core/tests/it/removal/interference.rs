//! What others do to an environment and its quarantine while packages lie there: nothing of theirs is touched, and every run can be
//! ended.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use fetter_core::removal::quarantine::{self, Deed, Direction, Interrupted, Outcome, QuarantineState};
use fetter_testkit::{Scratch, Tree, gate};

use super::{SITE, all_done, environment, install, inventory, planned, quarantined, snapshot, stamp};

fn scratch(name: &str) -> (Scratch, Tree) {
    let scratch = Scratch::new(name);
    let tree = scratch.tree();
    environment(&tree);
    install(&tree, "a", &["a/__init__.py", "a/b.py", "../../../bin/a"]);
    (scratch, tree)
}

fn remove(scratch: &Scratch) -> PathBuf {
    all_done(&quarantine::apply(&planned(scratch.path(), &["a"]), &stamp("run")));
    place(scratch)
}

fn place(scratch: &Scratch) -> PathBuf {
    quarantined(&scratch.at("v"), "run")[0].place.clone()
}

/// As if it had been killed when the first file was moved, and all else were gone.
fn interrupted(place: &Path) {
    fs::rename(place.join("done.json"), place.join("moving.json")).expect("it was done");
    for entry in fs::read_dir(place.join("files")).expect("it is there") {
        let path = entry.expect("an entry").path();
        if path.file_name().is_some_and(|name| name != "0") {
            let removed = if path.is_dir() { fs::remove_dir(&path) } else { fs::remove_file(&path) };
            removed.expect("removed");
        }
    }
}

fn reason(outcome: &Outcome) -> &str {
    outcome.reason().unwrap_or_default()
}

#[test]
fn of_two_who_remove_the_same_one_does_and_the_other_changes_nothing() {
    let (scratch, _) = scratch("removal-at-once");
    let before = snapshot(scratch.path());
    let plan = planned(scratch.path(), &["a"]);
    let ends: Vec<Outcome> = std::thread::scope(|scope| {
        let start = |number: usize| {
            let plan = &plan;
            scope.spawn(move || quarantine::apply(plan, &stamp(&format!("run{number}"))).remove(0).outcome)
        };
        let all: Vec<_> = (0..4).map(start).collect();
        all.into_iter().map(|one| one.join().expect("no panic")).collect()
    });
    assert_eq!(ends.iter().filter(|end| **end == Outcome::Done).count(), 1, "{ends:?}");
    assert!(ends.iter().all(|end| !matches!(end, Outcome::Unfinished { .. })), "{ends:?}");
    let (found, unread) = quarantine::find(&[scratch.at("v")].into());
    assert_eq!((found.len(), unread.len(), found[0].state), (1, 0, QuarantineState::Done));
    all_done(&quarantine::undo(&found));
    // Whose time the anchor has then depends on who came first.
    let without_anchor = |mut all: super::Snapshot| {
        all.remove(Path::new("v"));
        all
    };
    assert_eq!(without_anchor(snapshot(scratch.path())), without_anchor(before));
}

#[test]
fn what_was_installed_again_after_an_interruption_stays_and_the_run_can_be_ended() {
    let (scratch, tree) = scratch("removal-reinstalled");
    interrupted(&remove(&scratch));
    install(&tree, "a", &["a/__init__.py", "a/b.py", "../../../bin/a"]);
    let kept = |scratch: &Scratch| {
        let mut all = snapshot(&scratch.at("v/lib"));
        all.extend(
            snapshot(&scratch.at("v/bin"))
                .into_iter()
                .map(|(path, state)| (Path::new("bin").join(path), state)),
        );
        all
    };
    let before = kept(&scratch);
    let found = || quarantined(&scratch.at("v"), "run");
    for direction in [Direction::Finish, Direction::Revert] {
        let carried = quarantine::recover(&found(), direction).remove(0);
        assert!(matches!(carried.outcome, Outcome::Unfinished { .. }), "{:?}", carried.outcome);
        assert_eq!(kept(&scratch), before);
    }
    let refused = quarantine::empty(&found(), Interrupted::Left).remove(0);
    assert!(reason(&refused.outcome).contains("`fetter purge empty run`"), "{:?}", refused.outcome);
    all_done(&quarantine::empty(&found(), Interrupted::Deleted));
    assert_eq!(kept(&scratch), before);
    assert!(found().is_empty() && !scratch.at("v/.fetter-quarantine-0").exists());
}

#[test]
fn what_others_removed_meanwhile_does_not_hold_up_a_recovery() {
    let (scratch, _) = scratch("removal-removed-meanwhile");
    // What was not moved yet was removed by pip.
    interrupted(&remove(&scratch));
    let carried = quarantine::recover(&quarantined(&scratch.at("v"), "run"), Direction::Revert).remove(0);
    assert_eq!(carried.outcome, Outcome::Done, "{:#?}", carried.files);
    let told = carried.files.iter().filter(|file| file.deed == Deed::NotInQuarantine).count();
    assert!(told >= 4, "{:#?}", carried.files);
    assert!(carried.files.iter().filter(|file| file.deed == Deed::PutBack).count() == 1);
    assert!(!scratch.at(&format!("{SITE}/a-1.0.dist-info")).exists(), "no directory is made for nothing");
}

#[test]
fn where_something_is_lost_nothing_is_put_back() {
    let (scratch, _) = scratch("removal-lost");
    let place = remove(&scratch);
    fs::remove_file(place.join("files/1")).expect("there is one");
    let before = snapshot(scratch.path());
    let found = quarantined(&scratch.at("v"), "run");
    let carried = quarantine::undo(&found).remove(0);
    assert!(
        reason(&carried.outcome).contains("neither in quarantine nor in its place"),
        "{:?}",
        carried.outcome
    );
    assert_eq!(snapshot(scratch.path()), before);
    all_done(&quarantine::empty(&found, Interrupted::Left));
}

#[test]
fn another_version_that_was_installed_meanwhile_stands_in_the_way() {
    let (scratch, tree) = scratch("removal-other-version");
    remove(&scratch);
    tree.dist_info(SITE, "A", "2.0");
    let before = snapshot(scratch.path());
    let carried = quarantine::undo(&quarantined(&scratch.at("v"), "run")).remove(0);
    assert!(
        reason(&carried.outcome).contains("A-2.0.dist-info was installed meanwhile"),
        "{:?}",
        carried.outcome
    );
    assert_eq!(snapshot(scratch.path()), before);
}

#[test]
fn what_is_set_on_a_directory_comes_back() {
    let (scratch, _) = scratch("removal-attributes");
    let directory = scratch.at(&format!("{SITE}/a"));
    let set = rustix::fs::setxattr(&directory, "user.note", b"kept", rustix::fs::XattrFlags::empty());
    if set.is_err() {
        return gate::skip("extended attributes of directories", "a file system that has them");
    }
    remove(&scratch);
    assert!(!directory.exists());
    all_done(&quarantine::undo(&quarantined(&scratch.at("v"), "run")));
    let mut value = [0; 16];
    let length = rustix::fs::getxattr(&directory, "user.note", value.as_mut_slice()).expect("it is there");
    assert_eq!(value[..length], *b"kept");
}

#[test]
fn a_package_that_has_the_quarantine_s_name_can_be_removed() {
    let (scratch, tree) = scratch("removal-planted");
    let user = rustix::process::geteuid().as_raw();
    let planted = format!("v/.fetter-quarantine-{user}");
    tree.file(&format!("{planted}/x"), "planted");
    tree.mode(&planted, 0o755);
    all_done(&quarantine::apply(&planned(scratch.path(), &["a"]), &stamp("run")));
    let (found, unread) = quarantine::find(&[scratch.at("v")].into());
    assert!(found[0].place.starts_with(scratch.at(&format!("{planted}.2"))), "{:?}", found[0].place);
    assert!(unread[0].is_own && unread[0].reason.contains("fetter did not make it"), "{unread:?}");
    all_done(&quarantine::undo(&found));
    assert_eq!(fs::read(scratch.at(&format!("{planted}/x"))).expect("it is there"), b"planted");
    assert!(!scratch.at(&format!("{planted}.2")).exists());
}

#[test]
fn an_environment_that_was_renamed_gets_back_what_was_removed_and_a_copy_does_not() {
    let (scratch, _) = scratch("removal-renamed");
    remove(&scratch);
    let copied = Command::new("cp").arg("-a").args([scratch.at("v"), scratch.at("copy")]).status();
    assert!(copied.expect("cp starts").success());
    fs::rename(scratch.at("v"), scratch.at("w")).expect("renamed");
    let (found, unread) = quarantine::find(&[scratch.at("copy"), scratch.at("w")].into());
    assert_eq!(found.iter().map(|one| &one.anchor).collect::<Vec<_>>(), [&scratch.at("w")]);
    assert!(
        unread[0].reason.contains("it was copied here from")
            && unread[0].path.starts_with(scratch.at("copy"))
    );
    all_done(&quarantine::undo(&found));
    assert!(scratch.at("w/lib/python3.11/site-packages/a/b.py").exists());
    assert!(inventory(&scratch.at("w")).installed().iter().any(|(one, _)| one.label() == "a-1.0"));
}

#[test]
fn what_somebody_puts_into_a_directory_of_a_package_keeps_it() {
    let (scratch, tree) = scratch("removal-kept-directory");
    let plan = planned(scratch.path(), &["a"]);
    tree.file(&format!("{SITE}/a/mine.txt"), "mine");
    let carried = quarantine::apply(&plan, &stamp("run")).remove(0);
    assert_eq!(carried.outcome, Outcome::Done, "{carried:?}");
    assert!(carried.files.iter().any(|file| file.deed == Deed::DirectoryKept && file.path.ends_with("a")));
    assert_eq!(fs::read(scratch.at(&format!("{SITE}/a/mine.txt"))).expect("it stays"), b"mine");
    fs::set_permissions(scratch.at(&format!("{SITE}/a")), fs::Permissions::from_mode(0o700)).expect("set");
    all_done(&quarantine::undo(&quarantined(&scratch.at("v"), "run")));
    assert!(scratch.at(&format!("{SITE}/a/b.py")).exists());
}
