//! Why a demonstration could not be made.

/// Why a demonstration could not be made.
#[derive(Debug, thiserror::Error)]
#[error("could not {what}: {why}")]
pub struct DemoError {
    what: String,
    why: String,
}

impl DemoError {
    pub(super) fn new(what: impl Into<String>, why: impl std::fmt::Display) -> Self {
        Self { what: what.into(), why: why.to_string() }
    }
}
