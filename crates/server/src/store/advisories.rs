//! What is known of packages, for all servers on a database.

use fetter_protocol::Digest;
use sqlx::{AnyConnection, AssertSqlSafe, Row};

use super::asking;
use super::error::Attempt;
use super::rows::{ROWS, list, text};
use super::{Database, StoreError, ids};

/// How large a part of a file is, in bytes.
const PART: usize = 1 << 20;
/// How many names are asked for at once.
const NAMES: i64 = 2000;

/// A version of what is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdvisoryVersion {
    /// Its row, which grows.
    pub id: i64,
    /// The digest of all that is known.
    pub digest: Digest,
    /// Where it is from, without credentials.
    pub source: String,
    /// When it was fetched, in seconds since 1970.
    pub retrieved: i64,
    /// How many advisories there are.
    pub records: i64,
}

/// A file of a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AdvisoryFile {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// A version that is to be the present one.
#[derive(Clone, Debug)]
pub(crate) struct NewAdvisories {
    pub(crate) digest: Digest,
    pub(crate) source: String,
    pub(crate) retrieved: i64,
    pub(crate) records: i64,
    pub(crate) files: Vec<AdvisoryFile>,
}

/// The present version, which stays the present one until the transaction ends; 0 for none.
pub(super) async fn hold(connection: &mut AnyConnection) -> Result<i64, StoreError> {
    let sql = "UPDATE counter SET value = value WHERE name = 'advisory_version' RETURNING value";
    let row = sqlx::query(sql).fetch_one(connection).await;
    row.and_then(|row| row.try_get(0)).to("look which advisories there are")
}

impl Database {
    /// What is known at present; `None` for nothing.
    pub async fn advisory_version(&self) -> Result<Option<AdvisoryVersion>, StoreError> {
        let sql =
            "SELECT id, digest, source, retrieved, records FROM advisory_version ORDER BY id DESC LIMIT 1";
        let row = sqlx::query(sql).fetch_optional(self.read()).await.to("look which advisories there are")?;
        let Some(row) = row else { return Ok(None) };
        let digest: Vec<u8> = row.try_get(1).to("read which advisories there are")?;
        let digest = <[u8; 32]>::try_from(digest).map_err(|_| StoreError::Damaged {
            what: "the digest of advisories",
            why: "it has not 32 bytes".to_owned(),
        })?;
        Ok(Some(AdvisoryVersion {
            id: row.try_get(0).to("read which advisories there are")?,
            digest: Digest::from(digest),
            source: row.try_get(2).to("read which advisories there are")?,
            retrieved: row.try_get(3).to("read which advisories there are")?,
            records: row.try_get(4).to("read which advisories there are")?,
        }))
    }

    /// The files of a version. None where another one is the present one by now.
    pub(crate) async fn advisory_files(&self, version: i64) -> Result<Vec<AdvisoryFile>, StoreError> {
        let sql = "SELECT file, body FROM advisory_part WHERE version = $1 ORDER BY file, number";
        let rows = sqlx::query(sql).bind(version).fetch_all(self.read()).await.to("read advisories")?;
        let mut files: Vec<AdvisoryFile> = Vec::new();
        for row in rows {
            let name: String = row.try_get(0).to("read advisories")?;
            let body: Vec<u8> = row.try_get(1).to("read advisories")?;
            match files.last_mut().filter(|last| last.name == name) {
                Some(last) => last.bytes.extend(body),
                None => files.push(AdvisoryFile { name, bytes: body }),
            }
        }
        Ok(files)
    }

