//! Signing in with a password.

use fetter_protocol::Digest;
use sqlx::{AnyConnection, Row};

use super::attempts::{self, Attempted};
use super::audit::Note;
use super::error::Attempt;
use super::rows::number;
use super::statement::Statement;
use super::{By, Database, Scope, StoreError, ids, links, machines, totp};
use crate::auth::{Factor, Peer};

/// After so many seconds without use a session is over.
pub const IDLE_SECONDS: i64 = 2 * 3600;

/// A session to begin. Its token is not kept.
#[derive(Clone, Copy, Debug)]
pub struct NewSession {
    /// The digest of its token.
    pub digest: Digest,
    /// Until when it is good, in seconds since 1970.
    pub expires: u64,
}

/// Somebody who says to be a user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    organisation: i64,
    account: i64,
    /// Where the password comes from.
    place: String,
    name: String,
    /// The hash of the password that it takes.
    pub password: Option<String>,
    /// The sealed secret of the user's authenticator, where one is asked for.
    pub totp: Option<Vec<u8>>,
}

impl Claim {
    /// The row of the user.
    #[must_use]
    pub const fn account(&self) -> i64 {
        self.account
    }

    /// Where the password came from.
    pub(super) fn place(&self) -> &str {
        &self.place
    }
}

impl Database {
    /// Looks for a user, and counts a wrong password from a place until it is known to be right: so guesses that come at once are all counted.
    /// `None` where there is no such user, or no password is looked at from there.
    pub async fn claim(
        &self,
        organisation: &str,
        name: &str,
        place: &str,
        now: i64,
    ) -> Result<Option<Claim>, StoreError> {
        let mut transaction = self.begin().await?;
        // The row is taken first: attempts on one user come one after the other.
        let statement = Statement::new(
            "UPDATE account SET failed = failed WHERE disabled IS NULL AND password IS NOT NULL",
        );
        let statement = statement.with(" AND name = ", name).and(" AND organisation = ");
        let statement = statement.with("(SELECT id FROM organisation WHERE name = ", organisation);
        let statement = statement.and(") RETURNING id, organisation, name, password");
        let row = statement.one(&mut *transaction).await.to("look for a user")?;
        let mut claim = row.as_ref().map(|row| claim(row, place)).transpose().to("read a user")?;
        let account = claim.as_ref().map_or(0, |claim| claim.account);
        let sealed = totp::sealed(&mut transaction, account).await?;
        if let Some(claim) = &mut claim {
            claim.totp = sealed;
        }
        let counted = match &claim {
            Some(claim) => attempts::count(&mut transaction, claim.account, place, now).await?,
            None => Attempted::Locked,
        };
        let Some(claim) = claim.filter(|_| counted != Attempted::Locked) else {
            // It takes as long as for a user whom there is.
            ids::take(&mut transaction, "wrong password", 1).await?;
            transaction.commit().await.to("count a password")?;
            return Ok(None);
        };
        if counted == Attempted::Last {
            let by = By { who: claim.name.clone(), origin: place.to_owned(), ..By::default() };
            let note = Note::new(&by, "user.lock", &claim.name);
            note.keep(&mut transaction, Some(claim.organisation)).await?;
        }
        transaction.commit().await.to("count a password")?;
        Ok(Some(claim))
    }

    /// Begins a session: the password was right. False where a code is asked for and there is none, or it was used before.
    pub async fn sign_in(
        &self,
        claim: &Claim,
        factor: Option<Factor>,
        session: &NewSession,
        peer: &Peer,
    ) -> Result<bool, StoreError> {
        let now = machines::now();
        let mut transaction = self.begin().await?;
        if !totp::take(&mut transaction, claim.account, factor, now).await? {
            return Ok(false);
        }
        attempts::right(&mut transaction, claim.account, &claim.place, now).await?;
        insert(&mut transaction, claim.organisation, claim.account, &claim.name, session, peer, now).await?;
        let by = By { who: claim.name.clone(), token: None, origin: peer.origin.clone() };
        Note::new(&by, "session.begin", &claim.name).keep(&mut transaction, Some(claim.organisation)).await?;
        transaction.commit().await.to("begin a session")?;
        Ok(true)
    }

