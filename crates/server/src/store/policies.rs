//! Policies of groups: every version that there was.

use fetter_protocol::BundleFile;
use serde::Serialize;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::access::group_name;
use super::audit::Note;
use super::error::Attempt;
use super::rows::{count, number, text};
use super::{Database, Scope, StoreError, ids, machines, packed};

/// How many bytes the files of a policy may have together.
const FILES: usize = fetter_protocol::limits::BUNDLE_BYTES;
/// How many of its files the audit log names.
const NAMED: usize = 20;

/// What somebody wants machines to go by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The policy file.
    pub text: String,
    /// What it refers to.
    pub files: Vec<BundleFile>,
    /// What is new in it, for people.
    pub note: String,
}

/// One version of a group's policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyVersion {
    /// Its row.
    pub id: i64,
    /// Its number in the group, from 1.
    pub version: u64,
    /// What it says.
    pub draft: Draft,
    /// When it was made, in seconds since 1970.
    pub created: u64,
    /// Who made it.
    pub by: String,
}

/// What lists show of a version. Times are in seconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionRow {
    /// Its number in the group, from 1.
    pub version: u64,
    /// What is new in it, for people.
    pub note: String,
    /// When it was made.
    pub created: i64,
    /// Who made it.
    pub by: String,
    /// How many letters the policy file has.
    pub letters: i64,
}

/// What the audit log has of a version: its text is kept for ever anyway.
#[derive(Serialize)]
struct Noted<'draft> {
    version: u64,
    note: &'draft str,
    bytes: usize,
    files: Vec<&'draft str>,
}

impl<'draft> Noted<'draft> {
    fn of(draft: &'draft Draft, version: u64) -> Self {
        let files = draft.files.iter().take(NAMED).map(|file| file.name.as_str()).collect();
        Self { version, note: &draft.note, bytes: draft.text.len(), files }
    }
}

const COLUMNS: &str = "id, version, text, files, note, created, created_by";

impl Database {
    /// Keeps a new version of a group's policy, and notes who made it; `None` where there is no such group in the scope.
    pub async fn keep_policy(
        &self,
        scope: &Scope,
        group: i64,
        draft: &Draft,
    ) -> Result<Option<u64>, StoreError> {
        let mut transaction = self.begin().await?;
        let Some(name) = group_name(&mut transaction, scope, group).await? else { return Ok(None) };
        let id = ids::take(&mut transaction, "policy", 1).await?;
        // The row of the counter is held: nobody else makes a version meanwhile.
        let sql = "INSERT INTO policy (id, organisation, machine_group, version, text, files, note, created, created_by) \
            SELECT $1, $2, $3, COALESCE(MAX(version), 0) + 1, $4, $5, $6, $7, $8 \
            FROM policy WHERE machine_group = $3 RETURNING version";
        let files = serde_json::to_vec(&draft.files)
            .map_err(|error| StoreError::Damaged { what: "a policy's files", why: error.to_string() })?;
        let query = sqlx::query(sql).bind(id).bind(scope.organisation()).bind(group).bind(text(&draft.text));
        let query = query.bind(packed::pack(&files)?).bind(text(&draft.note)).bind(machines::now());
        let row = query.bind(text(&scope.by().who)).fetch_one(&mut *transaction).await;
        let version: i64 = row.and_then(|row| row.try_get(0)).to("keep a policy")?;
        let note = Note::new(scope.by(), "policy.propose", format_args!("{name} version {version}"));
        let note = note.after(&Noted::of(draft, count(version)));
        note.keep(&mut transaction, Some(scope.organisation())).await?;
        transaction.commit().await.to("keep a policy")?;
        Ok(Some(count(version)))
    }

    /// One version of a group's policy.
    pub async fn policy_version(
        &self,
        organisation: i64,
        group: i64,
        version: u64,
    ) -> Result<Option<PolicyVersion>, StoreError> {
        let sql = sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS} FROM policy WHERE organisation = $1 AND machine_group = $2 AND version = $3"
        ));
        let query = sqlx::query(sql).bind(organisation).bind(group).bind(number(version));
        let row = query.fetch_optional(self.read()).await.to("look for a policy")?;
        row.as_ref().map(version_of).transpose()
    }

    /// The version in this row.
    pub async fn policy_row(&self, organisation: i64, id: i64) -> Result<Option<PolicyVersion>, StoreError> {
        let sql =
            sqlx::AssertSqlSafe(format!("SELECT {COLUMNS} FROM policy WHERE organisation = $1 AND id = $2"));
        let row = sqlx::query(sql).bind(organisation).bind(id).fetch_optional(self.read()).await;
        row.to("look for a policy")?.as_ref().map(version_of).transpose()
    }

    /// The versions of a group's policy, the newest first, before this one.
    pub async fn policy_versions(
        &self,
        organisation: i64,
        group: i64,
        before: Option<u64>,
        most: i64,
    ) -> Result<Vec<VersionRow>, StoreError> {
        let sql = "SELECT version, note, created, created_by, LENGTH(text) FROM policy \
            WHERE organisation = $1 AND machine_group = $2 AND version < $3 ORDER BY version DESC LIMIT $4";
        let before = before.map_or(i64::MAX, number);
        let query = sqlx::query(sql).bind(organisation).bind(group).bind(before).bind(most);
        let rows = query.fetch_all(self.read()).await.to("list policies")?;
        rows.iter().map(|row| listed(row).to("read a policy")).collect()
    }
}

fn listed(row: &AnyRow) -> Result<VersionRow, sqlx::Error> {
    Ok(VersionRow {
        version: count(row.try_get(0)?),
        note: row.try_get(1)?,
        created: row.try_get(2)?,
        by: row.try_get(3)?,
        // The two databases have two types for it.
        letters: row.try_get::<i64, _>(4).or_else(|_| row.try_get::<i32, _>(4).map(i64::from))?,
    })
}

fn version_of(row: &AnyRow) -> Result<PolicyVersion, StoreError> {
    let packed: Vec<u8> = row.try_get(3).to("read a policy")?;
    let files = packed::unpack("a policy's files", &packed, 2 * FILES)?;
    let files = serde_json::from_slice(&files)
        .map_err(|error| StoreError::Damaged { what: "a policy's files", why: error.to_string() })?;
    let created: i64 = row.try_get(5).to("read a policy")?;
    let version: i64 = row.try_get(1).to("read a policy")?;
    Ok(PolicyVersion {
        id: row.try_get(0).to("read a policy")?,
        version: count(version),
        draft: Draft {
            text: row.try_get(2).to("read a policy")?,
            files,
            note: row.try_get(4).to("read a policy")?,
        },
        created: count(created),
        by: row.try_get(6).to("read a policy")?,
    })
}
