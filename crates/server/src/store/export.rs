//! Everything that is stored, as it was at one moment.

use futures_util::TryStreamExt;
use serde_json::Value;
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Executor, Row};

use super::error::Attempt;
use super::{Database, Engine, StoreError, migrations, tables};
use crate::backup::{Kind, Table};

/// What takes rows of a backup.
pub(crate) trait Sink {
    /// Why it takes no more.
    type Error: From<StoreError>;
    /// What there will be: the number of the schema, and its tables in the order in which they come.
    fn begin(&mut self, schema: i64, tables: &[Table]) -> Result<(), Self::Error>;
    /// A row of a table, by its place in that order.
    fn row(&mut self, table: usize, cells: Vec<Value>) -> Result<(), Self::Error>;
}

impl Database {
    /// Gives all rows of all tables as they are at one moment, while others write.
    pub(crate) async fn export<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        let begin = match self.engine() {
            // Its first reading decides which moment.
            Engine::Sqlite => "BEGIN",
            Engine::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        };
        let mut transaction = self.read().begin_with(begin).await.to("begin a transaction")?;
        if self.engine() == Engine::Postgres {
            transaction.execute("SET LOCAL statement_timeout = 0").await.to("set its time limits")?;
        }
        let schema = migrations::found(&mut transaction).await?;
        if schema > migrations::NEWEST {
            return Err(StoreError::Newer { found: schema, known: migrations::NEWEST }.into());
        }
        let tables = tables::describe(&mut transaction, self.engine()).await?;
        sink.begin(schema, &tables)?;
        for (at, table) in tables.iter().enumerate() {
            let sql = AssertSqlSafe(select(table));
            let mut rows = sqlx::query(sql).fetch(&mut *transaction);
            while let Some(row) = rows.try_next().await.to("read a table")? {
                sink.row(at, cells(table, &row).to("read a row")?)?;
            }
        }
        transaction.rollback().await.to("end a transaction")?;
        Ok(())
    }
}

fn select(table: &Table) -> String {
    format!("SELECT {} FROM \"{}\"", names(table), table.name)
}

/// The names of its columns, which come from the program's own migrations.
pub(super) fn names(table: &Table) -> String {
    let names: Vec<String> = table.columns.iter().map(|column| format!("\"{}\"", column.name)).collect();
    names.join(", ")
}

fn cells(table: &Table, row: &AnyRow) -> Result<Vec<Value>, sqlx::Error> {
    let cell = |(at, kind)| {
        Ok(match kind {
            Kind::Number => row.try_get::<Option<i64>, _>(at)?.map_or(Value::Null, Value::from),
            Kind::Text => row.try_get::<Option<String>, _>(at)?.map_or(Value::Null, Value::from),
            Kind::Bytes => {
                let bytes = row.try_get::<Option<Vec<u8>>, _>(at)?;
                bytes.map_or(Value::Null, |bytes| Value::from(fetter_core::hex::encode(&bytes)))
            }
        })
    };
    table.columns.iter().map(|column| column.kind).enumerate().map(cell).collect()
}
