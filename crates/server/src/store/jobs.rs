//! What is to be done in the background, in a table: whoever takes a piece of work has it until its lease ends, and nobody else has.

use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::error::Attempt;
use super::rows::text;
use super::{Database, StoreError, machines};

/// How long whoever takes a job has it, in seconds. A server that dies loses its jobs after that.
pub const LEASE: i64 = 120;
/// How often a job is attempted before it is left.
pub const ATTEMPTS: i64 = 6;
/// How often one tries to take what others take too.
const TRIES: usize = 4;
/// How long a job that failed waits, in seconds; the next time twice as long.
const WAITS: i64 = 10;
/// How much of an error is kept, in bytes.
const ERROR: usize = 2000;

/// What a job is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JobKey {
    /// What is to be done.
    pub kind: JobKind,
    /// The row of the organisation.
    pub organisation: i64,
    /// The row of a site, of a bundle or of a preview.
    pub subject: i64,
    /// The row of a setting; 0 for none.
    pub setting: i64,
    /// The row of a bundle; 0 for none.
    pub bundle: i64,
}

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JobKind {
    /// The releases of a site are held against what is known.
    Audit,
    /// A site in a setting is held against a bundle.
    Policy,
    /// All sites of machines that go, or went, by a bundle.
    Bundle,
    /// The next part of a preview.
    Preview,
}

/// A job that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// What it is.
    pub key: JobKey,
    /// How often it was asked for when it was taken.
    asked: i64,
    owner: String,
    attempts: i64,
}

/// A job that was given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedJob {
    /// What it is.
    pub key: JobKey,
    /// Why it failed the last time.
    pub error: String,
}

impl JobKind {
    /// Every kind.
    pub const ALL: &[Self] = &[Self::Audit, Self::Policy, Self::Bundle, Self::Preview];

    /// The stable word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Audit => "audit",
            Self::Policy => "policy",
            Self::Bundle => "bundle",
            Self::Preview => "preview",
        }
    }
}

/// The end of every statement that asks for work. What somebody has is done again after that one.
pub(super) const ASK: &str = " ON CONFLICT (kind, organisation, subject, setting, bundle) DO UPDATE SET \
    asked = job.asked + 1, failed = 0, error = '', \
    due = CASE WHEN job.owner = '' THEN excluded.due ELSE job.due END, \
    attempts = CASE WHEN job.owner = '' THEN 0 ELSE job.attempts END";

/// Asks for one job, as part of the transaction that makes it necessary.
pub(super) async fn ask(connection: &mut AnyConnection, key: &JobKey, due: i64) -> Result<(), StoreError> {
    let sql = format!(
        "INSERT INTO job (kind, organisation, subject, setting, bundle, due, owner, asked, attempts, failed, error) \
         VALUES ($1, $2, $3, $4, $5, $6, '', 1, 0, 0, ''){ASK}"
    );
    let query = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(key.kind.as_str()).bind(key.organisation);
    let query = query.bind(key.subject).bind(key.setting).bind(key.bundle).bind(due);
    query.execute(connection).await.to("note what is to be done")?;
    Ok(())
}

impl Database {
    /// Takes up to so many jobs, in the order of their times, and has them until its lease ends.
    pub async fn take_jobs(&self, owner: &str, most: i64, now: i64) -> Result<Vec<Job>, StoreError> {
        // Where another one took the same at the same time, there are others.
        for _ in 0..TRIES {
            if !self.is_due(now).await? {
                break;
            }
            let taken = self.take_once(owner, most, now).await?;
            if !taken.is_empty() {
                return Ok(taken);
            }
        }
        Ok(Vec::new())
    }

