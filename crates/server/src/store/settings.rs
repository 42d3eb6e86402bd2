//! Where sites lie, as far as judging rests on it: each setting once.

use std::collections::BTreeMap;

use fetter_protocol::Digest;
use sqlx::{AnyConnection, AssertSqlSafe, Row};

use super::error::Attempt;
use super::rows::{ROWS, list, values};
use super::{StoreError, ids};
use crate::jobs::Setting;

/// The rows of these settings, in their order, made where they are not there.
pub(super) async fn known(
    connection: &mut AnyConnection,
    organisation: i64,
    settings: &[Setting],
) -> Result<Vec<i64>, StoreError> {
    let damaged = |why: String| StoreError::Damaged { what: "where sites lie", why };
    let body = |setting: &Setting| serde_json::to_vec(setting).map_err(|error| damaged(error.to_string()));
    let bodies = settings.iter().map(body).collect::<Result<Vec<_>, _>>()?;
    let digests: Vec<Digest> = bodies.iter().map(|body| Digest::of(body)).collect();
    let all: BTreeMap<Digest, &Vec<u8>> = digests.iter().copied().zip(&bodies).collect();
    let all: Vec<(Digest, &Vec<u8>)> = all.into_iter().collect();
    let mut rows = BTreeMap::new();
    for part in all.chunks(ROWS) {
        find(connection, organisation, part, &mut rows).await?;
        let new: Vec<_> = part.iter().filter(|(digest, _)| !rows.contains_key(digest)).collect();
        if new.is_empty() {
            continue;
        }
        let first = ids::take(connection, "setting", new.len()).await?;
        let sql = format!(
            "INSERT INTO setting (id, organisation, digest, body) VALUES {} ON CONFLICT (organisation, digest) DO NOTHING",
            values(new.len(), 4, 1)
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for (id, (digest, body)) in (first..).zip(&new) {
            query = query.bind(id).bind(organisation).bind(digest.as_bytes().to_vec()).bind((*body).clone());
        }
        query.execute(&mut *connection).await.to("note where sites lie")?;
        find(connection, organisation, part, &mut rows).await?;
    }
    let row = |digest: &Digest| {
        rows.get(digest).copied().ok_or_else(|| damaged("what was noted is not there".to_owned()))
    };
    digests.iter().map(row).collect()
}

async fn find(
    connection: &mut AnyConnection,
    organisation: i64,
    settings: &[(Digest, &Vec<u8>)],
    rows: &mut BTreeMap<Digest, i64>,
) -> Result<(), StoreError> {
    let these = list(settings.len(), 2);
    let sql = format!("SELECT id, digest FROM setting WHERE organisation = $1 AND digest IN ({these})");
    let mut query = sqlx::query(AssertSqlSafe(sql)).bind(organisation);
    for (digest, _) in settings {
        query = query.bind(digest.as_bytes().to_vec());
    }
    for row in query.fetch_all(connection).await.to("look where sites lie")? {
        let digest: Vec<u8> = row.try_get(1).to("read where a site lies")?;
        if let Ok(digest) = <[u8; 32]>::try_from(digest) {
            rows.insert(Digest::from(digest), row.try_get(0).to("read where a site lies")?);
        }
    }
    Ok(())
}
