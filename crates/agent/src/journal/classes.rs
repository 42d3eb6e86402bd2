//! Which events go first where there are too many: those of the code, and of the user in it, that have taken the most room.

use std::collections::BTreeMap;

use rusqlite::{Connection, Row};

use super::JournalError;

/// How much there is of something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Size {
    pub(super) events: u64,
    pub(super) bytes: u64,
}

/// What is scarce.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scarce {
    Events,
    Bytes,
}

/// How much room events take, by code and by the user whom they are about.
///
/// What goes is of whoever has the most, so that nobody pushes out what is others'; and of the code that has the most, since one user can
/// have many ids.
#[derive(Clone, Debug, Default)]
pub(super) struct Classes(BTreeMap<String, BTreeMap<Option<u32>, Size>>);

impl Classes {
    pub(super) fn load(connection: &Connection) -> Result<Self, JournalError> {
        let sql = "SELECT code, uid, count(*), sum(bytes) FROM events GROUP BY code, uid";
        let mut classes = Self::default();
        let mut statement = connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let size = Size { events: row.get(2)?, bytes: row.get(3)? };
            classes.0.entry(row.get(0)?).or_default().insert(row.get(1)?, size);
        }
        Ok(classes)
    }

    pub(super) fn add(&mut self, code: &str, uid: Option<u32>, bytes: u64) {
        if !self.0.contains_key(code) {
            self.0.insert(code.to_owned(), BTreeMap::new());
        }
        if let Some(size) = self.0.get_mut(code).map(|users| users.entry(uid).or_default()) {
            size.events += 1;
            size.bytes = size.bytes.saturating_add(bytes);
        }
    }

    /// Takes off what a statement says was removed (`code, uid, bytes`). How many rows it said.
    pub(super) fn take_off(&mut self, row: &Row<'_>) -> rusqlite::Result<()> {
        let (code, uid, bytes): (String, Option<u32>, u64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let Some(users) = self.0.get_mut(&code) else { return Ok(()) };
        if let Some(size) = users.get_mut(&uid) {
            size.events = size.events.saturating_sub(1);
            size.bytes = size.bytes.saturating_sub(bytes);
            if size.events == 0 {
                users.remove(&uid);
            }
        }
        Ok(())
    }

    /// The code and the user that have the most of what is scarce, and how many events that are.
    pub(super) fn greediest(&self, scarce: Scarce) -> Option<(&str, Option<u32>, u64)> {
        let of = |size: &Size| match scarce {
            Scarce::Events => size.events,
            Scarce::Bytes => size.bytes,
        };
        let total = |users: &BTreeMap<Option<u32>, Size>| users.values().map(of).sum::<u64>();
        let (code, users) = self.0.iter().max_by_key(|(_, users)| total(users))?;
        let (uid, size) = users.iter().max_by_key(|(_, size)| of(size))?;
        Some((code, *uid, size.events))
    }

    /// How many events there are.
    pub(super) fn events(&self) -> u64 {
        self.0.values().flat_map(BTreeMap::values).map(|size| size.events).sum()
    }
}
