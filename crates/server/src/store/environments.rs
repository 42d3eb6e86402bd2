//! The environments of machines, as their newest reports tell.

use std::collections::BTreeMap;

use fetter_protocol::{EnvironmentRecord, WirePath};
use sqlx::{AnyConnection, AssertSqlSafe, Row};

use super::StoreError;
use super::error::Attempt;
use super::rows::{ROWS, list, padded, text, values};

/// What is known of the environment at a prefix: kind, Python version, implementation, creator, and the rows of the paths of its sites.
type Told = [String; 5];

/// All paths that environments name, in the order in which [`change`] takes their rows.
pub(super) fn paths(environments: &[EnvironmentRecord]) -> impl Iterator<Item = &WirePath> {
    environments.iter().flat_map(|one| std::iter::once(&one.prefix).chain(&one.sites))
}

/// Brings the environments of a machine up to date. `rows` are those of [`paths`].
pub(super) async fn change(
    connection: &mut AnyConnection,
    machine: i64,
    environments: &[EnvironmentRecord],
    rows: &[i64],
    now: i64,
) -> Result<(), StoreError> {
    let told = told(environments, rows);
    let before = before(connection, machine).await?;
    let is_same = |path: &i64, one: &Told| before.get(path).is_some_and(|(before, _)| before == one);
    let is_as_it_was = |path: &i64, one: &Told| told.get(path).is_some_and(|now| now == one);
    let old: Vec<i64> =
        before.iter().filter(|(path, (one, _))| !is_as_it_was(path, one)).map(|(path, _)| *path).collect();
    for part in old.chunks(ROWS) {
        let part = &padded(part);
        let these = list(part.len(), 2);
        let sql = format!("DELETE FROM environment WHERE machine = $1 AND path IN ({these})");
        let mut query = sqlx::query(AssertSqlSafe(sql)).bind(machine);
        for path in part {
            query = query.bind(*path);
        }
        query.execute(&mut *connection).await.to("remove environments")?;
    }
    let new: Vec<(&i64, &Told)> = told.iter().filter(|(path, one)| !is_same(path, one)).collect();
    for part in new.chunks(ROWS) {
        let part = &padded(part);
        let sql = format!(
            "INSERT INTO environment (machine, path, kind, python, implementation, creator, sites, since) VALUES {} \
             ON CONFLICT DO NOTHING",
            values(part.len(), 8, 1)
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for (path, words) in part {
            query = query.bind(machine).bind(**path);
            for word in *words {
                query = query.bind(word.clone());
            }
            query = query.bind(before.get(path).map_or(now, |(_, since)| *since));
        }
        query.execute(&mut *connection).await.to("note environments")?;
    }
    Ok(())
}

/// A machine has none any more.
pub(super) async fn forget(connection: &mut AnyConnection, machine: i64) -> Result<(), StoreError> {
    let query = sqlx::query("DELETE FROM environment WHERE machine = $1").bind(machine);
    query.execute(connection).await.to("remove environments").map(drop)
}

/// What a report tells, by the rows of prefixes.
fn told(environments: &[EnvironmentRecord], rows: &[i64]) -> BTreeMap<i64, Told> {
    let mut rows = rows.iter().copied();
    let mut told = BTreeMap::new();
    for one in environments {
        let Some(prefix) = rows.next() else { break };
        let sites: Vec<String> = rows.by_ref().take(one.sites.len()).map(|row| row.to_string()).collect();
        let words = [&one.kind, &one.python, &one.implementation, &one.creator, &sites.join(" ")];
        told.insert(prefix, words.map(|word| text(word)));
    }
    told
}

/// What was told before, and since when.
async fn before(
    connection: &mut AnyConnection,
    machine: i64,
) -> Result<BTreeMap<i64, (Told, i64)>, StoreError> {
    let sql = "SELECT path, kind, python, implementation, creator, sites, since FROM environment WHERE machine = $1";
    let rows = sqlx::query(sql).bind(machine).fetch_all(connection).await.to("look for environments")?;
    let read = |row: &sqlx::any::AnyRow| -> Result<(i64, (Told, i64)), sqlx::Error> {
        let words = [row.try_get(1)?, row.try_get(2)?, row.try_get(3)?, row.try_get(4)?, row.try_get(5)?];
        Ok((row.try_get(0)?, (words, row.try_get(6)?)))
    };
    rows.iter().map(|row| read(row).to("read an environment")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_go_to_the_environments_that_named_the_paths() {
        let one = |prefix: &str, sites: &[&str]| EnvironmentRecord {
            prefix: WirePath::Text(prefix.to_owned()),
            kind: "base".to_owned(),
            python: "3.12".to_owned(),
            implementation: "CPython".to_owned(),
            creator: "u\0v".to_owned(),
            sites: sites.iter().map(|site| WirePath::Text((*site).to_owned())).collect(),
        };
        let environments = [one("/a", &["/a/s", "/t"]), one("/b", &[]), one("/c", &["/t"])];
        let paths: Vec<_> = paths(&environments).filter_map(WirePath::to_path).collect();
        assert_eq!(paths, ["/a", "/a/s", "/t", "/b", "/c", "/t"].map(std::path::PathBuf::from));
        let told = told(&environments, &[7, 8, 9, 3, 5, 9]);
        let sites: Vec<_> = told.iter().map(|(path, words)| (*path, words[4].as_str())).collect();
        assert_eq!(sites, [(3, ""), (5, "9"), (7, "8 9")]);
        assert_eq!(told[&3][3], "u\u{fffd}v");
    }
}
