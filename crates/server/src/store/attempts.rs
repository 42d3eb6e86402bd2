//! Passwords that are tried. Guesses are counted for a user and a place, so that whoever guesses locks itself out and not the user; and for
//! a user from all places that the user never signed in from, so that many places together guess no more than a few.

use sqlx::{AnyConnection, Row};

use super::StoreError;
use super::error::Attempt;
use super::statement::Statement;

/// So many wrong passwords one after the other from one place, and none is looked at from there for so many seconds.
const FAILURES: i64 = 10;
const LOCKED_SECONDS: i64 = 900;
/// So many from all unknown places within that time, and none is looked at from such a place.
const FAILURES_TOGETHER: i64 = 100;
/// How long a place is known after a right password, in seconds.
const KNOWN_SECONDS: i64 = 90 * 86_400;
/// How long a place is remembered without one, in seconds.
const REMEMBERED_SECONDS: i64 = 86_400;

/// What came of counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Attempted {
    /// The password is looked at.
    Counted,
    /// It is, and no other for some time.
    Last,
    /// It is not looked at.
    Locked,
}

/// Counts a wrong password of a user from a place. The user's row is held.
pub(super) async fn count(
    connection: &mut AnyConnection,
    account: i64,
    place: &str,
    now: i64,
) -> Result<Attempted, StoreError> {
    let sql = "SELECT failed, locked_until, right_at FROM password_attempt WHERE account = ";
    let statement = Statement::new(sql).value(account).with(" AND origin = ", place);
    let row = statement.one(&mut *connection).await.to("look for attempts")?;
    let read = |at: usize| match &row {
        Some(row) => row.try_get::<Option<i64>, _>(at).to("read an attempt"),
        None => Ok(None),
    };
    let (failed, locked_until) = (read(0)?.unwrap_or(0), read(1)?.unwrap_or(0));
    let is_known = read(2)?.is_some_and(|right| right > now - KNOWN_SECONDS);
    if locked_until > now || (!is_known && is_flooded(connection, account, now).await?) {
        return Ok(Attempted::Locked);
    }
    let failed = if failed >= FAILURES { 1 } else { failed + 1 };
    let until = if failed == FAILURES { now + LOCKED_SECONDS } else { 0 };
    let sql = "INSERT INTO password_attempt (account, origin, failed, locked_until, tried) VALUES (";
    let statement = Statement::new(sql).value(account).with(", ", place).with(", ", failed);
    let statement = statement.with(", ", until).with(", ", now);
    let statement = statement.and(
        ") ON CONFLICT (account, origin) DO UPDATE SET failed = excluded.failed, \
        locked_until = excluded.locked_until, tried = excluded.tried",
    );
    statement.run(&mut *connection).await.to("count a password")?;
    let old =
        Statement::new("DELETE FROM password_attempt WHERE right_at IS NULL AND account = ").value(account);
    let old = old.with(" AND tried < ", now - REMEMBERED_SECONDS);
    old.run(connection).await.to("forget old attempts")?;
    Ok(if failed == FAILURES { Attempted::Last } else { Attempted::Counted })
}

/// Whether too many were wrong from places that are not known. From then on such places are not even remembered.
async fn is_flooded(connection: &mut AnyConnection, account: i64, now: i64) -> Result<bool, StoreError> {
    let sql = "SELECT CAST(COALESCE(SUM(failed), 0) AS BIGINT) FROM password_attempt WHERE right_at IS NULL AND account = ";
    let statement = Statement::new(sql).value(account).with(" AND tried > ", now - LOCKED_SECONDS);
    let row = statement.one(&mut *connection).await.to("count attempts")?;
    let failed: i64 = row.map_or(Ok(0), |row| row.try_get(0)).to("count attempts")?;
    if failed < FAILURES_TOGETHER {
        return Ok(false);
    }
    // For whoever looks at users.
    let statement = Statement::new("UPDATE account SET locked_until = ").value(now + LOCKED_SECONDS);
    let statement = statement.with(" WHERE id = ", account).with(" AND locked_until <= ", now);
    statement.run(connection).await.to("note a lock")?;
    Ok(true)
}

/// The password was right: the place is known.
pub(super) async fn right(
    connection: &mut AnyConnection,
    account: i64,
    place: &str,
    now: i64,
) -> Result<(), StoreError> {
    let sql =
        "INSERT INTO password_attempt (account, origin, failed, locked_until, tried, right_at) VALUES (";
    let statement =
        Statement::new(sql).value(account).with(", ", place).with(", 0, 0, ", now).with(", ", now);
    let statement = statement.and(
        ") ON CONFLICT (account, origin) DO UPDATE SET failed = 0, locked_until = 0, tried = excluded.tried, \
        right_at = excluded.right_at",
    );
    statement.run(connection).await.to("note a right password").map(drop)
}

/// Forgets what was tried: the user has another password.
pub(super) async fn forget(connection: &mut AnyConnection, account: i64) -> Result<(), StoreError> {
    let statement = Statement::new("DELETE FROM password_attempt WHERE account = ").value(account);
    statement.run(connection).await.to("forget attempts").map(drop)
}
