//! Removing packages: what a plan names, what it leaves alone, and that everything comes back.

mod hostile;
mod interference;
mod kill;
mod lists;
mod neighbours;
mod plans;
mod property;
mod reality;
mod round_trip;
mod suite;

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use fetter_core::inventory::Inventory;
use fetter_core::inventory::file::Disk;
use fetter_core::removal::quarantine::{self, Carried, Outcome, Quarantined, Stamp};
use fetter_core::removal::{Choice, Options, Plan, plan};
use fetter_core::timestamp::Timestamp;
use fetter_testkit::{Scratch, Tree};

use crate::support::{request, search_with, surroundings};

/// Where the site of [`environment`] is.
pub(super) const SITE: &str = "v/lib/python3.11/site-packages";

/// An environment with an installation that it is made of, both below a scratch directory.
pub(super) fn environment(tree: &Tree) {
    tree.installation("base", "3.11");
    tree.venv("v", &tree.path().join("base"), "3.11", false);
    tree.file("v/bin/activate", "# activate");
    tree.file("v/bin/pip", "#!python\n");
}

/// A distribution with files, listed as pip lists them. Paths are relative to the site.
pub(super) fn install(tree: &Tree, name: &str, files: &[&str]) {
    let listed: Vec<String> = files.iter().map(|file| quoted(file)).collect();
    for file in files {
        tree.file(&format!("{SITE}/{file}"), format!("# {file} of {name}\n"));
    }
    list(tree, name, &listed);
}

/// A distribution's metadata, with a RECORD of these paths as they are.
pub(super) fn list(tree: &Tree, name: &str, listed: &[String]) {
    let metadata = format!("{}-1.0.dist-info", name.replace('-', "_"));
    tree.dist_info(SITE, name, "1.0");
    let own = ["METADATA", "INSTALLER", "RECORD"].map(|file| format!("{metadata}/{file}"));
    let lines: Vec<String> = listed.iter().chain(&own).map(|path| format!("{path},,\n")).collect();
    tree.file(&format!("{SITE}/{metadata}/RECORD"), lines.concat());
}

/// A path as CSV has it.
pub(super) fn quoted(path: &str) -> String {
    if path.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", path.replace('"', "\"\""))
    } else {
        path.to_owned()
    }
}

/// The inventory of a scratch directory.
pub(super) fn inventory(root: &Path) -> Inventory {
    search_with(&request(root), &surroundings(&root.join("home")))
}

/// What is chosen by name.
pub(super) fn choices(inventory: &Inventory, names: &[&str]) -> Vec<Choice> {
    let of = inventory.installed().into_iter().filter(|(found, _)| names.contains(&found.name.normalized()));
    of.map(|(found, site)| Choice {
        site: site.path.clone(),
        metadata: found.metadata_path.clone(),
        reasons: vec!["it was asked for".to_owned()],
    })
    .collect()
}

/// The plan that removes what has these names.
pub(super) fn planned(root: &Path, names: &[&str]) -> Plan {
    let inventory = inventory(root);
    plan(&Disk::here(), &inventory, &choices(&inventory, names), Options::default())
}

/// What runs are called by in tests.
pub(super) fn stamp(id: &str) -> Stamp {
    Stamp { id: id.to_owned(), created: Timestamp::of_unix_time(1_700_000_000).expect("a time") }
}

/// What of one run lies in quarantine below a prefix.
pub(super) fn quarantined(anchor: &Path, id: &str) -> Vec<Quarantined> {
    let (found, unread) = quarantine::find(&[anchor.to_path_buf()].into());
    assert_eq!(unread, []);
    found.into_iter().filter(|one| one.id == id).collect()
}

pub(super) fn all_done(carried: &[Carried]) {
    for one in carried {
        assert_eq!(one.outcome, Outcome::Done, "{:#?}", one.files);
    }
}

/// Everything below a directory, with all that must come back.
pub(super) type Snapshot = BTreeMap<PathBuf, String>;

pub(super) fn snapshot(root: &Path) -> Snapshot {
    let mut all = Snapshot::new();
    let mut left = vec![root.to_path_buf()];
    while let Some(path) = left.pop() {
        let status = std::fs::symlink_metadata(&path).expect("it is there");
        let contents = if status.is_dir() {
            left.extend(
                std::fs::read_dir(&path)
                    .expect("it can be read")
                    .map(|entry| entry.expect("an entry").path()),
            );
            "directory".to_owned()
        } else if status.is_symlink() {
            format!("link to {}", std::fs::read_link(&path).expect("a link").display())
        } else if status.is_file() {
            let mut hasher = DefaultHasher::new();
            std::fs::read(&path).expect("it can be read").hash(&mut hasher);
            format!("file of {} bytes, {:016x}", status.len(), hasher.finish())
        } else {
            "other".to_owned()
        };
        let text = format!(
            "{:o} {} {} {}.{:09} {} {contents}",
            status.mode(),
            status.uid(),
            status.gid(),
            status.mtime(),
            status.mtime_nsec(),
            status.ino(),
        );
        all.insert(path.strip_prefix(root).expect("below").to_path_buf(), text);
    }
    all
}

/// The paths of a snapshot that are gone in another.
pub(super) fn gone(before: &Snapshot, after: &Snapshot) -> Vec<String> {
    before.keys().filter(|path| !after.contains_key(*path)).map(|path| path.display().to_string()).collect()
}

/// Removes by name, and says what of the scratch directory is gone then; undoes it, and sees that all is as before.
pub(super) fn removed_and_undone(scratch: &Scratch, names: &[&str]) -> (Plan, Vec<String>) {
    let before = snapshot(scratch.path());
    let plan = planned(scratch.path(), names);
    assert_eq!(snapshot(scratch.path()), before, "a plan changes nothing");
    all_done(&quarantine::apply(&plan, &stamp("run")));
    let mut after = snapshot(scratch.path());
    after.retain(|path, _| {
        !path.components().any(|part| part.as_os_str().as_bytes().starts_with(b".fetter-quarantine"))
    });
    let gone = gone(&before, &after);
    for (path, state) in &after {
        let is_directory = state.ends_with("directory");
        assert!(is_directory || before.get(path) == Some(state), "{} was changed", path.display());
    }
    let anchors: std::collections::BTreeSet<PathBuf> =
        plan.removals.iter().map(|one| one.anchor.clone()).collect();
    let (found, unread) = quarantine::find(&anchors);
    assert_eq!((found.len(), unread), (plan.removals.len(), Vec::new()));
    all_done(&quarantine::undo(&found));
    assert_eq!(snapshot(scratch.path()), before, "all is as it was");
    (plan, gone)
}
