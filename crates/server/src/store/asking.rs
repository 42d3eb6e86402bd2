//! What makes judging necessary. Each is part of the transaction that brings it about.

use std::collections::BTreeSet;

use sqlx::{AnyConnection, AssertSqlSafe, Row};

use super::StoreError;
use super::bundles::goes_by;
use super::error::Attempt;
use super::jobs::{self, ASK, JobKey, JobKind};
use super::rows::{ROWS, list};

const COLUMNS: &str = "INSERT INTO job (kind, organisation, subject, setting, bundle, due, owner, asked, attempts, failed, error)";

/// Asks for jobs: `what` is their kind, organisation, subject, setting and bundle, and `from` where they are. `$2` is the present.
pub(super) fn insert(what: &str, from: &str) -> String {
    format!("{COLUMNS} SELECT {what}, $2, '', 1, 0, 0, '' {from}{ASK}")
}

/// Where sites lie on machines, with the bundles that these go by. Which groups it may be is said too: the database begins with them.
const HELD: &str = concat!(
    "FROM machine_site ms JOIN machine m ON m.id = ms.machine \
    JOIN group_bundle gb ON gb.machine_group = m.machine_group \
    JOIN bundle b ON (b.id = gb.bundle OR b.id = gb.next_bundle) AND b.id = ",
    goes_by!(),
    " \
    JOIN site s ON s.id = ms.site \
    WHERE ms.setting IS NOT NULL AND s.contents IS NOT NULL AND m.status IN ('active', 'cloned')"
);

/// A job for each of these, and for each judgement `j`.
const JUDGED: &str = "DISTINCT 'policy', m.organisation, ms.site, ms.setting, b.id";
pub(super) const OF_JUDGEMENT: &str = "'policy', j.organisation, j.site, j.setting, j.bundle";

/// That a site was not judged.
const UNJUDGED: &str = "NOT EXISTS (SELECT 1 FROM site_judgement j \
    WHERE j.site = ms.site AND j.setting = ms.setting AND j.bundle = b.id)";

/// That no machine any more has the site of a judgement `j` in its setting and goes by its bundle.
pub(super) const UNUSED: &str = concat!(
    "NOT EXISTS (SELECT 1 FROM machine_site ms JOIN machine m ON m.id = ms.machine \
    JOIN group_bundle gb ON gb.machine_group = m.machine_group \
    WHERE ms.site = j.site AND ms.setting = j.setting AND m.status IN ('active', 'cloned') \
    AND ",
    goes_by!(),
    " = j.bundle)"
);

/// The contents of a site came.
pub(super) async fn contents_came(
    connection: &mut AnyConnection,
    organisation: i64,
    site: i64,
    now: i64,
) -> Result<(), StoreError> {
    let key = JobKey { kind: JobKind::Audit, organisation, subject: site, setting: 0, bundle: 0 };
    jobs::ask(connection, &key, now).await?;
    let sql = insert(JUDGED, &format!("{HELD} AND ms.site = $1"));
    let query = sqlx::query(AssertSqlSafe(sql)).bind(site).bind(now);
    query.execute(connection).await.to("ask for judging a site")?;
    Ok(())
}

/// How a machine's places changed, by rows of sites.
#[derive(Clone, Debug, Default)]
pub(super) struct Moved {
    /// Those that do not lie any more as they did.
    pub(super) left: BTreeSet<i64>,
    /// Those that are on the machine no more, and those that are newly there.
    pub(super) crossed: BTreeSet<i64>,
}

/// A machine's places changed: what is where now and was not judged there, and what was found where nobody has it any more.
pub(super) async fn places_changed(
    connection: &mut AnyConnection,
    machine: i64,
    moved: &Moved,
    now: i64,
) -> Result<(), StoreError> {
    let sql = insert(JUDGED, &format!("{HELD} AND ms.machine = $1 AND {UNJUDGED}"));
    let query = sqlx::query(AssertSqlSafe(sql)).bind(machine).bind(now);
    query.execute(&mut *connection).await.to("ask for judging a machine's sites")?;
    // Whether anybody else has it, the one who does it sees.
    for part in moved.left.iter().collect::<Vec<_>>().chunks(ROWS) {
        let these = list(part.len(), 3);
        let from = format!("FROM site_judgement j WHERE $1 > 0 AND j.site IN ({these}) AND {UNUSED}");
        of_sites(connection, &insert(OF_JUDGEMENT, &from), machine, part, now).await?;
    }
    // A site that nobody had, or nobody has any more, opens or closes what was found of its releases.
    for part in moved.crossed.iter().collect::<Vec<_>>().chunks(ROWS) {
        let these = list(part.len(), 3);
        let from = format!(
            "FROM site s WHERE s.id IN ({these}) AND s.contents IS NOT NULL \
             AND NOT EXISTS (SELECT 1 FROM machine_site ms JOIN machine m ON m.id = ms.machine \
             WHERE ms.site = s.id AND ms.machine <> $1 AND m.status IN ('active', 'cloned'))"
        );
        let sql = insert("'audit', s.organisation, s.id, 0, 0", &from);
        of_sites(connection, &sql, machine, part, now).await?;
    }
    Ok(())
}

