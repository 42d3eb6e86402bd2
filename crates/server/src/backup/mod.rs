//! Everything that a server keeps, in one file, and back into an empty place.
//!
//! A backup is a zstd stream of lines of JSON: a [`Header`], then each row of each table in an order in which they can be put back, then an
//! [`End`] with how many there were and the digest of all lines before it. The rows are those of one moment, on SQLite and on PostgreSQL, while
//! the server goes on; nothing but the program itself is needed, and a backup of the one can be put into the other. The secrets are in it: the
//! key that opens the sealed ones, and the server's own certificate with its key.

mod error;
mod format;
mod read;
mod restore;
mod secrets;
mod take;
mod write;

pub use error::BackupError;
pub use format::{Column, End, Header, Kind, Saved, Table};
pub use restore::restore;
pub use take::{Taken, take, verify};

use std::path::PathBuf;

/// Where a server keeps things.
#[derive(Clone, Debug)]
pub struct Store {
    /// Its directory.
    pub data: PathBuf,
    /// Another database than the one in it: `postgres://…`.
    pub database: Option<String>,
    /// The key that secrets are sealed with, where it is not `server.key` in it.
    pub key_file: Option<PathBuf>,
}
