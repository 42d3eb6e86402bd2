//! What a provider knows, and what it answers.

use std::collections::HashMap;
use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::digest::{SHA256, digest};
use serde_json::{Value, json};

use super::User;
use super::form::{Form, decoded, encoded};
use super::sign::{Signing, SigningKeys};
use crate::server::{Request, Response};

/// Somebody who was sent back with a code.
#[derive(Debug)]
struct Grant {
    user: User,
    nonce: String,
    challenge: String,
    back: String,
}

#[derive(Debug)]
pub(super) struct State {
    pub(super) issuer: String,
    pub(super) users: Vec<User>,
    pub(super) is_signed_in: Option<String>,
    pub(super) signing: Signing,
    pub(super) claims: Value,
    pub(super) fields: Value,
    pub(super) sends_issuer: Option<String>,
    pub(super) refuses: Option<String>,
    client: String,
    secret: Option<String>,
    keys: SigningKeys,
    grants: HashMap<String, Grant>,
    given: u32,
}

impl State {
    pub(super) fn new(issuer: String, client: &str, secret: Option<&str>) -> Self {
        Self {
            sends_issuer: Some(issuer.clone()),
            issuer,
            users: Vec::new(),
            is_signed_in: None,
            signing: Signing::default(),
            claims: Value::Null,
            fields: Value::Null,
            refuses: None,
            client: client.to_owned(),
            secret: secret.map(str::to_owned),
            keys: SigningKeys::new(),
            grants: HashMap::new(),
            given: 0,
        }
    }

    pub(super) fn answer(&mut self, request: &Request) -> Response {
        let (path, query) = request.target.split_once('?').unwrap_or((&request.target, ""));
        match (request.method.as_str(), path) {
            ("GET", "/.well-known/openid-configuration") => Response::json(self.discovery().to_string()),
            ("GET", "/keys") => Response::json(self.keys.published().to_string()),
            ("GET", "/authorize") => self.authorize(&Form::read(query)),
            ("POST", "/token") => self.token(request),
            _ => Response::status(404),
        }
    }

    fn discovery(&self) -> Value {
        let at = |path: &str| format!("{}{path}", self.issuer);
        let document = json!({
            "issuer": self.issuer,
            "authorization_endpoint": at("/authorize"),
            "token_endpoint": at("/token"),
            "jwks_uri": at("/keys"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256", "ES256"],
            "scopes_supported": ["openid", "profile", "email", "groups"],
            "code_challenge_methods_supported": ["S256"],
            "authorization_response_iss_parameter_supported": true,
        });
        put_over(document, &self.fields)
    }

    /// Sends a browser back with a code, or asks who it is.
    fn authorize(&mut self, form: &Form) -> Response {
        let is_right = form.get("response_type") == "code"
            && form.get("client_id") == self.client
            && form.get("scope").split(' ').any(|scope| scope == "openid")
            && form.get("code_challenge_method") == "S256"
            && ["state", "nonce", "code_challenge", "redirect_uri"]
                .iter()
                .all(|name| !form.get(name).is_empty());
        if !is_right {
            return Response::status(400);
        }
        let mut answer = vec![("state", form.get("state").to_owned())];
        answer.extend(self.sends_issuer.clone().map(|issuer| ("iss", issuer)));
        if let Some(word) = &self.refuses {
            answer.push(("error", word.clone()));
            return back(form, &answer);
        }
        let chosen = self.is_signed_in.clone().unwrap_or_else(|| form.get("as").to_owned());
        let Some(user) = self.users.iter().find(|user| user.name == chosen) else {
            let names: Vec<String> = self.users.iter().map(|user| user.name.clone()).collect();
            return Response::ok(form.page("/authorize", "as", &names))
                .header("Content-Type", "text/html; charset=utf-8");
        };
        self.given += 1;
        let code = format!("code-{}", self.given);
        let grant = Grant {
            user: user.clone(),
            nonce: form.get("nonce").to_owned(),
            challenge: form.get("code_challenge").to_owned(),
            back: form.get("redirect_uri").to_owned(),
        };
        self.grants.insert(code.clone(), grant);
        answer.push(("code", code));
        back(form, &answer)
    }

    /// A token for a code, once.
    fn token(&mut self, request: &Request) -> Response {
        let form = Form::read(&String::from_utf8_lossy(&request.body));
        let refused = |word| Response::json(json!({"error": word}).to_string()).with_status(400);
        if !self.is_client(request, &form) {
            return refused("invalid_client").with_status(401);
        }
        let Some(grant) = self.grants.remove(form.get("code")) else { return refused("invalid_grant") };
        let challenge = digest(&SHA256, form.get("code_verifier").as_bytes());
        let is_right = form.get("grant_type") == "authorization_code"
            && form.get("redirect_uri") == grant.back
            && URL_SAFE_NO_PAD.encode(challenge) == grant.challenge;
        if !is_right {
            return refused("invalid_grant");
        }
        let token = self.keys.token(self.signing, &self.claims_of(&grant));
        Response::json(json!({"access_token": "x", "token_type": "Bearer", "id_token": token}).to_string())
    }

    fn claims_of(&self, grant: &Grant) -> Value {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        let User { subject, name, groups } = &grant.user;
        let claims = json!({
            "iss": self.issuer, "aud": self.client, "sub": subject, "nonce": grant.nonce, "iat": now, "exp": now + 300,
            "preferred_username": name, "email": format!("{name}@mail.example"), "groups": groups,
        });
        put_over(claims, &self.claims)
    }

    /// Whether it is the client: with its secret in the header, or without one.
    fn is_client(&self, request: &Request, form: &Form) -> bool {
        let Some(secret) = &self.secret else {
            return form.get("client_id") == self.client && request.header("authorization").is_none();
        };
        let given = request.header("authorization").and_then(|value| value.strip_prefix("Basic "));
        let given = given.and_then(|given| STANDARD.decode(given).ok()).unwrap_or_default();
        let given = String::from_utf8_lossy(&given).into_owned();
        let (user, password) = given.split_once(':').unwrap_or_default();
        let in_form = form.get("client_id") == self.client && form.get("client_secret") == secret;
        in_form || (decoded(user) == self.client && decoded(password) == *secret)
    }
}

fn back(form: &Form, answer: &[(&str, String)]) -> Response {
    let query: Vec<String> =
        answer.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    Response::redirect(302, &format!("{}?{}", form.get("redirect_uri"), query.join("&")))
}

/// An object with the fields of another; `null` takes one away.
fn put_over(mut object: Value, over: &Value) -> Value {
    for (name, value) in over.as_object().into_iter().flatten() {
        match (value, object.as_object_mut()) {
            (Value::Null, Some(fields)) => drop(fields.remove(name)),
            _ => object[name] = value.clone(),
        }
    }
    object
}
