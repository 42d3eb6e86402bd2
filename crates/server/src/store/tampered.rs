//! What machines tell that was changed outside of an install, as findings: one for each version of a package at a place of a machine.

use std::collections::BTreeMap;

use fetter_protocol::{Report, TamperedRecord, WirePath};
use serde::Serialize;
use serde_json::json;
use sqlx::{AnyConnection, AssertSqlSafe, Row};

use super::audit::Note;
use super::error::Attempt;
use super::judgements::close;
use super::notices::{Telling, Told, severity};
use super::rows::{ROWS, number, text, values};
use super::sites::normalised;
use super::statement::Statement;
use super::{By, MachineKey, NoticeKind, StoreError, ids, paths};

/// Bytes of what is said to be the matter.
const REASON: usize = 4096;

/// What tells a finding from the others of its machine: the row of the path of the site, name and version.
type Key = (i64, String, String);

/// A finding that is open.
struct Known {
    id: i64,
    changed: i64,
    is_accepted: bool,
}

/// What a machine tells of one.
struct Change<'report> {
    record: &'report TamperedRecord,
    file: i64,
}

impl Change<'_> {
    /// From 0 (unknown) to 4 (critical), which nothing that a machine tells is: it cannot say how bad somebody's change is.
    fn severity(&self) -> i64 {
        match self.record.severity.as_str() {
            "low" => 1,
            "medium" => 2,
            "high" => 3,
            _ => 0,
        }
    }
}

/// What the audit log has of an acceptance that is over.
#[derive(Serialize)]
struct Over {
    finding: String,
    why: &'static str,
}

const OPEN: &str = "SELECT path, package, version, id, changed, CASE WHEN exception IS NULL THEN 0 ELSE 1 END \
    FROM tampered_finding WHERE status = 'open' AND machine = ";
/// Of open findings `f`, those whose package is not at its place any more. What is not known of a site may have it.
const GONE: &str = " AND NOT EXISTS (SELECT 1 FROM machine_site ms JOIN site s ON s.id = ms.site WHERE ms.machine = f.machine \
    AND ms.path = f.path AND (s.contents IS NULL OR EXISTS (SELECT 1 FROM site_release sr JOIN release r ON r.id = sr.release \
    WHERE sr.site = s.id AND r.name = f.package AND r.version = f.version)))";

