//! Exceptions that hold beside a group's policy.

use serde::Serialize;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::access::group_name;
use super::audit::Note;
use super::error::Attempt;
use super::rows::text;
use super::statement::Statement;
use super::{
    ByTime, Database, FindingKey, Scope, StoreError, acceptances, ids, machines, standings, tampered,
};

/// How many exceptions of an organisation hold at the same time at most: each is in every bundle that it is for.
const HOLDING: i64 = 5000;

/// What is lifted, as a policy's `[[exception]]` says it (docs/policy.md).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Lifted {
    /// The id of a rule, or a kind; empty for none.
    pub rule: String,
    /// An advisory; empty for none.
    pub advisory: String,
    /// A name or pattern, with versions or without; empty for none.
    pub package: String,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub owner: String,
    /// The last day, `YYYY-MM-DD`.
    pub last_day: String,
}

/// An exception that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyException {
    /// Its row.
    pub id: i64,
    /// The group that it is for; `None` for all.
    pub group: Option<i64>,
    /// What it lifts.
    pub lifted: Lifted,
    /// The row of what was changed on a machine, where it is for that alone.
    pub finding: Option<i64>,
}

/// What an exception is for, beside what it lifts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The group that it is for; `None` for all.
    pub group: Option<i64>,
    /// Whether policies go by it: not where it is for something that was changed on a machine.
    pub is_of_policies: bool,
}

/// The same with where it came from. Times are in seconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExceptionRow {
    /// What it is.
    pub exception: PolicyException,
    /// When it was made.
    pub created: i64,
    /// Who made it.
    pub by: String,
    /// The request that it came of.
    pub request: Option<i64>,
    /// When it was taken back.
    pub revoked: Option<i64>,
    /// Who did that.
    pub revoked_by: Option<String>,
}

/// Which exceptions are listed. What is not said is not asked for.
#[derive(Clone, Debug, Default)]
pub struct ExceptionFilter {
    /// Those that hold for a group.
    pub group: Option<i64>,
    /// Those that hold on this day (`YYYY-MM-DD`).
    pub holding: Option<String>,
    /// Those that lift something in whose rule, advisory or package this is.
    pub lifted: Option<String>,
}

/// Which exceptions come first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExceptionOrder {
    /// Those that were made last.
    #[default]
    Newest,
    /// Those that were made first.
    Oldest,
    /// Those with the earliest last day.
    FirstToEnd,
    /// Those with the latest last day.
    LastToEnd,
}

/// What a page goes on after: a last day, and a row.
pub type ExceptionKeyset = (String, i64);

impl ExceptionOrder {
    /// Its number, in a cursor.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::Newest => 0,
            Self::Oldest => 1,
            Self::FirstToEnd => 2,
            Self::LastToEnd => 3,
        }
    }

    /// A page of that many rows at most, after one.
    fn page(self, statement: Statement, last: Option<&ExceptionKeyset>, most: i64) -> Statement {
        let row = last.map(|(_, id)| *id);
        let [after, ordered] = match self {
            Self::Newest => return ByTime::Newest.page(statement, "id", row, most),
            Self::Oldest => return ByTime::Oldest.page(statement, "id", row, most),
            Self::FirstToEnd => [
                " AND (last_day COLLATE \"binary\", id) > (",
                " ORDER BY last_day COLLATE \"binary\", id LIMIT ",
            ],
            Self::LastToEnd => [
                " AND (last_day COLLATE \"binary\", id) < (",
                " ORDER BY last_day COLLATE \"binary\" DESC, id DESC LIMIT ",
            ],
        };
        let statement = match last {
            Some((day, id)) => statement.with(after, day).with(", ", *id).and(")"),
            None => statement,
        };
        statement.with(ordered, most)
    }
}

/// Why there is no exception.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExceptionError {
    /// There is no such group or exception in the scope.
    Unknown,
    /// It is for all groups, and whoever asks is limited to some.
    All,
    /// There are as many as there may be.
    Many,
}

const COLUMNS: &str = "SELECT id, machine_group, rule, advisory, package, reason, owner, last_day, created, created_by, request, \
    revoked, revoked_by, finding FROM policy_exception WHERE organisation = ";

impl Database {
    /// Keeps an exception for a group, or for all of an organisation, notes who made it, and gives its row.
    pub async fn keep_exception(
        &self,
        scope: &Scope,
        group: Option<i64>,
        lifted: &Lifted,
    ) -> Result<Result<i64, ExceptionError>, StoreError> {
        let mut transaction = self.begin_in_turn().await?;
        let kept = keep(&mut transaction, scope, group, lifted, Cause::default()).await?;
        if kept.is_ok() {
            accept_anew(&mut transaction, scope.organisation(), group).await?;
            transaction.commit().await.to("keep an exception")?;
        }
        Ok(kept)
    }

