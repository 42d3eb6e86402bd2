//! Killed at every system call that changes the disk: what stands then is the old state, the new one, or one from which `recover`
//! reaches either.
//!
//! The test starts itself under strace, which kills it at the n-th of these calls, for every n.

use std::path::{Path, PathBuf};
use std::process::Command;

use fetter_core::removal::quarantine::{self, Direction};
use fetter_testkit::{Scratch, Tree, gate};

use super::{SITE, Snapshot, all_done, environment, install, planned, snapshot, stamp};

/// The calls that change the disk. A file that is made is empty before it is written.
const CALLS: &str = "mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,rmdir,write,fsync,fchmod,fchown,utimensat,ftruncate";
/// More calls than anything here makes.
const LIMIT: usize = 400;
const WHERE: &str = "FETTER_REMOVAL_WHERE";
const WHAT: &str = "FETTER_REMOVAL_WHAT";

/// Two distributions that share a directory, an egg with a line in `easy-install.pth`, and what Python made.
fn made(tree: &Tree) {
    environment(tree);
    install(tree, "a", &["shared/a.py", "a/__init__.py", "a/b/c.py", "../../../bin/a", "../../../share/a/x"]);
    tree.file(&format!("{SITE}/a/__pycache__/__init__.cpython-311.pyc"), "compiled");
    install(tree, "b", &["shared/b.py"]);
    tree.file(
        &format!("{SITE}/egg-1.0-py3.11.egg/EGG-INFO/PKG-INFO"),
        "Metadata-Version: 1.0\nName: egg\nVersion: 1.0\n",
    );
    tree.file(&format!("{SITE}/egg-1.0-py3.11.egg/egg.py"), "");
    tree.file(&format!("{SITE}/easy-install.pth"), "import sys\n./egg-1.0-py3.11.egg\n");
    tree.link(&format!("{SITE}/a/link.py"), "/etc/passwd");
    tree.mode(&format!("{SITE}/a/b"), 0o750);
}

const NAMES: [&str; 3] = ["a", "b", "egg"];

/// What a process that is to be killed does.
fn act(root: &Path, what: &str) {
    let anchors = [root.join("v")].into();
    let (found, _) = quarantine::find(&anchors);
    match what {
        "apply" => all_done(&quarantine::apply(&planned(root, &NAMES), &stamp("run"))),
        "undo" => all_done(&quarantine::undo(&found)),
        "empty" => all_done(&quarantine::empty(&found)),
        "finish" => all_done(&quarantine::recover(&found, Direction::Finish)),
        "revert" => all_done(&quarantine::recover(&found, Direction::Revert)),
        other => panic!("{other}"),
    }
    quarantine::tidy(&anchors);
}

#[test]
fn child() {
    if let (Some(root), Ok(what)) = (std::env::var_os(WHERE), std::env::var(WHAT)) {
        act(&PathBuf::from(root), &what);
    }
}

/// Does something in a process that is killed at the n-th call. Whether it came to its end.
fn killed_at(root: &Path, what: &str, number: usize) -> bool {
    let run = Command::new("strace")
        .args(["-f", "-qq", "-o", "/dev/null", "-e", &format!("trace={CALLS}")])
        .args(["-e", &format!("inject={CALLS}:signal=KILL:when={number}")])
        .arg(std::env::current_exe().expect("this program has a path"))
        .args(["removal::kill::child", "--exact", "--test-threads", "1"])
        .env(WHERE, root)
        .env(WHAT, what)
        .output()
        .expect("strace starts");
    run.status.success()
}

/// What is compared: all but the time of the anchor, which changes when a quarantine is made in it, before anything can note that.
fn compared(root: &Path) -> Snapshot {
    let mut all = snapshot(root);
    all.remove(Path::new("v"));
    all
}

