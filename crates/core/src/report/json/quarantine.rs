//! What lies in quarantine, in JSON.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::path::WirePath;
use super::plan::WireSubject;
use super::safe::write_json;
use crate::removal::quarantine::{Quarantined, Unread};

/// The version of the shape.
pub const QUARANTINE_VERSION: u32 = 1;

/// What lies in quarantine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct QuarantineDocument {
    /// Always `fetter-quarantine`.
    pub schema: String,
    /// The version of this shape.
    pub version: u32,
    /// The distributions, sorted by run.
    pub distributions: Vec<WireQuarantined>,
    /// What could not be read, or is another user's.
    pub unread: Vec<WireUnread>,
}

/// A distribution that lies in quarantine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WireQuarantined {
    /// The run that removed it, by which it can be undone.
    pub id: String,
    /// When that was (RFC 3339, UTC).
    pub created: String,
    /// `moving`, `done`, `undoing` or `emptying`. All but `done` were interrupted.
    pub state: String,
    /// Which it is.
    pub subject: WireSubject,
    /// The site that it lay in.
    pub site: WirePath,
    /// Its metadata there.
    pub metadata: WirePath,
    /// The directory that it was removed from.
    pub anchor: WirePath,
    /// Where it lies now.
    pub place: WirePath,
    /// Files and links.
    pub files: u64,
    /// Their size in bytes.
    pub bytes: u64,
    /// Why it was removed.
    pub reasons: Vec<String>,
}

/// A quarantine that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WireUnread {
    /// Where it is.
    pub path: WirePath,
    /// The run that it is part of, if that is known.
    pub id: Option<String>,
    /// Why.
    pub reason: String,
}

impl From<&Quarantined> for WireQuarantined {
    fn from(found: &Quarantined) -> Self {
        Self {
            id: found.id.clone(),
            created: found.created.to_string(),
            state: found.state.as_str().to_owned(),
            subject: (&found.subject).into(),
            site: (&found.site).into(),
            metadata: (&found.metadata).into(),
            anchor: (&found.anchor).into(),
            place: (&found.place).into(),
            files: found.files as u64,
            bytes: found.bytes,
            reasons: found.reasons.clone(),
        }
    }
}

impl QuarantineDocument {
    /// What was found, and what could not be read, with the reason.
    #[must_use]
    pub fn new(found: &[Quarantined], unread: &[Unread]) -> Self {
        let one = |unread: &Unread| WireUnread {
            path: (&unread.path).into(),
            id: unread.id.clone(),
            reason: unread.reason.clone(),
        };
        Self {
            schema: "fetter-quarantine".to_owned(),
            version: QUARANTINE_VERSION,
            distributions: found.iter().map(WireQuarantined::from).collect(),
            unread: unread.iter().map(one).collect(),
        }
    }

    /// Writes the document, indented, with a newline at its end.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        write_json(out, self)
    }
}
