//! Packages: which there are, which versions, and who has them.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::error::Attempt;
use super::statement::{IS_THERE, Statement, after};
use super::{Database, Origin, Scope, StoreError, few, machines, origins};

/// Which places of a package are looked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Narrowed<'asked> {
    /// Those of versions that have an open vulnerability that is so severe at least, from 0 (unknown) to 4 (critical).
    pub vulnerable: Option<i64>,
    /// Those of an origin.
    pub origin: Option<Origin>,
    /// Those on machines with this in their host name, in the order of host names or of times alone (`holder_lists.rs`).
    pub hostname: Option<&'asked str>,
}

/// A package that some machine has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackageRow {
    /// The normalised name (PEP 503).
    pub name: String,
    /// How many versions of it there are.
    pub versions: i64,
    /// How many machines had it when that was counted last; `None` where it was not counted yet.
    pub machines: Option<i64>,
}

/// A version of a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseRow {
    /// Its row.
    pub id: i64,
    /// The normalised name.
    pub name: String,
    /// The version as its metadata writes it; empty where it gives none.
    pub version: String,
    /// When it was first seen, in seconds since 1970.
    pub first_seen: i64,
    /// Whether it was noted where.
    pub has_first: bool,
    /// `clean`, `findings` or `unchecked`, as it was judged by what is known; `None` while it was not, or something else is known since.
    pub outcome: Option<String>,
}

/// How many have a release. Counting ends at some number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spread {
    /// Machines.
    pub machines: i64,
    /// Places on them.
    pub places: i64,
    /// Places that were looked at.
    pub looked_at: i64,
    /// Whether these are all.
    pub is_all: bool,
}

/// A place where a release is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The row of the release.
    pub release: i64,
    /// The row of the site.
    pub site: i64,
    /// The row of the machine, its id and its host name.
    pub machine: (i64, String, String),
    /// The row of its group.
    pub group: i64,
    /// The row of the path of the site, and its bytes.
    pub path: (i64, Vec<u8>),
    /// Since when the site is as it is, in seconds since 1970.
    pub since: i64,
}

/// Where a page of places ended: release, site, machine, path.
pub type HolderKeyset = (i64, i64, i64, i64);

const RELEASE: &str = "SELECT r.id, r.name, r.version, r.first_seen, (SELECT j.outcome FROM release_judgement j \
    WHERE j.release = r.id AND j.due = 0), r.first_machine FROM ";
pub(super) const RELEASES: &str = "release r WHERE r.organisation = ";

/// Some machine in the scope has the release of the row `r`.
pub(super) const HELD: &str = " AND (SELECT 1 FROM site_release sr JOIN machine_site ms ON ms.site = sr.site \
    WHERE sr.release = r.id";

/// Of machines `m`, those that are neither revoked nor decommissioned.
pub(super) const IS_HEARD: &str = " AND m.status IN ('active', 'cloned')";
/// Something that is known, open and not accepted of the release of the row `r`. It goes on with the time, and with how severe it is.
pub(super) const IS_VULNERABLE: &str = " AND (SELECT 1 FROM release_finding f WHERE f.release = r.id AND f.kind = 'vulnerability' \
    AND f.status = 'open' AND f.accepted_end <= ";

/// Releases of an organisation; where some groups have little, those that these have.
fn releases(select: &'static str, scope: &Scope, few: Option<&[i64]>) -> Statement {
    let select = Statement::new(select);
    match few {
        None => select.with(RELEASES, scope.organisation()),
        Some(groups) => few::from(select, few::RELEASES, groups, scope.organisation()),
    }
}

/// That some machine in the scope has them, where they are not looked for by what machines have.
fn held(scope: &Scope, few: Option<&[i64]>, statement: Statement) -> Statement {
    if few.is_some() {
        return statement;
    }
    scope.limit(statement.and(HELD), " AND ms.machine_group IN ").and(IS_THERE)
}

