//! `/me/totp`: the authenticator of whoever asks, and of a user who lost it.

use super::allowed::{Allowed, SettingUp, WholeAdministrator};
use super::asked::{Asked, Id, Nothing, not_found};
use super::reply::{Done, Made};
use super::shapes::{Begun, CodeRequest, EndTotp, PasswordRequest, RecoveryCodes};
use crate::api::Refused;
use crate::auth::RecoveryCode;
use crate::signon::{begin_totp, confirm_totp, end_totp};
use crate::state::Shared;

pub(crate) async fn begin(
    shared: Shared,
    user: Allowed<SettingUp>,
    asked: Asked<Nothing, Nothing, PasswordRequest>,
) -> Result<Made<Begun>, Refused> {
    let secret = begin_totp(&shared, &user, asked.body.password).await?;
    let uri = secret.uri(&user.organisation, &user.scope.by().who);
    Ok(Made(Begun { secret: secret.base32(), uri }))
}

pub(crate) async fn confirm(
    shared: Shared,
    user: Allowed<SettingUp>,
    asked: Asked<Nothing, Nothing, CodeRequest>,
) -> Result<Made<RecoveryCodes>, Refused> {
    let codes = confirm_totp(&shared, &user, &asked.body.code).await?;
    Ok(Made(RecoveryCodes { codes: codes.iter().map(RecoveryCode::reveal).collect() }))
}

pub(crate) async fn end(
    shared: Shared,
    user: Allowed<SettingUp>,
    asked: Asked<Nothing, Nothing, EndTotp>,
) -> Result<Done, Refused> {
    let EndTotp { password, code } = asked.body;
    end_totp(&shared, &user, password, &code).await?;
    Ok(Done)
}

pub(crate) async fn reset(
    shared: Shared,
    administrator: Allowed<WholeAdministrator>,
    asked: Asked<Id>,
) -> Result<Done, Refused> {
    let is_there = shared.database.reset_totp(&administrator.scope, asked.path.0).await?;
    if is_there { Ok(Done) } else { Err(not_found()) }
}
