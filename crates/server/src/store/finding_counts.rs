//! How much is found now.

use sqlx::{AssertSqlSafe, Row};

use super::error::Attempt;
use super::finding_lists::{HAS_RELEASE, HAS_SITE, of_machines};
use super::findings::SeverityCount;
use super::statement::{IS_THERE, Statement};
use super::{Database, FindingFilter, FindingKinds, FindingStatus, Scope, StoreError, few, machines};

/// How many open findings of a kind are looked at for counts, where somebody sees a part of them: the most severe.
const COUNTED: i64 = 500;

/// What is open of each severity, and how much of it is accepted: that is in an index of its own, and there is little of it. Sums are of a type of
/// their own on PostgreSQL.
const ALL: &str = "SELECT severity, CAST(SUM(releases) AS BIGINT), CAST(SUM(accepted) AS BIGINT), CAST(SUM(policies) AS BIGINT) FROM \
    (SELECT severity, COUNT(*) AS releases, 0 AS accepted, 0 AS policies FROM release_finding \
    WHERE organisation = $1 AND status = 'open' GROUP BY severity UNION ALL \
    SELECT severity, 0 AS releases, COUNT(*) AS accepted, 0 AS policies FROM release_finding \
    WHERE organisation = $1 AND accepted_end > 0 AND accepted_end > $2 AND status || '' = 'open' GROUP BY severity UNION ALL \
    SELECT severity, 0 AS releases, 0 AS accepted, COUNT(*) AS policies FROM site_finding \
    WHERE organisation = $1 AND status = 'open' GROUP BY severity) x GROUP BY severity";

/// Severity, how many, and how many of these are accepted: what an exception can bear, and what policies are against.
const ACCEPTABLE: &str = "SELECT f.severity, COUNT(*), COUNT(CASE WHEN f.accepted_end > ";
const AMONG_THEM: &str = " THEN 1 END) FROM ";
const OF_POLICIES: &str = "SELECT f.severity, COUNT(*), COUNT(NULL) FROM ";

impl Database {
    /// How much is found now, by severity, the highest first.
    pub async fn finding_counts(&self, organisation: i64) -> Result<Vec<SeverityCount>, StoreError> {
        let query = sqlx::query(AssertSqlSafe(ALL)).bind(organisation).bind(machines::now());
        let mut counts = none();
        for row in query.fetch_all(self.read()).await.to("count findings")? {
            let read = |column: usize| row.try_get::<i64, _>(column).to("count findings");
            let (severity, found, accepted, policies) = (read(0)?, read(1)?, read(2)?, read(3)?);
            if let Some(count) = of(&mut counts, severity) {
                (count.releases, count.accepted, count.policies) = (found - accepted, accepted, policies);
            }
        }
        self.count_tampered(organisation, &FindingFilter::default(), &mut counts).await?;
        Ok(counts.into_iter().filter(is_any).collect())
    }

    /// Adds what was changed on machines.
    async fn count_tampered(
        &self,
        organisation: i64,
        filter: &FindingFilter,
        counts: &mut [SeverityCount],
    ) -> Result<(), StoreError> {
        let (why, now) = ("count what was changed", machines::now());
        let filter = FindingFilter { status: FindingStatus::Present, ..filter.clone() };
        let statement = Statement::new(ACCEPTABLE).value(now).and(AMONG_THEM);
        let statement = of_machines(statement, organisation, &filter, None).and(" GROUP BY f.severity");
        for row in statement.all(self.read()).await.to(why)? {
            let read = |column: usize| row.try_get::<i64, _>(column).to(why);
            let (severity, found, accepted) = (read(0)?, read(1)?, read(2)?);
            if let Some(count) = of(counts, severity) {
                count.accepted += accepted;
                count.tampered += found - accepted;
            }
        }
        Ok(())
    }

