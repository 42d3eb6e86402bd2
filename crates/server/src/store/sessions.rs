//! Signing in with a password.

use fetter_protocol::Digest;
use sqlx::{AnyConnection, Row};

use super::audit::Note;
use super::error::Attempt;
use super::rows::number;
use super::statement::Statement;
use super::{By, Database, Scope, StoreError, ids, links, machines};

/// So many wrong passwords one after the other, and none is looked at for so many seconds.
const FAILURES: i64 = 10;
const LOCKED_SECONDS: i64 = 900;

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
    name: String,
    /// The hash of the password that it takes.
    pub password: Option<String>,
}

impl Database {
    /// Looks for a user, and counts a wrong password until it is known to be right: so guesses that come at once are all counted. `None` where
    /// there is no such user, or no password is looked at.
    pub async fn claim(&self, organisation: &str, name: &str) -> Result<Option<Claim>, StoreError> {
        let now = machines::now();
        let mut transaction = self.begin().await?;
        let statement = Statement::new("UPDATE account SET failed = CASE WHEN failed >= ").value(FAILURES);
        let statement =
            statement.with(" THEN 1 ELSE failed + 1 END, locked_until = CASE WHEN failed + 1 = ", FAILURES);
        let statement = statement.with(" THEN ", now + LOCKED_SECONDS).and(" ELSE locked_until END");
        let statement =
            statement.with(" WHERE disabled IS NULL AND password IS NOT NULL AND locked_until <= ", now);
        let statement = statement.with(" AND name = ", name).and(" AND organisation = ");
        let statement = statement.with("(SELECT id FROM organisation WHERE name = ", organisation);
        let statement = statement.and(") RETURNING id, organisation, name, password, failed");
        let row = statement.one(&mut *transaction).await.to("look for a user")?;
        let Some(row) = row else {
            // It takes as long as for a user whom there is.
            ids::take(&mut transaction, "wrong password", 1).await?;
            transaction.commit().await.to("count a password")?;
            return Ok(None);
        };
        let claim = claim(&row).to("read a user")?;
        if row.try_get::<i64, _>(4).to("read a user")? >= FAILURES {
            let by = By { who: claim.name.clone(), ..By::default() };
            let note = Note::new(&by, "user.lock", &claim.name);
            note.keep(&mut transaction, Some(claim.organisation)).await?;
        }
        transaction.commit().await.to("count a password")?;
        Ok(Some(claim))
    }

    /// Begins a session: the password was right.
    pub async fn sign_in(&self, claim: &Claim, session: &NewSession, origin: &str) -> Result<(), StoreError> {
        let now = machines::now();
        let mut transaction = self.begin().await?;
        let sql = "UPDATE account SET failed = 0, locked_until = 0 WHERE id = ";
        Statement::new(sql).value(claim.account).run(&mut *transaction).await.to("note a right password")?;
        insert(&mut transaction, claim.organisation, claim.account, &claim.name, session, now).await?;
        let by = By { who: claim.name.clone(), token: None, origin: origin.to_owned() };
        Note::new(&by, "session.begin", &claim.name).keep(&mut transaction, Some(claim.organisation)).await?;
        transaction.commit().await.to("begin a session")
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
        let sql = "UPDATE account SET failed = 0, locked_until = 0, password = ";
        let statement = Statement::new(sql).value(Some(password)).with(" WHERE id = ", claim.account);
        statement.run(&mut *transaction).await.to("change a password")?;
        end_all(&mut transaction, claim.account, now).await?;
        links::end_all(&mut transaction, claim.account, now).await?;
        insert(&mut transaction, claim.organisation, claim.account, &claim.name, session, now).await?;
        let note = Note::new(scope.by(), "user.password", &claim.name);
        note.keep(&mut transaction, Some(claim.organisation)).await?;
        transaction.commit().await.to("change a password")
    }
}

fn claim(row: &sqlx::any::AnyRow) -> Result<Claim, sqlx::Error> {
    Ok(Claim {
        account: row.try_get(0)?,
        organisation: row.try_get(1)?,
        name: row.try_get(2)?,
        password: row.try_get(3)?,
    })
}

/// A session gives what its user may do, whatever that is.
pub(super) async fn insert(
    connection: &mut AnyConnection,
    organisation: i64,
    account: i64,
    name: &str,
    session: &NewSession,
    now: i64,
) -> Result<(), StoreError> {
    // Those that are long over tell nothing.
    let old = Statement::new("DELETE FROM api_token WHERE kind = 'session' AND account = ").value(account);
    old.with(" AND expires < ", now).run(&mut *connection).await.to("remove old sessions")?;
    let id = ids::take(connection, "api_token", 1).await?;
    let sql = "INSERT INTO api_token (id, organisation, account, kind, name, digest, role, all_groups, read_only, expires, \
        created, created_by) VALUES (";
    let statement = Statement::new(sql).value(id).with(", ", organisation).with(", ", account);
    let statement = statement.with(", 'session', ", name).with(", ", session.digest);
    let statement = statement.with(", 'administrator', 1, 0, ", number(session.expires)).with(", ", now);
    statement.with(", ", name).and(")").run(connection).await.to("begin a session").map(drop)
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
