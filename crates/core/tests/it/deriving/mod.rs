//! Deriving requirements: what is derived is fulfilled where it was derived, always; and what exactly is written.

mod generated;
mod lines;
mod pip;
mod real;

use fetter_core::inventory::Inventory;
use fetter_core::policy::{Anchor, Bound, Derived, Ignores, derive, judge};
use fetter_core::report::{PylockError, write_pylock, write_requirements};
use fetter_core::requirement::PackageName;

use crate::made::*;

const ANCHORS: [Anchor; 4] = [Anchor::Lower, Anchor::Upper, Anchor::Both, Anchor::Exact];

/// The requirements file that is derived.
fn requirements(derived: &Derived) -> String {
    let mut text = Vec::new();
    write_requirements(derived, &mut text).expect("memory can be written");
    String::from_utf8(text).expect("a requirements file is text")
}

/// The `pylock.toml` that is derived, if it can say everything.
fn pylock(derived: &Derived) -> Result<String, PylockError> {
    write_pylock(derived).map(|text| String::from_utf8(text).expect("TOML is text"))
}

/// What is wrong with a machine by a bound that was derived from it: nothing, if all is well.
fn complaints(inventory: &Inventory, file: &str, text: &str, entries: usize) -> Vec<String> {
    let manifest = manifest(file, text);
    let mut complaints: Vec<String> =
        manifest.problems.iter().map(|problem| format!("{}: {}", problem.place, problem.message)).collect();
    if manifest.entries.len() != entries {
        complaints.push(format!("{} entries of {entries} packages", manifest.entries.len()));
    }
    let choice = manifest.selectable.choose(&[]).expect("nothing is chosen");
    let judged = judge(inventory, &[Bound { manifest, choice }], &rules());
    complaints.extend(judged.findings.iter().map(|finding| format!("{finding:?}")));
    complaints.extend(judged.unchecked.iter().map(|unchecked| format!("{unchecked:?}")));
    complaints
}

/// Derives in every way, and judges by what was derived. What is wrong is given with the file; the files that were right are
/// given too.
fn derive_and_judge(inventory: &Inventory) -> Result<Vec<String>, String> {
    let mut texts = Vec::new();
    for anchor in ANCHORS {
        let derived = derive(inventory, anchor, &Ignores::default());
        let count = derived.packages.len();
        for package in &derived.packages {
            let is_narrow =
                PackageName::new(&package.written).is_valid() || package.written.contains("[!a-z0-9");
            assert!(is_narrow && !package.written.contains(['*', '?']), "{package:?}");
        }
        let text = requirements(&derived);
        let complaints_of = |file, text: &str| match complaints(inventory, file, text, count) {
            none if none.is_empty() => Ok(()),
            complaints => Err(format!("{}\n{text}", complaints.join("\n"))),
        };
        complaints_of("requirements.txt", &text)?;
        texts.push(text);
        if let Ok(text) = pylock(&derived) {
            complaints_of("pylock.toml", &text)?;
        }
    }
    Ok(texts)
}
