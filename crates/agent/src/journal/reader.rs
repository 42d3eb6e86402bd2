//! Reading a journal while the agent writes it.

use std::path::Path;
use std::time::Duration;

use fetter_core::requirement::PackageName;
use fetter_protocol::EventRecord;
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, params_from_iter};

use super::place::Place;
use super::{EventCode, FirstSeen, JournalError, Moment, StateKey, schema, state};

/// From where on events are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Since {
    /// From the first that is there.
    #[default]
    Beginning,
    /// Those after that number.
    Sequence(u64),
    /// Those whose time is that or later, as the clock was when they happened.
    Moment(Moment),
}

/// Which events come first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The oldest.
    #[default]
    OldestFirst,
    /// The newest.
    NewestFirst,
}

/// Which events are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// From where on.
    pub since: Since,
    /// Of these kinds; empty for all.
    pub codes: Vec<EventCode>,
    /// Of the package with this name, however it is written.
    pub package: Option<String>,
    /// Which come first.
    pub order: Order,
    /// At most so many.
    pub limit: usize,
}

/// A journal, open for reading. The agent may write it meanwhile.
#[derive(Debug)]
pub struct Reader {
    connection: Connection,
}

impl Reader {
    /// Opens the journal in this directory.
    pub fn open(directory: &Path) -> Result<Self, JournalError> {
        let file = Place::look(directory)?.file();
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
            | OpenFlags::SQLITE_OPEN_NOFOLLOW
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&file, flags)?;
        connection.busy_timeout(Duration::from_secs(2))?;
        connection.pragma_update(None, "trusted_schema", false)?;
        schema::found(&connection, &file)?;
        Ok(Self { connection })
    }

    /// The events that are wanted.
    pub fn events(&self, query: &Query) -> Result<Vec<EventRecord>, JournalError> {
        let (condition, values) = condition(query);
        let order = match query.order {
            Order::OldestFirst => "ASC",
            Order::NewestFirst => "DESC",
        };
        let sql = format!("SELECT record FROM events WHERE {condition} ORDER BY sequence {order} LIMIT ?");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let limit = i64::try_from(query.limit).unwrap_or(i64::MAX);
        let values = values.into_iter().chain([Value::Integer(limit)]);
        let mut rows = statement.query(params_from_iter(values))?;
        let mut events = Vec::new();
        while let Some(row) = rows.next()? {
            events.push(fetter_protocol::read(row.get_ref(0)?.as_bytes().map_err(rusqlite::Error::from)?)?);
        }
        Ok(events)
    }

    /// The numbers of the oldest and the newest event; `None` where there is none.
    pub fn bounds(&self) -> Result<Option<(u64, u64)>, JournalError> {
        let sql = "SELECT min(sequence), max(sequence) FROM events";
        let bounds: (Option<u64>, Option<u64>) =
            self.connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(bounds.0.zip(bounds.1))
    }

    /// When each release was first seen on this machine.
    pub fn first_seen(&self) -> Result<FirstSeen, JournalError> {
        FirstSeen::load(&self.connection)
    }

    /// A value that the agent kept.
    pub fn state(&self, key: StateKey) -> Result<Option<Vec<u8>>, JournalError> {
        state::get(&self.connection, key)
    }
}

fn condition(query: &Query) -> (String, Vec<Value>) {
    let integer = |number: u64| Value::Integer(i64::try_from(number).unwrap_or(i64::MAX));
    let mut parts = vec!["1".to_owned()];
    let mut values = Vec::new();
    match query.since {
        Since::Beginning => {}
        Since::Sequence(sequence) => {
            parts.push("sequence > ?".to_owned());
            values.push(integer(sequence));
        }
        Since::Moment(moment) => {
            parts.push("unix_ms >= ?".to_owned());
            values.push(integer(moment.unix_ms()));
        }
    }
    if !query.codes.is_empty() {
        parts.push(format!("code IN ({})", vec!["?"; query.codes.len()].join(", ")));
        values.extend(query.codes.iter().map(|code| Value::Text(code.as_str().to_owned())));
    }
    if let Some(package) = &query.package {
        parts.push("name = ?".to_owned());
        values.push(Value::Text(PackageName::new(package).normalized().to_owned()));
    }
    (parts.join(" AND "), values)
}
