//! What happened to a machine, as it is looked for: each place is read in the order of an index, up to as many rows as a page has.

use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::error::Attempt;
use super::fleet::row_of;
use super::happenings::{Happening, HappeningKeyset, HappeningPage, Kept, SiteThen, Stream, joined};
use super::statement::Statement;
use super::{Database, Scope, StoreError};

/// When sites began or ended: of when it tells, and where that is kept. What came and went within a second was between two others, or never: it is left
/// out where it is read, so that each of these has one row of a path and a time, and none is cut in two where a page ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sites {
    Ended,
    Began,
    BeganAndAre,
}

impl Sites {
    const ALL: [Self; 3] = [Self::Ended, Self::Began, Self::BeganAndAre];

    /// The text before the machine, before a key, and after it.
    const fn sql(self) -> [&'static str; 3] {
        match self {
            Self::Ended => [
                "SELECT h.ended, p.id, p.bytes, s.id, CASE WHEN s.contents IS NULL THEN NULL ELSE s.packages END \
                 FROM machine_site_past h JOIN path p ON p.id = h.path JOIN site s ON s.id = h.site \
                 WHERE h.since < h.ended AND h.machine = ",
                " AND (h.ended, h.path) < (",
                ") ORDER BY h.ended DESC, h.path DESC LIMIT ",
            ],
            Self::Began => [
                "SELECT h.since, p.id, p.bytes, s.id, CASE WHEN s.contents IS NULL THEN NULL ELSE s.packages END \
                 FROM machine_site_past h JOIN path p ON p.id = h.path JOIN site s ON s.id = h.site \
                 WHERE h.since < h.ended AND h.machine = ",
                " AND (h.since, h.path) < (",
                ") ORDER BY h.since DESC, h.path DESC LIMIT ",
            ],
            Self::BeganAndAre => [
                "SELECT ms.since, p.id, p.bytes, s.id, CASE WHEN s.contents IS NULL THEN NULL ELSE s.packages END \
                 FROM machine_site ms JOIN path p ON p.id = ms.path JOIN site s ON s.id = ms.site WHERE ms.machine = ",
                " AND (ms.since, ms.path) < (",
                ") ORDER BY ms.since DESC, ms.path DESC LIMIT ",
            ],
        }
    }
}

impl Database {
    /// What happened to a machine after a key, the newest first; where a text is asked for, to sites with it in their path. `None` where there is no such machine.
    pub async fn happenings(
        &self,
        scope: &Scope,
        name: &str,
        text: Option<&str>,
        last: Option<HappeningKeyset>,
        most: usize,
    ) -> Result<Option<HappeningPage>, StoreError> {
        let mut connection = self.read().acquire().await.to("give a connection")?;
        let Some(machine) = row_of(&mut connection, scope, name).await? else { return Ok(None) };
        let rows = i64::try_from(most).unwrap_or(i64::MAX).saturating_add(1);
        let mut streams = Vec::with_capacity(6);
        for sites in Sites::ALL {
            let [select, before, behind] = sites.sql();
            let statement = Statement::new(select).value(machine).on_path(self.engine(), text);
            let statement = after(statement, [before, behind], Kept::Sites, last, rows);
            streams.push(of_sites(&mut connection, sites, statement, rows).await?);
        }
        if text.is_some() {
            // What else happened was at no path.
            return Ok(Some(joined(streams, most)));
        }
        streams.push(deeds(&mut connection, scope.organisation(), name, last, rows).await?);
        streams.push(notices(&mut connection, machine, last, rows).await?);
        streams.push(enrolment(&mut connection, machine, last).await?);
        Ok(Some(joined(streams, most)))
    }
}

