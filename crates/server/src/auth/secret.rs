//! Tokens: random, shown once, and kept as digests.

use fetter_protocol::Digest;
use ring::rand::{SecureRandom, SystemRandom};

/// The system gave no random bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the system gave no random bytes")]
pub struct NoRandom;

/// Random bytes of the system's.
pub fn random<const LENGTH: usize>() -> Result<[u8; LENGTH], NoRandom> {
    let mut bytes = [0; LENGTH];
    SystemRandom::new().fill(&mut bytes).map_err(|_| NoRandom)?;
    Ok(bytes)
}

/// The kind of a link that is made where the server's files are, for who has lost what one signs in with.
pub const RECOVERY: &str = "recovery";

/// A token. It is not printed by accident.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A new one, of 256 random bits. The beginning says to a person, and to whoever searches files for secrets, what it is.
    pub fn new(kind: &str) -> Result<Self, NoRandom> {
        let bytes: [u8; 32] = random()?;
        Ok(Self(format!("fetter_{kind}_{}", fetter_core::hex::encode(&bytes))))
    }

    /// Whether a token is of this kind. The kind is a part of what the digest is of: nobody makes one kind of another.
    #[must_use]
    pub fn is_of(token: &str, kind: &str) -> bool {
        token
            .strip_prefix("fetter_")
            .and_then(|rest| rest.strip_prefix(kind))
            .is_some_and(|rest| rest.starts_with('_'))
    }

    /// What is kept of a token. It has 256 random bits: nothing slower than SHA-256 makes it safer.
    #[must_use]
    pub fn digest_of(token: &str) -> Digest {
        Digest::of(token.as_bytes())
    }

    /// The same of this one.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Self::digest_of(&self.0)
    }

    /// The token itself, for the one time that it is shown.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Secret(****)")
    }
}
