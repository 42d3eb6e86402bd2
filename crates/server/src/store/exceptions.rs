//! Exceptions that hold beside a group's policy.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::error::Attempt;
use super::rows::text;
use super::{Database, StoreError, ids, machines};

/// What is lifted, as a policy's `[[exception]]` says it (docs/policy.md).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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

/// An exception.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyException {
    /// Its row.
    pub id: i64,
    /// The group that it is for; `None` for all.
    pub group: Option<i64>,
    /// What it lifts.
    pub lifted: Lifted,
}

impl Database {
    /// Keeps an exception for a group, or for all of an organisation, and gives its row.
    pub async fn keep_exception(
        &self,
        organisation: i64,
        group: Option<i64>,
        lifted: &Lifted,
        by: &str,
    ) -> Result<i64, StoreError> {
        let mut transaction = self.begin().await?;
        let id = ids::take(&mut transaction, "policy_exception", 1).await?;
        let sql = "INSERT INTO policy_exception (id, organisation, machine_group, rule, advisory, package, reason, owner, \
            last_day, created, created_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
        let mut query = sqlx::query(sql).bind(id).bind(organisation).bind(group);
        let Lifted { rule, advisory, package, reason, owner, last_day } = lifted;
        for word in [rule, advisory, package, reason, owner, last_day] {
            query = query.bind(text(word));
        }
        let query = query.bind(machines::now()).bind(text(by));
        query.execute(&mut *transaction).await.to("keep an exception")?;
        transaction.commit().await.to("keep an exception")?;
        Ok(id)
    }

    /// Takes an exception back, and says whose group it was; `None` where there is no such exception.
    pub async fn revoke_exception(
        &self,
        organisation: i64,
        id: i64,
    ) -> Result<Option<Option<i64>>, StoreError> {
        let mut transaction = self.begin().await?;
        let sql = "UPDATE policy_exception SET revoked = $1 WHERE organisation = $2 AND id = $3 AND revoked IS NULL \
            RETURNING machine_group";
        let query = sqlx::query(sql).bind(machines::now()).bind(organisation).bind(id);
        let row = query.fetch_optional(&mut *transaction).await.to("take an exception back")?;
        let group = row.map(|row| row.try_get(0)).transpose().to("take an exception back")?;
        transaction.commit().await.to("take an exception back")?;
        Ok(group)
    }

    /// The exceptions that hold for a group on this day (`YYYY-MM-DD`), in the order in which they were made.
    pub async fn exceptions_of(
        &self,
        organisation: i64,
        group: i64,
        today: &str,
    ) -> Result<Vec<PolicyException>, StoreError> {
        let sql = "SELECT id, machine_group, rule, advisory, package, reason, owner, last_day FROM policy_exception \
            WHERE organisation = $1 AND (machine_group = $2 OR machine_group IS NULL) AND revoked IS NULL \
            AND last_day >= $3 ORDER BY id";
        let query = sqlx::query(sql).bind(organisation).bind(group).bind(today.to_owned());
        let rows = query.fetch_all(self.read()).await.to("list exceptions")?;
        rows.iter().map(exception).collect::<Result<_, _>>().to("read exceptions")
    }
}

fn exception(row: &AnyRow) -> Result<PolicyException, sqlx::Error> {
    let lifted = Lifted {
        rule: row.try_get(2)?,
        advisory: row.try_get(3)?,
        package: row.try_get(4)?,
        reason: row.try_get(5)?,
        owner: row.try_get(6)?,
        last_day: row.try_get(7)?,
    };
    Ok(PolicyException { id: row.try_get(0)?, group: row.try_get(1)?, lifted })
}
