//! What a preview found, a page at a time.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::error::Attempt;
use super::statement::Statement;
use super::{Database, StoreError};

/// A release that would be refused, or is and would not be any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewedRelease {
    /// `new`, `same`, `gone`, `unknown` or `unclear`.
    pub change: String,
    /// The normalised name.
    pub package: String,
    /// The version as its metadata writes it; empty for none.
    pub version: String,
    /// A rule that refuses it, what that is about, and why.
    pub rule: String,
    /// What the rule is about.
    pub code: String,
    /// Why.
    pub reason: String,
    /// In how many sites in their settings.
    pub sites: i64,
    /// On how many machines of the group, as of when it was worked out.
    pub machines: i64,
}

/// Where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewedPlace {
    /// The change, the name and the version.
    pub release: (String, String, String),
    /// The row of the site.
    pub site: i64,
    /// The row of the machine, its id and its host name.
    pub machine: (i64, String, String),
    /// The row of the path of the site, and its bytes.
    pub path: (i64, Vec<u8>),
}

/// Where a page of releases ended: change, name, version.
pub type PreviewKeyset = (String, String, String);
/// Where a page of places ended: name, version, site, machine, path.
pub type PreviewPlaceKeyset = (String, String, i64, i64, i64);

/// A site that could not be checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewUnchecked {
    /// The row of the site, and of where it lies.
    pub at: (i64, i64),
    /// Why.
    pub reasons: Vec<String>,
    /// On how many machines of the group, as of when it was worked out.
    pub machines: i64,
}

/// Places of what a preview found. It goes on with its number: SQLite goes through a CROSS JOIN in the order in which it is written, by findings,
/// which are in order.
const PLACES: &str = "SELECT f.change, f.package, f.version, ms.site, m.id, m.name, m.hostname, ms.path, p.bytes \
    FROM preview_finding f CROSS JOIN machine_site ms CROSS JOIN machine m CROSS JOIN path p \
    WHERE ms.site = f.site AND COALESCE(ms.setting, 0) = f.setting AND m.id = ms.machine AND m.status IN ('active', 'cloned') \
    AND p.id = ms.path AND f.preview = ";
/// Where something was found, as an index has it in order.
const AT: &str = " AND (f.package COLLATE \"binary\", f.version COLLATE \"binary\", f.site)";
const ORDER: &str = " ORDER BY f.package COLLATE \"binary\", f.version COLLATE \"binary\", f.site";

/// Which places: those of a change, of a name, of a version.
type PlacesOf<'asked> = (Option<&'asked str>, Option<&'asked str>, Option<&'asked str>);

fn of_release(statement: Statement, (change, package, version): PlacesOf<'_>) -> Statement {
    let statement = statement.where_given(" AND f.change = ", change);
    let statement = statement.where_given(" AND f.package = ", package);
    statement.where_given(" AND f.version = ", version)
}

fn key(statement: Statement, package: &str, version: &str, site: i64) -> Statement {
    statement.with("(", package).with(", ", version).with(", ", site).and(")")
}

impl Database {
    /// How many releases there are of each change; none where it is not done.
    pub async fn previewed_counts(&self, preview: i64) -> Result<Vec<(String, i64)>, StoreError> {
        let statement = Statement::new("SELECT change, COUNT(*) FROM preview_release WHERE preview = ");
        let statement = statement.value(preview).and(" GROUP BY change ORDER BY change");
        let rows = statement.all(self.read()).await.to("count what would be refused")?;
        let pair = |row: &AnyRow| Ok((row.try_get(0)?, row.try_get(1)?));
        rows.iter().map(pair).collect::<Result<_, sqlx::Error>>().to("count what would be refused")
    }

    /// Releases in the order of change, name and version, after one; none where it is not done.
    pub async fn previewed_releases(
        &self,
        preview: i64,
        change: Option<&str>,
        last: Option<&PreviewKeyset>,
        most: i64,
    ) -> Result<Vec<PreviewedRelease>, StoreError> {
        let mut statement = Statement::new(
            "SELECT change, package, version, rule, code, reason, sites, machines FROM preview_release WHERE preview = ",
        );
        statement = statement.value(preview).where_given(" AND change = ", change);
        if let Some((after, package, version)) = last {
            // Of one change, SQLite goes by the index only where the rest of it is compared alone.
            statement = match change {
                Some(_) => statement.with(" AND (package, version) > (", package),
                None => statement.with(" AND (change, package, version) > (", after).with(", ", package),
            };
            statement = statement.with(", ", version).and(")");
        }
        // The columns are in the order of bytes.
        let statement = statement.with(" ORDER BY change, package, version LIMIT ", most);
        let rows = statement.all(self.read()).await.to("list what would be refused")?;
        rows.iter().map(release).collect::<Result<_, _>>().to("read what would be refused")
    }