    /// Gives a user another password: all sessions end, and one begins.
    pub async fn change_password(
        &self,
        scope: &Scope,
        claim: &Claim,
        password: String,
        session: &NewSession,
    ) -> Result<(), StoreError> {
        let now = machines::now();
        let mut transaction = self.begin().await?;
        attempts::right(&mut transaction, claim.account, &claim.place, now).await?;
        let sql = "UPDATE account SET password = ";
        let statement = Statement::new(sql).value(Some(password)).with(" WHERE id = ", claim.account);
        statement.run(&mut *transaction).await.to("change a password")?;
        end_all(&mut transaction, claim.account, now).await?;
        links::end_all(&mut transaction, claim.account, now).await?;
        let peer = peer_of(&mut transaction, scope).await?;
        insert(&mut transaction, claim.organisation, claim.account, &claim.name, session, &peer, now).await?;
        let note = Note::new(scope.by(), "user.password", &claim.name);
        note.keep(&mut transaction, Some(claim.organisation)).await?;
        transaction.commit().await.to("change a password")
    }
}

fn claim(row: &sqlx::any::AnyRow, place: &str) -> Result<Claim, sqlx::Error> {
    Ok(Claim {
        place: place.to_owned(),
        account: row.try_get(0)?,
        organisation: row.try_get(1)?,
        name: row.try_get(2)?,
        password: row.try_get(3)?,
        totp: None,
    })
}

/// Whose program asks: it is the one that began the session with which this is asked.
async fn peer_of(connection: &mut AnyConnection, scope: &Scope) -> Result<Peer, StoreError> {
    let statement = Statement::new("SELECT agent FROM api_token WHERE id = ").value(scope.by().token);
    let row = statement.one(connection).await.to("look for a session")?;
    let agent: Option<String> = row.map(|row| row.try_get(0)).transpose().to("read a session")?.flatten();
    Ok(Peer { origin: scope.by().origin.clone(), agent: agent.unwrap_or_default() })
}

/// A session gives what its user may do, whatever that is.
pub(super) async fn insert(
    connection: &mut AnyConnection,
    organisation: i64,
    account: i64,
    name: &str,
    session: &NewSession,
    peer: &Peer,
    now: i64,
) -> Result<(), StoreError> {
    // Those that are long over tell nothing.
    let old = Statement::new("DELETE FROM api_token WHERE kind = 'session' AND account = ").value(account);
    old.with(" AND expires < ", now).run(&mut *connection).await.to("remove old sessions")?;
    let id = ids::take(connection, "api_token", 1).await?;
    let sql = "INSERT INTO api_token (id, organisation, account, kind, name, digest, role, all_groups, read_only, expires, \
        created, created_by, origin, agent) VALUES (";
    let statement = Statement::new(sql).value(id).with(", ", organisation).with(", ", account);
    let statement = statement.with(", 'session', ", name).with(", ", session.digest);
    let statement = statement.with(", 'administrator', 1, 0, ", number(session.expires)).with(", ", now);
    let statement = statement.with(", ", name).with(", ", &peer.origin).with(", ", &peer.agent).and(")");
    statement.run(connection).await.to("begin a session").map(drop)
}

/// Ends all sessions of a user but the one with which this is asked.
pub(super) async fn end_others(
    connection: &mut AnyConnection,
    scope: &Scope,
    account: i64,
    now: i64,
) -> Result<u64, StoreError> {
    let statement = Statement::new("UPDATE api_token SET revoked = ").value(now);
    let statement = statement.with(" WHERE revoked IS NULL AND kind = 'session' AND account = ", account);
    let statement = statement.with(" AND id <> ", scope.by().token.unwrap_or_default());
    Ok(statement.run(connection).await.to("end sessions")?.rows_affected())
}

/// Ends all sessions of a user.
pub(super) async fn end_all(
    connection: &mut AnyConnection,
    account: i64,
    now: i64,
) -> Result<(), StoreError> {
    let statement = Statement::new("UPDATE api_token SET revoked = ").value(now);
    let statement = statement.with(" WHERE revoked IS NULL AND kind = 'session' AND account = ", account);
    statement.run(connection).await.to("end sessions").map(drop)
}
