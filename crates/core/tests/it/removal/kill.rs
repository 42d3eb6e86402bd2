//! Killed at every system call that changes the disk: what stands then is the old state, the new one, or one from which `recover`
//! reaches either.
//!
//! The test starts itself under strace, once to see these calls, and then for each of them, to be killed there.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use fetter_core::removal::quarantine::{self, Direction, Interrupted};
use fetter_testkit::{Scratch, Tree, gate};

use super::{SITE, Snapshot, all_done, environment, install, planned, snapshot, stamp};

/// The calls that change the disk, whatever they are given.
const CALLS: &str = "mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,rmdir,write,fsync,fchmod,fchown,utimensat,ftruncate";
/// The calls that make a file where they are asked to. Of these only the ones that do count: there are hundreds of others.
const OPENING: &str = "open,openat,openat2,creat";
const WHERE: &str = "FETTER_REMOVAL_WHERE";
const WHAT: &str = "FETTER_REMOVAL_WHAT";
/// Of which kind calls are made before; all, where it is not said.
const EARLY_KIND: &str = "FETTER_REMOVAL_EARLY";

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
        "empty" => all_done(&quarantine::empty(&found, Interrupted::Left)),
        "finish" => all_done(&quarantine::recover(&found, Direction::Finish)),
        "revert" => all_done(&quarantine::recover(&found, Direction::Revert)),
        other => panic!("{other}"),
    }
    quarantine::tidy(&anchors);
}

#[test]
fn child() {
    if let (Some(root), Ok(what)) = (std::env::var_os(WHERE), std::env::var(WHAT)) {
        early_calls();
        act(&PathBuf::from(root), &what);
    }
}

/// The calls that other threads of a test program make too.
const EARLY: [&str; 2] = ["openat", "write"];
/// More than any of these makes of one.
const EARLY_CALLS: usize = 400;

/// strace counts the calls of each thread by itself. What is killed here has so many behind it that it is the first to reach a number. Where
/// it is killed at one kind of call, it makes no others before: each takes strace its time.
fn early_calls() {
    let only = std::env::var(EARLY_KIND).ok();
    let is_made = |kind: &str| only.as_deref().is_none_or(|only| only == kind);
    let open = || std::fs::OpenOptions::new().write(true).open("/dev/null").expect("it can be opened");
    let mut nowhere = open();
    if is_made("openat") {
        for _ in 0..EARLY_CALLS {
            drop(open());
        }
    }
    if is_made("write") {
        for _ in 0..EARLY_CALLS {
            nowhere.write_all(b"-").expect("it can be written");
        }
    }
}

/// This test in a process of its own under strace. Whether it came to its end.
fn traced(root: &Path, what: &str, early: Option<&str>, options: &[&str]) -> bool {
    let run = Command::new("strace")
        .envs(early.map(|kind| (EARLY_KIND, kind)))
        .args(["-f", "--seccomp-bpf", "-qq"])
        .args(options)
        .arg(std::env::current_exe().expect("this program has a path"))
        .args(["removal::kill::child", "--exact", "--test-threads", "1"])
        .env(WHERE, root)
        .env(WHAT, what)
        .output();
    run.expect("strace starts").status.success()
}

/// One of the calls that change the disk: its name, and which call of that name it is, counted from 1, as strace counts.
type Call = (String, usize);

/// The calls that change the disk when this is done undisturbed, in order.
fn calls(before: &[&str], what: &str) -> Vec<Call> {
    let scratch = Scratch::in_memory("removal-kill-calls");
    let log = scratch.path().join("log");
    made(&scratch.tree());
    for what in before {
        act(scratch.path(), what);
    }
    let log_option = log.to_str().expect("a scratch path is text");
    let all = format!("trace={CALLS},{OPENING}");
    assert!(traced(scratch.path(), what, None, &["-o", log_option, "-e", &all]), "{what} comes to its end");
    let log = std::fs::read_to_string(&log).expect("strace writes");
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut found = Vec::new();
    for line in log.lines() {
        let Some((thread, call)) = line.split_once(' ') else { continue };
        let Some((name, _)) = call.trim_start().split_once('(') else { continue };
        let count = counts.entry((name, thread)).or_default();
        *count += 1;
        let makes = !OPENING.split(',').any(|opening| opening == name) || line.contains("O_CREAT");
        let is_early = EARLY.contains(&name) && *count <= EARLY_CALLS;
        if makes && !is_early && !name.starts_with('<') {
            found.push((thread, (name.to_owned(), *count)));
        }
    }
    for (acting, (name, number)) in &found {
        let mut others = counts.iter().filter(|((other, thread), _)| other == name && thread != acting);
        assert!(others.all(|(_, count)| count < number), "another thread comes to {name} {number}");
    }
    found.into_iter().map(|(_, call)| call).collect()
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
    let calls = calls(before, what);
    assert!(calls.len() > 10, "{what} makes {} calls", calls.len());
    for (name, number) in calls {
        let scratch = Scratch::in_memory("removal-kill");
        made(&scratch.tree());
        let start = compared(scratch.path());
        for what in before {
            act(scratch.path(), what);
        }
        let inject = format!("inject={name}:signal=KILL:when={number}");
        let options = ["-o", "/dev/null", "-e", &inject];
        let is_whole = traced(scratch.path(), what, Some(&name), &options);
        assert!(!is_whole, "{what} was not killed at {name} {number}");
        act(scratch.path(), after);
        let end = compared(scratch.path());
        assert!(
            holds(&start, &end),
            "{what} killed at {name} {number}, then {after}: {}",
            difference(&start, &end)
        );
    }
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
