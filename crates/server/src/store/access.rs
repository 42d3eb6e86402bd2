//! Tokens of the API: what one who has it may do.

use fetter_protocol::Digest;
use sqlx::{AnyConnection, Row};

use super::error::Attempt;
use super::statement::Statement;
use super::{By, Database, IDLE_SECONDS, Operator, Scope, StoreError, machines};
use crate::auth::Role;

/// How often it is noted that a token is used, in seconds.
const NOTED: i64 = 60;

/// One whose token was found right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caller {
    /// Who makes organisations.
    Operator(Operator),
    /// Somebody of an organisation.
    Member(Member),
}

/// Somebody of an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// What they may do.
    pub role: Role,
    /// Whether they may change anything at all.
    pub is_read_only: bool,
    /// Whose data they see.
    pub scope: Scope,
    /// The row of the user; `None` for a program's token.
    pub account: Option<i64>,
    /// The name of the organisation.
    pub organisation: String,
    /// What they show to be who they are.
    pub proof: Proof,
}

/// What somebody shows to be who they are, as it is today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// A program's token.
    Token,
    /// A password.
    Password,
    /// A password and a code of an authenticator.
    PasswordAndCode,
    /// A password, where the organisation asks for an authenticator, too: it is a session to set one up, and for nothing else.
    Incomplete,
    /// What the organisation's provider asks for.
    Provider,
}

impl Caller {
    /// The row of the token.
    #[must_use]
    pub const fn by(&self) -> &By {
        match self {
            Self::Operator(operator) => operator.by(),
            Self::Member(member) => member.scope.by(),
        }
    }
}

impl Database {
    /// Who has this token; `None` where it is not known, revoked or over, or its user may not come any more.
    pub async fn caller(&self, token: &Digest, origin: &str) -> Result<Option<Caller>, StoreError> {
        let now = machines::now();
        let sql = "SELECT t.id, t.organisation, t.name, t.role, t.all_groups, t.read_only, t.used, t.account, a.name, a.role, \
            a.all_groups, o.name, t.kind, o.requires_totp, x.confirmed, i.created FROM api_token t \
            LEFT JOIN account a ON a.id = t.account LEFT JOIN organisation o ON o.id = t.organisation \
            LEFT JOIN totp x ON x.account = t.account LEFT JOIN identity i ON i.account = t.account \
            WHERE t.revoked IS NULL AND a.disabled IS NULL AND t.digest = ";
        let statement = Statement::new(sql).value(*token).with(" AND t.expires > ", now);
        let statement = statement.and(" AND (t.kind <> 'session' OR COALESCE(t.used, t.created) > ");
        let statement = statement.value(now - IDLE_SECONDS).and(")");
        let mut connection = self.read().acquire().await.to("give a connection")?;
        let Some(row) = statement.one(&mut *connection).await.to("look for a token")? else {
            return Ok(None);
        };
        let caller = caller(&mut connection, &row, origin).await?;
        drop(connection);
        let used: Option<i64> = row.try_get(6).to("read a token")?;
        if let Some(caller) = &caller
            && used.is_none_or(|used| now - used >= NOTED)
        {
            // Where something else is written for long, it is noted the next time.
            if let Err(error) = self.note_use(caller.by().token.unwrap_or_default(), now).await {
                tracing::warn!(%error, "when a token was used is not noted");
            }
        }
        Ok(caller)
    }

    async fn note_use(&self, token: i64, now: i64) -> Result<(), StoreError> {
        let statement = Statement::new("UPDATE api_token SET used = ").value(now).with(" WHERE id = ", token);
        let mut transaction = self.begin().await?;
        statement.run(&mut *transaction).await.to("note that a token is used")?;
        transaction.commit().await.to("note that a token is used")
    }
}

