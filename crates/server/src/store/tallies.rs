//! Counting what is found, for a day: of all of an organisation, and of each of its groups. No statement
//! is for more than a few hundred sites, a hundred releases or one bundle of a group, but for those that an index answers.

use std::collections::{BTreeMap, HashMap};

use sqlx::Row;
use sqlx::any::AnyRow;

use super::error::Attempt;
use super::finding_days::{DayCount, Tally};
use super::finding_lists::{HAS_SITE, IS_HEARD, NOT_FOLLOWED};
use super::ranges::Through;
use super::rows::ROWS;
use super::statement::{IS_THERE, Statement};
use super::{Database, StoreError, bundles};

/// How many sites are looked at together.
const SITES: i64 = 500;
/// How many findings of releases are counted at most: open ones, and those that were closed on the day.
const MOST: i64 = 200_000;
/// The kind of what policies are against, and of what was changed on machines.
const POLICY: &str = "policy";
const TAMPERED: &str = "integrity";

/// What was changed on machines: their group, and as for releases.
const OF_MACHINES: &str = "SELECT m.machine_group, f.severity, f.closed, f.opened, f.accepted_end FROM tampered_finding f \
    JOIN machine m ON m.id = f.machine WHERE f.organisation = ";

const OF_RELEASES: &str = "SELECT f.release, f.kind, f.severity, f.closed, f.opened, f.accepted_end FROM release_finding f WHERE f.organisation = ";
/// Which groups have a machine with one of a few sites that is neither revoked nor decommissioned. The order of a cross join is SQLite's.
const HAVE: &str = "SELECT DISTINCT ms.site, ms.machine_group FROM machine_site ms CROSS JOIN machine m WHERE m.id = ms.machine \
    AND m.status IN ('active', 'cloned') AND m.organisation = ";
/// Which sites hold some releases.
const HOLD: &str = "SELECT sr.release, sr.site FROM site_release sr WHERE sr.release IN ";

/// Severity, how many, and how many of these were opened on the day.
const OF_POLICIES: &str = "SELECT f.severity, COUNT(*), COUNT(CASE WHEN f.opened >= ";
const AMONG_THEM: &str = " THEN 1 END) FROM site_finding f WHERE ";
/// The same of groups that went by the bundle, and have a machine with the site still.
const OF_GROUPS: &str =
    " THEN 1 END), bg.machine_group FROM site_finding f JOIN bundle_group bg ON bg.bundle = f.bundle WHERE ";
const HAD_SITE: &str = " AND (SELECT 1 FROM machine_site ms JOIN machine m ON m.id = ms.machine WHERE ms.site = f.site \
    AND ms.setting = f.setting AND ms.machine_group = bg.machine_group AND m.status IN ('active', 'cloned')";
const BY_SEVERITY: &str = " GROUP BY f.severity";
const CLOSED: &str = "f.status = 'closed' AND f.closed >= ";

/// Findings of releases, and which groups have the release of each.
#[derive(Default)]
struct OfReleases {
    /// Kind, severity and what it counts as.
    found: Vec<(String, i64, DayCount)>,
    /// The places of those of a release.
    by_release: HashMap<i64, Vec<usize>>,
    /// Of each group, whether it has the release of each: 64 to a number.
    held: BTreeMap<i64, Vec<u64>>,
}

impl OfReleases {
    fn has(&mut self, group: i64, release: i64) {
        let Some(places) = self.by_release.get(&release) else { return };
        let held = self.held.entry(group).or_insert_with(|| vec![0; self.found.len().div_ceil(64)]);
        for place in places {
            if let Some(part) = held.get_mut(place / 64) {
                *part |= 1 << (place % 64);
            }
        }
    }

    /// Adds up what a group has; of all of the organisation where it is `None`.
    fn add_to(&self, tally: &mut Tally, group: Option<i64>) {
        let held = group.map(|group| self.held.get(&group));
        for (place, (kind, severity, count)) in self.found.iter().enumerate() {
            let part = |held: &Vec<u64>| held.get(place / 64).copied().unwrap_or_default();
            let is_held =
                held.is_none_or(|held| held.is_some_and(|held| part(held) >> (place % 64) & 1 == 1));
            if is_held {
                tally.entry((kind.clone(), *severity)).or_default().add(*count);
            }
        }
    }
}

