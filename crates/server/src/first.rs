//! Who comes first: an administrator of an organisation, and the operator.

use crate::auth::{NoRandom, RECOVERY, Secret};
use crate::clock;
use crate::state::Server;
use crate::store::{Database, NewLink, StoreError};

/// How long the link for a first administrator is good.
const LINK_SECONDS: u64 = 86_400;

/// Why there is no link or token.
#[derive(Debug, thiserror::Error)]
pub enum FirstError {
    /// The store could not keep it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There are no random bytes.
    #[error(transparent)]
    Random(#[from] NoRandom),
}

impl Server {
    /// The token of a link by which the first administrator of an organisation comes in, for whoever started the server to see. It is good once,
    /// and for 24 hours. `None` where the organisation has users.
    pub async fn first_administrator(&self, organisation: i64) -> Result<Option<Secret>, FirstError> {
        let secret = Secret::new("first")?;
        let link = NewLink { digest: secret.digest(), expires: clock::now() + LINK_SECONDS };
        let is_made = self.database.make_first_link(None, organisation, &link).await?;
        Ok(is_made.then_some(secret))
    }

    /// The token of a link by which a user sets another password and is rid of the authenticator, for whoever sits at the server. `None` where there is no such user.
    pub async fn password_link(&self, organisation: i64, user: &str) -> Result<Option<Secret>, FirstError> {
        password_link(&self.database, organisation, user).await
    }

    /// A token for who makes organisations and sees nothing of any, good until then (seconds since 1970).
    pub async fn operator(&self, name: &str, expires: u64) -> Result<Secret, FirstError> {
        operator(&self.database, name, expires).await
    }
}

/// The same, where there is no server but its database.
pub(crate) async fn password_link(
    database: &Database,
    organisation: i64,
    user: &str,
) -> Result<Option<Secret>, FirstError> {
    let secret = Secret::new(RECOVERY)?;
    let link = NewLink { digest: secret.digest(), expires: clock::now() + LINK_SECONDS };
    let is_made = database.make_console_link(organisation, user, &link).await?;
    Ok(is_made.then_some(secret))
}

/// The same, where there is no server but its database.
pub(crate) async fn operator(database: &Database, name: &str, expires: u64) -> Result<Secret, FirstError> {
    let secret = Secret::new("operator")?;
    database.make_operator(name, &secret.digest(), expires).await?;
    Ok(secret)
}
