//! Vulnerabilities by the package that mends them.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::Row;
use sqlx::any::AnyRow;

use super::catalog::Spread;
use super::error::Attempt;
use super::findings::{AuditKind, FindingFilter, FindingStatus};
use super::spread::{MACHINES, rows, three};
use super::{Database, Scope, StoreError};
use crate::fixes::{Held, in_order, lowest_that_mends};

/// How many findings are looked at, the most severe first.
const LOOKED_AT: usize = 10_000;
/// How many are read at once.
const PAGE: i64 = 1000;
/// Of how many packages machines are counted in one statement, and of how many releases of one.
const TOGETHER: usize = 20;
const RELEASES: usize = 50;

/// A package with vulnerabilities that are open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// The normalised name.
    pub package: String,
    /// The versions that machines have and that are vulnerable, in their order.
    pub versions: Vec<String>,
    /// The lowest version that mends all of it; `None` where it is not known.
    pub mended: Option<String>,
    /// How many findings there are.
    pub findings: i64,
    /// The worst, from 0 (unknown) to 4 (critical).
    pub severity: i64,
    /// The rows of the releases.
    releases: Vec<i64>,
}

/// Where a page ended: severity, number of findings, name.
pub type FixKeyset = (i64, i64, String);

#[derive(Default)]
struct Gathered {
    versions: BTreeSet<String>,
    held: BTreeSet<Held>,
    releases: BTreeSet<i64>,
    findings: i64,
    severity: i64,
}

impl Fix {
    /// Its place in the order of the list.
    #[must_use]
    pub fn keyset(&self) -> FixKeyset {
        (self.severity, self.findings, self.package.clone())
    }

    fn of((package, gathered): (String, Gathered)) -> Self {
        let Gathered { versions, held, releases, findings, severity } = gathered;
        let (versions, mended) = (in_order(versions), lowest_that_mends(&held));
        Self { package, versions, mended, findings, severity, releases: releases.into_iter().collect() }
    }
}

impl Database {
    /// The packages with vulnerabilities that are open and that somebody sees: the worst first, then those with the most. And whether these are all:
    /// so many findings are looked at, and no more. A page of so many of them at most, after a place.
    pub async fn fixes(
        &self,
        scope: &Scope,
        filter: &FindingFilter,
        last: Option<&FixKeyset>,
        most: usize,
    ) -> Result<(Vec<Fix>, bool), StoreError> {
        let within = scope.groups().map(<[i64]>::to_vec);
        let (status, kind) = (FindingStatus::Open, Some(AuditKind::Vulnerability));
        let filter = FindingFilter { status, kind, within, ..filter.clone() };
        let mut packages: BTreeMap<String, Gathered> = BTreeMap::new();
        let (mut read, mut count) = (None, 0);
        while count < LOOKED_AT {
            let statement = self.of_releases(VULNERABLE, scope.organisation(), &filter, read).await?;
            let statement = statement.with(" ORDER BY f.severity DESC, f.id DESC LIMIT ", PAGE);
            let page = statement.all(self.read()).await.to("list vulnerabilities")?;
            count += page.len();
            let is_last = i64::try_from(page.len()).is_ok_and(|rows| rows < PAGE);
            for row in &page {
                read = Some(gather(row, &mut packages).to("read a vulnerability")?);
            }
            if is_last {
                break;
            }
        }
        // The packages are in the order of their names, which stays for those that are equal.
        let mut found: Vec<(String, Gathered)> = packages.into_iter().collect();
        found.sort_by_key(|(_, gathered)| std::cmp::Reverse((gathered.severity, gathered.findings)));
        let is_after = |one: &(String, Gathered)| last.is_none_or(|last| is_after(one, last));
        // Which versions mend something takes longer than all of the above, and is asked of those that are shown.
        let fixes = found.into_iter().filter(is_after).take(most).map(Fix::of).collect();
        Ok((fixes, count < LOOKED_AT))
    }

    /// On how many machines each of these packages is, in a version that is vulnerable. So many places are looked at in all, of which each has its
    /// share.
    pub async fn fix_spreads(
        &self,
        scope: &Scope,
        fixes: &[Fix],
        room: i64,
    ) -> Result<Vec<Spread>, StoreError> {
        let why = "count who has a package";
        let share = (room / i64::try_from(fixes.len().max(1)).unwrap_or(i64::MAX)).max(1);
        let mut spreads = Vec::with_capacity(fixes.len());
        for part in fixes.chunks(TOGETHER) {
            let mut listed = Vec::new();
            for (number, fix) in (0_i64..).zip(part) {
                listed.extend(fix.releases.iter().take(RELEASES).map(|release| [number, *release]));
                let is_all = fix.releases.len() <= RELEASES;
                spreads.push(Spread { machines: 0, places: 0, looked_at: 0, is_all });
            }
            let begun = spreads.len() - part.len();
            let statement = rows("WITH v (n, release) AS (VALUES ", &listed).and(COUNTS).value(share);
            let statement = statement.and(MACHINES).with(" AND m.organisation = ", scope.organisation());
            let statement = scope.limit(statement, " AND m.machine_group IN ").and(OF_ALL);
            for row in statement.all(self.read()).await.to(why)? {
                let (at, counts): (i64, String) = (row.try_get(0).to(why)?, row.try_get(1).to(why)?);
                let [machines, places, looked_at] = three(&counts).to(why)?;
                let at = usize::try_from(at).ok().map(|at| begun + at);
                if let Some(spread) = at.and_then(|at| spreads.get_mut(at)) {
                    let is_all = spread.is_all && looked_at < share;
                    *spread = Spread { machines, places, looked_at, is_all };
                }
            }
        }
        Ok(spreads)
    }
}

/// Whether a package comes after that place.
fn is_after((package, gathered): &(String, Gathered), last: &FixKeyset) -> bool {
    let place = (gathered.severity, gathered.findings);
    place < (last.0, last.1) || place == (last.0, last.1) && *package > last.2
}

/// No more of a finding than what mends it needs.
const VULNERABLE: &str = "SELECT r.name, r.version, f.fixed, f.release, f.severity, f.id FROM ";

/// Adds a finding to its package; says what the list goes on after.
fn gather(row: &AnyRow, packages: &mut BTreeMap<String, Gathered>) -> Result<(i64, i64), sqlx::Error> {
    let (version, severity): (String, i64) = (row.try_get(1)?, row.try_get(4)?);
    let gathered = packages.entry(row.try_get(0)?).or_default();
    gathered.findings += 1;
    gathered.severity = gathered.severity.max(severity);
    gathered.releases.insert(row.try_get(3)?);
    gathered.versions.insert(version.clone());
    gathered.held.insert((version, row.try_get(2)?));
    Ok((severity, row.try_get(5)?))
}

/// Machines, places of theirs, and places that were looked at, of each package `g` with the releases `v`. The order of a cross join is SQLite's.
const COUNTS: &str = "SELECT g.n, (SELECT COUNT(DISTINCT m.id) || ' ' || COUNT(m.id) || ' ' || COUNT(*) FROM \
    (SELECT ms.machine AS machine FROM v CROSS JOIN site_release sr CROSS JOIN machine_site ms \
    WHERE v.n = g.n AND sr.release = v.release AND ms.site = sr.site LIMIT ";
const OF_ALL: &str = ") FROM (SELECT DISTINCT n FROM v) g";