impl Database {
    /// How much is found now in an organisation (0) and in each of its groups, and was opened and closed since a time.
    pub(super) async fn tallies(
        &self,
        organisation: i64,
        since: i64,
        now: i64,
    ) -> Result<BTreeMap<i64, Tally>, StoreError> {
        let sql = "SELECT id FROM machine_group WHERE organisation = ";
        let groups = Statement::new(sql).value(organisation).all(self.read()).await.to("list groups")?;
        let groups =
            groups.iter().map(|row| row.try_get(0)).collect::<Result<Vec<i64>, _>>().to("read groups")?;
        let releases = self.tally_releases(organisation, since, now).await?;
        let mut tallies: BTreeMap<i64, Tally> = BTreeMap::new();
        releases.add_to(tallies.entry(0).or_default(), None);
        for group in &groups {
            releases.add_to(tallies.entry(*group).or_default(), Some(*group));
        }
        self.tally_policies(organisation, since, &groups, &mut tallies).await?;
        self.tally_tampered(organisation, since, now, &mut tallies).await?;
        Ok(tallies)
    }

    /// What was changed on machines is its group's, and there is little of it.
    async fn tally_tampered(
        &self,
        organisation: i64,
        since: i64,
        now: i64,
        tallies: &mut BTreeMap<i64, Tally>,
    ) -> Result<(), StoreError> {
        let why = "count what was changed";
        let open = Statement::new(OF_MACHINES).value(organisation).and(" AND f.status = 'open'");
        let closed = Statement::new(OF_MACHINES).value(organisation).and(" AND ").with(CLOSED, since);
        for statement in [open.and(IS_HEARD), closed] {
            for row in statement.with(" LIMIT ", MOST).all(self.read()).await.to(why)? {
                let (group, severity): (i64, i64) = (row.try_get(0).to(why)?, row.try_get(1).to(why)?);
                let count = of_times(&row, 2, since, now).to(why)?;
                for group in [0, group] {
                    let tally = tallies.entry(group).or_default();
                    tally.entry((TAMPERED.to_owned(), severity)).or_default().add(count);
                }
            }
        }
        Ok(())
    }

    async fn tally_releases(
        &self,
        organisation: i64,
        since: i64,
        now: i64,
    ) -> Result<OfReleases, StoreError> {
        let mut all = OfReleases::default();
        let open = Statement::new(OF_RELEASES).value(organisation).and(" AND f.status = 'open'");
        let closed = Statement::new(OF_RELEASES).value(organisation).and(" AND ").with(CLOSED, since);
        for statement in [open, closed] {
            let rows = statement.with(" LIMIT ", MOST).all(self.read()).await.to("count findings")?;
            if i64::try_from(rows.len()).is_ok_and(|count| count == MOST) {
                tracing::warn!(organisation, MOST, "there are more findings than are counted for the day");
            }
            for row in rows {
                let (release, kind, severity, count) = of_release(&row, since, now).to("count findings")?;
                all.by_release.entry(release).or_default().push(all.found.len());
                all.found.push((kind, severity, count));
            }
        }
        let sites = self.groups_of_sites(organisation).await?;
        let releases: Vec<i64> = all.by_release.keys().copied().collect();
        for part in releases.chunks(ROWS) {
            let why = "count who has what was found";
            for row in Statement::new(HOLD).list(part).all(self.read()).await.to(why)? {
                let (release, site): (i64, i64) = (row.try_get(0).to(why)?, row.try_get(1).to(why)?);
                let first = sites.partition_point(|(other, _)| *other < site);
                for (_, group) in sites[first..].iter().take_while(|(other, _)| *other == site) {
                    all.has(*group, release);
                }
            }
        }
        Ok(all)
    }

