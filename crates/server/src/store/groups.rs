//! Groups of machines, as the API shows and changes them.

use serde::Serialize;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::audit::Note;
use super::error::Attempt;
use super::statement::Statement;
use super::{Database, Scope, StoreError, ids, machines};

/// A group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GroupRow {
    /// Its row.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// When it was made, in seconds since 1970.
    pub created: i64,
    /// How many machines are in it that were not decommissioned.
    pub machines: i64,
}

/// Why a group was not made or renamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupError {
    /// There is none.
    Unknown,
    /// There is one of that name.
    Taken,
}

/// In SQL, that a machine `m` was not decommissioned.
macro_rules! is_present {
    () => {
        " AND m.status <> 'decommissioned'"
    };
}
pub(super) const IS_PRESENT: &str = is_present!();

const COLUMNS: &str = concat!(
    "SELECT g.id, g.name, g.created, (SELECT COUNT(*) FROM machine m WHERE m.organisation = g.organisation \
     AND m.machine_group = g.id",
    is_present!(),
    ") FROM machine_group g WHERE g.organisation = "
);

impl Database {
    /// Groups after a row, in the order of their rows.
    pub async fn groups(
        &self,
        scope: &Scope,
        text: Option<&str>,
        after: Option<i64>,
        most: i64,
    ) -> Result<Vec<GroupRow>, StoreError> {
        let statement = Statement::new(COLUMNS)
            .value(scope.organisation())
            .where_given(" AND g.id > ", after)
            .containing("g.name", text);
        let statement = scope.limit(statement, " AND g.id IN ").with(" ORDER BY g.id LIMIT ", most);
        let rows = statement.all(self.read()).await.to("list groups")?;
        rows.iter().map(|row| group(row).to("read a group")).collect()
    }

    /// Whether there is such a group in the scope.
    pub async fn has_group(&self, scope: &Scope, group: i64) -> Result<bool, StoreError> {
        let mut connection = self.read().acquire().await.to("give a connection")?;
        super::access::is_group(&mut connection, scope, group).await
    }

    /// The name of a group that somebody may see.
    pub async fn group_name(&self, scope: &Scope, id: i64) -> Result<Option<String>, StoreError> {
        let statement = Statement::new("SELECT g.name FROM machine_group g WHERE g.organisation = ");
        let statement = statement.value(scope.organisation()).with(" AND g.id = ", id);
        let row = scope.limit(statement, " AND g.id IN ").one(self.read()).await.to("look for a group")?;
        row.map(|row| row.try_get(0).to("read a group")).transpose()
    }

    /// Makes a group.
    pub async fn make_group(
        &self,
        scope: &Scope,
        name: &str,
    ) -> Result<Result<GroupRow, GroupError>, StoreError> {
        let mut transaction = self.begin().await?;
        let id = ids::take(&mut transaction, "machine_group", 1).await?;
        let created = machines::now();
        let statement =
            Statement::new("INSERT INTO machine_group (id, organisation, name, created) VALUES (");
        let statement = statement.value(id).with(", ", scope.organisation()).with(", ", name);
        let statement = statement.with(", ", created).and(") ON CONFLICT (organisation, name) DO NOTHING");
        if statement.run(&mut *transaction).await.to("make a group")?.rows_affected() == 0 {
            return Ok(Err(GroupError::Taken));
        }
        let made = GroupRow { id, name: name.to_owned(), created, machines: 0 };
        let note = Note::new(scope.by(), "group.make", name).after(&made);
        note.keep(&mut transaction, Some(scope.organisation())).await?;
        transaction.commit().await.to("make a group")?;
        Ok(Ok(made))
    }

    /// Gives a group another name.
    pub async fn rename_group(
        &self,
        scope: &Scope,
        id: i64,
        name: &str,
    ) -> Result<Result<GroupRow, GroupError>, StoreError> {
        let mut transaction = self.begin().await?;
        let Some(before) = find(&mut transaction, scope, id).await? else {
            return Ok(Err(GroupError::Unknown));
        };
        let statement =
            Statement::new("UPDATE machine_group SET name = ").value(name).with(" WHERE id = ", id);
        let sql = " AND NOT EXISTS (SELECT 1 FROM machine_group o WHERE o.organisation = ";
        let statement = statement.with(sql, scope.organisation()).with(" AND o.name = ", name);
        let statement = statement.with(" AND o.id <> ", id).and(")");
        if statement.run(&mut *transaction).await.to("rename a group")?.rows_affected() == 0 {
            return Ok(Err(GroupError::Taken));
        }
        let after = GroupRow { name: name.to_owned(), ..before.clone() };
        let note = Note::new(scope.by(), "group.rename", &before.name).before(&before).after(&after);
        note.keep(&mut transaction, Some(scope.organisation())).await?;
        transaction.commit().await.to("rename a group")?;
        Ok(Ok(after))
    }
}

async fn find(
    connection: &mut AnyConnection,
    scope: &Scope,
    id: i64,
) -> Result<Option<GroupRow>, StoreError> {
    let statement = Statement::new(COLUMNS).value(scope.organisation()).with(" AND g.id = ", id);
    let row = scope.limit(statement, " AND g.id IN ").one(connection).await.to("look for a group")?;
    row.as_ref().map(group).transpose().to("read a group")
}

fn group(row: &AnyRow) -> Result<GroupRow, sqlx::Error> {
    Ok(GroupRow {
        id: row.try_get(0)?,
        name: row.try_get(1)?,
        created: row.try_get(2)?,
        machines: row.try_get(3)?,
    })
}
