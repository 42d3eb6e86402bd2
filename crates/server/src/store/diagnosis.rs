//! What a doctor asks a database.

use sqlx::{AssertSqlSafe, Executor, Row};

use super::error::Attempt;
use super::rows::count;
use super::statement::Statement;
use super::{Database, Engine, StoreError, migrations};

/// How many things that are wrong are told.
const MOST: usize = 20;

impl Database {
    /// The number of the schema that it has; `None` where it has none.
    pub async fn schema(&self) -> Result<Option<i64>, StoreError> {
        if self.is_empty().await? {
            return Ok(None);
        }
        let mut connection = self.read().acquire().await.to("give a connection")?;
        migrations::found(&mut connection).await.map(Some)
    }

    /// What is wrong with SQLite's file, as it says itself. PostgreSQL sees to its own files: whether it has checksums of them.
    pub async fn integrity(&self) -> Result<Result<String, Vec<String>>, StoreError> {
        let what = "check its files";
        if self.engine() == Engine::Postgres {
            let row = self.read().fetch_one("SELECT current_setting('data_checksums')").await;
            let word: String = row.and_then(|row| row.try_get(0)).to(what)?;
            return Ok(Ok(format!("PostgreSQL sees to its own files; its checksums are {word}")));
        }
        let sql = AssertSqlSafe(format!("PRAGMA quick_check({MOST})"));
        let rows = self.read().fetch_all(sql).await.to(what)?;
        let lines: Result<Vec<String>, _> = rows.iter().map(|row| row.try_get(0).to(what)).collect();
        let lines = lines?;
        if lines == ["ok"] { Ok(Ok("quick_check finds nothing".to_owned())) } else { Ok(Err(lines)) }
    }

    /// The tables with rows that refer to what is not there.
    pub async fn orphans(&self) -> Result<Vec<String>, StoreError> {
        let what = "look for rows that refer to nothing";
        let mut tables = Vec::new();
        if self.engine() == Engine::Sqlite {
            let sql = AssertSqlSafe(format!(
                "SELECT DISTINCT \"table\" FROM pragma_foreign_key_check LIMIT {MOST}"
            ));
            for row in self.read().fetch_all(sql).await.to(what)? {
                tables.push(row.try_get(0).to(what)?);
            }
        }
        // What was is kept without references, which would cost an index each.
        let sql = "SELECT p.machine FROM machine_site_past p LEFT JOIN machine m ON m.id = p.machine \
            LEFT JOIN site s ON s.id = p.site LEFT JOIN path q ON q.id = p.path \
            WHERE m.id IS NULL OR s.id IS NULL OR q.id IS NULL LIMIT 1";
        if self.read().fetch_optional(sql).await.to(what)?.is_some() {
            tables.push("machine_site_past".to_owned());
        }
        Ok(tables)
    }

    /// How many seconds the database's clock is before a time, in seconds since 1970. SQLite has no time of its own: `None`.
    pub async fn apart(&self, now: u64) -> Result<Option<i64>, StoreError> {
        if self.engine() == Engine::Sqlite {
            return Ok(None);
        }
        let row = self.read().fetch_one("SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) AS BIGINT)").await;
        let own: i64 = row.and_then(|row| row.try_get(0)).to("say the time")?;
        Ok(Some(own.saturating_sub(i64::try_from(now).unwrap_or(i64::MAX))))
    }

    /// The newest time that is stored of a machine, in seconds since 1970; 0 where there is none.
    pub async fn last_seen(&self) -> Result<i64, StoreError> {
        let row = self.read().fetch_one("SELECT COALESCE(MAX(seen), 0) FROM machine").await;
        row.and_then(|row| row.try_get(0)).to("say when a machine was seen last")
    }

    /// How many jobs were given up, and how many could have been taken since a time and were not.
    pub async fn late_jobs(&self, since: i64) -> Result<(u64, u64), StoreError> {
        let sql = "SELECT CAST(COALESCE(SUM(failed), 0) AS BIGINT), \
            CAST(COALESCE(SUM(CASE WHEN failed = 0 AND due < ";
        let statement = Statement::new(sql).value(since).and(" THEN 1 ELSE 0 END), 0) AS BIGINT) FROM job");
        let row = statement.one(self.read()).await.to("count jobs")?;
        let read = |at: usize| row.as_ref().map_or(Ok(0), |row| row.try_get(at).map(count)).to("count jobs");
        Ok((read(0)?, read(1)?))
    }

    /// How many sites that machines have were named before a time and are still not known.
    pub async fn wanted_since(&self, since: i64) -> Result<u64, StoreError> {
        let sql = "SELECT COUNT(*) FROM site s WHERE s.contents IS NULL AND s.first_seen < ";
        let statement = Statement::new(sql).value(since);
        let statement = statement.and(
            " AND EXISTS (SELECT 1 FROM machine_site ms JOIN machine m ON m.id = ms.machine \
             WHERE ms.site = s.id AND m.status = 'active')",
        );
        let row = statement.one(self.read()).await.to("count contents")?;
        row.map_or(Ok(0), |row| row.try_get(0).map(count)).to("count contents")
    }

    /// How many deliveries to webhooks were given up since a time, and how many recipients of mail have a mail that did not go out.
    pub async fn untold(&self, since: i64) -> Result<(u64, u64), StoreError> {
        let sql = "SELECT (SELECT COUNT(*) FROM delivery WHERE state = 'dead' AND ended >= ";
        let statement = Statement::new(sql).value(since);
        let statement = statement.and("), (SELECT COUNT(*) FROM mail_recipient WHERE error <> '')");
        let row = statement.one(self.read()).await.to("count what was not told")?;
        let read = |at: usize| {
            row.as_ref().map_or(Ok(0), |row| row.try_get(at).map(count)).to("count what was not told")
        };
        Ok((read(0)?, read(1)?))
    }

    /// How large it is, in bytes.
    pub async fn bytes(&self) -> Result<u64, StoreError> {
        let what = "say how large it is";
        let sql = match self.engine() {
            Engine::Sqlite => {
                "SELECT p.page_count * s.page_size FROM pragma_page_count p, pragma_page_size s"
            }
            Engine::Postgres => "SELECT pg_database_size(current_database())",
        };
        let row = self.read().fetch_one(sql).await;
        row.and_then(|row| row.try_get(0)).map(count).to(what)
    }
}
