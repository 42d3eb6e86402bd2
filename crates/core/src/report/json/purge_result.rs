//! What came of a removal, or of taking one back, in JSON.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::path::WirePath;
use super::plan::{WireRefusal, WireSubject};
use super::safe::write_json;
use crate::removal::Refusal;
use crate::removal::quarantine::{FileResult, Outcome};
use crate::report::Purged;

/// The version of the shape.
pub const PURGE_RESULT_VERSION: u32 = 1;

/// What was done, distribution by distribution and file by file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PurgeResultDocument {
    /// Always `fetter-purge-result`.
    pub schema: String,
    /// The version of this shape.
    pub version: u32,
    /// What was asked for: `remove`, `undo`, `recover` or `empty`.
    pub action: String,
    /// How many distributions are as was asked for.
    pub done: u64,
    /// How many were not touched, or put back as they were.
    pub unchanged: u64,
    /// How many stand between the two; `purge recover` goes on from there.
    pub unfinished: u64,
    /// The distributions, in the order in which they were dealt with.
    pub distributions: Vec<WirePurged>,
    /// What was asked for and was refused.
    pub refused: Vec<WireRefusal>,
}

/// What came of one distribution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WirePurged {
    /// The run that removed it, by which it can be undone.
    pub id: String,
    /// Which it is.
    pub subject: WireSubject,
    /// The site that it lay or lies in.
    pub site: WirePath,
    /// Its metadata there.
    pub metadata: WirePath,
    /// The directory that its files lie below.
    pub anchor: WirePath,
    /// `done`, `unchanged` or `unfinished`.
    pub outcome: String,
    /// Why it is not done.
    pub reason: Option<String>,
    /// What was done to files, in order.
    pub files: Vec<WireFileResult>,
}

/// What was done to a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WireFileResult {
    /// The whole path.
    pub path: WirePath,
    /// `moved`, `edited`, `directory-removed`, `directory-kept`, `put-back`, `directory-put-back`, `not-in-quarantine`, `deleted` or
    /// `failed`.
    pub result: String,
    /// Why.
    pub reason: Option<String>,
}

impl From<&Purged> for WirePurged {
    fn from(Purged { id, carried }: &Purged) -> Self {
        let file = |file: &FileResult| WireFileResult {
            path: (&file.path).into(),
            result: file.deed.as_str().to_owned(),
            reason: file.reason.clone(),
        };
        Self {
            id: id.clone(),
            subject: (&carried.subject).into(),
            site: (&carried.site).into(),
            metadata: (&carried.metadata).into(),
            anchor: (&carried.anchor).into(),
            outcome: carried.outcome.as_str().to_owned(),
            reason: carried.outcome.reason().map(str::to_owned),
            files: carried.files.iter().map(file).collect(),
        }
    }
}

impl PurgeResultDocument {
    /// What came of `action`.
    #[must_use]
    pub fn new(action: &str, purged: &[Purged], refused: &[Refusal]) -> Self {
        let count = |is: fn(&Outcome) -> bool| {
            purged.iter().filter(|purged| is(&purged.carried.outcome)).count() as u64
        };
        Self {
            schema: "fetter-purge-result".to_owned(),
            version: PURGE_RESULT_VERSION,
            action: action.to_owned(),
            done: count(|outcome| matches!(outcome, Outcome::Done)),
            unchanged: count(|outcome| matches!(outcome, Outcome::Unchanged { .. })),
            unfinished: count(|outcome| matches!(outcome, Outcome::Unfinished { .. })),
            distributions: purged.iter().map(WirePurged::from).collect(),
            refused: refused.iter().map(WireRefusal::from).collect(),
        }
    }

    /// Writes the document, indented, with a newline at its end.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        write_json(out, self)
    }
}
