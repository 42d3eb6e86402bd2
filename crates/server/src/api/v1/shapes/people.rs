//! Who one is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::auth::Role;

/// A link is used.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FirstRequest {
    /// The token of the link.
    pub(crate) token: String,
    /// The name of the user: a new one's for the first administrator, else that of the user whose link it is.
    pub(crate) name: String,
    /// The password, of 15 characters or more.
    pub(crate) password: String,
    /// A code of the user's authenticator, or one for recovery, where the user has one: without it the answer says that it is asked for.
    pub(crate) code: Option<String>,
}

/// Somebody signs in.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SessionRequest {
    /// The name of the organisation.
    pub(crate) organisation: String,
    /// The name of the user.
    pub(crate) name: String,
    /// The password.
    pub(crate) password: String,
    /// A code of the user's authenticator, or one for recovery, where the user has one: without it the answer says that it is asked for.
    pub(crate) code: Option<String>,
}

/// A password is to be another.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPassword {
    /// The password of now.
    pub(crate) password: String,
    /// The new one, of 15 characters or more.
    pub(crate) new: String,
}

/// A session has begun.
#[derive(Clone, Serialize, JsonSchema)]
pub(crate) struct SessionAnswer {
    /// What to give as `authorization: Bearer TOKEN`. It is shown this once.
    pub(crate) token: String,
    /// Until when it is good.
    pub(crate) expires: u64,
}

/// Whose token it is, and what it allows.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(clippy::struct_excessive_bools, reason = "each is a field of the document by itself")]
pub(crate) struct Me {
    /// The name of the user or of the token.
    pub(crate) name: String,
    /// The name of the organisation.
    pub(crate) organisation: String,
    /// What it allows.
    pub(crate) role: Role,
    /// The groups that this is limited to; `null` for all.
    pub(crate) groups: Option<Vec<i64>>,
    /// Whether it changes nothing.
    pub(crate) read_only: bool,
    /// Whether it is a user's, and not a program's.
    pub(crate) is_user: bool,
    /// Whether the user has an authenticator.
    pub(crate) has_totp: bool,
    /// Whether the user signs in at the organisation's provider, and so has no password here.
    pub(crate) single_sign_on: bool,
    /// Whether the organisation asks for an authenticator and the user has none: nothing else is allowed until one is set up.
    pub(crate) must_set_up_totp: bool,
}
