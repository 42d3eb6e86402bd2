//! `POST /session`: a password gives a token for some hours.

use axum::http::StatusCode;

use super::allowed::{Allowed, Anyone, Viewer, too_many};
use super::asked::{Asked, Nothing};
use super::reply::{Done, Made};
use super::shapes::{SessionAnswer, SessionRequest};
use crate::api::Refused;
use crate::api::rate::Source;
use crate::auth::{PasswordError, Secret, place};
use crate::clock;
use crate::state::Shared;
use crate::store::{NewSession, now};

/// How long a session is.
const SESSION_SECONDS: u64 = 12 * 3600;

/// The same answer, and as late, whether the user, the organisation or the password is wrong, or the user is locked.
pub(crate) async fn sign_in(
    shared: Shared,
    origin: Allowed<Anyone>,
    asked: Asked<Nothing, Nothing, SessionRequest>,
) -> Result<Made<SessionAnswer>, Refused> {
    shared.rates.take(Source::Password(origin.clone())).map_err(too_many)?;
    let SessionRequest { organisation, name, password } = asked.body;
    let claim = shared.database.claim(&organisation, &name, &place(&origin), now()).await?;
    let known = claim.as_ref().and_then(|claim| claim.password.clone());
    let is_right = shared.passwords.is(password, known).await.map_err(unhashed)?;
    let (true, Some(claim)) = (is_right, claim) else {
        return Err(Refused::new(
            StatusCode::UNAUTHORIZED,
            "no such user or another password, or too many wrong ones of late",
        ));
    };
    let (session, answer) = begin()?;
    shared.database.sign_in(&claim, &session, &origin).await?;
    Ok(Made(answer))
}

/// `DELETE /session`: the token with which this is asked is good no longer.
pub(crate) async fn sign_out(shared: Shared, viewer: Allowed<Viewer>, _: Asked) -> Result<Done, Refused> {
    shared.database.revoke_own(&viewer.scope).await?;
    Ok(Done)
}

/// A new session, and what is told of it.
pub(crate) fn begin() -> Result<(NewSession, SessionAnswer), Refused> {
    let secret = secret("session")?;
    let expires = clock::now() + SESSION_SECONDS;
    let answer = SessionAnswer { token: secret.reveal().to_owned(), expires };
    Ok((NewSession { digest: secret.digest(), expires }, answer))
}

/// A new secret.
pub(crate) fn secret(kind: &str) -> Result<Secret, Refused> {
    Secret::new(kind).map_err(|error| {
        Refused::new(StatusCode::INTERNAL_SERVER_ERROR, "no token can be made").because(error)
    })
}

pub(crate) fn unhashed(error: PasswordError) -> Refused {
    match error {
        PasswordError::Busy => Refused::busy(),
        PasswordError::Hash => {
            Refused::new(StatusCode::INTERNAL_SERVER_ERROR, "the password could not be looked at")
        }
    }
}
