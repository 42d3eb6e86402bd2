//! Counting how much is found on each machine, for lists that are in order by it. It is counted in the background, of all machines of an organisation: what each
//! distinct site holds is looked up once, and then added up for the places of each machine.

use std::collections::{BTreeMap, HashMap, HashSet};

use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};

use super::bundles::goes_by;
use super::counted::Counted;
use super::error::Attempt;
use super::findings::AuditKind;
use super::ranges::Through;
use super::rows::{ROWS, values};
use super::statement::Statement;
use super::unchecked::{CONTENTS, RELEASES, is_unclear};
use super::{Database, StoreError, Verdicts};

/// How many machines are read and written together.
const MACHINES: i64 = 500;

/// What was counted of a machine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KeptVerdicts {
    /// How many findings it has.
    pub found: Verdicts,
    /// How many places were not wholly checked; and one more where it did not tell all, or its policy is still to be looked at.
    pub unchecked: i64,
    /// How many of these places have a release that could not be held against the advisories.
    pub releases: i64,
}

/// A place: a site, and how it lies there.
type Lying = (i64, i64);

/// What is known of sites.
#[derive(Default)]
struct Known {
    /// Whether there are advisories: without them nothing was checked.
    has_advisories: bool,
    /// Severity of each finding of a release, and whether it is malware.
    findings: Vec<(i64, bool)>,
    /// The findings of a site, by their places in that.
    of_sites: HashMap<i64, Vec<u32>>,
    /// What a bundle is against at a place, by severity.
    of_policies: HashMap<(Lying, i64), [i64; 5]>,
    /// Sites of which something is not known.
    unchecked: HashSet<i64>,
    /// Sites with a release that could not be held against the advisories.
    with_unjudged: HashSet<i64>,
    /// The same of a place and a bundle.
    unchecked_by: HashSet<(Lying, i64)>,
    /// Bundles that are still to be looked at.
    bundles: HashSet<i64>,
    /// What was changed on a machine, by severity.
    tampered: HashMap<i64, [i64; 5]>,
}

/// A machine with its places.
#[derive(Default)]
struct Machine {
    bundle: i64,
    is_unclear: bool,
    places: Vec<Lying>,
}

const FINDINGS: &str = "SELECT f.release, f.kind, f.severity FROM release_finding f WHERE f.status = 'open' AND f.organisation = ";
const POLICIES: &str = "SELECT f.site, f.setting, f.bundle, f.severity, COUNT(*) FROM site_finding f \
    WHERE f.status = 'open' AND f.organisation = ";
const JOBS: &str =
    "SELECT j.kind, j.subject FROM job j WHERE j.kind IN ('audit', 'policy', 'bundle') AND j.organisation = ";
const TO_DO: &str = " AND (j.failed = 1 OR j.owner <> '' OR j.attempts > 0 OR j.due <= ";
const IN_PART: &str =
    "SELECT j.site, j.setting, j.bundle FROM site_judgement j WHERE j.unchecked > 0 AND j.organisation = ";
const HOLD: &str = "SELECT sr.release, sr.site FROM site_release sr WHERE sr.release IN ";
/// Machines that are heard, with their places. Those without any come once.
const PLACES: &str = concat!(
    "SELECT m.id, COALESCE(",
    goes_by!(),
    ", 0), CASE WHEN ",
    is_unclear!(),
    " THEN 1 ELSE 0 END, ms.site, ms.setting FROM machine m \
     LEFT JOIN group_bundle gb ON gb.machine_group = m.machine_group LEFT JOIN machine_site ms ON ms.machine = m.id \
     WHERE m.status IN ('active', 'cloned') AND m.organisation = ",
);
const TAMPERED: &str = "SELECT f.machine, f.severity, COUNT(*) FROM tampered_finding f WHERE f.status = 'open' AND f.organisation = ";
const KEPT: &str = "SELECT v.machine, v.malware, v.critical, v.high, v.medium, v.low, v.unrated, v.policies, v.unchecked, \
    v.releases, v.tampered FROM machine_verdict v JOIN machine m ON m.id = v.machine WHERE m.organisation = ";
