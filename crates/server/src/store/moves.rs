//! What is where on a machine, and what was.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::{AnyConnection, AssertSqlSafe, Row};

use super::asking::Moved;
use super::error::Attempt;
use super::rows::{ROWS, list, padded, values};
use super::{StoreError, asking};

/// Where a site lies on a machine, by the row of the path: the row of the site, its kind, and the row of its setting.
pub(super) type Places = BTreeMap<i64, Lying>;
type Lying = (i64, String, Option<i64>);

/// Brings what is where up to date, and moves what is not there any more into the past.
pub(super) async fn change(
    connection: &mut AnyConnection,
    machine: i64,
    places: &Places,
    now: i64,
) -> Result<(), StoreError> {
    let sql = "SELECT path, site, kind, setting FROM machine_site WHERE machine = $1";
    let query = sqlx::query(sql).bind(machine);
    let mut before = Places::new();
    for row in query.fetch_all(&mut *connection).await.to("look for a machine's sites")? {
        let (site, kind) = (row.try_get(1).to("read a place")?, row.try_get(2).to("read a place")?);
        let place = (site, kind, row.try_get(3).to("read a place")?);
        before.insert(row.try_get(0).to("read a place")?, place);
    }
    // The same site at the same place, which other environments see, is nothing that its history would tell of.
    let is_same =
        |one: Option<&Lying>, other: &Lying| one.is_some_and(|one| one.0 == other.0 && one.1 == other.1);
    let gone: Vec<i64> = before
        .iter()
        .filter(|(path, place)| !is_same(places.get(path), place))
        .map(|(path, _)| *path)
        .collect();
    for part in gone.chunks(ROWS) {
        let part = &padded(part);
        let these = list(part.len(), 3);
        let past = format!(
            "INSERT INTO machine_site_past (machine, ended, path, site, since) \
             SELECT machine, $2, path, site, since FROM machine_site WHERE machine = $1 AND path IN ({these})"
        );
        let mut query = sqlx::query(AssertSqlSafe(past)).bind(machine).bind(now);
        for path in part {
            query = query.bind(*path);
        }
        query.execute(&mut *connection).await.to("move places into the past")?;
        let these = list(part.len(), 2);
        let sql = format!("DELETE FROM machine_site WHERE machine = $1 AND path IN ({these})");
        let mut query = sqlx::query(AssertSqlSafe(sql)).bind(machine);
        for path in part {
            query = query.bind(*path);
        }
        query.execute(&mut *connection).await.to("remove places")?;
    }
    let new: Vec<(&i64, &Lying)> =
        places.iter().filter(|(path, place)| !is_same(before.get(path), place)).collect();
    // Nobody moves the machine meanwhile: that is done in turn as well.
    let group = if new.is_empty() { 0 } else { group_of(&mut *connection, machine).await? };
    for part in new.chunks(ROWS) {
        let part = &padded(part);
        let sql = format!(
            "INSERT INTO machine_site (machine, path, site, kind, setting, since, machine_group) VALUES {} ON CONFLICT DO NOTHING",
            values(part.len(), 7, 1)
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for (path, (site, kind, setting)) in part {
            query = query.bind(machine).bind(**path).bind(*site).bind(kind.clone()).bind(*setting).bind(now);
            query = query.bind(group);
        }
        query.execute(&mut *connection).await.to("note new places")?;
    }
    let stayed = places.iter().filter(|(path, place)| is_same(before.get(path), place));
    let seen: Vec<(&i64, &Lying)> = stayed.filter(|(path, place)| before.get(path) != Some(place)).collect();
    for (path, (.., setting)) in &seen {
        let sql = "UPDATE machine_site SET setting = $1 WHERE machine = $2 AND path = $3";
        let query = sqlx::query(sql).bind(*setting).bind(machine).bind(**path);
        query.execute(&mut *connection).await.to("note who sees a site")?;
    }
    if gone.is_empty() && new.is_empty() && seen.is_empty() {
        return Ok(());
    }
    let lying = |places: &Places| -> BTreeSet<_> {
        places.values().map(|(site, _, setting)| (*site, *setting)).collect()
    };
    let sites = |places: &Places| -> BTreeSet<i64> { places.values().map(|(site, ..)| *site).collect() };
    let moved = Moved {
        left: lying(&before).difference(&lying(places)).map(|(site, _)| *site).collect(),
        crossed: sites(&before).symmetric_difference(&sites(places)).copied().collect(),
    };
    asking::places_changed(connection, machine, &moved, now).await
}

/// The group of a machine.
async fn group_of(connection: &mut AnyConnection, machine: i64) -> Result<i64, StoreError> {
    let query = sqlx::query("SELECT machine_group FROM machine WHERE id = $1").bind(machine);
    let row = query.fetch_one(connection).await.to("look for a machine's group")?;
    row.try_get(0).to("read a machine's group")
}
