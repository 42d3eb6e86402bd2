//! What an organisation asks of those who sign in.

use serde::Serialize;
use sqlx::Row;

use super::audit::Note;
use super::error::Attempt;
use super::statement::Statement;
use super::{Database, Scope, StoreError};

/// What an organisation asks of those who sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct SignInRules {
    /// Whether users who have a password need an authenticator, too.
    pub requires_totp: bool,
}

impl Database {
    /// What an organisation asks.
    pub async fn sign_in_rules(&self, scope: &Scope) -> Result<SignInRules, StoreError> {
        let statement = Statement::new("SELECT requires_totp FROM organisation WHERE id = ");
        let row = statement.value(scope.organisation()).one(self.read()).await;
        let requires = row.to("look for an organisation")?.map(|row| row.try_get::<i64, _>(0)).transpose();
        Ok(SignInRules { requires_totp: requires.to("read an organisation")? == Some(1) })
    }

    /// Asks for that from now on, also of those who are signed in.
    pub async fn set_sign_in_rules(&self, scope: &Scope, rules: SignInRules) -> Result<(), StoreError> {
        let before = self.sign_in_rules(scope).await?;
        let mut transaction = self.begin().await?;
        let statement = Statement::new("UPDATE organisation SET requires_totp = ").value(rules.requires_totp);
        let statement = statement.with(" WHERE id = ", scope.organisation());
        statement.run(&mut *transaction).await.to("change what is asked for")?;
        let note = Note::new(scope.by(), "sign-in.change", "").before(&before).after(&rules);
        note.keep(&mut transaction, Some(scope.organisation())).await?;
        transaction.commit().await.to("change what is asked for")
    }
}
