//! Policies of groups: every version that there was, and which holds.

use fetter_protocol::BundleFile;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::error::Attempt;
use super::rows::{count, text};
use super::{Database, StoreError, ids, machines, packed};

/// How many bytes the files of a policy may have together.
const FILES: usize = fetter_protocol::limits::BUNDLE_BYTES;

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

/// Which policies a group goes by, by their rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The one that holds.
    pub policy: Option<i64>,
    /// The one that a part of the machines goes by.
    pub next: Option<i64>,
    /// How large that part is, of a hundred.
    pub percent: u32,
}

const COLUMNS: &str = "id, version, text, files, note, created, created_by";

impl Database {
    /// Keeps a new version of a group's policy; `None` where the organisation has no such group.
    pub async fn keep_policy(
        &self,
        organisation: i64,
        group: i64,
        draft: &Draft,
        by: &str,
    ) -> Result<Option<u64>, StoreError> {
        let mut transaction = self.begin().await?;
        let id = ids::take(&mut transaction, "policy", 1).await?;
        // The row of the counter is held: nobody else makes a version meanwhile.
        let sql = "INSERT INTO policy (id, organisation, machine_group, version, text, files, note, created, created_by) \
            SELECT $1, g.organisation, g.id, \
            (SELECT COALESCE(MAX(version), 0) + 1 FROM policy WHERE machine_group = g.id), $4, $5, $6, $7, $8 \
            FROM machine_group g WHERE g.organisation = $2 AND g.id = $3 RETURNING version";
        let files = serde_json::to_vec(&draft.files)
            .map_err(|error| StoreError::Damaged { what: "a policy's files", why: error.to_string() })?;
        let query = sqlx::query(sql).bind(id).bind(organisation).bind(group).bind(text(&draft.text));
        let query = query.bind(packed::pack(&files)?).bind(text(&draft.note)).bind(machines::now());
        let row = query.bind(text(by)).fetch_optional(&mut *transaction).await.to("keep a policy")?;
        let Some(row) = row else { return Ok(None) };
        let version: i64 = row.try_get(0).to("keep a policy")?;
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
        let query = sqlx::query(sql).bind(organisation).bind(group).bind(super::rows::number(version));
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
        most: u32,
    ) -> Result<Vec<PolicyVersion>, StoreError> {
        let sql = sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS} FROM policy WHERE organisation = $1 AND machine_group = $2 AND version < $3 \
             ORDER BY version DESC LIMIT $4"
        ));
        let before = before.map_or(i64::MAX, super::rows::number);
        let query = sqlx::query(sql).bind(organisation).bind(group).bind(before).bind(i64::from(most));
        let rows = query.fetch_all(self.read()).await.to("list policies")?;
        rows.iter().map(version_of).collect()
    }

    /// The groups of an organisation that go by policies.
    pub async fn groups_with_policies(&self, organisation: i64) -> Result<Vec<i64>, StoreError> {
        let sql = "SELECT g.id FROM machine_group g JOIN group_policy p ON p.machine_group = g.id \
            WHERE g.organisation = $1 ORDER BY g.id";
        let rows = sqlx::query(sql).bind(organisation).fetch_all(self.read()).await.to("list groups")?;
        rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>().to("read groups")
    }

    /// What a group goes by.
    pub async fn standing(&self, organisation: i64, group: i64) -> Result<Standing, StoreError> {
        let sql = "SELECT p.policy, p.next_policy, p.percent FROM machine_group g \
            JOIN group_policy p ON p.machine_group = g.id WHERE g.organisation = $1 AND g.id = $2";
        let row = sqlx::query(sql).bind(organisation).bind(group).fetch_optional(self.read()).await;
        let Some(row) = row.to("look for a group's policy")? else { return Ok(Standing::default()) };
        let percent: i64 = row.try_get(2).to("read a group's policy")?;
        Ok(Standing {
            policy: row.try_get(0).to("read a group's policy")?,
            next: row.try_get(1).to("read a group's policy")?,
            percent: u32::try_from(percent).unwrap_or_default(),
        })
    }

    /// Has a group go by policies of its own, and notes who said so. Whether the organisation has such a group.
    pub async fn stand(
        &self,
        organisation: i64,
        group: i64,
        standing: &Standing,
        by: &str,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        if !set(&mut transaction, organisation, group, standing).await? {
            return Ok(false);
        }
        let id = ids::take(&mut transaction, "activation", 1).await?;
        let sql = "INSERT INTO activation (id, organisation, machine_group, policy, percent, activated, activated_by) \
            VALUES ($1, $2, $3, $4, $5, $6, $7)";
        let (policy, percent) = match standing.next {
            Some(next) => (Some(next), standing.percent),
            None => (standing.policy, 100),
        };
        let query = sqlx::query(sql).bind(id).bind(organisation).bind(group).bind(policy);
        let query = query.bind(i64::from(percent)).bind(machines::now()).bind(text(by));
        query.execute(&mut *transaction).await.to("note an activation")?;
        transaction.commit().await.to("activate a policy")?;
        Ok(true)
    }

    /// The policy that all machines of a group went by before the one that they go by now.
    pub async fn policy_before(&self, organisation: i64, group: i64) -> Result<Option<i64>, StoreError> {
        let sql = "SELECT a.policy FROM activation a JOIN group_policy p ON p.machine_group = a.machine_group \
            WHERE a.organisation = $1 AND a.machine_group = $2 AND a.percent = 100 AND a.policy <> p.policy \
            ORDER BY a.id DESC LIMIT 1";
        let row = sqlx::query(sql).bind(organisation).bind(group).fetch_optional(self.read()).await;
        row.to("look for the policy before")?.map(|row| row.try_get(0)).transpose().to("read a policy")
    }
}

async fn set(
    connection: &mut AnyConnection,
    organisation: i64,
    group: i64,
    standing: &Standing,
) -> Result<bool, StoreError> {
    let sql = "INSERT INTO group_policy (machine_group, policy, next_policy, percent) \
        SELECT g.id, $2, $3, $4 FROM machine_group g WHERE g.id = $1 AND g.organisation = $5 \
        ON CONFLICT (machine_group) DO UPDATE SET policy = excluded.policy, \
        next_policy = excluded.next_policy, percent = excluded.percent";
    let query = sqlx::query(sql).bind(group).bind(standing.policy).bind(standing.next);
    let query = query.bind(i64::from(standing.percent)).bind(organisation);
    Ok(query.execute(connection).await.to("activate a policy")?.rows_affected() > 0)
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
