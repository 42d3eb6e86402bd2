//! The files in conda's records.
use fetter_core::metadata::conda_files;

pub fn run(bytes: &[u8]) {
    if let Ok(files) = conda_files::read(bytes) {
        assert!(files.len() <= bytes.len());
    }
}
