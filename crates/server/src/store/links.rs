//! Links that are good once: for a first administrator, and for passwords.

use fetter_protocol::Digest;
use sqlx::{AnyConnection, Row};

use super::accounts::{self, NewAccount};
use super::attempts;
use super::audit::Note;
use super::error::Attempt;
use super::rows::number;
use super::sessions::{self, NewSession};
use super::statement::Statement;
use super::{By, Database, Operator, StoreError, ids, machines, totp};
use crate::auth::{Factor, Peer, Role, place};

/// A link to be made. The link itself is not kept.
#[derive(Clone, Copy, Debug)]
pub struct NewLink {
    /// The digest of its token.
    pub digest: Digest,
    /// Until when it is good, in seconds since 1970.
    pub expires: u64,
}

/// A link that somebody gives.
#[derive(Clone, Copy, Debug)]
pub struct GivenLink {
    /// The digest of its token.
    pub digest: Digest,
    /// Whether it takes the authenticator away, too, and asks for no code.
    pub is_recovery: bool,
}

/// Ends all links of a user that were not used.
pub(super) async fn end_all(
    connection: &mut AnyConnection,
    account: i64,
    now: i64,
) -> Result<(), StoreError> {
    let statement = Statement::new("UPDATE one_time_link SET used = ").value(now);
    let statement = statement.with(" WHERE used IS NULL AND account = ", account);
    statement.run(connection).await.to("end links").map(drop)
}

/// Why a link was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// It is not known, used, or over, or another user's.
    Link,
    /// There is a user of that name.
    Taken,
    /// The user has an authenticator, and the code is none of it, or was used before.
    Code,
}

/// The authenticator of the user whose link it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authenticator {
    /// Its sealed secret.
    pub sealed: Vec<u8>,
    /// The row of the user.
    pub account: i64,
    /// Whether too many codes were wrong of late: none is looked at.
    pub is_locked: bool,
}

impl Database {
    /// Makes a link for the first administrator of an organisation; false where it has users, or is none. Who asks is the operator, or sits at
    /// the server.
    pub async fn make_first_link(
        &self,
        operator: Option<&Operator>,
        organisation: i64,
        link: &NewLink,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let sql = "SELECT name FROM organisation WHERE NOT EXISTS (SELECT 1 FROM account WHERE account.organisation = organisation.id) \
            AND id = ";
        let row = Statement::new(sql).value(organisation).one(&mut *transaction).await;
        let Some(row) = row.to("look for an organisation")? else { return Ok(false) };
        let name: String = row.try_get(0).to("read an organisation")?;
        insert(&mut transaction, organisation, None, link).await?;
        let console = By { who: "console".to_owned(), ..By::default() };
        let by = operator.map_or(&console, |operator| operator.by());
        let note = Note::new(by, "organisation.link", name);
        note.keep(&mut transaction, operator.is_none().then_some(organisation)).await?;
        transaction.commit().await.to("make a link")?;
        Ok(true)
    }

    /// Makes a link by which a user sets another password, is rid of a lock and of an authenticator; false where there is no such user. Whoever calls this sits at
    /// the server. Nothing else changes before it is used: whoever does not use it is as safe as before.
    pub async fn make_console_link(
        &self,
        organisation: i64,
        user: &str,
        link: &NewLink,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let sql = "SELECT id FROM account WHERE disabled IS NULL AND id NOT IN (SELECT account FROM identity) AND organisation = ";
        let statement = Statement::new(sql).value(organisation).with(" AND name = ", user);
        let Some(row) = statement.one(&mut *transaction).await.to("look for a user")? else {
            return Ok(false);
        };
        let account: i64 = row.try_get(0).to("read a user")?;
        end_all(&mut transaction, account, machines::now()).await?;
        insert(&mut transaction, organisation, Some(account), link).await?;
        let console = By { who: "console".to_owned(), ..By::default() };
        Note::new(&console, "user.recover", user).keep(&mut transaction, Some(organisation)).await?;
        transaction.commit().await.to("make a link")?;
        Ok(true)
    }

    /// Whether a link is good still.
    pub async fn is_link(&self, digest: &Digest) -> Result<bool, StoreError> {
        let statement = Statement::new("SELECT id FROM one_time_link WHERE used IS NULL AND digest = ");
        let statement = statement.value(*digest).with(" AND expires > ", machines::now());
        Ok(statement.one(self.read()).await.to("look for a link")?.is_some())
    }

