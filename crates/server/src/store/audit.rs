//! Who did what. Rows are added, in the transaction that does it.

use serde::Serialize;
use sqlx::{AnyConnection, Row};

use super::error::Attempt;
use super::statement::Statement;
use super::{By, ByTime, Database, Scope, StoreError, ids, machines};

/// Something that was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    /// Its row.
    pub id: i64,
    /// When, in seconds since 1970.
    pub made: i64,
    /// Who it was.
    pub by: By,
    /// What was done.
    pub action: String,
    /// What it was done to.
    pub object: String,
    /// How that was before, as JSON.
    pub before: Option<String>,
    /// How it is since, as JSON.
    pub after: Option<String>,
}

/// What to note.
pub(super) struct Note<'a> {
    pub(super) action: &'static str,
    pub(super) object: String,
    before: Option<String>,
    after: Option<String>,
    by: &'a By,
}

impl<'a> Note<'a> {
    pub(super) fn new(by: &'a By, action: &'static str, object: impl std::fmt::Display) -> Self {
        Self { action, object: object.to_string(), before: None, after: None, by }
    }

    /// How it was. Nothing secret may be in it.
    pub(super) fn before(mut self, before: &impl Serialize) -> Self {
        self.before = serde_json::to_string(before).ok();
        self
    }

    /// How it is.
    pub(super) fn after(mut self, after: &impl Serialize) -> Self {
        self.after = serde_json::to_string(after).ok();
        self
    }

    pub(super) async fn keep(
        self,
        connection: &mut AnyConnection,
        organisation: Option<i64>,
    ) -> Result<(), StoreError> {
        let id = ids::take(connection, "audit", 1).await?;
        let sql = "INSERT INTO audit (id, organisation, made, who, token, origin, action, object, before, after) VALUES (";
        let statement = Statement::new(sql).value(id).with(", ", organisation).with(", ", machines::now());
        let statement = statement.with(", ", &self.by.who).with(", ", self.by.token);
        let statement =
            statement.with(", ", &self.by.origin).with(", ", self.action).with(", ", &self.object);
        let statement = statement.with(", ", self.before).with(", ", self.after).and(")");
        statement.run(connection).await.to("note what was done").map(drop)
    }
}

/// What is looked for of what was done. What is not said is not asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// What somebody did, by name.
    pub who: Option<String>,
    /// What is of a kind: `machine.change`.
    pub action: Option<String>,
    /// What was done to something.
    pub object: Option<String>,
    /// What was done at that time or later, in seconds since 1970.
    pub since: Option<i64>,
    /// What was done before that time, in seconds since 1970.
    pub until: Option<i64>,
}

/// Where a page of what was done ended: time and row.
pub type DeedKeyset = (i64, i64);

impl Database {
    /// What was done in an organisation, in the order of time, after a row.
    pub async fn audit(
        &self,
        scope: &Scope,
        filter: &AuditFilter,
        order: ByTime,
        last: Option<DeedKeyset>,
        most: i64,
    ) -> Result<Vec<Deed>, StoreError> {
        let sql = "SELECT id, made, who, token, origin, action, object, before, after FROM audit WHERE organisation = ";
        let mut statement = Statement::new(sql).value(scope.organisation());
        statement = statement.where_given(" AND who = ", filter.who.as_ref());
        statement = statement.where_given(" AND action = ", filter.action.as_ref());
        statement = statement.where_given(" AND object = ", filter.object.as_ref());
        statement = statement.where_given(" AND made >= ", filter.since);
        statement = statement.where_given(" AND made < ", filter.until);
        let (after, ordered) = match order {
            ByTime::Newest => (" AND (made, id) < (", " ORDER BY made DESC, id DESC LIMIT "),
            ByTime::Oldest => (" AND (made, id) > (", " ORDER BY made, id LIMIT "),
        };
        if let Some((made, id)) = last {
            statement = statement.with(after, made).with(", ", id).and(")");
        }
        let rows = statement.with(ordered, most).all(self.read()).await.to("list what was done")?;
        rows.iter().map(|row| deed(row).to("read what was done")).collect()
    }
}

fn deed(row: &sqlx::any::AnyRow) -> Result<Deed, sqlx::Error> {
    Ok(Deed {
        id: row.try_get(0)?,
        made: row.try_get(1)?,
        by: By { who: row.try_get(2)?, token: row.try_get(3)?, origin: row.try_get(4)? },
        action: row.try_get(5)?,
        object: row.try_get(6)?,
        before: row.try_get(7)?,
        after: row.try_get(8)?,
    })
}
