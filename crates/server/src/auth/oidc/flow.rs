//! A sign-in that has begun: what the browser keeps of it, sealed, until it comes back.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use fetter_protocol::Digest;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::local_path;
use crate::auth::{SealError, Sealer, random};

/// How long somebody may take at the provider, in seconds.
const SECONDS: u64 = 600;
/// Bytes of the number that each sealed flow begins with.
const NUMBER: usize = 16;
/// The longest sealed flow, in bytes of base64.
const SEALED_BYTES: usize = 4096;

/// What the browser keeps.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flow {
    /// The digest of the state that the browser must bring back.
    pub state: Digest,
    /// What the token must say.
    pub nonce: String,
    /// What proves that this server began it (RFC 7636).
    pub verifier: String,
    /// Where to go on.
    pub next: String,
    /// Until when it is good, in seconds since 1970.
    pub expires: u64,
}

/// A flow that begins.
#[derive(Clone)]
pub struct NewFlow {
    /// What the browser keeps.
    pub flow: Flow,
    /// What it brings back.
    pub state: String,
}

impl NewFlow {
    /// A new one, with this path to go on.
    pub fn new(next: &str, now: u64) -> Result<Self, SealError> {
        let word = || random::<32>().map(|bytes| URL_SAFE_NO_PAD.encode(bytes));
        let state = word()?;
        let flow = Flow {
            state: Digest::of(state.as_bytes()),
            nonce: word()?,
            verifier: word()?,
            next: local_path(next).to_owned(),
            expires: now + SECONDS,
        };
        Ok(Self { flow, state })
    }
}

impl Flow {
    /// What the provider is told of the verifier (S256; RFC 7636, section 4.2).
    #[must_use]
    pub fn challenge(&self) -> String {
        URL_SAFE_NO_PAD.encode(Sha256::digest(self.verifier.as_bytes()))
    }

    /// Sealed, for a cookie. Each has a key of its own: anybody may have as many made as they like.
    pub fn sealed(&self, sealer: &Sealer) -> Result<String, SealError> {
        let number: [u8; NUMBER] = random()?;
        // Texts and numbers, which serialise.
        let bytes = serde_json::to_vec(self).unwrap_or_default();
        let sealed = sealer.derived(&purpose(&number))?.seal("flow", &bytes)?;
        Ok(URL_SAFE_NO_PAD.encode([number.as_slice(), &sealed].concat()))
    }

    /// The flow that was sealed so, where it is this server's and not over.
    #[must_use]
    pub fn open(text: &str, sealer: &Sealer, now: u64) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok().filter(|_| text.len() <= SEALED_BYTES)?;
        let (number, sealed) = bytes.split_at_checked(NUMBER)?;
        let bytes = sealer.derived(&purpose(number)).ok()?.open("flow", sealed).ok()?;
        serde_json::from_slice(&bytes).ok().filter(|flow: &Self| flow.expires > now)
    }
}

fn purpose(number: &[u8]) -> Vec<u8> {
    [b"sign-in at a provider ".as_slice(), number].concat()
}

impl std::fmt::Debug for Flow {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Flow")
            .field("next", &self.next)
            .field("expires", &self.expires)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for NewFlow {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("NewFlow").field("flow", &self.flow).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_challenge_is_that_of_rfc_7636() {
        let mut flow = NewFlow::new("/", 0).unwrap().flow;
        flow.verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".to_owned();
        assert_eq!(flow.challenge(), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    #[test]
    fn a_flow_is_opened_by_the_server_that_sealed_it_and_in_time() {
        let sealer = Sealer::new(&[7; 32]).unwrap();
        let NewFlow { flow, state } = NewFlow::new("//evil.example", 1000).unwrap();
        assert_eq!((flow.next.as_str(), flow.expires), ("/", 1600));
        assert_eq!(flow.state, Digest::of(state.as_bytes()));
        let sealed = flow.sealed(&sealer).unwrap();
        assert!(sealed.len() < 1000, "a cookie has room for 4,096 bytes with all that it has");
        assert_eq!(Flow::open(&sealed, &sealer, 1599).as_ref(), Some(&flow));
        assert_eq!(Flow::open(&sealed, &sealer, 1600), None);
        assert_eq!(Flow::open(&sealed, &Sealer::new(&[8; 32]).unwrap(), 1000), None);
        assert_ne!(flow.sealed(&sealer).unwrap(), sealed);
        for at in 0..sealed.len() {
            let mut other = sealed.clone().into_bytes();
            other[at] = if other[at] == b'A' { b'B' } else { b'A' };
            assert_eq!(Flow::open(std::str::from_utf8(&other).unwrap(), &sealer, 1000), None, "{at}");
        }
        for none in ["", "AAAA", "é", &"A".repeat(5000)] {
            assert_eq!(Flow::open(none, &sealer, 0), None);
        }
        let shown = format!("{:?}", NewFlow::new("/", 0).unwrap());
        assert!(!shown.contains("verifier") && !shown.contains("nonce"), "{shown}");
    }
}
