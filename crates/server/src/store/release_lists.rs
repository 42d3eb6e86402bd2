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
}

/// Where a page of versions ended: when it was first seen, in seconds since 1970, and the version.
pub type ReleaseKeyset = (i64, String);

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
        let by_time = || self.place.0.cmp(&other.place.0).then_with(by_version);
        match order {
            ReleaseOrder::Lowest => by_version(),
            ReleaseOrder::Highest => by_version().reverse(),
            ReleaseOrder::Oldest => by_time(),
            ReleaseOrder::Newest => by_time().reverse(),
        }
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
    /// Versions of a package, or one of them, in an order, after one.
    pub async fn releases(
        &self,
        scope: &Scope,
        name: &str,
        version: Option<&str>,
        order: ReleaseOrder,
        last: Option<&ReleaseKeyset>,
        most: i64,
    ) -> Result<Vec<ReleaseRow>, StoreError> {
        let mut keys = self.release_keys(scope, name, version).await?;
        if i64::try_from(keys.len()).is_ok_and(|count| count > MOST) {
            let last = last.map(|(_, version)| version.as_str());
            return self.releases_by_bytes(scope, name, version, last, most).await;
        }
        keys.sort_by(|one, other| one.compare(other, order));
        let first = last.map_or(0, |last| {
            let last = Key::new(0, last.clone());
            keys.partition_point(|key| key.compare(&last, order) != Ordering::Greater)
        });
        let most = usize::try_from(most).unwrap_or_default();
        let ids: Vec<i64> = keys.iter().skip(first).take(most).map(|key| key.id).collect();
        let mut rows: HashMap<i64, ReleaseRow> =
            self.releases_of(scope, &ids).await?.into_iter().map(|row| (row.id, row)).collect();
        Ok(ids.iter().filter_map(|id| rows.remove(id)).collect())
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
