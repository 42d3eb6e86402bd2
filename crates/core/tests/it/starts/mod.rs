//! What runs when an interpreter starts: rules of versions, what is known, and how it is given.

mod gallery;
mod hooks;
mod hostile;
mod known;
mod literals;
mod path_lines;
mod reality;
mod settings;
mod start_files;
mod wire;

use std::path::{Path, PathBuf};

use fetter_core::integrity::startup::{
    EnvironmentFile, Startup, StartupItem, StartupKind, StartupRequest, Verdict, inspect,
};
use fetter_core::inventory::file::Disk;
use fetter_testkit::{Scratch, Tree};

use crate::support::search;

pub(super) const SITE: &str = "env/lib/python3.11/site-packages";

/// A scratch directory with an installation and an environment of it.
pub(super) fn made(name: &str) -> (Scratch, Tree) {
    let scratch = Scratch::new(name);
    let tree = scratch.tree();
    tree.installation("base", "3.11");
    tree.venv("env", &scratch.at("base"), "3.11", false);
    tree.dist_info(SITE, "pip", "24.0");
    (scratch, tree)
}

/// What runs there; the same with one thread as with two.
pub(super) fn startup(scratch: &Scratch) -> Startup {
    with_files(scratch, &[])
}

/// The same, with environment files.
pub(super) fn with_files(scratch: &Scratch, files: &[&str]) -> Startup {
    let inventory = search(scratch);
    let file = |name: &&str| EnvironmentFile { name: PathBuf::from(*name), path: scratch.at(name) };
    let request = |threads| StartupRequest {
        checker: Vec::new(),
        environment_files: files.iter().map(file).collect(),
        threads: Some(threads),
    };
    let found = inspect(&inventory, &Disk::here(), &request(2));
    assert_eq!(found, inspect(&inventory, &Disk::here(), &request(1)), "however many threads work");
    found
}

/// The one item of a file, and of a line of it.
pub(super) fn item<'found>(found: &'found Startup, file: &Path, line: Option<u64>) -> &'found StartupItem {
    let mut all = found.items.iter().filter(|item| item.file == file && item.line == line);
    let one = all.next().unwrap_or_else(|| panic!("{} {line:?}: {:#?}", file.display(), found.items));
    assert_eq!(all.next(), None, "{}", file.display());
    one
}

/// The codes of what stands out in an item.
pub(super) fn traits(item: &StartupItem) -> Vec<&'static str> {
    let mut codes: Vec<&str> = item.traits.iter().map(|found| found.code.as_str()).collect();
    codes.dedup();
    codes
}

/// What a line that lies alone in a `.pth` file of a site is.
pub(super) fn of_line(name: &str, line: &str) -> (Verdict, Vec<&'static str>) {
    let (scratch, tree) = made(name);
    let file = tree.file(&format!("{SITE}/x.pth"), line);
    let found = startup(&scratch);
    let item = item(&found, &file, Some(1));
    assert_eq!(item.kind, StartupKind::ImportLine);
    (item.verdict, traits(item))
}
