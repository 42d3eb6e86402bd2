//! Why somebody is not signed in with a password, or an authenticator is not set up.

use axum::http::StatusCode;
use fetter_protocol::Trouble;

use crate::api::Refused;
use crate::auth::{NoRandom, PasswordError, SealError};
use crate::store::StoreError;

/// Why somebody is not signed in with a password, or an authenticator is not set up.
#[derive(Debug, thiserror::Error)]
pub enum SignOnError {
    /// The user, the organisation or the password is wrong, or the user is locked: nobody is told which.
    #[error("no such user or another password, or too many wrong ones of late")]
    Wrong,
    /// The password is right, and a code is asked for.
    #[error("a code of the authenticator is asked for")]
    CodeNeeded,
    /// The code is none of the authenticator, or was used before.
    #[error("the code is not right, or was used before")]
    CodeWrong,
    /// Who asks is no user with a password here.
    #[error("no user's token, or another password")]
    NotUser,
    /// There is an authenticator already.
    #[error("there is an authenticator already: turn it off first")]
    There,
    /// None is being set up.
    #[error("no authenticator is being set up: begin with POST /me/totp")]
    NotBegun,
    /// Too many attempts come from there; in so many seconds one may come again.
    #[error("more requests than are taken in that time")]
    TooMany(u32),
    /// A password could not be looked at.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A secret cannot be sealed or opened.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// There are no random bytes.
    #[error(transparent)]
    Random(#[from] NoRandom),
}

impl From<SignOnError> for Refused {
    fn from(error: SignOnError) -> Self {
        let failed = |title| Self::new(StatusCode::INTERNAL_SERVER_ERROR, title);
        match error {
            SignOnError::Wrong => Self::new(
                StatusCode::UNAUTHORIZED,
                "no such user or another password, or too many wrong ones of late",
            ),
            SignOnError::CodeNeeded => Self::trouble(Trouble::CodeNeeded),
            SignOnError::CodeWrong => Self::trouble(Trouble::CodeWrong),
            SignOnError::NotUser => {
                Self::new(StatusCode::FORBIDDEN, "no user's token, or another password").of("password")
            }
            SignOnError::There => {
                Self::new(StatusCode::CONFLICT, "there is an authenticator already: turn it off first")
            }
            SignOnError::NotBegun => Self::new(StatusCode::CONFLICT, "no authenticator is being set up"),
            SignOnError::TooMany(seconds) => crate::api::v1::too_many(seconds),
            SignOnError::Password(PasswordError::Busy) => Self::busy(),
            SignOnError::Password(PasswordError::Hash) => failed("the password could not be looked at"),
            SignOnError::Store(error) => error.into(),
            SignOnError::Seal(error) => {
                tracing::error!(%error, "an authenticator cannot be used");
                failed("the server could not do it; its log says why")
            }
            SignOnError::Random(error) => failed("no token can be made").because(error),
        }
    }
}
