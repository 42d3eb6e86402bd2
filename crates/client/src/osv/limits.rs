//! How much is asked of the API, and for how long.

use std::time::Duration;

use crate::http::{Limits, Retry};

/// Limits of everything that is asked of the API. What is beyond one is an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ApiLimits {
    /// The longest answer to a batch of queries, in bytes.
    pub answer_bytes: u64,
    /// The longest record of one advisory, in bytes.
    pub record_bytes: u64,
    /// The longest that all records together may be, in bytes.
    pub records_bytes: u64,
    /// How many advisories all answers may name, counted each time.
    pub names: usize,
    /// How many pages the answer to one batch may have.
    pub pages: usize,
    /// How many records are fetched at a time.
    pub threads: usize,
    /// The longest time until a connection stands.
    pub connect: Duration,
    /// The total time: see [`Api::deadline`](super::Api::deadline). Errors show it.
    pub total: Duration,
    /// What is tried again.
    pub retry: Retry,
}

impl Default for ApiLimits {
    /// 10 MiB an answer, 5 MiB a record, 256 MiB of records; 1,000,000 names, 100 pages, 8 at a time; 10 s and 60 s.
    fn default() -> Self {
        let service = Limits::of_service();
        Self {
            answer_bytes: 10 * 1024 * 1024,
            record_bytes: 5 * 1024 * 1024,
            records_bytes: 256 * 1024 * 1024,
            names: 1_000_000,
            pages: 100,
            threads: 8,
            connect: service.connect,
            total: Duration::from_secs(60),
            retry: service.retry,
        }
    }
}
