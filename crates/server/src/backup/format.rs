//! What stands in a backup.

use serde::{Deserialize, Serialize};

/// The name of the format.
pub(super) const SCHEMA: &str = "fetter-backup";
/// Its version.
pub(super) const VERSION: u32 = 1;

/// The first line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// `fetter-backup`.
    pub schema: String,
    /// The version of the format.
    pub version: u32,
    /// The version of fetter that wrote it.
    pub fetter: String,
    /// When it was taken, in seconds since 1970.
    pub taken: u64,
    /// `sqlite` or `postgres`: the database that it was taken of.
    pub engine: String,
    /// The number of the database's schema.
    pub migration: i64,
    /// Its tables, in the order of their rows.
    pub tables: Vec<Table>,
    /// Files of the server's directory, which are secret.
    pub files: Vec<Saved>,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns, in the order of the cells of a row.
    pub columns: Vec<Column>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A number of 64 bits.
    Number,
    /// A text.
    Text,
    /// Bytes, which are written in hexadecimal digits.
    Bytes,
}

/// A file of the server's directory.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub text: String,
}

impl std::fmt::Debug for Saved {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Saved").field("name", &self.name).finish_non_exhaustive()
    }
}

/// A row: the place of its table in the header, and its cells.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Line(pub(super) usize, pub(super) Vec<serde_json::Value>);

/// The last line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// How many rows each table has.
    pub rows: Vec<u64>,
    /// The SHA-256 of all lines before this one, with their ends.
    pub sha256: String,
}
