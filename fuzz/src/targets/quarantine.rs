//! What a quarantine says of itself: whatever it is, nothing outside of its anchor is touched, and what was moved can be found.
//!
//! A file is what `done.json` says, with `@` for the anchor.
use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use fetter_core::removal::quarantine::{self, Direction, Interrupted, Outcome};

/// A directory of this process, with a canary beside the anchor.
static SCRATCH: LazyLock<PathBuf> = LazyLock::new(|| {
    let scratch = std::env::temp_dir().join(format!("fetter-fuzz-quarantine-{}", std::process::id()));
    let _ = fs::remove_dir_all(&scratch);
    fs::create_dir(&scratch).expect("a scratch directory");
    fs::write(scratch.join("canary"), "canary").expect("a canary");
    scratch
});

fn canary() -> (i64, i64, u64, u32) {
    let status = fs::symlink_metadata(SCRATCH.join("canary")).expect("the canary is there");
    (status.ctime(), status.ctime_nsec(), status.size(), status.mode())
}

fn replaced(bytes: &[u8], anchor: &Path) -> Vec<u8> {
    let anchor = anchor.to_str().expect("text").as_bytes();
    bytes.iter().flat_map(|byte| if *byte == b'@' { anchor.to_vec() } else { vec![*byte] }).collect()
}

/// An anchor whose quarantine says this, with files for the first three steps.
fn made(bytes: &[u8]) -> PathBuf {
    let anchor = SCRATCH.join("anchor");
    let _ = fs::remove_dir_all(&anchor);
    fs::create_dir_all(anchor.join("lib")).expect("an anchor");
    let place = anchor
        .join(format!(".fetter-quarantine-{}/run/0", fs::metadata(&anchor).expect("it is there").uid()));
    let mut private = fs::DirBuilder::new();
    private.recursive(true).mode(0o700).create(place.join("files")).expect("a quarantine");
    for number in 0..3 {
        fs::write(place.join(format!("files/{number}")), "moved").expect("a file in quarantine");
    }
    fs::write(place.join("done.json"), replaced(bytes, &anchor)).expect("a manifest");
    anchor
}

pub fn run(bytes: &[u8]) {
    // Most of what is no JSON needs no disk.
    if serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_err() {
        return;
    }
    let before = (LazyLock::force(&SCRATCH), canary()).1;
    let anchors: BTreeSet<PathBuf> = [made(bytes)].into();
    let (found, unread) = quarantine::find(&anchors);
    assert_eq!(found.len() + unread.len(), 1, "what is there is found or said to be unreadable");
    let carried = quarantine::undo(&found);
    let (left, _) = quarantine::find(&anchors);
    for one in &carried {
        assert!(
            !matches!(one.outcome, Outcome::Done) || left.is_empty(),
            "what is back is no more in quarantine"
        );
    }
    let _ = quarantine::recover(&left, Direction::Revert);
    let _ = quarantine::empty(&quarantine::find(&anchors).0, Interrupted::Deleted);
    quarantine::tidy(&anchors);
    assert_eq!(canary(), before);
}