const DROP: &str = "DELETE FROM machine_verdict WHERE machine IN ";

impl Known {
    /// What is known of a machine, by its row.
    fn of(&self, id: i64, machine: &Machine) -> KeptVerdicts {
        let mut kept = KeptVerdicts::default();
        for (severity, count) in (0..).zip(self.tampered.get(&id).copied().unwrap_or_default()) {
            kept.found.add(severity, count);
            kept.found.tampered += count;
        }
        let sites: HashSet<i64> = machine.places.iter().map(|(site, _)| *site).collect();
        let mut findings: Vec<u32> =
            sites.iter().filter_map(|site| self.of_sites.get(site)).flatten().copied().collect();
        findings.sort_unstable();
        findings.dedup();
        for at in findings {
            let (severity, is_malware) = self.findings[at as usize];
            kept.found.add(severity, 1);
            kept.found.malware += i64::from(is_malware);
        }
        let lying: HashSet<Lying> = machine.places.iter().copied().collect();
        for place in lying {
            let by_severity = self.of_policies.get(&(place, machine.bundle)).copied().unwrap_or_default();
            for (severity, count) in (0..).zip(by_severity) {
                kept.found.add(severity, count);
                kept.found.policies += count;
            }
        }
        let is_unchecked = |place: &&Lying| {
            !self.has_advisories
                || self.unchecked.contains(&place.0)
                || self.with_unjudged.contains(&place.0)
                || self.unchecked_by.contains(&(**place, machine.bundle))
        };
        let places = machine.places.iter().filter(is_unchecked).count();
        kept.unchecked = i64::try_from(places).unwrap_or(i64::MAX);
        let is_unclear = machine.is_unclear || self.bundles.contains(&machine.bundle) || !self.has_advisories;
        kept.unchecked += i64::from(is_unclear);
        let unjudged = machine.places.iter().filter(|(site, _)| self.with_unjudged.contains(site)).count();
        kept.releases = i64::try_from(unjudged).unwrap_or(i64::MAX);
        kept
    }
}

impl Database {
    /// Counts how much is found now on each machine of all organisations. Says of how many machines it is another number than before.
    pub async fn count_verdicts(&self, now: i64) -> Result<usize, StoreError> {
        let sql = "SELECT id FROM organisation ORDER BY id";
        let mut count = 0;
        for row in Statement::new(sql).all(self.read()).await.to("list organisations")? {
            let organisation = row.try_get(0).to("read an organisation")?;
            let known = self.known_of_sites(organisation, now).await?;
            let mut after = 0;
            while let Some(last) = self.last_of(Through::Machines(MACHINES), organisation, after).await? {
                count += self.count_verdicts_of(organisation, &known, after, last).await?;
                after = last;
            }
            self.note_counted(organisation, Counted::Verdicts, now).await?;
        }
        Ok(count)
    }

    /// When that was done last for an organisation, in seconds since 1970.
    pub async fn verdicts_counted(&self, organisation: i64) -> Result<Option<i64>, StoreError> {
        self.counted_at(organisation, Counted::Verdicts).await
    }

