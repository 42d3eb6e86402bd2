//! Paths in JSON, which has no bytes.

use std::ffi::OsString;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ReadError;
use crate::hex;

/// A path: a string, or, where it is no UTF-8, an object with its bytes in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum WirePath {
    /// The path as text.
    Text(String),
    /// The path's bytes, for a path that is no UTF-8.
    Bytes {
        /// Two hexadecimal digits for each byte.
        hex: String,
    },
}

impl From<&Path> for WirePath {
    fn from(path: &Path) -> Self {
        if let Some(text) = path.to_str() {
            return Self::Text(text.to_owned());
        }
        Self::Bytes { hex: hex::encode(path.as_os_str().as_bytes()) }
    }
}

impl From<&PathBuf> for WirePath {
    fn from(path: &PathBuf) -> Self {
        path.as_path().into()
    }
}

impl TryFrom<WirePath> for PathBuf {
    type Error = ReadError;

    fn try_from(path: WirePath) -> Result<Self, ReadError> {
        match path {
            WirePath::Text(text) => Ok(text.into()),
            WirePath::Bytes { hex } => match hex::decode(&hex) {
                Some(bytes) => Ok(OsString::from_vec(bytes).into()),
                None => Err(ReadError::UnknownWord { what: "path in hexadecimal digits", word: hex }),
            },
        }
    }
}

/// Paths, each in its wire form.
pub(super) fn wire(paths: &[PathBuf]) -> Vec<WirePath> {
    paths.iter().map(WirePath::from).collect()
}

/// Paths from their wire form.
pub(super) fn domain(paths: Vec<WirePath>) -> Result<Vec<PathBuf>, ReadError> {
    paths.into_iter().map(PathBuf::try_from).collect()
}