    /// Which groups have a site, in the order of the sites.
    async fn groups_of_sites(&self, organisation: i64) -> Result<Vec<(i64, i64)>, StoreError> {
        let why = "look who has a site";
        let (mut sites, mut after) = (Vec::new(), 0);
        while let Some(last) = self.last_of(Through::ListedSites(SITES), organisation, after).await? {
            let have = Statement::new(HAVE).value(organisation);
            let have = have.with(" AND ms.site > ", after).with(" AND ms.site <= ", last);
            for row in have.all(self.read()).await.to(why)? {
                sites.push((row.try_get(0).to(why)?, row.try_get(1).to(why)?));
            }
            after = last;
        }
        sites.sort_unstable();
        Ok(sites)
    }

    async fn tally_policies(
        &self,
        organisation: i64,
        since: i64,
        groups: &[i64],
        tallies: &mut BTreeMap<i64, Tally>,
    ) -> Result<(), StoreError> {
        let select = |more| Statement::new(OF_POLICIES).value(since).and(more);
        let open = select(AMONG_THEM).with("f.status = 'open' AND f.organisation = ", organisation);
        self.add_policies(open.and(BY_SEVERITY), true, |_| Ok(0), tallies).await?;
        let closed = select(AMONG_THEM).with(CLOSED, since).with(" AND f.organisation = ", organisation);
        let closed = closed.and(NOT_FOLLOWED).and(BY_SEVERITY);
        self.add_policies(closed, false, |_| Ok(0), tallies).await?;
        for group in groups {
            let mut connection = self.read().acquire().await.to("give a connection")?;
            let of_group = bundles::in_use(&mut connection, *group).await?;
            drop(connection);
            for bundle in of_group {
                let open = select(AMONG_THEM).with("f.status = 'open' AND f.bundle = ", bundle);
                let open = open.and(HAS_SITE).with(" AND ms.machine_group = ", *group).and(IS_THERE);
                self.add_policies(open.and(BY_SEVERITY), true, |_| Ok(*group), tallies).await?;
            }
        }
        let closed = select(OF_GROUPS).with(CLOSED, since).with(" AND f.organisation = ", organisation);
        let closed =
            closed.and(NOT_FOLLOWED).and(HAD_SITE).and(IS_THERE).and(BY_SEVERITY).and(", bg.machine_group");
        self.add_policies(closed, false, |row| row.try_get(3), tallies).await
    }

    /// Adds what a statement counts to what there is of the group that a row is of.
    async fn add_policies(
        &self,
        statement: Statement,
        is_open: bool,
        group: impl Fn(&AnyRow) -> Result<i64, sqlx::Error> + Send,
        tallies: &mut BTreeMap<i64, Tally>,
    ) -> Result<(), StoreError> {
        let why = "count findings of policies";
        for row in statement.all(self.read()).await.to(why)? {
            let (severity, count, opened): (i64, i64, i64) =
                (row.try_get(0).to(why)?, row.try_get(1).to(why)?, row.try_get(2).to(why)?);
            let (open, closed) = if is_open { (count, 0) } else { (0, count) };
            let tally = tallies.entry(group(&row).to(why)?).or_default();
            let count = DayCount { open, accepted: 0, opened, closed };
            tally.entry((POLICY.to_owned(), severity)).or_default().add(count);
        }
        Ok(())
    }
}

fn of_release(row: &AnyRow, since: i64, now: i64) -> Result<(i64, String, i64, DayCount), sqlx::Error> {
    Ok((row.try_get(0)?, row.try_get(1)?, row.try_get(2)?, of_times(row, 3, since, now)?))
}

/// What a finding counts as, by when it was closed and opened and until when it is accepted, from this column on.
fn of_times(row: &AnyRow, first: usize, since: i64, now: i64) -> Result<DayCount, sqlx::Error> {
    let closed: Option<i64> = row.try_get(first)?;
    let is_accepted = closed.is_none() && row.try_get::<i64, _>(first + 2)? > now;
    Ok(DayCount {
        open: i64::from(closed.is_none() && !is_accepted),
        accepted: i64::from(is_accepted),
        opened: i64::from(row.try_get::<i64, _>(first + 1)? >= since),
        closed: i64::from(closed.is_some()),
    })
}