    /// What is known of the sites of an organisation.
    async fn known_of_sites(&self, organisation: i64, now: i64) -> Result<Known, StoreError> {
        let why = "look what is known of sites";
        let has_advisories = self.advisory_version().await?.is_some();
        let mut known = Known { has_advisories, ..Known::default() };
        let statement = Statement::new(FINDINGS).value(organisation).with(" AND f.accepted_end <= ", now);
        let mut by_release: HashMap<i64, Vec<u32>> = HashMap::new();
        for row in statement.all(self.read()).await.to(why)? {
            let (release, kind): (i64, String) = (row.try_get(0).to(why)?, row.try_get(1).to(why)?);
            let at = u32::try_from(known.findings.len()).unwrap_or(u32::MAX);
            known.findings.push((row.try_get(2).to(why)?, kind == AuditKind::Malware.as_str()));
            by_release.entry(release).or_default().push(at);
        }
        let releases: Vec<i64> = by_release.keys().copied().collect();
        self.each_site_of(&releases, |release, site| {
            let found = by_release.get(&release).into_iter().flatten();
            known.of_sites.entry(site).or_default().extend(found);
        })
        .await?;
        let statement = Statement::new(POLICIES)
            .value(organisation)
            .and(" GROUP BY f.site, f.setting, f.bundle, f.severity");
        for row in statement.all(self.read()).await.to(why)? {
            let (place, bundle) = lying(&row).to(why)?;
            let counts = known.of_policies.entry((place, bundle)).or_default();
            counts[rank(&row, 3).to(why)?] += row.try_get::<i64, _>(4).to(why)?;
        }
        let statement = Statement::new(TAMPERED).value(organisation).with(" AND f.accepted_end <= ", now);
        for row in statement.and(" GROUP BY f.machine, f.severity").all(self.read()).await.to(why)? {
            let counts = known.tampered.entry(row.try_get(0).to(why)?).or_default();
            counts[rank(&row, 1).to(why)?] += row.try_get::<i64, _>(2).to(why)?;
        }
        self.not_known_of_sites(organisation, now, &mut known).await?;
        Ok(known)
    }

    /// What is not known of them.
    async fn not_known_of_sites(
        &self,
        organisation: i64,
        now: i64,
        known: &mut Known,
    ) -> Result<(), StoreError> {
        let why = "look what is not known of sites";
        for row in Statement::new(CONTENTS).value(organisation).all(self.read()).await.to(why)? {
            known.unchecked.insert(row.try_get(0).to(why)?);
        }
        let jobs = Statement::new(JOBS).value(organisation).with(TO_DO, now).and(")");
        for row in jobs.all(self.read()).await.to(why)? {
            let (kind, subject): (String, i64) = (row.try_get(0).to(why)?, row.try_get(1).to(why)?);
            let set = if kind == "bundle" { &mut known.bundles } else { &mut known.unchecked };
            set.insert(subject);
        }
        for row in Statement::new(IN_PART).value(organisation).all(self.read()).await.to(why)? {
            known.unchecked_by.insert(lying(&row).to(why)?);
        }
        let mut releases: Vec<i64> = Vec::new();
        for row in Statement::new(RELEASES).value(organisation).all(self.read()).await.to(why)? {
            releases.push(row.try_get(0).to(why)?);
        }
        self.each_site_of(&releases, |_, site| {
            known.with_unjudged.insert(site);
        })
        .await
    }

    /// Each site that holds one of these releases.
    async fn each_site_of(
        &self,
        releases: &[i64],
        mut tell: impl FnMut(i64, i64) + Send,
    ) -> Result<(), StoreError> {
        let why = "look which sites hold releases";
        for part in releases.chunks(ROWS) {
            for row in Statement::new(HOLD).list(part).all(self.read()).await.to(why)? {
                tell(row.try_get(0).to(why)?, row.try_get(1).to(why)?);
            }
        }
        Ok(())
    }

    /// Counts the machines after a row up to another, and keeps what is other than before.
    async fn count_verdicts_of(
        &self,
        organisation: i64,
        known: &Known,
        after: i64,
        last: i64,
    ) -> Result<usize, StoreError> {
        let why = "look for the places of machines";
        let among = |sql| {
            Statement::new(sql).value(organisation).with(" AND m.id > ", after).with(" AND m.id <= ", last)
        };
        let mut machines: BTreeMap<i64, Machine> = BTreeMap::new();
        for row in among(PLACES).all(self.read()).await.to(why)? {
            place(&row, &mut machines).to(why)?;
        }
        let mut kept: BTreeMap<i64, KeptVerdicts> = BTreeMap::new();
        for row in among(KEPT).all(self.read()).await.to(why)? {
            let (machine, verdicts) = read_kept(&row).to(why)?;
            kept.insert(machine, verdicts);
        }
        let now: BTreeMap<i64, KeptVerdicts> =
            machines.iter().map(|(id, machine)| (*id, known.of(*id, machine))).collect();
        let gone: Vec<i64> = kept.keys().filter(|machine| !now.contains_key(machine)).copied().collect();
        let other: Vec<(i64, KeptVerdicts)> =
            now.into_iter().filter(|(machine, verdicts)| kept.get(machine) != Some(verdicts)).collect();
        self.keep_verdicts(&gone, &other).await?;
        Ok(gone.len() + other.len())
    }

