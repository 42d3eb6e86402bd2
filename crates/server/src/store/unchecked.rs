//! What is not known: where any of it is not 0, a list without findings is not "clean".

use sqlx::Row;

use super::bundles::goes_by;
use super::error::Attempt;
use super::statement::{IS_THERE, Statement};
use super::{Database, Scope, StoreError, machines};

/// How many rows of each kind are counted beside something else.
pub const COUNTED_BESIDE: i64 = 100;
/// The same, where it is what is asked for.
pub const COUNTED_ALONE: i64 = 300;
/// How many failures are told.
const FAILURES: i64 = 20;

/// What a list is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// All that somebody may see.
    All,
    /// The row of a group.
    Group(i64),
    /// The row of a machine.
    Machine(i64),
    /// The row of a release.
    Release(i64),
}

/// How much was not, or could not be, checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NotChecked {
    /// Sites of which something is still to be judged. A bundle of which it is not known yet which sites those are is one too.
    pub waiting: i64,
    /// Sites of which judging failed each time, and bundles as before.
    pub failed: i64,
    /// Releases that could not be held against what is known, or not against all of it.
    pub releases: i64,
    /// Sites that could not be held against a policy wholly, as often as settings and policies differ.
    pub sites: i64,
    /// Sites whose contents are not here.
    pub contents: i64,
    /// Machines that never reported, or told that they could not read or tell all.
    pub machines: i64,
    /// Machines that are revoked and have sites: what is found there is not told. Of one that is asked for alone, whether it is revoked
    /// or decommissioned.
    pub revoked: i64,
    /// Whether counting ended before the end.
    pub is_cut: bool,
}

/// Something that was tried often enough.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// `audit`, `policy` or `bundle`.
    pub kind: String,
    /// The row of the site or bundle.
    pub subject: i64,
    /// Why.
    pub error: String,
}

/// How many machines there are of each status, and how many of the active ones are silent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standings {
    /// Heard.
    pub active: i64,
    /// Of these, those that were not there for long.
    pub silent: i64,
    /// Whose key is not trusted.
    pub revoked: i64,
    /// Whose key two go by.
    pub cloned: i64,
    /// Gone.
    pub decommissioned: i64,
}

/// Jobs that are to be done now; those that wait for a day to come are none.
pub(super) const WAITS: &str = " AND j.failed = 0 AND (j.owner <> '' OR j.attempts > 0 OR j.due <= ";
pub(super) const FAILED: &str = " AND j.failed = 1";
const JOBS: &str =
    "SELECT DISTINCT j.subject FROM job j WHERE j.kind IN ('audit', 'policy') AND j.organisation = ";
/// Until these are done, what a bundle says of any site is asked by no job.
const BUNDLES: &str = "SELECT j.subject FROM job j WHERE j.kind = 'bundle' AND j.organisation = ";
/// Where something was found, something else may still be unknown: the outcome does not say it. Partial indexes have these.
pub(super) const RELEASES: &str =
    "SELECT j.release FROM release_judgement j WHERE j.reason <> '' AND j.organisation = ";
const SITES: &str = "SELECT j.site FROM site_judgement j WHERE j.unchecked > 0 AND j.organisation = ";
pub(super) const CONTENTS: &str = "SELECT j.id FROM site j WHERE j.contents IS NULL AND j.organisation = ";
/// In SQL, whether a machine `m` never reported, or could not tell all. A partial index has these.
macro_rules! is_unclear {
    () => {
        "(m.reported = 0 OR m.problems > 0 OR m.left_out > 0)"
    };
}
pub(super) use is_unclear;

const MACHINES: &str = concat!(
    "SELECT m.id FROM machine m WHERE ",
    is_unclear!(),
    " AND m.status IN ('active', 'cloned') AND m.organisation = "
);

/// What these have is in no list and in no count.
const REVOKED: &str = "SELECT m.id FROM machine m WHERE m.status = 'revoked' \
    AND EXISTS (SELECT 1 FROM machine_site ms WHERE ms.machine = m.id) AND m.organisation = ";
const NO_MORE: &str =
    "SELECT m.id FROM machine m WHERE m.status IN ('revoked', 'decommissioned') AND m.organisation = ";

/// That a machine has what a row `j` is about. It goes on with groups.
const HAS_SUBJECT: &str = " AND (SELECT 1 FROM machine_site ms JOIN machine m ON m.id = ms.machine \
    WHERE m.status IN ('active', 'cloned') AND ms.site = j.subject";