    async fn is_due(&self, now: i64) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM job WHERE failed = 0 AND due <= $1 LIMIT 1";
        let due = sqlx::query(sql).bind(now).fetch_optional(self.read()).await;
        Ok(due.to("look what is to be done")?.is_some())
    }

    async fn take_once(&self, owner: &str, most: i64, now: i64) -> Result<Vec<Job>, StoreError> {
        let mut transaction = self.begin().await?;
        // Whoever had it so often never said what came of it: it ends its server, or takes too long.
        let sql = "UPDATE job SET failed = 1, owner = '', error = 'whoever did it ended, or took too long, each time' \
            WHERE failed = 0 AND due <= $1 AND owner <> '' AND attempts >= $2";
        let query = sqlx::query(sql).bind(now).bind(ATTEMPTS);
        query.execute(&mut *transaction).await.to("give up what was tried too often")?;
        // Whoever had one may have ended because of it: it is taken alone, so that no other one is counted as tried with it.
        let mut rows = take(&mut transaction, owner, "owner <> ''", 1, now).await?;
        if rows.is_empty() {
            rows = take(&mut transaction, owner, "owner = ''", most, now).await?;
        }
        let taken = rows.iter().map(|row| job(row, owner)).collect::<Result<Vec<_>, _>>();
        let taken = taken.to("read what is to be done")?;
        transaction.commit().await.to("give out work")?;
        Ok(taken.into_iter().flatten().collect())
    }

    /// Notes that a job failed. It is tried again later, or is kept with its error.
    pub async fn fail_job(&self, job: &Job, error: &str, now: i64) -> Result<(), StoreError> {
        let error = fetter_protocol::clip(&text(error), ERROR);
        let wait = WAITS << job.attempts.clamp(1, 10);
        let failed = i64::from(job.attempts >= ATTEMPTS);
        // Where it was asked for again meanwhile, something is new, and it is not given up.
        let sql = "UPDATE job SET owner = '', due = $1, error = $3, \
            failed = CASE WHEN asked = $10 THEN $2 ELSE 0 END, attempts = CASE WHEN asked = $10 THEN attempts ELSE 0 END \
            WHERE kind = $4 AND organisation = $5 AND subject = $6 AND setting = $7 AND bundle = $8 AND owner = $9";
        let mut transaction = self.begin().await?;
        let query = sqlx::query(sql).bind(now + wait).bind(failed).bind(error);
        let query = named(query, &job.key).bind(job.owner.clone()).bind(job.asked);
        query.execute(&mut *transaction).await.to("note that something failed")?;
        transaction.commit().await.to("note that something failed")
    }

    /// Notes that nobody has these jobs any more: whoever took them ends.
    pub async fn return_jobs(&self, owner: &str, now: i64) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        let sql =
            "UPDATE job SET owner = '', due = $1, attempts = attempts - 1 WHERE owner = $2 AND failed = 0";
        let query = sqlx::query(sql).bind(now).bind(owner.to_owned());
        query.execute(&mut *transaction).await.to("give work back")?;
        transaction.commit().await.to("give work back")
    }

    /// The jobs that were given up, at most so many.
    pub async fn failed_jobs(&self, most: i64) -> Result<Vec<FailedJob>, StoreError> {
        let sql = "SELECT kind, organisation, subject, setting, bundle, error FROM job WHERE failed = 1 \
            ORDER BY due LIMIT $1";
        let rows = sqlx::query(sql).bind(most).fetch_all(self.read()).await.to("list what failed")?;
        let failed = |row: &AnyRow| Ok(key(row)?.zip(Some(row.try_get(5)?)));
        let all: Result<Vec<Option<(JobKey, String)>>, sqlx::Error> = rows.iter().map(failed).collect();
        let all = all.to("read what failed")?;
        Ok(all.into_iter().flatten().map(|(key, error)| FailedJob { key, error }).collect())
    }

    /// How many jobs wait or are being done, and when the next may be taken.
    pub async fn waiting_jobs(&self) -> Result<(i64, Option<i64>), StoreError> {
        let sql = "SELECT COUNT(*), MIN(due) FROM job WHERE failed = 0";
        let row = sqlx::query(sql).fetch_one(self.read()).await.to("count what is to be done")?;
        let waiting = (row.try_get(0), row.try_get(1));
        Ok((waiting.0.to("count what is to be done")?, waiting.1.to("count what is to be done")?))
    }
}

