//! What is, and was, where on a machine.

use fetter_protocol::SiteContents;
use sqlx::Row;

use super::error::Attempt;
use super::fleet::row_of;
use super::statement::{IS_THERE, Statement};
use super::{Database, Scope, StoreError};

/// A site at its place. Times are in seconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The row of the path, and its bytes.
    pub path: (i64, Vec<u8>),
    /// The row of the site, and the digest of its contents.
    pub site: (i64, Vec<u8>),
    /// What kind of site it is; empty for one of the past.
    pub kind: String,
    /// How many packages it holds; `None` while its contents are wanted.
    pub packages: Option<i64>,
    /// Since when it is so.
    pub since: i64,
    /// Until when it was.
    pub ended: Option<i64>,
}

/// A package at its place on a machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackagePlace {
    /// The row of the release.
    pub release: i64,
    /// The normalised name.
    pub name: String,
    /// The version; empty where its metadata gives none.
    pub version: String,
    /// The row of the path of the site, and its bytes.
    pub path: (i64, Vec<u8>),
}

/// A site that machines of a group have.
#[derive(Clone, Debug)]
pub(crate) struct GroupSite {
    /// Its row.
    pub(crate) id: i64,
    /// The digest of its contents.
    pub(crate) digest: Vec<u8>,
    /// What it holds; `None` where that is not here, or cannot be read.
    pub(crate) contents: Option<SiteContents>,
}

/// Where a page of packages of a machine ended: name, release, path.
pub type PackageKeyset = (String, i64, i64);
/// Where a page of its past ended: end, path, site.
pub type PastKeyset = (i64, i64, i64);

impl Database {
    /// The sites of a machine by path, those with a text in it where one is asked for, after the one with that row; `None` where there is no such machine.
    pub async fn places(
        &self,
        scope: &Scope,
        machine: &str,
        text: Option<&str>,
        after: Option<i64>,
        most: i64,
    ) -> Result<Option<Vec<Place>>, StoreError> {
        let mut connection = self.read().acquire().await.to("give a connection")?;
        let Some(machine) = row_of(&mut connection, scope, machine).await? else { return Ok(None) };
        let sql = "SELECT p.id, p.bytes, s.id, s.digest, ms.kind, CASE WHEN s.contents IS NULL THEN NULL ELSE s.packages END, \
            ms.since FROM machine_site ms JOIN path p ON p.id = ms.path JOIN site s ON s.id = ms.site WHERE ms.machine = ";
        let mut statement = Statement::new(sql).value(machine).on_path(self.engine(), text);
        if let Some(after) = after {
            statement = statement.with(" AND p.bytes > (SELECT bytes FROM path WHERE id = ", after);
            statement = statement.with(" AND organisation = ", scope.organisation()).and(")");
        }
        let statement = statement.with(" ORDER BY p.bytes LIMIT ", most);
        let rows = statement.all(&mut *connection).await.to("list sites")?;
        let read = |row: &sqlx::any::AnyRow| -> Result<Place, sqlx::Error> {
            Ok(Place {
                path: (row.try_get(0)?, row.try_get(1)?),
                site: (row.try_get(2)?, row.try_get(3)?),
                kind: row.try_get(4)?,
                packages: row.try_get(5)?,
                since: row.try_get(6)?,
                ended: None,
            })
        };
        rows.iter().map(|row| read(row).to("read a site")).collect::<Result<_, _>>().map(Some)
    }

    /// What was on a machine, the newest end first.
    pub async fn past(
        &self,
        scope: &Scope,
        machine: &str,
        after: Option<PastKeyset>,
        most: i64,
    ) -> Result<Option<Vec<Place>>, StoreError> {
        let mut connection = self.read().acquire().await.to("give a connection")?;
        let Some(machine) = row_of(&mut connection, scope, machine).await? else { return Ok(None) };
        let sql = "SELECT p.id, p.bytes, s.id, s.digest, CASE WHEN s.contents IS NULL THEN NULL ELSE s.packages END, h.since, \
            h.ended FROM machine_site_past h JOIN path p ON p.id = h.path JOIN site s ON s.id = h.site WHERE h.machine = ";
        let mut statement = Statement::new(sql).value(machine);
        if let Some((ended, path, site)) = after {
            statement = statement.with(" AND (h.ended, h.path, h.site) < (", ended).with(", ", path);
            statement = statement.with(", ", site).and(")");
        }
        let statement = statement.with(" ORDER BY h.ended DESC, h.path DESC, h.site DESC LIMIT ", most);
        let rows = statement.all(&mut *connection).await.to("list what was")?;
        let read = |row: &sqlx::any::AnyRow| -> Result<Place, sqlx::Error> {
            Ok(Place {
                path: (row.try_get(0)?, row.try_get(1)?),
                site: (row.try_get(2)?, row.try_get(3)?),
                kind: String::new(),
                packages: row.try_get(4)?,
                since: row.try_get(5)?,
                ended: row.try_get(6)?,
            })
        };
        rows.iter().map(|row| read(row).to("read what was")).collect::<Result<_, _>>().map(Some)
    }

