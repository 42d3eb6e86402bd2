//! Distributions that no site lists any more go.

use sqlx::Row;

use super::contents_body::{self, Kept};
use super::error::Attempt;
use super::retention::Step;
use super::rows::ROWS;
use super::statement::Statement;
use super::{Database, StoreError};

/// How many sites are read at once, and how many distributions are looked at.
const SITES: i64 = 500;
const STEP: i64 = 1000;
/// How long one stays that was used lately, in seconds: a site that came meanwhile, or that comes again, may list it. It is noted to within
/// half a day, and the clocks of two servers differ by less than the rest.
const UNUSED: i64 = 2 * 86_400;

/// Which distributions sites list: a bit for each row.
#[derive(Clone, Debug, Default)]
pub struct ListedRecords(Vec<u64>);

impl ListedRecords {
    fn add(&mut self, row: i64) {
        let Ok(row) = usize::try_from(row) else { return };
        if self.0.len() <= row / 64 {
            self.0.resize(row / 64 + 1, 0);
        }
        self.0[row / 64] |= 1 << (row % 64);
    }

    fn has(&self, row: i64) -> bool {
        let place = usize::try_from(row).unwrap_or_default();
        self.0.get(place / 64).is_some_and(|bits| bits & 1 << (place % 64) != 0)
    }
}

impl Database {
    /// Notes what the next five hundred sites list, and says which the last of them is. Contents that cannot be read are an error: what they list
    /// is not to go.
    pub async fn note_listed(
        &self,
        after: i64,
        listed: &mut ListedRecords,
    ) -> Result<Option<i64>, StoreError> {
        let sql = "SELECT id, contents FROM site WHERE contents IS NOT NULL AND id > ";
        let statement = Statement::new(sql).value(after).with(" ORDER BY id LIMIT ", SITES);
        let rows = statement.all(self.read()).await.to("look what sites list")?;
        let most = self.newest_record().await?;
        let mut last = None;
        for row in &rows {
            last = Some(row.try_get(0).to("read a site")?);
            let kept: Vec<u8> = row.try_get(1).to("read a site")?;
            // What was kept before there were lists is large, and lists nothing.
            if !contents_body::is_whole(&kept)
                && let Kept::Listed(kept) = contents_body::unpack(&kept)?
            {
                // No row has a number that was not given out.
                kept.rows.iter().filter(|(row, _)| *row <= most).for_each(|(row, _)| listed.add(*row));
            }
        }
        Ok(last)
    }

    async fn newest_record(&self) -> Result<i64, StoreError> {
        let sql = "SELECT COALESCE(MAX(id), 0) FROM distribution";
        let row = sqlx::query(sql).fetch_one(self.read()).await.to("look for distributions")?;
        row.try_get(0).to("look for distributions")
    }

    /// Removes those of the next thousand distributions that are not listed and were not used lately. `began` is when it was begun to note
    /// what is listed.
    pub async fn remove_records(
        &self,
        after: i64,
        listed: &ListedRecords,
        began: i64,
    ) -> Result<Step, StoreError> {
        let sql = "SELECT id FROM distribution WHERE id > ";
        let statement = Statement::new(sql).value(after).with(" ORDER BY id LIMIT ", STEP);
        let rows = statement.all(self.read()).await.to("look for distributions that nobody has")?;
        let all: Result<Vec<i64>, _> = rows.iter().map(|row| row.try_get(0)).collect();
        let all = all.to("look for distributions that nobody has")?;
        let unused: Vec<i64> = all.iter().filter(|row| !listed.has(**row)).copied().collect();
        let mut removed = 0;
        if !unused.is_empty() {
            // Whoever keeps contents waits, and finds it gone, or was first, and has noted that it is used.
            let mut transaction = self.begin_in_turn().await?;
            for part in unused.chunks(ROWS) {
                let sql = "DELETE FROM distribution WHERE used < ";
                let statement = Statement::new(sql).value(began - UNUSED).and(" AND id IN ").list(part);
                let done = statement.run(&mut *transaction).await.to("remove distributions")?;
                removed += done.rows_affected();
            }
            transaction.commit().await.to("remove distributions")?;
        }
        Ok(Step { removed, last: all.last().copied() })
    }
}
