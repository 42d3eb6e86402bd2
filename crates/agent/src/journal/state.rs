//! What the agent must know when it begins again.

use rusqlite::{Connection, OptionalExtension, params};

use super::{Journal, JournalError, Limits};

/// What is kept beside the events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StateKey {
    /// When everything was last read again, in milliseconds since 1970, as decimal digits.
    Reconciled,
    /// The name, version and digest of the policy in force, as JSON.
    Policy,
    /// The number of the last report.
    Report,
    /// What is tampered with now, as JSON.
    Tampered,
}

impl StateKey {
    /// Every key.
    pub const ALL: &[Self] = &[Self::Reconciled, Self::Policy, Self::Report, Self::Tampered];

    /// Its name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reconciled => "reconciled",
            Self::Policy => "policy",
            Self::Report => "report",
            Self::Tampered => "tampered",
        }
    }
}

pub(super) fn get(connection: &Connection, key: StateKey) -> Result<Option<Vec<u8>>, JournalError> {
    let sql = "SELECT value FROM state WHERE key = ?1 AND length(value) <= ?2";
    let limit = i64::try_from(Limits::STATE_BYTES).unwrap_or(i64::MAX);
    Ok(connection.query_row(sql, params![key.as_str(), limit], |row| row.get(0)).optional()?)
}

impl Journal {
    /// Keeps a value. When it returns, it is on the disk.
    pub fn set_state(&mut self, key: StateKey, value: &[u8]) -> Result<(), JournalError> {
        if value.len() > Limits::STATE_BYTES {
            return Err(JournalError::StateTooLarge { key: key.as_str(), bytes: value.len() });
        }
        self.connection.execute(
            "INSERT INTO state (key, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value",
            params![key.as_str(), value],
        )?;
        Ok(())
    }

    /// The value that was kept.
    pub fn state(&self, key: StateKey) -> Result<Option<Vec<u8>>, JournalError> {
        get(&self.connection, key)
    }
}