fn is_without(state: &Snapshot) -> bool {
    let metadata = NAMES.map(|name| format!("{SITE}/{name}-1.0.dist-info"));
    let egg = format!("{SITE}/egg-1.0-py3.11.egg");
    let gone = |path: &str| !state.contains_key(Path::new(path));
    let all = [&metadata[0], &metadata[1], &egg].into_iter().all(|path| gone(path));
    all && ["bin/a", "share/a", "lib/python3.11/site-packages/shared"]
        .iter()
        .all(|path| gone(&format!("v/{path}")))
}

fn has_quarantine(state: &Snapshot) -> bool {
    state.keys().any(|path| path.to_string_lossy().contains(".fetter-quarantine"))
}

/// Kills at every call of `what`, after `before` was done undisturbed; then `after` must reach a state that `holds`.
fn at_every_call(before: &[&str], what: &str, after: &str, holds: impl Fn(&Snapshot, &Snapshot) -> bool) {
    let can_trace = Command::new("strace").arg("-V").output().is_ok_and(|run| run.status.success());
    if !can_trace {
        return gate::skip("removal that is killed", "strace");
    }
    for number in 1..LIMIT {
        let scratch = Scratch::new("removal-kill");
        made(&scratch.tree());
        let start = compared(scratch.path());
        for what in before {
            act(scratch.path(), what);
        }
        let is_whole = killed_at(scratch.path(), what, number);
        act(scratch.path(), after);
        let end = compared(scratch.path());
        assert!(
            holds(&start, &end),
            "{what} killed at call {number}, then {after}: {}",
            difference(&start, &end)
        );
        if is_whole {
            assert!(number > 10, "{number} calls");
            return;
        }
    }
    panic!("{what} never came to its end");
}

fn difference(start: &Snapshot, end: &Snapshot) -> String {
    let changed = start
        .iter()
        .filter(|(path, state)| end.get(*path) != Some(state))
        .map(|(path, _)| format!("-{}", path.display()));
    let added =
        end.keys().filter(|path| !start.contains_key(*path)).map(|path| format!("+{}", path.display()));
    changed.chain(added).collect::<Vec<_>>().join(" ")
}

/// Each distribution of a run is whole or not at all; which of them were reached depends on when it was killed.
fn is_old_or_new(start: &Snapshot, end: &Snapshot) -> bool {
    let has = |state: &Snapshot, path: &str| state.contains_key(Path::new(path));
    let of_a = [
        "bin/a",
        "share/a/x",
        "lib/python3.11/site-packages/a/b/c.py",
        "lib/python3.11/site-packages/a-1.0.dist-info/RECORD",
    ];
    let a: Vec<bool> = of_a.iter().map(|path| has(end, &format!("v/{path}"))).collect();
    let egg =
        [format!("{SITE}/egg-1.0-py3.11.egg/egg.py"), format!("{SITE}/egg-1.0-py3.11.egg/EGG-INFO/PKG-INFO")];
    let egg: Vec<bool> = egg.iter().map(|path| has(end, path)).collect();
    let pth = Path::new(SITE).join("easy-install.pth");
    let is_edited = end.get(&pth) != start.get(&pth);
    let all_same = |all: &[bool]| all.iter().all(|one| *one == all[0]);
    all_same(&a) && all_same(&egg) && is_edited != egg[0]
}

#[test]
fn apply_then_finish() {
    at_every_call(&[], "apply", "finish", is_old_or_new);
}

#[test]
fn apply_then_revert() {
    at_every_call(&[], "apply", "revert", is_old_or_new);
}

#[test]
fn apply_then_undo_all_of_it() {
    at_every_call(&[], "apply", "undo", |start, end| start == end);
}

#[test]
fn undo_then_recover() {
    at_every_call(&["apply"], "undo", "finish", is_old_or_new);
}

#[test]
fn undo_then_undo_the_rest() {
    at_every_call(&["apply"], "undo", "undo", |start, end| start == end);
}

#[test]
fn empty_then_recover() {
    at_every_call(&["apply"], "empty", "finish", |_, end| is_without(end));
}

#[test]
fn empty_twice() {
    at_every_call(&["apply"], "empty", "empty", |_, end| is_without(end) && !has_quarantine(end));
}
