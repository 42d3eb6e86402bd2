//! A backup, put into an empty database: all of it or nothing.

use serde_json::Value;
use sqlx::{AnyConnection, AssertSqlSafe, Executor, Row};

use super::error::Attempt;
use super::rows::values;
use super::statement::Statement;
use super::{Database, Engine, StoreError, export, migrations, rows, tables};
use crate::backup::{Kind, Table};

/// How many bytes of text one statement takes at most, but for one row that has more.
const BYTES: usize = 4 << 20;

/// A database that is being filled. Where it is dropped, it is empty again.
pub(crate) struct Import {
    transaction: sqlx::Transaction<'static, sqlx::Any>,
    tables: Vec<Table>,
    waiting: Vec<Vec<Value>>,
    of: usize,
    bytes: usize,
}

impl std::fmt::Debug for Import {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Import").field("tables", &self.tables.len()).finish_non_exhaustive()
    }
}

impl Database {
    /// Whether nothing of a server is in it.
    pub(crate) async fn is_empty(&self) -> Result<bool, StoreError> {
        let statement = match self.engine() {
            Engine::Sqlite => {
                Statement::new("SELECT name FROM sqlite_master WHERE type = 'table' AND name = ")
            }
            Engine::Postgres => Statement::new(
                "SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema() \
                 AND table_name::text = ",
            ),
        };
        let found = statement.value("migration").one(self.read()).await;
        Ok(found.to("look what is in it")?.is_none())
    }

    /// Begins to fill an empty database, by a schema of that number with these tables.
    pub(crate) async fn import(&self, schema: i64, described: &[Table]) -> Result<Import, StoreError> {
        if schema > migrations::NEWEST {
            return Err(StoreError::Newer { found: schema, known: migrations::NEWEST });
        }
        let mut transaction = self.begin().await?;
        migrations::alone(&mut transaction, self.engine()).await?;
        migrations::apply(&mut transaction, schema).await?;
        let mut own = tables::describe(&mut transaction, self.engine()).await?;
        // Another database may describe them in another order.
        own.sort_by_key(|table| described.iter().position(|other| other.name == table.name));
        if own != described {
            let why = "its tables are not those of that schema".to_owned();
            return Err(StoreError::Damaged { what: "the backup", why });
        }
        // What migrations put there is in the backup as well.
        for table in own.iter().rev() {
            let sql = format!("DELETE FROM \"{}\"", table.name);
            transaction.execute(AssertSqlSafe(sql)).await.to("make room")?;
        }
        Ok(Import { transaction, tables: own, waiting: Vec::new(), of: 0, bytes: 0 })
    }
}

impl Import {
    /// Takes a row.
    pub(crate) async fn row(&mut self, table: usize, cells: Vec<Value>) -> Result<(), StoreError> {
        if table != self.of || self.waiting.len() == rows::ROWS || self.bytes > BYTES {
            self.flush().await?;
            self.of = table;
        }
        self.bytes += cells.iter().filter_map(Value::as_str).map(str::len).sum::<usize>();
        self.waiting.push(cells);
        Ok(())
    }

    async fn flush(&mut self) -> Result<(), StoreError> {
        let waiting = std::mem::take(&mut self.waiting);
        self.bytes = 0;
        let Some(table) = self.tables.get(self.of).filter(|_| !waiting.is_empty()) else { return Ok(()) };
        let rows = values(waiting.len(), table.columns.len(), 1);
        let sql = format!("INSERT INTO \"{}\" ({}) VALUES {rows}", table.name, export::names(table));
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for cells in waiting {
            for (column, cell) in table.columns.iter().zip(cells) {
                query = match column.kind {
                    Kind::Number => query.bind(cell.as_i64()),
                    Kind::Text => query.bind(cell.as_str().map(str::to_owned)),
                    Kind::Bytes => query.bind(cell.as_str().and_then(fetter_core::hex::decode)),
                };
            }
        }
        query.execute(&mut *self.transaction).await.to("put rows back")?;
        Ok(())
    }

    /// What is in the transaction so far, for what is done to it before it ends.
    pub(crate) async fn filled(&mut self) -> Result<&mut AnyConnection, StoreError> {
        self.flush().await?;
        Ok(&mut self.transaction)
    }

    /// How many rows each table has.
    pub(crate) async fn count(&mut self) -> Result<Vec<u64>, StoreError> {
        self.flush().await?;
        let mut counts = Vec::new();
        for table in &self.tables {
            let sql = AssertSqlSafe(format!("SELECT COUNT(*) FROM \"{}\"", table.name));
            let row = sqlx::query(sql).fetch_one(&mut *self.transaction).await;
            counts.push(rows::count(row.and_then(|row| row.try_get(0)).to("count rows")?));
        }
        Ok(counts)
    }

    /// Makes all of it durable.
    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        self.transaction.commit().await.to("keep the backup")
    }
}
