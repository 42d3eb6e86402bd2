//! Where releases were when they were first seen.

use std::collections::HashMap;

use sqlx::{AnyConnection, Row};

use super::catalog::ReleaseRow;
use super::error::Attempt;
use super::statement::Statement;
use super::{Database, Scope, StoreError};

/// Of how many places of a site the earliest is looked for: its contents come soon after the first machine told of it.
const LOOKED_AT: i64 = 100;

/// A machine and, there, a path.
pub(super) type FirstPlace = (i64, i64);

/// A place where a release was first seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenAt {
    /// The id and the host name of the machine.
    pub machine: (String, String),
    /// The row of its group now.
    pub group: i64,
    /// The bytes of the path of the site.
    pub path: Vec<u8>,
}

/// Where a site is that has just come.
pub(super) async fn of_site(
    connection: &mut AnyConnection,
    site: i64,
) -> Result<Option<FirstPlace>, StoreError> {
    let sql = "SELECT t.machine, t.path FROM (SELECT ms.machine, ms.path, ms.since FROM machine_site ms WHERE ms.site = ";
    let statement = Statement::new(sql).value(site).with(" LIMIT ", LOOKED_AT);
    let statement = statement.and(") t ORDER BY t.since, t.machine, t.path LIMIT 1");
    let row = statement.one(connection).await.to("look where a site is")?;
    let read = |row: sqlx::any::AnyRow| Ok::<_, sqlx::Error>((row.try_get(0)?, row.try_get(1)?));
    row.map(read).transpose().to("read where a site is")
}

impl Database {
    /// Where releases were first seen, by their rows: of machines in the scope. Those of which it is not known are not in it.
    pub async fn first_places(
        &self,
        scope: &Scope,
        releases: &[ReleaseRow],
    ) -> Result<HashMap<i64, SeenAt>, StoreError> {
        let ids: Vec<i64> = releases.iter().filter(|row| row.has_first).map(|row| row.id).collect();
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let sql = "SELECT r.id, m.name, m.hostname, m.machine_group, p.bytes FROM release r \
            JOIN machine m ON m.id = r.first_machine JOIN path p ON p.id = r.first_path WHERE r.organisation = ";
        let statement = Statement::new(sql).value(scope.organisation());
        let statement = statement.with(" AND m.organisation = ", scope.organisation()).and(" AND r.id IN ");
        let statement = scope.limit(statement.list(&ids), " AND m.machine_group IN ");
        let rows = statement.all(self.read()).await.to("look where releases were first seen")?;
        let read = |row: &sqlx::any::AnyRow| -> Result<(i64, SeenAt), sqlx::Error> {
            let machine = (row.try_get(1)?, row.try_get(2)?);
            Ok((row.try_get(0)?, SeenAt { machine, group: row.try_get(3)?, path: row.try_get(4)? }))
        };
        rows.iter().map(read).collect::<Result<_, _>>().to("read where releases were first seen")
    }
}