impl Database {
    /// Packages whose name begins so, by name or from the end, after a name, each with how many versions there are.
    pub(super) async fn packages_by_name(
        &self,
        scope: &Scope,
        prefix: Option<&str>,
        is_down: bool,
        last: Option<&str>,
        most: i64,
    ) -> Result<Vec<(String, i64)>, StoreError> {
        let select = "SELECT r.name COLLATE \"binary\", COUNT(*) FROM ";
        let few = self.few(scope.groups()).await?;
        let mut statement = releases(select, scope, few);
        if let Some(prefix) = prefix {
            statement = statement.with(" AND r.name COLLATE \"binary\" >= ", prefix);
            statement = statement.with(" AND r.name COLLATE \"binary\" < ", &after(prefix));
        }
        let (after_last, ordered) = if is_down {
            (" AND r.name COLLATE \"binary\" < ", " ORDER BY r.name COLLATE \"binary\" DESC LIMIT ")
        } else {
            (" AND r.name COLLATE \"binary\" > ", " ORDER BY r.name COLLATE \"binary\" LIMIT ")
        };
        statement = statement.where_given(after_last, last);
        statement = held(scope, few, statement).and(" GROUP BY r.name COLLATE \"binary\"");
        let statement = statement.with(ordered, most);
        let rows = statement.all(self.read()).await.to("list packages")?;
        let read =
            |row: &AnyRow| -> Result<(String, i64), sqlx::Error> { Ok((row.try_get(0)?, row.try_get(1)?)) };
        rows.iter().map(|row| read(row).to("read a package")).collect()
    }

    /// Versions of a package, in the order of their bytes, after one.
    pub(super) async fn releases_by_bytes(
        &self,
        scope: &Scope,
        name: &str,
        version: Option<&str>,
        last: Option<&str>,
        most: i64,
    ) -> Result<Vec<ReleaseRow>, StoreError> {
        let few = self.few(scope.groups()).await?;
        let statement = releases(RELEASE, scope, few);
        let statement = statement.with(" AND r.name COLLATE \"binary\" = ", name);
        let statement = statement.where_given(" AND r.version COLLATE \"binary\" = ", version);
        let statement = statement.where_given(" AND r.version COLLATE \"binary\" > ", last);
        let statement =
            held(scope, few, statement).with(" ORDER BY r.version COLLATE \"binary\" LIMIT ", most);
        let rows = statement.all(self.read()).await.to("list versions")?;
        rows.iter().map(|row| release(row).to("read a version")).collect()
    }

