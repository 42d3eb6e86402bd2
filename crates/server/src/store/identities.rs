//! Users who sign in at an organisation's provider.

use std::collections::BTreeSet;

use fetter_protocol::Digest;
use sqlx::{AnyConnection, Row};

use super::access::{Limited, limit_to};
use super::accounts::{self, Account, NewAccount};
use super::audit::Note;
use super::error::Attempt;
use super::rows::number;
use super::statement::Statement;
use super::{By, Database, NewSession, Scope, StoreError, ids, machines, sessions};
use crate::auth::{Peer, Role};

/// Somebody whom a provider has signed in, and what they may do today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The provider.
    pub issuer: String,
    /// What it knows them by.
    pub subject: String,
    /// What they are to be called here, the first time.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// The names of the machine groups that this is limited to; `None` for all. Those that there are not give nothing.
    pub groups: Option<BTreeSet<String>>,
    /// The digest of the state of this sign-in, and until when it would be good: it is finished once.
    pub state: Digest,
    /// The same in seconds since 1970.
    pub expires: u64,
}

/// Why somebody is not signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdentityError {
    /// There is no such organisation.
    Organisation,
    /// The sign-in was finished before.
    Finished,
    /// The user may not come any more.
    Disabled,
    /// Another user has the name.
    Taken,
}

impl Database {
    /// Begins a session for somebody whom a provider has signed in, in the organisation of that name or in the first one. The user is made the
    /// first time; role and groups are set anew each time.
    pub async fn sign_in_identity(
        &self,
        organisation: Option<&str>,
        identity: &Identity,
        session: &NewSession,
        peer: &Peer,
    ) -> Result<Result<(), IdentityError>, StoreError> {
        let now = machines::now();
        let mut transaction = self.begin().await?;
        let Some(organisation) = organisation_row(&mut transaction, organisation).await? else {
            return Ok(Err(IdentityError::Organisation));
        };
        if !finish(&mut transaction, identity, now).await? {
            return Ok(Err(IdentityError::Finished));
        }
        // Two first sign-ins of one person come one after the other.
        accounts::lock(&mut transaction, organisation).await?;
        let by = By { who: identity.name.clone(), token: None, origin: peer.origin.clone() };
        let scope = Scope::new(organisation, None, by);
        let account = match known(&mut transaction, organisation, identity).await? {
            Some(id) => update(&mut transaction, &scope, id, identity).await?,
            None => make(&mut transaction, &scope, identity).await?,
        };
        let account = match account {
            Ok(account) => account,
            Err(error) => return Ok(Err(error)),
        };
        sessions::insert(&mut transaction, organisation, account.id, &account.name, session, peer, now)
            .await?;
        let by = By { who: account.name.clone(), token: None, origin: peer.origin.clone() };
        Note::new(&by, "session.begin", &account.name).keep(&mut transaction, Some(organisation)).await?;
        transaction.commit().await.to("begin a session")?;
        Ok(Ok(()))
    }
}

async fn organisation_row(
    connection: &mut AnyConnection,
    name: Option<&str>,
) -> Result<Option<i64>, StoreError> {
    let statement =
        Statement::new("SELECT id FROM organisation WHERE 1 = 1").where_given(" AND name = ", name);
    let row = statement.and(" ORDER BY id LIMIT 1").one(connection).await.to("look for an organisation")?;
    row.map(|row| row.try_get(0)).transpose().to("read an organisation")
}

/// Notes that a sign-in is finished; false where it was before.
async fn finish(connection: &mut AnyConnection, identity: &Identity, now: i64) -> Result<bool, StoreError> {
    let old = Statement::new("DELETE FROM finished_flow WHERE expires <= ").value(now);
    old.run(&mut *connection).await.to("forget old sign-ins")?;
    let statement =
        Statement::new("INSERT INTO finished_flow (state, expires) VALUES (").value(identity.state);
    let statement = statement.with(", ", number(identity.expires)).and(") ON CONFLICT (state) DO NOTHING");
    Ok(statement.run(connection).await.to("note a sign-in")?.rows_affected() == 1)
}

