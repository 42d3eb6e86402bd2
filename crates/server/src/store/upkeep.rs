//! What is seen to from time to time.

use sqlx::Row;

use super::error::Attempt;
use super::statement::Statement;
use super::{Database, Scope, StoreError, ids};

/// Something that people are to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Its row, which grows.
    pub id: i64,
    /// When it was noted, in seconds since 1970.
    pub time: i64,
    /// `silent` or `heard`.
    pub kind: String,
    /// The row of the machine that it is about.
    pub machine: Option<i64>,
    /// What there is to say.
    pub detail: String,
}

/// A notice, with the machine that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenNotice {
    /// What there is to say.
    pub notice: Notice,
    /// The id and the host name of the machine; `None` for none.
    pub machine: Option<(String, String)>,
}

impl Database {
    /// Has machines report again whose sites are wanted since that time: then they are asked for them anew. Says how many.
    pub async fn ask_again(&self, since: i64) -> Result<u64, StoreError> {
        let mut transaction = self.begin().await?;
        let sql = "UPDATE machine SET state = NULL WHERE status = 'active' AND state IS NOT NULL AND reported < $1 \
            AND id IN (SELECT ms.machine FROM site s JOIN machine_site ms ON ms.site = s.id \
            WHERE s.contents IS NULL AND s.first_seen < $1)";
        let done = sqlx::query(sql).bind(since).execute(&mut *transaction).await;
        let count = done.to("ask machines again")?.rows_affected();
        transaction.commit().await.to("ask machines again")?;
        Ok(count)
    }

    /// Notes which machines were not heard of since that time, and which of those are heard again. Says how many notices there are more.
    pub async fn note_silence(&self, since: i64, now: i64) -> Result<usize, StoreError> {
        let sql = "SELECT id FROM organisation ORDER BY id";
        let rows = sqlx::query(sql).fetch_all(self.read()).await.to("list organisations")?;
        let mut count = 0;
        for row in rows {
            count += self.silence_of(row.try_get(0).to("read an organisation")?, since, now).await?;
        }
        Ok(count)
    }

    async fn silence_of(&self, organisation: i64, since: i64, now: i64) -> Result<usize, StoreError> {
        let mut transaction = self.begin().await?;
        let mut notices: Vec<(&str, i64, i64)> = Vec::new();
        let silent = "UPDATE machine SET silent = $3 WHERE organisation = $1 AND seen < $2 AND status = 'active' \
            AND silent IS NULL RETURNING id, seen";
        let heard = "UPDATE machine SET silent = NULL WHERE organisation = $1 AND silent IS NOT NULL AND $3 > 0 \
            AND (seen >= $2 OR status <> 'active') RETURNING id, seen";
        for (kind, sql) in [("silent", silent), ("heard", heard)] {
            let query = sqlx::query(sql).bind(organisation).bind(since).bind(now);
            for row in query.fetch_all(&mut *transaction).await.to("look for silent machines")? {
                let read = |at: usize| row.try_get(at).to("read a machine");
                notices.push((kind, read(0)?, read(1)?));
            }
        }
        notices.sort_unstable();
        let first = ids::take(&mut transaction, "notice", notices.len()).await?;
        for (id, (kind, machine, seen)) in (first..).zip(&notices) {
            let sql = "INSERT INTO notice (id, organisation, time, kind, machine, detail) VALUES ($1, $2, $3, $4, $5, $6)";
            let query = sqlx::query(sql).bind(id).bind(organisation).bind(now).bind(*kind).bind(*machine);
            let query = query.bind(format!("last seen {seen}"));
            query.execute(&mut *transaction).await.to("note what is to be told")?;
        }
        transaction.commit().await.to("note what is to be told")?;
        Ok(notices.len())
    }

    /// The notices of an organisation after a row, oldest first, at most so many.
    pub async fn notices(&self, organisation: i64, after: i64, most: i64) -> Result<Vec<Notice>, StoreError> {
        let sql = "SELECT id, time, kind, machine, detail FROM notice WHERE organisation = $1 AND id > $2 \
            ORDER BY id LIMIT $3";
        let query = sqlx::query(sql).bind(organisation).bind(after).bind(most);
        let rows = query.fetch_all(self.read()).await.to("list notices")?;
        let read = |row: &sqlx::any::AnyRow| {
            Ok(Notice {
                id: row.try_get(0)?,
                time: row.try_get(1)?,
                kind: row.try_get(2)?,
                machine: row.try_get(3)?,
                detail: row.try_get(4)?,
            })
        };
        rows.iter().map(read).collect::<Result<_, _>>().to("read a notice")
    }

    /// The notices that somebody may see, the newest first, before a row. Those about no machine are for who sees all groups.
    pub async fn seen_notices(
        &self,
        scope: &Scope,
        before: Option<i64>,
        most: i64,
    ) -> Result<Vec<SeenNotice>, StoreError> {
        let sql = "SELECT n.id, n.time, n.kind, n.machine, n.detail, m.name, m.hostname FROM notice n \
            LEFT JOIN machine m ON m.id = n.machine WHERE n.organisation = ";
        let statement = Statement::new(sql).value(scope.organisation()).where_given(" AND n.id < ", before);
        let statement = scope.limit(statement, " AND m.machine_group IN ");
        let rows = statement.with(" ORDER BY n.id DESC LIMIT ", most).all(self.read()).await;
        let read = |row: &sqlx::any::AnyRow| -> Result<SeenNotice, sqlx::Error> {
            let notice = Notice {
                id: row.try_get(0)?,
                time: row.try_get(1)?,
                kind: row.try_get(2)?,
                machine: row.try_get(3)?,
                detail: row.try_get(4)?,
            };
            let name: Option<String> = row.try_get(5)?;
            let hostname: Option<String> = row.try_get(6)?;
            Ok(SeenNotice { notice, machine: name.zip(hostname) })
        };
        rows.to("list notices")?.iter().map(|row| read(row).to("read a notice")).collect()
    }
}
