//! Why something could not be kept or found.

use std::path::PathBuf;

/// Why the store does not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused, or cannot be reached.
    #[error("the database could not {what}: {error}")]
    Database {
        /// What was attempted.
        what: &'static str,
        /// What it says.
        error: sqlx::Error,
    },
    /// The database was made by a newer server.
    #[error(
        "the database has schema {found}, and this server knows {known}: run the newer version of fetter that made it"
    )]
    Newer {
        /// The schema that it has.
        found: i64,
        /// The newest that is known here.
        known: i64,
    },
    /// The address of the database is none.
    #[error("{0}: a database is sqlite:FILE or postgres://USER@HOST/NAME")]
    Address(String),
    /// SQLite's file cannot be made or written.
    #[error("the database {} cannot be opened for writing: {error}", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// What is kept cannot be read.
    #[error("what the database holds of {what} is damaged: {why}. `fetter server doctor` says how much is")]
    Damaged {
        /// What it is.
        what: &'static str,
        /// What is wrong with it.
        why: String,
    },
    /// The server has more to do than it can.
    #[error("the server has more to do than it can")]
    Busy,
    /// The server is ending.
    #[error("the server is ending")]
    Ending,
}

impl StoreError {
    /// Whether the same may work in a moment: the database is locked, was restarted, or took another's transaction first.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        let Self::Database { error, .. } = self else { return matches!(self, Self::Busy | Self::Ending) };
        match error {
            sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::WorkerCrashed => true,
            sqlx::Error::Database(error) => {
                // PostgreSQL: serialization failure, deadlock, shutting down, cannot connect now. SQLite: busy, locked.
                matches!(
                    error.code().as_deref(),
                    Some("40001" | "40P01" | "57P01" | "57P02" | "57P03" | "5" | "6" | "261" | "517")
                )
            }
            _ => false,
        }
    }
}

/// Adds what was attempted to what the database says.
pub(super) trait Attempt<T> {
    fn to(self, what: &'static str) -> Result<T, StoreError>;
}

impl<T> Attempt<T> for Result<T, sqlx::Error> {
    fn to(self, what: &'static str) -> Result<T, StoreError> {
        self.map_err(|error| StoreError::Database { what, error })
    }
}
