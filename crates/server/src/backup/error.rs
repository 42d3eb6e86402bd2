//! Why there is no backup, or nothing was restored.

use std::path::PathBuf;

use crate::auth::SealError;
use crate::serve::ServeError;
use crate::store::StoreError;

/// Why there is no backup, or nothing was restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The files of the server.
    #[error(transparent)]
    Serve(#[from] ServeError),
    /// The key in the backup does not open what is sealed in it.
    #[error("the backup's key and its database are not of one server: {0}")]
    Seal(#[from] SealError),
    /// A file.
    #[error("could not {what} {}: {error}", path.display())]
    File {
        /// What was attempted.
        what: &'static str,
        /// On which file.
        path: PathBuf,
        /// What went wrong.
        error: std::io::Error,
    },
    /// There is no server to save.
    #[error("{}: no server keeps anything here: name its directory with --data, and its database with --database", .0.display())]
    Nothing(PathBuf),
    /// It is no backup, or not a whole one.
    #[error("{}: {why}; nothing was restored from it", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// Something is there already.
    #[error("{what} is there already: a backup is restored into an empty place only; nothing was changed")]
    Occupied {
        /// What.
        what: String,
    },
}