    /// Accepts what was changed on a machine, and nothing else, until the end of a time in seconds since 1970: gives the row of the exception. No policy goes by
    /// it.
    pub async fn accept_tampered(
        &self,
        scope: &Scope,
        finding: i64,
        lifted: &Lifted,
        end: i64,
    ) -> Result<Result<i64, ExceptionError>, StoreError> {
        let mut transaction = self.begin_in_turn().await?;
        let sql = "SELECT m.machine_group FROM tampered_finding f JOIN machine m ON m.id = f.machine \
            WHERE f.status = 'open' AND f.accepted_end <= ";
        let statement = Statement::new(sql).value(machines::now()).with(" AND f.id = ", finding);
        let statement = statement.with(" AND f.organisation = ", scope.organisation());
        let row = statement.one(&mut *transaction).await.to("look for what was changed")?;
        let Some(row) = row else { return Ok(Err(ExceptionError::Unknown)) };
        let group = Some(row.try_get(0).to("read what was changed")?);
        let cause = Cause { finding: Some(finding), request: None };
        let kept = keep(&mut transaction, scope, group, lifted, cause).await?;
        if let Ok(exception) = kept {
            tampered::accepted(&mut transaction, finding, exception, end).await?;
            transaction.commit().await.to("accept what was changed")?;
        }
        Ok(kept)
    }

    /// Takes an exception back, and says what it was for.
    pub async fn revoke_exception(
        &self,
        scope: &Scope,
        id: i64,
    ) -> Result<Result<Bounds, ExceptionError>, StoreError> {
        let mut transaction = self.begin_in_turn().await?;
        let found = seen(scope, Statement::new(COLUMNS).value(scope.organisation()));
        let found = found.and(" AND revoked IS NULL").with(" AND id = ", id).one(&mut *transaction).await;
        let Some(found) = found.to("look for an exception")? else {
            return Ok(Err(ExceptionError::Unknown));
        };
        let PolicyException { group, lifted, finding, .. } = row(&found).to("read an exception")?.exception;
        if group.is_none() && !scope.is_whole() {
            return Ok(Err(ExceptionError::All));
        }
        let statement = Statement::new("UPDATE policy_exception SET revoked = ").value(machines::now());
        let statement = statement.with(", revoked_by = ", &scope.by().who).with(" WHERE id = ", id);
        let done = statement.and(" AND revoked IS NULL").run(&mut *transaction).await;
        if done.to("take an exception back")?.rows_affected() == 0 {
            return Ok(Err(ExceptionError::Unknown));
        }
        if let Some(finding) = finding {
            tampered::no_more_accepted(&mut transaction, &[finding]).await?;
        } else {
            standings::note_change(&mut transaction, scope.organisation(), group).await?;
            accept_anew(&mut transaction, scope.organisation(), group).await?;
        }
        let noted = Noted::new(group, &lifted, finding);
        let note = Note::new(scope.by(), "exception.revoke", id).before(&noted);
        note.keep(&mut transaction, Some(scope.organisation())).await?;
        transaction.commit().await.to("take an exception back")?;
        Ok(Ok(Bounds { group, is_of_policies: finding.is_none() }))
    }

    /// The exceptions that hold for a group on this day (`YYYY-MM-DD`), in the order in which they were made.
    pub async fn exceptions_of(
        &self,
        organisation: i64,
        group: i64,
        today: &str,
    ) -> Result<Vec<PolicyException>, StoreError> {
        let statement = Statement::new(COLUMNS).value(organisation).with(" AND (machine_group = ", group);
        let statement = statement
            .and(" OR machine_group IS NULL) AND revoked IS NULL AND finding IS NULL AND last_day >= ");
        let rows = statement.value(today).and(" ORDER BY id").all(self.read()).await.to("list exceptions")?;
        let rows = rows.iter().map(row).collect::<Result<Vec<_>, _>>().to("read exceptions")?;
        Ok(rows.into_iter().map(|row| row.exception).collect())
    }

    /// Exceptions of the groups that somebody sees, and those for all, after a row.
    pub async fn exceptions(
        &self,
        scope: &Scope,
        filter: &ExceptionFilter,
        order: ExceptionOrder,
        last: Option<&ExceptionKeyset>,
        most: i64,
    ) -> Result<Vec<ExceptionRow>, StoreError> {
        let mut statement = seen(scope, Statement::new(COLUMNS).value(scope.organisation()));
        if let Some(group) = filter.group {
            statement = statement.with(" AND (machine_group = ", group).and(" OR machine_group IS NULL)");
        }
        if let Some(today) = &filter.holding {
            statement = statement.and(" AND revoked IS NULL").with(" AND last_day >= ", today);
        }
        let statement = statement.naming(&["rule", "advisory", "package"], filter.lifted.as_deref());
        let rows = order.page(statement, last, most).all(self.read()).await.to("list exceptions")?;
        rows.iter().map(row).collect::<Result<_, _>>().to("read exceptions")
    }

    /// One exception that somebody sees.
    pub async fn exception(&self, scope: &Scope, id: i64) -> Result<Option<ExceptionRow>, StoreError> {
        let statement = seen(scope, Statement::new(COLUMNS).value(scope.organisation()));
        let found = statement.with(" AND id = ", id).one(self.read()).await.to("look for an exception")?;
        found.as_ref().map(row).transpose().to("read an exception")
    }
}

