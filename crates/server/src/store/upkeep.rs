//! What is seen to from time to time.

use serde_json::json;
use sqlx::Row;

use super::error::Attempt;
use super::notices::{Notice, Told, notice, tell};
use super::statement::Statement;
use super::{ByTime, Database, NoticeKind, Scope, StoreError};

/// A notice, with the machine that it is about.
#[derive(Clone, Debug, PartialEq)]
pub struct SeenNotice {
    /// What there is to say.
    pub notice: Notice,
    /// The id and the host name of the machine; `None` for none.
    pub machine: Option<(String, String)>,
}

/// Which notices are listed. What is not said is not asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NoticeFilter {
    /// Those of a kind.
    pub kind: Option<NoticeKind>,
    /// Those that were noted at that time or later, in seconds since 1970.
    pub since: Option<i64>,
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
        let mut notices: Vec<(NoticeKind, i64, i64)> = Vec::new();
        let silent = "UPDATE machine SET silent = $3 WHERE organisation = $1 AND seen_hour <= $2 / 3600 AND seen < $2 AND status = 'active' \
            AND silent IS NULL RETURNING id, seen, status";
        let heard = "UPDATE machine SET silent = NULL WHERE organisation = $1 AND silent IS NOT NULL AND $3 > 0 \
            AND (seen >= $2 OR status <> 'active') RETURNING id, seen, status";
        for (kind, sql) in [(NoticeKind::Silent, silent), (NoticeKind::Heard, heard)] {
            let query = sqlx::query(sql).bind(organisation).bind(since).bind(now);
            for row in query.fetch_all(&mut *transaction).await.to("look for silent machines")? {
                let read = |at: usize| row.try_get(at).to("read a machine");
                let status: String = row.try_get(2).to("read a machine")?;
                // One that was revoked or decommissioned is not waited for any more: nobody heard of it.
                if status == "active" {
                    notices.push((kind, read(0)?, read(1)?));
                }
            }
        }
        notices.sort_unstable();
        let told = notices.iter().map(|(kind, machine, seen)| {
            Told::of_machine(*kind, *machine, format!("last seen {seen}"), json!({"seen": seen}))
        });
        tell(&mut transaction, organisation, &told.collect::<Vec<_>>(), now).await?;
        transaction.commit().await.to("note what is to be told")?;
        Ok(notices.len())
    }

    /// The notices that somebody may see, of a kind and since a time where these are given, after a row. Those about no machine are for who sees all groups.
    pub async fn seen_notices(
        &self,
        scope: &Scope,
        filter: &NoticeFilter,
        order: ByTime,
        last: Option<i64>,
        most: i64,
    ) -> Result<Vec<SeenNotice>, StoreError> {
        let sql = "SELECT n.id, n.time, n.kind, n.machine, n.detail, n.facts, m.name, m.hostname FROM notice n \
            LEFT JOIN machine m ON m.id = n.machine WHERE n.organisation = ";
        let statement = asked(Statement::new(sql), scope, filter);
        let rows = order.page(statement, "n.id", last, most).all(self.read()).await;
        let read = |row: &sqlx::any::AnyRow| -> Result<SeenNotice, sqlx::Error> {
            let name: Option<String> = row.try_get(6)?;
            let hostname: Option<String> = row.try_get(7)?;
            Ok(SeenNotice { notice: notice(row)?, machine: name.zip(hostname) })
        };
        rows.to("list notices")?.iter().map(|row| read(row).to("read a notice")).collect()
    }

    /// How many notices somebody may see, up to so many.
    pub(super) async fn notice_count(
        &self,
        scope: &Scope,
        filter: &NoticeFilter,
        most: i64,
    ) -> Result<i64, StoreError> {
        let sql =
            "SELECT 1 AS one FROM notice n LEFT JOIN machine m ON m.id = n.machine WHERE n.organisation = ";
        let counting = asked(Statement::new(sql), scope, filter).around("SELECT COUNT(*) FROM (", " LIMIT ");
        let row = counting.value(most).and(") t").one(self.read()).await.to("count notices")?;
        row.map_or(Ok(0), |row| row.try_get(0)).to("count notices")
    }
}

/// Asks for notices `n`, about machines `m`, of an organisation.
fn asked(statement: Statement, scope: &Scope, filter: &NoticeFilter) -> Statement {
    let statement = statement.value(scope.organisation());
    let statement = statement.where_given(" AND n.kind = ", filter.kind.map(NoticeKind::as_str));
    let statement = statement.where_given(" AND n.time >= ", filter.since);
    scope.limit(statement, " AND m.machine_group IN ")
}
