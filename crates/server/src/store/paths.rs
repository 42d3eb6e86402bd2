//! Paths, once for an organisation.

use std::collections::BTreeMap;
use std::os::unix::ffi::OsStringExt;

use fetter_protocol::{Digest, WirePath};
use sqlx::{AnyConnection, AssertSqlSafe, Row};

use super::error::Attempt;
use super::rows::{ROWS, list, padded, values};
use super::{StoreError, ids};

/// The rows of these paths, in their order, made where they are not there.
pub(super) async fn rows(
    connection: &mut AnyConnection,
    organisation: i64,
    wires: &[&WirePath],
) -> Result<Vec<i64>, StoreError> {
    let bytes = |wire: &WirePath| {
        let path = wire.to_path().unwrap_or_default();
        path.into_os_string().into_vec()
    };
    let named: Vec<(Digest, Vec<u8>)> =
        wires.iter().map(|wire| bytes(wire)).map(|bytes| (Digest::of(&bytes), bytes)).collect();
    let all: BTreeMap<Digest, &Vec<u8>> = named.iter().map(|(digest, bytes)| (*digest, bytes)).collect();
    let all: Vec<(Digest, &Vec<u8>)> = all.into_iter().collect();
    let mut rows = BTreeMap::new();
    for part in all.chunks(ROWS) {
        find(connection, organisation, part, &mut rows).await?;
        let new: Vec<&(Digest, &Vec<u8>)> =
            part.iter().filter(|(digest, _)| !rows.contains_key(digest)).collect();
        if new.is_empty() {
            continue;
        }
        let first = ids::take(connection, "path", new.len()).await?;
        let new = padded(&new.into_iter().zip(first..).collect::<Vec<_>>());
        let sql = format!(
            "INSERT INTO path (id, organisation, digest, bytes) VALUES {} ON CONFLICT DO NOTHING",
            values(new.len(), 4, 1)
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for ((digest, bytes), id) in new {
            query = query.bind(id).bind(organisation).bind(digest.as_bytes().to_vec()).bind((*bytes).clone());
        }
        query.execute(&mut *connection).await.to("note new paths")?;
        find(connection, organisation, part, &mut rows).await?;
    }
    let row = |(digest, _): &(Digest, Vec<u8>)| {
        let why = || StoreError::Damaged { what: "paths", why: "one that was noted is not there".to_owned() };
        rows.get(digest).copied().ok_or_else(why)
    };
    named.iter().map(row).collect()
}

async fn find(
    connection: &mut AnyConnection,
    organisation: i64,
    paths: &[(Digest, &Vec<u8>)],
    rows: &mut BTreeMap<Digest, i64>,
) -> Result<(), StoreError> {
    let paths = padded(paths);
    let these = list(paths.len(), 2);
    let sql = format!("SELECT id, digest FROM path WHERE organisation = $1 AND digest IN ({these})");
    let mut query = sqlx::query(AssertSqlSafe(sql)).bind(organisation);
    for (digest, _) in paths {
        query = query.bind(digest.as_bytes().to_vec());
    }
    for row in query.fetch_all(connection).await.to("look for paths")? {
        let digest: Vec<u8> = row.try_get(1).to("read a path")?;
        if let Ok(digest) = <[u8; 32]>::try_from(digest) {
            rows.insert(Digest::from(digest), row.try_get(0).to("read a path")?);
        }
    }
    Ok(())
}
