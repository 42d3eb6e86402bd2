//! The journal's file.

use std::path::{Path, PathBuf};
use std::time::Duration;

use fetter_core::requirement::PackageName;
use rusqlite::{Connection, OpenFlags, OptionalExtension, params};

use super::classes::{Classes, Scarce};
use super::place::Place;
use super::{Event, JournalError, Limits, Moment, schema};

/// Events that one step of pruning removes at most, so that no append waits long for it.
const PRUNE_STEP: u64 = 512;

/// Pages that one step gives back to the file system at most.
const VACUUM_STEP: u32 = 256;

/// The journal, open for writing. There is one at a time: the agent's.
#[derive(Debug)]
pub struct Journal {
    pub(super) connection: Connection,
    pub(super) limits: Limits,
    next: u64,
    classes: Classes,
    page_size: u64,
    put_aside: Option<PathBuf>,
}

impl Journal {
    /// Opens the journal in this directory, and makes both if they are not there.
    ///
    /// A file that is damaged is moved aside ([`Journal::put_aside`]) and a new one begun, whose numbers begin above those that
    /// the old one can have used. `floor` is the newest number that anybody outside has seen; new ones are above it.
    pub fn open(directory: &Path, limits: Limits, floor: u64) -> Result<Self, JournalError> {
        let place = Place::open_or_make(directory)?;
        match Self::open_in(&place, limits, floor) {
            Err(error) if error.is_damage() => {
                let now = Moment::now().unix_seconds();
                let aside = place.put_aside(now)?;
                let mut journal = Self::open_in(&place, limits, floor.max(now))?;
                journal.put_aside = Some(aside);
                Ok(journal)
            }
            opened => opened,
        }
    }

