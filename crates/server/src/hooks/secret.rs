//! What a webhook's messages are signed with (Standard Webhooks 1.0, "Signature scheme", symmetric).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::hmac::{HMAC_SHA256, Key, sign};

use crate::auth::{NoRandom, SealError, Sealer, random};

/// Bytes of a secret: the specification wants 24 to 64.
const LENGTH: usize = 32;

/// The secret of a webhook.
pub struct WebhookSecret([u8; LENGTH]);

impl std::fmt::Debug for WebhookSecret {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("WebhookSecret(****)")
    }
}

impl WebhookSecret {
    /// A new one.
    pub fn new() -> Result<Self, NoRandom> {
        random().map(Self)
    }

    /// The same in words, for the one time that it is shown.
    #[must_use]
    pub fn reveal(&self) -> String {
        format!("whsec_{}", STANDARD.encode(self.0))
    }

    /// What is kept of it in the row of a webhook.
    pub fn seal(&self, webhook: i64, sealer: &Sealer) -> Result<Vec<u8>, SealError> {
        sealer.seal(&purpose(webhook), &self.0)
    }

    /// The one that was kept.
    pub fn open(webhook: i64, sealed: &[u8], sealer: &Sealer) -> Result<Self, SealError> {
        let bytes = sealer.open(&purpose(webhook), sealed)?;
        bytes.try_into().map(Self).map_err(|_| SealError::Key)
    }

    /// The value of `webhook-signature` for a message with this id and time.
    #[must_use]
    pub fn signature(&self, id: &str, time: i64, body: &str) -> String {
        let key = Key::new(HMAC_SHA256, &self.0);
        let tag = sign(&key, format!("{id}.{time}.{body}").as_bytes());
        format!("v1,{}", STANDARD.encode(tag))
    }
}

fn purpose(webhook: i64) -> String {
    format!("webhook {webhook}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_signed_as_the_specification_has_it() {
        // Made with Python's hmac over the same bytes.
        let secret = WebhookSecret([7; LENGTH]);
        assert_eq!(secret.reveal(), "whsec_BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=");
        let signature = secret.signature("msg_1", 1_674_087_231, "{\"test\": 2432232314}");
        assert_eq!(signature, "v1,3FNU46KRwDkPJMKlMoxIAak6gcZuO/y3TyHaWMACsmQ=");
        let sealer = Sealer::new(&[1; 32]).unwrap();
        let sealed = secret.seal(3, &sealer).unwrap();
        assert_eq!(WebhookSecret::open(3, &sealed, &sealer).unwrap().0, secret.0);
        assert!(WebhookSecret::open(4, &sealed, &sealer).is_err());
        assert_eq!(format!("{secret:?}"), "WebhookSecret(****)");
    }
}
