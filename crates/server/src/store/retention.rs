//! What is old goes, a little at a time: nobody waits long for it. What is current never does.

use sqlx::{AnyConnection, Row};

use super::error::Attempt;
use super::rows::ROWS;
use super::statement::Statement;
use super::{Database, StoreError};

/// How many rows go with one statement.
const STEP: i64 = 1000;
/// How long contents are kept that no machine has and no history names, in seconds: a report may be on its way.
const UNUSED: i64 = 86_400;

/// Something that becomes old.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aged {
    /// Events of machines.
    Events,
    /// Findings on releases that are closed.
    ReleaseFindings,
    /// Findings of policies that are closed, and of what was changed on machines.
    SiteFindings,
    /// What was said of findings that are gone.
    Comments,
    /// How much was found on days.
    FindingDays,
    /// The audit log.
    Audit,
    /// Notices.
    Notices,
    /// Deliveries that were taken or given up.
    Deliveries,
    /// Sessions and links that are over, and passwords that were tried.
    Sessions,
}

impl Aged {
    /// The statements that remove it: up to a time, and then so many rows.
    const fn statements(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Events => &[(
                "DELETE FROM event WHERE (machine, number) IN (SELECT machine, number FROM event WHERE received < ",
                " ORDER BY received LIMIT ",
            )],
            Self::ReleaseFindings => &[
                // What is known of a release that nobody has goes too: where it comes back it is judged anew, and found.
                (
                    "UPDATE release_judgement SET due = 1 WHERE due = 0 AND release IN (SELECT release FROM release_finding \
                     WHERE status = 'closed' AND holds = 1 AND closed < ",
                    " ORDER BY closed, id LIMIT ",
                ),
                (
                    "DELETE FROM release_finding WHERE id IN (SELECT id FROM release_finding WHERE status = 'closed' AND closed < ",
                    " ORDER BY closed, id LIMIT ",
                ),
            ],
            Self::SiteFindings => &[
                (
                    "DELETE FROM site_finding WHERE id IN (SELECT id FROM site_finding WHERE status = 'closed' AND closed < ",
                    " ORDER BY closed LIMIT ",
                ),
                (
                    "DELETE FROM tampered_finding WHERE id IN (SELECT id FROM tampered_finding WHERE status = 'closed' AND closed < ",
                    " ORDER BY closed LIMIT ",
                ),
            ],
            Self::Comments => &[
                (
                    "DELETE FROM finding_comment WHERE id IN (SELECT c.id FROM finding_comment c WHERE c.list = 'release' \
                     AND NOT EXISTS (SELECT 1 FROM release_finding f WHERE f.id = c.finding) AND c.made < ",
                    " LIMIT ",
                ),
                (
                    "DELETE FROM finding_comment WHERE id IN (SELECT c.id FROM finding_comment c WHERE c.list = 'policy' \
                     AND NOT EXISTS (SELECT 1 FROM site_finding f WHERE f.id = c.finding) AND c.made < ",
                    " LIMIT ",
                ),
                (
                    "DELETE FROM finding_comment WHERE id IN (SELECT c.id FROM finding_comment c WHERE c.list = 'integrity' \
                     AND NOT EXISTS (SELECT 1 FROM tampered_finding f WHERE f.id = c.finding) AND c.made < ",
                    " LIMIT ",
                ),
            ],
            Self::FindingDays => &[(
                "DELETE FROM finding_day WHERE (organisation, machine_group, day) IN \
                 (SELECT organisation, machine_group, day FROM finding_day WHERE day < ",
                " / 86400 ORDER BY day LIMIT ",
            )],
            Self::Audit => &[(
                "DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE made < ",
                " ORDER BY made LIMIT ",
            )],
            Self::Notices => &[(
                "DELETE FROM notice WHERE id IN (SELECT id FROM notice WHERE time < ",
                " ORDER BY time LIMIT ",
            )],
            Self::Deliveries => &[(
                "DELETE FROM delivery WHERE id IN (SELECT id FROM delivery WHERE state IN ('done', 'dead') AND ended < ",
                " ORDER BY ended LIMIT ",
            )],
            Self::Sessions => &[
                (
                    "DELETE FROM api_token WHERE id IN (SELECT id FROM api_token WHERE kind = 'session' AND expires < ",
                    " LIMIT ",
                ),
                (
                    "DELETE FROM one_time_link WHERE id IN (SELECT id FROM one_time_link WHERE expires < ",
                    " LIMIT ",
                ),
                (
                    "DELETE FROM password_attempt WHERE (account, origin) IN (SELECT account, origin FROM password_attempt \
                     WHERE tried < ",
                    " LIMIT ",
                ),
            ],
        }
    }
}

/// How far a step came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// How many rows went.
    pub removed: u64,
    /// The last row that was looked at; `None` where there are no more.
    pub last: Option<i64>,
}

impl Database {
    /// Removes up to a thousand rows that are older than a time, in seconds since 1970. Says how many.
    pub async fn remove_old(&self, what: Aged, before: i64) -> Result<u64, StoreError> {
        let mut removed = 0;
        for (up_to, most) in what.statements() {
            let mut transaction = self.begin().await?;
            let statement = Statement::new(up_to).value(before).with(most, STEP).and(")");
            removed += statement.run(&mut *transaction).await.to("remove what is old")?.rows_affected();
            transaction.commit().await.to("remove what is old")?;
        }
        Ok(removed)
    }

