//! Counting how many machines have each package, and each of its versions, for lists that are in order by it. It is counted in the background: which releases
//! each distinct site holds is read once, and then looked at for the places of each machine.

use std::collections::{BTreeMap, HashMap};

use sqlx::Row;

use super::counted::Counted;
use super::error::Attempt;
use super::ranges::Through;
use super::rows::ROWS;
use super::statement::Statement;
use super::{Database, Engine, StoreError, release_counts};

/// How many sites, and how many machines, are read together. Somebody's sites may hold as much as a machine may tell.
const SITES: i64 = 100;
const MACHINES: i64 = 500;
/// How many rows are written in one transaction: others wait for it.
const WRITTEN: usize = 2_000;
/// The group that stands for all of an organisation.
pub(super) const ALL: i64 = 0;

/// How many machines have a package, in how many versions, and how many have each of these.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Counts {
    machines: i64,
    versions: i64,
    of_versions: String,
}

/// What is there: packages and releases are numbered from 0, as they are looked at a million times.
#[derive(Default)]
struct Known {
    names: Vec<String>,
    /// The row of each release.
    releases: Vec<i64>,
    /// The package of each release.
    package_of: Vec<u32>,
    /// The releases of each site, by its row.
    of_sites: HashMap<i64, Box<[u32]>>,
}

/// How many machines have something, and the last of them, as they were looked at from 1. There is one for each release and group: they are small.
type Tally = (u32, u32);

/// What the machines of a group have that were looked at.
struct Held {
    /// Who has each package.
    packages: Vec<Tally>,
    /// Who has each release.
    releases: Vec<Tally>,
}

const RELEASES: &str = "SELECT id, name FROM release WHERE organisation = ";
/// The releases of a site in one text: reading a row for each takes most of the time. The databases have no common word for it.
const OF_SITES: [&str; 3] = [
    "SELECT s.id, group_concat(sr.release)",
    "SELECT s.id, string_agg(CAST(sr.release AS TEXT), ',')",
    " FROM site s CROSS JOIN site_release sr WHERE sr.site = s.id AND s.listed = 1 AND s.organisation = ",
];
const PLACES: &str = "SELECT m.id, ms.machine_group, ms.site FROM machine m CROSS JOIN machine_site ms WHERE ms.machine = m.id AND m.organisation = ";
const KEPT: &str = "SELECT name, machines, versions, of_versions FROM package_count WHERE organisation = ";
const GROUPS: &str = "SELECT DISTINCT machine_group FROM package_count WHERE organisation = ";

impl Known {
    fn held(&self) -> Held {
        Held { packages: vec![(0, 0); self.names.len()], releases: vec![(0, 0); self.releases.len()] }
    }
}

impl Held {
    /// A machine has the releases of a site.
    fn has(&mut self, machine: u32, releases: &[u32], known: &Known) {
        for release in releases {
            let release = *release as usize;
            tally(&mut self.releases[release], machine);
            tally(&mut self.packages[known.package_of[release] as usize], machine);
        }
    }

    /// How many have each package that one has, by name.
    fn counts(&self, known: &Known) -> BTreeMap<String, Counts> {
        let mut counts = vec![Counts::default(); known.names.len()];
        for (package, (machines, _)) in counts.iter_mut().zip(&self.packages) {
            package.machines = (*machines).into();
        }
        for (release, (machines, _)) in self.releases.iter().enumerate().filter(|(_, (count, _))| *count > 0)
        {
            let package = &mut counts[known.package_of[release] as usize];
            package.versions += 1;
            release_counts::write(&mut package.of_versions, known.releases[release], *machines);
        }
        let all = known.names.iter().cloned().zip(counts);
        all.filter(|(_, counts)| counts.machines > 0).collect()
    }
}

/// A machine has something, maybe in several places: these come one after the other.
const fn tally((count, last): &mut Tally, machine: u32) {
    if *last != machine {
        (*count, *last) = (*count + 1, machine);
    }
}

impl Database {
    /// Counts who has each package, and each of its versions, of all organisations. Says of how many packages of groups it is another number than before.
    pub async fn count_packages(&self, now: i64) -> Result<usize, StoreError> {
        let sql = "SELECT id FROM organisation ORDER BY id";
        let mut count = 0;
        for row in Statement::new(sql).all(self.read()).await.to("list organisations")? {
            let organisation = row.try_get(0).to("read an organisation")?;
            let known = self.releases_of_sites(organisation).await?;
            let held = self.held_by_groups(organisation, &known).await?;
            for (group, held) in &held {
                count += self.keep_counts(organisation, *group, held.counts(&known)).await?;
            }
            let why = "look which groups had packages";
            for row in Statement::new(GROUPS).value(organisation).all(self.read()).await.to(why)? {
                let group: i64 = row.try_get(0).to(why)?;
                if !held.contains_key(&group) {
                    count += self.keep_counts(organisation, group, BTreeMap::new()).await?;
                }
            }
            self.note_counted(organisation, Counted::Packages, now).await?;
        }
        Ok(count)
    }

    /// When that was done last for an organisation, in seconds since 1970.
    pub async fn packages_counted(&self, organisation: i64) -> Result<Option<i64>, StoreError> {
        self.counted_at(organisation, Counted::Packages).await
    }

