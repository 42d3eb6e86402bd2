//! Real packages, removed beside pip: what is left must be the same, and everything comes back.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use fetter_core::inventory::discover::Request;
use fetter_core::inventory::file::Disk;
use fetter_core::removal::{Options, plan, quarantine};
use fetter_testkit::{Scratch, gate};

use super::{Snapshot, all_done, choices, quarantined, snapshot, stamp};
use crate::support::{search_with, surroundings};

/// How many packages are removed at least.
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

/// The paths in an environment, but for quarantines.
fn paths(all: &Snapshot) -> BTreeSet<&PathBuf> {
    let is_quarantine = |path: &&PathBuf| path.to_string_lossy().starts_with(".fetter-quarantine");
    all.keys().filter(|path| !is_quarantine(path)).collect()
}

/// What pip leaves and fetter does not, each with why. pip looks only for what the Python that runs it compiled, and does not look
/// whether a directory became empty.
fn is_explained(path: &Path, left_by_pip: &Snapshot) -> bool {
    let state = left_by_pip.get(path).map_or("", String::as_str);
    let has_entries = left_by_pip.keys().any(|other| other.parent() == Some(path));
    state.ends_with("directory") && !has_entries
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
        .filter(|name| !matches!(name.as_str(), "pip"))
        .collect();
    assert!(names.len() >= WANTED, "{} packages", names.len());
    for (number, name) in names.iter().enumerate() {
        let inventory = search();
        let plan = plan(&Disk::here(), &inventory, &choices(&inventory, &[name]), Options::default());
        assert_eq!((plan.removals.len(), &plan.refused), (1, &Vec::new()), "{name}");
        all_done(&quarantine::apply(&plan, &stamp(&format!("run-{number}"))));
        let said = pip(&pips, &["uninstall", "-y", name]);
        assert!(said.contains("Successfully uninstalled"), "{name}: {said}");
        let (left, left_by_pip) = (snapshot(&ours), snapshot(&pips));
        let (mine, theirs) = (paths(&left), paths(&left_by_pip));
        let kept: Vec<_> = mine.difference(&theirs).collect();
        assert!(kept.is_empty(), "{name}: fetter leaves what pip removes: {kept:?}");
        let removed: Vec<_> =
            theirs.difference(&mine).filter(|path| !is_explained(path, &left_by_pip)).collect();
        assert!(removed.is_empty(), "{name}: fetter removes what pip leaves: {removed:?}");
    }
    for number in (0..names.len()).rev() {
        all_done(&quarantine::undo(&quarantined(&ours, &format!("run-{number}"))));
    }
    assert_eq!(snapshot(&ours), before, "byte, mode, owner and time are as they were");
    let checked = pip(&ours, &["check"]);
    assert_eq!(checked, pip(&original, &["check"]));
}