/// The statement for the rows of a place after a key.
fn after(
    statement: Statement,
    sql: [&'static str; 2],
    kept: Kept,
    last: Option<HappeningKeyset>,
    most: i64,
) -> Statement {
    let (time, row) = kept.bound(last);
    let [before, after] = sql;
    statement.with(before, time).with(", ", row).with(after, most)
}

/// The rows of a place, and whether there may be more of them.
fn stream(
    rows: &[AnyRow],
    most: i64,
    read: impl Fn(&AnyRow) -> Result<(HappeningKeyset, Happening), sqlx::Error>,
) -> Result<Stream, StoreError> {
    let rows = rows.iter().map(read).collect::<Result<Vec<_>, _>>().to("read what happened")?;
    let is_cut = i64::try_from(rows.len()).unwrap_or(i64::MAX) >= most;
    let reached = if is_cut { rows.last().map(|(key, _)| *key) } else { None };
    Ok(Stream { rows, reached })
}

async fn of_sites(
    connection: &mut AnyConnection,
    sites: Sites,
    statement: Statement,
    most: i64,
) -> Result<Stream, StoreError> {
    let rows = statement.all(connection).await.to("list what happened to sites")?;
    stream(&rows, most, |row| {
        let key = Kept::Sites.key(row.try_get(0)?, row.try_get(1)?);
        let is_now = sites == Sites::BeganAndAre;
        let then = Some(SiteThen { site: row.try_get(3)?, packages: row.try_get(4)?, is_now });
        let (before, after) = if sites == Sites::Ended { (then, None) } else { (None, then) };
        Ok((key, Happening::Site { path: row.try_get(2)?, before, after }))
    })
}

async fn deeds(
    connection: &mut AnyConnection,
    organisation: i64,
    name: &str,
    last: Option<HappeningKeyset>,
    most: i64,
) -> Result<Stream, StoreError> {
    let sql = "SELECT made, id, who, before, after FROM audit WHERE action IN ('machine.change', 'machine.place') \
        AND organisation = ";
    let statement = Statement::new(sql).value(organisation).with(" AND object = ", name);
    let key = [" AND (made, id) < (", ") ORDER BY made DESC, id DESC LIMIT "];
    let rows = after(statement, key, Kept::Audit, last, most).all(connection).await;
    stream(&rows.to("list what was done to a machine")?, most, |row| {
        let deed = Happening::Deed { by: row.try_get(2)?, before: row.try_get(3)?, after: row.try_get(4)? };
        Ok((Kept::Audit.key(row.try_get(0)?, row.try_get(1)?), deed))
    })
}

async fn notices(
    connection: &mut AnyConnection,
    machine: i64,
    last: Option<HappeningKeyset>,
    most: i64,
) -> Result<Stream, StoreError> {
    // Of a machine that is revoked the audit log tells.
    let sql = "SELECT time, id, kind FROM notice WHERE kind IN ('silent', 'heard', 'cloned') AND machine = ";
    let key = [" AND (time, id) < (", ") ORDER BY time DESC, id DESC LIMIT "];
    let statement = after(Statement::new(sql).value(machine), key, Kept::Notices, last, most);
    let rows = statement.all(connection).await.to("list what was told of a machine")?;
    stream(&rows, most, |row| {
        let key = Kept::Notices.key(row.try_get(0)?, row.try_get(1)?);
        Ok((key, Happening::Notice(row.try_get(2)?)))
    })
}

async fn enrolment(
    connection: &mut AnyConnection,
    machine: i64,
    last: Option<HappeningKeyset>,
) -> Result<Stream, StoreError> {
    let statement = Statement::new("SELECT enrolled FROM machine WHERE id = ").value(machine);
    let row = statement.one(connection).await.to("look for a machine")?;
    let enrolled: Option<i64> = row.map(|row| row.try_get(0)).transpose().to("read a machine")?;
    let key = enrolled.map(|enrolled| Kept::Enrolment.key(enrolled, 0));
    let key = key.filter(|key| last.is_none_or(|last| *key < last));
    Ok(Stream { rows: key.map(|key| (key, Happening::Enrolled)).into_iter().collect(), reached: None })
}
