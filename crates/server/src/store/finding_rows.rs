//! Rows of findings.

use std::collections::HashMap;

use sqlx::Row;
use sqlx::any::AnyRow;

use super::error::Attempt;
use super::findings::{Acceptance, FindingRow, PolicyRow, TamperedRow};
use super::statement::Statement;
use super::{Database, StoreError, machines};

/// Columns of what is known of releases. The last two say by which exception it is accepted since when, and until when.
pub(super) const OF_RELEASES: &str = "SELECT f.id, f.release, r.name, r.version, f.kind, f.advisory, f.aliases, f.fixed, f.severity, \
    f.summary, f.advisories, f.first_seen, f.opened, f.closed, f.assignee, f.comments, f.records, f.exception, f.accepted, \
    f.accepted_end FROM ";
/// Columns of what policies are against.
pub(super) const OF_POLICIES: &str = "SELECT f.id, f.site, f.setting, f.bundle, f.package, f.version, f.rule, f.code, f.advisory, \
    f.reason, f.mode, f.severity, f.first_seen, f.opened, f.closed, f.assignee, f.comments FROM ";
/// Columns of what was changed on machines `m`. The last three say how it is accepted, as for releases.
pub(super) const OF_MACHINES: &str = "SELECT f.id, f.machine, f.path, f.package, f.version, p.bytes, f.reason, f.files, f.severity, \
    f.first_seen, f.opened, f.closed, f.assignee, f.comments, CASE WHEN m.status IN ('active', 'cloned') AND EXISTS \
    (SELECT 1 FROM machine_site ms WHERE ms.machine = f.machine AND ms.path = f.path) THEN 1 ELSE 0 END, \
    f.exception, f.accepted, f.accepted_end FROM ";

/// Something that an exception can bear.
pub(super) trait Acceptable {
    /// In which column of its rows the exception is; since when it bears it and until when are in the next two.
    const EXCEPTION: usize;

    /// How it is accepted; `None` of what is closed.
    fn accepted(&mut self) -> Option<&mut Option<Acceptance>>;
}

impl Acceptable for FindingRow {
    const EXCEPTION: usize = 17;

    fn accepted(&mut self) -> Option<&mut Option<Acceptance>> {
        self.closed.is_none().then_some(&mut self.accepted)
    }
}

impl Acceptable for TamperedRow {
    const EXCEPTION: usize = 15;

    fn accepted(&mut self) -> Option<&mut Option<Acceptance>> {
        self.closed.is_none().then_some(&mut self.accepted)
    }
}

impl Database {
    /// Says of findings by which exceptions they are accepted now. `rows` are where they were read from.
    pub(super) async fn note_acceptances<Found: Acceptable + Send>(
        &self,
        found: &mut [Found],
        rows: &[AnyRow],
    ) -> Result<(), StoreError> {
        let (now, read) = (machines::now(), "read what is accepted");
        let mut accepted = Vec::new();
        for (one, row) in found.iter_mut().zip(rows) {
            let at = Found::EXCEPTION;
            let (exception, since): (Option<i64>, Option<i64>) =
                (row.try_get(at).to(read)?, row.try_get(at + 1).to(read)?);
            let end: i64 = row.try_get(at + 2).to(read)?;
            if let (Some(exception), Some(place)) = (exception.filter(|_| end > now), one.accepted()) {
                accepted.push((place, exception, since.unwrap_or_default()));
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
        for (place, exception, since) in accepted {
            if let Some((reason, owner, last_day)) = known.get(&exception).cloned() {
                *place = Some(Acceptance { exception, reason, owner, last_day, since });
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

pub(super) fn tampered(row: &AnyRow) -> Result<TamperedRow, sqlx::Error> {
    Ok(TamperedRow {
        id: row.try_get(0)?,
        machine: row.try_get(1)?,
        path: row.try_get(2)?,
        package: row.try_get(3)?,
        version: row.try_get(4)?,
        file: row.try_get(5)?,
        reason: row.try_get(6)?,
        files: row.try_get(7)?,
        severity: row.try_get(8)?,
        first_seen: row.try_get(9)?,
        opened: row.try_get(10)?,
        closed: row.try_get(11)?,
        assignee: assignee(row, 12)?,
        comments: row.try_get(13)?,
        is_there: row.try_get::<i32, _>(14)? == 1,
        accepted: None,
    })
}

/// Who sees to it; nobody where somebody did.
fn assignee(row: &AnyRow, at: usize) -> Result<Option<String>, sqlx::Error> {
    let name: Option<String> = row.try_get(at)?;
    Ok(name.filter(|name| !name.is_empty()))
}
