//! Findings of both kinds in one list, for the API: what somebody may see of them, and on how many machines they are.

use sqlx::Row;

use super::bundles::goes_by;
use super::catalog::{Holder, HolderKeyset, holder};
use super::error::Attempt;
use super::finding_lists::{HAS_RELEASE, HAS_SITE};
use super::findings::{FindingFilter, FindingRow, FindingStatus, PolicyRow, SeverityCount};
use super::statement::{IS_THERE, Statement};
use super::{Database, Scope, StoreError, few};

/// How many open findings of a kind are looked at for counts, where somebody sees a part of them: the most severe.
const COUNTED: i64 = 500;

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// What is known against a release.
    Release(FindingRow),
    /// What a policy is against.
    Policy(PolicyRow),
}

/// Which of the two lists a finding is in, and its row there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FindingKey {
    /// Of what is known of releases.
    Release(i64),
    /// Of what policies are against.
    Policy(i64),
}

/// Which findings are wanted of both lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FindingKinds {
    /// What is known of releases.
    pub releases: bool,
    /// What policies are against.
    pub policies: bool,
}

/// Where a page of findings ended: severity, list (1 for releases, which come first) and row.
pub type FindingKeyset = (i64, i64, i64);

impl Found {
    /// Its place in the order of the list: the highest comes first.
    #[must_use]
    pub const fn keyset(&self) -> FindingKeyset {
        match self {
            Self::Release(row) => (row.severity, 1, row.id),
            Self::Policy(row) => (row.severity, 0, row.id),
        }
    }
}

/// What a page goes on after in one of the lists.
fn after(last: Option<&FindingKeyset>, list: i64) -> Option<(i64, i64)> {
    last.map(|(severity, of, id)| match list.cmp(of) {
        // The other list came first within a severity: all of this one's are still to come, or have come.
        std::cmp::Ordering::Less => (*severity, i64::MAX),
        std::cmp::Ordering::Equal => (*severity, *id),
        std::cmp::Ordering::Greater => (*severity, i64::MIN),
    })
}

impl Database {
    /// Findings that somebody may see: the most severe first.
    pub async fn findings(
        &self,
        scope: &Scope,
        filter: &FindingFilter,
        kinds: FindingKinds,
        last: Option<&FindingKeyset>,
        most: i64,
    ) -> Result<Vec<Found>, StoreError> {
        let filter = FindingFilter { within: scope.groups().map(<[i64]>::to_vec), ..filter.clone() };
        let organisation = scope.organisation();
        let mut found = Vec::new();
        if kinds.releases {
            let rows = self.release_findings(organisation, &filter, after(last, 1), most).await?;
            found.extend(rows.into_iter().map(Found::Release));
        }
        if kinds.policies {
            let rows = self.policy_findings(organisation, &filter, after(last, 0), most).await?;
            found.extend(rows.into_iter().map(Found::Policy));
        }
        found.sort_by_key(|one| std::cmp::Reverse(one.keyset()));
        found.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        Ok(found)
    }

