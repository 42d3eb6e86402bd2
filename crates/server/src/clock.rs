//! The server's time, which decides.

use std::time::{SystemTime, UNIX_EPOCH};

/// How far a server's clock may be from its database's, in seconds. Leases of jobs are four times as long.
pub(crate) const MOST_APART: u64 = 30;

/// The time, in seconds since 1970.
pub(crate) fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}
