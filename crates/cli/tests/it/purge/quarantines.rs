//! What was removed: listed, put back, deleted, recovered.

use std::path::PathBuf;

use fetter_testkit::program::Program;
use fetter_testkit::{Scratch, gate};

use super::{ONE, TWO, here, home, id, json, program, snapshot};
use crate::support::FETTER;

/// The one directory of a run in a quarantine.
fn run_of(home: &Scratch, environment: &str) -> PathBuf {
    let user = rustix::process::geteuid().as_raw();
    let place = home.at(environment).join(format!(".fetter-quarantine-{user}"));
    let runs = std::fs::read_dir(place).expect("a quarantine").map(|entry| entry.expect("an entry").path());
    let mut runs: Vec<PathBuf> = runs.filter(|path| path.is_dir()).collect();
    assert_eq!(runs.len(), 1);
    runs.remove(0)
}

#[test]
fn what_was_removed_is_listed_and_put_back() {
    let home = home("purge-undo");
    let before = snapshot(home.path());
    assert_eq!(here(&home, "purge list").stdout.lines().count(), 1, "a header");
    assert_eq!(here(&home, "purge-pattern -p * --all --yes").code, Some(0));
    let list = here(&home, "purge list");
    let count =
        list.stdout.lines().filter(|line| line.contains("alpha-1.0") || line.contains("beta-2.0")).count();
    assert_eq!((list.code, count), (Some(0), 3), "{}", list.stdout);
    let id = id(&home);
    let unknown = here(&home, "purge undo 20000101T000000Z-00000000");
    assert_eq!(unknown.code, Some(1));
    assert!(unknown.stderr.contains(&format!("there are {id}")), "{}", unknown.stderr);
    let ran = here(&home, &format!("purge undo {id} json"));
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let result = json(&ran.stdout);
    super::see_that_it_is(&result, "purge-result-1");
    assert_eq!((result["action"].as_str(), result["done"].as_u64()), (Some("undo"), Some(3)));
    assert!(result["distributions"][0]["files"].to_string().contains("put-back"));
    assert_eq!(snapshot(home.path()), before);
    assert_eq!(here(&home, "purge list").stdout.lines().count(), 1);
    let again = here(&home, &format!("purge undo {id}"));
    assert!(again.code == Some(1) && again.stderr.contains("there is none"), "{}", again.stderr);
}

#[test]
fn what_stands_in_the_way_stays_and_it_is_a_failure() {
    let home = home("purge-undo-conflict");
    assert_eq!(here(&home, "purge-pattern -p beta --yes").code, Some(0));
    super::install(&home.tree(), ONE, "beta", "2.0", &[]);
    let before = snapshot(home.path());
    let ran = here(&home, &format!("purge undo {}", id(&home)));
    assert_eq!(ran.code, Some(1), "{}", ran.stdout);
    assert!(ran.stdout.contains("unchanged"), "{}", ran.stdout);
    assert_eq!(snapshot(home.path()), before);
}

/// A directory of which all packages are gone looks like any other: it is remembered, or named.
#[test]
fn a_target_directory_of_which_all_is_gone_is_remembered() {
    let home = home("purge-hints");
    super::install(&home.tree(), "lambda/x/y", "gamma", "1", &[]);
    let target = |line: &str| program(&home).args(["--path", "lambda/x/y"]).args(line.split(' ')).run();
    assert_eq!(target("--only-path purge-pattern -p gamma --yes").code, Some(0));
    let hints = home.at(".local/state/fetter/quarantines");
    let text = std::fs::read_to_string(&hints).expect("written");
    assert_eq!(text, format!("{}\n", home.at("lambda/x/y").display()));
    assert!(target("--only-path purge list").stdout.contains("gamma-1"), "it was named");
    let elsewhere = |line: &str| program(&home).args(["--path", "two"]).args(line.split(' ')).run();
    assert!(elsewhere("--no-all-users purge list").stdout.contains("gamma-1"), "it is remembered");
    assert!(!elsewhere("--only-path purge list").stdout.contains("gamma-1"), "the search was narrowed");
    // Whatever else is in that file does no harm.
    std::fs::write(&hints, [text.as_bytes(), b"relative\n/nowhere\n\n\xff\xfe\n/etc/passwd\n"].concat())
        .expect("written");
    assert!(elsewhere("--no-all-users purge list").stdout.contains("gamma-1"));
    let id = id_of(&elsewhere("--no-all-users purge list json").stdout);
    let undone = elsewhere(&format!("--only-path purge undo {id}"));
    assert_eq!(undone.code, Some(0), "an ID is taken as a whole: {}", undone.stderr);
    assert!(home.at("lambda/x/y/gamma").exists());
}

