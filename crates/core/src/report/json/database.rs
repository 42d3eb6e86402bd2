//! What is kept of what is known, in JSON.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::path::WirePath;
use super::safe::write_json;

/// The version of the shape.
pub const DATABASE_VERSION: u32 = 1;

/// The advisory index and the lists beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DatabaseDocument {
    /// Always `fetter-database`.
    pub schema: String,
    /// The version of this shape.
    pub version: u32,
    /// The directory.
    pub directory: WirePath,
    /// The advisory index.
    pub index: WireIndex,
    /// The lists, sorted by name.
    pub lists: Vec<WireList>,
}

/// The advisory index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WireIndex {
    /// Its file.
    pub path: WirePath,
    /// `fresh`, `stale`, `missing` or `damaged`.
    pub state: String,
    /// What is wrong with it, and what to do.
    pub problem: Option<String>,
    /// What it was made from, without credentials.
    pub source: Option<String>,
    /// When that was fetched or read (RFC 3339, UTC).
    pub retrieved: Option<String>,
    /// For how many whole days nothing that has become known is in it.
    pub age_days: Option<u64>,
    /// When the newest of its records was last changed.
    pub newest: Option<String>,
    /// How many records are in it.
    pub records: u64,
    /// How many of them tell of malware.
    pub malware: u64,
    /// How many were left out because they are withdrawn.
    pub withdrawn: u64,
    /// How many packages they are about.
    pub packages: u64,
    /// How many could not be read when it was made.
    pub unreadable: u64,
    /// How large its file is, in bytes.
    pub bytes: Option<u64>,
    /// The digest of its records (SHA-256, hexadecimal).
    pub digest: Option<String>,
}

impl Default for WireIndex {
    fn default() -> Self {
        Self {
            path: std::path::Path::new("").into(),
            state: String::new(),
            problem: None,
            source: None,
            retrieved: None,
            age_days: None,
            newest: None,
            records: 0,
            malware: 0,
            withdrawn: 0,
            packages: 0,
            unreadable: 0,
            bytes: None,
            digest: None,
        }
    }
}

/// A list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WireList {
    /// `kev`, `epss` or `popular`.
    pub name: String,
    /// `there`, `missing`, `damaged`, or `shipped` with the program.
    pub state: String,
    /// What is wrong with it.
    pub problem: Option<String>,
    /// What it was made from, without credentials.
    pub source: Option<String>,
    /// When that was fetched or read (RFC 3339, UTC).
    pub retrieved: Option<String>,
    /// Of when it says that it is.
    pub dated: Option<String>,
    /// How many entries it has.
    pub entries: u64,
}

impl DatabaseDocument {
    /// What there is in a directory.
    #[must_use]
    pub fn new(directory: WirePath, index: WireIndex, mut lists: Vec<WireList>) -> Self {
        lists.sort_by(|left, right| left.name.cmp(&right.name));
        Self { schema: "fetter-database".to_owned(), version: DATABASE_VERSION, directory, index, lists }
    }

    /// Whether an audit can rest on it.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.index.state == "fresh"
            && self.index.unreadable == 0
            && self.lists.iter().all(|list| list.state != "damaged")
    }

    /// Writes the document, indented, with a newline at its end.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        write_json(out, self)
    }
}
