//! Many hostile environments, each with a canary tree around it: nothing but what the environment's distribution owns is touched, and
//! all of it comes back.

use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::Path;

use fetter_core::removal::{Options, Plan, plan, quarantine};
use fetter_testkit::{Scratch, Tree, gate};

use super::hostile::{canaries, untouched};
use super::{Choice, SITE, Snapshot, all_done, environment, inventory, quarantined, snapshot, stamp};

/// What an attacker does: `RECORD` as it is, and what else is made.
struct Case {
    name: &'static str,
    record: &'static [u8],
    make: fn(&Tree),
}

const fn lists(name: &'static str, record: &'static [u8]) -> Case {
    Case { name, record, make: |_| {} }
}

const fn makes(name: &'static str, record: &'static [u8], make: fn(&Tree)) -> Case {
    Case { name, record, make }
}

fn fifo(tree: &Tree, path: &str, kind: rustix::fs::FileType) {
    let mode = rustix::fs::Mode::from_raw_mode(0o600);
    rustix::fs::mknodat(rustix::fs::CWD, tree.path().join(path), kind, mode, 0).expect("it can be made");
}

fn in_site(path: &str) -> String {
    format!("{SITE}/{path}")
}

const CASES: &[Case] = &[
    lists("up to a canary", b"../../../../canary.txt,,\n"),
    lists("up through itself", b"evil/../../../../../canary.txt,,\n"),
    lists("far beyond the root", b"../../../../../../../../../../../../../../../etc/passwd,,\n"),
    lists("absolute", b"/etc/passwd,,\n/etc/hosts,,\n"),
    lists("absolute with many slashes", b"//etc//passwd,,\n///etc/../etc/./passwd,,\n"),
    lists("the parent directory", b"..,,\n../..,,\n../../..,,\n../../../..,,\n"),
    lists("the directory itself", b".,,\n./,,\n,,\n"),
    lists("with a slash at the end", b"../../../../canary.txt/,,\nevil.py/,,\n"),
    lists("a neighbour whose name begins alike", b"../../../../v2/bin/x,,\n../../../../vv,,\n"),
    lists("another case of the prefix", b"../../../../V/bin/python,,\n"),
    lists("the interpreter", b"../../../bin/python,,\n../../../bin/python3,,\n../../../bin/python3.11,,\n"),
    lists("the interpreter in another case", b"../../../BIN/python,,\n../../../bin/PYTHON3,,\n"),
    lists("the configuration", b"../../../pyvenv.cfg,,\n../../../PYVENV.CFG,,\n../../.././pyvenv.cfg,,\n"),
    lists("the activation", b"../../../bin/activate,,\n../../../bin/Activate.ps1,,\n"),
    lists("the standard library", b"../os.py,,\n../canary.py,,\n../lib-dynload/x.so,,\n"),
    lists("another's files", b"other.py,,\nother-1.0.dist-info/RECORD,,\nother-1.0.dist-info/METADATA,,\n"),
    lists("another's package", b"other_package/__init__.py,,\nother_package,,\n"),
    lists("conda's records", b"../../../conda-meta/history,,\n"),
    lists("a quarantine", b"../../../.fetter-quarantine-0/x,,\n"),
    lists("an environment within", b"../../../inner/bin/python,,\n../../../inner/pyvenv.cfg,,\n"),
    lists("an unclosed quote", b"\"../../../../canary.txt,,\nother.py,,\n"),
    lists("a quoted path", b"\"../../../../canary.txt\",,\n\"other.py\",\"\",\"\"\n"),
    lists("a newline in a path", b"\"evil\n/../../../../../canary.txt\",,\n"),
    lists("no text", b"caf\xe9.py,,\n\xff\xfe/../../../../../canary.txt,,\n"),
    lists("a NUL", b"other.py\0,,\n\0,,\n../../../../canary.txt\0.py,,\n"),
    lists("a byte order mark and other newlines", b"\xef\xbb\xbf../../../../canary.txt,,\r\n/etc/passwd,,\r"),
    lists("backslashes", b"..\\..\\..\\..\\canary.txt,,\nC:\\canary.txt,,\n"),
    lists("URLs and homes", b"file:///etc/passwd,,\n~/canary.txt,,\n$HOME/canary.txt,,\n${X},,\n"),
    lists("globs", b"*,,\n../*,,\n**/*.py,,\n[o]ther.py,,\n?ther.py,,\n"),
    lists("options", b"-rf,,\n--,,\n"),
    makes("a link to a canary", b"evil.py,,\n", |tree| {
        tree.link(&in_site("evil.py"), tree.path().join("canary.txt"));
    }),
    makes("a link to the root", b"evil/etc/passwd,,\nevil,,\n", |tree| {
        tree.link(&in_site("evil"), "/");
    }),
    makes("a link up", b"evil/canary.txt,,\nevil/v/pyvenv.cfg,,\n", |tree| {
        tree.link(&in_site("evil"), "../../../..");
    }),
    makes("a link within a package", b"evil/deep/dir/file.py,,\nevil/__init__.py,,\n", |tree| {
        tree.file(&in_site("evil/__init__.py"), "");
        tree.link(&in_site("evil/deep"), tree.path().join("outside"));
    }),
    makes("a loop", b"evil/x,,\nevil,,\n", |tree| {
        tree.link(&in_site("evil"), "evil");
    }),
    makes("a cache that is a link", b"evil.py,,\n", |tree| {
        tree.file("outside/evil.cpython-311.pyc", "canary");
        tree.file(&in_site("evil.py"), "");
        tree.link(&in_site("__pycache__"), tree.path().join("outside"));
    }),
    makes("a compiled file that is a link", b"evil.py,,\n", |tree| {
        tree.file(&in_site("evil.py"), "");
        tree.link(&in_site("__pycache__/evil.cpython-311.pyc"), tree.path().join("canary.txt"));
    }),
    makes("a hard link to a canary", b"evil.py,,\n", |tree| {
        std::fs::hard_link(tree.path().join("canary.txt"), tree.path().join(in_site("evil.py")))
            .expect("linked");
    }),
    makes("one file of two names", b"evil.py,,\nevil2.py,,\n", |tree| {
        tree.file(&in_site("evil.py"), "");
        let path = |name: &str| tree.path().join(in_site(name));
        std::fs::hard_link(path("evil.py"), path("evil2.py")).expect("linked");
    }),
    makes("a FIFO", b"evil.py,,\n", |tree| fifo(tree, &in_site("evil.py"), rustix::fs::FileType::Fifo)),
    makes("a socket", b"evil.py,,\n", |tree| fifo(tree, &in_site("evil.py"), rustix::fs::FileType::Socket)),
    makes("a directory of somebody's", b"evil,,\nevil/,,\n", |tree| {
        tree.file(&in_site("evil/thesis.txt"), "mine");
    }),
    makes("a RECORD that is a link", b"", |tree| {
        let record = in_site("evil-1.0.dist-info/RECORD");
        std::fs::remove_file(tree.path().join(&record)).expect("removed");
        tree.link(&record, tree.path().join(in_site("other-1.0.dist-info/RECORD")));
    }),
    makes("a RECORD that is a FIFO", b"", |tree| {
        let record = in_site("evil-1.0.dist-info/RECORD");
        std::fs::remove_file(tree.path().join(&record)).expect("removed");
        fifo(tree, &record, rustix::fs::FileType::Fifo);
    }),
    makes("a RECORD that is a directory", b"", |tree| {
        let record = in_site("evil-1.0.dist-info/RECORD");
        std::fs::remove_file(tree.path().join(&record)).expect("removed");
        tree.file(&format!("{record}/x"), "");
    }),
    makes("metadata behind a link", b"../../../../canary.txt,,\n", |tree| {
        let metadata = tree.path().join(in_site("evil-1.0.dist-info"));
        let elsewhere = tree.path().join("outside/evil-1.0.dist-info");
        std::fs::rename(&metadata, &elsewhere).expect("moved");
        symlink(&elsewhere, &metadata).expect("linked");
    }),
    makes("very long names", b"evil.py,,\n", |tree| {
        let record = tree.path().join(in_site("evil-1.0.dist-info/RECORD"));
        std::fs::write(record, format!("{}/x.py,,\n{}.py,,\n", "d/".repeat(5000), "n".repeat(5000)))
            .expect("written");
    }),
    makes("the same path a thousand times", b"evil.py,,\n", |tree| {
        tree.file(&in_site("evil.py"), "");
        let record = tree.path().join(in_site("evil-1.0.dist-info/RECORD"));
        std::fs::write(record, "evil.py,,\n./evil.py,,\nx/../evil.py,,\n".repeat(1000)).expect("written");
    }),
    makes("a source whose cache another has", b"evil.py,,\n", |tree| {
        tree.file(&in_site("__pycache__/other.cpython-311.pyc"), "canary");
        tree.file(&in_site("__pycache__/evil.other.cpython-311.pyc"), "canary");
    }),
];

