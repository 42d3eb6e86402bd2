//! The sessions of a user: seen, and ended.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::audit::Note;
use super::error::Attempt;
use super::statement::Statement;
use super::{Database, IDLE_SECONDS, Scope, StoreError, accounts, machines, sessions};

/// A session that is not over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRow {
    /// Its row.
    pub id: i64,
    /// When it began, in seconds since 1970.
    pub created: i64,
    /// When it was last used, to a minute; `None` for never.
    pub used: Option<i64>,
    /// Until when it is good, if it is used.
    pub expires: i64,
    /// The address that it began from; empty where it is not known.
    pub origin: String,
    /// What the program calls itself that began it.
    pub agent: String,
}

/// Those that are good still.
fn good(statement: Statement, now: i64) -> Statement {
    let statement = statement.and(" AND kind = 'session' AND revoked IS NULL AND expires > ").value(now);
    statement.with(" AND COALESCE(used, created) > ", now - IDLE_SECONDS)
}

impl Database {
    /// The sessions of a user in the order of their rows, after a row; `None` where there is no such user.
    pub async fn sessions(
        &self,
        scope: &Scope,
        account: i64,
        after: Option<i64>,
        most: i64,
    ) -> Result<Option<Vec<SessionRow>>, StoreError> {
        let mut connection = self.read().acquire().await.to("give a connection")?;
        if accounts::find(&mut connection, scope, account).await?.is_none() {
            return Ok(None);
        }
        let sql = "SELECT id, created, used, expires, origin, agent FROM api_token WHERE account = ";
        let statement = good(Statement::new(sql).value(account), machines::now());
        let statement = statement.where_given(" AND id > ", after).with(" ORDER BY id LIMIT ", most);
        let rows = statement.all(&mut *connection).await.to("list sessions")?;
        let rows: Result<_, sqlx::Error> = rows.iter().map(session).collect();
        rows.to("read a session").map(Some)
    }

    /// Ends a session of the user who asks; false where there is none that is good.
    pub async fn end_session(&self, scope: &Scope, account: i64, id: i64) -> Result<bool, StoreError> {
        let now = machines::now();
        let mut transaction = self.begin().await?;
        let statement = Statement::new("UPDATE api_token SET revoked = ").value(now).with(" WHERE id = ", id);
        let statement = good(statement.with(" AND account = ", account), now);
        if statement.run(&mut *transaction).await.to("end a session")?.rows_affected() == 0 {
            return Ok(false);
        }
        let note = Note::new(scope.by(), "session.end", &scope.by().who);
        note.keep(&mut transaction, Some(scope.organisation())).await?;
        transaction.commit().await.to("end a session")?;
        Ok(true)
    }

    /// Ends all sessions of the user who asks, but the one with which this is asked.
    pub async fn end_other_sessions(&self, scope: &Scope, account: i64) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        sessions::end_others(&mut transaction, scope, account, machines::now()).await?;
        let note = Note::new(scope.by(), "session.end-others", &scope.by().who);
        note.keep(&mut transaction, Some(scope.organisation())).await?;
        transaction.commit().await.to("end sessions")
    }

    /// Ends all sessions of a user; false where there is no such user.
    pub async fn end_sessions_of(&self, scope: &Scope, id: i64) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let Some(account) = accounts::find(&mut transaction, scope, id).await? else { return Ok(false) };
        sessions::end_all(&mut transaction, id, machines::now()).await?;
        let note = Note::new(scope.by(), "user.sign-out", &account.name);
        note.keep(&mut transaction, Some(scope.organisation())).await?;
        transaction.commit().await.to("end sessions")?;
        Ok(true)
    }
}

fn session(row: &AnyRow) -> Result<SessionRow, sqlx::Error> {
    Ok(SessionRow {
        id: row.try_get(0)?,
        created: row.try_get(1)?,
        used: row.try_get(2)?,
        expires: row.try_get(3)?,
        origin: row.try_get::<Option<String>, _>(4)?.unwrap_or_default(),
        agent: row.try_get::<Option<String>, _>(5)?.unwrap_or_default(),
    })
}