fn id_of(list: &str) -> String {
    json(list)["distributions"][0]["id"].as_str().expect("there is one").to_owned()
}

#[test]
fn what_is_emptied_is_gone_for_good_and_is_asked_for_first() {
    let home = home("purge-empty");
    assert_eq!(here(&home, "purge-pattern -p beta --yes").code, Some(0));
    let id = id(&home);
    for line in ["purge empty", "purge empty json"] {
        let shown = here(&home, line);
        assert_eq!(shown.code, Some(0), "{}", shown.stderr);
        assert!(shown.stdout.contains(&id), "{}", shown.stdout);
        assert!(shown.stderr.contains("nothing was deleted: take --yes"), "{}", shown.stderr);
    }
    let young = here(&home, "purge empty --older-than 1 --yes json");
    assert_eq!((young.code, json(&young.stdout)["done"].as_u64()), (Some(0), Some(0)), "{}", young.stderr);
    assert_eq!(here(&home, "purge empty nothing --yes").code, Some(1));
    let other = program(&home).args(["-e", "two/.venv", "purge", "empty", "--yes"]).run();
    assert_eq!(other.code, Some(0), "{}", other.stderr);
    assert!(here(&home, "purge list").stdout.contains(&id), "what was not looked at stays");
    let ran = here(&home, &format!("purge empty {id} --older-than 0 --yes"));
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stdout.contains("done"), "{}", ran.stdout);
    assert!(!here(&home, "purge list").stdout.contains(&id));
    let left: Vec<_> = std::fs::read_dir(home.at("one/.venv"))
        .expect("read")
        .map(|one| one.expect("one").file_name())
        .collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().contains("quarantine")), "{left:?}");
}

/// As a kill would leave it: the quarantine says that files are still being moved.
#[test]
fn what_was_interrupted_is_recovered_in_either_direction() {
    for (option, is_back) in [("", false), (" --revert", true)] {
        let home = home("purge-recover");
        let before = snapshot(home.path());
        assert_eq!(here(&home, "purge-pattern -p beta --yes").code, Some(0));
        let after = snapshot(home.path());
        let nothing = here(&home, &format!("purge recover{option}"));
        assert!(
            nothing.code == Some(0) && nothing.stderr.contains("nothing to recover"),
            "{}",
            nothing.stderr
        );
        let place = run_of(&home, "one/.venv").join("0");
        std::fs::rename(place.join("done.json"), place.join("moving.json")).expect("renamed");
        assert!(here(&home, "purge list").stdout.contains("moving"));
        let empty = here(&home, "purge empty --yes");
        assert_eq!(empty.code, Some(1), "what was interrupted is not deleted: {}", empty.stdout);
        let ran = here(&home, &format!("purge recover{option}"));
        assert_eq!(ran.code, Some(0), "{}{}", ran.stdout, ran.stderr);
        assert_eq!(snapshot(home.path()), if is_back { before } else { after });
    }
}

#[test]
fn a_quarantine_that_cannot_be_read_is_said() {
    let home = home("purge-damaged");
    assert_eq!(here(&home, "purge-pattern -p beta --yes").code, Some(0));
    std::fs::write(run_of(&home, "one/.venv").join("0/done.json"), "{}").expect("written");
    let list = here(&home, "purge list json");
    assert_eq!(list.code, Some(0));
    assert_eq!(json(&list.stdout)["unread"].as_array().map(Vec::len), Some(1), "{}", list.stdout);
    let quiet = here(&home, "-q purge list");
    assert!(quiet.stderr.contains("it is not what fetter writes there"), "{}", quiet.stderr);
    assert_eq!(here(&home, "purge recover").code, Some(1));
}