/// What is known of releases is accepted by an exception for all groups alone.
async fn accept_anew(
    connection: &mut AnyConnection,
    organisation: i64,
    group: Option<i64>,
) -> Result<(), StoreError> {
    if group.is_some() {
        return Ok(());
    }
    acceptances::renew(connection, organisation, acceptances::Which::All, machines::now()).await
}

/// The exceptions for all groups of an organisation that hold on this day, with their rows: the one that holds longest comes first.
pub(super) async fn for_all(
    connection: &mut AnyConnection,
    organisation: i64,
    today: &str,
) -> Result<Vec<(i64, Lifted)>, StoreError> {
    let statement =
        Statement::new(COLUMNS).value(organisation).and(" AND machine_group IS NULL AND revoked IS NULL");
    let statement = statement.with(" AND last_day >= ", today).and(" ORDER BY last_day DESC, id");
    let rows = statement.all(connection).await.to("list exceptions")?;
    let read = |found: &AnyRow| row(found).map(|row| (row.exception.id, row.exception.lifted));
    rows.iter().map(read).collect::<Result<_, _>>().to("read exceptions")
}

/// Of groups that somebody sees, or for all.
fn seen(scope: &Scope, statement: Statement) -> Statement {
    match scope.groups() {
        None => statement,
        Some([]) => statement.and(" AND machine_group IS NULL"),
        Some(groups) => {
            statement.and(" AND (machine_group IS NULL OR machine_group IN ").list(groups).and(")")
        }
    }
}

/// What the audit log has of one.
#[derive(Serialize)]
struct Noted<'lifted> {
    group: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    finding: Option<String>,
    #[serde(flatten)]
    lifted: &'lifted Lifted,
}

impl<'lifted> Noted<'lifted> {
    fn new(group: Option<i64>, lifted: &'lifted Lifted, finding: Option<i64>) -> Self {
        Self { group, finding: finding.map(|row| FindingKey::Tampered(row).to_string()), lifted }
    }
}

/// What an exception comes of.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cause {
    /// The row of a request.
    pub(super) request: Option<i64>,
    /// The row of what was changed on a machine: it is for that alone.
    pub(super) finding: Option<i64>,
}

/// Keeps an exception as part of a transaction, with what it comes of.
pub(super) async fn keep(
    connection: &mut AnyConnection,
    scope: &Scope,
    group: Option<i64>,
    lifted: &Lifted,
    cause: Cause,
) -> Result<Result<i64, ExceptionError>, StoreError> {
    match group {
        None if !scope.is_whole() => return Ok(Err(ExceptionError::All)),
        Some(group) if group_name(connection, scope, group).await?.is_none() => {
            return Ok(Err(ExceptionError::Unknown));
        }
        _ => {}
    }
    let now = machines::now();
    let id = ids::take(connection, "policy_exception", 1).await?;
    let today = fetter_core::date::Date::of_unix_time(super::rows::count(now)).to_string();
    let count = Statement::new("SELECT COUNT(*) FROM policy_exception WHERE organisation = ");
    let count = count
        .value(scope.organisation())
        .and(" AND revoked IS NULL AND finding IS NULL")
        .with(" AND last_day >= ", &today);
    let row = count.one(&mut *connection).await.to("count exceptions")?;
    let holding: i64 = row.map_or(Ok(0), |row| row.try_get(0)).to("count exceptions")?;
    if holding >= HOLDING {
        return Ok(Err(ExceptionError::Many));
    }
    let sql = "INSERT INTO policy_exception (id, organisation, machine_group, rule, advisory, package, reason, owner, \
        last_day, created, created_by, request, finding) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    let mut query = sqlx::query(sql).bind(id).bind(scope.organisation()).bind(group);
    let Lifted { rule, advisory, package, reason, owner, last_day } = lifted;
    for word in [rule, advisory, package, reason, owner, last_day] {
        query = query.bind(text(word));
    }
    let query = query.bind(now).bind(text(&scope.by().who)).bind(cause.request).bind(cause.finding);
    query.execute(&mut *connection).await.to("keep an exception")?;
    if cause.finding.is_none() {
        standings::note_change(connection, scope.organisation(), group).await?;
    }
    let noted = Noted::new(group, lifted, cause.finding);
    let note = Note::new(scope.by(), "exception.make", id).after(&noted);
    note.keep(connection, Some(scope.organisation())).await?;
    Ok(Ok(id))
}

fn row(row: &AnyRow) -> Result<ExceptionRow, sqlx::Error> {
    let lifted = Lifted {
        rule: row.try_get(2)?,
        advisory: row.try_get(3)?,
        package: row.try_get(4)?,
        reason: row.try_get(5)?,
        owner: row.try_get(6)?,
        last_day: row.try_get(7)?,
    };
    Ok(ExceptionRow {
        exception: PolicyException {
            id: row.try_get(0)?,
            group: row.try_get(1)?,
            lifted,
            finding: row.try_get(13)?,
        },
        created: row.try_get(8)?,
        by: row.try_get(9)?,
        request: row.try_get(10)?,
        revoked: row.try_get(11)?,
        revoked_by: row.try_get(12)?,
    })
}
