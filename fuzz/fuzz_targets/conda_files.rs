//! The files in conda's records.
#![no_main]

use fetter_core::metadata::conda_files;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(files) = conda_files::read(bytes) {
        assert!(files.len() <= bytes.len());
    }
});
