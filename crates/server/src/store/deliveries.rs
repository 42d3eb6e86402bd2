//! What webhooks are told: from notices, in the order in which these were noted, until each was taken or given up.

use serde_json::{Value, json};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::audit::Note;
use super::error::Attempt;
use super::statement::Statement;
use super::{Database, Notice, NoticeKind, Scope, StoreError, ids, machines, notices};

/// How many notices are looked at in one transaction.
const NOTICES: i64 = 100;
/// How many webhooks are looked at in one round, the organisations in turn.
const WEBHOOKS: i64 = 50;
/// How many deliveries of one webhook wait at most.
const WAITING: i64 = 10_000;
/// Whether a webhook was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DeliveryState {
    /// It will be tried, for the first time or again.
    Waiting,
    /// It was taken.
    Done,
    /// It was given up.
    Dead,
}

impl DeliveryState {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Waiting, Self::Done, Self::Dead];

    /// The stable word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Done => "done",
            Self::Dead => "dead",
        }
    }

    fn named(word: &str) -> Self {
        Self::ALL.into_iter().find(|state| state.as_str() == word).unwrap_or(Self::Dead)
    }
}

/// Something that a webhook is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Its row.
    pub id: i64,
    /// The row of the webhook.
    pub webhook: i64,
    /// What it is about: the word of a [`NoticeKind`], or `test`.
    pub kind: String,
    /// What is sent.
    pub body: String,
    /// When it was decided, in seconds since 1970.
    pub created: i64,
    /// How it is.
    pub state: DeliveryState,
    /// When it is tried next.
    pub due: i64,
    /// How often it was tried.
    pub attempts: i64,
    /// The status of the last answer.
    pub status: Option<i64>,
    /// What was wrong the last time.
    pub error: String,
    /// When it was taken or given up.
    pub ended: Option<i64>,
}

const COLUMNS: &str = "SELECT id, webhook, kind, body, created, state, due, attempts, status, error, ended FROM delivery \
    WHERE organisation = ";

impl Database {
    /// Decides what webhooks are told of new notices: one round, in which a webhook of each organisation comes before the second of any, and
    /// those that are least far before others. Says how many deliveries that makes.
    pub async fn tell_webhooks(&self, now: i64) -> Result<usize, StoreError> {
        let sql = "SELECT w.id FROM webhook w WHERE w.gone IS NULL AND w.notice < \
            (SELECT COALESCE(MAX(n.id), 0) FROM notice n WHERE n.organisation = w.organisation) \
            ORDER BY ROW_NUMBER() OVER (PARTITION BY w.organisation ORDER BY w.notice, w.id), w.notice, w.id LIMIT ";
        let rows = Statement::new(sql).value(WEBHOOKS).all(self.read()).await.to("look for notices")?;
        let mut count = 0;
        for row in rows {
            count += self.tell_webhook(row.try_get(0).to("look for notices")?, now).await?;
        }
        Ok(count)
    }

    async fn tell_webhook(&self, webhook: i64, now: i64) -> Result<usize, StoreError> {
        let mut transaction = self.begin().await?;
        // Another server may do the same: the row is held.
        let lock =
            Statement::new("UPDATE webhook SET notice = notice WHERE gone IS NULL AND id = ").value(webhook);
        let lock = lock.and(" RETURNING organisation, kinds, notice");
        let Some(row) = lock.one(&mut *transaction).await.to("look for a webhook")? else { return Ok(0) };
        let (organisation, told): (i64, i64) =
            (row.try_get(0).to("read a webhook")?, row.try_get(2).to("read a webhook")?);
        let kinds = NoticeKind::of_words(&row.try_get::<String, _>(1).to("read a webhook")?);
        let new = notices::after_row(&mut transaction, organisation, told, NOTICES).await?;
        let Some(last) = new.last().map(|notice| notice.id) else { return Ok(0) };
        let mut waiting = waiting(&mut transaction, organisation, webhook).await?;
        let mut count = 0;
        for notice in new.iter().filter(|one| kinds.iter().any(|kind| kind.as_str() == one.kind)) {
            let body = body(&mut transaction, organisation, notice).await?;
            let new = New { organisation, webhook, kind: &notice.kind, body: body.to_string() };
            insert(&mut transaction, &new, waiting >= WAITING, now).await?;
            waiting += 1;
            count += 1;
        }
        let statement =
            Statement::new("UPDATE webhook SET notice = ").value(last).with(" WHERE id = ", webhook);
        statement.run(&mut *transaction).await.to("note what a webhook is told")?;
        transaction.commit().await.to("note what a webhook is told")?;
        Ok(count)
    }

