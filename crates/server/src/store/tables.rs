//! Tables as the database describes them, for backups.

use sqlx::{AnyConnection, Row};

use super::error::Attempt;
use super::statement::Statement;
use super::{Engine, StoreError, migrations};
use crate::backup::{Column, Kind, Table};

/// All tables that there are of those that migrations make, each after those that it refers to.
pub(super) async fn describe(
    connection: &mut AnyConnection,
    engine: Engine,
) -> Result<Vec<Table>, StoreError> {
    let mut waiting = Vec::new();
    for name in migrations::tables() {
        let columns = columns(connection, engine, name).await?;
        // A table may have gone again.
        if !columns.is_empty() {
            let refers = references(connection, engine, name).await?;
            waiting.push((Table { name: name.to_owned(), columns }, refers));
        }
    }
    Ok(ordered(waiting))
}

/// Each after those that it refers to.
fn ordered(mut waiting: Vec<(Table, Vec<String>)>) -> Vec<Table> {
    let mut done: Vec<Table> = Vec::new();
    while !waiting.is_empty() {
        let is_ready = |(table, refers): &(Table, Vec<String>)| {
            let is_there = |name: &String| *name == table.name || done.iter().any(|one| one.name == *name);
            refers.iter().all(is_there)
        };
        // Tables that refer to each other would be taken in their order; there are none.
        let next = waiting.iter().position(is_ready).unwrap_or(0);
        done.push(waiting.remove(next).0);
    }
    done
}

async fn columns(
    connection: &mut AnyConnection,
    engine: Engine,
    table: &str,
) -> Result<Vec<Column>, StoreError> {
    let statement = match engine {
        Engine::Sqlite => {
            Statement::new("SELECT name, type FROM pragma_table_info(").value(table).and(") ORDER BY cid")
        }
        Engine::Postgres => Statement::new(
            "SELECT column_name::text, data_type::text FROM information_schema.columns \
             WHERE table_schema = current_schema() AND table_name::text = ",
        )
        .value(table)
        .and(" ORDER BY ordinal_position"),
    };
    let rows = statement.all(connection).await.to("describe a table")?;
    rows.iter().map(column).collect()
}

fn column(row: &sqlx::any::AnyRow) -> Result<Column, StoreError> {
    let name: String = row.try_get(0).to("describe a column")?;
    let declared: String = row.try_get(1).to("describe a column")?;
    let kind = match declared.to_ascii_lowercase().as_str() {
        "integer" | "bigint" => Kind::Number,
        "text" => Kind::Text,
        "bytea" => Kind::Bytes,
        _ => {
            let why = format!("{name} is {declared}, which no backup holds");
            return Err(StoreError::Damaged { what: "a column", why });
        }
    };
    Ok(Column { name, kind })
}

async fn references(
    connection: &mut AnyConnection,
    engine: Engine,
    table: &str,
) -> Result<Vec<String>, StoreError> {
    let statement = match engine {
        Engine::Sqlite => {
            Statement::new("SELECT DISTINCT \"table\" FROM pragma_foreign_key_list(").value(table).and(")")
        }
        Engine::Postgres => Statement::new(
            "SELECT DISTINCT target.relname::text FROM pg_constraint c \
             JOIN pg_class own ON own.oid = c.conrelid JOIN pg_class target ON target.oid = c.confrelid \
             JOIN pg_namespace n ON n.oid = own.relnamespace \
             WHERE c.contype = 'f' AND n.nspname = current_schema() AND own.relname::text = ",
        )
        .value(table),
    };
    let rows = statement.all(connection).await.to("describe a table")?;
    rows.iter().map(|row| row.try_get(0).to("describe a table")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_comes_after_those_that_it_refers_to() {
        let table = |name: &str, refers: &[&str]| {
            let refers = refers.iter().map(|name| (*name).to_owned()).collect();
            (Table { name: name.to_owned(), columns: Vec::new() }, refers)
        };
        let waiting = vec![table("a", &["c", "a"]), table("b", &[]), table("c", &["b"])];
        let names: Vec<String> = ordered(waiting).into_iter().map(|table| table.name).collect();
        assert_eq!(names, ["b", "c", "a"]);
        assert!(migrations::tables().contains(&"machine_site_past"));
    }
}
