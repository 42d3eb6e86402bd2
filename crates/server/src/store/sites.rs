//! The contents of sites: once, however many machines have them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use fetter_core::requirement::PackageName;
use fetter_protocol::{Digest, SiteContents};
use sqlx::{AnyConnection, AssertSqlSafe, Row};

use super::error::Attempt;
use super::rows::{ROWS, list, number, text, values};
use super::{StoreError, asking, ids, packed};

/// The rows of these sites in an organisation, made where they are not there, and those whose contents are wanted.
pub(super) async fn known(
    connection: &mut AnyConnection,
    organisation: i64,
    digests: &BTreeSet<Digest>,
    now: i64,
) -> Result<(HashMap<Digest, i64>, Vec<Digest>), StoreError> {
    let all: Vec<Digest> = digests.iter().copied().collect();
    let mut rows = HashMap::new();
    let mut wanted = Vec::new();
    for part in all.chunks(ROWS) {
        find(connection, organisation, part, &mut rows, &mut wanted).await?;
    }
    let new: Vec<Digest> = all.into_iter().filter(|digest| !rows.contains_key(digest)).collect();
    for part in new.chunks(ROWS) {
        let first = ids::take(connection, "site", part.len()).await?;
        let sql = format!(
            "INSERT INTO site (id, organisation, digest, packages, left_out, first_seen) VALUES {} \
             ON CONFLICT (organisation, digest) DO NOTHING",
            values(part.len(), 6, 1)
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for (id, digest) in (first..).zip(part) {
            query = query.bind(id).bind(organisation).bind(digest.as_bytes().to_vec());
            query = query.bind(0_i64).bind(0_i64).bind(now);
        }
        query.execute(&mut *connection).await.to("note new sites")?;
        // Another server may have been first.
        find(connection, organisation, part, &mut rows, &mut wanted).await?;
    }
    Ok((rows, wanted))
}

async fn find(
    connection: &mut AnyConnection,
    organisation: i64,
    digests: &[Digest],
    rows: &mut HashMap<Digest, i64>,
    wanted: &mut Vec<Digest>,
) -> Result<(), StoreError> {
    let sql = format!(
        "SELECT id, digest, CASE WHEN contents IS NULL THEN 1 ELSE 0 END FROM site \
         WHERE organisation = $1 AND digest IN ({})",
        list(digests.len(), 2)
    );
    let mut query = sqlx::query(AssertSqlSafe(sql)).bind(organisation);
    for digest in digests {
        query = query.bind(digest.as_bytes().to_vec());
    }
    for row in query.fetch_all(connection).await.to("look for sites")? {
        let bytes: Vec<u8> = row.try_get(1).to("read a site's digest")?;
        let Ok(bytes) = <[u8; 32]>::try_from(bytes) else { continue };
        let digest = Digest::from(bytes);
        rows.insert(digest, row.try_get(0).to("read a site")?);
        let is_wanted: i64 = row.try_get::<i32, _>(2).map(i64::from).to("read a site")?;
        if is_wanted == 1 {
            wanted.push(digest);
        }
    }
    Ok(())
}

/// Keeps contents that some machine's report named. Whether it did: nobody else's are taken.
pub(super) async fn keep(
    connection: &mut AnyConnection,
    organisation: i64,
    digest: &Digest,
    contents: &SiteContents,
    bytes: &[u8],
    now: i64,
) -> Result<bool, StoreError> {
    let mut rows = HashMap::new();
    let mut wanted = Vec::new();
    find(connection, organisation, &[*digest], &mut rows, &mut wanted).await?;
    let Some(site) = rows.get(digest) else { return Ok(false) };
    if wanted.is_empty() {
        return Ok(true);
    }
    let releases = releases(connection, organisation, contents, now).await?;
    for part in releases.chunks(ROWS) {
        let sql = format!(
            "INSERT INTO site_release (release, site) VALUES {} ON CONFLICT (release, site) DO NOTHING",
            values(part.len(), 2, 1)
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for release in part {
            query = query.bind(*release).bind(*site);
        }
        query.execute(&mut *connection).await.to("note what a site holds")?;
    }
    let sql = "UPDATE site SET contents = $1, packages = $2, left_out = $3 WHERE id = $4";
    let packages = number(contents.distributions.len() as u64);
    let query = sqlx::query(sql).bind(packed::pack(bytes)?).bind(packages);
    let query = query.bind(number(contents.left_out)).bind(*site);
    query.execute(&mut *connection).await.to("keep the contents of a site")?;
    asking::contents_came(connection, organisation, *site, now).await?;
    Ok(true)
}

/// The rows of the releases that a site holds, made where they are not there.
async fn releases(
    connection: &mut AnyConnection,
    organisation: i64,
    contents: &SiteContents,
    now: i64,
) -> Result<Vec<i64>, StoreError> {
    let pair = |name: &str, version: &Option<String>| {
        (text(&normalised(name)), text(version.as_deref().unwrap_or_default()))
    };
    let all: BTreeSet<(String, String)> =
        contents.distributions.iter().map(|one| pair(&one.name, &one.version)).collect();
    let all: Vec<(String, String)> = all.into_iter().collect();
    let mut rows = BTreeMap::new();
    for part in all.chunks(ROWS) {
        find_releases(connection, organisation, part, &mut rows).await?;
        let new: Vec<&(String, String)> = part.iter().filter(|pair| !rows.contains_key(*pair)).collect();
        if new.is_empty() {
            continue;
        }
        let first = ids::take(connection, "release", new.len()).await?;
        let sql = format!(
            "INSERT INTO release (id, organisation, name, version, first_seen) VALUES {} \
             ON CONFLICT (organisation, name, version) DO NOTHING",
            values(new.len(), 5, 1)
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for (id, (name, version)) in (first..).zip(&new) {
            query = query.bind(id).bind(organisation).bind(name.clone()).bind(version.clone()).bind(now);
        }
        query.execute(&mut *connection).await.to("note new releases")?;
        find_releases(connection, organisation, part, &mut rows).await?;
    }
    Ok(rows.into_values().collect())
}

pub(super) async fn find_releases(
    connection: &mut AnyConnection,
    organisation: i64,
    pairs: &[(String, String)],
    rows: &mut BTreeMap<(String, String), i64>,
) -> Result<(), StoreError> {
    let sql = format!(
        "WITH v (name, version) AS (VALUES {}) SELECT release.id, release.name, release.version \
         FROM v JOIN release ON release.organisation = $1 AND release.name = v.name AND release.version = v.version",
        values(pairs.len(), 2, 2)
    );
    let mut query = sqlx::query(AssertSqlSafe(sql)).bind(organisation);
    for (name, version) in pairs {
        query = query.bind(name.clone()).bind(version.clone());
    }
    for row in query.fetch_all(connection).await.to("look for releases")? {
        let name = row.try_get(1).to("read a release")?;
        let version = row.try_get(2).to("read a release")?;
        rows.insert((name, version), row.try_get(0).to("read a release")?);
    }
    Ok(())
}

/// The name by which packages are compared (PEP 503).
pub(super) fn normalised(name: &str) -> String {
    PackageName::new(name).normalized().to_owned()
}