    /// Has a webhook told that it is there. `None` where there is none.
    pub async fn test_webhook(&self, scope: &Scope, webhook: i64) -> Result<Option<Delivery>, StoreError> {
        let now = machines::now();
        let Some(_) = self.webhook(scope, webhook).await? else { return Ok(None) };
        let mut transaction = self.begin().await?;
        let organisation = scope.organisation();
        let body =
            json!({"type": "test", "timestamp": time(now), "data": {"by": scope.by().who}}).to_string();
        let new = New { organisation, webhook, kind: "test", body };
        let id = insert(&mut transaction, &new, false, now).await?;
        transaction.commit().await.to("make a delivery")?;
        self.delivery(scope, id).await
    }

    /// Deliveries of a webhook before a row, the newest first.
    pub async fn deliveries(
        &self,
        scope: &Scope,
        webhook: i64,
        state: Option<DeliveryState>,
        before: Option<i64>,
        most: i64,
    ) -> Result<Vec<Delivery>, StoreError> {
        let statement = Statement::new(COLUMNS).value(scope.organisation()).with(" AND webhook = ", webhook);
        let statement = statement.where_given(" AND state = ", state.map(DeliveryState::as_str));
        let statement = statement.where_given(" AND id < ", before).with(" ORDER BY id DESC LIMIT ", most);
        let rows = statement.all(self.read()).await.to("list deliveries")?;
        rows.iter().map(|row| delivery(row).to("read a delivery")).collect()
    }

    async fn delivery(&self, scope: &Scope, id: i64) -> Result<Option<Delivery>, StoreError> {
        let statement = Statement::new(COLUMNS).value(scope.organisation()).with(" AND id = ", id);
        let row = statement.one(self.read()).await.to("look for a delivery")?;
        row.as_ref().map(delivery).transpose().to("read a delivery")
    }

    /// Has a delivery tried anew that was given up or taken. `None` where there is none.
    pub async fn redeliver(&self, scope: &Scope, id: i64) -> Result<Option<Delivery>, StoreError> {
        let mut transaction = self.begin().await?;
        let sql = "UPDATE delivery SET state = 'waiting', attempts = 0, ended = NULL, error = '', due = ";
        let statement =
            Statement::new(sql).value(machines::now()).and(" WHERE state <> 'waiting' AND organisation = ");
        let statement = statement.value(scope.organisation()).with(" AND id = ", id);
        let done = statement.run(&mut *transaction).await.to("try a delivery again")?;
        if done.rows_affected() == 1 {
            let note = Note::new(scope.by(), "delivery.redeliver", id);
            note.keep(&mut transaction, Some(scope.organisation())).await?;
        }
        transaction.commit().await.to("try a delivery again")?;
        self.delivery(scope, id).await
    }

    /// How many deliveries wait, and how many were given up, in all organisations together.
    pub async fn delivery_counts(&self) -> Result<[(&'static str, i64); 2], StoreError> {
        let sql = "SELECT (SELECT COUNT(*) FROM delivery WHERE state = 'waiting'), \
            (SELECT COUNT(*) FROM delivery WHERE state = 'dead')";
        let row = Statement::new(sql).one(self.read()).await.to("count deliveries")?;
        let read = |at: usize| row.as_ref().map_or(Ok(0), |row| row.try_get(at)).to("count deliveries");
        Ok([("waiting", read(0)?), ("dead", read(1)?)])
    }
}

struct New<'a> {
    organisation: i64,
    webhook: i64,
    kind: &'a str,
    body: String,
}