    /// How much is found now of what somebody may see, by severity, the highest first; and whether these are all.
    pub async fn seen_counts(&self, scope: &Scope) -> Result<(Vec<SeverityCount>, bool), StoreError> {
        let Some(within) = scope.groups() else {
            return Ok((self.finding_counts(scope.organisation()).await?, true));
        };
        let mut counts = none();
        let mut is_all = true;
        let few = self.few(scope.groups()).await?;
        let of_releases = Statement::new(ACCEPTABLE).value(machines::now()).and(AMONG_THEM);
        let lists = [
            (of_releases, "release_finding f", HAS_RELEASE, few::RELEASE_FINDINGS, true),
            (Statement::new(OF_POLICIES), "site_finding f", HAS_SITE, few::POLICY_FINDINGS, false),
        ];
        for (select, table, has, of_few, is_of_releases) in lists {
            let statement = if let Some(groups) = few {
                few::from(select, of_few, groups, scope.organisation()).and(" AND f.status || '' = 'open'")
            } else {
                is_all &= self.open_findings(table, scope.organisation()).await? < COUNTED;
                let statement = open_of(select.and("(SELECT f.* FROM ").and(table), scope.organisation());
                let statement = statement.and(") f WHERE 1 = 1").and(has);
                scope.limit(statement, " AND ms.machine_group IN ").and(IS_THERE)
            };
            for row in statement.and(" GROUP BY f.severity").all(self.read()).await.to("count findings")? {
                let read = |column: usize| row.try_get::<i64, _>(column).to("count findings");
                let (severity, found, accepted) = (read(0)?, read(1)?, read(2)?);
                let Some(count) = of(&mut counts, severity) else { continue };
                if is_of_releases {
                    (count.releases, count.accepted) = (found - accepted, accepted);
                } else {
                    count.policies = found;
                }
            }
        }
        let filter = FindingFilter { within: Some(within.to_vec()), ..FindingFilter::default() };
        self.count_tampered(scope.organisation(), &filter, &mut counts).await?;
        Ok((counts.into_iter().filter(is_any).collect(), is_all))
    }

    /// How many open findings are looked at: where none of them is seen, there may be more all the same.
    async fn open_findings(&self, table: &'static str, organisation: i64) -> Result<i64, StoreError> {
        let open = Statement::new("SELECT COUNT(*) FROM (SELECT f.id FROM ").and(table);
        let row = open_of(open, organisation).and(") a").one(self.read()).await.to("count findings")?;
        row.map_or(Ok(0), |row| row.try_get(0)).to("count findings")
    }
}

impl Database {
    /// How many findings there are that somebody may see, up to so many. Nothing is read of them.
    pub async fn finding_count(
        &self,
        scope: &Scope,
        filter: &FindingFilter,
        kinds: FindingKinds,
        most: i64,
    ) -> Result<i64, StoreError> {
        let filter = FindingFilter { within: scope.groups().map(<[i64]>::to_vec), ..filter.clone() };
        let (organisation, select) = (scope.organisation(), "SELECT 1 AS one FROM ");
        let mut statements = Vec::new();
        if kinds.releases {
            statements.push(self.of_releases(select, organisation, &filter, None).await?);
        }
        if kinds.policies {
            statements.extend(self.of_policies(select, organisation, &filter, None).await?);
        }
        if kinds.tampered {
            statements.push(of_machines(Statement::new(select), organisation, &filter, None));
        }
        let mut found = 0;
        for statement in statements {
            let counting =
                statement.around("SELECT COUNT(*) FROM (", " LIMIT ").value(most - found).and(") t");
            let row = counting.one(self.read()).await.to("count findings")?;
            found += row.map_or(Ok(0), |row| row.try_get::<i64, _>(0)).to("count findings")?;
        }
        Ok(found)
    }
}

/// Nothing of each severity, the highest first.
fn none() -> Vec<SeverityCount> {
    (0..=4).rev().map(|severity| SeverityCount { severity, ..SeverityCount::default() }).collect()
}

fn of(counts: &mut [SeverityCount], severity: i64) -> Option<&mut SeverityCount> {
    counts.iter_mut().find(|count| count.severity == severity)
}

const fn is_any(count: &SeverityCount) -> bool {
    count.releases + count.accepted + count.policies + count.tampered > 0
}

/// The open ones of an organisation, the most severe first, up to the number that is counted.
fn open_of(statement: Statement, organisation: i64) -> Statement {
    let statement = statement.with(" WHERE f.organisation = ", organisation);
    statement.with(" AND f.status = 'open' ORDER BY f.severity DESC, f.id DESC LIMIT ", COUNTED)
}