    /// These releases, in no order.
    pub(super) async fn releases_of(
        &self,
        scope: &Scope,
        ids: &[i64],
    ) -> Result<Vec<ReleaseRow>, StoreError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let statement = releases(RELEASE, scope, None).and(" AND r.id IN ").list(ids);
        let rows = statement.all(self.read()).await.to("read versions")?;
        rows.iter().map(|row| release(row).to("read a version")).collect()
    }

    /// A release that some machine in the scope has.
    pub async fn release(&self, scope: &Scope, id: i64) -> Result<Option<ReleaseRow>, StoreError> {
        let statement = releases(RELEASE, scope, None).with(" AND r.id = ", id);
        let row = held(scope, None, statement).one(self.read()).await.to("look for a release")?;
        row.as_ref().map(release).transpose().to("read a release")
    }

    /// How many have a release. So many places are looked at, whoever's they are: what takes long ends there.
    pub async fn spread(&self, scope: &Scope, release: i64, most: i64) -> Result<Spread, StoreError> {
        let (select, of) = (
            "SELECT COUNT(DISTINCT t.machine), COUNT(t.machine), COUNT(*) FROM (SELECT ",
            " AS machine FROM site_release sr JOIN machine_site ms ON ms.site = sr.site \
            JOIN release r ON r.id = sr.release WHERE sr.release = ",
        );
        let machine = scope.machine(Statement::new(select));
        let statement = machine.with(of, release).with(" AND r.organisation = ", scope.organisation());
        let statement = statement.with(" LIMIT ", most).and(") t");
        let row = statement.one(self.read()).await.to("count who has a release")?;
        let read = |column: usize| row.as_ref().map_or(Ok(0), |row| row.try_get::<i64, _>(column));
        let looked_at = read(2).to("count places")?;
        Ok(Spread {
            machines: read(0).to("count machines")?,
            places: read(1).to("count places")?,
            looked_at,
            is_all: looked_at < most,
        })
    }

    /// Where a release is, after a place; where vulnerable versions are looked for, on machines that are neither revoked nor decommissioned.
    pub async fn holders(
        &self,
        scope: &Scope,
        release: i64,
        narrowed: Narrowed<'_>,
        last: Option<&HolderKeyset>,
        most: i64,
    ) -> Result<Vec<Holder>, StoreError> {
        let unwalked = if narrowed.origin.is_some() { self.unwalked_origins().await? } else { None };
        let sql = "SELECT sr.release, sr.site, m.id, m.name, m.hostname, m.machine_group, p.id, p.bytes, ms.since \
            FROM site_release sr JOIN machine_site ms ON ms.site = sr.site JOIN machine m ON m.id = ms.machine \
            JOIN path p ON p.id = ms.path WHERE sr.release = ";
        let statement =
            Statement::new(sql).value(release).with(" AND m.organisation = ", scope.organisation());
        let statement = if narrowed.vulnerable.is_some() { statement.and(IS_HEARD) } else { statement };
        let mut statement = scope.limit(statement, " AND ms.machine_group IN ");
        if let Some(origin) = narrowed.origin {
            statement = origins::asked(statement, origin, unwalked);
        }
        if let Some((_, site, machine, path)) = last {
            statement = statement.with(" AND sr.site >= ", *site).with(" AND (sr.site > ", *site);
            statement = statement.with(" OR ms.machine > ", *machine).with(" OR (ms.machine = ", *machine);
            statement = statement.with(" AND ms.path > ", *path).and("))");
        }
        let statement = statement.with(" ORDER BY sr.site, ms.machine, ms.path LIMIT ", most);
        let rows = statement.all(self.read()).await.to("look for who has a release")?;
        rows.iter().map(|row| holder(row).to("read who has a release")).collect()
    }

    /// Where a package is, whichever version; or where it is on machines that are heard, in vulnerable versions.
    pub async fn holders_of(
        &self,
        scope: &Scope,
        name: &str,
        narrowed: Narrowed<'_>,
        last: Option<&HolderKeyset>,
        most: i64,
    ) -> Result<Vec<Holder>, StoreError> {
        let sql = "SELECT r.id FROM release r WHERE r.organisation = ";
        let statement = Statement::new(sql).value(scope.organisation());
        let statement = statement.with(" AND r.name COLLATE \"binary\" = ", name);
        let mut statement = statement.where_given(" AND r.id >= ", last.map(|last| last.0));
        if let Some(severity) = narrowed.vulnerable {
            statement = statement.with(IS_VULNERABLE, machines::now());
            statement = statement.with(" AND f.severity >= ", severity).and(IS_THERE);
        }
        let rows = statement.and(" ORDER BY r.id").all(self.read()).await.to("list versions")?;
        let mut found = Vec::new();
        for row in rows {
            let release: i64 = row.try_get(0).to("read a version")?;
            let missing = most - i64::try_from(found.len()).unwrap_or(i64::MAX);
            if missing <= 0 {
                break;
            }
            let last = last.filter(|last| last.0 == release);
            found.extend(self.holders(scope, release, narrowed, last, missing).await?);
        }
        Ok(found)
    }
}

fn release(row: &AnyRow) -> Result<ReleaseRow, sqlx::Error> {
    Ok(ReleaseRow {
        id: row.try_get(0)?,
        name: row.try_get(1)?,
        version: row.try_get(2)?,
        first_seen: row.try_get(3)?,
        outcome: row.try_get(4)?,
        has_first: row.try_get::<Option<i64>, _>(5)?.is_some(),
    })
}

pub(super) fn holder(row: &AnyRow) -> Result<Holder, sqlx::Error> {
    Ok(Holder {
        release: row.try_get(0)?,
        site: row.try_get(1)?,
        machine: (row.try_get(2)?, row.try_get(3)?, row.try_get(4)?),
        group: row.try_get(5)?,
        path: (row.try_get(6)?, row.try_get(7)?),
        since: row.try_get(8)?,
    })
}
