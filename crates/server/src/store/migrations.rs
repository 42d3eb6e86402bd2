//! The schema, and how it came to be. Migrations go forward only; a released one is never changed.

use sqlx::{AnyConnection, AssertSqlSafe, Executor, Row};

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
    Migration { number: 7, name: "webhooks", sql: include_str!("migrations/0007_webhooks.sql") },
    Migration { number: 8, name: "upkeep", sql: include_str!("migrations/0008_upkeep.sql") },
    Migration { number: 9, name: "distributions", sql: include_str!("migrations/0009_distributions.sql") },
    Migration { number: 10, name: "environments", sql: include_str!("migrations/0010_environments.sql") },
    Migration { number: 11, name: "small indexes", sql: include_str!("migrations/0011_small_indexes.sql") },
    Migration {
        number: 12,
        name: "preview releases",
        sql: include_str!("migrations/0012_preview_releases.sql"),
    },
    Migration {
        number: 13,
        name: "places by group",
        sql: include_str!("migrations/0013_places_by_group.sql"),
    },
    Migration { number: 14, name: "seen by hour", sql: include_str!("migrations/0014_seen_by_hour.sql") },
    Migration { number: 15, name: "listed sites", sql: include_str!("migrations/0015_listed_sites.sql") },
    Migration {
        number: 16,
        name: "places of a group",
        sql: include_str!("migrations/0016_places_of_group.sql"),
    },
    Migration { number: 17, name: "triage", sql: include_str!("migrations/0017_triage.sql") },
    Migration { number: 18, name: "sign-in", sql: include_str!("migrations/0018_sign_in.sql") },
    Migration { number: 19, name: "order", sql: include_str!("migrations/0019_order.sql") },
    Migration {
        number: 20,
        name: "machine timeline",
        sql: include_str!("migrations/0020_machine_timeline.sql"),
    },
    Migration { number: 21, name: "origins", sql: include_str!("migrations/0021_origins.sql") },
    Migration { number: 22, name: "lists", sql: include_str!("migrations/0022_lists.sql") },
    Migration {
        number: 23,
        name: "machine verdicts",
        sql: include_str!("migrations/0023_machine_verdicts.sql"),
    },
    Migration { number: 24, name: "tampered", sql: include_str!("migrations/0024_tampered.sql") },
    Migration { number: 25, name: "package counts", sql: include_str!("migrations/0025_package_counts.sql") },
    Migration { number: 26, name: "version counts", sql: include_str!("migrations/0026_version_counts.sql") },
    Migration {
        number: 27,
        name: "environments by time",
        sql: include_str!("migrations/0027_environments_by_time.sql"),
    },
    Migration {
        number: 28,
        name: "exceptions by end",
        sql: include_str!("migrations/0028_exceptions_by_end.sql"),
    },
];

const TABLE: &str = "CREATE TABLE IF NOT EXISTS migration (number BIGINT PRIMARY KEY, name TEXT NOT NULL)";
/// A number of our own, for PostgreSQL's advisory lock: servers that start together migrate one after the other.
const LOCK: &str = "SELECT pg_advisory_xact_lock(7344216)";
/// SQLite's name for the order of bytes. PostgreSQL's default order depends on where it was set up.
const ORDER: &str = "CREATE COLLATION IF NOT EXISTS \"binary\" FROM \"C\"";

impl Database {
    /// Brings the schema to the newest, and says which migrations were done. One that another server did meanwhile is not done twice.
    pub async fn migrate(&self) -> Result<Vec<&'static Migration>, StoreError> {
        self.migrate_to(NEWEST).await
    }

    /// Brings the schema to that number, as an earlier server had it, and says which migrations were done.
    pub async fn migrate_to(&self, most: i64) -> Result<Vec<&'static Migration>, StoreError> {
        let mut transaction = self.begin().await?;
        alone(&mut transaction, self.engine()).await?;
        let done = apply(&mut transaction, most).await?;
        transaction.commit().await.to("commit its migrations")?;
        Ok(done)
    }
}

/// The number of the newest.
pub const NEWEST: i64 = MIGRATIONS[MIGRATIONS.len() - 1].number;

/// Nobody else migrates until the transaction ends, and it takes as long as it does.
pub(super) async fn alone(connection: &mut AnyConnection, engine: Engine) -> Result<(), StoreError> {
    if engine == Engine::Postgres {
        let limits = "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; SET LOCAL client_min_messages = 'warning'";
        connection.execute(limits).await.to("set its time limits")?;
        connection.execute(LOCK).await.to("wait for another server's migrations")?;
        connection.execute(ORDER).await.to("know the order of bytes")?;
    }
    Ok(())
}

/// Brings the schema to that number, and says which migrations were done.
pub(super) async fn apply(
    connection: &mut AnyConnection,
    most: i64,
) -> Result<Vec<&'static Migration>, StoreError> {
    connection.execute(TABLE).await.to("make the table of migrations")?;
    let found = found(connection).await?;
    if found > NEWEST {
        return Err(StoreError::Newer { found, known: NEWEST });
    }
    let mut done = Vec::new();
    for migration in MIGRATIONS.iter().filter(|one| one.number > found && one.number <= most) {
        connection.execute(AssertSqlSafe(migration.sql)).await.to("take a migration")?;
        let note = sqlx::query("INSERT INTO migration (number, name) VALUES ($1, $2)");
        let note = note.bind(migration.number).bind(migration.name).execute(&mut *connection);
        note.await.to("note a migration")?;
        done.push(migration);
    }
    Ok(done)
}

/// The number of the schema that a database with a table of migrations has.
pub(super) async fn found(connection: &mut AnyConnection) -> Result<i64, StoreError> {
    let row = sqlx::query("SELECT COALESCE(MAX(number), 0) FROM migration").fetch_one(connection);
    row.await.and_then(|row| row.try_get(0)).to("say which schema it has")
}

/// The tables that the migrations make, in their order.
pub(super) fn tables() -> Vec<&'static str> {
    let lines = MIGRATIONS.iter().flat_map(|migration| migration.sql.lines());
    lines.filter_map(|line| line.strip_prefix("CREATE TABLE ")?.split([' ', '(']).next()).collect()
}
