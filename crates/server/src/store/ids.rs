//! Ids for new rows.

use sqlx::{AnyConnection, Row};

use super::StoreError;
use super::error::Attempt;

/// The first of so many ids that nobody else has. Gaps stay where a transaction is given up.
pub(super) async fn take(
    connection: &mut AnyConnection,
    name: &'static str,
    count: usize,
) -> Result<i64, StoreError> {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let query = sqlx::query(
        "INSERT INTO counter (name, value) VALUES ($1, $2) \
         ON CONFLICT (name) DO UPDATE SET value = counter.value + excluded.value RETURNING value",
    );
    let row = query.bind(name).bind(count).fetch_one(connection).await;
    let last: i64 = row.and_then(|row| row.try_get(0)).to("give out ids")?;
    Ok(last - count + 1)
}
