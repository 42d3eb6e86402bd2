//! What people of machines ask to be let pass, and what was decided.

use fetter_protocol::{PackageRequest, RequestState};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::audit::Note;
use super::error::Attempt;
use super::exceptions::Cause;
use super::notices::{Telling, Told};
use super::rows::{count, number, text};
use super::statement::Statement;
use super::{
    ByTime, Database, ExceptionError, Lifted, MachineKey, NoticeKind, Scope, StoreError, exceptions, ids,
    machines, regroup,
};

/// How many requests of a machine may be open.
const OPEN: i64 = 50;
/// How many a machine may hand in within a day.
const A_DAY: i64 = 200;
const DAY: i64 = 86_400;

/// A request. Times are in seconds since 1970, the server's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestRow {
    /// Its row.
    pub id: i64,
    /// The id and the host name of the machine.
    pub machine: (String, String),
    /// The row and the name of the group that the machine is in now.
    pub group: (i64, String),
    /// What is asked for.
    pub package: String,
    /// Why.
    pub reason: String,
    /// The user, as the machine calls it.
    pub user: String,
    /// The rules that refuse it, as the machine says.
    pub rules: Vec<String>,
    /// When it came.
    pub received: i64,
    /// `open`, `approved` or `refused`.
    pub status: String,
    /// When and by whom it was decided.
    pub decided: Option<(i64, String)>,
    /// What they said; empty while it is open.
    pub answer: String,
    /// The last day on which it is let pass; empty where it is not.
    pub last_day: String,
}

/// Which requests are listed. What is not said is not asked for.
#[derive(Clone, Debug, Default)]
pub struct RequestFilter {
    /// Those of a status.
    pub status: Option<String>,
    /// Those of machines that are in a group now.
    pub group: Option<i64>,
    /// Those of a machine, by its id.
    pub machine: Option<String>,
    /// Those for a package in whose name, with its versions, this is.
    pub package: Option<String>,
    /// Those that came at that time or later, in seconds since 1970.
    pub since: Option<i64>,
}

/// What is decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// Why, as the machine is told.
    pub reason: String,
    /// The last day on which it is let pass (`YYYY-MM-DD`); empty where it is refused.
    pub last_day: String,
}

/// Why nothing was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestError {
    /// There is no such request in the scope.
    Unknown,
    /// It was decided already.
    Decided,
    /// The exception cannot be kept.
    Exception(ExceptionError),
}

const COLUMNS: &str = "SELECT r.id, m.name, m.hostname, g.id, g.name, r.package, r.reason, r.user_name, r.rules, r.received, \
    r.status, r.decided, r.decided_by, r.answer, r.last_day FROM package_request r JOIN machine m ON m.id = r.machine \
    JOIN machine_group g ON g.id = m.machine_group WHERE r.organisation = ";
const IN_GROUPS: &str = " AND m.machine_group IN ";

/// Asks for requests `r` of machines `m` of an organisation.
fn looked_for(statement: Statement, scope: &Scope, filter: &RequestFilter) -> Statement {
    let statement = scope.limit(statement.value(scope.organisation()), IN_GROUPS);
    let statement = statement.where_given(" AND r.status = ", filter.status.as_ref());
    let statement = statement.where_given(" AND m.machine_group = ", filter.group);
    let statement = statement.where_given(" AND m.name = ", filter.machine.as_ref());
    let statement = statement.naming(&["r.package"], filter.package.as_deref());
    statement.where_given(" AND r.received >= ", filter.since)
}

impl Database {
    /// Requests of machines that somebody sees, after a row.
    pub async fn requests(
        &self,
        scope: &Scope,
        filter: &RequestFilter,
        order: ByTime,
        last: Option<i64>,
        most: i64,
    ) -> Result<Vec<RequestRow>, StoreError> {
        let statement = looked_for(Statement::new(COLUMNS), scope, filter);
        let rows = order.page(statement, "r.id", last, most).all(self.read()).await.to("list requests")?;
        rows.iter().map(row).collect::<Result<_, _>>().to("read requests")
    }

    /// How many requests somebody sees, up to so many.
    pub(super) async fn request_count(
        &self,
        scope: &Scope,
        filter: &RequestFilter,
        most: i64,
    ) -> Result<i64, StoreError> {
        let sql = "SELECT 1 AS one FROM package_request r JOIN machine m ON m.id = r.machine WHERE r.organisation = ";
        let counting =
            looked_for(Statement::new(sql), scope, filter).around("SELECT COUNT(*) FROM (", " LIMIT ");
        let row = counting.value(most).and(") t").one(self.read()).await.to("count requests")?;
        row.map_or(Ok(0), |row| row.try_get(0)).to("count requests")
    }

