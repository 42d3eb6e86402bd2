//! What is held of one machine.

use fetter_protocol::{Digest, DistributionRecord};
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};

use super::contents_body::{self, Kept};
use super::error::Attempt;
use super::rows::{ROWS, count};
use super::statement::Statement;
use super::{Database, StoreError};

/// A site at its place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Holding {
    /// The bytes of its path.
    pub path: Vec<u8>,
    /// The digest of its contents.
    pub digest: Digest,
    /// Whether the contents are here.
    pub is_here: bool,
}

/// What a site lists.
#[derive(Debug, Default)]
pub(crate) struct SiteList {
    /// The rows of distributions.
    pub(crate) rows: Vec<i64>,
    /// What was kept with the site itself, as an earlier server did.
    pub(crate) whole: Vec<DistributionRecord>,
    /// How many are left out beside.
    pub(crate) left_out: u64,
}

impl From<Kept> for SiteList {
    fn from(kept: Kept) -> Self {
        match kept {
            Kept::Listed(listed) => {
                let rows = listed.rows.into_iter().map(|(row, _)| row).collect();
                Self { rows, left_out: listed.left_out, ..Self::default() }
            }
            Kept::Whole(contents) => {
                Self { whole: contents.distributions, left_out: contents.left_out, ..Self::default() }
            }
        }
    }
}

impl Database {
    /// The rows of sites that machines of a group, or one of them, have now, each once.
    pub(crate) async fn held_sites(
        &self,
        organisation: i64,
        group: i64,
        machine: Option<&str>,
        most: usize,
    ) -> Result<Vec<i64>, StoreError> {
        let statement = Statement::new(
            "SELECT DISTINCT ms.site FROM machine m JOIN machine_site ms ON ms.machine = m.id \
             WHERE m.status IN ('active', 'cloned') AND m.organisation = ",
        );
        let statement = statement.value(organisation).with(" AND m.machine_group = ", group);
        let statement = statement.where_given(" AND m.name = ", machine).and(" ORDER BY ms.site LIMIT ");
        let rows = statement.value(i64::try_from(most).unwrap_or(i64::MAX)).all(self.read()).await;
        let rows = rows.to("look which sites there are")?;
        rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>().to("read which sites there are")
    }

    /// What these sites list, by their rows. One of which nothing came, or that cannot be read, is not in the answer.
    pub(crate) async fn site_lists(&self, sites: &[i64]) -> Result<Vec<SiteList>, StoreError> {
        let mut lists = Vec::with_capacity(sites.len());
        for part in sites.chunks(ROWS) {
            let statement = Statement::new("SELECT contents FROM site WHERE contents IS NOT NULL AND id IN ");
            let rows = statement.list(part).all(self.read()).await.to("look for sites")?;
            for row in rows {
                let kept: Vec<u8> = row.try_get(0).to("read a site")?;
                lists.extend(contents_body::unpack(&kept).ok().map(SiteList::from));
            }
        }
        Ok(lists)
    }

    /// What is where on a machine now, by path.
    pub async fn holdings(&self, machine: &str) -> Result<Vec<Holding>, StoreError> {
        self.held(machine, "machine_site").await
    }

    /// What was somewhere on a machine, by path.
    pub async fn past_holdings(&self, machine: &str) -> Result<Vec<Holding>, StoreError> {
        self.held(machine, "machine_site_past").await
    }

    async fn held(&self, machine: &str, table: &'static str) -> Result<Vec<Holding>, StoreError> {
        let sql = format!(
            "SELECT path.bytes, site.digest, CASE WHEN site.contents IS NULL THEN 0 ELSE 1 END FROM machine \
             JOIN {table} held ON held.machine = machine.id JOIN path ON path.id = held.path \
             JOIN site ON site.id = held.site WHERE machine.name = $1"
        );
        let query = sqlx::query(AssertSqlSafe(sql)).bind(machine);
        let rows = query.fetch_all(self.read()).await.to("look for a machine's sites")?;
        let mut places: Vec<Holding> =
            rows.iter().map(holding).collect::<Result<_, _>>().to("read a machine's sites")?;
        places.sort();
        Ok(places)
    }

    /// The numbers of the events of a machine, in order.
    pub async fn event_numbers(&self, machine: &str) -> Result<Vec<u64>, StoreError> {
        let sql = "SELECT event.number FROM machine JOIN event ON event.machine = machine.id \
            WHERE machine.name = $1 ORDER BY event.number";
        let rows = sqlx::query(sql).bind(machine).fetch_all(self.read()).await.to("look for events")?;
        rows.iter().map(|row| row.try_get(0).map(count)).collect::<Result<_, _>>().to("read events")
    }

    /// The canonical bytes of a site of an organisation; `None` where they are not here.
    pub async fn canonical_contents(
        &self,
        organisation: i64,
        digest: &Digest,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let sql =
            "SELECT contents FROM site WHERE organisation = $1 AND digest = $2 AND contents IS NOT NULL";
        let query = sqlx::query(sql).bind(organisation).bind(digest.as_bytes().to_vec());
        let Some(row) = query.fetch_optional(self.read()).await.to("look for a site")? else {
            return Ok(None);
        };
        let packed: Vec<u8> = row.try_get(0).to("read a site")?;
        let damaged = |why| StoreError::Damaged { what: "a site", why };
        self.canonical(&packed).await?.map_err(damaged).map(Some)
    }
}

fn holding(row: &AnyRow) -> Result<Holding, sqlx::Error> {
    let digest: Vec<u8> = row.try_get(1)?;
    let digest =
        <[u8; 32]>::try_from(digest).map_err(|_| sqlx::Error::Decode("a digest has 32 bytes".into()))?;
    Ok(Holding {
        path: row.try_get(0)?,
        digest: Digest::from(digest),
        is_here: row.try_get::<i32, _>(2)? == 1,
    })
}
