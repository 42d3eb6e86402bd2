//! When each release was first seen on this machine.

use std::collections::HashMap;

use rusqlite::{Connection, params};

use super::{Journal, JournalError, Moment};

/// After how long it is written down again that a release is still there: a day, in milliseconds.
const REFRESH_MS: u64 = 86_400_000;

/// A release that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sight {
    /// Its normalised name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// When it was first seen on this machine.
    pub first: Moment,
}

/// When each release was first seen on this machine, in memory, for whoever judges by age.
#[derive(Clone, Debug, Default)]
pub struct FirstSeen {
    releases: HashMap<(String, String), (Moment, Moment)>,
}

impl FirstSeen {
    /// When a release, by normalised name and version, was first seen. A release that was never seen is seen now.
    ///
    /// The second value is whether that is to be written down with [`super::JournalHandle::seen`].
    pub fn sight(&mut self, name: &str, version: &str, now: Moment) -> (Moment, bool) {
        self.sight_since(name, version, now, now)
    }

    /// As [`Self::sight`]; a release that was never seen was there from `first` on.
    pub fn sight_since(&mut self, name: &str, version: &str, first: Moment, now: Moment) -> (Moment, bool) {
        let key = (name.to_owned(), version.to_owned());
        let entry = self.releases.entry(key);
        let is_new = matches!(entry, std::collections::hash_map::Entry::Vacant(_));
        let (first, last) = entry.or_insert((first, now));
        // A clock that was set back saw nothing before it.
        let is_stale = now.unix_ms().abs_diff(last.unix_ms()) > REFRESH_MS;
        if is_stale {
            *last = now;
        }
        (*first, is_new || is_stale)
    }

    /// Whether nothing was ever seen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.releases.is_empty()
    }

    /// Every release by normalised name and version, with when it was first seen; in no order.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str, Moment)> {
        self.releases.iter().map(|((name, version), (first, _))| (name.as_str(), version.as_str(), *first))
    }

    /// When a release was first seen, if it ever was.
    #[must_use]
    pub fn get(&self, name: &str, version: &str) -> Option<Moment> {
        self.releases.get(&(name.to_owned(), version.to_owned())).map(|(first, _)| *first)
    }

    pub(super) fn load(connection: &Connection) -> Result<Self, JournalError> {
        let mut statement = connection.prepare("SELECT name, version, first_ms, last_ms FROM first_seen")?;
        let rows = statement.query_map([], |row| {
            let moment = |column| row.get(column).map(Moment::of_unix_ms);
            Ok(((row.get(0)?, row.get(1)?), (moment(2)?, moment(3)?)))
        })?;
        Ok(Self { releases: rows.collect::<Result<_, _>>()? })
    }
}

impl Journal {
    /// Writes down that releases are there. What is there already keeps its first moment.
    /// Beyond the limit, those go that have been gone longest.
    pub fn note_seen(&mut self, releases: &[Sight], now: Moment) -> Result<(), JournalError> {
        let limit = self.limits.releases;
        let ms = |moment: Moment| i64::try_from(moment.unix_ms()).unwrap_or(i64::MAX);
        let transaction = self.connection.transaction()?;
        {
            let mut insert = transaction.prepare_cached(
                "INSERT INTO first_seen (name, version, first_ms, last_ms) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT DO UPDATE SET last_ms = excluded.last_ms",
            )?;
            for Sight { name, version, first } in releases {
                insert.execute(params![name, version, ms(*first), ms(now)])?;
            }
        }
        let count: u64 = transaction.query_row("SELECT count(*) FROM first_seen", [], |row| row.get(0))?;
        if count > limit {
            transaction.execute(
                "DELETE FROM first_seen WHERE (name, version) IN
                 (SELECT name, version FROM first_seen ORDER BY last_ms, first_ms, name, version LIMIT ?1)",
                [count - limit],
            )?;
        }
        Ok(transaction.commit()?)
    }

    /// When each release was first seen.
    pub fn first_seen(&self) -> Result<FirstSeen, JournalError> {
        FirstSeen::load(&self.connection)
    }
}
