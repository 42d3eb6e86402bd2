//! What a token says of somebody, and whether it is meant for this server and this sign-in (OpenID Connect Core 1.0, section 3.1.3.7).

use fetter_protocol::Digest;
use serde_json::{Map, Value};

use crate::auth::{NAME_BYTES, check_name};

/// How far clocks may be apart, in seconds.
const LEEWAY: u64 = 60;
/// How many groups are looked at.
const GROUPS: usize = 2000;
/// The longest subject, in bytes (section 2).
const SUBJECT_BYTES: usize = 255;

/// What a token must say.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'set> {
    /// Who made it.
    pub issuer: &'set str,
    /// For whom.
    pub client: &'set str,
    /// What this sign-in began with.
    pub nonce: &'set str,
    /// The claim that names groups.
    pub groups: &'set str,
    /// The time, in seconds since 1970.
    pub now: u64,
}

/// Who somebody is, as the provider says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claims {
    /// What the provider knows them by.
    pub subject: String,
    /// What they are to be called here.
    pub name: String,
    /// Their groups at the provider.
    pub groups: Vec<String>,
}

/// Why a token is not one for this sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClaimsError {
    /// It is no object, or lacks what each has.
    #[error("it lacks sub, exp or iat")]
    Form,
    /// Another provider made it.
    #[error("another issuer made it")]
    Issuer,
    /// It is for another program.
    #[error("it is for another client")]
    Audience,
    /// It is over.
    #[error("it is over, by this server's clock")]
    Expired,
    /// It is not yet made.
    #[error("it was made in the future, by this server's clock")]
    Future,
    /// It is of another sign-in.
    #[error("it is of another sign-in (nonce)")]
    Nonce,
}

impl Claims {
    /// Reads the payload of a token whose signature is right.
    pub fn read(payload: &[u8], expected: &Expected<'_>) -> Result<Self, ClaimsError> {
        let claims: Map<String, Value> = serde_json::from_slice(payload).map_err(|_| ClaimsError::Form)?;
        let text = |name: &str| claims.get(name).and_then(Value::as_str);
        if text("iss") != Some(expected.issuer) {
            return Err(ClaimsError::Issuer);
        }
        check_audience(&claims, expected.client)?;
        check_times(&claims, expected.now)?;
        // Compared by digests: how much of it is right takes no other time.
        let nonce = text("nonce").map(|nonce| Digest::of(nonce.as_bytes()));
        if nonce != Some(Digest::of(expected.nonce.as_bytes())) {
            return Err(ClaimsError::Nonce);
        }
        let subject = text("sub").filter(|sub| !sub.is_empty() && sub.len() <= SUBJECT_BYTES);
        let subject = subject.ok_or(ClaimsError::Form)?.to_owned();
        let name =
            name([text("preferred_username"), text("email"), Some(&subject)]).ok_or(ClaimsError::Form)?;
        Ok(Self { name, subject, groups: groups(claims.get(expected.groups)) })
    }
}

fn check_audience(claims: &Map<String, Value>, client: &str) -> Result<(), ClaimsError> {
    let audience: Vec<&str> = match claims.get("aud") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let azp = claims.get("azp").and_then(Value::as_str);
    // Whom else it is for might use it here: then it must say that it was made for this one.
    let is_ours = audience.contains(&client) && azp.is_none_or(|azp| azp == client);
    if is_ours && (audience.len() == 1 || azp.is_some()) { Ok(()) } else { Err(ClaimsError::Audience) }
}

fn check_times(claims: &Map<String, Value>, now: u64) -> Result<(), ClaimsError> {
    let seconds = |name: &str| claims.get(name).and_then(seconds);
    let (expires, made) =
        (seconds("exp").ok_or(ClaimsError::Form)?, seconds("iat").ok_or(ClaimsError::Form)?);
    if expires.saturating_add(LEEWAY) <= now {
        return Err(ClaimsError::Expired);
    }
    let begins = seconds("nbf").unwrap_or(made).max(made);
    if begins > now.saturating_add(LEEWAY) { Err(ClaimsError::Future) } else { Ok(()) }
}

/// Some write times with a fraction (RFC 7519, section 2).
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "what does not fit becomes the nearest that does"
)]
fn seconds(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_f64().filter(|seconds| *seconds >= 0.0).map(|seconds| seconds as u64))
}

