//! How much is found, from hour to hour: what was counted last on a day is what there was at its end.

use crate::store::{Database, StoreError};

/// The name of the lease.
const LEASE: &str = "finding-days";
/// How long a server has it, in seconds: counting does not take that long.
const HELD: i64 = 600;
/// How long it is until it is counted again, in seconds.
const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;
/// How long before its end a day is counted for the last time, in seconds.
const LAST: i64 = 120;

/// Counts what is found in all organisations and their groups at this time, in seconds since 1970, unless another server does, or did within the hour.
/// Says how many rows were kept; `None` where it was not this one's turn.
pub async fn count_findings(database: &Database, owner: &str, now: i64) -> Result<Option<usize>, StoreError> {
    if !database.lease(LEASE, owner, now, now + HELD).await? {
        return Ok(None);
    }
    let count = database.count_findings(now).await?;
    database.end_lease(LEASE, owner, next(now)).await?;
    Ok(Some(count))
}

/// In an hour or, where the day ends before that, shortly before it does.
const fn next(now: i64) -> i64 {
    let end = now - now.rem_euclid(DAY) + DAY;
    let last = end - LAST;
    if now < last && now + HOUR > last { last } else { now + HOUR }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_counted_every_hour_and_shortly_before_its_end() {
        let noon = 20_000 * DAY + DAY / 2;
        assert_eq!(next(noon), noon + HOUR);
        let evening = 20_001 * DAY - 1800;
        assert_eq!(next(evening), 20_001 * DAY - LAST);
        assert_eq!(next(next(evening)), 20_001 * DAY - LAST + HOUR);
    }
}