/// Nothing can be told of what a site holds: for each release of it that is still to be judged, the next site that holds it is asked.
pub(super) async fn next_sites(
    connection: &mut AnyConnection,
    site: i64,
    now: i64,
) -> Result<(), StoreError> {
    let from = "FROM site s WHERE s.id IN (SELECT MIN(sr.site) FROM site_release mine \
        JOIN release_judgement r ON r.release = mine.release AND r.due = 1 \
        JOIN site_release sr ON sr.release = mine.release AND sr.site > $1 \
        JOIN site other ON other.id = sr.site AND other.contents IS NOT NULL \
        WHERE mine.site = $1 GROUP BY mine.release)";
    let sql = insert("'audit', s.organisation, s.id, 0, 0", from);
    let query = sqlx::query(AssertSqlSafe(sql)).bind(site).bind(now);
    query.execute(connection).await.to("ask for judging other sites").map(drop)
}

async fn of_sites(
    connection: &mut AnyConnection,
    sql: &str,
    machine: i64,
    sites: &[&i64],
    now: i64,
) -> Result<(), StoreError> {
    let mut query = sqlx::query(AssertSqlSafe(sql.to_owned())).bind(machine).bind(now);
    for site in sites {
        query = query.bind(**site);
    }
    query.execute(connection).await.to("ask for judging what a machine had or has")?;
    Ok(())
}

/// A group's bundles changed: these, which it went by before or goes by now.
pub(super) async fn bundles_changed(
    connection: &mut AnyConnection,
    organisation: i64,
    bundles: impl Iterator<Item = i64>,
    now: i64,
) -> Result<(), StoreError> {
    let bundles: BTreeSet<i64> = bundles.collect();
    for bundle in bundles {
        let key = JobKey { kind: JobKind::Bundle, organisation, subject: bundle, setting: 0, bundle: 0 };
        jobs::ask(connection, &key, now).await?;
    }
    Ok(())
}

/// All sites that machines hold which go by a bundle and that were not judged by it, and those that were and may be nobody's.
pub(super) async fn of_bundle(
    connection: &mut AnyConnection,
    bundle: i64,
    now: i64,
) -> Result<(), StoreError> {
    let sql = insert(JUDGED, &format!("{HELD} AND b.id = $1 AND {UNJUDGED}"));
    let query = sqlx::query(AssertSqlSafe(sql)).bind(bundle).bind(now);
    query.execute(&mut *connection).await.to("ask for judging by a bundle")?;
    let sql = insert(OF_JUDGEMENT, &format!("FROM site_judgement j WHERE j.bundle = $1 AND {UNUSED}"));
    let query = sqlx::query(AssertSqlSafe(sql)).bind(bundle).bind(now);
    query.execute(connection).await.to("ask for closing what a bundle was against")?;
    Ok(())
}

/// The rows of the sites of a machine, each once.
pub(super) async fn sites_of(
    connection: &mut AnyConnection,
    machine: i64,
) -> Result<BTreeSet<i64>, StoreError> {
    let sql = "SELECT DISTINCT site FROM machine_site WHERE machine = $1";
    let rows = sqlx::query(sql).bind(machine).fetch_all(connection).await.to("look for a machine's sites")?;
    rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>().to("read a machine's sites")
}

/// A machine is in another group, or has another status. `sites` are those that it had before.
pub(super) async fn machine_changed(
    connection: &mut AnyConnection,
    machine: i64,
    sites: BTreeSet<i64>,
    now: i64,
) -> Result<(), StoreError> {
    let moved = Moved { left: sites.clone(), crossed: sites };
    places_changed(connection, machine, &moved, now).await
}
