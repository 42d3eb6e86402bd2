//! The keys of a provider (RFC 7517, RFC 7518, RFC 8037).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ED25519, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};
use serde::Deserialize;

use super::Unusable;

/// How many keys are looked at.
const MOST: usize = 100;
/// The longest part of a key, in bytes of base64: a modulus of 8,192 bits has 1,366.
const PART_BYTES: usize = 1400;

/// How tokens are signed. There is no other way: not by a secret that is shared (HS256), and not at all (none).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// RSA, PKCS #1 1.5, SHA-256.
    Rs256,
    /// ECDSA with P-256 and SHA-256.
    Es256,
    /// Ed25519.
    EdDsa,
}

impl Algorithm {
    /// The one of that name (RFC 7518, section 3.1; RFC 8037, section 3.1; RFC 9864, section 2.2).
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "RS256" => Some(Self::Rs256),
            "ES256" => Some(Self::Es256),
            "EdDSA" | "Ed25519" => Some(Self::EdDsa),
            _ => None,
        }
    }
}

/// A key, which says by what it is how something is signed with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// What it is called.
    pub id: Option<String>,
    public: Public,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Public {
    Rsa { modulus: Vec<u8>, exponent: Vec<u8> },
    P256(Vec<u8>),
    Ed25519(Vec<u8>),
}

/// All keys of a provider.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys(Vec<Key>);

#[derive(Deserialize)]
struct Document {
    keys: Vec<serde_json::Value>,
}

#[derive(Deserialize)]
struct Written {
    kty: String,
    kid: Option<String>,
    r#use: Option<String>,
    alg: Option<String>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

impl Keys {
    /// Reads them. Keys for something else, or of a kind that is not taken, are left out.
    pub fn read(bytes: &[u8]) -> Result<Self, Unusable> {
        let what = "the list of the provider's keys";
        let document: Document = serde_json::from_slice(bytes).map_err(|error| Unusable::new(what, error))?;
        if document.keys.len() > MOST {
            return Err(Unusable::new(what, format_args!("it has more than {MOST}")));
        }
        Ok(Self(
            document.keys.into_iter().filter_map(|key| read(serde_json::from_value(key).ok()?)).collect(),
        ))
    }

    /// The keys that a token may be signed with: those of its key's name, or of none where it names none.
    pub fn for_token<'keys>(
        &'keys self,
        id: Option<&'keys str>,
        algorithm: Algorithm,
    ) -> impl Iterator<Item = &'keys Key> {
        let is_meant = move |key: &&Key| {
            key.algorithm() == algorithm && id.is_none_or(|id| key.id.as_deref().is_none_or(|own| own == id))
        };
        self.0.iter().filter(is_meant)
    }

    /// Whether there is a key of that name.
    #[must_use]
    pub fn has(&self, id: &str) -> bool {
        self.0.iter().any(|key| key.id.as_deref() == Some(id))
    }
}

fn read(key: Written) -> Option<Key> {
    if key.r#use.as_deref().is_some_and(|used_for| used_for != "sig") {
        return None;
    }
    let part = |part: &Option<String>| {
        let text = part.as_deref().filter(|text| text.len() <= PART_BYTES)?;
        URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok()
    };
    let of_32 = |written: &Option<String>| part(written).filter(|bytes| bytes.len() == 32);
    let public = match (key.kty.as_str(), key.crv.as_deref()) {
        ("RSA", _) => Public::Rsa { modulus: trimmed(part(&key.n)?), exponent: trimmed(part(&key.e)?) },
        // A point that is not compressed (SEC 1, section 2.3.3).
        ("EC", Some("P-256")) => Public::P256([vec![4], of_32(&key.x)?, of_32(&key.y)?].concat()),
        ("OKP", Some("Ed25519")) => Public::Ed25519(of_32(&key.x)?),
        _ => return None,
    };
    let read = Key { id: key.kid, public };
    // A key that is for another algorithm is not taken for this one.
    let is_so = key.alg.is_none_or(|alg| Algorithm::named(&alg) == Some(read.algorithm()));
    is_so.then_some(read)
}