async fn insert(
    connection: &mut AnyConnection,
    new: &New<'_>,
    is_too_many: bool,
    now: i64,
) -> Result<i64, StoreError> {
    let id = ids::take(connection, "delivery", 1).await?;
    let (state, error, ended) =
        if is_too_many { ("dead", "too many waited", Some(now)) } else { ("waiting", "", None) };
    let sql = "INSERT INTO delivery (id, organisation, webhook, kind, body, created, state, due, attempts, error, ended) \
        VALUES (";
    let statement = Statement::new(sql).value(id).with(", ", new.organisation).with(", ", new.webhook);
    let statement = statement.with(", ", new.kind).with(", ", &new.body).with(", ", now).with(", ", state);
    let statement = statement.with(", ", now).with(", 0, ", error).with(", ", ended).and(")");
    statement.run(connection).await.to("make a delivery")?;
    Ok(id)
}

async fn waiting(connection: &mut AnyConnection, organisation: i64, webhook: i64) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) FROM delivery WHERE state = 'waiting' AND organisation = ";
    let statement = Statement::new(sql).value(organisation).with(" AND webhook = ", webhook);
    let row = statement.one(connection).await.to("count deliveries")?;
    row.map_or(Ok(0), |row| row.try_get(0)).to("count deliveries")
}

/// What is sent: a type, a time and data (Standard Webhooks 1.0, "Payload structure").
async fn body(
    connection: &mut AnyConnection,
    organisation: i64,
    notice: &Notice,
) -> Result<Value, StoreError> {
    let read = "read a machine";
    let named = Statement::new("SELECT name FROM organisation WHERE id = ").value(organisation);
    let named = named.one(&mut *connection).await.to("look for an organisation")?;
    let named: Option<String> = named.map(|row| row.try_get(0)).transpose().to("read an organisation")?;
    let mut machine = Value::Null;
    if let Some(row) = notice.machine {
        let sql = "SELECT m.name, m.hostname, g.name FROM machine m JOIN machine_group g ON g.id = m.machine_group \
            WHERE m.organisation = ";
        let statement = Statement::new(sql).value(organisation).with(" AND m.id = ", row);
        if let Some(row) = statement.one(connection).await.to("look for a machine")? {
            let word = |at: usize| row.try_get::<String, _>(at).to(read);
            machine = json!({"id": word(0)?, "hostname": word(1)?, "group": word(2)?});
        }
    }
    Ok(json!({
        "type": notice.kind,
        "timestamp": time(notice.time),
        "data": {
            "notice": notice.id, "organisation": named, "machine": machine, "detail": notice.detail,
            "facts": notice.facts,
        },
    }))
}

/// A time as RFC 3339 writes it.
fn time(seconds: i64) -> String {
    let seconds = u64::try_from(seconds).unwrap_or_default();
    let day = fetter_core::date::Date::of_unix_time(seconds);
    let rest = seconds % 86_400;
    format!("{day}T{:02}:{:02}:{:02}Z", rest / 3600, rest / 60 % 60, rest % 60)
}

fn delivery(row: &AnyRow) -> Result<Delivery, sqlx::Error> {
    let state: String = row.try_get(5)?;
    Ok(Delivery {
        id: row.try_get(0)?,
        webhook: row.try_get(1)?,
        kind: row.try_get(2)?,
        body: row.try_get(3)?,
        created: row.try_get(4)?,
        state: DeliveryState::named(&state),
        due: row.try_get(6)?,
        attempts: row.try_get(7)?,
        status: row.try_get(8)?,
        error: row.try_get(9)?,
        ended: row.try_get(10)?,
    })
}
