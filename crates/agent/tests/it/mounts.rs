//! Denied files by other paths: bind mounts, mount namespaces, overlays.

use fetter_testkit::Ran;
use fetter_testkit::program::{Program, exists};

use crate::rig::{Rig, SITE};
use crate::support::may_enforce;

/// A rig with a denied package and an allowed one.
fn rig(name: &str) -> Option<Rig> {
    if !exists("unshare") {
        fetter_testkit::gate::skip(name, "unshare(1)");
        return None;
    }
    if !may_enforce(name) {
        return None;
    }
    let mut rig = Rig::new(name);
    rig.install("bad", &[("bad/__init__.py", "x = 1\n")]);
    rig.install("six", &[("six.py", "x = 1\n")]);
    rig.install("good", &[("good/__init__.py", "x = 1\n")]);
    rig.scratch.tree().directory("mnt");
    rig.deny(&["bad", "six"]);
    Some(rig)
}

/// Runs commands in the scratch directory, in a mount namespace of their own.
fn apart(rig: &Rig, commands: &str) -> Ran {
    let script = format!("set -e; mount --make-rprivate /; cd {}; {commands}", rig.scratch.path().display());
    Program::new("unshare").args(["-m", "sh", "-c", &script]).run()
}

#[test]
fn bind_mounts_in_another_namespace_show_another_path_and_change_nothing() {
    let Some(rig) = rig("bind-mounts") else { return };
    let ran = apart(
        &rig,
        &format!(
            "mount --bind {SITE} mnt; cat mnt/good/__init__.py; ! cat mnt/bad/__init__.py; ! cat mnt/six.py"
        ),
    );
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert_eq!(ran.stderr.matches("not permitted").count(), 2, "{}", ran.stderr);
    let inner = apart(&rig, &format!("mount --bind {SITE}/bad mnt; ! cat mnt/__init__.py"));
    assert_eq!((inner.code, inner.stderr.matches("not permitted").count()), (Some(0), 1), "{}", inner.stderr);
    assert_eq!(rig.events(), 3);
    let shown: Vec<_> = rig.refusals.iter().take(3).map(|refusal| refusal.path).collect();
    assert!(shown.iter().all(|path| path.ends_with("__init__.py") || path.ends_with("six.py")), "{shown:?}");
}

#[test]
fn new_files_in_a_denied_directory_are_refused_in_another_namespace_too() {
    let Some(mut rig) = rig("namespace") else { return };
    std::fs::hard_link(rig.at("good/__init__.py"), rig.scratch.at("cache.py")).expect("linked");
    rig.install("linked", &[("linked.py", "x = 1\n")]);
    std::fs::hard_link(rig.at("linked.py"), rig.scratch.at("linked.py")).expect("linked");
    rig.deny(&["linked"]);
    std::fs::write(rig.at("bad/later.py"), "x = 1\n").expect("written");
    std::fs::write(rig.at("later.py"), "x = 1\n").expect("written");
    let commands =
        format!("mount --bind {SITE} mnt; cat mnt/later.py; ! cat mnt/bad/later.py; ! cat mnt/linked.py");
    let ran = apart(&rig, &commands);
    assert_eq!((ran.code, ran.stderr.matches("not permitted").count()), (Some(0), 2), "{}", ran.stderr);
}

#[test]
fn the_lower_directory_of_an_overlay_is_refused_through_it() {
    let Some(rig) = rig("overlay") else { return };
    rig.scratch.tree().directory("upper");
    rig.scratch.tree().directory("work");
    let mount = format!("mount -t overlay o -o lowerdir={SITE},upperdir=upper,workdir=work mnt");
    if apart(&rig, &mount).code != Some(0) {
        fetter_testkit::gate::skip("overlays", "overlayfs");
        return;
    }
    let ran = apart(
        &rig,
        &format!("{mount}; cat mnt/good/__init__.py; ! cat mnt/bad/__init__.py; ! cat mnt/six.py"),
    );
    assert_eq!((ran.code, ran.stderr.matches("not permitted").count()), (Some(0), 2), "{}", ran.stderr);
}

/// Runs other tests of this program with their scratch directories on another file system.
fn again_on(rig: &Rig, mount: &str) {
    let own = std::env::current_exe().expect("this program");
    let tests = [
        "refusing::single_modules_are_refused_and_their_neighbours_raise_no_event",
        "refusing::a_namespace_is_refused_in_part",
        "refusing::eggs_are_refused",
        "repair::as_pip_does_it",
        "repair::as_uv_does_it",
        "repair::a_directory_that_was_renamed_is_released_all_the_same",
    ];
    let commands = format!("{mount}; TMPDIR=$PWD/mnt {} --exact {}", own.display(), tests.join(" "));
    let ran = apart(rig, &commands);
    let passed = ran.stdout.contains(&format!("{} passed", tests.len()));
    assert!(ran.code == Some(0) && passed, "{}{}", ran.stdout, ran.stderr);
}

#[test]
fn what_lies_on_an_overlay_or_in_memory_is_refused_like_anything_else() {
    let Some(rig) = rig("elsewhere") else { return };
    again_on(&rig, "mount -t tmpfs t mnt");
    for directory in ["lower", "upper", "work"] {
        rig.scratch.tree().directory(directory);
    }
    let mount = "mount -t overlay o -o lowerdir=lower,upperdir=upper,workdir=work mnt";
    if apart(&rig, mount).code == Some(0) {
        again_on(&rig, mount);
    } else {
        fetter_testkit::gate::skip("files on overlays", "overlayfs");
    }
}
