//! Tokens, signed rightly or wrongly.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::hmac;
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair, RSA_PKCS1_SHA256, RsaKeyPair,
    RsaPublicKeyComponents,
};
use serde_json::{Value, json};

/// How tokens are signed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Signing {
    /// With RSA, as most providers do.
    #[default]
    Rs256,
    /// With ECDSA and P-256.
    Es256,
    /// With Ed25519.
    EdDsa,
    /// Not at all: `none`.
    Nothing,
    /// By HMAC with the public RSA key as the secret.
    PublicKeyAsSecret,
    /// With ECDSA, by a key that is not in the list, under a name that is not either.
    UnknownKey,
    /// By that key under the name of the one that is.
    ForeignKey,
    /// With RSA, while it says to be signed with ECDSA by the key for that.
    OtherAlgorithm,
}

/// The keys of a provider.
pub(super) struct SigningKeys {
    rsa: RsaKeyPair,
    p256: EcdsaKeyPair,
    foreign: EcdsaKeyPair,
    ed25519: Ed25519KeyPair,
    random: SystemRandom,
}

impl std::fmt::Debug for SigningKeys {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("SigningKeys(****)")
    }
}

impl SigningKeys {
    pub(super) fn new() -> Self {
        let random = SystemRandom::new();
        let text: String =
            include_str!("rsa.pem").lines().filter(|line| !line.contains([' ', '-'])).collect();
        let rsa = STANDARD.decode(text).expect("base64");
        let p256 = || {
            let key = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).expect("a key");
            EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, key.as_ref(), &random).expect("a key")
        };
        let ed25519 = Ed25519KeyPair::generate_pkcs8(&random).expect("a key");
        Self {
            rsa: RsaKeyPair::from_pkcs8(&rsa).expect("a key"),
            p256: p256(),
            foreign: p256(),
            ed25519: Ed25519KeyPair::from_pkcs8(ed25519.as_ref()).expect("a key"),
            random,
        }
    }

    /// Their public halves, as a list of keys (RFC 7517).
    pub(super) fn published(&self) -> Value {
        let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        let rsa: RsaPublicKeyComponents<Vec<u8>> = self.rsa.public().into();
        let point = self.p256.public_key().as_ref();
        json!({"keys": [
            {"kty": "RSA", "kid": "rsa", "use": "sig", "alg": "RS256", "n": text(&rsa.n), "e": text(&rsa.e)},
            {"kty": "EC", "kid": "p256", "use": "sig", "crv": "P-256", "x": text(&point[1..33]), "y": text(&point[33..])},
            {"kty": "OKP", "kid": "ed25519", "crv": "Ed25519", "x": text(self.ed25519.public_key().as_ref())},
            {"kty": "oct", "kid": "secret", "k": text(b"a secret that is shared")},
        ]})
    }

    /// A token with these claims.
    pub(super) fn token(&self, signing: Signing, claims: &Value) -> String {
        let (algorithm, key) = match signing {
            Signing::Rs256 => ("RS256", "rsa"),
            Signing::Es256 | Signing::ForeignKey | Signing::OtherAlgorithm => ("ES256", "p256"),
            Signing::EdDsa => ("EdDSA", "ed25519"),
            Signing::Nothing => ("none", "rsa"),
            Signing::PublicKeyAsSecret => ("HS256", "rsa"),
            Signing::UnknownKey => ("ES256", "unknown"),
        };
        let header = json!({"alg": algorithm, "kid": key, "typ": "JWT"}).to_string();
        let signed =
            format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims.to_string()));
        let signature = self.signature(signing, signed.as_bytes());
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    fn signature(&self, signing: Signing, text: &[u8]) -> Vec<u8> {
        let ecdsa = |key: &EcdsaKeyPair| key.sign(&self.random, text).expect("a signature").as_ref().to_vec();
        match signing {
            Signing::Rs256 | Signing::OtherAlgorithm => {
                let mut signature = vec![0; self.rsa.public().modulus_len()];
                let signed = self.rsa.sign(&RSA_PKCS1_SHA256, &self.random, text, &mut signature);
                signed.expect("a signature");
                signature
            }
            Signing::Es256 => ecdsa(&self.p256),
            Signing::UnknownKey | Signing::ForeignKey => ecdsa(&self.foreign),
            Signing::EdDsa => self.ed25519.sign(text).as_ref().to_vec(),
            Signing::Nothing => Vec::new(),
            Signing::PublicKeyAsSecret => {
                let key = hmac::Key::new(hmac::HMAC_SHA256, self.rsa.public().as_ref());
                hmac::sign(&key, text).as_ref().to_vec()
            }
        }
    }
}
