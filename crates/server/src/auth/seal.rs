//! Secrets that are needed again, encrypted at rest.

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hkdf::{HKDF_SHA256, Prk};

use super::secret::{NoRandom, random};

/// Encrypts with a key that is not in the database: a copy of the database alone tells no secret.
#[derive(Debug)]
pub struct Sealer {
    key: LessSafeKey,
    /// What other keys are derived from.
    source: Prk,
}

/// Why a secret cannot be sealed or opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// There are no random bytes.
    #[error(transparent)]
    Random(#[from] NoRandom),
    /// It was sealed with another key, or is damaged.
    #[error(
        "a secret in the database cannot be opened with this server's key: it was sealed with another one (server.key of the \
         data directory, or --key-file), or is damaged"
    )]
    Key,
}

impl Sealer {
    /// A sealer with this key.
    pub fn new(key: &[u8; 32]) -> Result<Self, SealError> {
        let unbound = UnboundKey::new(&CHACHA20_POLY1305, key).map_err(|_| SealError::Key)?;
        // The key is random already: what is left to do is to expand it (RFC 5869, section 3.3).
        Ok(Self { key: LessSafeKey::new(unbound), source: Prk::new_less_safe(HKDF_SHA256, key) })
    }

    /// A sealer with a key of its own, made of this one's and a purpose (RFC 5869): for what anybody may have sealed as often as they like, so
    /// that no nonce of it is ever one of a secret in the database.
    pub fn derived(&self, purpose: &[u8]) -> Result<Self, SealError> {
        let mut key = [0; 32];
        let info = [b"fetter: ".as_slice(), purpose];
        let expanded = self.source.expand(&info, HKDF_SHA256).map_err(|_| SealError::Key)?;
        expanded.fill(&mut key).map_err(|_| SealError::Key)?;
        Self::new(&key)
    }

    /// Seals a secret. It can be opened for the same purpose only: one row's secret is of no use in another's.
    pub fn seal(&self, purpose: &str, secret: &[u8]) -> Result<Vec<u8>, SealError> {
        // A random nonce of 96 bits serves for 2^32 secrets under one key (NIST SP 800-38D, section 8.3); there are a few.
        let nonce: [u8; NONCE_LEN] = random()?;
        let mut sealed = secret.to_vec();
        let aad = Aad::from(purpose.as_bytes());
        let nonce_of = Nonce::assume_unique_for_key(nonce);
        self.key.seal_in_place_append_tag(nonce_of, aad, &mut sealed).map_err(|_| SealError::Key)?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Opens what was sealed for this purpose.
    pub fn open(&self, purpose: &str, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        let (nonce, sealed) = sealed.split_at_checked(NONCE_LEN).ok_or(SealError::Key)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| SealError::Key)?;
        let mut bytes = sealed.to_vec();
        let opened = self.key.open_in_place(nonce, Aad::from(purpose.as_bytes()), &mut bytes);
        Ok(opened.map_err(|_| SealError::Key)?.to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_opened_with_its_key_and_for_its_purpose_only() {
        let sealer = Sealer::new(&[1; 32]).unwrap();
        let sealed = sealer.seal("policy of acme", b"secret").unwrap();
        assert!(!sealed.windows(6).any(|part| part == b"secret"));
        assert_eq!(sealer.open("policy of acme", &sealed).unwrap(), b"secret");
        assert_eq!(sealer.open("policy of other", &sealed), Err(SealError::Key));
        assert_eq!(Sealer::new(&[2; 32]).unwrap().open("policy of acme", &sealed), Err(SealError::Key));
        assert_eq!(sealer.open("policy of acme", &sealed[..5]), Err(SealError::Key));
        assert_ne!(sealer.seal("policy of acme", b"secret").unwrap(), sealed);
        let derived = sealer.derived(b"one").unwrap();
        assert_eq!(derived.open("policy of acme", &sealed), Err(SealError::Key));
        let sealed = derived.seal("x", b"secret").unwrap();
        assert_eq!(sealer.derived(b"one").unwrap().open("x", &sealed).unwrap(), b"secret");
        assert_eq!(sealer.derived(b"two").unwrap().open("x", &sealed), Err(SealError::Key));
    }
}