    /// Places of releases on machines of the preview's group, in the order of name, version and row, after one.
    pub async fn previewed_places(
        &self,
        (group, preview): (i64, i64),
        release: PlacesOf<'_>,
        last: Option<&PreviewPlaceKeyset>,
        most: i64,
    ) -> Result<Vec<PreviewedPlace>, StoreError> {
        let mut found = Vec::new();
        let mut last = last.cloned();
        // What was found in a few sites at a time: a planner that does not know yet how much there is would put all places in order first.
        loop {
            let missing = most - i64::try_from(found.len()).unwrap_or(i64::MAX);
            if missing <= 0 {
                return Ok(found);
            }
            let end = self.end_of_places(preview, release, last.as_ref(), missing).await?;
            let mut statement = Statement::new(PLACES).value(preview).with(" AND ms.machine_group = ", group);
            statement = of_release(statement, release);
            if let Some((package, version, site, machine, path)) = &last {
                statement = key(statement.and(AT).and(" >= "), package, version, *site);
                statement = statement.with(" AND (f.package <> ", package).with(" OR f.version <> ", version);
                statement = statement.with(" OR f.site <> ", *site).with(" OR (m.id, ms.path) > (", *machine);
                statement = statement.with(", ", *path).and("))");
            }
            if let Some((package, version, site, ..)) = &end {
                statement = key(statement.and(AT).and(" <= "), package, version, *site);
            }
            let statement = statement.and(ORDER).and(", m.id, ms.path").with(" LIMIT ", missing);
            let rows = statement.all(self.read()).await.to("list where it is")?;
            for row in &rows {
                found.push(place(row).to("read where it is")?);
            }
            if end.is_none() {
                return Ok(found);
            }
            last = end;
        }
    }

    /// Beyond all places of what was found in so many sites, or a few more, after a place; `None` where there are no others.
    async fn end_of_places(
        &self,
        preview: i64,
        release: PlacesOf<'_>,
        last: Option<&PreviewPlaceKeyset>,
        sites: i64,
    ) -> Result<Option<PreviewPlaceKeyset>, StoreError> {
        let sql = "SELECT f.package, f.version, f.site FROM preview_finding f WHERE f.preview = ";
        let mut statement = of_release(Statement::new(sql).value(preview), release);
        if let Some((package, version, site, ..)) = last {
            statement = key(statement.and(AT).and(" > "), package, version, *site);
        }
        let statement = statement.and(ORDER).with(" LIMIT 1 OFFSET ", sites);
        let row = statement.one(self.read()).await.to("list where it is")?;
        let read = |row: &AnyRow| -> Result<PreviewPlaceKeyset, sqlx::Error> {
            Ok((row.try_get(0)?, row.try_get(1)?, row.try_get(2)?, i64::MAX, i64::MAX))
        };
        row.as_ref().map(read).transpose().to("read where it is")
    }

    /// Sites that could not be checked, in the order of their rows, after one.
    pub async fn preview_unchecked(
        &self,
        preview: i64,
        last: Option<(i64, i64)>,
        most: i64,
    ) -> Result<Vec<PreviewUnchecked>, StoreError> {
        let mut statement =
            Statement::new("SELECT site, setting, machines, reasons FROM preview_unchecked WHERE preview = ");
        statement = statement.value(preview);
        if let Some((site, setting)) = last {
            statement = statement.with(" AND (site, setting) > (", site).with(", ", setting).and(")");
        }
        let statement = statement.with(" ORDER BY site, setting LIMIT ", most);
        let rows = statement.all(self.read()).await.to("list what could not be checked")?;
        rows.iter().map(not_checked).collect::<Result<_, _>>().to("read what could not be checked")
    }
}

fn release(row: &AnyRow) -> Result<PreviewedRelease, sqlx::Error> {
    Ok(PreviewedRelease {
        change: row.try_get(0)?,
        package: row.try_get(1)?,
        version: row.try_get(2)?,
        rule: row.try_get(3)?,
        code: row.try_get(4)?,
        reason: row.try_get(5)?,
        sites: row.try_get(6)?,
        machines: row.try_get(7)?,
    })
}

fn place(row: &AnyRow) -> Result<PreviewedPlace, sqlx::Error> {
    Ok(PreviewedPlace {
        release: (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?),
        site: row.try_get(3)?,
        machine: (row.try_get(4)?, row.try_get(5)?, row.try_get(6)?),
        path: (row.try_get(7)?, row.try_get(8)?),
    })
}

fn not_checked(row: &AnyRow) -> Result<PreviewUnchecked, sqlx::Error> {
    let reasons: String = row.try_get(3)?;
    Ok(PreviewUnchecked {
        at: (row.try_get(0)?, row.try_get(1)?),
        reasons: reasons.lines().map(str::to_owned).collect(),
        machines: row.try_get(2)?,
    })
}
