//! What goes wrong with a journal.

use std::io;
use std::path::PathBuf;

/// Why a journal could not be opened, written or read.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The directory or file could not be made, opened or moved.
    #[error("could not {what} {}: {error}", path.display())]
    File {
        /// What was attempted.
        what: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// Somebody else could change it.
    #[error("{} {why}; the journal must be in a directory that only its owner may use: move it away or set it right", path.display())]
    Unsafe {
        /// Which directory or file.
        path: PathBuf,
        /// What is wrong with it.
        why: &'static str,
    },
    /// A newer fetter wrote it.
    #[error("the journal {} has version {found}, and this fetter knows up to {known}: use the newer fetter, or move the file away", path.display())]
    Newer {
        /// Which file.
        path: PathBuf,
        /// Its version.
        found: u32,
        /// The newest that is known.
        known: u32,
    },
    /// The database says no.
    #[error("the journal could not be used: {0}")]
    Database(#[from] rusqlite::Error),
    /// An event in it cannot be written or read.
    #[error(transparent)]
    Message(#[from] fetter_protocol::MessageError),
    /// A value is larger than it may be.
    #[error("the state {key:?} has {bytes} bytes, more than are kept")]
    StateTooLarge {
        /// Which value.
        key: &'static str,
        /// How many bytes it has.
        bytes: usize,
    },
    /// The thread that writes could not be started.
    #[error("could not start the thread that writes the journal: {0}")]
    Thread(io::Error),
}

impl JournalError {
    /// Whether the file is no sound database, so that it is best put aside.
    #[must_use]
    pub fn is_damage(&self) -> bool {
        use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
        matches!(self, Self::Database(error)
            if matches!(error.sqlite_error_code(), Some(DatabaseCorrupt | NotADatabase)))
    }
}
