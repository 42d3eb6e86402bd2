//! What a server says to a report.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::message::{Checker, Kind, Message, MessageError};
use crate::{Digest, limits};

/// What a server says to a report, or to contents: what it holds durably now, and what it still wants.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Answer {
    /// `fetter-answer`.
    pub schema: String,
    /// 1.
    pub version: u32,
    /// The machine that it is for.
    pub machine: String,
    /// The newest report that is durable at the server; 0 for none.
    pub acknowledged: u64,
    /// The newest event that is durable at the server; 0 for none.
    #[serde(default)]
    pub acknowledged_events: u64,
    /// The sites whose contents the server has never seen.
    #[serde(default)]
    pub wanted: Vec<Digest>,
    /// The sites whose contents were sent and are durable now.
    #[serde(default)]
    pub stored: Vec<Digest>,
}

impl Answer {
    /// An answer that acknowledges a report and the events up to one, and wants nothing.
    #[must_use]
    pub fn acknowledging(machine: &str, report: u64, events: u64) -> Self {
        Self {
            schema: Kind::Answer.schema().to_owned(),
            version: Kind::Answer.version(),
            machine: machine.to_owned(),
            acknowledged: report,
            acknowledged_events: events,
            wanted: Vec::new(),
            stored: Vec::new(),
        }
    }
}

impl Message for Answer {
    const KIND: Kind = Kind::Answer;

    fn check(&self, checker: Checker) -> Result<(), MessageError> {
        checker.name("machine", &self.machine)?;
        checker.at_most("wanted", self.wanted.len(), limits::DIGESTS)?;
        checker.at_most("stored", self.stored.len(), limits::DIGESTS)
    }
}
