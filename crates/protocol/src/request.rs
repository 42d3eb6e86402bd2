//! What somebody on a machine asks to be let pass, and what became of it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::limits;
use crate::message::{Checker, Kind, Message, MessageError, is_machine};

/// Somebody on a machine asks that a package be let pass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PackageRequest {
    /// `fetter-request`.
    pub schema: String,
    /// 1.
    pub version: u32,
    /// The machine.
    pub machine: String,
    /// A random id that the machine gave it: 32 hexadecimal digits. What is sent again has the same.
    pub id: String,
    /// What is asked for: a name, with versions or without, as `evil==1.0`.
    pub package: String,
    /// Why.
    pub reason: String,
    /// The user, as the machine calls it. It is a claim, and no identity.
    pub user: String,
    /// The rules by which the machine refuses it now.
    #[serde(default)]
    pub rules: Vec<String>,
    /// When it was asked, in seconds since 1970, by the machine's clock.
    pub asked: u64,
}

/// How a request stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RequestState {
    /// The id that the machine gave it.
    pub id: String,
    /// `open`, `approved`, `refused`, or `not-taken`: the server did not take it, and nobody will decide on it.
    pub state: String,
    /// What whoever decided said, or why it was not taken; empty while it is open.
    #[serde(default)]
    pub reason: String,
    /// The last day on which it is let pass (`YYYY-MM-DD`); `null` where it is not.
    #[serde(default)]
    pub until: Option<String>,
    /// Of a decision its number, which grows from decision to decision of a machine; else 0.
    #[serde(default)]
    pub number: u64,
}

/// What a server says to a request: everything in it is durable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RequestAnswer {
    /// `fetter-request-answer`.
    pub schema: String,
    /// 1.
    pub version: u32,
    /// The machine that it is for.
    pub machine: String,
    /// How the request stands.
    pub request: RequestState,
}

impl PackageRequest {
    /// A request of this machine.
    #[must_use]
    pub fn new(machine: &str, id: &str) -> Self {
        Self {
            schema: Kind::Request.schema().to_owned(),
            version: Kind::Request.version(),
            machine: machine.to_owned(),
            id: id.to_owned(),
            package: String::new(),
            reason: String::new(),
            user: String::new(),
            rules: Vec::new(),
            asked: 0,
        }
    }
}

impl RequestState {
    /// Nobody has decided yet.
    pub const OPEN: &'static str = "open";
    /// It is let pass.
    pub const APPROVED: &'static str = "approved";
    /// It is not.
    pub const REFUSED: &'static str = "refused";
    /// The server did not take the request.
    pub const NOT_TAKEN: &'static str = "not-taken";

    /// One of an id, in this state.
    #[must_use]
    pub fn new(id: &str, state: &str) -> Self {
        let (id, state) = (id.to_owned(), state.to_owned());
        Self { id, state, reason: String::new(), until: None, number: 0 }
    }

    pub(crate) fn check(&self, checker: Checker) -> Result<(), MessageError> {
        checker.form("request.id", is_machine(&self.id), "32 lower-case hexadecimal digits")?;
        checker.at_most("request.state", self.state.len(), limits::REQUEST_WORD_BYTES)?;
        words(checker, "request.reason", &self.reason, limits::REQUEST_REASON_BYTES)?;
        let until = self.until.as_deref().unwrap_or_default();
        checker.at_most("request.until", until.len(), limits::REQUEST_WORD_BYTES)
    }
}

/// A text in one line, of at most that many bytes.
fn words(checker: Checker, field: &'static str, text: &str, limit: usize) -> Result<(), MessageError> {
    checker.at_most(field, text.len(), limit)?;
    checker.form(field, !text.chars().any(char::is_control), "a text in one line")
}

impl RequestAnswer {
    /// An answer to a machine.
    #[must_use]
    pub fn new(machine: &str, request: RequestState) -> Self {
        let machine = machine.to_owned();
        let (schema, version) = (Kind::RequestAnswer.schema().to_owned(), Kind::RequestAnswer.version());
        Self { schema, version, machine, request }
    }
}

impl Message for PackageRequest {
    const KIND: Kind = Kind::Request;

    fn check(&self, checker: Checker) -> Result<(), MessageError> {
        checker.machine("machine", &self.machine)?;
        checker.form("id", is_machine(&self.id), "32 lower-case hexadecimal digits")?;
        words(checker, "package", &self.package, limits::REQUEST_PACKAGE_BYTES)?;
        words(checker, "reason", &self.reason, limits::REQUEST_REASON_BYTES)?;
        words(checker, "user", &self.user, limits::REQUEST_PACKAGE_BYTES)?;
        checker.at_most("rules", self.rules.len(), limits::REQUEST_RULES)?;
        self.rules.iter().try_for_each(|rule| words(checker, "rules", rule, limits::REQUEST_PACKAGE_BYTES))
    }
}

impl Message for RequestAnswer {
    const KIND: Kind = Kind::RequestAnswer;

    fn check(&self, checker: Checker) -> Result<(), MessageError> {
        checker.machine("machine", &self.machine)?;
        self.request.check(checker)
    }
}
