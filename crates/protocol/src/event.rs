//! One line of a machine's journal.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::message::{Checker, Kind, Message, MessageError};
use crate::path::WirePath;

/// Something that happened on a machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EventRecord {
    /// `fetter-event`.
    pub schema: String,
    /// 1.
    pub version: u32,
    /// Its number on this machine, from 1. The order of events is the order of their numbers; a number is never used twice.
    pub sequence: u64,
    /// When it happened by this machine's clock, as RFC 3339 writes it. Clocks are set: `sequence` gives the order.
    pub time: String,
    /// The same in milliseconds since 1970.
    pub unix_ms: u64,
    /// What happened: one of the codes in docs/journal.md. A code that is not known is to be kept and shown as it is.
    pub code: String,
    /// What it happened to.
    #[serde(default, skip_serializing_if = "EventSubject::is_empty")]
    pub subject: EventSubject,
    /// For a change: the version that was there before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old_version: Option<String>,
    /// For a change: where what was there before came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old_origin: Option<String>,
    /// Where the package came from, if it was recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// The policy's rule that decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// Why, for a person to read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The file or directory that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<WirePath>,
    /// The process that was refused something.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opening: Option<Opening>,
    /// How many, where one event stands for several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
}

/// What an event is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EventSubject {
    /// The package's name, as its metadata writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The site that it lies in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<WirePath>,
    /// The prefix of the environment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub environment: Option<WirePath>,
}

/// A process that wanted to open something.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Opening {
    /// Its id.
    pub pid: u32,
    /// The id of its user; `null` where it was gone before that could be asked.
    pub uid: Option<u32>,
    /// The name of its user.
    pub user: Option<String>,
    /// What it runs.
    pub command: Option<String>,
}

impl EventSubject {
    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Message for EventRecord {
    const KIND: Kind = Kind::Event;

    fn check(&self, checker: Checker) -> Result<(), MessageError> {
        let word = |field, word: &Option<String>| checker.name(field, word.as_deref().unwrap_or_default());
        let text = |field, text: &Option<String>| checker.text(field, text.as_deref().unwrap_or_default());
        let path =
            |field, path: &Option<WirePath>| path.as_ref().map_or(Ok(()), |path| checker.path(field, path));
        checker.form("schema", self.schema == Kind::Event.schema(), "fetter-event")?;
        checker.form("version", self.version == Kind::Event.version(), "1")?;
        checker.name("code", &self.code)?;
        checker.name("time", &self.time)?;
        word("subject.name", &self.subject.name)?;
        word("subject.version", &self.subject.version)?;
        path("subject.site", &self.subject.site)?;
        path("subject.environment", &self.subject.environment)?;
        word("old_version", &self.old_version)?;
        text("old_origin", &self.old_origin)?;
        text("origin", &self.origin)?;
        word("rule", &self.rule)?;
        text("reason", &self.reason)?;
        path("path", &self.path)?;
        self.opening.as_ref().map_or(Ok(()), |opening| {
            word("opening.user", &opening.user)?;
            text("opening.command", &opening.command)
        })
    }
}