    async fn keep_verdicts(&self, gone: &[i64], other: &[(i64, KeptVerdicts)]) -> Result<(), StoreError> {
        if gone.is_empty() && other.is_empty() {
            return Ok(());
        }
        let why = "keep how much is found on machines";
        let mut transaction = self.begin().await?;
        for part in gone.chunks(ROWS) {
            Statement::new(DROP).list(part).run(&mut *transaction).await.to(why)?;
        }
        for part in other.chunks(ROWS) {
            let sql = format!(
                "INSERT INTO machine_verdict (machine, malware, critical, high, medium, low, unrated, policies, unchecked, releases, tampered) \
                 VALUES {} ON CONFLICT (machine) DO UPDATE SET malware = excluded.malware, critical = excluded.critical, \
                 high = excluded.high, medium = excluded.medium, low = excluded.low, unrated = excluded.unrated, \
                 policies = excluded.policies, unchecked = excluded.unchecked, releases = excluded.releases, \
                 tampered = excluded.tampered",
                values(part.len(), 11, 1)
            );
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for (machine, KeptVerdicts { found, unchecked, releases }) in part {
                query = query.bind(*machine).bind(found.malware);
                for count in found.by_severity.iter().rev() {
                    query = query.bind(*count);
                }
                query = query.bind(found.policies).bind(*unchecked).bind(*releases).bind(found.tampered);
            }
            query.execute(&mut *transaction).await.to(why)?;
        }
        transaction.commit().await.to(why)
    }
}

/// A severity as a place among the five.
fn rank(row: &AnyRow, column: usize) -> Result<usize, sqlx::Error> {
    Ok(usize::try_from(row.try_get::<i64, _>(column)?).unwrap_or_default().min(4))
}

/// Site, setting and bundle.
fn lying(row: &AnyRow) -> Result<(Lying, i64), sqlx::Error> {
    Ok(((row.try_get(0)?, row.try_get(1)?), row.try_get(2)?))
}

/// Adds a place to its machine.
fn place(row: &AnyRow, machines: &mut BTreeMap<i64, Machine>) -> Result<(), sqlx::Error> {
    let machine = machines.entry(row.try_get(0)?).or_default();
    machine.bundle = row.try_get(1)?;
    machine.is_unclear = row.try_get::<i32, _>(2)? == 1;
    if let (Some(site), Some(setting)) = (row.try_get(3)?, row.try_get(4)?) {
        machine.places.push((site, setting));
    }
    Ok(())
}

fn read_kept(row: &AnyRow) -> Result<(i64, KeptVerdicts), sqlx::Error> {
    Ok((row.try_get(0)?, kept(row, 1)?.unwrap_or_default()))
}

/// What was counted of a machine, from this column on; `None` where it was not.
pub(super) fn kept(row: &AnyRow, first: usize) -> Result<Option<KeptVerdicts>, sqlx::Error> {
    let Some(malware) = row.try_get::<Option<i64>, _>(first)? else { return Ok(None) };
    let number = |column: usize| row.try_get::<i64, _>(first + column);
    let by_severity = [number(5)?, number(4)?, number(3)?, number(2)?, number(1)?];
    let found = Verdicts { by_severity, malware, policies: number(6)?, tampered: number(9)? };
    Ok(Some(KeptVerdicts { found, unchecked: number(7)?, releases: number(8)? }))
}
