//! Findings of all kinds in one list, for the API: what somebody may see of them, and on how many machines they are.

use sqlx::Row;

use super::bundles::goes_by;
use super::catalog::{Holder, HolderKeyset, holder};
use super::error::Attempt;
use super::findings::{FindingFilter, FindingOrder, FindingRow, FindingStatus, PolicyRow, TamperedRow};
use super::statement::Statement;
use super::{Database, Scope, StoreError};

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// What is known against a release.
    Release(FindingRow),
    /// What a policy is against.
    Policy(PolicyRow),
    /// What was changed on a machine.
    Tampered(TamperedRow),
}

/// Which of the lists a finding is in, and its row there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FindingKey {
    /// Of what is known of releases.
    Release(i64),
    /// Of what policies are against.
    Policy(i64),
    /// Of what was changed on machines.
    Tampered(i64),
}

/// Which findings are wanted of all lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FindingKinds {
    /// What is known of releases.
    pub releases: bool,
    /// What policies are against.
    pub policies: bool,
    /// What was changed on machines.
    pub tampered: bool,
}

impl FindingKinds {
    /// All of them.
    pub const ALL: Self = Self { releases: true, policies: true, tampered: true };
    /// None.
    pub const NONE: Self = Self { releases: false, policies: false, tampered: false };
}

/// Where a page of findings ended: severity, list (2 for machines, which come first, 1 for releases) and row.
pub type FindingKeyset = (i64, i64, i64);

impl FindingKey {
    /// The word for the list, as comments have it, and the row there.
    pub(super) const fn parts(self) -> (&'static str, i64) {
        match self {
            Self::Release(id) => ("release", id),
            Self::Policy(id) => ("policy", id),
            Self::Tampered(id) => ("integrity", id),
        }
    }
}

impl std::fmt::Display for FindingKey {
    /// What it is called by: `release-7`.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (list, id) = self.parts();
        write!(formatter, "{list}-{id}")
    }
}

impl Found {
    /// What it is called by.
    #[must_use]
    pub const fn key(&self) -> FindingKey {
        match self {
            Self::Release(row) => FindingKey::Release(row.id),
            Self::Policy(row) => FindingKey::Policy(row.id),
            Self::Tampered(row) => FindingKey::Tampered(row.id),
        }
    }

    /// How it stands: open, accepted or closed.
    #[must_use]
    pub const fn status(&self) -> FindingStatus {
        let (closed, accepted) = match self {
            Self::Release(row) => (row.closed, row.accepted.is_some()),
            Self::Policy(row) => (row.closed, false),
            Self::Tampered(row) => (row.closed, row.accepted.is_some()),
        };
        match (closed, accepted) {
            (Some(_), _) => FindingStatus::Closed,
            (None, true) => FindingStatus::Accepted,
            (None, false) => FindingStatus::Open,
        }
    }

    /// Its place in the order of a list: by severity or by time, then by kind and row.
    #[must_use]
    pub const fn keyset(&self, order: FindingOrder) -> FindingKeyset {
        let (kind, severity, opened, id) = match self {
            Self::Release(row) => (1, row.severity, row.opened, row.id),
            Self::Policy(row) => (0, row.severity, row.opened, row.id),
            Self::Tampered(row) => (2, row.severity, row.opened, row.id),
        };
        match order {
            FindingOrder::MostSevere | FindingOrder::LeastSevere => (severity, kind, id),
            FindingOrder::Newest | FindingOrder::Oldest => (opened, kind, id),
        }
    }
}

/// What a page goes on after in one of the lists, whichever way it is ordered.
fn after(last: Option<&FindingKeyset>, list: i64) -> Option<(i64, i64)> {
    last.map(|(value, of, id)| match list.cmp(of) {
        // One list comes as a whole before the other where they are equal: all of this one's are still to come, or have come.
        std::cmp::Ordering::Less => (*value, i64::MAX),
        std::cmp::Ordering::Equal => (*value, *id),
        std::cmp::Ordering::Greater => (*value, i64::MIN),
    })
}