/// Of bundles that a group goes by no more there is only something to be closed.
const HAS_BUNDLE: &str = concat!(
    " AND (SELECT 1 FROM machine m JOIN group_bundle gb ON gb.machine_group = m.machine_group \
    AND (gb.bundle = j.subject OR gb.next_bundle = j.subject) AND ",
    goes_by!(),
    " = j.subject WHERE m.status IN ('active', 'cloned')"
);
const HAS_RELEASE: &str = " AND (SELECT 1 FROM site_release sr JOIN machine_site ms ON ms.site = sr.site \
    JOIN machine m ON m.id = ms.machine WHERE m.status IN ('active', 'cloned') AND sr.release = j.release";
const HAS_PLACE: &str = concat!(
    " AND (SELECT 1 FROM machine_site ms JOIN machine m ON m.id = ms.machine \
    JOIN group_bundle gb ON gb.machine_group = m.machine_group AND ",
    goes_by!(),
    " = j.bundle \
    WHERE m.status IN ('active', 'cloned') AND ms.site = j.site AND ms.setting = j.setting"
);
const HAS_SITE: &str = " AND (SELECT 1 FROM machine_site ms JOIN machine m ON m.id = ms.machine \
    WHERE m.status IN ('active', 'cloned') AND ms.site = j.id";

/// What a machine has that was judged without all that is known.
const RELEASES_OF_MACHINE: &str = " AND j.release IN (SELECT sr.release FROM machine m JOIN machine_site ms ON ms.machine = m.id \
    JOIN site_release sr ON sr.site = ms.site WHERE m.status IN ('active', 'cloned')";

