//! How much is fetched, and how long it may take.

use std::time::Duration;

/// Limits of one fetch. What is beyond one is an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The longest body, in bytes.
    pub bytes: u64,
    /// The longest time until a connection stands, TLS and proxy included.
    pub connect: Duration,
    /// The longest time for everything: redirects, further attempts, and the body.
    pub total: Duration,
    /// How many redirects are followed.
    pub redirects: u32,
}

impl Default for Limits {
    /// 10 MiB, which is several times the largest lock files that were seen; 10 s; 60 s; 5 redirects.
    fn default() -> Self {
        Self {
            bytes: 10 * 1024 * 1024,
            connect: Duration::from_secs(10),
            total: Duration::from_secs(60),
            redirects: 5,
        }
    }
}
