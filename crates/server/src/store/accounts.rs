//! Users of an organisation.

use std::collections::HashMap;

use serde::Serialize;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::access::{Limited, groups_of, limit_to};
use super::audit::Note;
use super::error::Attempt;
use super::links::{self, NewLink};
use super::statement::Statement;
use super::{Database, Scope, StoreError, ids, machines, sessions};
use crate::auth::Role;

/// A user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Account {
    /// Its row.
    pub id: i64,
    /// The name, which is one user's in an organisation.
    pub name: String,
    /// What the user may do.
    pub role: Role,
    /// The groups that this is limited to; `None` for all.
    pub groups: Option<Vec<i64>>,
    /// Whether there is a password yet.
    pub has_password: bool,
    /// Whether there is an authenticator.
    pub has_totp: bool,
    /// Whether the user signs in at the organisation's provider, and so has no password here.
    pub is_external: bool,
    /// When it was made, in seconds since 1970.
    pub created: i64,
    /// Until when no password is looked at; 0 for never.
    pub locked_until: i64,
    /// Since when the user may not come any more.
    pub disabled: Option<i64>,
}

/// A user to be made.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// The name.
    pub name: String,
    /// What the user may do.
    pub role: Role,
    /// The groups that this is limited to; `None` for all.
    pub groups: Option<Vec<i64>>,
}

/// What is to be another for a user.
#[derive(Clone, Debug, Default)]
pub struct AccountChange {
    /// What the user may do.
    pub role: Option<Role>,
    /// The groups that this is limited to; `Some(None)` for all.
    pub groups: Option<Option<Vec<i64>>>,
    /// Whether the user may not come any more.
    pub disabled: Option<bool>,
}

/// Why a user was not made or changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountError {
    /// There is none, or no such group.
    Unknown,
    /// There is one of that name.
    Taken,
    /// Nobody would be left who manages the organisation.
    Last,
    /// The user signs in at the organisation's provider, and has no password here.
    External,
}

const COLUMNS: &str = "SELECT id, name, role, all_groups, CASE WHEN password IS NULL THEN 0 ELSE 1 END, created, \
    locked_until, disabled, \
    CASE WHEN EXISTS (SELECT 1 FROM totp WHERE totp.account = account.id AND totp.confirmed IS NOT NULL) THEN 1 ELSE 0 END, \
    CASE WHEN EXISTS (SELECT 1 FROM identity WHERE identity.account = account.id) THEN 1 ELSE 0 END \
    FROM account WHERE organisation = ";

impl Database {
    /// Users after a row, in the order of their rows.
    pub async fn accounts(
        &self,
        scope: &Scope,
        text: Option<&str>,
        after: Option<i64>,
        most: i64,
    ) -> Result<Vec<Account>, StoreError> {
        let statement = Statement::new(COLUMNS)
            .value(scope.organisation())
            .where_given(" AND id > ", after)
            .containing("name", text);
        let statement = statement.with(" ORDER BY id LIMIT ", most);
        let mut connection = self.read().acquire().await.to("give a connection")?;
        let rows = statement.all(&mut *connection).await.to("list users")?;
        let accounts: Result<Vec<Account>, sqlx::Error> = rows.iter().map(account).collect();
        let mut accounts = accounts.to("read a user")?;
        let ids: Vec<i64> = accounts.iter().map(|account| account.id).collect();
        let sql = "SELECT account, machine_group FROM account_group WHERE account IN ";
        let mut limits: HashMap<i64, Vec<i64>> = HashMap::new();
        if !ids.is_empty() {
            let statement = Statement::new(sql).list(&ids).and(" ORDER BY machine_group");
            for row in statement.all(&mut *connection).await.to("look for groups")? {
                let account = row.try_get(0).to("read a group")?;
                limits.entry(account).or_default().push(row.try_get(1).to("read a group")?);
            }
        }
        for account in &mut accounts {
            if let Some(groups) = &mut account.groups {
                *groups = limits.remove(&account.id).unwrap_or_default();
            }
        }
        Ok(accounts)
    }

    /// Makes a user, who sets a password with a link.
    pub async fn make_account(
        &self,
        scope: &Scope,
        new: &NewAccount,
        link: &NewLink,
    ) -> Result<Result<Account, AccountError>, StoreError> {
        let mut transaction = self.begin().await?;
        let id = ids::take(&mut transaction, "account", 1).await?;
        if !insert(&mut transaction, id, scope.organisation(), new, None).await? {
            return Ok(Err(AccountError::Taken));
        }
        if let Some(groups) = &new.groups
            && !limit_to(&mut transaction, scope, Limited::Account(id), groups).await?
        {
            return Ok(Err(AccountError::Unknown));
        }
        links::insert(&mut transaction, scope.organisation(), Some(id), link).await?;
        let Some(made) = find(&mut transaction, scope, id).await? else {
            return Ok(Err(AccountError::Unknown));
        };
        let note = Note::new(scope.by(), "user.make", &made.name).after(&made);
        note.keep(&mut transaction, Some(scope.organisation())).await?;
        transaction.commit().await.to("make a user")?;
        Ok(Ok(made))
    }