    /// One request of a machine that somebody sees.
    pub async fn package_request(&self, scope: &Scope, id: i64) -> Result<Option<RequestRow>, StoreError> {
        let mut connection = self.read().acquire().await.to("give a connection")?;
        find(&mut connection, scope, id).await
    }

    /// Decides on a request: refuses it, or keeps these exceptions for the group of its machine. What was decided is told the machine; gives the
    /// request as it is then.
    pub async fn decide(
        &self,
        scope: &Scope,
        id: i64,
        verdict: &Verdict,
        lifted: &[Lifted],
    ) -> Result<Result<RequestRow, RequestError>, StoreError> {
        let mut transaction = self.begin().await?;
        let Some(before) = find(&mut transaction, scope, id).await? else {
            return Ok(Err(RequestError::Unknown));
        };
        let status = if lifted.is_empty() { RequestState::REFUSED } else { RequestState::APPROVED };
        if !note(&mut transaction, scope, id, status, verdict).await? {
            return Ok(Err(RequestError::Decided));
        }
        let cause = Cause { request: Some(id), finding: None };
        for one in lifted {
            let kept = exceptions::keep(&mut transaction, scope, Some(before.group.0), one, cause).await?;
            if let Err(error) = kept {
                return Ok(Err(RequestError::Exception(error)));
            }
        }
        let action = if lifted.is_empty() { "request.refuse" } else { "request.approve" };
        let object = format!("{id} {} on {}", before.package, before.machine.0);
        let noted = Note::new(scope.by(), action, object).after(verdict);
        noted.keep(&mut transaction, Some(scope.organisation())).await?;
        // Whoever waits at another server for what is new in the group looks.
        regroup::wake(&mut transaction, &[before.group.0]).await?;
        let after = find(&mut transaction, scope, id).await?;
        transaction.commit().await.to("decide on a request")?;
        Ok(after.ok_or(RequestError::Unknown))
    }

    /// The newest decision for a machine, by its row.
    pub(crate) async fn decided(&self, machine: i64) -> Result<u64, StoreError> {
        let statement = Statement::new("SELECT decided FROM machine WHERE id = ").value(machine);
        let row = statement.one(self.read()).await.to("look for decisions")?;
        row.map_or(Ok(0), |row| row.try_get(0)).map(count).to("look for decisions")
    }

    /// Decisions for a machine after one, in their order.
    pub(crate) async fn decisions(
        &self,
        machine: i64,
        after: u64,
        most: usize,
    ) -> Result<Vec<RequestState>, StoreError> {
        let sql = "SELECT name, status, answer, last_day, decision FROM package_request WHERE machine = ";
        let statement = Statement::new(sql).value(machine).with(" AND decision > ", number(after));
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let statement = statement.with(" ORDER BY decision LIMIT ", most);
        let rows = statement.all(self.read()).await.to("look for decisions")?;
        rows.iter().map(state).collect::<Result<_, _>>().to("read decisions")
    }
}

/// Keeps what a machine hands in, and says how it stands. One that is there already is not kept again.
pub(super) async fn keep(
    connection: &mut AnyConnection,
    machine: &MachineKey,
    asked: &PackageRequest,
    telling: &mut Telling,
    now: i64,
) -> Result<RequestState, StoreError> {
    if let Some(known) = known(connection, machine.id, &asked.id).await? {
        return Ok(known);
    }
    if let Some(why) = too_many(connection, machine.id, now).await? {
        return Ok(RequestState { reason: why, ..RequestState::new(&asked.id, RequestState::NOT_TAKEN) });
    }
    let id = ids::take(connection, "package_request", 1).await?;
    let sql = "INSERT INTO package_request (id, organisation, machine, name, package, reason, user_name, rules, received, status, \
        decision, answer, last_day) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'open', 0, '', '')";
    let query = sqlx::query(sql).bind(id).bind(machine.organisation).bind(machine.id);
    let query = query.bind(text(&asked.id)).bind(text(&asked.package)).bind(text(&asked.reason));
    let query = query.bind(text(&asked.user)).bind(text(&asked.rules.join("\n"))).bind(now);
    query.execute(connection).await.to("keep a request")?;
    let detail = format!("{} asks for {}: {}", asked.user, asked.package, asked.reason);
    let facts = json!({"request": id, "package": asked.package, "user": asked.user, "reason": asked.reason});
    telling.push((machine.organisation, Told::of_machine(NoticeKind::Request, machine.id, detail, facts)));
    Ok(RequestState::new(&asked.id, RequestState::OPEN))
}

