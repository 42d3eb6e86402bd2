//! Tokens for programs.

use std::collections::HashMap;

use fetter_protocol::Digest;
use serde::Serialize;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::access::{Limited, OPERATOR, limit_to};
use super::audit::Note;
use super::error::Attempt;
use super::rows::number;
use super::statement::Statement;
use super::{By, Database, Scope, StoreError, ids, machines};
use crate::auth::Role;

/// A token of the API, without the token itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ApiToken {
    /// Its row.
    pub id: i64,
    /// What it is for.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// The groups that this is limited to; `None` for all.
    pub groups: Option<Vec<i64>>,
    /// Whether it changes nothing.
    pub read_only: bool,
    /// When it was made, in seconds since 1970.
    pub created: i64,
    /// Who made it.
    pub created_by: String,
    /// Until when it is good.
    pub expires: i64,
    /// When it was last used, to a minute.
    pub used: Option<i64>,
    /// Since when it is not good any more.
    pub revoked: Option<i64>,
}

/// A token to be made. The token itself is not kept.
#[derive(Clone, Debug)]
pub struct NewApiToken {
    /// The digest of it.
    pub digest: Digest,
    /// What it is for.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// The groups that this is limited to; `None` for all.
    pub groups: Option<Vec<i64>>,
    /// Whether it changes nothing.
    pub read_only: bool,
    /// Until when it is good, in seconds since 1970.
    pub expires: u64,
}

const COLUMNS: &str = "SELECT id, name, role, all_groups, read_only, created, created_by, expires, used, revoked \
    FROM api_token WHERE kind = 'token' AND organisation = ";
const INSERT: &str = "INSERT INTO api_token (id, organisation, kind, name, digest, role, all_groups, read_only, expires, \
    created, created_by) VALUES (";

impl Database {
    /// Makes a token; `None` where there is no such group.
    pub async fn make_api_token(
        &self,
        scope: &Scope,
        new: &NewApiToken,
    ) -> Result<Option<ApiToken>, StoreError> {
        let mut transaction = self.begin().await?;
        let id = ids::take(&mut transaction, "api_token", 1).await?;
        let now = machines::now();
        let statement = Statement::new(INSERT).value(id).with(", ", scope.organisation());
        let statement = statement.with(", 'token', ", &new.name).with(", ", new.digest);
        let statement = statement.with(", ", new.role.name()).with(", ", new.groups.is_none());
        let statement = statement.with(", ", new.read_only).with(", ", number(new.expires)).with(", ", now);
        let statement = statement.with(", ", &scope.by().who).and(")");
        statement.run(&mut *transaction).await.to("make a token")?;
        if let Some(groups) = &new.groups
            && !limit_to(&mut transaction, scope, Limited::Token(id), groups).await?
        {
            return Ok(None);
        }
        let made = ApiToken {
            id,
            name: new.name.clone(),
            role: new.role,
            groups: new.groups.clone(),
            read_only: new.read_only,
            created: now,
            created_by: scope.by().who.clone(),
            expires: number(new.expires),
            used: None,
            revoked: None,
        };
        let note = Note::new(scope.by(), "token.make", &made.name).after(&made);
        note.keep(&mut transaction, Some(scope.organisation())).await?;
        transaction.commit().await.to("make a token")?;
        Ok(Some(made))
    }

    /// Makes a token for who makes organisations. Whoever calls this sits at the server.
    pub async fn make_operator(&self, name: &str, digest: &Digest, expires: u64) -> Result<i64, StoreError> {
        let mut transaction = self.begin().await?;
        let id = ids::take(&mut transaction, "api_token", 1).await?;
        let statement = Statement::new(INSERT).value(id).with(", ", None::<i64>).with(", 'token', ", name);
        let statement = statement.with(", ", *digest).with(", ", OPERATOR).and(", 0, 0");
        let statement = statement.with(", ", number(expires)).with(", ", machines::now());
        let statement = statement.with(", ", "console").and(")");
        statement.run(&mut *transaction).await.to("make a token")?;
        let by = By { who: "console".to_owned(), ..By::default() };
        Note::new(&by, "operator.make", name).keep(&mut transaction, None).await?;
        transaction.commit().await.to("make a token")?;
        Ok(id)
    }

    /// Tokens after a row, in the order of their rows.
    pub async fn api_tokens(
        &self,
        scope: &Scope,
        text: Option<&str>,
        after: Option<i64>,
        most: i64,
    ) -> Result<Vec<ApiToken>, StoreError> {
        let statement = Statement::new(COLUMNS)
            .value(scope.organisation())
            .where_given(" AND id > ", after)
            .containing("name", text);
        let statement = statement.with(" ORDER BY id LIMIT ", most);
        let rows = statement.all(self.read()).await.to("list tokens")?;
        let tokens: Result<Vec<ApiToken>, sqlx::Error> = rows.iter().map(token).collect();
        let mut tokens = tokens.to("read a token")?;
        let ids: Vec<i64> = tokens.iter().map(|token| token.id).collect();
        let mut limits: HashMap<i64, Vec<i64>> = HashMap::new();
        if !ids.is_empty() {
            let sql = "SELECT token, machine_group FROM api_token_group WHERE token IN ";
            let statement = Statement::new(sql).list(&ids).and(" ORDER BY machine_group");
            for row in statement.all(self.read()).await.to("look for groups")? {
                let token = row.try_get(0).to("read a group")?;
                limits.entry(token).or_default().push(row.try_get(1).to("read a group")?);
            }
        }
        for token in &mut tokens {
            if let Some(groups) = &mut token.groups {
                *groups = limits.remove(&token.id).unwrap_or_default();
            }
        }
        Ok(tokens)
    }

    /// Revokes a token; false where there is none.
    pub async fn revoke_api_token(&self, scope: &Scope, id: i64) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let statement = Statement::new("UPDATE api_token SET revoked = COALESCE(revoked, ");
        let statement = statement.value(machines::now()).with(") WHERE kind = 'token' AND id = ", id);
        let statement = statement.with(" AND organisation = ", scope.organisation()).and(" RETURNING name");
        let Some(row) = statement.one(&mut *transaction).await.to("revoke a token")? else {
            return Ok(false);
        };
        let name: String = row.try_get(0).to("read a token")?;
        let note = Note::new(scope.by(), "token.revoke", name);
        note.keep(&mut transaction, Some(scope.organisation())).await?;
        transaction.commit().await.to("revoke a token")?;
        Ok(true)
    }

    /// Ends what the caller's own token allows.
    pub async fn revoke_own(&self, scope: &Scope) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        let statement = Statement::new("UPDATE api_token SET revoked = ").value(machines::now());
        let statement = statement.with(" WHERE revoked IS NULL AND id = ", scope.by().token);
        statement.run(&mut *transaction).await.to("end a session")?;
        let note = Note::new(scope.by(), "session.end", &scope.by().who);
        note.keep(&mut transaction, Some(scope.organisation())).await?;
        transaction.commit().await.to("end a session")
    }
}

fn token(row: &AnyRow) -> Result<ApiToken, sqlx::Error> {
    let role: String = row.try_get(2)?;
    Ok(ApiToken {
        id: row.try_get(0)?,
        name: row.try_get(1)?,
        role: Role::named(&role).unwrap_or(Role::Viewer),
        groups: (row.try_get::<i64, _>(3)? == 0).then(Vec::new),
        read_only: row.try_get::<i64, _>(4)? != 0,
        created: row.try_get(5)?,
        created_by: row.try_get(6)?,
        expires: row.try_get(7)?,
        used: row.try_get(8)?,
        revoked: row.try_get(9)?,
    })
}
