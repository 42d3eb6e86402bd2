//! Signing in at an organisation's provider (OpenID Connect Core 1.0): what is read of it and checked. Nothing here opens a connection.

mod claims;
mod discovery;
mod flow;
mod jwt;
mod keys;
mod mapping;
mod place;

pub use claims::{Claims, ClaimsError, Expected};
pub use discovery::{Authentication, Discovery};
pub use flow::{Flow, NewFlow};
pub use jwt::{Jwt, JwtError};
pub use keys::{Algorithm, Key, Keys};
pub use mapping::{Mapped, RoleMapping, RoleMappingError};
pub use place::{check_url, local_path};

use fetter_core::report::escape;

/// A document of a provider's that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what} cannot be used: {why}")]
pub struct Unusable {
    /// Which document it is.
    pub what: &'static str,
    /// What is wrong with it.
    pub why: String,
}

impl Unusable {
    fn new(what: &'static str, why: impl std::fmt::Display) -> Self {
        // What a reader says of foreign bytes may be as long as they are, and repeat them.
        Self { what, why: fetter_protocol::clip(&escape(&why.to_string()), 300) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whatever a provider sends is read or refused; nothing ends the server.
    #[test]
    fn no_change_to_a_document_or_token_is_more_than_an_error() {
        let keys = br#"{"keys":[{"kty":"EC","crv":"P-256","kid":"k","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"},{"kty":"RSA","n":"AAEC","e":"AQAB"},{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}"#;
        let document = br#"{"issuer":"https://i","authorization_endpoint":"https://i/a","token_endpoint":"https://i/t","jwks_uri":"https://i/k","scopes_supported":["groups"]}"#;
        let token = b"eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODB9.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
        let claims = br#"{"iss":"i","aud":["c"],"azp":"c","sub":"s","nonce":"n","exp":2e9,"iat":1,"email":"e","groups":["g"]}"#;
        let known = Keys::read(keys).unwrap();
        let expected = Expected { issuer: "i", client: "c", nonce: "n", groups: "groups", now: 100 };
        assert!(Claims::read(claims, &expected).is_ok());
        let each = |bytes: &[u8], read: &dyn Fn(&[u8])| {
            for at in 0..bytes.len() {
                read(&bytes[..at]);
                for other in [0, b'"', b'9', b'{', 0xff] {
                    let mut changed = bytes.to_vec();
                    changed[at] = other;
                    read(&changed);
                }
            }
        };
        each(keys, &|bytes| drop(Keys::read(bytes)));
        each(document, &|bytes| drop(Discovery::read(bytes, "https://i")));
        each(claims, &|bytes| drop(Claims::read(bytes, &expected)));
        each(token, &|bytes| {
            let Ok(text) = std::str::from_utf8(bytes) else { return };
            // What was changed was not signed so.
            assert!(Jwt::read(text).and_then(|jwt| jwt.verified(&known)).is_err());
        });
    }
}
