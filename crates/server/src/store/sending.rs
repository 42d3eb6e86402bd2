//! Deliveries on their way: whoever takes one has it for a minute, and says what came of it.

use sqlx::Row;

use super::error::Attempt;
use super::statement::Statement;
use super::{Database, DeliveryState, StoreError};

/// How many deliveries of one organisation are on their way at once.
const OWN: usize = 2;
/// How long whoever takes a delivery has it, in seconds.
const LEASE: i64 = 60;
/// What is said of deliveries of a webhook that answered 410.
const GONE: &str = "it wants nothing any more";
/// Bytes of what was wrong.
const ERROR: usize = 300;

/// One that is to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Its row.
    pub id: i64,
    /// The row of the webhook, and its organisation's.
    pub webhook: i64,
    /// The row of the organisation.
    pub organisation: i64,
    /// Where it goes.
    pub url: String,
    /// What it is signed with, sealed.
    pub secret: Vec<u8>,
    /// What is sent.
    pub body: String,
    /// Which attempt this is, from 1.
    pub attempt: i64,
}

/// What came of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was taken.
    Done(u16),
    /// It is tried again at that time, in seconds since 1970.
    Again(Option<u16>, String, i64),
    /// It is given up.
    Dead(Option<u16>, String),
    /// The webhook wants nothing any more.
    Gone(u16),
}

impl Database {
    /// Takes deliveries that are due, and has them for a minute: of each webhook one at most, and of each organisation two, with those that
    /// are on their way already, which are given by the rows of their organisations and webhooks.
    pub async fn take_deliveries(
        &self,
        most: i64,
        going: &[(i64, i64)],
        now: i64,
    ) -> Result<Vec<Taken>, StoreError> {
        // Mostly there are none, and nobody waits for this one then.
        let sql = "SELECT d.id FROM delivery d JOIN webhook w ON w.id = d.webhook WHERE w.gone IS NULL \
            AND d.state = 'waiting' AND d.due <= ";
        let any = Statement::new(sql).value(now);
        if any.and(" LIMIT 1").one(self.read()).await.to("look for deliveries")?.is_none() {
            return Ok(Vec::new());
        }
        let mut transaction = self.begin().await?;
        let sql = "UPDATE delivery SET attempts = attempts + 1, due = ";
        let statement = Statement::new(sql).value(now + LEASE);
        let statement = statement.with(" WHERE state = 'waiting' AND due <= ", now).and(" AND id IN (");
        let statement = first_due(statement, most, going, now);
        let statement = statement.and(") RETURNING id, webhook, organisation, body, attempts");
        let rows = statement.all(&mut *transaction).await.to("take deliveries")?;
        let mut taken = Vec::new();
        for row in rows {
            let read = "read a delivery";
            let webhook: i64 = row.try_get(1).to(read)?;
            let of = Statement::new("SELECT url, secret FROM webhook WHERE id = ").value(webhook);
            let Some(to) = of.one(&mut *transaction).await.to("look for a webhook")? else { continue };
            taken.push(Taken {
                id: row.try_get(0).to(read)?,
                webhook,
                organisation: row.try_get(2).to(read)?,
                url: to.try_get(0).to(read)?,
                secret: to.try_get(1).to(read)?,
                body: row.try_get(3).to(read)?,
                attempt: row.try_get(4).to(read)?,
            });
        }
        transaction.commit().await.to("take deliveries")?;
        Ok(taken)
    }

    /// Notes what came of an attempt, unless somebody else has the delivery by now.
    pub async fn end_delivery(&self, taken: &Taken, outcome: &Outcome, now: i64) -> Result<(), StoreError> {
        let (state, status, error, due) = match outcome {
            Outcome::Done(status) => (DeliveryState::Done, Some(*status), "", None),
            Outcome::Again(status, error, due) => {
                (DeliveryState::Waiting, *status, error.as_str(), Some(*due))
            }
            Outcome::Dead(status, error) => (DeliveryState::Dead, *status, error.as_str(), None),
            Outcome::Gone(status) => (DeliveryState::Dead, Some(*status), GONE, None),
        };
        let ended = (state != DeliveryState::Waiting).then_some(now);
        let mut transaction = self.begin().await?;
        if matches!(outcome, Outcome::Gone(_)) {
            // The row of the webhook is taken before those of its deliveries, as everybody does.
            let statement = Statement::new("UPDATE webhook SET gone = ").value(now);
            let statement = statement.with(" WHERE gone IS NULL AND id = ", taken.webhook);
            statement.run(&mut *transaction).await.to("note that a webhook is gone")?;
        }
        let statement = Statement::new("UPDATE delivery SET state = ").value(state.as_str());
        let statement = statement.with(", status = ", status.map(i64::from)).with(", ended = ", ended);
        let statement = statement.with(", error = ", fetter_protocol::clip(error, ERROR).as_str());
        let statement = statement.with(", due = ", due.unwrap_or(now)).with(" WHERE id = ", taken.id);
        let statement = statement.with(" AND state = 'waiting' AND attempts = ", taken.attempt);
        statement.run(&mut *transaction).await.to("note what came of a delivery")?;
        if matches!(outcome, Outcome::Gone(_)) {
            let statement = Statement::new("UPDATE delivery SET state = 'dead', ended = ").value(now);
            let statement =
                statement.with(", error = ", GONE).and(" WHERE state = 'waiting' AND organisation = ");
            let statement = statement.value(taken.organisation).with(" AND webhook = ", taken.webhook);
            statement.run(&mut *transaction).await.to("give up the deliveries of a webhook")?;
        }
        transaction.commit().await.to("note what came of a delivery")
    }
}

/// The rows of those that are taken next: of each webhook the first that is due, and of these those that are due longest.
fn first_due(statement: Statement, most: i64, going: &[(i64, i64)], now: i64) -> Statement {
    // No row is 0: so no list is empty.
    let webhooks: Vec<i64> = std::iter::once(0).chain(going.iter().map(|one| one.1)).collect();
    let those = |is_meant: fn(usize) -> bool| -> Vec<i64> {
        let count = |of: i64| going.iter().filter(|one| one.0 == of).count();
        let meant = going.iter().map(|one| one.0).filter(|of| is_meant(count(*of)));
        std::iter::once(0).chain(meant).collect()
    };
    let statement = statement.and(
        "SELECT f.id FROM (SELECT d.id, d.due, d.organisation, \
         ROW_NUMBER() OVER (PARTITION BY d.organisation ORDER BY d.due, d.id) AS place \
         FROM delivery d WHERE d.id IN (SELECT MIN(e.id) FROM delivery e JOIN webhook w ON w.id = e.webhook \
         WHERE w.gone IS NULL AND e.state = 'waiting' AND e.due <= ",
    );
    let statement = statement.value(now).and(" AND e.webhook NOT IN ").list(&webhooks);
    let statement =
        statement.and(" GROUP BY e.webhook) AND d.organisation NOT IN ").list(&those(|count| count >= OWN));
    let statement = statement.with(") f WHERE f.place <= ", i64::try_from(OWN).unwrap_or(i64::MAX));
    let statement = statement.and(" - CASE WHEN f.organisation IN ").list(&those(|count| count < OWN));
    statement.with(" THEN 1 ELSE 0 END ORDER BY f.due, f.id LIMIT ", most)
}
