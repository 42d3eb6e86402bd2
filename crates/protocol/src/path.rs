//! Paths in JSON, which has no bytes.

use std::ffi::OsString;
use std::fmt::Write;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A path: a string, or, where it is no UTF-8, an object with its bytes in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
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

impl WirePath {
    /// How many bytes the path has.
    #[must_use]
    pub fn size(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Bytes { hex } => hex.len().div_ceil(2),
        }
    }

    /// The path itself; `None` where what stands for its bytes is no hexadecimal.
    #[must_use]
    pub fn to_path(&self) -> Option<PathBuf> {
        match self {
            Self::Text(text) => Some(text.into()),
            Self::Bytes { hex } => decode(hex).map(|bytes| OsString::from_vec(bytes).into()),
        }
    }
}

impl From<&Path> for WirePath {
    fn from(path: &Path) -> Self {
        if let Some(text) = path.to_str() {
            return Self::Text(text.to_owned());
        }
        Self::Bytes { hex: encode(path.as_os_str().as_bytes()) }
    }
}

impl From<&PathBuf> for WirePath {
    fn from(path: &PathBuf) -> Self {
        path.as_path().into()
    }
}

pub(crate) fn encode(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The bytes of lower-case hexadecimal digits; `None` for any other text.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let digit = |digit: u8| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    };
    if !text.len().is_multiple_of(2) {
        return None;
    }
    text.as_bytes().chunks(2).map(|pair| Some(digit(pair[0])? << 4 | digit(pair[1])?)).collect()
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;

    use super::*;

    #[test]
    fn every_path_comes_back() {
        for bytes in [b"/a/b".as_slice(), b"/a/\xff\n", "/ä".as_bytes()] {
            let path = Path::new(OsStr::from_bytes(bytes));
            let wire = WirePath::from(path);
            assert_eq!(wire.to_path().as_deref(), Some(path));
            assert_eq!(wire.size(), bytes.len());
            let json = serde_json::to_string(&wire).unwrap();
            assert_eq!(serde_json::from_str::<WirePath>(&json).unwrap(), wire);
        }
        assert_eq!(WirePath::Bytes { hex: "0G".to_owned() }.to_path(), None);
    }
}
