//! Wherever denied code is reached from: by other mounts, in other namespaces, and where something was mounted meanwhile.

use std::path::{Path, PathBuf};

use fetter_testkit::gate;
use fetter_testkit::program::{Program, exists};

use super::rig::{Rig, rig};

const WHAT: &str = "places of denied code";

/// A mount that is gone when the test is, whatever becomes of it.
pub(super) struct Mounted(PathBuf);

impl Mounted {
    /// Mounts something, if that is permitted here.
    pub(super) fn at(place: PathBuf, arguments: &[&str]) -> Option<Self> {
        std::fs::create_dir_all(&place).expect("made");
        let ran = Program::new("mount").args(arguments).args([&place]).run();
        if ran.code == Some(0) {
            return Some(Self(place));
        }
        gate::skip(WHAT, &format!("the right to mount ({})", ran.stderr.trim()));
        None
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    /// Whether it could be taken away; whoever has something open there does not keep it.
    fn unmount(&self) -> bool {
        Program::new("umount").args(["-l"]).args([&self.0]).run().code == Some(0)
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        self.unmount();
    }
}

/// An agent that refuses `evil`, and knows `good`.
fn refusing(name: &str) -> Option<Rig> {
    if !exists("unshare") {
        gate::skip(WHAT, "unshare(1)");
        return None;
    }
    let mut rig = rig(name, WHAT)?;
    for wheel in [rig.wheel("evil", "1.0"), rig.wheel("good", "1.0")] {
        assert_eq!(rig.install("pip", &wheel).code, Some(0));
    }
    rig.start();
    rig.until("it is denied", |rig| rig.is_refused("evil"));
    Some(rig)
}

/// What is denied is refused there, and what is not is not.
fn is_guarded(rig: &Rig, site: &Path) {
    for denied in ["evil/__init__.py", "evil/below/__init__.py", "evil_single.py"] {
        assert!(rig.cannot_be_opened(&site.join(denied)), "{denied} in {}", site.display());
    }
    for allowed in ["good/__init__.py", "good_single.py"] {
        assert!(!rig.cannot_be_opened(&site.join(allowed)), "{allowed} in {}", site.display());
    }
}

#[test]
fn no_other_way_to_the_same_files_leads_around_a_refusal() {
    let Some(rig) = refusing("agent-ways") else { return };
    let site = rig.site();
    let shown = site.display().to_string();
    let Some(bound) = Mounted::at(rig.scratch.at("bound"), &["--bind", &shown]) else { return };
    is_guarded(&rig, bound.path());
    // Where the agent looks for packages, it finds the same ones once more.
    let Some(within) = Mounted::at(rig.scratch.at("home/again/site-packages"), &["--bind", &shown]) else {
        return;
    };
    rig.until("it is known there", |rig| rig.ask("agent status").stdout.contains("home/again/site-packages"));
    is_guarded(&rig, within.path());
    is_guarded(&rig, &site);
    assert!(within.unmount());
    let lower = format!("lowerdir={shown},upperdir=upper,workdir=work");
    let tree = rig.scratch.tree();
    tree.directory("upper");
    tree.directory("work");
    let commands = format!(
        "cd {} && mkdir -p apart over && mount --bind {shown} apart && mount -t overlay over -o {lower} over && \
         cat apart/good/__init__.py over/good/__init__.py && exec > told 2>&1; \
         cat apart/evil/__init__.py; cat apart/evil_single.py; cat over/evil/__init__.py; cat over/evil_single.py",
        rig.scratch.path().display()
    );
    let apart = rig.patiently(Path::new("unshare"), &["-m", "sh", "-c", &commands]);
    assert!(apart.stderr.is_empty(), "{}", apart.stderr);
    let told = std::fs::read_to_string(rig.scratch.at("told")).expect("it came that far");
    assert_eq!(told.matches("Operation not permitted").count(), 4, "{told}");
    // A Python in a namespace of its own, whose environment lies elsewhere for it.
    let commands = format!(
        "cd {} && mkdir -p other && mount --bind home/v other && exec other/bin/python -c 'import good, evil'",
        rig.scratch.path().display()
    );
    let apart = rig.patiently(Path::new("unshare"), &["-m", "sh", "-c", &commands]);
    let wanted = "PermissionError: [Errno 1] Operation not permitted";
    assert!(apart.stderr.contains(wanted) && apart.stderr.contains("other/"), "{}", apart.stderr);
    assert!(bound.unmount());
    is_guarded(&rig, &site);
}

#[test]
fn what_is_mounted_while_the_agent_runs_is_watched_and_what_is_unmounted_is_gone() {
    let Some(rig) = refusing("agent-mounted") else { return };
    let Some(memory) = Mounted::at(rig.scratch.at("home/memory"), &["-t", "tmpfs", "none"]) else { return };
    let covered = format!("{} (fanotify)", memory.path().display());
    rig.until("it is watched", |rig| rig.ask("agent status").stdout.contains(&covered));
    let environment = memory.path().join("w");
    let made = Program::new(rig.python()).args(["-m", "venv", "--without-pip"]).args([&environment]).run();
    assert_eq!(made.code, Some(0), "{}", made.stderr);
    let python = environment.join("bin/python");
    for name in ["evil", "good"] {
        let wheel = rig.scratch.at(&format!("wheels/{name}-1.0-py3-none-any.whl"));
        let installed = rig.install_into(&python, "pip", &wheel);
        assert_eq!(installed.code, Some(0), "{}", installed.stderr);
    }
    let import = |module: &str| rig.patiently(&python, &["-c", &format!("import {module}")]);
    rig.until("it is refused there", |_| import("evil").stderr.contains("PermissionError: [Errno 1]"));
    assert_eq!(import("good, good_single").code, Some(0));
    assert!(import("evil_single").stderr.contains("PermissionError: [Errno 1]"));
    assert!(memory.unmount());
    rig.until("it is gone", |rig| {
        let removed = rig.events("removed");
        removed.contains("evil-1.0") && removed.contains("good-1.0")
    });
    assert!(rig.is_refused("evil") && !rig.is_refused("good"));
    assert!(!rig.ask("agent status").stdout.contains(&covered));
}