    /// Removes what was on the next hundred machines before a time.
    pub async fn remove_history(&self, after: i64, before: i64) -> Result<Step, StoreError> {
        let ids = self.next_ids("SELECT id FROM machine WHERE id > ", after, ROWS).await?;
        let (Some(first), Some(last)) = (ids.first(), ids.last()) else {
            return Ok(Step { removed: 0, last: None });
        };
        let mut transaction = self.begin().await?;
        let statement = Statement::new("DELETE FROM machine_site_past WHERE machine >= ").value(*first);
        let statement = statement.with(" AND machine <= ", *last).with(" AND ended < ", before);
        let done = statement.run(&mut *transaction).await.to("remove history")?;
        transaction.commit().await.to("remove history")?;
        Ok(Step { removed: done.rows_affected(), last: Some(*last) })
    }

    /// Removes contents that no machine has and no history and no finding names, of the next thousand.
    pub async fn remove_sites(&self, after: i64, now: i64) -> Result<Step, StoreError> {
        let ids = self.next_ids("SELECT id FROM site WHERE id > ", after, 1000).await?;
        let Some(last) = ids.last().copied() else { return Ok(Step { removed: 0, last: None }) };
        let mut transaction = self.begin_in_turn().await?;
        let sql = "SELECT s.id FROM site s WHERE s.id > ";
        let statement = Statement::new(sql).value(after).with(" AND s.id <= ", last);
        let statement = statement.with(" AND s.first_seen < ", now - UNUSED).and(
            " AND NOT EXISTS (SELECT 1 FROM machine_site ms WHERE ms.site = s.id) \
             AND NOT EXISTS (SELECT 1 FROM machine_site_past p WHERE p.site = s.id) \
             AND NOT EXISTS (SELECT 1 FROM site_finding f WHERE f.site = s.id)",
        );
        let rows = statement.all(&mut *transaction).await.to("look for contents that nobody has")?;
        let unused: Result<Vec<i64>, _> = rows.iter().map(|row| row.try_get(0)).collect();
        let unused = unused.to("look for contents that nobody has")?;
        for part in unused.chunks(ROWS) {
            for sql in [
                "DELETE FROM job WHERE kind IN ('audit', 'policy') AND subject IN ",
                "DELETE FROM site_judgement WHERE site IN ",
                "DELETE FROM site_release WHERE site IN ",
                "DELETE FROM site WHERE id IN ",
            ] {
                remove(&mut transaction, sql, part).await?;
            }
        }
        transaction.commit().await.to("remove contents")?;
        Ok(Step { removed: unused.len() as u64, last: Some(last) })
    }

    /// Removes releases that no site listed since a time and no finding names, of the next thousand; none, where there is no such time. Until
    /// then the history of a machine may name a site that did.
    pub async fn remove_releases(
        &self,
        after: i64,
        before: Option<i64>,
        now: i64,
    ) -> Result<Step, StoreError> {
        let ids = self.next_ids("SELECT id FROM release WHERE id > ", after, 1000).await?;
        let Some(last) = ids.last().copied() else { return Ok(Step { removed: 0, last: None }) };
        let mut transaction = self.begin_in_turn().await?;
        let back = "UPDATE release SET gone = NULL WHERE gone IS NOT NULL \
            AND EXISTS (SELECT 1 FROM site_release sr WHERE sr.release = release.id) AND id > ";
        let statement = Statement::new(back).value(after).with(" AND id <= ", last);
        statement.run(&mut *transaction).await.to("note which releases are back")?;
        let gone = Statement::new("UPDATE release SET gone = ").value(now).and(
            " WHERE gone IS NULL AND NOT EXISTS (SELECT 1 FROM site_release sr WHERE sr.release = release.id) AND id > ",
        );
        let statement = gone.value(after).with(" AND id <= ", last);
        statement.run(&mut *transaction).await.to("note which releases are gone")?;
        let Some(before) = before else {
            transaction.commit().await.to("note which releases are gone")?;
            return Ok(Step { removed: 0, last: Some(last) });
        };
        let statement = Statement::new("SELECT r.id FROM release r WHERE r.gone < ").value(before);
        let statement = statement.with(" AND r.id > ", after).with(" AND r.id <= ", last);
        let statement =
            statement.and(" AND NOT EXISTS (SELECT 1 FROM release_finding f WHERE f.release = r.id)");
        let rows = statement.all(&mut *transaction).await.to("look for releases that nobody has")?;
        let unused: Result<Vec<i64>, _> = rows.iter().map(|row| row.try_get(0)).collect();
        let unused = unused.to("look for releases that nobody has")?;
        for part in unused.chunks(ROWS) {
            remove(&mut transaction, "DELETE FROM release_judgement WHERE release IN ", part).await?;
            remove(&mut transaction, "DELETE FROM release WHERE id IN ", part).await?;
        }
        transaction.commit().await.to("remove releases")?;
        Ok(Step { removed: unused.len() as u64, last: Some(last) })
    }

    async fn next_ids(&self, sql: &'static str, after: i64, most: usize) -> Result<Vec<i64>, StoreError> {
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let statement = Statement::new(sql).value(after).with(" ORDER BY id LIMIT ", most);
        let rows = statement.all(self.read()).await.to("look for what is old")?;
        rows.iter().map(|row| row.try_get(0).to("look for what is old")).collect()
    }
}

async fn remove(connection: &mut AnyConnection, sql: &'static str, ids: &[i64]) -> Result<(), StoreError> {
    Statement::new(sql).list(ids).run(connection).await.to("remove what nobody has").map(drop)
}
