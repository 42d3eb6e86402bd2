//! Authenticators, sessions, and what an organisation asks of those who sign in.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::store::{SessionRow, SignInRules};

/// Whoever asks knows the password.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PasswordRequest {
    /// The password.
    pub(crate) password: String,
}

/// Whoever asks has the authenticator.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CodeRequest {
    /// The six digits that it shows.
    pub(crate) code: String,
}

/// Whoever asks has both.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EndTotp {
    /// The password.
    pub(crate) password: String,
    /// The six digits that the authenticator shows, or a code for recovery.
    pub(crate) code: String,
}

/// An authenticator that is to be set up. It is shown this once.
#[derive(Clone, Serialize, JsonSchema)]
#[schemars(rename = "NewTotp")]
pub(crate) struct Begun {
    /// The secret in base32, to be typed.
    pub(crate) secret: String,
    /// The same as `otpauth://totp/…`, to be shown as a picture.
    pub(crate) uri: String,
}

/// Codes that are good once each, in place of one of the authenticator. They are shown this once.
#[derive(Clone, Serialize, JsonSchema)]
pub(crate) struct RecoveryCodes {
    /// The codes.
    pub(crate) codes: Vec<String>,
}

/// A session that is not over.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Session")]
pub(crate) struct SessionShape {
    /// Its id.
    pub(crate) id: i64,
    /// When it began.
    pub(crate) created: i64,
    /// When it was last used, to a minute; `null` for never. It is over two hours after that.
    pub(crate) used: Option<i64>,
    /// Until when it is good at most.
    pub(crate) expires: i64,
    /// The address that it began from; empty where it is not known.
    pub(crate) origin: String,
    /// What the program calls itself that began it.
    pub(crate) agent: String,
    /// Whether this was asked with it.
    pub(crate) is_this: bool,
}

/// What an organisation is to ask of those who sign in.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "NewSignIn")]
pub(crate) struct SignInPatch {
    /// Whether users who have a password need an authenticator, too.
    pub(crate) requires_totp: bool,
}

/// What an organisation asks of those who sign in.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "SignIn")]
pub(crate) struct SignInShape {
    /// Whether users who have a password need an authenticator, too.
    pub(crate) requires_totp: bool,
    /// What the provider is called at which people may sign in; `null` where there is none.
    pub(crate) single_sign_on: Option<String>,
}

impl SessionShape {
    /// The shape of a session, where this is asked with that token.
    pub(crate) fn of(row: SessionRow, token: Option<i64>) -> Self {
        let SessionRow { id, created, used, expires, origin, agent } = row;
        Self { id, created, used, expires, origin, agent, is_this: token == Some(id) }
    }
}

impl From<SignInPatch> for SignInRules {
    fn from(patch: SignInPatch) -> Self {
        Self { requires_totp: patch.requires_totp }
    }
}
