//! Setting up an authenticator, and turning it off.

use super::SignOnError;
use super::password::{factor, open, proven, purpose};
use crate::api::rate::Source;
use crate::auth::{Factor, Peer, RecoveryCode, TotpSecret, place};
use crate::clock;
use crate::state::Shared;
use crate::store::{Claim, GivenLink, Member, now};

/// Begins to set one up for whoever knows the password. Nothing is asked for before a first code was right.
pub(crate) async fn begin_totp(
    shared: &Shared,
    member: &Member,
    password: String,
) -> Result<TotpSecret, SignOnError> {
    let claim = own_claim(shared, member, password).await?;
    let secret = TotpSecret::new()?;
    let sealed = shared.sealer.seal(&purpose(claim.account()), secret.bytes())?;
    let is_begun = shared.database.begin_totp(&member.scope, &claim, sealed).await?;
    if is_begun { Ok(secret) } else { Err(SignOnError::There) }
}

/// Turns it on, where the code is one that it shows now. The codes for recovery are shown this once.
pub(crate) async fn confirm_totp(
    shared: &Shared,
    member: &Member,
    code: &str,
) -> Result<Vec<RecoveryCode>, SignOnError> {
    let account = member.account.ok_or(SignOnError::NotUser)?;
    shared.rates.take(Source::Password(member.scope.by().origin.clone())).map_err(SignOnError::TooMany)?;
    let sealed = shared.database.pending_totp(account).await?.ok_or(SignOnError::NotBegun)?;
    let secret = open(shared, account, &sealed)?;
    let Some(Factor::Step(step)) = Factor::read(code, &secret, clock::now()) else {
        return Err(SignOnError::CodeWrong);
    };
    let codes = RecoveryCode::some()?;
    let is_on = shared.database.confirm_totp(&member.scope, account, sealed, step, &codes).await?;
    if is_on { Ok(codes) } else { Err(SignOnError::NotBegun) }
}

/// Turns it off, for whoever knows the password and has a code.
pub(crate) async fn end_totp(
    shared: &Shared,
    member: &Member,
    password: String,
    code: &str,
) -> Result<(), SignOnError> {
    let claim = own_claim(shared, member, password).await?;
    let factor = factor(shared, &claim, Some(code))?;
    let is_off = shared.database.end_totp(&member.scope, &claim, factor).await?;
    if is_off { Ok(()) } else { Err(SignOnError::CodeWrong) }
}

/// What was given beside a link, where its user has an authenticator and the link does not take that away.
pub(crate) async fn link_factor(
    shared: &Shared,
    link: &GivenLink,
    code: Option<&str>,
    peer: &Peer,
) -> Result<Option<Factor>, SignOnError> {
    if link.is_recovery {
        return Ok(None);
    }
    let code = code.filter(|code| !code.is_empty());
    let found =
        shared.database.link_authenticator(&link.digest, &place(&peer.origin), code.is_some()).await?;
    let Some(authenticator) = found else { return Ok(None) };
    let code = code.ok_or(SignOnError::CodeNeeded)?;
    if authenticator.is_locked {
        return Err(SignOnError::CodeWrong);
    }
    let secret = open(shared, authenticator.account, &authenticator.sealed)?;
    Factor::read(code, &secret, clock::now()).map(Some).ok_or(SignOnError::CodeWrong)
}

/// The claim of the user who asks, where the password is right. A wrong one is counted as at a sign-in.
async fn own_claim(shared: &Shared, member: &Member, password: String) -> Result<Claim, SignOnError> {
    let by = member.scope.by();
    shared.rates.take(Source::Password(by.origin.clone())).map_err(SignOnError::TooMany)?;
    if member.account.is_none() {
        return Err(SignOnError::NotUser);
    }
    let claim = shared.database.claim(&member.organisation, &by.who, &place(&by.origin), now()).await?;
    let claim = proven(shared, claim, password).await?;
    claim.filter(|claim| Some(claim.account()) == member.account).ok_or(SignOnError::NotUser)
}