/// How those that are asked for are told: by one of some groups, a group, a machine.
type Columns = [&'static str; 3];
const OF_MACHINES: Columns = [" AND m.machine_group IN ", " AND m.machine_group = ", " AND m.id = "];
const OF_PLACES: Columns = [" AND ms.machine_group IN ", " AND ms.machine_group = ", " AND ms.machine = "];

/// Of places `ms`, those on machines that are asked for.
fn asked_there(statement: Statement, scope: &Scope, of: Of) -> Statement {
    asked_by(OF_PLACES, statement, scope, of)
}

/// Of machines `m`, those that are asked for.
pub(super) fn asked(statement: Statement, scope: &Scope, of: Of) -> Statement {
    asked_by(OF_MACHINES, statement, scope, of)
}

fn asked_by(
    [of_groups, of_group, of_machine]: Columns,
    statement: Statement,
    scope: &Scope,
    of: Of,
) -> Statement {
    let statement = scope.limit(statement, of_groups);
    match of {
        Of::Group(group) => statement.with(of_group, group),
        Of::Machine(machine) => statement.with(of_machine, machine),
        Of::All | Of::Release(_) => statement,
    }
}

impl Database {
    /// How much was not, or could not be, checked of what somebody may see. So many of each kind are counted.
    pub async fn not_checked(&self, scope: &Scope, of: Of, most: i64) -> Result<NotChecked, StoreError> {
        let organisation = scope.organisation();
        if let Of::Release(release) = of {
            return self.release_not_checked(scope, release).await;
        }
        // What nobody has any more is in no table of these but for a moment; of releases it is.
        let is_all = scope.is_whole() && of == Of::All;
        let held = |statement: Statement, has| asked_there(statement.and(has), scope, of).and(IS_THERE);
        let has = |statement: Statement, has| if is_all { statement } else { held(statement, has) };
        let jobs = || Statement::new(JOBS).value(organisation);
        let bundles = || Statement::new(BUNDLES).value(organisation);
        let waits = |statement: Statement| statement.with(WAITS, machines::now()).and(")");
        let waiting = has(waits(jobs()), HAS_SUBJECT);
        let used = |statement: Statement| asked(statement.and(HAS_BUNDLE), scope, of).and(IS_THERE);
        let waiting_bundles = used(waits(bundles()));
        let failed = has(jobs().and(FAILED), HAS_SUBJECT);
        let failed_bundles = used(bundles().and(FAILED));
        // There is little that one machine has, or a small group.
        let all_releases = Statement::new(RELEASES).value(organisation);
        let within = match of {
            Of::Group(group) => scope.within(group),
            _ => scope.clone(),
        };
        let is_few = matches!(of, Of::Machine(_)) || self.few(within.groups()).await?.is_some();
        let releases = if is_few {
            asked_there(all_releases.and(RELEASES_OF_MACHINE), scope, of).and(")")
        } else {
            held(all_releases, HAS_RELEASE)
        };
        let sites = has(Statement::new(SITES).value(organisation), HAS_PLACE);
        let mut counts = [0; 6];
        let all = [waiting, waiting_bundles, failed, failed_bundles, releases, sites];
        for (count, statement) in counts.iter_mut().zip(all) {
            *count = self.counted(statement, most).await?;
        }
        let not_told = self.not_told(scope, of, most).await?;
        let is_cut = not_told.is_cut || counts.iter().any(|count| *count >= most);
        let [sites_waiting, bundles_waiting, sites_failed, bundles_failed, releases, sites] = counts;
        let (waiting, failed) = (sites_waiting + bundles_waiting, sites_failed + bundles_failed);
        Ok(NotChecked { waiting, failed, releases, sites, is_cut, ..not_told })
    }

    /// What machines have and the server does not know: contents, machines and revoked ones alone. Without all of it, that nobody has
    /// something is not known either.
    pub async fn not_told(&self, scope: &Scope, of: Of, most: i64) -> Result<NotChecked, StoreError> {
        let new = |sql| Statement::new(sql).value(scope.organisation());
        let revoked = if matches!(of, Of::Machine(_)) { NO_MORE } else { REVOKED };
        let contents = asked_there(new(CONTENTS).and(HAS_SITE), scope, of).and(IS_THERE);
        let contents = self.counted(contents, most).await?;
        let machines = self.counted(asked(new(MACHINES), scope, of), most).await?;
        let revoked = self.counted(asked(new(revoked), scope, of), most).await?;
        let is_cut = [contents, machines, revoked].iter().any(|count| *count >= most);
        Ok(NotChecked { contents, machines, revoked, is_cut, ..NotChecked::default() })
    }

    /// How many machines never reported, or told that they could not read or tell all. So many are counted.
    pub async fn unclear_machines(&self, scope: &Scope, of: Of, most: i64) -> Result<i64, StoreError> {
        self.counted(asked(Statement::new(MACHINES).value(scope.organisation()), scope, of), most).await
    }

    pub(super) async fn counted(&self, rows: Statement, most: i64) -> Result<i64, StoreError> {
        let counted = rows.around("SELECT COUNT(*) FROM (", " LIMIT ").value(most).and(") n");
        let row = counted.one(self.read()).await.to("count what was not checked")?;
        row.map_or(Ok(0), |row| row.try_get(0)).to("count what was not checked")
    }

    /// Of a release.
    async fn release_not_checked(&self, scope: &Scope, release: i64) -> Result<NotChecked, StoreError> {
        let Some(row) = self.release(scope, release).await? else { return Ok(NotChecked::default()) };
        let unchecked =
            Statement::new(RELEASES).value(scope.organisation()).with(" AND j.release = ", release);
        let (waiting, releases) = match row.outcome {
            None => (1, 0),
            Some(_) => (0, self.counted(unchecked, 1).await?),
        };
        Ok(NotChecked { waiting, releases, ..NotChecked::default() })
    }

    /// What was tried often enough, of an organisation: the oldest.
    pub async fn failures(&self, organisation: i64) -> Result<Vec<Failure>, StoreError> {
        let sql = "SELECT kind, subject, error FROM job WHERE failed = 1 AND organisation = ";
        let statement = Statement::new(sql).value(organisation);
        let statement = statement.with(" ORDER BY due, kind, subject LIMIT ", FAILURES);
        let rows = statement.all(self.read()).await.to("list what failed")?;
        let read = |row: &sqlx::any::AnyRow| {
            Ok(Failure { kind: row.try_get(0)?, subject: row.try_get(1)?, error: row.try_get(2)? })
        };
        rows.iter().map(read).collect::<Result<_, sqlx::Error>>().to("read what failed")
    }

    /// How the machines that somebody may see stand.
    pub async fn standings(&self, scope: &Scope) -> Result<Standings, StoreError> {
        // An index has each: those that are silent are asked for alone.
        let sql = "SELECT m.status, COUNT(*) FROM machine m WHERE m.organisation = ";
        let statement = Statement::new(sql).value(scope.organisation());
        let statement = scope.limit(statement, " AND m.machine_group IN ").and(" GROUP BY m.status");
        let mut standings = Standings::default();
        for row in statement.all(self.read()).await.to("count machines")? {
            let status: String = row.try_get(0).to("count machines")?;
            let count = row.try_get(1).to("count machines")?;
            match status.as_str() {
                "active" => standings.active = count,
                "cloned" => standings.cloned = count,
                "decommissioned" => standings.decommissioned = count,
                _ => standings.revoked += count,
            }
        }
        let sql = "SELECT COUNT(*) FROM machine m WHERE m.silent IS NOT NULL AND m.status = 'active' AND m.organisation = ";
        let statement = Statement::new(sql).value(scope.organisation());
        let statement = scope.limit(statement, " AND m.machine_group IN ");
        let row = statement.one(self.read()).await.to("count silent machines")?;
        standings.silent = row.map_or(Ok(0), |row| row.try_get(0)).to("count silent machines")?;
        Ok(standings)
    }
}
