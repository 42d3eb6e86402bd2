//! What documents refer to is there.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use fetter_testkit::gate;

use super::chapters;

/// Pictures that are larger are not for a page that is read.
const LARGEST_PICTURE: u64 = 120_000;

/// What a document links, and which pictures it shows: whatever stands in `](…)`, outside of blocks.
pub(super) fn targets(text: &str) -> Vec<String> {
    let mut is_block = false;
    let mut found = Vec::new();
    for line in text.lines() {
        is_block ^= line.trim_start().starts_with("```");
        if is_block {
            continue;
        }
        // Every other piece is code.
        let prose = line.split('`').step_by(2).collect::<Vec<_>>().join("`");
        let links = prose.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        found.extend(links.filter(|target| !target.contains("://")).map(str::to_owned));
    }
    found
}

/// The names that headings of a document have in links.
fn anchors(text: &str) -> BTreeSet<String> {
    let headings = text.lines().filter(|line| line.starts_with('#'));
    let anchor = |line: &str| -> String {
        let words = line.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
        words.chars().filter(|letter| letter.is_alphanumeric() || "-_".contains(*letter)).collect()
    };
    headings.map(anchor).collect()
}

/// Why a link of a document leads nowhere.
fn broken(document: &Path, target: &str) -> Option<String> {
    let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
    let directory = document.parent().expect("a directory");
    let file = if path.is_empty() { document.to_path_buf() } else { directory.join(path) };
    let is_there = file.exists()
        && (anchor.is_empty()
            || anchors(&std::fs::read_to_string(&file).unwrap_or_default()).contains(anchor));
    (!is_there).then(|| format!("{}: {target}", document.display()))
}

fn documents(directory: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(directory).expect("a directory");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths.filter(|path| path.extension().is_some_and(|extension| extension == "md")).collect()
}

#[test]
fn what_documents_link_is_there() {
    let root = gate::repository();
    let directories = [root.clone(), root.join("docs"), chapters::directory()];
    let mut wrong = Vec::new();
    for document in directories.iter().flat_map(|directory| documents(directory)) {
        let text = std::fs::read_to_string(&document).expect("a document");
        wrong.extend(targets(&text).iter().filter_map(|target| broken(&document, target)));
    }
    assert!(wrong.is_empty(), "these lead nowhere:\n{}", wrong.join("\n"));
}

#[test]
fn pictures_are_shown_and_small() {
    let mut shown = BTreeSet::new();
    for document in documents(&chapters::directory()) {
        shown.extend(targets(&std::fs::read_to_string(&document).expect("a chapter")));
    }
    let pictures = std::fs::read_dir(chapters::directory().join("pictures")).expect("there are pictures");
    for picture in pictures {
        let picture = picture.expect("an entry");
        let name = format!("pictures/{}", picture.file_name().to_string_lossy());
        assert!(shown.contains(&name), "no chapter shows {name}");
        let size = picture.metadata().expect("a file").len();
        assert!(size <= LARGEST_PICTURE, "{name} has {size} bytes");
    }
}

#[test]
fn links_and_headings_are_read() {
    let text =
        "# What it *is*\n[a](a.md#b) ![p](p.png) `[no](no.md)` [w](https://x.example)\n```\n[b](c)\n```\n";
    assert_eq!(targets(text), ["a.md#b", "p.png"]);
    assert_eq!(anchors(text), BTreeSet::from(["what-it-is".to_owned()]));
}
