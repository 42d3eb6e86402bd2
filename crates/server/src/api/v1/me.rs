//! `/me`: whose token it is.

use axum::http::StatusCode;

use super::allowed::{Allowed, SettingUp, too_many};
use super::asked::{Asked, Nothing, wrong};
use super::reply::{Made, Shown};
use super::session::{begin, unhashed};
use super::shapes::{Me, NewPassword, SessionAnswer};
use crate::api::Refused;
use crate::api::rate::Source;
use crate::auth::{Passwords, place};
use crate::state::Shared;
use crate::store::{Proof, now};

pub(crate) async fn me(_: Shared, viewer: Allowed<SettingUp>, _: Asked) -> Result<Shown<Me>, Refused> {
    Ok(Shown(Me {
        name: viewer.scope.by().who.clone(),
        organisation: viewer.organisation.clone(),
        role: viewer.role,
        groups: viewer.scope.groups().map(<[i64]>::to_vec),
        read_only: viewer.is_read_only,
        is_user: viewer.account.is_some(),
        has_totp: viewer.proof == Proof::PasswordAndCode,
        single_sign_on: viewer.proof == Proof::Provider,
        must_set_up_totp: viewer.proof == Proof::Incomplete,
    }))
}

/// Another password. All sessions end, and a new one begins.
pub(crate) async fn password(
    shared: Shared,
    viewer: Allowed<SettingUp>,
    asked: Asked<Nothing, Nothing, NewPassword>,
) -> Result<Made<SessionAnswer>, Refused> {
    let by = viewer.scope.by();
    shared.rates.take(Source::Password(by.origin.clone())).map_err(too_many)?;
    let refused =
        || Refused::new(StatusCode::FORBIDDEN, "no user's token, or another password").of("password");
    if viewer.account.is_none() {
        return Err(refused());
    }
    Passwords::check(&by.who, &asked.body.new).map_err(|why| wrong(why).of("new"))?;
    let claim = shared.database.claim(&viewer.organisation, &by.who, &place(&by.origin), now()).await?;
    let known = claim.as_ref().and_then(|claim| claim.password.clone());
    let is_right = shared.passwords.is(asked.body.password, known).await.map_err(unhashed)?;
    let (true, Some(claim)) = (is_right, claim) else { return Err(refused()) };
    let hash = shared.passwords.hash(asked.body.new).await.map_err(unhashed)?;
    let (session, answer) = begin()?;
    shared.database.change_password(&viewer.scope, &claim, hash, &session).await?;
    Ok(Made(answer))
}
