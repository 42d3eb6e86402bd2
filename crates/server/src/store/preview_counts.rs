//! On how many machines of its group a preview's findings are: counted once, by the preview's job.

use std::collections::BTreeMap;

use sqlx::{AnyConnection, AssertSqlSafe, Row};

use super::error::Attempt;
use super::preview_lists::PreviewKeyset;
use super::previews::Previewed;
use super::rows::{ROWS, text, values};
use super::statement::Statement;
use super::{Database, StoreError};

/// Of how many machines one statement looks at the places.
const MACHINES: i64 = 500;

/// Machines of each release of a preview. As large as the preview's findings at most, which are bounded.
pub(super) type MachineCounts = BTreeMap<PreviewKeyset, i64>;

/// The machines of a preview's group that count.
const OF_GROUP: &str = " JOIN machine m ON m.organisation = v.organisation AND m.machine_group = v.machine_group \
    AND m.status IN ('active', 'cloned')";

impl Database {
    /// Counts the machines of each release that a preview found. Part by part: a statement over a whole group would be one long read.
    pub(super) async fn count_previewed(&self, preview: i64) -> Result<MachineCounts, StoreError> {
        let mut counts = MachineCounts::new();
        let mut last = 0;
        while let Some(end) = self.end_of_part(preview, last).await? {
            // Each machine is in one part: what is distinct there is distinct in all. The order of a cross join is SQLite's.
            let statement = Statement::new(
                "SELECT f.change, f.package, f.version, COUNT(DISTINCT m.id) FROM preview v CROSS JOIN machine m \
                 CROSS JOIN machine_site ms CROSS JOIN preview_finding f WHERE m.organisation = v.organisation \
                 AND m.machine_group = v.machine_group AND m.status IN ('active', 'cloned') AND ms.machine = m.id \
                 AND f.preview = v.id AND f.site = ms.site AND f.setting = COALESCE(ms.setting, 0) AND v.id = ",
            );
            let statement = statement.value(preview).with(" AND m.id > ", last).with(" AND m.id <= ", end);
            let statement = statement.and(" GROUP BY f.change, f.package, f.version");
            for row in statement.all(self.read()).await.to("count machines of a preview")? {
                let text = |at: usize| row.try_get::<String, _>(at).to("count machines of a preview");
                let machines: i64 = row.try_get(3).to("count machines of a preview")?;
                *counts.entry((text(0)?, text(1)?, text(2)?)).or_default() += machines;
            }
            last = end;
        }
        Ok(counts)
    }

    /// The last of the machines that come next; `None` where there are no more.
    async fn end_of_part(&self, preview: i64, last: i64) -> Result<Option<i64>, StoreError> {
        let statement = Statement::new("SELECT MAX(id) FROM (SELECT m.id FROM preview v").and(OF_GROUP);
        let statement = statement.with(" WHERE v.id = ", preview).with(" AND m.id > ", last);
        let statement = statement.with(" ORDER BY m.id LIMIT ", MACHINES).and(") x");
        let row = statement.one(self.read()).await.to("look for machines of a preview")?;
        row.map_or(Ok(None), |row| row.try_get(0)).to("look for machines of a preview")
    }

    /// On how many machines of the preview's group a site is in a setting.
    pub(super) async fn machines_of_site(&self, preview: i64, at: (i64, i64)) -> Result<i64, StoreError> {
        let statement = Statement::new("SELECT COUNT(DISTINCT m.id) FROM preview v").and(OF_GROUP);
        let statement = statement.with(" JOIN machine_site ms ON ms.machine = m.id WHERE v.id = ", preview);
        let statement = statement.with(" AND ms.site = ", at.0).with(" AND COALESCE(ms.setting, 0) = ", at.1);
        let row = statement.one(self.read()).await.to("count machines of a site")?;
        row.map_or(Ok(0), |row| row.try_get(0)).to("count machines of a site")
    }
}

/// Keeps what a preview found of each release. What was kept before of the same preview is replaced: done again, a job doubles nothing.
pub(super) async fn keep(
    connection: &mut AnyConnection,
    preview: i64,
    counts: &MachineCounts,
) -> Result<(), StoreError> {
    let before = Statement::new("DELETE FROM preview_release WHERE preview = ").value(preview);
    before.run(&mut *connection).await.to("keep the releases of a preview")?;
    let statement = Statement::new(
        "INSERT INTO preview_release (preview, change, package, version, rule, code, reason, sites, machines) \
         SELECT preview, change, package, version, MIN(rule), MIN(code), MIN(reason), COUNT(*), 0 FROM preview_finding \
         WHERE preview = ",
    );
    let statement = statement.value(preview).and(" GROUP BY preview, change, package, version");
    statement.run(&mut *connection).await.to("keep the releases of a preview")?;
    let counts: Vec<_> = counts.iter().collect();
    for rows in counts.chunks(ROWS) {
        // All are there: one statement sets the machines of many.
        let sql = format!(
            "INSERT INTO preview_release (preview, change, package, version, rule, code, reason, sites, machines) VALUES {} \
             ON CONFLICT (preview, change, package, version) DO UPDATE SET machines = excluded.machines",
            values(rows.len(), 9, 1)
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for ((change, package, version), machines) in rows {
            query = query.bind(preview).bind(change.clone()).bind(package.clone()).bind(version.clone());
            query = query.bind("").bind("").bind("").bind(0_i64).bind(**machines);
        }
        query.execute(&mut *connection).await.to("keep the machines of a preview's releases")?;
    }
    Ok(())
}

/// Keeps a site that could not be checked, and on how many machines it is.
pub(super) async fn keep_unchecked(
    connection: &mut AnyConnection,
    preview: i64,
    one: &Previewed,
    machines: i64,
) -> Result<(), StoreError> {
    let line = |reason: &String| fetter_protocol::clip(&text(reason).replace('\n', " "), 500);
    let reasons: Vec<String> = one.unchecked.iter().take(20).map(line).collect();
    let statement =
        Statement::new("INSERT INTO preview_unchecked (preview, site, setting, machines, reasons) VALUES (");
    let statement = statement.value(preview).with(", ", one.at.0).with(", ", one.at.1);
    let statement = statement
        .with(", ", machines)
        .with(", ", reasons.join("\n").as_str())
        .and(") ON CONFLICT DO NOTHING");
    statement.run(connection).await.to("keep what could not be checked").map(drop)
}