    /// A finding that somebody may see, open or closed.
    pub async fn finding(&self, scope: &Scope, key: FindingKey) -> Result<Option<Found>, StoreError> {
        let (id, kinds) = match key {
            FindingKey::Release(id) => (id, FindingKinds { releases: true, policies: false }),
            FindingKey::Policy(id) => (id, FindingKinds { releases: false, policies: true }),
        };
        for status in [FindingStatus::Open, FindingStatus::Closed] {
            let filter = FindingFilter { status, id: Some(id), ..FindingFilter::default() };
            let found = self.findings(scope, &filter, kinds, None, 1).await?;
            if let Some(found) = found.into_iter().next() {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// Where it is, after a place: on machines that are neither revoked nor decommissioned.
    pub async fn finding_holders(
        &self,
        scope: &Scope,
        found: &Found,
        last: Option<&HolderKeyset>,
        most: i64,
    ) -> Result<Vec<Holder>, StoreError> {
        // In the order of an index: the first page is there without looking at all places.
        let statement = match found {
            Found::Release(row) => {
                let from = "SELECT sr.release, ms.site, m.id, m.name, m.hostname, m.machine_group, p.id, p.bytes, ms.since \
                    FROM site_release sr JOIN machine_site ms ON ms.site = sr.site JOIN machine m ON m.id = ms.machine \
                    JOIN path p ON p.id = ms.path WHERE sr.release = ";
                Statement::new(from).value(row.release)
            }
            Found::Policy(row) => {
                let from = "SELECT 0, ms.site, m.id, m.name, m.hostname, m.machine_group, p.id, p.bytes, ms.since \
                    FROM machine_site ms JOIN machine m ON m.id = ms.machine JOIN path p ON p.id = ms.path WHERE ms.site = ";
                Statement::new(from).value(row.site).with(" AND ms.setting = ", row.setting)
            }
        };
        let present = " AND m.status IN ('active', 'cloned') AND m.organisation = ";
        let statement = by_bundle(statement.with(present, scope.organisation()), found);
        let mut statement = scope.limit(statement, " AND ms.machine_group IN ");
        let (site, order) = match found {
            Found::Release(_) => (" AND sr.site >= ", " ORDER BY sr.site, ms.machine, ms.path LIMIT "),
            Found::Policy(_) => (" AND ms.site >= ", " ORDER BY ms.site, ms.machine, ms.path LIMIT "),
        };
        if let Some((_, last, machine, path)) = last {
            statement = statement.with(site, *last).with(" AND (ms.site > ", *last);
            statement = statement.with(" OR ms.machine > ", *machine).with(" OR (ms.machine = ", *machine);
            statement = statement.with(" AND ms.path > ", *path).and("))");
        }
        let statement = statement.with(order, most);
        let rows = statement.all(self.read()).await.to("look for who has it")?;
        rows.iter().map(|row| holder(row).to("read who has it")).collect()
    }

    /// How much is found now of what somebody may see, by severity, the highest first; and whether these are all.
    pub async fn seen_counts(&self, scope: &Scope) -> Result<(Vec<SeverityCount>, bool), StoreError> {
        if scope.is_whole() {
            return Ok((self.finding_counts(scope.organisation()).await?, true));
        }
        let mut counts: Vec<SeverityCount> =
            (0..=4).rev().map(|severity| SeverityCount { severity, ..SeverityCount::default() }).collect();
        let mut is_all = true;
        let few = self.few(scope.groups()).await?;
        let lists = [
            ("release_finding f", HAS_RELEASE, few::RELEASE_FINDINGS, true),
            ("site_finding f", HAS_SITE, few::POLICY_FINDINGS, false),
        ];
        for (table, has, of_few, is_of_releases) in lists {
            let statement = if let Some(groups) = few {
                let select = Statement::new("SELECT f.severity, COUNT(*) FROM ");
                few::from(select, of_few, groups, scope.organisation()).and(" AND f.status || '' = 'open'")
            } else {
                is_all &= self.open_findings(table, scope.organisation()).await? < COUNTED;
                let select = Statement::new("SELECT f.severity, COUNT(*) FROM (SELECT f.* FROM ").and(table);
                let statement = open_of(select, scope.organisation()).and(") f WHERE 1 = 1").and(has);
                scope.limit(statement, " AND ms.machine_group IN ").and(IS_THERE)
            };
            let statement = statement.and(" GROUP BY f.severity");
            for row in statement.all(self.read()).await.to("count findings")? {
                let read = |column: usize| row.try_get::<i64, _>(column).to("count findings");
                let severity = read(0)?;
                for count in counts.iter_mut().filter(|count| count.severity == severity) {
                    if is_of_releases {
                        count.releases = read(1)?;
                    } else {
                        count.policies = read(1)?;
                    }
                }
            }
        }
        counts.retain(|count| count.releases + count.policies > 0);
        Ok((counts, is_all))
    }

    /// How many open findings are looked at: where none of them is seen, there may be more all the same.
    async fn open_findings(&self, table: &'static str, organisation: i64) -> Result<i64, StoreError> {
        let open = Statement::new("SELECT COUNT(*) FROM (SELECT f.id FROM ").and(table);
        let row = open_of(open, organisation).and(") a").one(self.read()).await.to("count findings")?;
        row.map_or(Ok(0), |row| row.try_get(0)).to("count findings")
    }
}

/// The open ones of an organisation, the most severe first, up to the number that is counted.
fn open_of(statement: Statement, organisation: i64) -> Statement {
    let statement = statement.with(" WHERE f.organisation = ", organisation);
    statement.with(" AND f.status = 'open' ORDER BY f.severity DESC, f.id DESC LIMIT ", COUNTED)
}

/// Of the machines `m`, those that go by the bundle; of what is closed, those whose group once did.
fn by_bundle(statement: Statement, found: &Found) -> Statement {
    let Found::Policy(row) = found else { return statement };
    if row.closed.is_some() {
        let of = " AND EXISTS (SELECT 1 FROM bundle_group bg WHERE bg.machine_group = m.machine_group AND bg.bundle = ";
        return statement.with(of, row.bundle).and(")");
    }
    let of = concat!(
        " AND EXISTS (SELECT 1 FROM group_bundle gb WHERE gb.machine_group = m.machine_group AND ",
        goes_by!(),
        " = "
    );
    statement.with(of, row.bundle).and(")")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn within_a_severity_releases_come_first() {
        let last = (3, 1, 7);
        assert_eq!(after(Some(&last), 1), Some((3, 7)));
        assert_eq!(after(Some(&last), 0), Some((3, i64::MAX)));
        let last = (3, 0, 7);
        assert_eq!(after(Some(&last), 1), Some((3, i64::MIN)));
        assert_eq!(after(Some(&last), 0), Some((3, 7)));
        assert_eq!(after(None, 0), None);
    }
}
