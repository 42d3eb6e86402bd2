//! Events of machines.

use fetter_protocol::EventRecord;
use sqlx::{AnyConnection, AssertSqlSafe};

use super::error::Attempt;
use super::event_body::Packer;
use super::rows::{ROWS, number, padded, text, values};
use super::sites::normalised;
use super::{MachineKey, StoreError, ids};

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
