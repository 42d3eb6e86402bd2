//! Installing and uninstalling the agent's files.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use fetter_agent::install::{Outcome, files, install, see_that_it_is_safe, uninstall};
use fetter_testkit::{Scratch, gate, program};

const PROGRAM: &str = "/usr/local/bin/fetter";

fn outcomes(done: &[(std::path::PathBuf, Outcome)]) -> Vec<Outcome> {
    done.iter().map(|(_, outcome)| *outcome).collect()
}

#[test]
fn what_was_installed_is_taken_away_and_what_the_administrator_wrote_stays() {
    let scratch = Scratch::new("install");
    let files = files(Path::new(PROGRAM));
    let first = install(scratch.path(), &files).expect("it can be written");
    assert!(outcomes(&first).iter().all(|outcome| *outcome == Outcome::Written), "{first:?}");
    let again = install(scratch.path(), &files).expect("it can be written");
    assert!(outcomes(&again).iter().all(|outcome| *outcome == Outcome::Unchanged), "{again:?}");
    let config = scratch.at("etc/fetter/agent.toml");
    fs::write(&config, "enforcement = \"off\"\n").expect("written");
    let unit = scratch.at("etc/systemd/system/fetter-agent.service");
    fs::write(&unit, "# Written by `fetter agent install`, of an older version\n").expect("written");
    let newer = install(scratch.path(), &files).expect("it can be written");
    assert_eq!(outcomes(&newer)[0], Outcome::Written);
    assert_eq!(outcomes(&newer)[4], Outcome::Kept);
    let gone = uninstall(scratch.path(), &files).expect("it can be removed");
    assert_eq!(outcomes(&gone)[..4], [Outcome::Removed; 4]);
    assert_eq!(fs::read_to_string(config).expect("it stays"), "enforcement = \"off\"\n");
    assert_eq!(outcomes(&uninstall(scratch.path(), &files).expect("nothing to do"))[0], Outcome::Missing);
}

#[test]
fn what_others_wrote_is_left() {
    let scratch = Scratch::new("install-foreign");
    let files = files(Path::new(PROGRAM));
    scratch.tree().file("etc/systemd/system/fetter-agent.service", "[Unit]\nDescription=mine\n");
    fs::create_dir_all(scratch.at("etc/sysusers.d")).expect("made");
    let elsewhere = scratch.tree().file("elsewhere", "canary");
    symlink(&elsewhere, scratch.at("etc/sysusers.d/fetter.conf")).expect("linked");
    let done = install(scratch.path(), &files).expect("the others can be written");
    assert_eq!(outcomes(&done)[0], Outcome::Foreign);
    assert_eq!(outcomes(&done)[2], Outcome::Foreign);
    assert_eq!(outcomes(&uninstall(scratch.path(), &files).expect("removed"))[2], Outcome::Foreign);
    assert_eq!(fs::read_to_string(elsewhere).expect("it stays"), "canary");
}

#[test]
fn a_program_that_others_may_exchange_is_no_service() {
    let scratch = Scratch::new("install-program");
    let own = scratch.tree().program("fetter", "");
    let told = see_that_it_is_safe(&own);
    // Scratch directories lie where everybody may make files, but not exchange those of others.
    if rustix::process::geteuid().is_root() {
        assert_eq!(told, Ok(()));
        scratch.tree().mode("fetter", 0o777);
    }
    assert!(see_that_it_is_safe(&own).is_err());
    assert!(see_that_it_is_safe(Path::new("/nowhere/fetter")).is_err());
}

/// systemd itself reads the units without a complaint.
#[test]
fn units_are_what_systemd_takes() {
    const WHAT: &str = "the units, as systemd reads them";
    if !program::exists("systemd-analyze") {
        return gate::skip(WHAT, "systemd-analyze");
    }
    let scratch = Scratch::new("install-units");
    let files = files(Path::new("/bin/true"));
    install(scratch.path(), &files).expect("it can be written");
    for unit in ["fetter-agent.service", "fetter-sync.service"] {
        let path = scratch.at("etc/systemd/system").join(unit);
        let ran = program::Program::new("systemd-analyze").args(["verify", "--man=no"]).args([&path]).run();
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        assert_eq!(ran.stderr, "", "{unit}");
    }
}
