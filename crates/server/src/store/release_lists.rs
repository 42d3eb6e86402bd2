//! Versions of a package in the order that is asked for.

use std::cmp::Ordering;
use std::collections::HashMap;

use fetter_core::requirement::Version;
use sqlx::Row;

use super::catalog::{HELD, RELEASES};
use super::error::Attempt;
use super::statement::{IS_THERE, Statement};
use super::{Database, ReleaseRow, Scope, StoreError};

/// How many versions of a package are put in order: no package has so many. Of one that somebody makes up to have more, they are in the order of their bytes.
const MOST: i64 = 20_000;

/// Which versions of a package come first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReleaseOrder {
    /// The lowest (PEP 440). What is no such version comes before all that are, by its bytes.
    #[default]
    Lowest,
    /// The highest, and at last what is none.
    Highest,
    /// What was seen first.
    Oldest,
    /// What was seen last.
    Newest,
    /// What the fewest machines have, as it was counted last; before these what was not counted yet.
    Rarest,
    /// What the most machines have, and at last what was not counted yet.
    Widest,
}

/// Where a page of versions ended: when it was first seen, in seconds since 1970, or how many machines have it, and the version.
pub type ReleaseKeyset = (i64, String);

/// For how many machines have what was not counted yet: it is not that nobody does.
const UNCOUNTED: i64 = -1;

/// What a version is ordered by.
struct Key {
    id: i64,
    parsed: Option<Version>,
    place: ReleaseKeyset,
}

impl Key {
    fn new(id: i64, place: ReleaseKeyset) -> Self {
        Self { id, parsed: place.1.parse().ok(), place }
    }

    fn compare(&self, other: &Self, order: ReleaseOrder) -> Ordering {
        let by_version = || self.parsed.cmp(&other.parsed).then_with(|| self.place.1.cmp(&other.place.1));
        let by_number = || self.place.0.cmp(&other.place.0).then_with(by_version);
        match order {
            ReleaseOrder::Lowest => by_version(),
            ReleaseOrder::Highest => by_version().reverse(),
            ReleaseOrder::Oldest | ReleaseOrder::Rarest => by_number(),
            ReleaseOrder::Newest | ReleaseOrder::Widest => by_number().reverse(),
        }
    }
}

/// A version in an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedRelease {
    /// Its place in that order.
    pub place: ReleaseKeyset,
    /// The version.
    pub row: ReleaseRow,
    /// How many machines had it when all were counted last; `None` where it was not counted yet.
    pub machines: Option<i64>,
}

impl CountedRelease {
    fn new(place: ReleaseKeyset, row: ReleaseRow, counts: &HashMap<i64, i64>) -> Self {
        let machines = counts.get(&row.id).copied();
        Self { place, row, machines }
    }
}

impl ReleaseOrder {
    /// Its number among the orders of this list.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8
    }
}

impl Database {
    /// Versions of a package, or one of them, in an order, after one, each with how many machines had it when all were counted last.
    pub async fn releases(
        &self,
        scope: &Scope,
        name: &str,
        version: Option<&str>,
        order: ReleaseOrder,
        last: Option<&ReleaseKeyset>,
        most: i64,
    ) -> Result<Vec<CountedRelease>, StoreError> {
        let counts = self.machines_with_releases(scope, name).await?;
        let mut keys = self.release_keys(scope, name, version).await?;
        if i64::try_from(keys.len()).is_ok_and(|count| count > MOST) {
            let last = last.map(|(_, version)| version.as_str());
            let rows = self.releases_by_bytes(scope, name, version, last, most).await?;
            let place = |row: &ReleaseRow| (row.first_seen, row.version.clone());
            return Ok(rows.into_iter().map(|row| CountedRelease::new(place(&row), row, &counts)).collect());
        }
        if matches!(order, ReleaseOrder::Rarest | ReleaseOrder::Widest) {
            for key in &mut keys {
                key.place.0 = counts.get(&key.id).copied().unwrap_or(UNCOUNTED);
            }
        }
        keys.sort_by(|one, other| one.compare(other, order));
        let first = last.map_or(0, |last| {
            let last = Key::new(0, last.clone());
            keys.partition_point(|key| key.compare(&last, order) != Ordering::Greater)
        });
        let most = usize::try_from(most).unwrap_or_default();
        let keys: Vec<Key> = keys.into_iter().skip(first).take(most).collect();
        let ids: Vec<i64> = keys.iter().map(|key| key.id).collect();
        let mut rows: HashMap<i64, ReleaseRow> =
            self.releases_of(scope, &ids).await?.into_iter().map(|row| (row.id, row)).collect();
        let row = |key: Key| Some(CountedRelease::new(key.place, rows.remove(&key.id)?, &counts));
        Ok(keys.into_iter().filter_map(row).collect())
    }

    /// What versions that somebody sees are ordered by: one more than are put in order, where there are more.
    async fn release_keys(
        &self,
        scope: &Scope,
        name: &str,
        version: Option<&str>,
    ) -> Result<Vec<Key>, StoreError> {
        let why = "look for the versions of a package";
        let statement = Statement::new("SELECT r.id, r.first_seen, r.version FROM ");
        let statement = statement.with(RELEASES, scope.organisation());
        let statement = statement.with(" AND r.name COLLATE \"binary\" = ", name);
        let statement = statement.where_given(" AND r.version COLLATE \"binary\" = ", version);
        let statement = scope.limit(statement.and(HELD), " AND ms.machine_group IN ").and(IS_THERE);
        let rows = statement.with(" LIMIT ", MOST + 1).all(self.read()).await.to(why)?;
        let key = |row: &sqlx::any::AnyRow| Ok(Key::new(row.try_get(0)?, (row.try_get(1)?, row.try_get(2)?)));
        rows.iter().map(key).collect::<Result<_, sqlx::Error>>().to(why)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_in_the_order_of_pep_440_and_what_is_none_is_lowest() {
        let texts = ["1.10", "1.9", "1.10rc1", "what", "", "2!0.1", "1.9.post1"];
        let mut keys: Vec<Key> =
            (0..).zip(texts).map(|(at, text)| Key::new(at, (at, text.to_owned()))).collect();
        let mut sorted = |order| {
            keys.sort_by(|one, other| one.compare(other, order));
            keys.iter().map(|key| key.place.1.clone()).collect::<Vec<_>>()
        };
        let rising = ["", "what", "1.9", "1.9.post1", "1.10rc1", "1.10", "2!0.1"];
        assert_eq!(sorted(ReleaseOrder::Lowest), rising);
        assert_eq!(sorted(ReleaseOrder::Highest), rising.into_iter().rev().collect::<Vec<_>>());
        assert_eq!(sorted(ReleaseOrder::Oldest), texts);
        assert_eq!(sorted(ReleaseOrder::Newest), texts.into_iter().rev().collect::<Vec<_>>());
    }
}