/// Some write numbers with zeros before them, which have no meaning.
fn trimmed(number: Vec<u8>) -> Vec<u8> {
    number.into_iter().skip_while(|byte| *byte == 0).collect()
}

impl Key {
    /// How something is signed with it.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        match self.public {
            Public::Rsa { .. } => Algorithm::Rs256,
            Public::P256(_) => Algorithm::Es256,
            Public::Ed25519(_) => Algorithm::EdDsa,
        }
    }

    /// Whether a text was signed with it. An RSA key of less than 2,048 bits signs nothing.
    #[must_use]
    pub fn has_signed(&self, text: &[u8], signature: &[u8]) -> bool {
        let verified = match &self.public {
            Public::Rsa { modulus: n, exponent: e } => {
                RsaPublicKeyComponents { n, e }.verify(&RSA_PKCS1_2048_8192_SHA256, text, signature)
            }
            Public::P256(point) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(text, signature)
            }
            Public::Ed25519(key) => UnparsedPublicKey::new(&ED25519, key).verify(text, signature),
        };
        verified.is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The key and the signature of RFC 7515, appendix A.3 (ES256).
    #[test]
    fn a_signature_is_that_of_rfc_7515() {
        let keys = r#"{"keys": [{"kty": "EC", "crv": "P-256",
            "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
            "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]}"#;
        let keys = Keys::read(keys.as_bytes()).unwrap();
        let key = keys.for_token(None, Algorithm::Es256).next().unwrap();
        let text = b"eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
        let signature =
            "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
        let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
        assert!(key.has_signed(text, &signature));
        assert!(!key.has_signed(&text[1..], &signature));
        assert!(!key.has_signed(text, &signature[1..]));
        assert_eq!(keys.for_token(None, Algorithm::Rs256).count(), 0);
    }

    /// The key and the signature of RFC 8037, appendices A.2 and A.4 (Ed25519).
    #[test]
    fn a_signature_is_that_of_rfc_8037() {
        let keys = r#"{"keys": [{"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}"#;
        let keys = Keys::read(keys.as_bytes()).unwrap();
        let key = keys.for_token(Some("any"), Algorithm::EdDsa).next().unwrap();
        let text = b"eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
        let signature =
            "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
        assert!(key.has_signed(text, &URL_SAFE_NO_PAD.decode(signature).unwrap()));
    }

    #[test]
    fn keys_for_something_else_are_left_out() {
        let keys = r#"{"keys": [
            {"kty": "oct", "k": "c2VjcmV0", "kid": "a"},
            {"kty": "RSA", "n": "AAAB", "e": "AQAB", "use": "enc", "kid": "b"},
            {"kty": "RSA", "n": "AAAB", "e": "AQAB", "alg": "HS256", "kid": "c"},
            {"kty": "EC", "crv": "P-384", "x": "AA", "y": "AA", "kid": "d"},
            {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA", "kid": "e"},
            {"kty": 1}, 7, null,
            {"kty": "RSA", "n": "AAAB", "e": "AQAB", "kid": "f", "alg": "RS256"}]}"#;
        let keys = Keys::read(keys.as_bytes()).unwrap();
        assert_eq!(keys.0.len(), 1);
        assert!(keys.has("f") && !keys.has("a"));
        let key = keys.for_token(Some("f"), Algorithm::Rs256).next().unwrap();
        assert!(!key.has_signed(b"", b""), "a key of one bit");
        assert_eq!(keys.for_token(Some("g"), Algorithm::Rs256).count(), 0);
        let many = format!(r#"{{"keys": [{}1]}}"#, "1,".repeat(100));
        assert!(Keys::read(many.as_bytes()).is_err());
        assert!(Keys::read(b"[]").is_err());
    }
}