/// Brings what is found on a machine up to date with what its newest report tells; where that tells nothing of it, or not all, what is known stays until the
/// package is gone. It comes after the places of the machine.
pub(super) async fn change(
    connection: &mut AnyConnection,
    machine: &MachineKey,
    organisation: i64,
    report: &Report,
    telling: &mut Telling,
    now: i64,
) -> Result<(), StoreError> {
    let before = open_on(connection, machine.id).await?;
    let told = report.tampered.as_deref();
    let is_all = told.is_some() && report.left_out.tampered == 0;
    let told = told.unwrap_or_default();
    if before.is_empty() && told.is_empty() {
        return Ok(());
    }
    let changes = changes(connection, organisation, told).await?;
    let untold = before.iter().filter(|(key, _)| !changes.contains_key(*key)).map(|(_, known)| known.id);
    let mut over: Vec<i64> = untold.collect();
    if !is_all && !over.is_empty() {
        let gone = gone_from(connection, machine.id).await?;
        over.retain(|finding| gone.contains(finding));
    }
    end(connection, organisation, &over, now).await?;
    let is_other = |(key, change): &(&Key, &Change<'_>)| {
        before.get(*key).is_none_or(|known| known.changed != number(change.record.changed))
    };
    let other: Vec<(&Key, &Change<'_>)> = changes.iter().filter(is_other).collect();
    let again = other.iter().filter_map(|(key, _)| before.get(*key)).filter(|known| known.is_accepted);
    let again: Vec<i64> = again.map(|known| known.id).collect();
    lapse(connection, organisation, &again, "it was changed again").await?;
    reopen(connection, &again, now).await?;
    for part in other.chunks(ROWS) {
        keep(connection, machine, organisation, part, now).await?;
    }
    telling.extend(
        other.iter().map(|((_, package, _), change)| (organisation, notice(machine, package, change))),
    );
    Ok(())
}

/// Closes all that is found on a machine that has nothing any more.
pub(super) async fn forget(
    connection: &mut AnyConnection,
    machine: i64,
    organisation: i64,
    now: i64,
) -> Result<(), StoreError> {
    let open: Vec<i64> = open_on(connection, machine).await?.into_values().map(|known| known.id).collect();
    end(connection, organisation, &open, now).await
}

async fn open_on(connection: &mut AnyConnection, machine: i64) -> Result<BTreeMap<Key, Known>, StoreError> {
    let rows = Statement::new(OPEN).value(machine).all(connection).await.to("look for what was changed")?;
    let read = "read what was changed";
    let mut open = BTreeMap::new();
    for row in &rows {
        let key = (row.try_get(0).to(read)?, row.try_get(1).to(read)?, row.try_get(2).to(read)?);
        let is_accepted = row.try_get::<i32, _>(5).to(read)? == 1;
        let known = Known { id: row.try_get(3).to(read)?, changed: row.try_get(4).to(read)?, is_accepted };
        open.insert(key, known);
    }
    Ok(open)
}

async fn gone_from(connection: &mut AnyConnection, machine: i64) -> Result<Vec<i64>, StoreError> {
    let sql = "SELECT f.id FROM tampered_finding f WHERE f.status = 'open' AND f.machine = ";
    let rows = Statement::new(sql).value(machine).and(GONE).all(connection).await;
    let rows = rows.to("look for what is gone")?;
    rows.iter().map(|row| row.try_get(0).to("read what is gone")).collect()
}

async fn changes<'report>(
    connection: &mut AnyConnection,
    organisation: i64,
    told: &'report [TamperedRecord],
) -> Result<BTreeMap<Key, Change<'report>>, StoreError> {
    let wires: Vec<&WirePath> = told.iter().flat_map(|record| [&record.site, &record.path]).collect();
    let rows = paths::rows(connection, organisation, &wires).await?;
    let keyed = told.iter().zip(rows.chunks_exact(2)).map(|(record, rows)| {
        let version = text(record.release.as_deref().unwrap_or_default());
        ((rows[0], text(&normalised(&record.name)), version), Change { record, file: rows[1] })
    });
    Ok(keyed.collect())
}

/// Closes findings: what was accepted of them is over with them.
async fn end(
    connection: &mut AnyConnection,
    organisation: i64,
    findings: &[i64],
    now: i64,
) -> Result<(), StoreError> {
    lapse(connection, organisation, findings, "it is over").await?;
    close(connection, "tampered_finding", findings, now).await
}

/// Takes back that findings are accepted: whoever accepted one did so of how it was.
async fn lapse(
    connection: &mut AnyConnection,
    organisation: i64,
    findings: &[i64],
    why: &'static str,
) -> Result<(), StoreError> {
    let by = By { who: "fetter".to_owned(), ..By::default() };
    for part in findings.chunks(ROWS) {
        let sql = "SELECT id, finding FROM policy_exception WHERE revoked IS NULL AND finding IN ";
        let rows = Statement::new(sql).list(part).and(" ORDER BY id").all(&mut *connection).await;
        let mut exceptions: Vec<i64> = Vec::new();
        for row in rows.to("look for what is accepted")? {
            let (id, finding): (i64, i64) =
                (row.try_get(0).to("read an exception")?, row.try_get(1).to("read an exception")?);
            let over = Over { finding: super::FindingKey::Tampered(finding).to_string(), why };
            Note::new(&by, "exception.revoke", id).after(&over).keep(connection, Some(organisation)).await?;
            exceptions.push(id);
        }
        if !exceptions.is_empty() {
            revoke(connection, &exceptions, &by).await?;
        }
        no_more_accepted(connection, part).await?;
    }
    Ok(())
}

