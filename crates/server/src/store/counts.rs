//! How much there is of what, in all organisations together.

use sqlx::Row;

use super::error::Attempt;
use super::statement::Statement;
use super::{Database, JobKind, StoreError};

/// The states of a machine.
const STATES: [&str; 5] = ["active", "cloned", "decommissioned", "revoked", "silent"];

impl Database {
    /// Machines by state; those that are silent are told apart from the active ones.
    pub async fn machine_counts(&self) -> Result<Vec<(&'static str, i64)>, StoreError> {
        let sql = "SELECT CASE WHEN status = 'active' AND silent IS NOT NULL THEN 'silent' ELSE status END AS state, \
            COUNT(*) FROM machine GROUP BY 1";
        let rows = Statement::new(sql).all(self.read()).await.to("count machines")?;
        let mut counts: Vec<(&'static str, i64)> = STATES.into_iter().map(|state| (state, 0)).collect();
        for row in rows {
            let word: String = row.try_get(0).to("count machines")?;
            if let Some(state) = counts.iter_mut().find(|(state, _)| *state == word) {
                state.1 = row.try_get(1).to("count machines")?;
            }
        }
        Ok(counts)
    }

    /// Jobs by kind and state at a time, in seconds since 1970.
    pub async fn job_counts(&self, now: i64) -> Result<Vec<(&'static str, &'static str, i64)>, StoreError> {
        let sql = "SELECT kind, CASE WHEN failed = 1 THEN 'failed' WHEN owner <> '' AND due > ";
        let statement = Statement::new(sql).value(now);
        let statement =
            statement.and(" THEN 'running' ELSE 'waiting' END AS state, COUNT(*) FROM job GROUP BY 1, 2");
        let rows = statement.all(self.read()).await.to("count jobs")?;
        let states = ["waiting", "running", "failed"];
        let all = JobKind::ALL.iter().flat_map(|kind| states.map(|state| (kind.as_str(), state, 0_i64)));
        let mut counts: Vec<(&'static str, &'static str, i64)> = all.collect();
        for row in rows {
            let word: (String, String) = (row.try_get(0).to("count jobs")?, row.try_get(1).to("count jobs")?);
            let same = |(kind, state, _): &&mut (&'static str, &'static str, i64)| {
                *kind == word.0 && *state == word.1
            };
            if let Some(count) = counts.iter_mut().find(same) {
                count.2 = row.try_get(2).to("count jobs")?;
            }
        }
        Ok(counts)
    }

    /// Connections by what they are for and whether they are in use.
    #[must_use]
    pub fn connections(&self) -> Vec<(&'static str, &'static str, i64)> {
        let mut all = Vec::new();
        for (name, pool) in [("read", self.read()), ("write", self.write())] {
            let idle = i64::try_from(pool.num_idle()).unwrap_or(i64::MAX);
            all.push((name, "idle", idle));
            all.push((name, "used", (i64::from(pool.size()) - idle).max(0)));
        }
        all
    }
}
