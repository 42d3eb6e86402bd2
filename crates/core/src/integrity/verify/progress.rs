//! How far a verification has come.

use std::sync::atomic::{AtomicU64, Ordering};

/// How far a verification has come, to be watched from another thread.
#[derive(Debug, Default)]
pub struct VerifyProgress {
    files: AtomicU64,
    bytes: AtomicU64,
}

impl VerifyProgress {
    /// How many listed files have been looked at.
    #[must_use]
    pub fn files(&self) -> u64 {
        self.files.load(Ordering::Relaxed)
    }

    /// How many bytes have been read.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    pub(super) fn add_files(&self, count: u64) {
        self.files.fetch_add(count, Ordering::Relaxed);
    }

    pub(super) fn add_bytes(&self, count: u64) {
        self.bytes.fetch_add(count, Ordering::Relaxed);
    }
}