async fn known(
    connection: &mut AnyConnection,
    machine: i64,
    name: &str,
) -> Result<Option<RequestState>, StoreError> {
    let sql = "SELECT name, status, answer, last_day, decision FROM package_request WHERE machine = ";
    let statement = Statement::new(sql).value(machine).with(" AND name = ", name);
    let row = statement.one(connection).await.to("look for a request")?;
    row.as_ref().map(state).transpose().to("read a request")
}

async fn too_many(
    connection: &mut AnyConnection,
    machine: i64,
    now: i64,
) -> Result<Option<String>, StoreError> {
    let sql = "SELECT (SELECT COUNT(*) FROM package_request WHERE machine = $1 AND status = 'open'), \
        (SELECT COUNT(*) FROM package_request WHERE machine = $1 AND received > $2)";
    let row = sqlx::query(sql).bind(machine).bind(now - DAY).fetch_one(connection).await;
    let row = row.to("count requests")?;
    let read = |at: usize| row.try_get::<i64, _>(at).to("count requests");
    Ok(match (read(0)?, read(1)?) {
        (open, _) if open >= OPEN => {
            Some(format!("{open} requests of this machine are open: ask again when some are decided"))
        }
        (_, today) if today >= A_DAY => {
            Some(format!("this machine has made {today} requests within a day: ask again tomorrow"))
        }
        _ => None,
    })
}

/// Notes what was decided, with a number that is greater than all before for the machine. False where it was decided already.
async fn note(
    connection: &mut AnyConnection,
    scope: &Scope,
    id: i64,
    status: &'static str,
    verdict: &Verdict,
) -> Result<bool, StoreError> {
    let now = machines::now();
    // By the time, so that a server that was restored from a copy goes on above what machines know.
    let statement = Statement::new("UPDATE machine SET decided = CASE WHEN decided >= ").value(now * 1000);
    let statement = statement.with(" THEN decided + 1 ELSE ", now * 1000);
    let statement = statement.with(" END WHERE id = (SELECT machine FROM package_request WHERE id = ", id);
    let row = statement.and(") RETURNING decided").one(&mut *connection).await.to("number a decision")?;
    let Some(row) = row else { return Ok(false) };
    let decision: i64 = row.try_get(0).to("number a decision")?;
    let statement = Statement::new("UPDATE package_request SET status = ").value(status);
    let statement = statement.with(", decision = ", decision).with(", decided = ", now);
    let statement = statement.with(", decided_by = ", &scope.by().who).with(", answer = ", &verdict.reason);
    let statement = statement.with(", last_day = ", &verdict.last_day).with(" WHERE id = ", id);
    let done = statement.and(" AND status = 'open'").run(connection).await.to("decide on a request")?;
    Ok(done.rows_affected() == 1)
}

async fn find(
    connection: &mut AnyConnection,
    scope: &Scope,
    id: i64,
) -> Result<Option<RequestRow>, StoreError> {
    let statement = scope.limit(Statement::new(COLUMNS).value(scope.organisation()), IN_GROUPS);
    let found = statement.with(" AND r.id = ", id).one(connection).await.to("look for a request")?;
    found.as_ref().map(row).transpose().to("read a request")
}

fn state(row: &AnyRow) -> Result<RequestState, sqlx::Error> {
    let (name, status): (String, String) = (row.try_get(0)?, row.try_get(1)?);
    let until: String = row.try_get(3)?;
    Ok(RequestState {
        reason: row.try_get(2)?,
        until: Some(until).filter(|until| !until.is_empty()),
        number: count(row.try_get(4)?),
        ..RequestState::new(&name, &status)
    })
}

fn row(row: &AnyRow) -> Result<RequestRow, sqlx::Error> {
    let rules: String = row.try_get(8)?;
    let decided: (Option<i64>, Option<String>) = (row.try_get(11)?, row.try_get(12)?);
    Ok(RequestRow {
        id: row.try_get(0)?,
        machine: (row.try_get(1)?, row.try_get(2)?),
        group: (row.try_get(3)?, row.try_get(4)?),
        package: row.try_get(5)?,
        reason: row.try_get(6)?,
        user: row.try_get(7)?,
        rules: rules.lines().map(str::to_owned).collect(),
        received: row.try_get(9)?,
        status: row.try_get(10)?,
        decided: decided.0.zip(decided.1),
        answer: row.try_get(13)?,
        last_day: row.try_get(14)?,
    })
}
