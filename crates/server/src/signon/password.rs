//! Signing in with a password, and a code where one is asked for.

use crate::api::rate::Source;
use crate::auth::{Factor, NoRandom, Peer, Secret, TotpSecret, place};
use crate::clock;
use crate::state::Shared;
use crate::store::{Claim, NewSession, now};

use super::SignOnError;

/// How long a session is, in seconds.
const SESSION_SECONDS: u64 = 12 * 3600;

/// What somebody says to be who they are. It is not printed by accident.
#[derive(Clone)]
pub struct Credentials {
    /// The name of the organisation.
    pub organisation: String,
    /// The name of the user.
    pub name: String,
    /// The password.
    pub password: String,
    /// A code of the authenticator, or one for recovery.
    pub code: Option<String>,
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Credentials(****)")
    }
}

/// A session that begins: its token is shown this once.
#[derive(Clone, Debug)]
pub(crate) struct NewToken {
    pub(crate) secret: Secret,
    /// What is kept of it.
    pub(crate) session: NewSession,
}

impl NewToken {
    /// One that begins now.
    pub(crate) fn new() -> Result<Self, NoRandom> {
        let secret = Secret::new("session")?;
        let session = NewSession { digest: secret.digest(), expires: clock::now() + SESSION_SECONDS };
        Ok(Self { secret, session })
    }
}

/// Signs somebody in. The same answer, and as late, whether the user, the organisation or the password is wrong, or the user is locked; what is
/// said of codes is said only after a right password.
pub(crate) async fn with_password(
    shared: &Shared,
    credentials: Credentials,
    peer: &Peer,
) -> Result<NewToken, SignOnError> {
    shared.rates.take(Source::Password(peer.origin.clone())).map_err(SignOnError::TooMany)?;
    let Credentials { organisation, name, password, code } = credentials;
    let claim = shared.database.claim(&organisation, &name, &place(&peer.origin), now()).await?;
    let claim = proven(shared, claim, password).await?.ok_or(SignOnError::Wrong)?;
    let factor = factor(shared, &claim, code.as_deref())?;
    let token = NewToken::new()?;
    if !shared.database.sign_in(&claim, factor, &token.session, peer).await? {
        return Err(SignOnError::CodeWrong);
    }
    Ok(token)
}

/// The claim, where the password is its user's.
pub(super) async fn proven(
    shared: &Shared,
    claim: Option<Claim>,
    password: String,
) -> Result<Option<Claim>, SignOnError> {
    let known = claim.as_ref().and_then(|claim| claim.password.clone());
    let is_right = shared.passwords.is(password, known).await?;
    Ok(claim.filter(|_| is_right))
}

/// What was given beside a right password, where something is asked for.
pub(super) fn factor(
    shared: &Shared,
    claim: &Claim,
    code: Option<&str>,
) -> Result<Option<Factor>, SignOnError> {
    let Some(sealed) = &claim.totp else { return Ok(None) };
    let code = code.filter(|code| !code.is_empty()).ok_or(SignOnError::CodeNeeded)?;
    let secret = open(shared, claim.account(), sealed)?;
    Factor::read(code, &secret, clock::now()).map(Some).ok_or(SignOnError::CodeWrong)
}

/// The secret of a user's authenticator.
pub(super) fn open(shared: &Shared, account: i64, sealed: &[u8]) -> Result<TotpSecret, SignOnError> {
    let bytes = shared.sealer.open(&purpose(account), sealed)?;
    Ok(TotpSecret::of(&bytes).ok_or(crate::auth::SealError::Key)?)
}

/// What an authenticator's secret is sealed for.
pub(super) fn purpose(account: i64) -> String {
    format!("authenticator of user {account}")
}
