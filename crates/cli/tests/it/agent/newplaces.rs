//! What is denied is refused also where nothing was ever installed before.

use std::path::Path;

use fetter_testkit::Ran;
use fetter_testkit::program::Program;

use super::rig::{Rig, rig};

const WHAT: &str = "an agent that enforces in new places";

/// Installs a wheel into a directory, offline.
fn into_target(rig: &Rig, installer: &str, target: &Path, wheel: &Path) -> Ran {
    let tool = rig.tool(installer);
    let tool = match installer {
        "pip" => tool.args(["install", "-q", "--no-index", "--no-deps", "--disable-pip-version-check"]),
        _ => tool.args(["pip", "install", "-q", "--offline", "--no-deps", "--python"]).args([rig.python()]),
    };
    tool.args(["--target"]).args([target]).args([wheel]).run()
}

/// Whether importing from a directory is refused by the kernel.
fn is_refused_from(rig: &Rig, directory: &Path, module: &str) -> bool {
    let ran = Program::new("timeout")
        .args(["-s", "KILL", "30"])
        .args([rig.python()])
        .args(["-c", &format!("import {module}")])
        .env("PYTHONPATH", directory)
        .run();
    let is_refused = ran.stderr.contains("PermissionError: [Errno 1]");
    assert!(ran.code == Some(0) || is_refused, "{module}: {:?} {}", ran.code, ran.stderr);
    is_refused
}

/// How many times everything was searched.
fn searches(rig: &Rig) -> usize {
    rig.events("reconciled").lines().filter(|line| line.contains("everything was searched")).count()
}

#[test]
fn what_is_denied_is_refused_in_directories_that_nobody_knew() {
    let Some(mut rig) = rig("agent-newplaces", WHAT) else { return };
    let (evil, good) = (rig.wheel("evil", "1.0"), rig.wheel("good", "1.0"));
    rig.start();
    rig.until("the first search is over", |rig| searches(rig) > 0);
    let before = searches(&rig);
    for installer in ["pip", "uv"] {
        let target = rig.scratch.at(&format!("home/new/{installer}/target"));
        for wheel in [&evil, &good] {
            let ran = into_target(&rig, installer, &target, wheel);
            assert_eq!(ran.code, Some(0), "{installer}: {}", ran.stderr);
        }
        rig.until("it is denied", |rig| is_refused_from(rig, &target, "evil"));
        assert!(!is_refused_from(&rig, &target, "good"), "{installer}");
    }
    assert_eq!(searches(&rig), before, "nothing but the new places was looked at");
    let events = rig.events("installed,denied");
    assert!(events.contains("denied evil-1.0"), "{events}");
}
