//! What runs when interpreters start, in made trees and in real Pythons.

mod editables;
mod hooks;
mod hostile;
mod path_files;
mod real;
mod settings;

use std::path::Path;

use fetter_core::integrity::startup::{EnvironmentFile, Startup, StartupItem, StartupRequest, inspect};
use fetter_core::inventory::Inventory;
use fetter_core::inventory::file::Disk;
use fetter_testkit::{Scratch, Tree};

use crate::support::search;

/// The site of [`python`].
const SITE: &str = "py/lib/python3.11/site-packages";

/// An installation of Python 3.11.
fn python(name: &str) -> (Scratch, Tree) {
    let scratch = Scratch::new(name);
    let tree = scratch.tree();
    tree.installation("py", "3.11");
    tree.file("py/lib/python3.11/json.py", "");
    (scratch, tree)
}

/// Inspects an inventory with environment files, and sees that the answer is the same however many threads look.
fn inspect_with(inventory: &Inventory, files: &[&Path]) -> Startup {
    let environment_files: Vec<EnvironmentFile> =
        files.iter().map(|file| EnvironmentFile { name: file.into(), path: file.into() }).collect();
    let with = |threads| {
        let request = StartupRequest {
            checker: Vec::new(),
            environment_files: environment_files.clone(),
            threads: Some(threads),
        };
        inspect(inventory, &Disk::here(), &request)
    };
    let found = with(1);
    assert_eq!(with(4), found);
    found
}

/// Inspects all that lies in a scratch directory.
fn inspect_all(scratch: &Scratch) -> Startup {
    inspect_with(&search(scratch), &[])
}

/// An item as a line: file relative to the scratch directory, line, kind, verdict and kinds of what stands out.
fn said(scratch: &Scratch, item: &StartupItem) -> String {
    let file = item.file.strip_prefix(scratch.path()).unwrap_or(&item.file);
    let line = item.line.map(|line| format!(":{line}")).unwrap_or_default();
    let mut traits: Vec<&str> = item.traits.iter().map(|found| found.code.as_str()).collect();
    traits.sort_unstable();
    traits.dedup();
    let inert = if item.is_inert { " inert" } else { "" };
    format!("{}{line} {} {}{inert} {}", file.display(), item.kind, item.verdict, traits.join("+"))
        .trim_end()
        .to_owned()
}

/// Every item as a line.
fn all_said(scratch: &Scratch, found: &Startup) -> Vec<String> {
    found.items.iter().map(|item| said(scratch, item)).collect()
}

/// The one item of a file, and of a line of it.
fn item<'found>(found: &'found Startup, file: &Path, line: Option<u64>) -> &'found StartupItem {
    let mut matching = found.items.iter().filter(|item| item.file == file && item.line == line);
    let first = matching.next().unwrap_or_else(|| panic!("{} is not in {:#?}", file.display(), found.items));
    assert!(matching.next().is_none(), "{} is there more than once", file.display());
    first
}