    /// Makes a version the present one, in place of `before`, and has judged again what is about names that are `touched`. `None` where
    /// another server was first.
    pub(crate) async fn take_advisories(
        &self,
        new: &NewAdvisories,
        before: i64,
        now: i64,
        touched: impl Fn(&str) -> bool + Send + Sync,
    ) -> Result<Option<i64>, StoreError> {
        let mut transaction = self.begin().await?;
        if hold(&mut transaction).await? != before {
            return Ok(None);
        }
        let id = ids::take(&mut transaction, "advisory_version", 1).await?;
        let sql = "INSERT INTO advisory_version (id, digest, source, retrieved, records, taken) \
            VALUES ($1, $2, $3, $4, $5, $6)";
        let query = sqlx::query(sql).bind(id).bind(new.digest.as_bytes().to_vec()).bind(text(&new.source));
        let query = query.bind(new.retrieved).bind(new.records).bind(now);
        query.execute(&mut *transaction).await.to("take advisories")?;
        let gone = sqlx::query("DELETE FROM advisory_part").execute(&mut *transaction).await;
        gone.to("remove older advisories")?;
        for file in &new.files {
            for (number, part) in (0_i64..).zip(file.bytes.chunks(PART)) {
                let sql = "INSERT INTO advisory_part (version, file, number, body) VALUES ($1, $2, $3, $4)";
                let query = sqlx::query(sql).bind(id).bind(file.name.clone()).bind(number);
                query.bind(part.to_vec()).execute(&mut *transaction).await.to("keep advisories")?;
            }
        }
        touch(&mut transaction, now, touched).await?;
        transaction.commit().await.to("take advisories")?;
        Ok(Some(id))
    }

    /// Notes that the present version was confirmed by its source.
    pub(crate) async fn confirm_advisories(&self, id: i64, retrieved: i64) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        let sql = "UPDATE advisory_version SET retrieved = $1 WHERE id = $2 AND retrieved < $1";
        let query = sqlx::query(sql).bind(retrieved).bind(id);
        query.execute(&mut *transaction).await.to("confirm advisories")?;
        transaction.commit().await.to("confirm advisories")
    }
}

/// Has judged again what is about some names.
async fn touch(
    connection: &mut AnyConnection,
    now: i64,
    touched: impl Fn(&str) -> bool,
) -> Result<(), StoreError> {
    let mut last = (0_i64, String::new());
    loop {
        let sql = "SELECT DISTINCT organisation, name COLLATE \"binary\" FROM release \
            WHERE (organisation, name COLLATE \"binary\") > ($1, $2) \
            ORDER BY organisation, name COLLATE \"binary\" LIMIT $3";
        let query = sqlx::query(sql).bind(last.0).bind(last.1.clone()).bind(NAMES);
        let rows = query.fetch_all(&mut *connection).await.to("look for names")?;
        let read = |row: &sqlx::any::AnyRow| Ok((row.try_get(0)?, row.try_get(1)?));
        let names = rows.iter().map(read).collect::<Result<Vec<(i64, String)>, sqlx::Error>>();
        let names = names.to("read names")?;
        let Some(end) = names.last().cloned() else { return Ok(()) };
        for same in names.chunk_by(|left, right| left.0 == right.0) {
            let organisation = same.first().map_or(0, |(organisation, _)| *organisation);
            let own: Vec<&String> = same.iter().map(|(_, name)| name).filter(|name| touched(name)).collect();
            for part in own.chunks(ROWS) {
                for sql in again(&list(part.len(), 3)) {
                    let mut query = sqlx::query(AssertSqlSafe(sql)).bind(organisation).bind(now);
                    for name in part {
                        query = query.bind((*name).clone());
                    }
                    query.execute(&mut *connection).await.to("have releases judged again")?;
                }
            }
        }
        last = end;
    }
}

/// What is to be done where something else is known of these names: of each release by one site that holds it, and of each site that was
/// held against policies.
fn again(names: &str) -> [String; 3] {
    let releases = format!(
        "FROM release r JOIN site_release sr ON sr.release = r.id JOIN site s ON s.id = sr.site \
        WHERE r.organisation = $1 AND r.name COLLATE \"binary\" IN ({names}) AND s.contents IS NOT NULL"
    );
    [
        format!(
            "UPDATE release_judgement SET due = 1 WHERE $2 > 0 AND release IN \
             (SELECT id FROM release WHERE organisation = $1 AND name COLLATE \"binary\" IN ({names}))"
        ),
        asking::insert(
            "DISTINCT 'audit', x.organisation, x.site, 0, 0",
            &format!(
                "FROM (SELECT r.organisation AS organisation, MIN(sr.site) AS site {releases} GROUP BY r.organisation, r.id) x WHERE 1 = 1"
            ),
        ),
        asking::insert(
            asking::OF_JUDGEMENT,
            &format!("FROM site_judgement j WHERE j.site IN (SELECT sr.site {releases})"),
        ),
    ]
}
