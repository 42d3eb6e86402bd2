//! Somebody with an authenticator.

use fetter_protocol::Problem;
use fetter_server::auth::TotpSecret;
use serde_json::json;

use crate::support::api::PASSWORD;
use crate::support::{Fixture, Reply, execute, now};

/// Somebody with an authenticator.
pub(crate) struct Ada {
    pub(crate) token: String,
    pub(crate) secret: TotpSecret,
    pub(crate) codes: Vec<String>,
}

/// What base32 stands for (RFC 4648).
pub(crate) fn decoded(text: &str) -> Vec<u8> {
    let places = text.bytes().map(|letter| match letter {
        b'A'..=b'Z' => letter - b'A',
        digit => digit - b'2' + 26,
    });
    let bits: Vec<String> = places.map(|place| format!("{place:05b}")).collect();
    let bits = bits.concat();
    let bytes = bits.as_bytes().chunks_exact(8);
    bytes
        .map(|bits| u8::from_str_radix(std::str::from_utf8(bits).expect("bits"), 2).expect("a byte"))
        .collect()
}

/// What an authenticator shows now that was told a secret.
pub(crate) fn code_of(base32: &str) -> String {
    TotpSecret::of(&decoded(base32)).expect("20 bytes").code(now())
}

pub(crate) fn problem(reply: &Reply) -> (u16, String) {
    let problem: Problem = serde_json::from_slice(&reply.bytes).expect("a problem");
    (reply.status, problem.r#type)
}

pub(crate) const NEEDED: &str = "urn:fetter:problem:code-needed";
pub(crate) const WRONG: &str = "urn:fetter:problem:code-wrong";

impl Ada {
    pub(crate) async fn new(fixture: &Fixture) -> Self {
        let acme = fixture.organisation("acme").await;
        let token = fixture.administrator(acme, "ada").await;
        let begun = fixture.ask("POST", &token, "/me/totp", json!({"password": PASSWORD})).await;
        assert_eq!(begun.status, 201, "{}", begun.text());
        let begun = begun.json();
        let secret = begun["secret"].as_str().expect("a secret");
        assert!(
            begun["uri"].as_str().expect("a URI").starts_with("otpauth://totp/fetter%20acme:ada?secret=")
        );
        let secret = TotpSecret::of(&decoded(secret)).expect("20 bytes");
        assert_eq!(secret.base32(), begun["secret"]);
        let body = json!({"code": secret.code(now())});
        let confirmed = fixture.ask("POST", &token, "/me/totp/confirmation", body).await;
        assert_eq!(confirmed.status, 201, "{}", confirmed.text());
        let codes = confirmed.json()["codes"].as_array().expect("codes").clone();
        let codes = codes.iter().map(|code| code.as_str().expect("a code").to_owned()).collect();
        forget_steps(fixture).await;
        Self { token, secret, codes }
    }

    pub(crate) fn code(&self) -> String {
        self.secret.code(now())
    }
}

/// The code of now is good again: a test does not wait for half a minute.
pub(crate) async fn forget_steps(fixture: &Fixture) {
    execute(&fixture.address, "UPDATE totp SET last_step = 0").await;
}

pub(crate) async fn sign_in(fixture: &Fixture, password: &str, code: Option<&str>) -> Reply {
    let body = json!({"organisation": "acme", "name": "ada", "password": password, "code": code});
    fixture.ask("POST", "", "/session", body).await
}

/// Six digits that it does not show now.
pub(crate) fn wrong(ada: &Ada) -> String {
    let shown = [-30_i64, 0, 30].map(|off| ada.secret.code(now().saturating_add_signed(off)));
    let mut all = (0..).map(|number| format!("{number:06}"));
    all.find(|code| !shown.contains(code)).expect("there is one")
}
