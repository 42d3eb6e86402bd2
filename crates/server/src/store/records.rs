//! Distributions: each once in an organisation, however many sites have it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use fetter_protocol::{Digest, DistributionRecord, SiteContents};
use sqlx::{AnyConnection, AssertSqlSafe, Row};

use super::contents_body::{self, Kept, Listed};
use super::error::Attempt;
use super::record_body::{Packer, Unpacker, plain};
use super::rows::{ROWS, list, padded, values};
use super::{Database, StoreError, ids};

/// For how long it is not noted again that one is used, in seconds.
const NOTED: i64 = 43_200;

/// What is kept of contents: the rows of what they list, made where they are not there.
pub(super) async fn keep(
    connection: &mut AnyConnection,
    organisation: i64,
    (digest, contents): (&Digest, &SiteContents),
    now: i64,
) -> Result<Vec<u8>, StoreError> {
    let mut bodies: BTreeMap<Digest, Vec<u8>> = BTreeMap::new();
    let mut asked = Vec::with_capacity(contents.distributions.len());
    for record in &contents.distributions {
        let body = plain(record)?;
        let digest = Digest::of(&[format!("{organisation}\0").as_bytes(), &body].concat());
        asked.push((digest, record.requested));
        bodies.insert(digest, body);
    }
    let mut rows = HashMap::new();
    let all: Vec<Digest> = bodies.keys().copied().collect();
    for part in all.chunks(ROWS) {
        let stale = find(connection, part, now, &mut rows).await?;
        note_use(connection, &stale, now).await?;
        let new: Vec<Digest> = part.iter().filter(|digest| !rows.contains_key(*digest)).copied().collect();
        if !new.is_empty() {
            insert(connection, organisation, &new, &bodies, now).await?;
            find(connection, part, now, &mut rows).await?;
        }
    }
    let row = |(digest, requested): (Digest, bool)| Some((*rows.get(&digest)?, requested));
    let listed: Vec<(i64, bool)> = asked.iter().copied().filter_map(row).collect();
    if listed.len() != asked.len() {
        let why = "a distribution that was kept is not there".to_owned();
        return Err(StoreError::Damaged { what: "a site's contents", why });
    }
    contents_body::pack(Listed { digest: *digest.as_bytes(), rows: listed, left_out: contents.left_out })
}

/// Looks for rows, and says which of them were not noted to be used for long.
async fn find(
    connection: &mut AnyConnection,
    digests: &[Digest],
    now: i64,
    rows: &mut HashMap<Digest, i64>,
) -> Result<Vec<i64>, StoreError> {
    let digests = padded(digests);
    let these = list(digests.len(), 1);
    // The digest says whose it is.
    let sql = format!("SELECT id, digest, used FROM distribution WHERE digest IN ({these})");
    let mut query = sqlx::query(AssertSqlSafe(sql));
    for digest in digests {
        query = query.bind(digest.as_bytes().to_vec());
    }
    let mut stale = Vec::new();
    for row in query.fetch_all(connection).await.to("look for distributions")? {
        let digest: Vec<u8> = row.try_get(1).to("read a distribution")?;
        let Ok(digest) = <[u8; 32]>::try_from(digest) else { continue };
        let id = row.try_get(0).to("read a distribution")?;
        rows.insert(Digest::from(digest), id);
        if row.try_get::<i64, _>(2).to("read a distribution")? < now - NOTED {
            stale.push(id);
        }
    }
    Ok(stale)
}

async fn note_use(connection: &mut AnyConnection, rows: &[i64], now: i64) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    let rows = padded(rows);
    let sql = format!("UPDATE distribution SET used = $1 WHERE id IN ({})", list(rows.len(), 2));
    let mut query = sqlx::query(AssertSqlSafe(sql)).bind(now);
    for row in rows {
        query = query.bind(row);
    }
    query.execute(connection).await.to("note that distributions are used").map(drop)
}

async fn insert(
    connection: &mut AnyConnection,
    organisation: i64,
    new: &[Digest],
    bodies: &BTreeMap<Digest, Vec<u8>>,
    now: i64,
) -> Result<(), StoreError> {
    let first = ids::take(connection, "distribution", new.len()).await?;
    let mut packer = Packer::new(bodies.len())?;
    let mut packed = Vec::with_capacity(new.len());
    for (digest, id) in new.iter().zip(first..) {
        let body = bodies.get(digest).map_or(&[][..], Vec::as_slice);
        packed.push((id, *digest, packer.pack(body)?));
    }
    let packed = padded(&packed);
    let sql = format!(
        "INSERT INTO distribution (id, organisation, digest, body, used) VALUES {} ON CONFLICT DO NOTHING",
        values(packed.len(), 5, 1)
    );
    let mut query = sqlx::query(AssertSqlSafe(sql));
    for (id, digest, body) in packed {
        query = query.bind(id).bind(organisation).bind(digest.as_bytes().to_vec()).bind(body).bind(now);
    }
    query.execute(connection).await.to("keep new distributions").map(drop)
}

impl Database {
    /// What was kept of a site; the inner error says why it cannot be read.
    pub(super) async fn unpacked(&self, kept: &[u8]) -> Result<Result<SiteContents, String>, StoreError> {
        let mut all = self.all_unpacked(&[kept]).await?;
        Ok(all.pop().unwrap_or_else(|| Err("there is nothing".to_owned())))
    }

