//! What is where on a machine, and what was.

use std::collections::BTreeMap;

use sqlx::{AnyConnection, AssertSqlSafe, Row};

use super::StoreError;
use super::error::Attempt;
use super::rows::{ROWS, list, padded, values};

/// Where a site lies on a machine, by the row of the path: the row of the site, and its kind.
pub(super) type Places = BTreeMap<i64, (i64, String)>;

/// Brings what is where up to date, and moves what is not there any more into the past.
pub(super) async fn change(
    connection: &mut AnyConnection,
    machine: i64,
    places: &Places,
    now: i64,
) -> Result<(), StoreError> {
    let query = sqlx::query("SELECT path, site, kind FROM machine_site WHERE machine = $1").bind(machine);
    let mut before = Places::new();
    for row in query.fetch_all(&mut *connection).await.to("look for a machine's sites")? {
        let place = (row.try_get(1).to("read a place")?, row.try_get(2).to("read a place")?);
        before.insert(row.try_get(0).to("read a place")?, place);
    }
    let gone: Vec<i64> = before
        .iter()
        .filter(|(path, place)| places.get(path) != Some(place))
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
    let new: Vec<(&i64, &(i64, String))> =
        places.iter().filter(|(path, place)| before.get(path) != Some(place)).collect();
    for part in new.chunks(ROWS) {
        let part = &padded(part);
        let sql = format!(
            "INSERT INTO machine_site (machine, path, site, kind, since) VALUES {} ON CONFLICT DO NOTHING",
            values(part.len(), 5, 1)
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for (path, (site, kind)) in part {
            query = query.bind(machine).bind(**path).bind(*site).bind(kind.clone()).bind(now);
        }
        query.execute(&mut *connection).await.to("note new places")?;
    }
    Ok(())
}
