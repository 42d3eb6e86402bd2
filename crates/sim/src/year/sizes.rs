//! How large a database is, by table.

use sqlx::{AnyConnection, Connection, Executor, Row};

/// A table with its indexes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableSize {
    /// Its name.
    pub table: String,
    /// The bytes of its pages, and of those of its indexes.
    pub bytes: i64,
}

/// All tables, the largest first.
pub async fn sizes(address: &str) -> anyhow::Result<Vec<TableSize>> {
    sqlx::any::install_default_drivers();
    let mut connection = AnyConnection::connect(address).await?;
    let sql = if address.starts_with("sqlite:") {
        "SELECT m.tbl_name, CAST(SUM(d.pgsize) AS INTEGER) FROM dbstat d JOIN sqlite_master m ON m.name = d.name \
         GROUP BY m.tbl_name ORDER BY 2 DESC"
    } else {
        "SELECT CAST(relname AS TEXT), pg_total_relation_size(oid) FROM pg_class \
         WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 2 DESC"
    };
    let rows = connection.fetch_all(sql).await?;
    let size = |row: &sqlx::any::AnyRow| Ok(TableSize { table: row.try_get(0)?, bytes: row.try_get(1)? });
    let sizes = rows.iter().map(size).collect::<Result<_, sqlx::Error>>()?;
    connection.close().await?;
    Ok(sizes)
}
