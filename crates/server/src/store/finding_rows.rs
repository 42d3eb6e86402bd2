//! Rows of findings.

use std::collections::HashMap;

use sqlx::Row;
use sqlx::any::AnyRow;

use super::error::Attempt;
use super::findings::{Acceptance, FindingRow, PolicyRow};
use super::statement::Statement;
use super::{Database, StoreError, machines};

/// Columns of what is known of releases. The last two say by which exception it is accepted since when, and until when.
pub(super) const OF_RELEASES: &str = "SELECT f.id, f.release, r.name, r.version, f.kind, f.advisory, f.aliases, f.fixed, f.severity, \
    f.summary, f.advisories, f.first_seen, f.opened, f.closed, f.assignee, f.comments, f.records, f.exception, f.accepted, \
    f.accepted_end FROM ";
/// Columns of what policies are against.
pub(super) const OF_POLICIES: &str = "SELECT f.id, f.site, f.setting, f.bundle, f.package, f.version, f.rule, f.code, f.advisory, \
    f.reason, f.mode, f.severity, f.first_seen, f.opened, f.closed, f.assignee, f.comments FROM ";

impl Database {
    /// Says of findings by which exceptions they are accepted now. `rows` are where they were read from.
    pub(super) async fn note_acceptances(
        &self,
        found: &mut [FindingRow],
        rows: &[AnyRow],
    ) -> Result<(), StoreError> {
        let (now, read) = (machines::now(), "read what is accepted");
        let mut accepted = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            let (exception, since): (Option<i64>, Option<i64>) =
                (row.try_get(17).to(read)?, row.try_get(18).to(read)?);
            let end: i64 = row.try_get(19).to(read)?;
            if let Some(exception) = exception.filter(|_| end > now && found[at].closed.is_none()) {
                accepted.push((at, exception, since.unwrap_or_default()));
            }
        }
        if accepted.is_empty() {
            return Ok(());
        }
        let mut ids: Vec<i64> = accepted.iter().map(|(_, exception, _)| *exception).collect();
        ids.sort_unstable();
        ids.dedup();
        let sql = "SELECT id, reason, owner, last_day FROM policy_exception WHERE id IN ";
        let mut known = HashMap::new();
        for row in Statement::new(sql).list(&ids).all(self.read()).await.to("look for exceptions")? {
            let word = |at: usize| row.try_get::<String, _>(at).to(read);
            known.insert(row.try_get::<i64, _>(0).to(read)?, (word(1)?, word(2)?, word(3)?));
        }
        for (at, exception, since) in accepted {
            if let Some((reason, owner, last_day)) = known.get(&exception).cloned() {
                found[at].accepted = Some(Acceptance { exception, reason, owner, last_day, since });
            }
        }
        Ok(())
    }
}

pub(super) fn release(row: &AnyRow) -> Result<FindingRow, sqlx::Error> {
    Ok(FindingRow {
        id: row.try_get(0)?,
        release: row.try_get(1)?,
        package: row.try_get(2)?,
        version: row.try_get(3)?,
        kind: row.try_get(4)?,
        advisory: row.try_get(5)?,
        aliases: row.try_get(6)?,
        fixed: row.try_get(7)?,
        severity: row.try_get(8)?,
        summary: row.try_get(9)?,
        advisories: row.try_get(10)?,
        first_seen: row.try_get(11)?,
        opened: row.try_get(12)?,
        closed: row.try_get(13)?,
        assignee: assignee(row, 14)?,
        comments: row.try_get(15)?,
        records: row.try_get(16)?,
        accepted: None,
    })
}

pub(super) fn policy(row: &AnyRow) -> Result<PolicyRow, sqlx::Error> {
    Ok(PolicyRow {
        id: row.try_get(0)?,
        site: row.try_get(1)?,
        setting: row.try_get(2)?,
        bundle: row.try_get(3)?,
        package: row.try_get(4)?,
        version: row.try_get(5)?,
        rule: row.try_get(6)?,
        code: row.try_get(7)?,
        advisory: row.try_get(8)?,
        reason: row.try_get(9)?,
        mode: row.try_get(10)?,
        severity: row.try_get(11)?,
        first_seen: row.try_get(12)?,
        opened: row.try_get(13)?,
        closed: row.try_get(14)?,
        assignee: assignee(row, 15)?,
        comments: row.try_get(16)?,
    })
}

/// Who sees to it; nobody where somebody did.
fn assignee(row: &AnyRow, at: usize) -> Result<Option<String>, sqlx::Error> {
    let name: Option<String> = row.try_get(at)?;
    Ok(name.filter(|name| !name.is_empty()))
}
