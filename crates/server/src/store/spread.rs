//! On how many machines findings are. Those of a page are counted together: a statement each would take most of its time to begin.

use sqlx::Row;

use super::bundles::goes_by;
use super::catalog::Spread;
use super::error::Attempt;
use super::found::Found;
use super::statement::Statement;
use super::{Database, Scope, StoreError};

/// How many findings one statement counts: SQLite joins no more than 500 parts.
const TOGETHER: usize = 100;

/// Machines `m` at the places `t`: neither revoked nor decommissioned, and for what a policy is against those that go by it, or for what it was
/// against (a number below 0) those whose group went by it.
const MACHINES: &str = concat!(
    ") t LEFT JOIN machine m ON m.id = t.machine AND m.status IN ('active', 'cloned') \
    AND (t.bundle = 0 OR EXISTS (SELECT 1 FROM group_bundle gb WHERE gb.machine_group = m.machine_group \
    AND ",
    goes_by!(),
    " = t.bundle) OR EXISTS (SELECT 1 FROM bundle_group bg WHERE bg.machine_group = m.machine_group AND bg.bundle = -t.bundle)) \
    AND m.organisation = "
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
        for part in which.chunks(TOGETHER) {
            let sql = "SELECT t.n, COUNT(DISTINCT m.id), COUNT(m.id), COUNT(*) FROM (";
            let mut statement = Statement::new(sql);
            for (number, at) in part.iter().enumerate() {
                statement = if number == 0 { statement } else { statement.and(" UNION ALL ") };
                statement = places(statement, *at, &found[*at], share);
            }
            let statement = statement.with(MACHINES, scope.organisation());
            let statement = scope.limit(statement, " AND m.machine_group IN ").and(" GROUP BY t.n");
            for row in statement.all(self.read()).await.to("count who has what was found")? {
                let read = |column: usize| row.try_get::<i64, _>(column).to("count who has what was found");
                let looked_at = read(3)?;
                let spread = usize::try_from(read(0)?).ok().and_then(|at| spreads.get_mut(at));
                if let Some(spread) = spread {
                    let is_all = looked_at < share;
                    *spread = Spread { machines: read(1)?, places: read(2)?, looked_at, is_all };
                }
            }
        }
        Ok(())
    }
}

/// Where a finding may be: its number, its bundle (0 for none, below 0 where it is closed) and the machine.
fn places(statement: Statement, number: usize, found: &Found, share: i64) -> Statement {
    let number = i64::try_from(number).unwrap_or(i64::MAX);
    let bundle = match found {
        Found::Release(_) => 0,
        // What is closed is so mostly since nobody goes by its bundle any more.
        Found::Policy(row) if row.closed.is_some() => -row.bundle,
        Found::Policy(row) => row.bundle,
    };
    let statement = statement.with("SELECT CAST(", number).with(" AS INTEGER) AS n, CAST(", bundle);
    let statement = statement
        .and(" AS INTEGER) AS bundle, a.machine AS machine FROM (SELECT ms.machine AS machine FROM ");
    let statement = match found {
        Found::Release(row) => {
            let from = "site_release sr JOIN machine_site ms ON ms.site = sr.site WHERE sr.release = ";
            statement.with(from, row.release)
        }
        Found::Policy(row) => {
            let statement = statement.with("machine_site ms WHERE ms.site = ", row.site);
            statement.with(" AND ms.setting = ", row.setting)
        }
    };
    statement.with(" LIMIT ", share).and(") a")
}