    /// The same in canonical bytes.
    pub(super) async fn canonical(&self, kept: &[u8]) -> Result<Result<Vec<u8>, String>, StoreError> {
        let contents = self.unpacked(kept).await?;
        let canonical = |contents: SiteContents| contents.canonical().map_err(|why| why.to_string());
        Ok(contents.and_then(canonical).map(|(_, bytes)| bytes))
    }

    /// What was kept of sites, in their order.
    pub(super) async fn all_unpacked(
        &self,
        kept: &[&[u8]],
    ) -> Result<Vec<Result<SiteContents, String>>, StoreError> {
        let read = |kept: &&[u8]| contents_body::unpack(kept).map_err(|why| why.to_string());
        let kept: Vec<Result<Kept, String>> = kept.iter().map(read).collect();
        let mut wanted = BTreeSet::new();
        for kept in kept.iter().flatten() {
            if let Kept::Listed(listed) = kept {
                wanted.extend(listed.rows.iter().map(|(row, _)| *row));
            }
        }
        let records = self.records(&wanted).await?;
        let made: Vec<Result<SiteContents, String>> =
            kept.iter().map(|kept| put_together(kept.as_ref().map_err(Clone::clone)?, &records)).collect();
        if made.iter().all(Result::is_ok) {
            return Ok(made);
        }
        // What a database had that was put in this one's place is in the cache, perhaps.
        self.record_cache().clear();
        let records = self.records(&wanted).await?;
        Ok(kept.into_iter().map(|kept| put_together(&kept?, &records)).collect())
    }

    /// These distributions as the database has them now, with their rows; those that are not there, or cannot be read, are not in the answer.
    pub(crate) async fn distributions(
        &self,
        rows: &[i64],
    ) -> Result<Vec<(i64, Arc<DistributionRecord>)>, StoreError> {
        let mut connection = self.read().acquire().await.to("give a connection")?;
        let mut records = Vec::with_capacity(rows.len());
        look_up(&mut connection, rows, |row, record, _| records.push((row, record))).await?;
        Ok(records)
    }

    /// These distributions; those that are not there, or cannot be read, are not in the answer.
    async fn records(
        &self,
        wanted: &BTreeSet<i64>,
    ) -> Result<HashMap<i64, Arc<DistributionRecord>>, StoreError> {
        let cache = self.record_cache();
        let mut records = cache.known(wanted.iter().copied());
        let missing: Vec<i64> = wanted.iter().filter(|row| !records.contains_key(*row)).copied().collect();
        if missing.is_empty() {
            return Ok(records);
        }
        let mut connection = self.read().acquire().await.to("give a connection")?;
        look_up(&mut connection, &missing, |row, record, bytes| {
            cache.keep(row, &record, bytes);
            records.insert(row, record);
        })
        .await?;
        Ok(records)
    }
}

/// What was kept of a site, read by a connection that is in a transaction; the inner error says why it cannot be read.
pub(super) async fn read(
    connection: &mut AnyConnection,
    kept: &[u8],
) -> Result<Result<SiteContents, String>, StoreError> {
    let kept = match contents_body::unpack(kept) {
        Ok(kept) => kept,
        Err(why) => return Ok(Err(why.to_string())),
    };
    let mut records = HashMap::new();
    if let Kept::Listed(listed) = &kept {
        let wanted: BTreeSet<i64> = listed.rows.iter().map(|(row, _)| *row).collect();
        let wanted: Vec<i64> = wanted.into_iter().collect();
        look_up(connection, &wanted, |row, record, _| drop(records.insert(row, record))).await?;
    }
    Ok(put_together(&kept, &records))
}

/// Reads these distributions, and takes each of them, with how long it is; not those that are not there, or cannot be read.
async fn look_up(
    connection: &mut AnyConnection,
    wanted: &[i64],
    mut take: impl FnMut(i64, Arc<DistributionRecord>, usize),
) -> Result<(), StoreError> {
    let mut unpacker = Unpacker::new()?;
    for part in wanted.chunks(ROWS) {
        let part = padded(part);
        let sql = format!("SELECT id, body FROM distribution WHERE id IN ({})", list(part.len(), 1));
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for row in part {
            query = query.bind(row);
        }
        for row in query.fetch_all(&mut *connection).await.to("look for distributions")? {
            let body: Vec<u8> = row.try_get(1).to("read a distribution")?;
            let Ok((record, bytes)) = unpacker.unpack(&body) else { continue };
            take(row.try_get(0).to("read a distribution")?, record, bytes);
        }
    }
    Ok(())
}

fn put_together(
    kept: &Kept,
    records: &HashMap<i64, Arc<DistributionRecord>>,
) -> Result<SiteContents, String> {
    let listed = match kept {
        Kept::Whole(contents) => return Ok(SiteContents::clone(contents)),
        Kept::Listed(listed) => listed,
    };
    let mut distributions = Vec::with_capacity(listed.rows.len());
    for (row, requested) in &listed.rows {
        let record = records.get(row);
        let record = record.ok_or("a distribution that it lists is not there, or cannot be read")?;
        distributions.push(DistributionRecord { requested: *requested, ..DistributionRecord::clone(record) });
    }
    let contents = SiteContents::new(distributions, listed.left_out);
    let (digest, _) = contents.canonical().map_err(|why| why.to_string())?;
    if *digest.as_bytes() != listed.digest {
        return Err("what it lists is not what came".to_owned());
    }
    Ok(contents)
}