async fn caller(
    connection: &mut AnyConnection,
    row: &sqlx::any::AnyRow,
    origin: &str,
) -> Result<Option<Caller>, StoreError> {
    let read = "read a token";
    let token: i64 = row.try_get(0).to(read)?;
    let (name, user): (String, Option<String>) = (row.try_get(2).to(read)?, row.try_get(8).to(read)?);
    let by = By { who: user.unwrap_or(name), token: Some(token), origin: origin.to_owned() };
    let role: String = row.try_get(3).to(read)?;
    let Some(organisation) = row.try_get::<Option<i64>, _>(1).to(read)? else {
        return Ok((role == OPERATOR).then(|| Caller::Operator(Operator::new(by))));
    };
    let Some(mut role) = Role::named(&role) else { return Ok(None) };
    let mut groups = None;
    if row.try_get::<i64, _>(4).to(read)? == 0 {
        groups = Some(groups_of(connection, Limited::Token(token)).await?);
    }
    let account: Option<i64> = row.try_get(7).to(read)?;
    if let Some(account) = account {
        // A token gives no more than its user may today.
        let may: Option<String> = row.try_get(9).to(read)?;
        let Some(may) = may.as_deref().and_then(Role::named) else { return Ok(None) };
        role = role.min(may);
        if row.try_get::<Option<i64>, _>(10).to(read)? != Some(1) {
            let may = groups_of(connection, Limited::Account(account)).await?;
            groups = Some(match groups {
                None => may,
                Some(groups) => groups.into_iter().filter(|group| may.contains(group)).collect(),
            });
        }
    }
    let is_read_only = row.try_get::<i64, _>(5).to(read)? != 0;
    let organisation_name: Option<String> = row.try_get(11).to(read)?;
    Ok(Some(Caller::Member(Member {
        role,
        is_read_only,
        scope: Scope::new(organisation, groups, by),
        account,
        organisation: organisation_name.unwrap_or_default(),
        proof: proof(row).to(read)?,
    })))
}

fn proof(row: &sqlx::any::AnyRow) -> Result<Proof, sqlx::Error> {
    let kind: String = row.try_get(12)?;
    let requires_totp = row.try_get::<Option<i64>, _>(13)? == Some(1);
    let has_totp = row.try_get::<Option<i64>, _>(14)?.is_some();
    let is_external = row.try_get::<Option<i64>, _>(15)?.is_some();
    Ok(match kind.as_str() {
        "session" if is_external => Proof::Provider,
        "session" if has_totp => Proof::PasswordAndCode,
        "session" if requires_totp => Proof::Incomplete,
        "session" => Proof::Password,
        _ => Proof::Token,
    })
}

/// The role of tokens that are no organisation's.
pub(super) const OPERATOR: &str = "operator";

/// What is limited to groups.
#[derive(Clone, Copy, Debug)]
pub(super) enum Limited {
    Token(i64),
    Account(i64),
}

/// The groups that it is limited to, in order.
pub(super) async fn groups_of(connection: &mut AnyConnection, of: Limited) -> Result<Vec<i64>, StoreError> {
    let statement = match of {
        Limited::Token(token) => {
            Statement::new("SELECT machine_group FROM api_token_group WHERE token = ").value(token)
        }
        Limited::Account(account) => {
            Statement::new("SELECT machine_group FROM account_group WHERE account = ").value(account)
        }
    };
    let rows = statement.and(" ORDER BY machine_group").all(connection).await.to("look for groups")?;
    rows.iter().map(|row| row.try_get(0).to("read a group")).collect()
}

/// Limits it to these groups; false where one of them is not in the scope.
pub(super) async fn limit_to(
    connection: &mut AnyConnection,
    scope: &Scope,
    of: Limited,
    groups: &[i64],
) -> Result<bool, StoreError> {
    let (remove, insert, id) = match of {
        Limited::Token(token) => (
            "DELETE FROM api_token_group WHERE token = ",
            "INSERT INTO api_token_group (token, machine_group) VALUES (",
            token,
        ),
        Limited::Account(account) => (
            "DELETE FROM account_group WHERE account = ",
            "INSERT INTO account_group (account, machine_group) VALUES (",
            account,
        ),
    };
    Statement::new(remove).value(id).run(&mut *connection).await.to("limit to groups")?;
    for group in groups {
        if !is_group(connection, scope, *group).await? {
            return Ok(false);
        }
        let statement = Statement::new(insert).value(id).with(", ", *group).and(") ON CONFLICT DO NOTHING");
        statement.run(&mut *connection).await.to("limit to groups")?;
    }
    Ok(true)
}

/// Whether there is such a group in the scope.
pub(super) async fn is_group(
    connection: &mut AnyConnection,
    scope: &Scope,
    group: i64,
) -> Result<bool, StoreError> {
    let statement = Statement::new("SELECT id FROM machine_group WHERE id = ").value(group);
    let statement = statement.with(" AND organisation = ", scope.organisation());
    let found = scope.limit(statement, " AND id IN ").one(connection).await;
    Ok(found.to("look for a group")?.is_some())
}

/// The name of a group in the scope.
pub(super) async fn group_name(
    connection: &mut AnyConnection,
    scope: &Scope,
    group: i64,
) -> Result<Option<String>, StoreError> {
    let statement = Statement::new("SELECT name FROM machine_group WHERE id = ").value(group);
    let statement = statement.with(" AND organisation = ", scope.organisation());
    let found = scope.limit(statement, " AND id IN ").one(connection).await.to("look for a group")?;
    found.map(|row| row.try_get(0)).transpose().to("read a group")
}
