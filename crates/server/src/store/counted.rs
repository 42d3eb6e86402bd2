//! When something was counted last of an organisation that is counted in the background.

use sqlx::Row;

use super::error::Attempt;
use super::statement::Statement;
use super::{Database, StoreError};

/// What is counted.
#[derive(Clone, Copy, Debug)]
pub(super) enum Counted {
    /// What is found on machines.
    Verdicts,
    /// Who has packages.
    Packages,
}

impl Counted {
    /// How it is noted, and looked up. It goes on with the time, and with the organisation.
    const fn statements(self) -> [&'static str; 2] {
        match self {
            Self::Verdicts => [
                "UPDATE organisation SET verdicts_counted = ",
                "SELECT verdicts_counted FROM organisation WHERE id = ",
            ],
            Self::Packages => [
                "UPDATE organisation SET packages_counted = ",
                "SELECT packages_counted FROM organisation WHERE id = ",
            ],
        }
    }
}

impl Database {
    /// Notes that all of an organisation was counted at a time, in seconds since 1970.
    pub(super) async fn note_counted(
        &self,
        organisation: i64,
        what: Counted,
        now: i64,
    ) -> Result<(), StoreError> {
        let why = "note when it was counted";
        let mut transaction = self.begin().await?;
        let statement = Statement::new(what.statements()[0]).value(now).with(" WHERE id = ", organisation);
        statement.run(&mut *transaction).await.to(why)?;
        transaction.commit().await.to(why)
    }

    /// When that was done last; `None` for never.
    pub(super) async fn counted_at(
        &self,
        organisation: i64,
        what: Counted,
    ) -> Result<Option<i64>, StoreError> {
        let why = "look when it was counted";
        let row = Statement::new(what.statements()[1]).value(organisation).one(self.read()).await;
        row.to(why)?.map_or(Ok(None), |row| row.try_get(0)).to(why)
    }
}
