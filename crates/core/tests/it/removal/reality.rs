//! Real packages, removed beside pip: what is left must be the same, and everything comes back.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use fetter_core::inventory::discover::Request;
use fetter_core::inventory::file::Disk;
use fetter_core::removal::{Options, plan, quarantine};
use fetter_testkit::{Scratch, gate};

use super::{all_done, choices, quarantined, snapshot, stamp};
use crate::support::{search_with, surroundings};

/// How many packages are removed.
const WANTED: usize = 40;

fn copy(from: &Path, to: &Path) {
    let copied = Command::new("cp").arg("-a").arg(from).arg(to).status().expect("cp is there");
    assert!(copied.success());
}

fn pip(environment: &Path, arguments: &[&str]) -> String {
    let run = Command::new(environment.join("bin/python"))
        .args(["-m", "pip", "--no-input", "--disable-pip-version-check"])
        .args(arguments)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("PIP_NO_INDEX", "1")
        .output()
        .expect("the environment's Python starts");
    format!("{}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr))
}

/// The paths in an environment but for quarantines, and whether each is a directory.
fn paths(root: &Path) -> BTreeMap<PathBuf, bool> {
    let mut all = BTreeMap::new();
    let mut left = vec![root.to_path_buf()];
    while let Some(directory) = left.pop() {
        for entry in
            std::fs::read_dir(&directory).expect("it can be read").map(|entry| entry.expect("an entry"))
        {
            if entry.file_name().to_string_lossy().starts_with(".fetter-quarantine") {
                continue;
            }
            let is_directory = entry.file_type().expect("a type").is_dir();
            if is_directory {
                left.push(entry.path());
            }
            all.insert(entry.path().strip_prefix(root).expect("below").to_path_buf(), is_directory);
        }
    }
    all
}

/// What pip leaves and fetter does not is explained where it is an empty directory: pip does not look for those.
fn is_explained(path: &Path, left_by_pip: &BTreeMap<PathBuf, bool>) -> bool {
    let is_directory = left_by_pip.get(path) == Some(&true);
    is_directory && left_by_pip.iter().all(|(other, is_directory)| *is_directory || !other.starts_with(path))
}

#[test]
fn forty_real_packages_go_as_pip_uninstall_has_it_and_come_back() {
    let what = "removal of real packages";
    let Some(real) = gate::real_environments(what) else { return };
    let original = real.join("case-old");
    if !original.exists() {
        return gate::skip(what, "an environment of many packages");
    }
    let scratch = Scratch::new("removal-real");
    let (ours, pips) = (scratch.at("ours"), scratch.at("pips"));
    copy(&original, &ours);
    copy(&original, &pips);
    let before = snapshot(&ours);
    let request = Request { executables: vec![ours.clone()], details: true, ..Request::default() };
    let search = || search_with(&request, &surroundings(scratch.path()));
    let names: Vec<String> = search()
        .installed()
        .iter()
        .map(|(found, _)| found.name.normalized().to_owned())
        .filter(|name| name != "pip")
        .take(WANTED)
        .collect();
    assert_eq!(names.len(), WANTED);
    for (number, name) in names.iter().enumerate() {
        let inventory = search();
        let plan = plan(&Disk::here(), &inventory, &choices(&inventory, &[name]), Options::default());
        assert_eq!((plan.removals.len(), &plan.refused), (1, &Vec::new()), "{name}");
        all_done(&quarantine::apply(&plan, &stamp(&format!("run-{number}"))));
        let said = pip(&pips, &["uninstall", "-y", name]);
        assert!(said.contains("Successfully uninstalled"), "{name}: {said}");
        let (mine, theirs) = (paths(&ours), paths(&pips));
        let kept: Vec<_> = mine.keys().filter(|path| !theirs.contains_key(*path)).collect();
        assert!(kept.is_empty(), "{name}: fetter leaves what pip removes: {kept:?}");
        let removed = theirs.keys().filter(|path| !mine.contains_key(*path) && !is_explained(path, &theirs));
        let removed: Vec<_> = removed.collect();
        assert!(removed.is_empty(), "{name}: fetter removes what pip leaves: {removed:?}");
    }
    for number in (0..names.len()).rev() {
        all_done(&quarantine::undo(&quarantined(&ours, &format!("run-{number}"))));
    }
    assert_eq!(snapshot(&ours), before, "byte, mode, owner and time are as they were");
    let checked = pip(&ours, &["check"]);
    assert_eq!(checked, pip(&original, &["check"]));
}