async fn known(
    connection: &mut AnyConnection,
    organisation: i64,
    identity: &Identity,
) -> Result<Option<i64>, StoreError> {
    let statement = Statement::new("SELECT account FROM identity WHERE organisation = ").value(organisation);
    let statement = statement.with(" AND issuer = ", &identity.issuer);
    let row = statement.with(" AND subject = ", &identity.subject).one(connection).await;
    row.to("look for a user")?.map(|row| row.try_get(0)).transpose().to("read a user")
}

/// Sets anew what somebody may do who was here before.
async fn update(
    connection: &mut AnyConnection,
    scope: &Scope,
    id: i64,
    identity: &Identity,
) -> Result<Result<Account, IdentityError>, StoreError> {
    let Some(before) = accounts::find(connection, scope, id).await? else {
        return Ok(Err(IdentityError::Disabled));
    };
    if before.disabled.is_some() {
        return Ok(Err(IdentityError::Disabled));
    }
    let groups = groups_named(connection, scope, identity.groups.as_ref()).await?;
    if before.role == identity.role && before.groups == groups {
        return Ok(Ok(before));
    }
    let statement = Statement::new("UPDATE account SET role = ").value(identity.role.name());
    let statement = statement.with(", all_groups = ", groups.is_none()).with(" WHERE id = ", id);
    statement.run(&mut *connection).await.to("change a user")?;
    limit_to(connection, scope, Limited::Account(id), groups.as_deref().unwrap_or_default()).await?;
    let after = Account { role: identity.role, groups, ..before.clone() };
    let note = Note::new(scope.by(), "user.change", &after.name).before(&before).after(&after);
    note.keep(connection, Some(scope.organisation())).await?;
    Ok(Ok(after))
}

/// Makes a user of somebody who is here for the first time. Nobody who is there already is taken over by a name.
async fn make(
    connection: &mut AnyConnection,
    scope: &Scope,
    identity: &Identity,
) -> Result<Result<Account, IdentityError>, StoreError> {
    let groups = groups_named(connection, scope, identity.groups.as_ref()).await?;
    let id = ids::take(connection, "account", 1).await?;
    let new = NewAccount { name: identity.name.clone(), role: identity.role, groups };
    if !accounts::insert(connection, id, scope.organisation(), &new, None).await? {
        return Ok(Err(IdentityError::Taken));
    }
    limit_to(connection, scope, Limited::Account(id), new.groups.as_deref().unwrap_or_default()).await?;
    let sql = "INSERT INTO identity (account, organisation, issuer, subject, created) VALUES (";
    let statement = Statement::new(sql).value(id).with(", ", scope.organisation());
    let statement = statement.with(", ", &identity.issuer).with(", ", &identity.subject);
    let statement = statement.with(", ", machines::now()).and(")");
    statement.run(&mut *connection).await.to("make a user")?;
    let Some(made) = accounts::find(connection, scope, id).await? else {
        return Ok(Err(IdentityError::Disabled));
    };
    let note = Note::new(scope.by(), "user.make", &made.name).after(&made);
    note.keep(connection, Some(scope.organisation())).await?;
    Ok(Ok(made))
}

/// The rows of these groups, in order; those that there are.
async fn groups_named(
    connection: &mut AnyConnection,
    scope: &Scope,
    names: Option<&BTreeSet<String>>,
) -> Result<Option<Vec<i64>>, StoreError> {
    let Some(names) = names else { return Ok(None) };
    let mut found = Vec::new();
    for name in names {
        let statement = Statement::new("SELECT id FROM machine_group WHERE organisation = ");
        let statement = statement.value(scope.organisation()).with(" AND name = ", name);
        match statement.one(&mut *connection).await.to("look for a group")? {
            Some(row) => found.push(row.try_get(0).to("read a group")?),
            None => {
                tracing::warn!(group = %name, "a role that is set for single sign-on names a group that there is not");
            }
        }
    }
    found.sort_unstable();
    Ok(Some(found))
}
