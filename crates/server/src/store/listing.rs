//! Which releases sites hold, by release: of the sites that some machine has. Most sites that there ever were nobody has any more, and whoever
//! looks for a release would look at each of them.

use fetter_protocol::{Digest, SiteContents};
use sqlx::{AnyConnection, AssertSqlSafe, Row};

use super::error::Attempt;
use super::retention::Step;
use super::rows::{ROWS, padded, values};
use super::statement::Statement;
use super::{Database, StoreError, records, sites};

/// How many sites are taken out in one transaction: each holds a hundred releases and more.
const SITES: i64 = 20;

/// Lists what a site holds.
pub(super) async fn list(
    connection: &mut AnyConnection,
    organisation: i64,
    site: i64,
    contents: &SiteContents,
    now: i64,
) -> Result<(), StoreError> {
    let releases = sites::releases(connection, organisation, (site, contents), now).await?;
    for part in releases.chunks(ROWS) {
        let part = padded(part);
        let sql = format!(
            "INSERT INTO site_release (release, site, origin) VALUES {} ON CONFLICT (release, site) DO NOTHING",
            values(part.len(), 3, 1)
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for (release, origin) in part {
            query = query.bind(release).bind(site).bind(origin.number());
        }
        query.execute(&mut *connection).await.to("note what a site holds")?;
    }
    Ok(())
}

/// Lists what these sites hold, which a machine has again. Says which of them cannot be read: they are to come once more.
pub(super) async fn list_again(
    connection: &mut AnyConnection,
    organisation: i64,
    unlisted: &[(Digest, i64)],
    now: i64,
) -> Result<Vec<Digest>, StoreError> {
    let mut damaged = Vec::new();
    for (digest, site) in unlisted {
        let kept = Statement::new("SELECT contents FROM site WHERE id = ").value(*site);
        let row = kept.one(&mut *connection).await.to("look for a site")?;
        let kept: Option<Vec<u8>> = row.map_or(Ok(None), |row| row.try_get(0)).to("read a site")?;
        let contents = match kept {
            Some(kept) => records::read(connection, &kept).await?.ok(),
            None => None,
        };
        let sql = if let Some(contents) = &contents {
            list(connection, organisation, *site, contents, now).await?;
            "UPDATE site SET listed = 1 WHERE id = "
        } else {
            damaged.push(*digest);
            "UPDATE site SET listed = 1, contents = NULL WHERE id = "
        };
        let done = Statement::new(sql).value(*site).run(&mut *connection).await;
        done.to("note that a site is listed")?;
    }
    Ok(damaged)
}

impl Database {
    /// Lists no more what some of the next sites hold, which no machine has.
    pub async fn unlist_sites(&self, after: i64) -> Result<Step, StoreError> {
        let nobody = |statement: Statement| {
            statement.and(
                " AND s.listed = 1 AND s.contents IS NOT NULL \
                 AND NOT EXISTS (SELECT 1 FROM machine_site ms WHERE ms.site = s.id)",
            )
        };
        let why = "look for sites that nobody has";
        let next = nobody(Statement::new("SELECT s.id FROM site s WHERE s.id > ").value(after));
        let rows = next.with(" ORDER BY s.id LIMIT ", SITES).all(self.read()).await.to(why)?;
        let ids = rows.iter().map(|row| row.try_get(0)).collect::<Result<Vec<i64>, _>>().to(why)?;
        let Some(last) = ids.last().copied() else { return Ok(Step { removed: 0, last: None }) };
        let mut transaction = self.begin_in_turn().await?;
        // A machine may have one of them since.
        let still = nobody(Statement::new("SELECT s.id FROM site s WHERE s.id IN ").list(&ids));
        let rows = still.all(&mut *transaction).await.to(why)?;
        let ids = rows.iter().map(|row| row.try_get(0)).collect::<Result<Vec<i64>, _>>().to(why)?;
        if !ids.is_empty() {
            for sql in ["DELETE FROM site_release WHERE site IN ", "UPDATE site SET listed = 0 WHERE id IN "]
            {
                let statement = Statement::new(sql).list(&ids);
                statement.run(&mut *transaction).await.to("list no more what nobody has")?;
            }
        }
        transaction.commit().await.to("list no more what nobody has")?;
        // Nothing that anybody asks for is gone.
        Ok(Step { removed: 0, last: Some(last) })
    }

    /// How many sites machines have whose contents are here and not listed: none, unless something is wrong.
    pub async fn unlisted_sites(&self) -> Result<i64, StoreError> {
        let sql = "SELECT COUNT(*) FROM site s WHERE s.listed = 0 AND s.contents IS NOT NULL \
            AND EXISTS (SELECT 1 FROM machine_site ms WHERE ms.site = s.id)";
        let row = sqlx::query(sql).fetch_one(self.read()).await;
        row.and_then(|row| row.try_get(0)).to("count sites that are not listed")
    }
}
