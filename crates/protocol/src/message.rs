//! What every message has: a kind, a version, and limits that both sides keep to.

use std::fmt;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::limits;
use crate::path::WirePath;

/// The kinds of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// What a machine says of itself.
    Report,
    /// What a server says to a report.
    Answer,
    /// The contents of a site.
    Site,
    /// One event.
    Event,
    /// What a machine asks to be taken with.
    Enrollment,
    /// What a machine is told when it is taken.
    Enrolled,
    /// How a machine stands, by digests.
    CheckIn,
    /// What a machine is to do next.
    Instructions,
    /// The policy that machines go by.
    Bundle,
    /// What somebody on a machine asks to be let pass.
    Request,
    /// What a server says to that.
    RequestAnswer,
}

impl Kind {
    /// What stands in `schema`.
    #[must_use]
    pub const fn schema(self) -> &'static str {
        match self {
            Self::Report => "fetter-report",
            Self::Answer => "fetter-answer",
            Self::Site => "fetter-site",
            Self::Event => "fetter-event",
            Self::Enrollment => "fetter-enrollment",
            Self::Enrolled => "fetter-enrolled",
            Self::CheckIn => "fetter-check-in",
            Self::Instructions => "fetter-instructions",
            Self::Bundle => "fetter-bundle",
            Self::Request => "fetter-request",
            Self::RequestAnswer => "fetter-request-answer",
        }
    }

    /// The version that is written, and the newest one that is read.
    #[must_use]
    pub const fn version(self) -> u32 {
        1
    }

    /// How many bytes one may have.
    #[must_use]
    pub const fn limit(self) -> usize {
        match self {
            Self::Report => limits::REPORT_BYTES,
            Self::Answer => limits::ANSWER_BYTES,
            Self::Site => limits::SITE_BYTES,
            Self::Bundle => limits::BUNDLE_BYTES,
            Self::Event => limits::EVENT_BYTES,
            Self::Enrollment => limits::ENROLLMENT_BYTES,
            Self::Enrolled | Self::CheckIn | Self::Instructions | Self::Request | Self::RequestAnswer => {
                limits::SHORT_BYTES
            }
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} version {}", self.schema(), self.version())
    }
}

/// Why bytes are no message, or a message cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum MessageError {
    /// There are more bytes than such a message may have.
    #[error("a {kind} of {bytes} bytes is more than the {} that it may have", kind.limit())]
    TooLarge {
        /// What it was to be.
        kind: Kind,
        /// How many there are.
        bytes: usize,
    },
    /// It is no JSON of that shape.
    #[error("it is no {kind}: {error}")]
    Json {
        /// What it was to be.
        kind: Kind,
        /// What the JSON reader says.
        error: serde_json::Error,
    },
    /// It is another message, or one of another version.
    #[error("it is {schema:?} version {version}, and {expected} was expected; a newer fetter may read it")]
    Other {
        /// What it says that it is.
        schema: String,
        /// The version that it says.
        version: u32,
        /// What was expected.
        expected: Kind,
    },
    /// A list is longer, or a text larger, than it may be, or it does not have the form that it must have.
    #[error("{field} of a {kind} has {found}, and may have {limit}")]
    Limit {
        /// In which message.
        kind: Kind,
        /// Where in it.
        field: &'static str,
        /// How many there are.
        found: usize,
        /// How many there may be.
        limit: usize,
    },
    /// A value has not the form that it must have.
    #[error("{field} of a {kind} is not {expected}")]
    Form {
        /// In which message.
        kind: Kind,
        /// Where in it.
        field: &'static str,
        /// What it should be.
        expected: &'static str,
    },
}

/// A message between agent and server.
pub trait Message: Serialize + DeserializeOwned {
    /// What it is.
    const KIND: Kind;

    /// Sees that every list and text is within its limit.
    fn check(&self, checker: Checker) -> Result<(), MessageError>;
}

/// Holds lists and texts against their limits.
#[derive(Clone, Copy, Debug)]
pub struct Checker {
    kind: Kind,
}

impl Checker {
    /// That there are at most so many.
    pub fn at_most(self, field: &'static str, found: usize, limit: usize) -> Result<(), MessageError> {
        if found <= limit {
            Ok(())
        } else {
            Err(MessageError::Limit { kind: self.kind, field, found, limit })
        }
    }

    /// That a word has at most [`limits::NAME_BYTES`].
    pub fn name(self, field: &'static str, name: &str) -> Result<(), MessageError> {
        self.at_most(field, name.len(), limits::NAME_BYTES)
    }

    /// That a text has at most [`limits::TEXT_BYTES`].
    pub fn text(self, field: &'static str, text: &str) -> Result<(), MessageError> {
        self.at_most(field, text.len(), limits::TEXT_BYTES)
    }

    /// That a path has at most [`limits::PATH_BYTES`], and is one.
    pub fn path(self, field: &'static str, path: &WirePath) -> Result<(), MessageError> {
        self.at_most(field, path.size(), limits::PATH_BYTES)?;
        self.form(field, path.to_path().is_some(), "a path in hexadecimal digits")
    }

    /// That it is the id of a machine: 32 lower-case hexadecimal digits.
    pub fn machine(self, field: &'static str, id: &str) -> Result<(), MessageError> {
        self.form(field, is_machine(id), "32 lower-case hexadecimal digits")
    }

    /// That a value has the form that it must have.
    pub fn form(self, field: &'static str, right: bool, expected: &'static str) -> Result<(), MessageError> {
        if right { Ok(()) } else { Err(MessageError::Form { kind: self.kind, field, expected }) }
    }
}

/// Whether a text is the id of a machine.
pub(crate) fn is_machine(id: &str) -> bool {
    id.len() == 32 && id.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// What every message begins with.
#[derive(Deserialize)]
struct Envelope {
    schema: String,
    version: u32,
}

/// Reads a message: nothing larger than it may be, of no other kind, and of no other version.
pub fn read<M: Message>(bytes: &[u8]) -> Result<M, MessageError> {
    let kind = M::KIND;
    if bytes.len() > kind.limit() {
        return Err(MessageError::TooLarge { kind, bytes: bytes.len() });
    }
    let json = |error| MessageError::Json { kind, error };
    let Envelope { schema, version } = serde_json::from_slice(bytes).map_err(json)?;
    if schema != kind.schema() || version != kind.version() {
        let schema = crate::clip(&schema, 64);
        return Err(MessageError::Other { schema, version, expected: kind });
    }
    let message: M = serde_json::from_slice(bytes).map_err(json)?;
    message.check(Checker { kind })?;
    Ok(message)
}

/// Writes a message, in one line without its end. One that the other side would refuse is refused here.
pub fn write<M: Message>(message: &M) -> Result<Vec<u8>, MessageError> {
    let kind = M::KIND;
    message.check(Checker { kind })?;
    let bytes = serde_json::to_vec(message).map_err(|error| MessageError::Json { kind, error })?;
    if bytes.len() > kind.limit() {
        return Err(MessageError::TooLarge { kind, bytes: bytes.len() });
    }
    Ok(bytes)
}
