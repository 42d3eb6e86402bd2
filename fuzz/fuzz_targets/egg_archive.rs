//! Zip files: eggs, and wheels on the path.
#![no_main]

use std::io::Cursor;

use fetter_core::metadata::archive;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for is_egg in [true, false] {
        if let Ok(found) = archive::read(Cursor::new(bytes), is_egg) {
            assert!(found.iter().all(|one| one.metadata.len() <= 1024 * 1024));
        }
    }
});