    /// Which releases each site holds that a machine may have.
    async fn releases_of_sites(&self, organisation: i64) -> Result<Known, StoreError> {
        let why = "look which sites hold releases";
        let (mut known, mut packages, mut releases) = (Known::default(), HashMap::new(), HashMap::new());
        // In one order, so that what is counted again is the same text.
        let statement = Statement::new(RELEASES).value(organisation).and(" ORDER BY id");
        for row in statement.all(self.read()).await.to(why)? {
            let (id, name): (i64, String) = (row.try_get(0).to(why)?, row.try_get(1).to(why)?);
            let package = *packages.entry(name).or_insert_with_key(|name| {
                known.names.push(name.clone());
                place(known.names.len() - 1)
            });
            releases.insert(id, place(known.releases.len()));
            known.releases.push(id);
            known.package_of.push(package);
        }
        let read = match self.engine() {
            Engine::Sqlite => OF_SITES[0],
            Engine::Postgres => OF_SITES[1],
        };
        let mut after = 0;
        while let Some(last) = self.last_of(Through::ListedSites(SITES), organisation, after).await? {
            let statement = Statement::new(read).with(OF_SITES[2], organisation);
            let statement = statement.with(" AND s.id > ", after).with(" AND s.id <= ", last);
            for row in statement.and(" GROUP BY s.id").all(self.read()).await.to(why)? {
                let (site, held): (i64, String) = (row.try_get(0).to(why)?, row.try_get(1).to(why)?);
                let held = held.split(',').filter_map(|release| release.parse::<i64>().ok());
                // One that came since the releases were read is counted next time.
                let held = held.filter_map(|release| releases.get(&release).copied());
                known.of_sites.insert(site, held.collect());
            }
            after = last;
        }
        Ok(known)
    }

    /// What the machines of each group have, and those of all.
    async fn held_by_groups(
        &self,
        organisation: i64,
        known: &Known,
    ) -> Result<BTreeMap<i64, Held>, StoreError> {
        let why = "look for the places of machines";
        let mut held: BTreeMap<i64, Held> = BTreeMap::new();
        let (mut after, mut last_machine, mut number) = (0, 0, 0);
        while let Some(last) = self.last_of(Through::Machines(MACHINES), organisation, after).await? {
            let statement = Statement::new(PLACES).value(organisation);
            let statement = statement.with(" AND m.id > ", after).with(" AND m.id <= ", last);
            for row in statement.and(" ORDER BY m.id").all(self.read()).await.to(why)? {
                let (machine, site): (i64, i64) = (row.try_get(0).to(why)?, row.try_get(2).to(why)?);
                if machine != last_machine {
                    (last_machine, number) = (machine, number + 1);
                }
                let Some(releases) = known.of_sites.get(&site) else { continue };
                for group in [ALL, row.try_get(1).to(why)?] {
                    held.entry(group).or_insert_with(|| known.held()).has(number, releases, known);
                }
            }
            after = last;
        }
        Ok(held)
    }

    /// Keeps what is another number than before.
    async fn keep_counts(
        &self,
        organisation: i64,
        group: i64,
        mut counts: BTreeMap<String, Counts>,
    ) -> Result<usize, StoreError> {
        let why = "look how many had packages";
        let mut gone = Vec::new();
        let statement = Statement::new(KEPT).value(organisation).with(" AND machine_group = ", group);
        for row in statement.all(self.read()).await.to(why)? {
            let name: String = row.try_get(0).to(why)?;
            let kept = Counts {
                machines: row.try_get(1).to(why)?,
                versions: row.try_get(2).to(why)?,
                of_versions: row.try_get(3).to(why)?,
            };
            match counts.get(&name) {
                None => gone.push(name),
                Some(counted) if *counted == kept => drop(counts.remove(&name)),
                Some(_) => {}
            }
        }
        let other: Vec<(String, Counts)> = counts.into_iter().collect();
        for part in gone.chunks(WRITTEN) {
            self.forget_counts(organisation, group, part).await?;
        }
        for part in other.chunks(WRITTEN) {
            self.write_counts(organisation, group, part).await?;
        }
        Ok(gone.len() + other.len())
    }

    async fn forget_counts(&self, organisation: i64, group: i64, names: &[String]) -> Result<(), StoreError> {
        let why = "forget packages that nobody has";
        let mut transaction = self.begin().await?;
        for part in names.chunks(ROWS) {
            let statement =
                Statement::new("DELETE FROM package_count WHERE organisation = ").value(organisation);
            let statement = statement.with(" AND machine_group = ", group).and(" AND name IN ").texts(part);
            statement.run(&mut *transaction).await.to(why)?;
        }
        transaction.commit().await.to(why)
    }

    async fn write_counts(
        &self,
        organisation: i64,
        group: i64,
        counts: &[(String, Counts)],
    ) -> Result<(), StoreError> {
        let why = "keep how many have packages";
        let mut transaction = self.begin().await?;
        for part in counts.chunks(ROWS) {
            let mut statement = Statement::new(
                "INSERT INTO package_count (organisation, machine_group, name, machines, versions, of_versions) VALUES ",
            );
            for (at, (name, counts)) in part.iter().enumerate() {
                statement = statement.with(if at == 0 { "(" } else { ", (" }, organisation).with(", ", group);
                statement = statement
                    .with(", ", name)
                    .with(", ", counts.machines)
                    .with(", ", counts.versions)
                    .with(", ", &counts.of_versions)
                    .and(")");
            }
            let statement = statement.and(
                " ON CONFLICT (organisation, machine_group, name) DO UPDATE SET machines = excluded.machines, \
                 versions = excluded.versions, of_versions = excluded.of_versions",
            );
            statement.run(&mut *transaction).await.to(why)?;
        }
        transaction.commit().await.to(why)
    }
}

/// A place in a list that is shorter than four thousand million.
fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
