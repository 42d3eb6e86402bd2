//! Authenticators of users, and codes for when one is lost.

use fetter_protocol::Digest;
use sqlx::{AnyConnection, Row};

use super::audit::Note;
use super::error::Attempt;
use super::rows::number;
use super::statement::Statement;
use super::{Claim, Database, Scope, StoreError, accounts, attempts, machines, sessions};
use crate::auth::{Factor, RecoveryCode};

/// How long one may take to set an authenticator up, in seconds.
const SET_UP_SECONDS: i64 = 3600;

impl Database {
    /// Keeps the secret of an authenticator that is to be set up: the password was right. False where there is one already.
    pub async fn begin_totp(
        &self,
        scope: &Scope,
        claim: &Claim,
        sealed: Vec<u8>,
    ) -> Result<bool, StoreError> {
        let now = machines::now();
        let mut transaction = self.begin().await?;
        attempts::right(&mut transaction, claim.account(), claim.place(), now).await?;
        let sql = "INSERT INTO totp (account, sealed, begun, last_step) VALUES (";
        let statement = Statement::new(sql).value(claim.account()).with(", ", sealed).with(", ", now);
        let statement = statement.and(
            ", 0) ON CONFLICT (account) DO UPDATE SET sealed = excluded.sealed, begun = excluded.begun WHERE totp.confirmed IS NULL",
        );
        let is_begun =
            statement.run(&mut *transaction).await.to("keep an authenticator")?.rows_affected() == 1;
        if is_begun {
            let note = Note::new(scope.by(), "totp.begin", &scope.by().who);
            note.keep(&mut transaction, Some(scope.organisation())).await?;
        }
        transaction.commit().await.to("keep an authenticator")?;
        Ok(is_begun)
    }

    /// The sealed secret of the authenticator that a user sets up.
    pub async fn pending_totp(&self, account: i64) -> Result<Option<Vec<u8>>, StoreError> {
        let statement = Statement::new("SELECT sealed FROM totp WHERE confirmed IS NULL AND account = ");
        let statement = statement.value(account).with(" AND begun > ", machines::now() - SET_UP_SECONDS);
        let row = statement.one(self.read()).await.to("look for an authenticator")?;
        row.map(|row| row.try_get(0)).transpose().to("read an authenticator")
    }

    /// Turns an authenticator on, which has shown a code of that step. All other sessions of the user end. False where another one was begun
    /// meanwhile.
    pub async fn confirm_totp(
        &self,
        scope: &Scope,
        account: i64,
        sealed: Vec<u8>,
        step: u64,
        codes: &[RecoveryCode],
    ) -> Result<bool, StoreError> {
        let now = machines::now();
        let mut transaction = self.begin().await?;
        let statement = Statement::new("UPDATE totp SET confirmed = ").value(now);
        let statement = statement.with(", last_step = ", number(step)).with(" WHERE account = ", account);
        let statement = statement.with(" AND confirmed IS NULL AND sealed = ", sealed);
        if statement.run(&mut *transaction).await.to("turn an authenticator on")?.rows_affected() != 1 {
            return Ok(false);
        }
        let old = Statement::new("DELETE FROM recovery_code WHERE account = ").value(account);
        old.run(&mut *transaction).await.to("forget codes")?;
        for code in codes {
            let sql = "INSERT INTO recovery_code (account, digest) VALUES (";
            let statement = Statement::new(sql).value(account).with(", ", code.digest()).and(")");
            statement.run(&mut *transaction).await.to("keep codes")?;
        }
        sessions::end_others(&mut transaction, scope, account, now).await?;
        let note = Note::new(scope.by(), "totp.enable", &scope.by().who);
        note.keep(&mut transaction, Some(scope.organisation())).await?;
        transaction.commit().await.to("turn an authenticator on")?;
        Ok(true)
    }

    /// Turns a user's own authenticator off: the password was right. False where the code is none, or was used before.
    pub async fn end_totp(
        &self,
        scope: &Scope,
        claim: &Claim,
        factor: Option<Factor>,
    ) -> Result<bool, StoreError> {
        let now = machines::now();
        let mut transaction = self.begin().await?;
        if !take(&mut transaction, claim.account(), factor, now).await? {
            return Ok(false);
        }
        attempts::right(&mut transaction, claim.account(), claim.place(), now).await?;
        if remove(&mut transaction, claim.account()).await? {
            let note = Note::new(scope.by(), "totp.disable", &scope.by().who);
            note.keep(&mut transaction, Some(scope.organisation())).await?;
        }
        transaction.commit().await.to("turn an authenticator off")?;
        Ok(true)
    }

    /// Takes a user's authenticator away, who lost it. All sessions of the user end. False where there is no such user.
    pub async fn reset_totp(&self, scope: &Scope, id: i64) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let Some(account) = accounts::find(&mut transaction, scope, id).await? else { return Ok(false) };
        if remove(&mut transaction, id).await? {
            sessions::end_all(&mut transaction, id, machines::now()).await?;
            let note = Note::new(scope.by(), "totp.reset", &account.name);
            note.keep(&mut transaction, Some(scope.organisation())).await?;
        }
        transaction.commit().await.to("take an authenticator away")?;
        Ok(true)
    }
}

/// The sealed secret of the authenticator that is asked for.
pub(super) async fn sealed(
    connection: &mut AnyConnection,
    account: i64,
) -> Result<Option<Vec<u8>>, StoreError> {
    let sql = "SELECT sealed FROM totp WHERE confirmed IS NOT NULL AND account = ";
    let row = Statement::new(sql).value(account).one(connection).await.to("look for an authenticator")?;
    row.map(|row| row.try_get(0)).transpose().to("read an authenticator")
}

/// Uses a code up: of two who give it at once, one has it. False where a code is asked for and there is none, or it was used before.
pub(super) async fn take(
    connection: &mut AnyConnection,
    account: i64,
    factor: Option<Factor>,
    now: i64,
) -> Result<bool, StoreError> {
    let statement = match factor {
        None => return Ok(sealed(connection, account).await?.is_none()),
        Some(Factor::Step(step)) => {
            let statement = Statement::new("UPDATE totp SET last_step = ").value(number(step));
            let statement = statement.with(" WHERE confirmed IS NOT NULL AND account = ", account);
            statement.with(" AND last_step < ", number(step))
        }
        Some(Factor::Recovery(digest)) => recovery(account, digest, now),
    };
    Ok(statement.run(connection).await.to("use a code")?.rows_affected() == 1)
}

fn recovery(account: i64, digest: Digest, now: i64) -> Statement {
    let statement = Statement::new("UPDATE recovery_code SET used = ").value(now);
    statement.with(" WHERE used IS NULL AND account = ", account).with(" AND digest = ", digest)
}

/// Forgets an authenticator with its codes; whether there was one, also one that was not set up to its end.
pub(super) async fn remove(connection: &mut AnyConnection, account: i64) -> Result<bool, StoreError> {
    let codes = Statement::new("DELETE FROM recovery_code WHERE account = ").value(account);
    codes.run(&mut *connection).await.to("forget codes")?;
    let statement = Statement::new("DELETE FROM totp WHERE account = ").value(account);
    Ok(statement.run(connection).await.to("forget an authenticator")?.rows_affected() > 0)
}
