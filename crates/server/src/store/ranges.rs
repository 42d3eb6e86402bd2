//! Looking through all of a table in parts: no statement is for more than the next few rows.

use sqlx::Row;

use super::error::Attempt;
use super::statement::Statement;
use super::{Database, StoreError};

/// What is looked through, and how many rows are looked at together.
#[derive(Clone, Copy, Debug)]
pub(super) enum Through {
    /// Machines of an organisation.
    Machines(i64),
    /// Its sites that may be on a machine.
    ListedSites(i64),
}

impl Database {
    /// The last of the next few rows of an organisation after one; `None` where there are no more.
    pub(super) async fn last_of(
        &self,
        through: Through,
        organisation: i64,
        after: i64,
    ) -> Result<Option<i64>, StoreError> {
        let (sql, together) = match through {
            Through::Machines(together) => {
                ("SELECT MAX(id) FROM (SELECT id FROM machine WHERE organisation = ", together)
            }
            Through::ListedSites(together) => {
                ("SELECT MAX(id) FROM (SELECT id FROM site WHERE listed = 1 AND organisation = ", together)
            }
        };
        let statement = Statement::new(sql).value(organisation).with(" AND id > ", after);
        let statement = statement.with(" ORDER BY id LIMIT ", together).and(") t");
        let row = statement.one(self.read()).await.to("look how far there are rows")?;
        row.map_or(Ok(None), |row| row.try_get(0)).to("look how far there are rows")
    }
}