/// What the environment itself and its other distribution need.
const NEEDED: [&str; 13] = [
    "v/pyvenv.cfg",
    "v/bin/python",
    "v/bin/python3",
    "v/bin/python3.11",
    "v/bin/activate",
    "v/lib/python3.11/canary.py",
    "v/lib/python3.11/site-packages/other.py",
    "v/lib/python3.11/site-packages/other_package/__init__.py",
    "v/lib/python3.11/site-packages/other-1.0.dist-info/RECORD",
    "v/lib/python3.11/site-packages/other-1.0.dist-info/METADATA",
    "v/conda-meta/history",
    "v/inner/bin/python",
    "v/inner/pyvenv.cfg",
];

fn hostile(case: &Case) -> Scratch {
    let scratch = Scratch::new("removal-suite");
    let tree = scratch.tree();
    environment(&tree);
    canaries(&tree);
    tree.venv("v/inner", &scratch.at("base"), "3.11", false);
    tree.file("v/conda-meta/history", "");
    super::install(&tree, "other", &["other.py", "other_package/__init__.py"]);
    tree.dist_info(SITE, "evil", "1.0");
    let own = b"evil-1.0.dist-info/METADATA,,\nevil-1.0.dist-info/RECORD,,\n";
    tree.file(&in_site("evil-1.0.dist-info/RECORD"), [&own[..], case.record].concat());
    (case.make)(&tree);
    scratch
}

