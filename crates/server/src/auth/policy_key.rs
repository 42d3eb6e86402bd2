//! What an organisation's policies are signed with.

use fetter_protocol::{BundleRef, Digest, PublicKey, Signature};
use ring::signature::{Ed25519KeyPair, KeyPair};

use super::seal::{SealError, Sealer};
use super::secret::random;

/// The key pair of an organisation (Ed25519, RFC 8032).
#[derive(Debug)]
pub struct PolicyKey(Ed25519KeyPair);

impl PolicyKey {
    /// A new one, and what of it is kept in the database.
    pub fn generate(organisation: &str, sealer: &Sealer) -> Result<(Self, Vec<u8>), SealError> {
        let seed: [u8; 32] = random()?;
        let key = Ed25519KeyPair::from_seed_unchecked(&seed).map_err(|_| SealError::Key)?;
        Ok((Self(key), sealer.seal(&purpose(organisation), &seed)?))
    }

    /// The one that was kept.
    pub fn open(organisation: &str, sealed: &[u8], sealer: &Sealer) -> Result<Self, SealError> {
        let seed = sealer.open(&purpose(organisation), sealed)?;
        Ed25519KeyPair::from_seed_unchecked(&seed).map(Self).map_err(|_| SealError::Key)
    }

    /// The public half, which machines are told when they are enrolled.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        let mut bytes = [0; 32];
        // An Ed25519 public key has 32 bytes (RFC 8032, section 5.1.5).
        bytes.copy_from_slice(self.0.public_key().as_ref());
        PublicKey::new(bytes)
    }

    /// Signs a bundle.
    #[must_use]
    pub fn sign(&self, organisation: &str, number: u64, digest: &Digest) -> Signature {
        let signature = self.0.sign(&BundleRef::claim(organisation, number, digest));
        let mut bytes = [0; 64];
        bytes.copy_from_slice(signature.as_ref());
        Signature::new(bytes)
    }
}

fn purpose(organisation: &str) -> String {
    format!("policies of {organisation}")
}
