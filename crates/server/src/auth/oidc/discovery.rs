//! What a provider says of itself (OpenID Connect Discovery 1.0, section 3).

use serde::Deserialize;

use super::{Unusable, check_url};

/// How the server shows the provider who it is (OpenID Connect Core 1.0, section 9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Authentication {
    /// With its secret as the password of HTTP's own way (RFC 6749, section 2.3.1).
    Basic,
    /// With its secret in the form.
    Post,
}

/// What a provider says of itself, as far as it matters here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discovery {
    /// Where browsers are sent.
    pub authorization: String,
    /// Where a code is exchanged for a token.
    pub token: String,
    /// Where its keys are.
    pub keys: String,
    /// Whether it says who it is where it sends a browser back (RFC 9207).
    pub says_issuer: bool,
    /// Whether groups are to be asked for by a scope of their own.
    pub has_groups_scope: bool,
    /// How it wants to be shown the secret.
    pub authentication: Authentication,
}

#[derive(Deserialize)]
struct Document {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
    #[serde(default)]
    scopes_supported: Vec<String>,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
}

const WHAT: &str = "the provider's discovery document";

impl Discovery {
    /// Where the document of an issuer is (section 4).
    #[must_use]
    pub fn url(issuer: &str) -> String {
        format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'))
    }

    /// Reads a document. It must be the issuer's that was asked (section 4.3), letter by letter.
    pub fn read(bytes: &[u8], issuer: &str) -> Result<Self, Unusable> {
        let document: Document = serde_json::from_slice(bytes).map_err(|error| Unusable::new(WHAT, error))?;
        if document.issuer != issuer {
            return Err(Unusable::new(WHAT, "it is another issuer's than the one that is set"));
        }
        let endpoint = |name: &str, url: String| match check_url(&url) {
            Ok(()) => Ok(url),
            Err(why) => Err(Unusable::new(WHAT, format_args!("{name}: {why}"))),
        };
        Ok(Self {
            authorization: endpoint("authorization_endpoint", document.authorization_endpoint)?,
            token: endpoint("token_endpoint", document.token_endpoint)?,
            keys: endpoint("jwks_uri", document.jwks_uri)?,
            says_issuer: document.authorization_response_iss_parameter_supported,
            has_groups_scope: document.scopes_supported.iter().any(|scope| scope == "groups"),
            authentication: authentication(document.token_endpoint_auth_methods_supported.as_deref()),
        })
    }
}

/// Without a list it is the first (OpenID Connect Discovery 1.0, section 3).
fn authentication(methods: Option<&[String]>) -> Authentication {
    let has = |wanted: &str| methods.is_some_and(|methods| methods.iter().any(|method| method == wanted));
    if has("client_secret_post") && !has("client_secret_basic") {
        Authentication::Post
    } else {
        Authentication::Basic
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn document() -> Value {
        json!({
            "issuer": "https://id.example",
            "authorization_endpoint": "https://id.example/authorize",
            "token_endpoint": "https://id.example/token",
            "jwks_uri": "https://id.example/keys",
            "more": [1],
        })
    }

    fn read(document: &Value) -> Result<Discovery, Unusable> {
        Discovery::read(document.to_string().as_bytes(), "https://id.example")
    }

    #[test]
    fn a_document_is_its_issuers_and_leads_nowhere_in_the_clear() {
        let found = read(&document()).unwrap();
        assert_eq!(found.token, "https://id.example/token");
        assert!(!found.says_issuer && !found.has_groups_scope);
        assert_eq!(found.authentication, Authentication::Basic);
        for (field, value) in [
            ("issuer", json!("https://id.example/")),
            ("issuer", json!("https://evil.example")),
            ("token_endpoint", json!("http://id.example/token")),
            ("authorization_endpoint", json!("javascript:alert(1)")),
            ("jwks_uri", json!("http://id.example/keys")),
            ("jwks_uri", json!(null)),
        ] {
            let mut wrong = document();
            wrong[field] = value;
            assert!(read(&wrong).is_err(), "{wrong}");
        }
        assert!(Discovery::read(b"<html>", "https://id.example").is_err());
        assert_eq!(
            Discovery::url("https://id.example/a/"),
            "https://id.example/a/.well-known/openid-configuration"
        );
    }

    #[test]
    fn what_a_provider_can_do_is_gone_by() {
        let mut more = document();
        more["authorization_response_iss_parameter_supported"] = json!(true);
        more["scopes_supported"] = json!(["openid", "groups"]);
        more["token_endpoint_auth_methods_supported"] = json!(["client_secret_post", "private_key_jwt"]);
        let found = read(&more).unwrap();
        assert!(found.says_issuer && found.has_groups_scope);
        assert_eq!(found.authentication, Authentication::Post);
        more["token_endpoint_auth_methods_supported"] = json!(["client_secret_post", "client_secret_basic"]);
        assert_eq!(read(&more).unwrap().authentication, Authentication::Basic);
    }
}