impl Database {
    /// Findings that somebody may see, in the order that the filter says.
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
        if kinds.tampered {
            let rows = self.tampered_findings(organisation, &filter, after(last, 2), most).await?;
            found.extend(rows.into_iter().map(Found::Tampered));
        }
        if kinds.releases {
            let rows = self.release_findings(organisation, &filter, after(last, 1), most).await?;
            found.extend(rows.into_iter().map(Found::Release));
        }
        if kinds.policies {
            let rows = self.policy_findings(organisation, &filter, after(last, 0), most).await?;
            found.extend(rows.into_iter().map(Found::Policy));
        }
        found.sort_by_key(|one| one.keyset(filter.order));
        if matches!(filter.order, FindingOrder::MostSevere | FindingOrder::Newest) {
            found.reverse();
        }
        found.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        Ok(found)
    }

    /// A finding that somebody may see, however it stands.
    pub async fn finding(&self, scope: &Scope, key: FindingKey) -> Result<Option<Found>, StoreError> {
        let (id, kinds) = match key {
            FindingKey::Release(id) => (id, FindingKinds { releases: true, ..FindingKinds::NONE }),
            FindingKey::Policy(id) => (id, FindingKinds { policies: true, ..FindingKinds::NONE }),
            FindingKey::Tampered(id) => (id, FindingKinds { tampered: true, ..FindingKinds::NONE }),
        };
        for status in [FindingStatus::Present, FindingStatus::Closed] {
            let filter = FindingFilter { status, id: Some(id), ..FindingFilter::default() };
            let found = self.findings(scope, &filter, kinds, None, 1).await?;
            if let Some(found) = found.into_iter().next() {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// The groups that somebody sees and that go by a bundle, in the order of their rows.
    pub async fn groups_of_bundle(&self, scope: &Scope, bundle: i64) -> Result<Vec<i64>, StoreError> {
        let sql = "SELECT g.id FROM machine_group g JOIN group_bundle gb ON gb.machine_group = g.id WHERE g.organisation = ";
        let statement = Statement::new(sql).value(scope.organisation());
        let statement = statement.with(" AND (gb.bundle = ", bundle).with(" OR gb.next_bundle = ", bundle);
        let statement = scope.limit(statement.and(")"), " AND g.id IN ").and(" ORDER BY g.id");
        let rows = statement.all(self.read()).await.to("look who goes by a bundle")?;
        rows.iter().map(|row| row.try_get(0).to("read a group")).collect()
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
            Found::Tampered(row) => {
                let from = "SELECT 0, ms.site, m.id, m.name, m.hostname, m.machine_group, p.id, p.bytes, ms.since \
                    FROM machine_site ms JOIN machine m ON m.id = ms.machine JOIN path p ON p.id = ms.path WHERE ms.machine = ";
                Statement::new(from).value(row.machine).with(" AND ms.path = ", row.path)
            }
        };
        let present = " AND m.status IN ('active', 'cloned') AND m.organisation = ";
        let statement = by_bundle(statement.with(present, scope.organisation()), found);
        let mut statement = scope.limit(statement, " AND ms.machine_group IN ");
        let (site, order) = match found {
            Found::Release(_) => (" AND sr.site >= ", " ORDER BY sr.site, ms.machine, ms.path LIMIT "),
            Found::Policy(_) | Found::Tampered(_) => {
                (" AND ms.site >= ", " ORDER BY ms.site, ms.machine, ms.path LIMIT ")
            }
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
}

/// Of the machines `m`, those that go by the bundle; of what is closed, those whose group once did.
pub(super) fn by_bundle(statement: Statement, found: &Found) -> Statement {
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
        assert_eq!(after(Some(&last), 2), Some((3, i64::MIN)));
        assert_eq!(after(None, 0), None);
    }
}