    /// Changes a user.
    pub async fn change_account(
        &self,
        scope: &Scope,
        id: i64,
        change: &AccountChange,
    ) -> Result<Result<Account, AccountError>, StoreError> {
        let mut transaction = self.begin().await?;
        lock(&mut transaction, scope.organisation()).await?;
        let Some(before) = find(&mut transaction, scope, id).await? else {
            return Ok(Err(AccountError::Unknown));
        };
        let role = change.role.unwrap_or(before.role);
        let groups = change.groups.as_ref().unwrap_or(&before.groups);
        let disabled = match change.disabled {
            None => before.disabled,
            Some(false) => None,
            Some(true) => before.disabled.or(Some(machines::now())),
        };
        let statement = Statement::new("UPDATE account SET role = ").value(role.name());
        let statement = statement.with(", all_groups = ", groups.is_none()).with(", disabled = ", disabled);
        let statement = statement.with(" WHERE id = ", id);
        statement.run(&mut *transaction).await.to("change a user")?;
        if disabled.is_some() {
            // What somebody stole is not good again when the user is.
            sessions::end_all(&mut transaction, id, machines::now()).await?;
            links::end_all(&mut transaction, id, machines::now()).await?;
        }
        let limits = groups.as_deref().unwrap_or_default();
        if !limit_to(&mut transaction, scope, Limited::Account(id), limits).await? {
            return Ok(Err(AccountError::Unknown));
        }
        if !is_managed(&mut transaction, scope.organisation()).await? {
            return Ok(Err(AccountError::Last));
        }
        let Some(after) = find(&mut transaction, scope, id).await? else {
            return Ok(Err(AccountError::Unknown));
        };
        let note = Note::new(scope.by(), "user.change", &after.name).before(&before).after(&after);
        note.keep(&mut transaction, Some(scope.organisation())).await?;
        transaction.commit().await.to("change a user")?;
        Ok(Ok(after))
    }

    /// Makes a link by which a user sets a password. Links of before are no longer good.
    pub async fn make_link(
        &self,
        scope: &Scope,
        id: i64,
        link: &NewLink,
    ) -> Result<Result<Account, AccountError>, StoreError> {
        let mut transaction = self.begin().await?;
        let Some(account) = find(&mut transaction, scope, id).await? else {
            return Ok(Err(AccountError::Unknown));
        };
        if account.is_external {
            return Ok(Err(AccountError::External));
        }
        let sql = "UPDATE one_time_link SET used = ";
        let statement = Statement::new(sql).value(machines::now()).with(" WHERE account = ", id);
        statement.and(" AND used IS NULL").run(&mut *transaction).await.to("end links")?;
        links::insert(&mut transaction, scope.organisation(), Some(id), link).await?;
        let note = Note::new(scope.by(), "user.link", &account.name);
        note.keep(&mut transaction, Some(scope.organisation())).await?;
        transaction.commit().await.to("make a link")?;
        Ok(Ok(account))
    }
}

/// Makes a user; false where there is one of that name.
pub(super) async fn insert(
    connection: &mut AnyConnection,
    id: i64,
    organisation: i64,
    new: &NewAccount,
    password: Option<String>,
) -> Result<bool, StoreError> {
    let sql = "INSERT INTO account (id, organisation, name, password, role, all_groups, created, failed, locked_until) \
        VALUES (";
    let statement = Statement::new(sql).value(id).with(", ", organisation).with(", ", &new.name);
    let statement = statement.with(", ", password).with(", ", new.role.name());
    let statement = statement.with(", ", new.groups.is_none()).with(", ", machines::now());
    let statement = statement.and(", 0, 0) ON CONFLICT (organisation, name) DO NOTHING");
    Ok(statement.run(connection).await.to("make a user")?.rows_affected() == 1)
}

/// Changes of an organisation's users come one after the other: two that are right alone may leave it with nobody.
pub(super) async fn lock(connection: &mut AnyConnection, organisation: i64) -> Result<(), StoreError> {
    let statement =
        Statement::new("UPDATE organisation SET created = created WHERE id = ").value(organisation);
    statement.run(connection).await.to("wait for another change of users").map(drop)
}

/// Whether somebody manages the whole organisation.
async fn is_managed(connection: &mut AnyConnection, organisation: i64) -> Result<bool, StoreError> {
    let sql = "SELECT id FROM account WHERE role = 'administrator' AND all_groups = 1 AND disabled IS NULL \
        AND password IS NOT NULL AND organisation = ";
    let statement = Statement::new(sql).value(organisation).and(" LIMIT 1");
    Ok(statement.one(connection).await.to("look for an administrator")?.is_some())
}

/// The user of a row in an organisation.
pub(super) async fn find(
    connection: &mut AnyConnection,
    scope: &Scope,
    id: i64,
) -> Result<Option<Account>, StoreError> {
    let statement = Statement::new(COLUMNS).value(scope.organisation()).with(" AND id = ", id);
    let row = statement.one(&mut *connection).await.to("look for a user")?;
    let Some(mut found) = row.as_ref().map(account).transpose().to("read a user")? else { return Ok(None) };
    if found.groups.is_some() {
        found.groups = Some(groups_of(connection, Limited::Account(id)).await?);
    }
    Ok(Some(found))
}

fn account(row: &AnyRow) -> Result<Account, sqlx::Error> {
    let role: String = row.try_get(2)?;
    Ok(Account {
        id: row.try_get(0)?,
        name: row.try_get(1)?,
        role: Role::named(&role).unwrap_or(Role::Viewer),
        groups: (row.try_get::<i64, _>(3)? == 0).then(Vec::new),
        has_password: row.try_get::<i32, _>(4)? == 1,
        has_totp: row.try_get::<i32, _>(8)? == 1,
        is_external: row.try_get::<i32, _>(9)? == 1,
        created: row.try_get(5)?,
        locked_until: row.try_get(6)?,
        disabled: row.try_get(7)?,
    })
}