    /// The authenticator of the user whose link it is, where there is one. A code that is tried is counted as a wrong password is, until it is
    /// known to be right.
    pub async fn link_authenticator(
        &self,
        digest: &Digest,
        place: &str,
        is_tried: bool,
    ) -> Result<Option<Authenticator>, StoreError> {
        let now = machines::now();
        let mut transaction = self.begin().await?;
        // The user's row is taken first, as for a password.
        let sql = "UPDATE account SET failed = failed WHERE id = (SELECT account FROM one_time_link WHERE used IS NULL AND digest = ";
        let statement = Statement::new(sql).value(*digest).with(" AND expires > ", now).and(") RETURNING id");
        let Some(row) = statement.one(&mut *transaction).await.to("look for a user")? else {
            return Ok(None);
        };
        let account: i64 = row.try_get(0).to("read a user")?;
        let Some(sealed) = totp::sealed(&mut transaction, account).await? else { return Ok(None) };
        let is_locked = is_tried
            && attempts::count(&mut transaction, account, place, now).await? == attempts::Attempted::Locked;
        transaction.commit().await.to("count a code")?;
        Ok(Some(Authenticator { sealed, account, is_locked }))
    }

    /// Uses a link: makes the first administrator, or sets the password of the user whose link it is, and begins a session. What was good before is so no
    /// longer, all at once: password, sessions and links, and with a link for recovery the authenticator.
    pub async fn use_link(
        &self,
        link: &GivenLink,
        name: &str,
        password: String,
        factor: Option<Factor>,
        session: &NewSession,
        peer: &Peer,
    ) -> Result<Result<(), LinkError>, StoreError> {
        let now = machines::now();
        let mut transaction = self.begin().await?;
        let statement = Statement::new("UPDATE one_time_link SET used = ").value(now);
        let statement = statement.with(" WHERE used IS NULL AND digest = ", link.digest);
        let statement = statement.with(" AND expires > ", now).and(" RETURNING organisation, account");
        let Some(row) = statement.one(&mut *transaction).await.to("look for a link")? else {
            return Ok(Err(LinkError::Link));
        };
        let organisation: i64 = row.try_get(0).to("read a link")?;
        let by = By { who: name.to_owned(), token: None, origin: peer.origin.clone() };
        let (account, action) = match row.try_get::<Option<i64>, _>(1).to("read a link")? {
            Some(account) => {
                if link.is_recovery {
                    if totp::remove(&mut transaction, account).await? {
                        Note::new(&by, "totp.reset", name).keep(&mut transaction, Some(organisation)).await?;
                    }
                } else if !totp::take(&mut transaction, account, factor, now).await? {
                    return Ok(Err(LinkError::Code));
                }
                attempts::forget(&mut transaction, account).await?;
                let sql = "UPDATE account SET locked_until = 0, password = ";
                let statement = Statement::new(sql).value(Some(password)).with(" WHERE id = ", account);
                let statement = statement.with(" AND disabled IS NULL AND name = ", name);
                if statement.run(&mut *transaction).await.to("set a password")?.rows_affected() == 0 {
                    return Ok(Err(LinkError::Link));
                }
                sessions::end_all(&mut transaction, account, now).await?;
                end_all(&mut transaction, account, now).await?;
                (account, "user.password")
            }
            None => match first(&mut transaction, organisation, name, password).await? {
                Ok(account) => (account, "user.first"),
                Err(error) => return Ok(Err(error)),
            },
        };
        attempts::right(&mut transaction, account, &place(&peer.origin), now).await?;
        sessions::insert(&mut transaction, organisation, account, name, session, peer, now).await?;
        Note::new(&by, action, name).keep(&mut transaction, Some(organisation)).await?;
        transaction.commit().await.to("use a link")?;
        Ok(Ok(()))
    }
}

async fn first(
    connection: &mut AnyConnection,
    organisation: i64,
    name: &str,
    password: String,
) -> Result<Result<i64, LinkError>, StoreError> {
    // Two links may be used at once.
    let lock = Statement::new("UPDATE organisation SET created = created WHERE id = ").value(organisation);
    lock.run(&mut *connection).await.to("wait for another link")?;
    let any = Statement::new("SELECT id FROM account WHERE organisation = ").value(organisation);
    if any.and(" LIMIT 1").one(&mut *connection).await.to("look for users")?.is_some() {
        return Ok(Err(LinkError::Link));
    }
    let id = ids::take(connection, "account", 1).await?;
    let new = NewAccount { name: name.to_owned(), role: Role::Administrator, groups: None };
    let is_made = accounts::insert(connection, id, organisation, &new, Some(password)).await?;
    Ok(if is_made { Ok(id) } else { Err(LinkError::Taken) })
}

pub(super) async fn insert(
    connection: &mut AnyConnection,
    organisation: i64,
    account: Option<i64>,
    link: &NewLink,
) -> Result<(), StoreError> {
    let id = ids::take(connection, "one_time_link", 1).await?;
    let sql = "INSERT INTO one_time_link (id, organisation, account, digest, created, expires) VALUES (";
    let statement = Statement::new(sql).value(id).with(", ", organisation).with(", ", account);
    let statement = statement.with(", ", link.digest).with(", ", machines::now());
    let statement = statement.with(", ", number(link.expires)).and(")");
    statement.run(connection).await.to("make a link").map(drop)
}
