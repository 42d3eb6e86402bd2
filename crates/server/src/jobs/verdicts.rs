//! How much is found on each machine, from time to time, for lists that are in order by it.

use std::time::{Duration, Instant};

use crate::store::{Database, StoreError};

/// The name of the lease.
const LEASE: &str = "machine-verdicts";
/// How long a server has it, in seconds: counting does not take that long.
const HELD: i64 = 900;
/// How long it is until it is counted again at least and at most, in seconds.
const LEAST: u64 = 30;
const MOST: u64 = 600;
/// Counting takes at most so much of one processor: a hundredth.
const SHARE: u32 = 100;

/// Counts how much is found on each machine at this time, in seconds since 1970, unless another server does, or did a while ago. Says of how many machines
/// it is another number than before; `None` where it was not this one's turn.
pub async fn count_verdicts(database: &Database, owner: &str, now: i64) -> Result<Option<usize>, StoreError> {
    by_turns(database, (LEASE, owner), now, database.count_verdicts(now)).await
}

/// Counts something under a lease, unless another server does, or did a while ago: the longer it takes, the less often.
pub(super) async fn by_turns(
    database: &Database,
    (lease, owner): (&str, &str),
    now: i64,
    counting: impl Future<Output = Result<usize, StoreError>> + Send,
) -> Result<Option<usize>, StoreError> {
    if !database.lease(lease, owner, now, now + HELD).await? {
        return Ok(None);
    }
    let begun = Instant::now();
    let count = counting.await?;
    database.end_lease(lease, owner, now + rest(begun.elapsed())).await?;
    Ok(Some(count))
}

/// How long it is until it is counted again, in seconds, where it took that long.
fn rest(taken: Duration) -> i64 {
    let rest = taken.saturating_mul(SHARE).as_secs().clamp(LEAST, MOST);
    i64::try_from(rest).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longer_it_takes_the_less_often_it_is_done() {
        assert_eq!(rest(Duration::from_millis(20)), 30);
        assert_eq!(rest(Duration::from_secs(2)), 200);
        assert_eq!(rest(Duration::from_secs(100)), 600);
    }
}