/// The first of these that can be made a name here: what cannot be seen is left out.
fn name(words: [Option<&str>; 3]) -> Option<String> {
    words.into_iter().flatten().find_map(|word| {
        let mut name = String::new();
        for letter in word.trim().chars() {
            let is_plain = check_name(letter.encode_utf8(&mut [0; 4])).is_ok() || letter == ' ';
            if is_plain && name.len() + letter.len_utf8() <= NAME_BYTES {
                name.push(letter);
            }
        }
        let name = name.trim().to_owned();
        check_name(&name).is_ok().then_some(name)
    })
}

fn groups(claim: Option<&Value>) -> Vec<String> {
    let words = match claim {
        Some(Value::String(one)) => vec![one.clone()],
        Some(Value::Array(several)) => {
            several.iter().take(GROUPS).filter_map(|word| word.as_str().map(str::to_owned)).collect()
        }
        _ => Vec::new(),
    };
    words.into_iter().filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const NOW: u64 = 2_000_000_000;

    fn token() -> Value {
        json!({
            "iss": "https://id.example", "aud": "fetter", "sub": "17", "nonce": "n", "exp": NOW + 300, "iat": NOW,
            "preferred_username": "ada", "email": "ada@mail.example", "groups": ["staff", 1, "admins", ""],
        })
    }

    fn read(token: &Value) -> Result<Claims, ClaimsError> {
        let expected = Expected {
            issuer: "https://id.example",
            client: "fetter",
            nonce: "n",
            groups: "groups",
            now: NOW,
        };
        Claims::read(token.to_string().as_bytes(), &expected)
    }

    #[test]
    fn each_claim_is_looked_at() {
        let claims = read(&token()).unwrap();
        assert_eq!((claims.subject.as_str(), claims.name.as_str()), ("17", "ada"));
        assert_eq!(claims.groups, ["staff", "admins"]);
        for (field, value, why) in [
            ("iss", json!("https://id.example/"), ClaimsError::Issuer),
            ("iss", json!(null), ClaimsError::Issuer),
            ("aud", json!("other"), ClaimsError::Audience),
            ("aud", json!([]), ClaimsError::Audience),
            ("aud", json!(["fetter", "other"]), ClaimsError::Audience),
            ("azp", json!("other"), ClaimsError::Audience),
            ("exp", json!(NOW - 60), ClaimsError::Expired),
            ("exp", json!(null), ClaimsError::Form),
            ("exp", json!(-1), ClaimsError::Form),
            ("iat", json!(NOW + 61), ClaimsError::Future),
            ("iat", json!("now"), ClaimsError::Form),
            ("nbf", json!(NOW + 61), ClaimsError::Future),
            ("nonce", json!("m"), ClaimsError::Nonce),
            ("nonce", json!(null), ClaimsError::Nonce),
            ("sub", json!(""), ClaimsError::Form),
            ("sub", json!("x".repeat(256)), ClaimsError::Form),
            ("sub", json!(17), ClaimsError::Form),
        ] {
            let mut wrong = token();
            wrong[field] = value;
            assert_eq!(read(&wrong), Err(why), "{wrong}");
        }
        assert_eq!(read(&json!([])), Err(ClaimsError::Form));
        for (field, value) in [
            ("exp", json!(NOW - 59)),
            ("exp", json!(2_000_000_300.5)),
            ("iat", json!(NOW + 60)),
            ("aud", json!(["fetter"])),
            ("azp", json!("fetter")),
        ] {
            let mut right = token();
            right[field] = value;
            assert!(read(&right).is_ok(), "{right}");
        }
        let mut several = token();
        (several["aud"], several["azp"]) = (json!(["fetter", "other"]), json!("fetter"));
        assert!(read(&several).is_ok());
    }

    #[test]
    fn a_name_is_made_of_what_there_is() {
        let named = |preferred: Value, email: Value| {
            let mut token = token();
            (token["preferred_username"], token["email"]) = (preferred, email);
            read(&token).unwrap().name
        };
        assert_eq!(named(json!(null), json!("ada@mail.example")), "ada@mail.example");
        assert_eq!(named(json!(""), json!(null)), "17");
        assert_eq!(named(json!(" a\u{202e}d\na l "), json!(null)), "ada l");
        assert_eq!(named(json!("\u{200b}"), json!("x")), "x");
        assert_eq!(named(json!("ä".repeat(100)), json!(null)), "ä".repeat(64));
    }

    #[test]
    fn groups_are_a_list_or_a_word() {
        assert_eq!(groups(Some(&json!("one"))), ["one"]);
        assert!(groups(Some(&json!({"a": 1}))).is_empty() && groups(None).is_empty());
        assert_eq!(groups(Some(&json!(vec!["x"; 5000]))).len(), GROUPS);
    }
}
