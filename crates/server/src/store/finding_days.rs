//! How much was found on each day.

use std::collections::BTreeMap;

use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};

use super::error::Attempt;
use super::rows::{ROWS, values};
use super::statement::Statement;
use super::{Database, StoreError};

/// The row of all of an organisation, among those of its groups.
const ALL: i64 = 0;
const DAY: i64 = 86_400;

/// How much was found on a day, of each kind and severity of which anything was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FindingDay {
    /// Days since 1970, in UTC.
    pub day: i64,
    /// When it was counted last, in seconds since 1970: on that day, since what was is not counted afterwards.
    pub counted: i64,
    /// How much there was.
    pub counts: Tally,
}

/// By kind (`malware`, `vulnerability`, `lookalike`, `policy` or `integrity`) and severity (from 0, unknown, to 4, critical).
pub type Tally = BTreeMap<(String, i64), DayCount>;

/// How much of one kind and severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DayCount {
    /// Found when it was counted, and not accepted.
    pub open: i64,
    /// Found, and accepted.
    pub accepted: i64,
    /// Opened on the day until then.
    pub opened: i64,
    /// Closed on the day until then.
    pub closed: i64,
}

/// As it is stored.
type Stored = (String, i64, [i64; 4]);

impl DayCount {
    const fn of([open, accepted, opened, closed]: [i64; 4]) -> Self {
        Self { open, accepted, opened, closed }
    }

    const fn numbers(self) -> [i64; 4] {
        [self.open, self.accepted, self.opened, self.closed]
    }

    /// One more of another.
    pub(super) const fn add(&mut self, other: Self) {
        self.open = self.open.saturating_add(other.open);
        self.accepted = self.accepted.saturating_add(other.accepted);
        self.opened = self.opened.saturating_add(other.opened);
        self.closed = self.closed.saturating_add(other.closed);
    }
}

impl Database {
    /// Counts what is found now in all organisations and their groups, as what there was on this day. Says how many rows that are.
    pub async fn count_findings(&self, now: i64) -> Result<usize, StoreError> {
        let sql = "SELECT id FROM organisation ORDER BY id";
        let mut count = 0;
        for row in Statement::new(sql).all(self.read()).await.to("list organisations")? {
            let organisation = row.try_get(0).to("read an organisation")?;
            let tallies = self.tallies(organisation, now - now.rem_euclid(DAY), now).await?;
            count += tallies.len();
            self.keep_tallies(organisation, &tallies, now).await?;
        }
        Ok(count)
    }

    /// Keeps what was counted, in place of what was counted before on that day.
    pub(crate) async fn keep_tallies(
        &self,
        organisation: i64,
        tallies: &BTreeMap<i64, Tally>,
        now: i64,
    ) -> Result<(), StoreError> {
        let why = "keep how much is found";
        let tallies: Vec<(&i64, &Tally)> = tallies.iter().collect();
        let mut transaction = self.begin().await?;
        for part in tallies.chunks(ROWS) {
            let sql = format!(
                "INSERT INTO finding_day (organisation, machine_group, day, counted, counts) VALUES {} \
                 ON CONFLICT (organisation, machine_group, day) DO UPDATE SET counted = excluded.counted, \
                 counts = excluded.counts WHERE excluded.counted >= finding_day.counted",
                values(part.len(), 5, 1)
            );
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for (group, tally) in part {
                query = query.bind(organisation).bind(**group).bind(now.div_euclid(DAY)).bind(now);
                query = query.bind(written(tally)?);
            }
            query.execute(&mut *transaction).await.to(why)?;
        }
        transaction.commit().await.to(why)
    }

    /// How much was found on the days from one on, the oldest first: in all of an organisation, or in these groups together, where what several
    /// have is counted as often. A day that is not among them was not counted.
    pub async fn finding_days(
        &self,
        organisation: i64,
        groups: Option<&[i64]>,
        first: i64,
    ) -> Result<Vec<FindingDay>, StoreError> {
        let groups = groups.unwrap_or(&[ALL]);
        if groups.is_empty() {
            return Ok(Vec::new());
        }
        let sql = "SELECT day, counted, counts FROM finding_day WHERE organisation = ";
        let statement = Statement::new(sql).value(organisation).and(" AND machine_group IN ").list(groups);
        let statement = statement.with(" AND day >= ", first);
        let rows = statement.all(self.read()).await.to("look how much was found")?;
        let mut days: BTreeMap<i64, FindingDay> = BTreeMap::new();
        for row in &rows {
            let (day, counted, counts) = read(row)?;
            let found = days.entry(day).or_insert(FindingDay { day, counted, ..FindingDay::default() });
            found.counted = found.counted.min(counted);
            for (kind, severity, numbers) in counts {
                found.counts.entry((kind, severity)).or_default().add(DayCount::of(numbers));
            }
        }
        Ok(days.into_values().collect())
    }
}

fn written(tally: &Tally) -> Result<String, StoreError> {
    let counts: Vec<Stored> =
        tally.iter().map(|((kind, severity), count)| (kind.clone(), *severity, count.numbers())).collect();
    serde_json::to_string(&counts).map_err(|error| damaged(&error))
}

fn read(row: &AnyRow) -> Result<(i64, i64, Vec<Stored>), StoreError> {
    let why = "read how much was found";
    let counts: String = row.try_get(2).to(why)?;
    let counts = serde_json::from_str(&counts).map_err(|error| damaged(&error))?;
    Ok((row.try_get(0).to(why)?, row.try_get(1).to(why)?, counts))
}

fn damaged(error: &serde_json::Error) -> StoreError {
    StoreError::Damaged { what: "how much was found on a day", why: error.to_string() }
}
