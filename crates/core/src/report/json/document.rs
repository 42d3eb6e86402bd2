//! Reading documents of fetter back: the kind and the version come first.

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::ReadError;

/// Why a file could not be read as a document of fetter.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// It is no JSON of that shape.
    #[error("it is no document of fetter: {0}")]
    Json(#[from] serde_json::Error),
    /// It is another document, or one of another version.
    #[error("it is {schema:?} version {version}, and this fetter reads {expected} here")]
    OtherDocument {
        /// What it says that it is.
        schema: String,
        /// The version that it says.
        version: u32,
        /// What can be read.
        expected: &'static str,
    },
    /// A path in it is none.
    #[error(transparent)]
    Path(#[from] ReadError),
}

/// What every document begins with.
#[derive(Deserialize)]
pub(super) struct Envelope {
    pub(super) schema: String,
    pub(super) version: u32,
}

impl Envelope {
    pub(super) fn read(bytes: &[u8]) -> Result<Self, DocumentError> {
        Ok(serde_json::from_slice(bytes)?)
    }

    /// That it is another document than those that can be read.
    pub(super) fn refuse(self, expected: &'static str) -> DocumentError {
        DocumentError::OtherDocument { schema: self.schema, version: self.version, expected }
    }
}

/// Reads a document, and refuses one of another kind or version. `expected` says in words what would be right.
pub(super) fn read<T: DeserializeOwned>(
    bytes: &[u8],
    (schema, version): (&str, u32),
    expected: &'static str,
) -> Result<T, DocumentError> {
    let envelope = Envelope::read(bytes)?;
    if envelope.schema != schema || envelope.version != version {
        return Err(envelope.refuse(expected));
    }
    Ok(serde_json::from_slice(bytes)?)
}
