//! On how many machines findings are. Those of a page are counted together: a statement each would take most of its time to begin.

use sqlx::Row;

use super::bundles::goes_by;
use super::catalog::Spread;
use super::error::Attempt;
use super::found::Found;
use super::statement::Statement;
use super::{Database, Scope, StoreError};

/// How many findings one statement counts.
const TOGETHER: usize = 100;

/// Machines, places of theirs, and places that were looked at, of each of the rows `v`: one statement that is the same for all of them, as a
/// planner looks at each part of a long one. It goes on with where the places are.
const COUNTS: &str = "SELECT v.n, (SELECT COUNT(DISTINCT m.id) || ' ' || COUNT(m.id) || ' ' || COUNT(*) FROM (SELECT ms.machine AS machine FROM ";
const OF_RELEASE: &str =
    "site_release sr JOIN machine_site ms ON ms.site = sr.site WHERE sr.release = v.release LIMIT ";
const OF_SITE: &str = "machine_site ms WHERE ms.site = v.site AND ms.setting = v.setting LIMIT ";

/// Machines `m` at the places `t`: neither revoked nor decommissioned, and for what a policy is against those that go by it, or for what it was
/// against (a number below 0: what is closed is so mostly since nobody goes by its bundle any more) those whose group went by it.
pub(super) const MACHINES: &str =
    ") t LEFT JOIN machine m ON m.id = t.machine AND m.status IN ('active', 'cloned')";
const BY_BUNDLE: &str = concat!(
    " AND (EXISTS (SELECT 1 FROM group_bundle gb WHERE gb.machine_group = m.machine_group AND ",
    goes_by!(),
    " = v.bundle) OR EXISTS (SELECT 1 FROM bundle_group bg WHERE bg.machine_group = m.machine_group AND bg.bundle = -v.bundle))"
);

impl Database {
    /// On how many machines each finding is. So many places are looked at in all, whoever's they are: each has its share, and what is left
    /// over goes to those whose share did not do.
    pub async fn finding_spreads(
        &self,
        scope: &Scope,
        found: &[Found],
        room: i64,
    ) -> Result<Vec<Spread>, StoreError> {
        let count = i64::try_from(found.len().max(1)).unwrap_or(i64::MAX);
        // Where there is a finding, somebody has it: the first is looked for also where there is no room.
        let share = (room / count).max(1);
        let all: Vec<usize> = (0..found.len()).collect();
        let mut spreads = vec![Spread { machines: 0, places: 0, looked_at: 0, is_all: true }; found.len()];
        self.count(scope, found, &all, share, &mut spreads).await?;
        let cut: Vec<usize> = all.into_iter().filter(|at| !spreads[*at].is_all).collect();
        let used: i64 = spreads.iter().map(|spread| spread.looked_at).sum();
        let cut_count = i64::try_from(cut.len()).unwrap_or(i64::MAX);
        if cut_count > 0 {
            let more = share + (room - used).max(0) / cut_count;
            if more > share {
                self.count(scope, found, &cut, more, &mut spreads).await?;
            }
        }
        Ok(spreads)
    }

    /// Counts these findings, up to so many places of each.
    async fn count(
        &self,
        scope: &Scope,
        found: &[Found],
        which: &[usize],
        share: i64,
        spreads: &mut [Spread],
    ) -> Result<(), StoreError> {
        let (mut of_releases, mut of_policies) = (Vec::new(), Vec::new());
        for at in which {
            let number = i64::try_from(*at).unwrap_or(i64::MAX);
            match &found[*at] {
                Found::Release(row) => of_releases.push([number, row.release]),
                Found::Policy(row) => {
                    let bundle = if row.closed.is_some() { -row.bundle } else { row.bundle };
                    of_policies.push([number, row.site, row.setting, bundle]);
                }
                // It is at one place of one machine, which whoever sees the finding sees.
                Found::Tampered(row) => {
                    let count = i64::from(row.is_there);
                    spreads[*at] = Spread { machines: count, places: count, looked_at: 1, is_all: true };
                }
            }
        }
        for part in of_releases.chunks(TOGETHER) {
            let statement = rows("WITH v (n, release) AS (VALUES ", part).and(COUNTS).with(OF_RELEASE, share);
            self.counts(scope, statement.and(MACHINES), share, spreads).await?;
        }
        for part in of_policies.chunks(TOGETHER) {
            let statement = rows("WITH v (n, site, setting, bundle) AS (VALUES ", part).and(COUNTS);
            let statement = statement.with(OF_SITE, share).and(MACHINES).and(BY_BUNDLE);
            self.counts(scope, statement, share, spreads).await?;
        }
        Ok(())
    }

    /// Ends a statement, and reads what it counts.
    async fn counts(
        &self,
        scope: &Scope,
        statement: Statement,
        share: i64,
        spreads: &mut [Spread],
    ) -> Result<(), StoreError> {
        let why = "count who has what was found";
        let statement = statement.with(" AND m.organisation = ", scope.organisation());
        let statement = scope.limit(statement, " AND m.machine_group IN ").and(") FROM v");
        for row in statement.all(self.read()).await.to(why)? {
            let (at, counts): (i64, String) = (row.try_get(0).to(why)?, row.try_get(1).to(why)?);
            let [machines, places, looked_at] = three(&counts).to(why)?;
            if let Some(spread) = usize::try_from(at).ok().and_then(|at| spreads.get_mut(at)) {
                *spread = Spread { machines, places, looked_at, is_all: looked_at < share };
            }
        }
        Ok(())
    }
}

/// Reads three counts. What is none is no 0: nobody is told that nobody has it.
pub(super) fn three(counts: &str) -> Result<[i64; 3], sqlx::Error> {
    let read: Result<Vec<i64>, _> = counts.split(' ').map(str::parse).collect();
    let read = read.map_err(|error| sqlx::Error::Decode(error.into()))?;
    read.try_into().map_err(|_| sqlx::Error::Decode("three counts were asked for".into()))
}

/// `WITH … (VALUES …)`: these rows of numbers.
pub(super) fn rows<const COLUMNS: usize>(with: &'static str, rows: &[[i64; COLUMNS]]) -> Statement {
    let mut statement = Statement::new(with);
    for (at, row) in rows.iter().enumerate() {
        statement = statement.and(if at == 0 { "" } else { ", " }).list(row);
    }
    statement.and(") ")
}
