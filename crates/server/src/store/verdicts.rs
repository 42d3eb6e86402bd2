//! How much is found on each of a few machines.

use std::collections::BTreeMap;

use sqlx::Row;

use super::bundles::goes_by;
use super::error::Attempt;
use super::findings::AuditKind;
use super::statement::Statement;
use super::{Database, Scope, StoreError, machines};

/// How many findings a machine has that are open and not accepted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verdicts {
    /// All of them, malware and what its policy is against as well, by severity from 0 (unknown) to 4 (critical).
    pub by_severity: [i64; 5],
    /// Of these, malware.
    pub malware: i64,
    /// Of these, what its policy is against.
    pub policies: i64,
    /// Of these, what was changed on it.
    pub tampered: i64,
}

impl Verdicts {
    /// More findings of a severity, from 0 (unknown) to 4 (critical).
    pub(super) fn add(&mut self, severity: i64, count: i64) {
        let rank = usize::try_from(severity).unwrap_or_default();
        if let Some(of_rank) = self.by_severity.get_mut(rank) {
            *of_rank += count;
        }
    }
}

/// The machine comes first, and what it has then: there is little of it. SQLite does as a CROSS JOIN says.
const OF_RELEASES: &str = "SELECT m.name, f.kind, f.severity, COUNT(DISTINCT f.id) FROM machine m \
    CROSS JOIN machine_site ms CROSS JOIN site_release sr CROSS JOIN release_finding f \
    WHERE ms.machine = m.id AND sr.site = ms.site AND f.release = sr.release AND f.status = 'open' \
    AND m.status IN ('active', 'cloned') AND m.organisation = ";
const OF_POLICIES: &str = concat!(
    "SELECT m.name, f.severity, COUNT(DISTINCT f.id) FROM machine m CROSS JOIN group_bundle gb CROSS JOIN machine_site ms CROSS JOIN site_finding f \
    WHERE gb.machine_group = m.machine_group AND ms.machine = m.id AND f.site = ms.site AND f.setting = ms.setting AND f.bundle = ",
    goes_by!(),
    " AND f.status = 'open' AND m.status IN ('active', 'cloned') AND m.organisation = ",
);

const OF_MACHINES: &str = "SELECT m.name, f.severity, COUNT(*) FROM machine m CROSS JOIN tampered_finding f \
    WHERE f.machine = m.id AND f.status = 'open' AND m.status IN ('active', 'cloned') AND m.organisation = ";

/// Places of machines. It goes on with which, and with what is not known of them.
const UNCHECKED: &str = "SELECT m.name, COUNT(DISTINCT ms.path) FROM machine m CROSS JOIN machine_site ms CROSS JOIN site s \
    WHERE ms.machine = m.id AND s.id = ms.site AND m.status IN ('active', 'cloned') AND m.organisation = ";
const OF_JOBS: &str = ") AND (s.contents IS NULL OR EXISTS (SELECT 1 FROM job j WHERE j.kind IN ('audit', 'policy') \
    AND j.organisation = m.organisation AND j.subject = s.id AND (j.failed = 1 OR j.owner <> '' OR j.attempts > 0 OR j.due <= ";
const OF_JUDGEMENTS: &str = concat!(
    ")) OR EXISTS (SELECT 1 FROM site_release sr JOIN release_judgement j ON j.release = sr.release \
    WHERE sr.site = s.id AND j.reason <> '') \
    OR EXISTS (SELECT 1 FROM group_bundle gb JOIN site_judgement j ON j.bundle = ",
    goes_by!(),
    " WHERE gb.machine_group = m.machine_group AND j.site = s.id AND j.setting = ms.setting AND j.unchecked > 0))",
);

impl Database {
    /// How much is found now on these machines, by their ids. One of which nothing is found, or that somebody does not see, is not in it.
    pub async fn verdicts(
        &self,
        scope: &Scope,
        names: &[String],
    ) -> Result<BTreeMap<String, Verdicts>, StoreError> {
        let mut found: BTreeMap<String, Verdicts> = BTreeMap::new();
        if names.is_empty() {
            return Ok(found);
        }
        let of = |sql: &'static str| {
            let statement = Statement::new(sql).value(scope.organisation());
            let statement = scope.limit(statement, " AND m.machine_group IN ");
            let mut statement = statement.and(" AND m.name IN (");
            for (at, name) in names.iter().enumerate() {
                statement = statement.with(if at == 0 { "" } else { ", " }, name);
            }
            statement.and(")")
        };
        let (counts, read) = ("count what is found on machines", "read what is found on machines");
        let of_releases = of(OF_RELEASES).with(" AND f.accepted_end <= ", machines::now());
        let of_releases = of_releases.and(" GROUP BY m.name, f.kind, f.severity");
        for row in of_releases.all(self.read()).await.to(counts)? {
            let (kind, count): (String, i64) = (row.try_get(1).to(read)?, row.try_get(3).to(read)?);
            let verdicts = found.entry(row.try_get(0).to(read)?).or_default();
            verdicts.add(row.try_get(2).to(read)?, count);
            if kind == AuditKind::Malware.as_str() {
                verdicts.malware += count;
            }
        }
        let of_policies = of(OF_POLICIES).and(" GROUP BY m.name, f.severity");
        for row in of_policies.all(self.read()).await.to(counts)? {
            let count: i64 = row.try_get(2).to(read)?;
            let verdicts = found.entry(row.try_get(0).to(read)?).or_default();
            verdicts.add(row.try_get(1).to(read)?, count);
            verdicts.policies += count;
        }
        let of_machines = of(OF_MACHINES).with(" AND f.accepted_end <= ", machines::now());
        for row in of_machines.and(" GROUP BY m.name, f.severity").all(self.read()).await.to(counts)? {
            let count: i64 = row.try_get(2).to(read)?;
            let verdicts = found.entry(row.try_get(0).to(read)?).or_default();
            verdicts.add(row.try_get(1).to(read)?, count);
            verdicts.tampered += count;
        }
        Ok(found)
    }

    /// How many places of these machines, by their ids, were not wholly checked: what is in them is not here, is still to be judged, or could not be. One
    /// of which all was checked, or that somebody does not see, is not in it.
    pub async fn unchecked_places(
        &self,
        scope: &Scope,
        names: &[String],
    ) -> Result<BTreeMap<String, i64>, StoreError> {
        if names.is_empty() {
            return Ok(BTreeMap::new());
        }
        let statement = Statement::new(UNCHECKED).value(scope.organisation());
        let mut statement = scope.limit(statement, " AND m.machine_group IN ").and(" AND m.name IN (");
        for (at, name) in names.iter().enumerate() {
            statement = statement.with(if at == 0 { "" } else { ", " }, name);
        }
        let statement = statement.with(OF_JOBS, machines::now()).and(OF_JUDGEMENTS).and(" GROUP BY m.name");
        let why = "count what was not checked on machines";
        let rows = statement.all(self.read()).await.to(why)?;
        rows.iter()
            .map(|row| Ok((row.try_get(0)?, row.try_get(1)?)))
            .collect::<Result<_, sqlx::Error>>()
            .to(why)
    }
}
