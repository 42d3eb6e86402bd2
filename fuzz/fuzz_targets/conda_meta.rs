//! Records of conda.
#![no_main]

use fetter_core::metadata::conda_meta::CondaRecord;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(record) = CondaRecord::read(bytes) {
        let entries = record.metadata_entries();
        assert!(entries.is_sorted());
        assert!(entries.iter().all(|entry| entry.ends_with("-info")));
    }
});
