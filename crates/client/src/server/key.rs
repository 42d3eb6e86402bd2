//! What a machine signs with.

use std::fmt;

use fetter_protocol::{PublicKey, Signature};
use ring::rand::SystemRandom;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};

/// An Ed25519 key pair (RFC 8032) of a machine, for one server. Its `Debug` does not show it.
pub struct MachineKey {
    pair: Ed25519KeyPair,
    document: Vec<u8>,
}

/// Why there is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The system gives no random bytes.
    #[error("could not make a key: the system gave no random bytes")]
    Random,
    /// What was kept is no key pair.
    #[error("what was kept is no Ed25519 key pair (PKCS #8 version 2)")]
    Form,
}

impl MachineKey {
    /// Makes one at random.
    pub fn generate() -> Result<Self, KeyError> {
        let document = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).map_err(|_| KeyError::Random)?;
        Self::from_pkcs8(document.as_ref())
    }

    /// The one that was kept: PKCS #8 version 2 (RFC 5958), with both halves, which must belong together.
    pub fn from_pkcs8(document: &[u8]) -> Result<Self, KeyError> {
        let pair = Ed25519KeyPair::from_pkcs8(document).map_err(|_| KeyError::Form)?;
        Ok(Self { pair, document: document.to_vec() })
    }

    /// What is to be kept of it, and shown to nobody.
    #[must_use]
    pub fn to_pkcs8(&self) -> &[u8] {
        &self.document
    }

    /// The half that everybody may know.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        let bytes = self.pair.public_key().as_ref();
        PublicKey::new(bytes.try_into().unwrap_or([0; 32]))
    }

    /// Signs.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> Signature {
        Signature::new(self.pair.sign(message).as_ref().try_into().unwrap_or([0; 64]))
    }
}

/// Whether the owner of the secret half of a key signed this.
#[must_use]
pub fn is_signed_by(key: &PublicKey, message: &[u8], signature: &Signature) -> bool {
    UnparsedPublicKey::new(&ED25519, key.as_bytes()).verify(message, signature.as_bytes()).is_ok()
}

impl fmt::Debug for MachineKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("MachineKey").field(&self.public()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_kept_signs_and_is_not_shown() {
        let key = MachineKey::generate().unwrap();
        let kept = MachineKey::from_pkcs8(key.to_pkcs8()).unwrap();
        assert_eq!(kept.public(), key.public());
        let signature = kept.sign(b"hello");
        assert!(is_signed_by(&key.public(), b"hello", &signature));
        assert!(!is_signed_by(&key.public(), b"hallo", &signature));
        assert!(!is_signed_by(&MachineKey::generate().unwrap().public(), b"hello", &signature));
        assert_eq!(format!("{key:?}"), format!("MachineKey({:?})", key.public()));
        for none in [&key.to_pkcs8()[1..], b"", &[0; 85]] {
            assert_eq!(MachineKey::from_pkcs8(none).err(), Some(KeyError::Form));
        }
    }
}
