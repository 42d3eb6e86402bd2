//! How much is found on each of a few machines.

use std::collections::BTreeMap;

use sqlx::Row;

use super::bundles::goes_by;
use super::error::Attempt;
use super::statement::Statement;
use super::{Database, Scope, StoreError};

/// How much is found on a machine now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verdicts {
    /// Malware.
    pub malware: i64,
    /// What else is known of releases, by severity from 0 (unknown) to 4 (critical).
    pub known: [i64; 5],
    /// What its policy is against.
    pub policies: i64,
}

/// The machine comes first, and what it has then: there is little of it. SQLite does as a CROSS JOIN says.
const OF_RELEASES: &str = "SELECT m.name, f.kind, f.severity, COUNT(DISTINCT f.id) FROM machine m \
    CROSS JOIN machine_site ms CROSS JOIN site_release sr CROSS JOIN release_finding f \
    WHERE ms.machine = m.id AND sr.site = ms.site AND f.release = sr.release AND f.status = 'open' \
    AND m.status IN ('active', 'cloned') AND m.organisation = ";
const OF_POLICIES: &str = concat!(
    "SELECT m.name, COUNT(DISTINCT f.id) FROM machine m CROSS JOIN group_bundle gb CROSS JOIN machine_site ms CROSS JOIN site_finding f \
    WHERE gb.machine_group = m.machine_group AND ms.machine = m.id AND f.site = ms.site AND f.setting = ms.setting AND f.bundle = ",
    goes_by!(),
    " AND f.status = 'open' AND m.status IN ('active', 'cloned') AND m.organisation = ",
);

impl Database {
    /// How much is found now on these machines, by their ids. One of which nothing is found, or that somebody does not see, is not in it.
    pub async fn verdicts(
        &self,
        scope: &Scope,
        machines: &[String],
    ) -> Result<BTreeMap<String, Verdicts>, StoreError> {
        let mut found: BTreeMap<String, Verdicts> = BTreeMap::new();
        if machines.is_empty() {
            return Ok(found);
        }
        let of = |sql: &'static str| {
            let statement = Statement::new(sql).value(scope.organisation());
            let statement = scope.limit(statement, " AND m.machine_group IN ");
            let mut statement = statement.and(" AND m.name IN (");
            for (at, name) in machines.iter().enumerate() {
                statement = statement.with(if at == 0 { "" } else { ", " }, name);
            }
            statement.and(")")
        };
        let (counts, read) = ("count what is found on machines", "read what is found on machines");
        let rows =
            of(OF_RELEASES).and(" GROUP BY m.name, f.kind, f.severity").all(self.read()).await.to(counts)?;
        for row in &rows {
            let kind: String = row.try_get(1).to(read)?;
            let severity: i64 = row.try_get(2).to(read)?;
            let verdicts = found.entry(row.try_get(0).to(read)?).or_default();
            let count: i64 = row.try_get(3).to(read)?;
            let rank = usize::try_from(severity).unwrap_or_default();
            if kind == "malware" {
                verdicts.malware += count;
            } else if let Some(of_rank) = verdicts.known.get_mut(rank) {
                *of_rank += count;
            }
        }
        let rows = of(OF_POLICIES).and(" GROUP BY m.name").all(self.read()).await.to(counts)?;
        for row in &rows {
            found.entry(row.try_get(0).to(read)?).or_default().policies = row.try_get(1).to(read)?;
        }
        Ok(found)
    }
}
