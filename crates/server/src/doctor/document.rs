//! What a doctor says.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a doctor says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DoctorDocument {
    /// Always `fetter-doctor`.
    pub schema: String,
    /// The version of this shape.
    pub version: u32,
    /// When it looked, in seconds since 1970.
    pub time: u64,
    /// What it looked at.
    pub checks: Vec<Check>,
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Check {
    /// The stable name of the check.
    pub code: String,
    /// What came of it.
    pub outcome: Outcome,
    /// What was seen.
    pub detail: String,
    /// What to do; `null` where nothing is to be done.
    pub advice: Option<String>,
}

/// What came of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It is as it should be.
    Good,
    /// It is not.
    Finding,
    /// That could not be seen.
    Unchecked,
}

impl Outcome {
    /// The stable word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Finding => "finding",
            Self::Unchecked => "unchecked",
        }
    }
}

impl Check {
    pub(super) fn good(code: &str, detail: impl Into<String>) -> Self {
        Self { code: code.to_owned(), outcome: Outcome::Good, detail: detail.into(), advice: None }
    }

    pub(super) fn finding(code: &str, detail: impl Into<String>, advice: &str) -> Self {
        let advice = Some(advice.to_owned());
        Self { code: code.to_owned(), outcome: Outcome::Finding, detail: detail.into(), advice }
    }

    pub(super) fn unchecked(code: &str, detail: impl Into<String>, advice: &str) -> Self {
        Self { outcome: Outcome::Unchecked, ..Self::finding(code, detail, advice) }
    }

    /// Good where nothing is told.
    pub(super) fn of(code: &str, good: &str, wrong: &[String], advice: &str) -> Self {
        if wrong.is_empty() { Self::good(code, good) } else { Self::finding(code, wrong.join("; "), advice) }
    }
}

impl DoctorDocument {
    pub(super) fn new(time: u64, checks: Vec<Check>) -> Self {
        Self { schema: "fetter-doctor".to_owned(), version: 1, time, checks }
    }

    /// Whether any check came out so.
    #[must_use]
    pub fn has(&self, outcome: Outcome) -> bool {
        self.checks.iter().any(|check| check.outcome == outcome)
    }
}
