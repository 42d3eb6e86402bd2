//! Where sites have releases from, of those that were listed before that was noted. They are looked through once, a few at a time: what they hold is here.

use std::collections::BTreeMap;

use sqlx::{AnyConnection, Row};

use super::error::Attempt;
use super::rows::ROWS;
use super::statement::Statement;
use super::{Database, Origin, StoreError, records, sites};

/// How many sites are looked at in one step: each holds a hundred releases and more.
const SITES: i64 = 20;
/// Its row in the table of walks.
const NAME: &str = "origins";

/// Which sites were not looked at yet: those after the first and up to the last of these rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unwalked {
    /// The row of the last site that was looked at.
    pub(super) reached: i64,
    /// The row of the last site that is to be.
    pub(super) last: i64,
}

/// A site, and by origin the rows of the releases that it has from there.
type Noted = (i64, BTreeMap<Origin, Vec<i64>>);

impl Database {
    /// Which sites were not looked at yet since the server was upgraded; `None` for none.
    pub async fn unwalked_origins(&self) -> Result<Option<Unwalked>, StoreError> {
        let statement = Statement::new("SELECT reached, last FROM walk WHERE reached < last AND name = ");
        let row = statement.value(NAME).one(self.read()).await.to("look how far origins are noted")?;
        let read = |row: sqlx::any::AnyRow| {
            Ok::<_, sqlx::Error>(Unwalked { reached: row.try_get(0)?, last: row.try_get(1)? })
        };
        row.map(read).transpose().to("read how far origins are noted")
    }

    /// Notes where the next sites have releases from. Says whether there are more of them. Whatever ends it, it goes on where it was; where another server
    /// does the same, one of them does it.
    pub async fn note_origins(&self) -> Result<bool, StoreError> {
        let Some(Unwalked { reached, last }) = self.unwalked_origins().await? else { return Ok(false) };
        let sql = "SELECT id, organisation FROM site WHERE listed = 1 AND contents IS NOT NULL AND id > ";
        let next = Statement::new(sql).value(reached).with(" AND id <= ", last);
        let next = next.with(" ORDER BY id LIMIT ", SITES).all(self.read()).await.to("look for sites")?;
        let pair = |row: &sqlx::any::AnyRow| Ok((row.try_get(0)?, row.try_get(1)?));
        let next: Vec<(i64, i64)> =
            next.iter().map(pair).collect::<Result<_, sqlx::Error>>().to("read sites")?;
        let is_more = i64::try_from(next.len()).unwrap_or(i64::MAX) >= SITES;
        let reaches = next.last().filter(|_| is_more).map_or(last, |(site, _)| *site);
        let mut noted = Vec::with_capacity(next.len());
        for (site, organisation) in next {
            noted.extend(self.origins_of(organisation, site).await?);
        }
        let mut transaction = self.begin_in_turn().await?;
        let step = Statement::new("UPDATE walk SET reached = ").value(reaches);
        let step = step.with(" WHERE name = ", NAME).with(" AND reached = ", reached);
        let is_mine =
            step.run(&mut *transaction).await.to("note how far origins are noted")?.rows_affected() == 1;
        if is_mine {
            note(&mut transaction, &noted).await?;
            transaction.commit().await.to("note where releases are from")?;
        }
        Ok(is_more)
    }

    /// Where a site has its releases from; nothing where what it holds cannot be read, of which nothing is known then.
    async fn origins_of(&self, organisation: i64, site: i64) -> Result<Option<Noted>, StoreError> {
        let mut connection = self.read().acquire().await.to("give a connection")?;
        let statement = Statement::new("SELECT contents FROM site WHERE contents IS NOT NULL AND id = ");
        let row = statement.value(site).one(&mut *connection).await.to("look for a site")?;
        let Some(row) = row else { return Ok(None) };
        let kept: Vec<u8> = row.try_get(0).to("read a site")?;
        let contents = match records::read(&mut connection, &kept).await? {
            Ok(contents) => contents,
            Err(why) => {
                tracing::warn!(site, %why, "where a site has its releases from is not known");
                return Ok(None);
            }
        };
        let (named, origins) = sites::origins(organisation, &contents);
        let mut rows = BTreeMap::new();
        for part in named.chunks(ROWS) {
            sites::find_releases(&mut connection, part, &mut rows).await?;
        }
        let mut noted: BTreeMap<Origin, Vec<i64>> = BTreeMap::new();
        for (named, origin) in named.iter().zip(origins).filter(|(_, origin)| *origin != Origin::Unknown) {
            noted.entry(origin).or_default().extend(rows.get(&named.digest));
        }
        Ok(Some((site, noted)))
    }
}

/// Notes it where the sites are still listed. What was noted when they were listed again meanwhile is the same.
async fn note(connection: &mut AnyConnection, noted: &[Noted]) -> Result<(), StoreError> {
    for (site, by_origin) in noted {
        for (origin, releases) in by_origin {
            for part in releases.chunks(ROWS) {
                let statement = Statement::new("UPDATE site_release SET origin = ").value(origin.number());
                let statement = statement.with(" WHERE site = ", *site).and(" AND release IN ").list(part);
                statement.run(&mut *connection).await.to("note where releases are from")?;
            }
        }
    }
    Ok(())
}
