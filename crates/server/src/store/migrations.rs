//! The schema, and how it came to be. Migrations go forward only; a released one is never changed.

use sqlx::{AssertSqlSafe, Executor, Row};

use super::error::Attempt;
use super::{Database, Engine, StoreError};

/// One step of the schema.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// Its number, from 1.
    pub number: i64,
    /// What it brings.
    pub name: &'static str,
    sql: &'static str,
}

/// All of them, in order.
pub const MIGRATIONS: &[Migration] = &[
    Migration { number: 1, name: "machines", sql: include_str!("migrations/0001_machines.sql") },
    Migration { number: 2, name: "users", sql: include_str!("migrations/0002_users.sql") },
    Migration { number: 3, name: "findings", sql: include_str!("migrations/0003_findings.sql") },
    Migration { number: 4, name: "policies", sql: include_str!("migrations/0004_policies.sql") },
    Migration { number: 5, name: "requests", sql: include_str!("migrations/0005_requests.sql") },
    Migration { number: 6, name: "rules", sql: include_str!("migrations/0006_rules.sql") },
];

const TABLE: &str = "CREATE TABLE IF NOT EXISTS migration (number BIGINT PRIMARY KEY, name TEXT NOT NULL)";
/// A number of our own, for PostgreSQL's advisory lock: servers that start together migrate one after the other.
const LOCK: &str = "SELECT pg_advisory_xact_lock(7344216)";
/// SQLite's name for the order of bytes. PostgreSQL's default order depends on where it was set up.
const ORDER: &str = "CREATE COLLATION IF NOT EXISTS \"binary\" FROM \"C\"";

impl Database {
    /// Brings the schema to the newest, and says which migrations were done. One that another server did meanwhile is not done twice.
    pub async fn migrate(&self) -> Result<Vec<&'static Migration>, StoreError> {
        let mut done = Vec::new();
        let mut transaction = self.begin().await?;
        if self.engine() == Engine::Postgres {
            transaction
                .execute("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0")
                .await
                .to("set its time limits")?;
            transaction.execute(LOCK).await.to("wait for another server's migrations")?;
            transaction.execute(ORDER).await.to("know the order of bytes")?;
        }
        transaction.execute(TABLE).await.to("make the table of migrations")?;
        let row = sqlx::query("SELECT COALESCE(MAX(number), 0) FROM migration").fetch_one(&mut *transaction);
        let found: i64 = row.await.and_then(|row| row.try_get(0)).to("say which schema it has")?;
        let known = MIGRATIONS.last().map_or(0, |last| last.number);
        if found > known {
            return Err(StoreError::Newer { found, known });
        }
        for migration in MIGRATIONS.iter().filter(|migration| migration.number > found) {
            transaction.execute(AssertSqlSafe(migration.sql)).await.to("take a migration")?;
            let note = sqlx::query("INSERT INTO migration (number, name) VALUES ($1, $2)");
            let note = note.bind(migration.number).bind(migration.name).execute(&mut *transaction);
            note.await.to("note a migration")?;
            done.push(migration);
        }
        transaction.commit().await.to("commit its migrations")?;
        Ok(done)
    }
}
