//! `POST /session`: a password, and a code where one is asked for, gives a token for some hours.

use axum::http::StatusCode;

use super::allowed::{Allowed, Anyone, SettingUp};
use super::asked::{Asked, Nothing};
use super::reply::{Done, Made};
use super::shapes::{SessionAnswer, SessionRequest};
use crate::api::Refused;
use crate::auth::{PasswordError, Secret};
use crate::signon::{Credentials, NewToken, SignOnError, with_password};
use crate::state::Shared;
use crate::store::NewSession;

/// The same answer, and as late, whether the user, the organisation or the password is wrong, or the user is locked.
pub(crate) async fn sign_in(
    shared: Shared,
    peer: Allowed<Anyone>,
    asked: Asked<Nothing, Nothing, SessionRequest>,
) -> Result<Made<SessionAnswer>, Refused> {
    let SessionRequest { organisation, name, password, code } = asked.body;
    let credentials = Credentials { organisation, name, password, code };
    let token = with_password(&shared, credentials, &peer).await?;
    Ok(Made(answer(&token)))
}

/// `DELETE /session`: the token with which this is asked is good no longer.
pub(crate) async fn sign_out(shared: Shared, viewer: Allowed<SettingUp>, _: Asked) -> Result<Done, Refused> {
    shared.database.revoke_own(&viewer.scope).await?;
    Ok(Done)
}

/// A new session, and what is told of it.
pub(crate) fn begin() -> Result<(NewSession, SessionAnswer), Refused> {
    let token = NewToken::new().map_err(SignOnError::Random)?;
    Ok((token.session, answer(&token)))
}

fn answer(token: &NewToken) -> SessionAnswer {
    SessionAnswer { token: token.secret.reveal().to_owned(), expires: token.session.expires }
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
