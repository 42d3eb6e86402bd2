//! Whom an organisation has told.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::audit::Note;
use super::error::Attempt;
use super::statement::Statement;
use super::{Database, NoticeKind, Scope, StoreError, ids, machines};

/// How many an organisation has at most.
const MOST: i64 = 50;

/// A program that is told notices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    /// Its row.
    pub id: i64,
    /// Where it is told.
    pub url: String,
    /// What it is told.
    pub kinds: Vec<NoticeKind>,
    /// When it was made, in seconds since 1970.
    pub created: i64,
    /// Who made it.
    pub created_by: String,
    /// Since when it wants nothing any more.
    pub gone: Option<i64>,
    /// How many deliveries wait, and how many were given up.
    pub waiting: i64,
    /// How many were given up.
    pub dead: i64,
}

/// One to be made.
#[derive(Clone, Debug)]
pub struct NewWebhook {
    /// Where it is told.
    pub url: String,
    /// What it is told.
    pub kinds: Vec<NoticeKind>,
}

const COLUMNS: &str = "SELECT w.id, w.url, w.kinds, w.created, w.created_by, w.gone, \
    (SELECT COUNT(*) FROM delivery d WHERE d.organisation = w.organisation AND d.webhook = w.id AND d.state = 'waiting'), \
    (SELECT COUNT(*) FROM delivery d WHERE d.organisation = w.organisation AND d.webhook = w.id AND d.state = 'dead') \
    FROM webhook w WHERE w.organisation = ";

impl Database {
    /// Those after a row, in the order of their rows.
    pub async fn webhooks(
        &self,
        scope: &Scope,
        after: Option<i64>,
        most: i64,
    ) -> Result<Vec<Webhook>, StoreError> {
        let statement = Statement::new(COLUMNS).value(scope.organisation());
        let statement = statement.where_given(" AND w.id > ", after).with(" ORDER BY w.id LIMIT ", most);
        let rows = statement.all(self.read()).await.to("list webhooks")?;
        rows.iter().map(|row| webhook(row).to("read a webhook")).collect()
    }

    /// One of them.
    pub async fn webhook(&self, scope: &Scope, id: i64) -> Result<Option<Webhook>, StoreError> {
        let statement = Statement::new(COLUMNS).value(scope.organisation()).with(" AND w.id = ", id);
        let row = statement.one(self.read()).await.to("look for a webhook")?;
        row.as_ref().map(webhook).transpose().to("read a webhook")
    }

    /// Makes one, which is told what comes from now on. `seal` seals its secret for its row. `None` where there are too many.
    pub async fn make_webhook<E: From<StoreError>>(
        &self,
        scope: &Scope,
        new: &NewWebhook,
        seal: impl FnOnce(i64) -> Result<Vec<u8>, E> + Send,
    ) -> Result<Option<Webhook>, E> {
        let now = machines::now();
        let mut transaction = self.begin().await?;
        let organisation = scope.organisation();
        let id = ids::take(&mut transaction, "webhook", 1).await?;
        let sql =
            "INSERT INTO webhook (id, organisation, url, kinds, secret, created, created_by, notice) SELECT ";
        let statement = Statement::new(sql).value(id).with(", ", organisation).with(", ", &new.url);
        let statement = statement.with(", ", NoticeKind::words(&new.kinds).as_str()).with(", ", seal(id)?);
        let statement = statement.with(", ", now).with(", ", &scope.by().who);
        let statement =
            statement.with(", (SELECT COALESCE(MAX(id), 0) FROM notice WHERE organisation = ", organisation);
        let statement =
            statement.with(") WHERE (SELECT COUNT(*) FROM webhook WHERE organisation = ", organisation);
        let done = statement.with(") < ", MOST).run(&mut *transaction).await.to("make a webhook")?;
        if done.rows_affected() == 0 {
            return Ok(None);
        }
        let after = serde_json::json!({"url": new.url, "kinds": new.kinds});
        let note = Note::new(scope.by(), "webhook.make", id).after(&after);
        note.keep(&mut transaction, Some(organisation)).await?;
        transaction.commit().await.to("make a webhook")?;
        Ok(self.webhook(scope, id).await?)
    }

    /// Removes one, with all that it was told and was to be told. False where there is none.
    pub async fn remove_webhook(&self, scope: &Scope, id: i64) -> Result<bool, StoreError> {
        let Some(before) = self.webhook(scope, id).await? else { return Ok(false) };
        let mut transaction = self.begin().await?;
        let organisation = scope.organisation();
        // The row is taken first: whoever adds to its deliveries has it.
        let lock = Statement::new("UPDATE webhook SET gone = gone WHERE organisation = ").value(organisation);
        lock.with(" AND id = ", id).run(&mut *transaction).await.to("wait for a webhook")?;
        let told = Statement::new("DELETE FROM delivery WHERE organisation = ").value(organisation);
        told.with(" AND webhook = ", id).run(&mut *transaction).await.to("remove deliveries")?;
        let statement = Statement::new("DELETE FROM webhook WHERE organisation = ").value(organisation);
        let done = statement.with(" AND id = ", id).run(&mut *transaction).await.to("remove a webhook")?;
        let told = serde_json::json!({"url": before.url, "kinds": before.kinds});
        let note = Note::new(scope.by(), "webhook.remove", id).before(&told);
        note.keep(&mut transaction, Some(organisation)).await?;
        transaction.commit().await.to("remove a webhook")?;
        Ok(done.rows_affected() == 1)
    }
}

fn webhook(row: &AnyRow) -> Result<Webhook, sqlx::Error> {
    let kinds: String = row.try_get(2)?;
    Ok(Webhook {
        id: row.try_get(0)?,
        url: row.try_get(1)?,
        kinds: NoticeKind::of_words(&kinds),
        created: row.try_get(3)?,
        created_by: row.try_get(4)?,
        gone: row.try_get(5)?,
        waiting: row.try_get(6)?,
        dead: row.try_get(7)?,
    })
}
