//! RECORD and its older kin.
use std::path::Path;

use fetter_core::integrity::files::Place;
use fetter_core::metadata::installed_files;
use fetter_core::metadata::record::{self, RecordedHash};

pub fn run(bytes: &[u8]) {
    let lines = 1 + bytes.iter().filter(|byte| **byte == b'\n').count() as u64;
    let read = record::read(bytes);
    assert!(read.mistakes.iter().all(|mistake| (1..=lines).contains(&mistake.line)));
    for entry in read.entries {
        assert!((1..=lines).contains(&entry.line) && !entry.path.is_empty());
        if let Some(hash) = entry.hash {
            assert_eq!(RecordedHash::read(&hash.to_string()), Some(hash));
        }
        place(&entry.path);
    }
    for (line, path) in installed_files::read(bytes) {
        assert!(line > 0);
        place(path);
    }
}

fn place(path: &[u8]) {
    let anchor = Path::new("/v");
    let place = Place::of(anchor, Path::new("/v/lib/s"), path);
    assert_eq!(
        place.below().is_some(),
        place.whole(anchor).starts_with(anchor) && place.whole(anchor) != anchor
    );
}
