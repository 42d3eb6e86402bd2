//! The tables of a journal, and how older ones become them.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::JournalError;

/// What brings a database from each version to the next. Only ever appended to.
const MIGRATIONS: &[&str] = &[
    "
    CREATE TABLE events (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        unix_ms INTEGER NOT NULL,
        code TEXT NOT NULL,
        name TEXT,
        record TEXT NOT NULL
    ) STRICT;
    CREATE INDEX events_by_name ON events (name, sequence) WHERE name IS NOT NULL;
    CREATE TABLE first_seen (
        name TEXT NOT NULL,
        version TEXT NOT NULL,
        first_ms INTEGER NOT NULL,
        last_ms INTEGER NOT NULL,
        PRIMARY KEY (name, version)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE state (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
",
    "
    ALTER TABLE events ADD COLUMN uid INTEGER;
    ALTER TABLE events ADD COLUMN bytes INTEGER NOT NULL DEFAULT 512;
    CREATE INDEX events_by_class ON events (code, uid, sequence, bytes);
",
];

/// The version of the tables that this fetter writes.
pub(super) fn version() -> u32 {
    u32::try_from(MIGRATIONS.len()).unwrap_or(u32::MAX)
}

/// The version of the tables in a database. One that is newer than what is known is an error.
pub(super) fn found(connection: &Connection, path: &Path) -> Result<u32, JournalError> {
    let found: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found > version() {
        return Err(JournalError::Newer { path: path.to_path_buf(), found, known: version() });
    }
    Ok(found)
}

/// Brings the tables to the version of this fetter, in one transaction.
pub(super) fn migrate(connection: &mut Connection, path: &Path) -> Result<(), JournalError> {
    let from = usize::try_from(found(connection, path)?).unwrap_or(usize::MAX);
    if from == MIGRATIONS.len() {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for migration in MIGRATIONS.iter().skip(from) {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "user_version", version())?;
    Ok(transaction.commit()?)
}
