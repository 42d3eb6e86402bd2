//! How far a verification has come.

use std::sync::atomic::{AtomicU64, Ordering};

/// How far a verification has come, to be watched from another thread.
#[derive(Debug, Default)]
pub struct VerifyProgress {
    files: AtomicU64,
    bytes: AtomicU64,
    entries: AtomicU64,
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

    /// How many files and directories in sites have been looked at, to find those that belong to nobody.
    #[must_use]
    pub fn entries(&self) -> u64 {
        self.entries.load(Ordering::Relaxed)
    }

    pub(in crate::integrity) fn add_entries(&self, count: u64) {
        self.entries.fetch_add(count, Ordering::Relaxed);
    }

    pub(super) fn add_files(&self, count: u64) {
        self.files.fetch_add(count, Ordering::Relaxed);
    }

    pub(super) fn add_bytes(&self, count: u64) {
        self.bytes.fetch_add(count, Ordering::Relaxed);
    }
}
