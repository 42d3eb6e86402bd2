//! Paths in JSON, which has no bytes.

use std::ffi::OsString;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
        match path.to_str() {
            Some(text) => Self::Text(text.to_owned()),
            None => {
                let hex = path.as_os_str().as_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
                Self::Bytes { hex }
            }
        }
    }
}

impl From<&PathBuf> for WirePath {
    fn from(path: &PathBuf) -> Self {
        path.as_path().into()
    }
}

impl From<WirePath> for PathBuf {
    /// Digits that are no hexadecimal number are left out.
    fn from(path: WirePath) -> Self {
        match path {
            WirePath::Text(text) => text.into(),
            WirePath::Bytes { hex } => {
                let digits: Vec<u8> = hex.bytes().collect();
                let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
                OsString::from_vec(digits.chunks(2).filter_map(byte).collect()).into()
            }
        }
    }
}

/// Paths, each in its wire form.
pub(super) fn wire(paths: &[PathBuf]) -> Vec<WirePath> {
    paths.iter().map(WirePath::from).collect()
}

/// Paths from their wire form.
pub(super) fn domain(paths: Vec<WirePath>) -> Vec<PathBuf> {
    paths.into_iter().map(PathBuf::from).collect()
}
