//! Records of conda.
use fetter_core::metadata::conda_meta::CondaRecord;

pub fn run(bytes: &[u8]) {
    if let Ok(record) = CondaRecord::read(bytes) {
        let entries = record.metadata_entries();
        assert!(entries.is_sorted());
        assert!(entries.iter().all(|entry| entry.ends_with("-info")));
    }
}
