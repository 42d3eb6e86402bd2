//! Events of all machines, in the order in which they came.

use fetter_protocol::EventRecord;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::error::Attempt;
use super::fleet::row_of;
use super::sites::normalised;
use super::statement::Statement;
use super::{Database, Scope, StoreError};

/// An event, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventRow {
    /// Its place in the order in which events came.
    pub position: i64,
    /// When it came, in seconds since 1970.
    pub received: i64,
    /// The id and the host name of the machine.
    pub machine: (String, String),
    /// The row of the machine's group.
    pub group: i64,
    /// What the machine told.
    pub event: EventRecord,
}

/// Which events are looked for.
#[derive(Clone, Debug, Default)]
pub struct EventFilter {
    /// Those of a machine.
    pub machine: Option<String>,
    /// Those with a code.
    pub code: Option<String>,
    /// Those about a package.
    pub package: Option<String>,
    /// The newest first.
    pub newest_first: bool,
}

impl Database {
    /// Events after a place in the order; `None` where there is no such machine.
    pub async fn events(
        &self,
        scope: &Scope,
        filter: &EventFilter,
        last: Option<i64>,
        most: i64,
    ) -> Result<Option<Vec<EventRow>>, StoreError> {
        let mut connection = self.read().acquire().await.to("give a connection")?;
        let sql = "SELECT e.position, e.received, m.name, m.hostname, m.machine_group, e.body \
            FROM event e JOIN machine m ON m.id = e.machine WHERE e.organisation = ";
        let mut statement = Statement::new(sql).value(scope.organisation());
        if let Some(machine) = &filter.machine {
            let Some(machine) = row_of(&mut connection, scope, machine).await? else { return Ok(None) };
            statement = statement.with(" AND e.machine = ", machine);
        }
        statement = statement.where_given(" AND e.code = ", filter.code.as_ref());
        if let Some(package) = &filter.package {
            statement = statement.with(" AND e.package <> '' AND e.package = ", &normalised(package));
        }
        statement = scope.limit(statement, " AND m.machine_group IN ");
        let later = if filter.newest_first { " AND e.position < " } else { " AND e.position > " };
        statement = statement.where_given(later, last);
        let order = if filter.newest_first {
            " ORDER BY e.position DESC LIMIT "
        } else {
            " ORDER BY e.position LIMIT "
        };
        let rows = statement.with(order, most).all(&mut *connection).await.to("list events")?;
        rows.iter().map(event).collect::<Result<_, _>>().map(Some)
    }
}

fn event(row: &AnyRow) -> Result<EventRow, StoreError> {
    let body: Vec<u8> = row.try_get(5).to("read an event")?;
    let read = fetter_protocol::read(&body);
    Ok(EventRow {
        position: row.try_get(0).to("read an event")?,
        received: row.try_get(1).to("read an event")?,
        machine: (row.try_get(2).to("read an event")?, row.try_get(3).to("read an event")?),
        group: row.try_get(4).to("read an event")?,
        event: read.map_err(|why| StoreError::Damaged { what: "an event", why: why.to_string() })?,
    })
}
