//! Who has each package, from time to time, for lists that are in order by it.

use super::verdicts::by_turns;
use crate::store::{Database, StoreError};

/// The name of the lease.
const LEASE: &str = "package-counts";

/// Counts who has each package at this time, in seconds since 1970, unless another server does, or did a while ago. Says of how many it is another number than
/// before; `None` where it was not this one's turn.
pub async fn count_packages(database: &Database, owner: &str, now: i64) -> Result<Option<usize>, StoreError> {
    by_turns(database, (LEASE, owner), now, database.count_packages(now)).await
}