async fn revoke(connection: &mut AnyConnection, exceptions: &[i64], by: &By) -> Result<(), StoreError> {
    let statement = Statement::new("UPDATE policy_exception SET revoked = ").value(super::machines::now());
    let statement = statement.with(", revoked_by = ", &by.who).and(" WHERE id IN ").list(exceptions);
    statement.run(connection).await.to("take exceptions back").map(drop)
}

/// Notes of findings that they are not accepted.
pub(super) async fn no_more_accepted(
    connection: &mut AnyConnection,
    findings: &[i64],
) -> Result<(), StoreError> {
    let sql = "UPDATE tampered_finding SET exception = NULL, accepted = NULL, accepted_end = 0 WHERE id IN ";
    let statement = Statement::new(sql).list(findings);
    statement.run(connection).await.to("note what is not accepted").map(drop)
}

/// Notes that a finding is accepted by an exception until a time, in seconds since 1970.
pub(super) async fn accepted(
    connection: &mut AnyConnection,
    finding: i64,
    exception: i64,
    end: i64,
) -> Result<(), StoreError> {
    let statement = Statement::new("UPDATE tampered_finding SET exception = ").value(exception);
    let statement = statement.with(", accepted = ", super::machines::now()).with(", accepted_end = ", end);
    let statement = statement.with(" WHERE id = ", finding);
    statement.run(connection).await.to("note what is accepted").map(drop)
}

async fn reopen(connection: &mut AnyConnection, findings: &[i64], now: i64) -> Result<(), StoreError> {
    for part in findings.chunks(ROWS) {
        let statement = Statement::new("UPDATE tampered_finding SET opened = ").value(now);
        let statement = statement.and(" WHERE id IN ").list(part);
        statement.run(&mut *connection).await.to("note what was changed again")?;
    }
    Ok(())
}

async fn keep(
    connection: &mut AnyConnection,
    machine: &MachineKey,
    organisation: i64,
    part: &[(&Key, &Change<'_>)],
    now: i64,
) -> Result<(), StoreError> {
    let first = ids::take(connection, "tampered_finding", part.len()).await?;
    let sql = format!(
        "INSERT INTO tampered_finding (id, organisation, machine, path, package, version, file, reason, files, severity, changed, \
         first_seen, opened, status) VALUES {} ON CONFLICT (machine, path, package, version) DO UPDATE SET file = excluded.file, \
         reason = excluded.reason, files = excluded.files, severity = excluded.severity, changed = excluded.changed, \
         status = 'open', closed = NULL, \
         opened = CASE WHEN tampered_finding.status = 'open' THEN tampered_finding.opened ELSE excluded.opened END",
        values(part.len(), 14, 1)
    );
    let mut query = sqlx::query(AssertSqlSafe(sql));
    for (id, ((path, package, version), change)) in (first..).zip(part) {
        let record = change.record;
        query = query.bind(id).bind(organisation).bind(machine.id).bind(*path);
        query = query.bind(package.clone()).bind(version.clone()).bind(change.file);
        query = query.bind(fetter_protocol::clip(&text(&record.reason), REASON)).bind(number(record.files));
        query = query.bind(change.severity()).bind(number(record.changed)).bind(now).bind(now).bind("open");
    }
    query.execute(connection).await.to("keep what was changed").map(drop)
}

fn notice(machine: &MachineKey, package: &str, change: &Change<'_>) -> Told {
    let TamperedRecord { path, reason, release, .. } = change.record;
    let version = release.as_deref().unwrap_or_default();
    let severity = severity(change.severity());
    let shown = path.to_path().unwrap_or_default();
    let shown = shown.display();
    let detail = format!("{package} {version} was changed, and nothing was installed: {shown}: {reason}");
    let facts = json!({
        "kind": "integrity", "package": package, "version": version, "path": path, "reason": reason,
        "severity": severity, "machine": machine.name,
    });
    Told::of_machine(NoticeKind::Finding, machine.id, detail, facts)
}
