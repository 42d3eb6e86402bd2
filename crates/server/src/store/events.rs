//! Events of machines.

use fetter_protocol::EventRecord;
use serde_json::json;
use sqlx::{AnyConnection, AssertSqlSafe};

use super::error::Attempt;
use super::event_body::Packer;
use super::notices::Told;
use super::rows::{ROWS, number, padded, text, values};
use super::sites::normalised;
use super::{MachineKey, NoticeKind, StoreError, ids};

/// Keeps the events that are newer than the newest that is held, and says which is the newest now.
pub(super) async fn keep(
    connection: &mut AnyConnection,
    machine: &MachineKey,
    organisation: i64,
    events: &[EventRecord],
    held: u64,
    now: i64,
) -> Result<u64, StoreError> {
    let new: Vec<&EventRecord> = events.iter().filter(|event| event.sequence > held).collect();
    if new.is_empty() {
        return Ok(held);
    }
    let mut packer = Packer::new()?;
    for part in new.chunks(ROWS) {
        let first = ids::take(connection, "event", part.len()).await?;
        let part = padded(&part.iter().zip(first..).collect::<Vec<_>>());
        let sql = format!(
            "INSERT INTO event (machine, number, organisation, position, received, code, package, body) VALUES {} \
             ON CONFLICT (machine, number) DO NOTHING",
            values(part.len(), 8, 1)
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for (event, position) in part {
            let body = packer.pack(event)?;
            let package = event.subject.name.as_deref().map(normalised).unwrap_or_default();
            query = query.bind(machine.id).bind(number(event.sequence)).bind(organisation).bind(position);
            query = query.bind(now).bind(text(&event.code)).bind(text(&package)).bind(body);
        }
        query.execute(&mut *connection).await.to("keep events")?;
    }
    Ok(new.last().map_or(held, |event| event.sequence))
}

/// What is to be told of events that are newer than the newest that is held: a process was refused a package.
pub(super) fn refused(
    machine: &MachineKey,
    organisation: i64,
    events: &[EventRecord],
    held: u64,
) -> impl Iterator<Item = (i64, Told)> {
    let is_told = move |event: &&EventRecord| event.sequence > held && event.code == "refused";
    events.iter().filter(is_told).map(move |event| {
        let name = event.subject.name.as_deref().unwrap_or("a package");
        let version = event.subject.version.as_deref().unwrap_or_default();
        let reason = event.reason.as_deref().unwrap_or_default();
        let detail = format!("{name} {version} was refused: {reason}");
        let facts = json!({
            "package": event.subject.name.as_deref().map(normalised), "version": event.subject.version,
            "rule": event.rule, "reason": event.reason, "sequence": event.sequence,
        });
        (organisation, Told::of_machine(NoticeKind::Refused, machine.id, detail, facts))
    })
}