/// Part of a run that cannot be read holds up that run, and no other.
#[test]
fn what_is_damaged_holds_up_its_own_run_only() {
    let home = home("purge-damaged-run");
    assert_eq!(here(&home, "purge-pattern -p alpha --all --yes").code, Some(0));
    let damaged = id(&home);
    assert_eq!(here(&home, "purge-pattern -p beta --yes").code, Some(0));
    let list = json(&here(&home, "purge list json").stdout);
    let all = list["distributions"].as_array().expect("a list");
    let other =
        all.iter().map(|one| one["id"].as_str().expect("text")).find(|one| *one != damaged).expect("another");
    let user = rustix::process::geteuid().as_raw();
    let place = home.at(&format!("one/.venv/.fetter-quarantine-{user}/{damaged}/0/done.json"));
    std::fs::write(place, "{").expect("written");
    let before = snapshot(home.path());
    let undone = here(&home, &format!("purge undo {damaged}"));
    assert!(undone.code == Some(1) && undone.stderr.contains("nothing was put back"), "{}", undone.stderr);
    assert!(undone.stderr.contains("delete it by hand"), "{}", undone.stderr);
    assert_eq!(snapshot(home.path()), before);
    let fine = here(&home, &format!("purge undo {other}"));
    assert_eq!((fine.code, fine.stderr.as_str()), (Some(0), ""));
    assert!(home.at(ONE).join("beta").exists());
    let emptied = here(&home, &format!("purge empty {damaged} --yes"));
    assert_eq!(
        emptied.code,
        Some(1),
        "the rest of it is gone, and part could not be read: {}",
        emptied.stderr
    );
    assert!(emptied.stdout.contains("done"), "{}", emptied.stdout);
}

/// Also where nobody remembers where else it removed something.
#[test]
fn a_run_is_undone_as_a_whole() {
    let home = home("purge-whole-run");
    let before = snapshot(home.path());
    assert_eq!(here(&home, "purge-pattern -p alpha --all --yes").code, Some(0));
    let id = id(&home);
    std::fs::remove_file(home.at(".local/state/fetter/quarantines")).expect("it was remembered");
    let ran = program(&home).args(["-e", "one/.venv", "purge", "undo", &id]).run();
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert_eq!(snapshot(home.path()), before);
}

#[test]
fn an_interrupted_run_is_deleted_only_by_its_name() {
    let home = home("purge-empty-interrupted");
    assert_eq!(here(&home, "purge-pattern -p beta --yes").code, Some(0));
    let place = run_of(&home, "one/.venv").join("0");
    std::fs::rename(place.join("done.json"), place.join("moving.json")).expect("renamed");
    let id = id(&home);
    let left = here(&home, "purge empty --yes");
    assert!(left.code == Some(1) && left.stdout.contains(&format!("purge empty {id}")), "{}", left.stdout);
    assert_eq!(here(&home, &format!("purge empty {id} --yes")).code, Some(0));
    assert!(!place.exists());
}

#[test]
fn every_run_has_an_id_of_its_own() {
    let home = home("purge-ids");
    for (name, environment) in [("alpha", "one/.venv"), ("alpha", "two/.venv"), ("beta", "one/.venv")] {
        let line = ["-e", environment, "purge-pattern", "-p", name, "--yes"];
        assert_eq!(program(&home).env("SOURCE_DATE_EPOCH", "0").args(line).run().code, Some(0));
    }
    let list = json(&here(&home, "purge list json").stdout);
    let all = list["distributions"].as_array().expect("a list").iter();
    let ids: std::collections::BTreeSet<_> = all.map(|one| one["id"].as_str().expect("text")).collect();
    assert_eq!(ids.len(), 3, "{ids:?}");
    assert!(home.at(TWO).exists());
}

/// pip itself, in an environment that venv made: gone, and back as it was.
#[test]
fn a_real_environment_is_as_it_was() {
    let Some(python) = gate::newest_interpreter("a removal in a real environment") else { return };
    let home = Scratch::new("purge-real");
    let made = Program::new(&python).args(["-m", "venv", "env"]).within(home.path()).env("HOME", home.path());
    let _ = made.succeed();
    let before = snapshot(home.path());
    let fetter = |line: &str| {
        Program::new(FETTER).env("HOME", home.path()).within(home.path()).args(line.split(' ')).run()
    };
    let ran = fetter("-e env purge-pattern -p pip --yes json");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let pip = || {
        Program::new(home.at("env/bin/python")).args(["-m", "pip", "check"]).env("HOME", home.path()).run()
    };
    assert_ne!(pip().code, Some(0), "pip is gone");
    let id = json(&ran.stdout)["distributions"][0]["id"].as_str().expect("text").to_owned();
    let undone = fetter(&format!("-e env purge undo {id}"));
    assert_eq!(undone.code, Some(0), "{}", undone.stderr);
    assert_eq!(snapshot(home.path()), before);
    assert_eq!(pip().code, Some(0), "and back");
}
