//! Events of all machines, in the order in which they came.

use fetter_protocol::EventRecord;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::error::Attempt;
use super::event_body::Unpacker;
use super::fleet::row_of;
use super::sites::normalised;
use super::statement::Statement;
use super::{Database, Scope, StoreError};

/// An event, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventRow {
    /// What the next page comes after.
    pub key: i64,
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

/// A page of events.
#[derive(Clone, Debug, Default)]
pub struct EventPage {
    /// The events.
    pub rows: Vec<EventRow>,
    /// Where there may be more beyond: the key up to which was looked.
    pub reached: Option<i64>,
}

/// How many events are looked at for a page, where most of them may be of machines that whoever asks does not see.
const REACH: i64 = 20_000;

// SQLite goes through a CROSS JOIN in the order in which it is written: by events, which are in order, and not by machines.
const BY_POSITION: &str = "SELECT e.position, e.position, e.received, m.name, m.hostname, m.machine_group, e.body \
    FROM event e CROSS JOIN machine m WHERE m.id = e.machine AND e.organisation = ";
const BY_NUMBER: &str = "SELECT e.number, e.position, e.received, m.name, m.hostname, m.machine_group, e.body \
    FROM event e JOIN machine m ON m.id = e.machine WHERE e.machine = ";
const POSITION: [&str; 4] = [
    " AND e.position > ",
    " AND e.position < ",
    " ORDER BY e.position LIMIT ",
    " ORDER BY e.position DESC LIMIT ",
];
const NUMBER: [&str; 4] =
    [" AND e.number > ", " AND e.number < ", " ORDER BY e.number LIMIT ", " ORDER BY e.number DESC LIMIT "];

impl Database {
    /// Events after a key; `None` where there is no such machine. Whoever sees some groups only may be shown fewer than there is room for,
    /// though there are more: what takes long ends there, and goes on with the next page.
    pub async fn events(
        &self,
        scope: &Scope,
        filter: &EventFilter,
        last: Option<i64>,
        most: i64,
    ) -> Result<Option<EventPage>, StoreError> {
        let mut connection = self.read().acquire().await.to("give a connection")?;
        // Of one machine they are in the order of their numbers, which an index has.
        let (sql, key) = if filter.machine.is_some() { (BY_NUMBER, NUMBER) } else { (BY_POSITION, POSITION) };
        let mut statement = match &filter.machine {
            Some(machine) => {
                let Some(machine) = row_of(&mut connection, scope, machine).await? else { return Ok(None) };
                Statement::new(sql).value(machine)
            }
            None => scope.limit(Statement::new(sql).value(scope.organisation()), " AND m.machine_group IN "),
        };
        statement = statement.where_given(" AND e.code = ", filter.code.as_ref());
        if let Some(package) = &filter.package {
            statement = statement.with(" AND e.package <> '' AND e.package = ", &normalised(package));
        }
        let [later, earlier, order, backwards] = key;
        let (beyond, order) = if filter.newest_first { (earlier, backwards) } else { (later, order) };
        statement = statement.where_given(beyond, last);
        let mut reached = None;
        if filter.machine.is_none() && !scope.is_whole() {
            reached = reach(&mut connection, scope, filter.newest_first, last).await?;
            let within = if filter.newest_first { " AND e.position >= " } else { " AND e.position <= " };
            statement = statement.where_given(within, reached);
        }
        let statement = statement.with(order, most);
        let rows = statement.all(&mut *connection).await.to("list events")?;
        let mut unpacker = Unpacker::new()?;
        let rows = rows.iter().map(|row| event(row, &mut unpacker)).collect::<Result<_, _>>()?;
        Ok(Some(EventPage { rows, reached }))
    }
}

/// Up to where is looked for events that come after a key; `None` where that is all there are.
async fn reach(
    connection: &mut AnyConnection,
    scope: &Scope,
    newest_first: bool,
    last: Option<i64>,
) -> Result<Option<i64>, StoreError> {
    let [_, _, order, backwards] = POSITION;
    let (beyond, order) =
        if newest_first { (" AND e.position < ", backwards) } else { (" AND e.position > ", order) };
    let sql = "SELECT e.position FROM event e WHERE e.organisation = ";
    let statement = Statement::new(sql).value(scope.organisation()).where_given(beyond, last);
    let row = statement.with(order, 1).and(" OFFSET ").value(REACH).one(connection).await;
    row.to("list events")?.map(|row| row.try_get(0).to("list events")).transpose()
}

fn event(row: &AnyRow, unpacker: &mut Unpacker) -> Result<EventRow, StoreError> {
    let why = "read an event";
    let body: Vec<u8> = row.try_get(6).to(why)?;
    Ok(EventRow {
        key: row.try_get(0).to(why)?,
        position: row.try_get(1).to(why)?,
        received: row.try_get(2).to(why)?,
        machine: (row.try_get(3).to(why)?, row.try_get(4).to(why)?),
        group: row.try_get(5).to(why)?,
        event: unpacker.unpack(&body)?,
    })
}