/// The plan for everything that calls itself evil, by its metadata's place.
fn planned(root: &Path) -> Plan {
    let inventory = inventory(root);
    let is_evil = |path: &Path| path.as_os_str().as_bytes().windows(5).any(|part| part == b"/evil");
    let evil = inventory.installed().into_iter();
    let evil =
        evil.filter(|(found, site)| site.path.starts_with(root.join("v")) && is_evil(&found.metadata_path));
    let choices: Vec<Choice> = evil
        .map(|(found, site)| Choice {
            site: site.path.clone(),
            metadata: found.metadata_path.clone(),
            reasons: Vec::new(),
        })
        .collect();
    plan(&super::Disk::here(), &inventory, &choices, Options::default())
}

fn stand(case: &str, before: &Snapshot, after: &Snapshot) {
    untouched(before, after);
    for path in NEEDED.map(Path::new) {
        assert!(before.contains_key(path), "{case}: {}", path.display());
        assert_eq!(before.get(path), after.get(path), "{case}: {}", path.display());
    }
    let is_canary =
        |path: &&std::path::PathBuf| path.as_os_str().as_bytes().windows(6).any(|part| part == b"canary");
    for path in before.keys().filter(is_canary) {
        assert_eq!(before.get(path), after.get(path), "{case}: {}", path.display());
    }
}

#[test]
fn no_canary_is_touched() {
    assert!(CASES.len() >= 40);
    for case in CASES {
        let scratch = hostile(case);
        let before = snapshot(scratch.path());
        let plan = planned(scratch.path());
        assert_eq!(plan.removals.len() + plan.refused.len(), 1, "{}: {plan:#?}", case.name);
        all_done(&quarantine::apply(&plan, &stamp("run")));
        stand(case.name, &before, &snapshot(scratch.path()));
        all_done(&quarantine::undo(&quarantined(&scratch.at("v"), "run")));
        assert_eq!(snapshot(scratch.path()), before, "{}", case.name);
    }
}

