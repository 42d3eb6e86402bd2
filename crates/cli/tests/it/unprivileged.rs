//! As somebody who may not read everything: what could not be read is said.

use std::os::unix::fs::PermissionsExt;

use fetter_testkit::program::{Program, exists};
use fetter_testkit::{Ran, Scratch, gate};

use crate::support::FETTER;

/// Nobody, on Debian and elsewhere.
const USER: &str = "65534";

#[test]
fn what_may_not_be_read_is_a_problem() {
    if !rustix::process::geteuid().is_root() {
        gate::skip("a search without the right to read", "root, to become somebody else");
        return;
    }
    if !exists("setpriv") {
        gate::skip("a search without the right to read", "setpriv(1)");
        return;
    }
    let home = Scratch::new("unprivileged");
    let tree = home.tree();
    tree.mode(".", 0o755);
    tree.dist_info("open/site-packages", "a", "1");
    tree.dist_info("shut/site-packages", "b", "1");
    tree.dist_info("half/site-packages", "c", "1");
    tree.file("env/pyvenv.cfg", "home = /usr/bin\n");
    tree.dist_info("env/lib/python3.11/site-packages", "d", "1");
    tree.installation("shut-base", "3.11");
    let base = home.at("shut-base");
    tree.venv("of-shut-base", &base, "3.11", false);
    tree.mode("shut-base", 0);
    tree.mode("shut", 0);
    tree.mode("half/site-packages/c-1.dist-info/METADATA", 0);
    tree.mode("env/pyvenv.cfg", 0);
    let ran = as_nobody(&home, &["--path", ".", "--only-path", "scan", "json"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let json: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let problems: Vec<(String, String)> = json["problems"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|problem| {
            let path =
                problem["path"].as_str().expect("text").replace(&home.path().display().to_string(), "~");
            (path, problem["code"].as_str().expect("text").to_owned())
        })
        .collect();
    for expected in [
        ("~/env/pyvenv.cfg", "file-unreadable"),
        ("~/half/site-packages/c-1.dist-info/METADATA", "file-unreadable"),
        ("~/shut", "directory-unreadable"),
        ("~/of-shut-base", "file-unreadable"),
    ] {
        assert!(
            problems.contains(&(expected.0.to_owned(), expected.1.to_owned())),
            "{expected:?} in {problems:?}"
        );
    }
    let environments = json["environments"].as_array().expect("a list");
    assert!(
        !problems.contains(&("~/of-shut-base".to_owned(), "base-missing".to_owned())),
        "it is there, and not to be seen"
    );
    assert_eq!(environments.len(), 2, "an environment with an unreadable pyvenv.cfg is one all the same");
    let distributions = json["sites"]
        .as_array()
        .expect("a list")
        .iter()
        .flat_map(|site| site["distributions"].as_array().expect("a list"));
    let names: Vec<&str> = distributions.map(|one| one["name"].as_str().expect("text")).collect();
    assert_eq!(names, ["d", "c", "a"], "what has a name only is listed by it");
}

/// What the program says and does as nobody, who can start a copy of it in that home.
fn as_nobody(home: &Scratch, arguments: &[&str]) -> Ran {
    let program = home.tree().program_of("fetter", FETTER.as_ref());
    Program::new("setpriv")
        .args(["--reuid", USER, "--regid", USER, "--clear-groups"])
        .args([program.as_os_str()])
        .args(arguments)
        .within(home.path())
        .run()
}

#[test]
fn what_may_not_be_looked_at_is_not_half_removed() {
    if !rustix::process::geteuid().is_root() || !exists("setpriv") {
        gate::skip("a removal without the right to look", "root, to become somebody else by setpriv(1)");
        return;
    }
    let home = Scratch::new("unprivileged-purge");
    let tree = home.tree();
    let site = "env/lib/python3.11/site-packages";
    tree.installation("base", "3.11");
    tree.venv("env", &home.at("base"), "3.11", false);
    crate::purge::install(&tree, site, "alpha", "1.0", &[]);
    let owned = Program::new("chown").args(["-R", USER]).args([home.path()]).run();
    assert_eq!(owned.code, Some(0), "{}", owned.stderr);
    let shut = home.at(&format!("{site}/alpha/deep"));
    std::os::unix::fs::chown(&shut, Some(0), Some(0)).expect("chown");
    std::fs::set_permissions(&shut, std::fs::Permissions::from_mode(0o700)).expect("chmod");
    let ran = as_nobody(&home, &["-e", "env/bin/python", "purge-pattern", "-p", "alpha", "--yes"]);
    assert_eq!(ran.code, Some(1), "{}{}", ran.stdout, ran.stderr);
    assert!(
        ran.stdout.contains("could not be looked at") && ran.stdout.contains("[unseen]"),
        "{}",
        ran.stdout
    );
    assert!(home.at(&format!("{site}/alpha/__init__.py")).exists(), "nothing of it is gone");
}

#[test]
fn compiled_code_that_may_not_be_looked_at_is_not_clean() {
    if !rustix::process::geteuid().is_root() || !exists("setpriv") {
        gate::skip("a verification without the right to look", "root, to become somebody else by setpriv(1)");
        return;
    }
    let home = Scratch::new("unprivileged-verify");
    let tree = home.tree();
    let site = "env/lib/python3.11/site-packages";
    tree.mode(".", 0o755);
    tree.installation("base", "3.11");
    tree.venv("env", &home.at("base"), "3.11", false);
    crate::purge::install(&tree, site, "alpha", "1.0", &[]);
    tree.file(&format!("{site}/alpha/__pycache__/__init__.cpython-311.pyc"), "compiled");
    tree.mode(&format!("{site}/alpha/__pycache__"), 0);
    let ran = as_nobody(
        &home,
        &["-e", "env/bin/python", "verify", "--no-ownerless", "-p", "alpha", "--severity", "high"],
    );
    assert_eq!(ran.code, Some(4), "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stderr.contains("__pycache__"), "{}", ran.stderr);
}
