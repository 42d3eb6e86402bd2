//! Signed tokens (RFC 7515, RFC 7519), after RFC 8725.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;

use super::keys::{Algorithm, Keys};

/// The longest token, in bytes: some name hundreds of groups.
const TOKEN_BYTES: usize = 64 << 10;
/// The longest header, in bytes of base64.
const HEADER_BYTES: usize = 4 << 10;

/// A token whose signature was not looked at yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jwt<'token> {
    /// The name of the key that it says to be signed with.
    pub key: Option<String>,
    algorithm: Algorithm,
    signed: &'token str,
    payload: &'token str,
    signature: Vec<u8>,
}

/// Why a token is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JwtError {
    /// It is none.
    #[error("it is no signed token of at most 64 KiB")]
    Form,
    /// It is signed in a way that is not taken, or not at all.
    #[error("it is not signed with RS256, ES256 or EdDSA")]
    Algorithm,
    /// It asks for more than is done here (RFC 7515, section 4.1.11).
    #[error("it asks for something that is not known here (crit)")]
    Critical,
    /// No key that is known has signed it.
    #[error("none of the provider's keys has signed it")]
    Signature,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    crit: Option<serde_json::Value>,
}

impl<'token> Jwt<'token> {
    /// Takes a token apart.
    pub fn read(token: &'token str) -> Result<Self, JwtError> {
        if token.len() > TOKEN_BYTES {
            return Err(JwtError::Form);
        }
        let (signed, signature) = token.rsplit_once('.').ok_or(JwtError::Form)?;
        let (header, payload) = signed.split_once('.').ok_or(JwtError::Form)?;
        if header.len() > HEADER_BYTES || payload.contains('.') {
            return Err(JwtError::Form);
        }
        let header = URL_SAFE_NO_PAD.decode(header).map_err(|_| JwtError::Form)?;
        let header: Header = serde_json::from_slice(&header).map_err(|_| JwtError::Form)?;
        if header.crit.is_some() {
            return Err(JwtError::Critical);
        }
        let algorithm = Algorithm::named(&header.alg).ok_or(JwtError::Algorithm)?;
        let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| JwtError::Form)?;
        Ok(Self { key: header.kid, algorithm, signed, payload, signature })
    }

    /// Its payload, where one of these keys has signed it: the key decides how, and the token's word for it must be the same.
    pub fn verified(&self, keys: &Keys) -> Result<Vec<u8>, JwtError> {
        let mut keys = keys.for_token(self.key.as_deref(), self.algorithm);
        if !keys.any(|key| key.has_signed(self.signed.as_bytes(), &self.signature)) {
            return Err(JwtError::Signature);
        }
        URL_SAFE_NO_PAD.decode(self.payload).map_err(|_| JwtError::Form)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(header: &str) -> Result<Option<String>, JwtError> {
        let token = format!("{}.e30.AA", URL_SAFE_NO_PAD.encode(header));
        Jwt::read(&token).map(|jwt| jwt.key)
    }

    #[test]
    fn only_what_is_signed_with_a_key_of_two_halves_is_read() {
        assert_eq!(read(r#"{"alg": "RS256", "kid": "k", "typ": "JWT"}"#), Ok(Some("k".to_owned())));
        for algorithm in ["none", "None", "", "HS256", "RS512", "PS256", "ES384", "rs256"] {
            assert_eq!(
                read(&format!(r#"{{"alg": "{algorithm}"}}"#)),
                Err(JwtError::Algorithm),
                "{algorithm}"
            );
        }
        assert_eq!(read(r#"{"alg": "RS256", "crit": ["b64"]}"#), Err(JwtError::Critical));
        for none in ["{}", "[]", "", "x", r#"{"alg": 1}"#] {
            assert_eq!(read(none), Err(JwtError::Form), "{none}");
        }
        for none in ["", ".", "..", "a.b", "a.b.c.d", "é.é.é", &"a".repeat(70_000)] {
            assert_eq!(Jwt::read(none).map(|jwt| jwt.key), Err(JwtError::Form), "{none}");
        }
        let long = format!(
            "{}.e30.AA",
            URL_SAFE_NO_PAD.encode(format!(r#"{{"alg": "RS256", "x": "{}"}}"#, "y".repeat(5000)))
        );
        assert_eq!(Jwt::read(&long).map(|jwt| jwt.key), Err(JwtError::Form));
    }

    #[test]
    fn without_a_key_nothing_is_verified() {
        let token = format!("{}.e30.AA", URL_SAFE_NO_PAD.encode(r#"{"alg": "ES256"}"#));
        assert_eq!(Jwt::read(&token).unwrap().verified(&Keys::default()), Err(JwtError::Signature));
    }
}
