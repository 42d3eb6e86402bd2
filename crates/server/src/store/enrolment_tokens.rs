//! Tokens that machines are enrolled with, as the API shows and makes them.

use fetter_protocol::Digest;
use serde::Serialize;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::access::is_group;
use super::audit::Note;
use super::error::Attempt;
use super::rows::number;
use super::statement::Statement;
use super::{Database, Scope, StoreError, ids, machines};
use crate::rules::{tags_of, tags_text};

/// A token, without the token itself. Times are in seconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EnrolmentToken {
    /// Its row.
    pub id: i64,
    /// The row of the group that machines come into.
    pub group: i64,
    /// How many machines it takes, and took.
    pub uses: i64,
    /// How many it took.
    pub used: i64,
    /// When it was made.
    pub created: i64,
    /// Who made it.
    pub created_by: String,
    /// Until when it is good.
    pub expires: i64,
    /// Since when it is not good any more.
    pub revoked: Option<i64>,
    /// The tags that machines get.
    pub tags: Vec<String>,
}

const COLUMNS: &str = "SELECT id, machine_group, uses, used, created, created_by, expires, revoked, tags FROM enrolment_token \
    WHERE organisation = ";
const IN_GROUPS: &str = " AND machine_group IN ";

impl Database {
    /// Tokens after a row, in the order of their rows.
    pub async fn enrolment_tokens(
        &self,
        scope: &Scope,
        group: Option<i64>,
        after: Option<i64>,
        most: i64,
    ) -> Result<Vec<EnrolmentToken>, StoreError> {
        let statement = Statement::new(COLUMNS).value(scope.organisation()).where_given(" AND id > ", after);
        let statement = statement.where_given(" AND machine_group = ", group);
        let statement = scope.limit(statement, IN_GROUPS).with(" ORDER BY id LIMIT ", most);
        let rows = statement.all(self.read()).await.to("list tokens")?;
        rows.iter().map(|row| token(row).to("read a token")).collect()
    }

    /// Makes a token for so many machines of a group; `None` where there is no such group.
    pub async fn make_enrolment_token(
        &self,
        scope: &Scope,
        digest: Digest,
        group: i64,
        uses: u32,
        expires: u64,
        tags: &[String],
    ) -> Result<Option<EnrolmentToken>, StoreError> {
        let mut transaction = self.begin().await?;
        if !is_group(&mut transaction, scope, group).await? {
            return Ok(None);
        }
        let made = EnrolmentToken {
            id: ids::take(&mut transaction, "enrolment_token", 1).await?,
            group,
            uses: i64::from(uses),
            used: 0,
            created: machines::now(),
            created_by: scope.by().who.clone(),
            expires: number(expires),
            revoked: None,
            tags: tags_of(&tags_text(tags)),
        };
        let sql = "INSERT INTO enrolment_token (id, organisation, machine_group, digest, uses, used, expires, created, created_by, tags) \
            VALUES (";
        let statement = Statement::new(sql).value(made.id).with(", ", scope.organisation()).with(", ", group);
        let statement = statement.with(", ", digest).with(", ", made.uses).with(", 0, ", made.expires);
        let statement = statement.with(", ", made.created).with(", ", &made.created_by);
        let statement = statement.with(", ", &tags_text(&made.tags)).and(")");
        statement.run(&mut *transaction).await.to("make a token")?;
        let note = Note::new(scope.by(), "enrolment-token.make", made.id).after(&made);
        note.keep(&mut transaction, Some(scope.organisation())).await?;
        transaction.commit().await.to("make a token")?;
        Ok(Some(made))
    }

    /// Revokes a token; false where there is none.
    pub async fn revoke_enrolment_token(&self, scope: &Scope, id: i64) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let statement = Statement::new("UPDATE enrolment_token SET revoked = COALESCE(revoked, ");
        let statement = statement.value(machines::now()).with(") WHERE id = ", id);
        let statement = statement.with(" AND organisation = ", scope.organisation());
        let done = scope.limit(statement, IN_GROUPS).run(&mut *transaction).await.to("revoke a token")?;
        if done.rows_affected() == 0 {
            return Ok(false);
        }
        let note = Note::new(scope.by(), "enrolment-token.revoke", id);
        note.keep(&mut transaction, Some(scope.organisation())).await?;
        transaction.commit().await.to("revoke a token")?;
        Ok(true)
    }
}

fn token(row: &AnyRow) -> Result<EnrolmentToken, sqlx::Error> {
    Ok(EnrolmentToken {
        id: row.try_get(0)?,
        group: row.try_get(1)?,
        uses: row.try_get(2)?,
        used: row.try_get(3)?,
        created: row.try_get(4)?,
        created_by: row.try_get(5)?,
        expires: row.try_get(6)?,
        revoked: row.try_get(7)?,
        tags: tags_of(&row.try_get::<String, _>(8)?),
    })
}