    fn open_in(place: &Place, limits: Limits, floor: u64) -> Result<Self, JournalError> {
        place.prepare_file()?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_NOFOLLOW
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = Connection::open_with_flags(place.file(), flags)?;
        connection.busy_timeout(Duration::from_secs(2))?;
        // It must be the first: where there is a table already, it does nothing.
        connection.pragma_update(None, "auto_vacuum", "INCREMENTAL")?;
        connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "journal_size_limit", 1 << 20)?;
        connection.pragma_update_and_check(None, "wal_autocheckpoint", 256, |_| Ok(()))?;
        connection.pragma_update(None, "trusted_schema", false)?;
        connection.pragma_update(None, "cell_size_check", true)?;
        schema::migrate(&mut connection, &place.file())?;
        check(&connection)?;
        let limits = Limits { bytes: limits.bytes.max(Limits::LEAST_BYTES), ..limits };
        let page_size = connection.pragma_query_value(None, "page_size", |row| row.get(0))?;
        let last: Option<u64> = connection
            .query_row("SELECT seq FROM sqlite_sequence WHERE name = 'events'", [], |row| row.get(0))
            .optional()?;
        let classes = Classes::load(&connection)?;
        let next = last.unwrap_or(0).max(floor) + 1;
        let journal = Self { connection, limits, next, classes, page_size, put_aside: None };
        // Beyond the limit there is room for what is pruned only after it is written.
        journal.limit_pages((limits.bytes + limits.bytes / 4 + (1 << 20)) / page_size)?;
        Ok(journal)
    }

    /// Where the damaged file was moved to, if there was one when this one was opened.
    #[must_use]
    pub fn put_aside(&self) -> Option<&Path> {
        self.put_aside.as_deref()
    }

    /// Sets how many pages the file can have at most. With none to spare, appending fails as on a full disk.
    pub fn limit_pages(&self, pages: u64) -> Result<(), JournalError> {
        Ok(self.connection.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))?)
    }

    /// How many pages the file has.
    pub fn pages(&self) -> Result<u64, JournalError> {
        Ok(self.connection.pragma_query_value(None, "page_count", |row| row.get(0))?)
    }

    /// Gives an event its number. A number that was given is not given again, whether the event is written or not.
    pub fn number(&mut self, event: &mut Event) {
        event.sequence = self.next;
        self.next += 1;
    }

    /// Numbers an event and writes it. When it returns, the event is on the disk.
    pub fn append(&mut self, event: &mut Event) -> Result<u64, JournalError> {
        self.number(event);
        self.write(std::slice::from_ref(event))?;
        Ok(event.sequence)
    }

    /// Writes numbered events, all or none. When it returns, they are on the disk.
    pub fn write(&mut self, events: &[Event]) -> Result<(), JournalError> {
        let transaction = self.connection.transaction()?;
        let mut sizes = Vec::with_capacity(events.len());
        {
            let mut insert = transaction.prepare_cached(
                "INSERT INTO events (sequence, unix_ms, code, name, record, uid, bytes)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?;
            for event in events {
                let record = fetter_protocol::write(&event.record())?;
                let name = event.subject.name.as_deref().map(PackageName::new);
                let ms = i64::try_from(event.when.unix_ms()).unwrap_or(i64::MAX);
                insert.execute(params![
                    event.sequence,
                    ms,
                    event.code.as_str(),
                    name.as_ref().map(PackageName::normalized),
                    std::str::from_utf8(&record).unwrap_or_default(),
                    event.user(),
                    record.len(),
                ])?;
                sizes.push(u64::try_from(record.len()).unwrap_or_default());
            }
        }
        transaction.commit()?;
        for (event, bytes) in events.iter().zip(sizes) {
            self.classes.add(event.code.as_str(), event.user(), bytes);
        }
        Ok(())
    }

    /// Gives the events after one new numbers, in the same order, all above another one and above those that were given: others have used the numbers
    /// up to it. When it returns, they are on the disk. The newest number that was given.
    pub fn renumber(&mut self, after: u64, above: u64) -> Result<u64, JournalError> {
        let newest = self.next.saturating_sub(1);
        let by = above.max(newest).saturating_sub(after);
        let transaction = self.connection.transaction()?;
        transaction.execute(
            "UPDATE events SET sequence = sequence + ?2, record = json_set(record, '$.sequence', sequence + ?2)
             WHERE sequence > ?1",
            params![after, by],
        )?;
        let last = above.max(newest.saturating_add(by));
        transaction.execute(
            "INSERT INTO sqlite_sequence (name, seq)
             SELECT 'events', ?1 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'events')",
            [last],
        )?;
        transaction.execute("UPDATE sqlite_sequence SET seq = ?1 WHERE name = 'events'", [last])?;
        transaction.commit()?;
        self.next = last + 1;
        Ok(last)
    }

    /// One step of keeping within the limits: removes some of the oldest events, and gives some room back. Whether more is to
    /// be done.
    pub fn prune(&mut self, now: Moment) -> Result<bool, JournalError> {
        let pruned = self.remove_old(now)?;
        let free: u64 = self.connection.pragma_query_value(None, "freelist_count", |row| row.get(0))?;
        if free > 0 {
            // Each row that it gives is a page that was given back: they are all to be asked for.
            let sql = format!("PRAGMA incremental_vacuum({VACUUM_STEP})");
            let mut statement = self.connection.prepare_cached(&sql)?;
            let mut rows = statement.query([])?;
            while rows.next()?.is_some() {}
        }
        Ok(pruned || free > u64::from(VACUUM_STEP))
    }

    fn remove_old(&mut self, now: Moment) -> Result<bool, JournalError> {
        let free: u64 = self.connection.pragma_query_value(None, "freelist_count", |row| row.get(0))?;
        let used = self.pages()?.saturating_sub(free).saturating_mul(self.page_size);
        let over = self.count().saturating_sub(self.limits.events);
        if over > 0 {
            return self.remove_greediest(Scarce::Events, |_| over);
        }
        if used > self.limits.bytes {
            return self.remove_greediest(Scarce::Bytes, |events| (events / 16).max(1));
        }
        self.remove_aged(now)
    }

    /// Removes the oldest events whose time is over. Order is by number: a clock that was set does not open gaps.
    fn remove_aged(&mut self, now: Moment) -> Result<bool, JournalError> {
        if self.limits.days == 0 {
            return Ok(false);
        }
        let kept_ms = u64::from(self.limits.days) * 86_400_000;
        let Some(before) = now.unix_ms().checked_sub(kept_ms) else { return Ok(false) };
        let oldest = "SELECT sequence, unix_ms FROM events ORDER BY sequence LIMIT ?2";
        let first_kept = format!("SELECT min(sequence) FROM ({oldest}) WHERE unix_ms >= ?1");
        let last = format!("SELECT max(sequence) FROM ({oldest})");
        let sql = format!("DELETE FROM events WHERE sequence < coalesce(({first_kept}), ({last}) + 1)");
        self.remove(&sql, params![before, PRUNE_STEP])
    }

    /// Removes the oldest events of whoever has the most; so many, of so many that there are, and not more than a step.
    fn remove_greediest(&mut self, scarce: Scarce, many: impl Fn(u64) -> u64) -> Result<bool, JournalError> {
        let Some((code, uid, events)) = self.classes.greediest(scarce) else { return Ok(false) };
        let (code, many) = (code.to_owned(), many(events).min(PRUNE_STEP));
        self.remove(
            "DELETE FROM events WHERE sequence IN
             (SELECT sequence FROM events WHERE code = ?1 AND uid IS ?2 ORDER BY sequence LIMIT ?3)",
            params![code, uid, many],
        )
    }

    /// Removes what a statement removes; whether there was something.
    fn remove(&mut self, sql: &str, values: impl rusqlite::Params) -> Result<bool, JournalError> {
        let mut classes = self.classes.clone();
        let mut many = 0_u64;
        {
            let mut statement =
                self.connection.prepare_cached(&format!("{sql} RETURNING code, uid, bytes"))?;
            let mut rows = statement.query(values)?;
            while let Some(row) = rows.next()? {
                classes.take_off(row)?;
                many += 1;
            }
        }
        // Only now it is certain.
        self.classes = classes;
        Ok(many > 0)
    }

    /// How many events there are.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.classes.events()
    }
}

/// That the database is sound. It is bounded, so that this takes no longer than a part of a second.
fn check(connection: &Connection) -> Result<(), JournalError> {
    let found: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if found == "ok" {
        return Ok(());
    }
    let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT);
    Err(rusqlite::Error::SqliteFailure(code, Some(found)).into())
}
