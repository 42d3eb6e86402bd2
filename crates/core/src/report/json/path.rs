//! Paths in JSON, which has no bytes.

use std::ffi::OsString;
use std::fmt::Write;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ReadError;

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
        let mut hex = String::new();
        for byte in path.as_os_str().as_bytes() {
            // Writing to a string does not fail.
            let _ = write!(hex, "{byte:02x}");
        }
        Self::Bytes { hex }
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
            WirePath::Bytes { hex } => match bytes(&hex) {
                Some(bytes) => Ok(OsString::from_vec(bytes).into()),
                None => Err(ReadError::UnknownWord { what: "path in hexadecimal digits", word: hex }),
            },
        }
    }
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    let is_hex = hex.len().is_multiple_of(2) && hex.bytes().all(|digit| digit.is_ascii_hexdigit());
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    if is_hex { hex.as_bytes().chunks(2).map(byte).collect() } else { None }
}

/// Paths, each in its wire form.
pub(super) fn wire(paths: &[PathBuf]) -> Vec<WirePath> {
    paths.iter().map(WirePath::from).collect()
}

/// Paths from their wire form.
pub(super) fn domain(paths: Vec<WirePath>) -> Result<Vec<PathBuf>, ReadError> {
    paths.into_iter().map(PathBuf::try_from).collect()
}
