//! Keys and signatures, as they are written: what they are made with is whoever's that signs and verifies.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::path::{decode, encode};

/// Bytes of a fixed number, written as lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fixed<const LENGTH: usize>([u8; LENGTH]);

/// The public half of an Ed25519 key pair (RFC 8032).
pub type PublicKey = Fixed<32>;
/// An Ed25519 signature (RFC 8032).
pub type Signature = Fixed<64>;

/// A text that is no such bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{digits} lower-case hexadecimal digits were expected")]
pub struct FixedError {
    /// How many there would be.
    digits: usize,
}

impl<const LENGTH: usize> Fixed<LENGTH> {
    /// What has these bytes.
    #[must_use]
    pub const fn new(bytes: [u8; LENGTH]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; LENGTH] {
        &self.0
    }
}

impl<const LENGTH: usize> fmt::Display for Fixed<LENGTH> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&encode(&self.0))
    }
}

impl<const LENGTH: usize> fmt::Debug for Fixed<LENGTH> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Fixed({self})")
    }
}

impl<const LENGTH: usize> FromStr for Fixed<LENGTH> {
    type Err = FixedError;

    fn from_str(text: &str) -> Result<Self, FixedError> {
        let bytes = if text.len() == 2 * LENGTH { decode(text) } else { None };
        bytes.and_then(|bytes| bytes.try_into().ok()).map(Self).ok_or(FixedError { digits: 2 * LENGTH })
    }
}

impl<const LENGTH: usize> Serialize for Fixed<LENGTH> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, const LENGTH: usize> Deserialize<'de> for Fixed<LENGTH> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

impl<const LENGTH: usize> JsonSchema for Fixed<LENGTH> {
    fn schema_name() -> Cow<'static, str> {
        format!("Hex{LENGTH}").into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": format!("{LENGTH} bytes."),
            "pattern": format!("^[0-9a-f]{{{}}}$", 2 * LENGTH),
        })
    }
}