#[test]
fn what_is_exchanged_between_plan_and_apply_is_not_touched() {
    for case in CASES {
        let scratch = hostile(case);
        let tree = scratch.tree();
        tree.file(&in_site("evil_file.py"), "x");
        tree.file(&in_site("evil_directory/x.py"), "x");
        let record = scratch.at(&in_site("evil-1.0.dist-info/RECORD"));
        if record.symlink_metadata().is_ok_and(|status| status.is_file()) {
            let more =
                [std::fs::read(&record).unwrap(), b"\nevil_file.py,,\nevil_directory/x.py,,\n".to_vec()]
                    .concat();
            std::fs::write(&record, more).unwrap();
        }
        let plan = planned(scratch.path());
        std::fs::remove_file(scratch.at(&in_site("evil_file.py"))).unwrap();
        tree.link(&in_site("evil_file.py"), scratch.at("canary.txt"));
        std::fs::rename(scratch.at(&in_site("evil_directory")), scratch.at("moved")).unwrap();
        tree.link(&in_site("evil_directory"), scratch.at("outside/dir"));
        tree.file("outside/dir/x.py", "canary");
        let before = snapshot(scratch.path());
        let _ = quarantine::apply(&plan, &stamp("run"));
        let after = snapshot(scratch.path());
        stand(case.name, &before, &after);
        let _ = quarantine::undo(&quarantined(&scratch.at("v"), "run"));
        assert_eq!(snapshot(scratch.path()), before, "{}", case.name);
    }
}

/// While files are removed, somebody exchanges them and their directories for links, as fast as he can.
#[test]
fn whoever_exchanges_files_for_links_meanwhile_gains_nothing() {
    use std::sync::atomic::{AtomicBool, Ordering};
    for round in 0..20 {
        let scratch = Scratch::new("removal-race");
        let tree = scratch.tree();
        environment(&tree);
        canaries(&tree);
        let files: Vec<String> = (0..50).map(|number| format!("evil/sub/{number}.py")).collect();
        super::install(&tree, "evil", &files.iter().map(String::as_str).collect::<Vec<_>>());
        for number in 0..50 {
            tree.file(&format!("outside/dir/{number}.py"), "canary");
        }
        let plan = super::planned(scratch.path(), &["evil"]);
        let before = snapshot(&scratch.at("outside"));
        let (place, aside, target) =
            (scratch.at(&in_site("evil/sub")), scratch.at(&in_site("aside")), scratch.at("outside/dir"));
        let is_over = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while !is_over.load(Ordering::Relaxed) {
                    let _ = std::fs::rename(&place, &aside);
                    let _ = symlink(&target, &place);
                    let _ = std::fs::remove_file(&place);
                    let _ = std::fs::rename(&aside, &place);
                }
            });
            let _ = quarantine::apply(&plan, &stamp(&format!("run-{round}")));
            is_over.store(true, Ordering::Relaxed);
        });
        assert_eq!(snapshot(&scratch.at("outside")), before, "round {round}");
    }
}

/// A directory of the environment on which another one is mounted.
#[test]
fn what_is_mounted_within_is_left() {
    let scratch = hostile(&CASES[0]);
    let tree = scratch.tree();
    tree.directory(&in_site("mounted"));
    tree.file(
        &in_site("evil-1.0.dist-info/RECORD"),
        "mounted/file.py,,\nmounted,,\nevil-1.0.dist-info/METADATA,,\n",
    );
    tree.file("outside/dir/file.py", "canary");
    let (from, to) = (scratch.at("outside/dir"), scratch.at(&in_site("mounted")));
    let mounted = rustix::mount::mount_bind(&from, &to);
    if mounted.is_err() {
        return gate::skip("a mount within an environment", "the right to mount");
    }
    let result = std::panic::catch_unwind(|| {
        let plan = planned(scratch.path());
        let left: Vec<_> =
            plan.removals.iter().flat_map(|removal| &removal.left).map(|left| left.code.as_str()).collect();
        assert_eq!(left, ["other-mount", "other-mount"]);
        all_done(&quarantine::apply(&plan, &stamp("run")));
        assert!(scratch.at("outside/dir/file.py").exists());
    });
    rustix::mount::unmount(&to, rustix::mount::UnmountFlags::empty()).expect("unmounted");
    if let Err(panic) = result {
        std::panic::resume_unwind(panic);
    }
}