    /// The packages of a machine, by name; those with a text in it where one is asked for.
    pub async fn packages_of(
        &self,
        scope: &Scope,
        machine: &str,
        text: Option<&str>,
        after: Option<&PackageKeyset>,
        most: i64,
    ) -> Result<Option<Vec<PackagePlace>>, StoreError> {
        let mut connection = self.read().acquire().await.to("give a connection")?;
        let Some(machine) = row_of(&mut connection, scope, machine).await? else { return Ok(None) };
        let sql = "SELECT r.id, r.name, r.version, p.id, p.bytes FROM machine_site ms \
            JOIN site_release sr ON sr.site = ms.site JOIN release r ON r.id = sr.release JOIN path p ON p.id = ms.path \
            WHERE ms.machine = ";
        let mut statement = Statement::new(sql).value(machine).containing("r.name", text);
        if let Some((name, release, path)) = after {
            statement = statement.with(" AND (r.name COLLATE \"binary\", r.id, p.id) > (", name);
            statement = statement.with(", ", *release).with(", ", *path).and(")");
        }
        let statement = statement.with(" ORDER BY r.name COLLATE \"binary\", r.id, p.id LIMIT ", most);
        let rows = statement.all(&mut *connection).await.to("list packages")?;
        let read = |row: &sqlx::any::AnyRow| -> Result<PackagePlace, sqlx::Error> {
            Ok(PackagePlace {
                release: row.try_get(0)?,
                name: row.try_get(1)?,
                version: row.try_get(2)?,
                path: (row.try_get(3)?, row.try_get(4)?),
            })
        };
        rows.iter().map(|row| read(row).to("read a package")).collect::<Result<_, _>>().map(Some)
    }

    /// Distinct sites that machines of a group have, after a row.
    pub(crate) async fn sites_of_group(
        &self,
        scope: &Scope,
        group: i64,
        after: i64,
        most: i64,
    ) -> Result<Vec<GroupSite>, StoreError> {
        let statement =
            Statement::new("SELECT s.id, s.digest, s.contents FROM site s WHERE s.organisation = ");
        let statement = statement.value(scope.organisation()).with(" AND s.id > ", after);
        let sql = " AND (SELECT 1 FROM machine_site ms WHERE ms.site = s.id AND ms.machine_group = ";
        let statement = scope.limit(statement.with(sql, group), " AND ms.machine_group IN ").and(IS_THERE);
        let statement = statement.with(" ORDER BY s.id LIMIT ", most);
        let rows = statement.all(self.read()).await.to("list the sites of a group")?;
        let mut sites = Vec::with_capacity(rows.len());
        let mut here = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            let kept: Option<Vec<u8>> = row.try_get(2).to("read a site")?;
            here.extend(kept.map(|kept| (at, kept)));
            let id = row.try_get(0).to("read a site")?;
            sites.push(GroupSite { id, digest: row.try_get(1).to("read a site")?, contents: None });
        }
        let kept: Vec<&[u8]> = here.iter().map(|(_, kept)| kept.as_slice()).collect();
        for ((at, _), contents) in here.iter().zip(self.all_unpacked(&kept).await?) {
            sites[*at].contents = contents.ok();
        }
        Ok(sites)
    }

    /// The contents of a site that some machine in the scope has; `None` where none has it, or they are not here yet.
    pub async fn contents(&self, scope: &Scope, site: i64) -> Result<Option<SiteContents>, StoreError> {
        let sql = "SELECT s.contents FROM site s WHERE s.contents IS NOT NULL AND s.organisation = ";
        let statement = Statement::new(sql).value(scope.organisation()).with(" AND s.id = ", site);
        let sql = " AND (SELECT 1 FROM machine_site ms WHERE ms.site = s.id";
        let statement = scope.limit(statement.and(sql), " AND ms.machine_group IN ").and(IS_THERE);
        let Some(row) = statement.one(self.read()).await.to("look for a site")? else { return Ok(None) };
        let contents: Vec<u8> = row.try_get(0).to("read a site")?;
        let damaged = |why| StoreError::Damaged { what: "a site", why };
        self.unpacked(&contents).await?.map_err(damaged).map(Some)
    }
}
