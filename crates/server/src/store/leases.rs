//! What one server at a time does, of all that share a database.

use super::error::Attempt;
use super::statement::Statement;
use super::{Database, StoreError};

impl Database {
    /// Takes something, or keeps it, until that time, in seconds since 1970. False where another one has it.
    pub async fn lease(&self, name: &str, owner: &str, now: i64, until: i64) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let statement = Statement::new("INSERT INTO lease (name, owner, until) VALUES (").value(name);
        let statement = statement.with(", ", owner).with(", ", until);
        let statement = statement.and(
            ") ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until = excluded.until \
            WHERE lease.owner = excluded.owner OR lease.until <= ",
        );
        let done = statement.value(now).run(&mut *transaction).await.to("take a lease")?;
        transaction.commit().await.to("take a lease")?;
        Ok(done.rows_affected() == 1)
    }

    /// Gives something back, for nobody to take before that time.
    pub async fn end_lease(&self, name: &str, owner: &str, next: i64) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        let statement = Statement::new("UPDATE lease SET owner = '', until = ").value(next);
        let statement = statement.with(" WHERE name = ", name).with(" AND owner = ", owner);
        statement.run(&mut *transaction).await.to("give back a lease")?;
        transaction.commit().await.to("give back a lease")
    }
}