/// Takes jobs of one kind of owner that are due.
async fn take(
    connection: &mut AnyConnection,
    owner: &str,
    of: &'static str,
    most: i64,
    now: i64,
) -> Result<Vec<AnyRow>, StoreError> {
    // PostgreSQL waits for another one that takes the same, and then sees that it is taken.
    let sql = format!(
        "UPDATE job SET owner = $1, due = $2, attempts = attempts + 1 \
         WHERE failed = 0 AND due <= $3 AND {of} AND (kind, organisation, subject, setting, bundle) IN \
         (SELECT kind, organisation, subject, setting, bundle FROM job WHERE failed = 0 AND due <= $3 AND {of} \
         ORDER BY due LIMIT $4) RETURNING kind, organisation, subject, setting, bundle, asked, attempts"
    );
    let query = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(owner.to_owned()).bind(now + LEASE).bind(now);
    query.bind(most).fetch_all(connection).await.to("give out work")
}

/// Ends a job in the transaction that holds what came of it; at `again` it is done once more. False where somebody else has it by now:
/// then nothing of it may be kept.
pub(super) async fn finish(
    connection: &mut AnyConnection,
    job: &Job,
    again: Option<i64>,
    now: i64,
) -> Result<bool, StoreError> {
    let key =
        "kind = $1 AND organisation = $2 AND subject = $3 AND setting = $4 AND bundle = $5 AND owner = $6";
    let bind = |sql: String| named(sqlx::query(sqlx::AssertSqlSafe(sql)), &job.key).bind(job.owner.clone());
    let done = match again {
        None => bind(format!("DELETE FROM job WHERE {key} AND asked = $7")).bind(job.asked),
        Some(again) => {
            let sql = format!("UPDATE job SET owner = '', due = $8, attempts = 0 WHERE {key} AND asked = $7");
            bind(sql).bind(job.asked).bind(again.max(now))
        }
    };
    let done = done.execute(&mut *connection).await.to("end a job")?;
    if done.rows_affected() == 1 {
        return Ok(true);
    }
    // It was asked for again meanwhile.
    let sql = format!("UPDATE job SET owner = '', due = $7, attempts = 0 WHERE {key}");
    let done = bind(sql).bind(now).execute(connection).await.to("end a job")?;
    Ok(done.rows_affected() == 1)
}

/// Has a job done once more, because something else is known since it was begun. Nothing of it is kept.
pub(super) async fn again(
    mut transaction: sqlx::Transaction<'static, sqlx::Any>,
    job: &Job,
    now: i64,
) -> Result<bool, StoreError> {
    let is_ours = finish(&mut transaction, job, Some(now), now).await?;
    transaction.commit().await.to("have something done again")?;
    Ok(is_ours)
}

type Query<'query> = sqlx::query::Query<'query, sqlx::Any, sqlx::any::AnyArguments>;

fn named<'query>(query: Query<'query>, key: &JobKey) -> Query<'query> {
    let query = query.bind(key.kind.as_str()).bind(key.organisation).bind(key.subject);
    query.bind(key.setting).bind(key.bundle)
}

/// A job; `None` for a kind that a newer server asked for.
fn job(row: &AnyRow, owner: &str) -> Result<Option<Job>, sqlx::Error> {
    let (asked, attempts) = (row.try_get(5)?, row.try_get(6)?);
    Ok(key(row)?.map(|key| Job { key, asked, owner: owner.to_owned(), attempts }))
}

fn key(row: &AnyRow) -> Result<Option<JobKey>, sqlx::Error> {
    let word: String = row.try_get(0)?;
    let Some(kind) = JobKind::ALL.iter().find(|kind| kind.as_str() == word) else { return Ok(None) };
    Ok(Some(JobKey {
        kind: *kind,
        organisation: row.try_get(1)?,
        subject: row.try_get(2)?,
        setting: row.try_get(3)?,
        bundle: row.try_get(4)?,
    }))
}

/// The present, for whoever does jobs.
pub(crate) fn now() -> i64 {
    machines::now()
}
