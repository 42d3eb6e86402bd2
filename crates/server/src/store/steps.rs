//! A step from what a group goes by to what it goes by next.

use sqlx::{AnyConnection, Row};

use super::access::group_name;
use super::audit::Note;
use super::error::Attempt;
use super::rows::{count, number, text};
use super::standings::{read_versions, set, standing_of};
use super::{Database, Scope, Standing, StoreError, ids, machines, standings};
use crate::policies::{Seen, Step};

/// Why a step was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepError {
    /// There is no such group in the scope, or no such version of its policy.
    Missing,
    /// No part of the machines goes by another version.
    NothingStaged,
    /// Nothing held before.
    NothingBefore,
    /// The group goes by something else than whoever asks saw.
    Changed,
}

impl Database {
    /// Has a group go by other policies of its own, and notes who said so. What it goes by after that is made of what it goes by when nobody else
    /// can change it any more: so nobody undoes what another did meanwhile, nor what they did themselves by asking twice.
    pub async fn stand(
        &self,
        scope: &Scope,
        group: i64,
        step: Step,
        seen: Seen,
    ) -> Result<Result<(), StepError>, StoreError> {
        let organisation = scope.organisation();
        let mut transaction = self.begin().await?;
        let Some(name) = group_name(&mut transaction, scope, group).await? else {
            return Ok(Err(StepError::Missing));
        };
        // First, as whoever lifts something has it, so that neither waits for the other.
        ids::take(&mut transaction, "group_policy", 0).await?;
        let before = read_versions(&mut transaction, organisation, group).await?;
        if is_other(seen.holds, before.version) || is_other(seen.staged, before.next) {
            return Ok(Err(StepError::Changed));
        }
        let standing = match after(&mut transaction, organisation, group, step).await? {
            Ok(standing) => standing,
            Err(error) => return Ok(Err(error)),
        };
        set(&mut transaction, group, &standing).await?;
        standings::note_change(&mut transaction, organisation, Some(group)).await?;
        note_activation(&mut transaction, scope, group, &standing, step).await?;
        let after = read_versions(&mut transaction, organisation, group).await?;
        if is_other(seen.to, after.version) {
            return Ok(Err(StepError::Changed));
        }
        let action = match step {
            Step::Stage(..) => "policy.stage",
            Step::Activate(_) => "policy.activate",
            Step::Unstage => "policy.unstage",
            Step::RollBack => "policy.roll-back",
        };
        let note = Note::new(scope.by(), action, &name).before(&before).after(&after);
        note.keep(&mut transaction, Some(organisation)).await?;
        transaction.commit().await.to("activate a policy")?;
        Ok(Ok(()))
    }

    /// The version that all machines of a group went by before the one that they go by now, to which a roll-back goes; `None` where there was none.
    pub async fn version_before(&self, organisation: i64, group: i64) -> Result<Option<u64>, StoreError> {
        let mut connection = self.read().acquire().await.to("give a connection")?;
        let Some(policy) = policy_before(&mut connection, organisation, group).await? else {
            return Ok(None);
        };
        let sql = "SELECT version FROM policy WHERE id = $1";
        let row = sqlx::query(sql).bind(policy).fetch_optional(&mut *connection).await;
        let row = row.to("look for a policy")?;
        row.map(|row| row.try_get::<i64, _>(0).map(count)).transpose().to("read a policy")
    }
}

/// Whether what somebody saw is not what there is; 0 stands for none.
fn is_other(seen: Option<u64>, version: Option<u64>) -> bool {
    seen.is_some_and(|seen| seen != version.unwrap_or_default())
}

/// What a group goes by after a step.
async fn after(
    connection: &mut AnyConnection,
    organisation: i64,
    group: i64,
    step: Step,
) -> Result<Result<Standing, StepError>, StoreError> {
    let now = standing_of(&mut *connection, organisation, group).await?;
    Ok(match step {
        Step::Stage(version, percent) => version_row(connection, organisation, group, version)
            .await?
            .map_or(Err(StepError::Missing), |row| {
                Ok(Standing { next: Some(row), percent: percent.min(100), ..now })
            }),
        Step::Activate(version) => version_row(connection, organisation, group, version)
            .await?
            .map_or(Err(StepError::Missing), |row| Ok(only(row))),
        // What held before a part went by another is what holds for the others still.
        Step::Unstage | Step::RollBack if now.next.is_some() => {
            Ok(Standing { next: None, percent: 0, ..now })
        }
        Step::Unstage => Err(StepError::NothingStaged),
        Step::RollBack => {
            policy_before(connection, organisation, group).await?.map(only).ok_or(StepError::NothingBefore)
        }
    })
}

/// All machines go by one.
fn only(policy: i64) -> Standing {
    Standing { policy: Some(policy), ..Standing::default() }
}

async fn version_row(
    connection: &mut AnyConnection,
    organisation: i64,
    group: i64,
    version: u64,
) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT id FROM policy WHERE organisation = $1 AND machine_group = $2 AND version = $3";
    let query = sqlx::query(sql).bind(organisation).bind(group).bind(number(version));
    let row = query.fetch_optional(connection).await.to("look for a policy")?;
    row.map(|row| row.try_get(0)).transpose().to("read a policy")
}

/// The policy that all machines of a group went by before the one that they go by now.
async fn policy_before(
    connection: &mut AnyConnection,
    organisation: i64,
    group: i64,
) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT a.policy FROM activation a JOIN group_policy p ON p.machine_group = a.machine_group \
        WHERE a.organisation = $1 AND a.machine_group = $2 AND a.percent = 100 AND a.step <> 'stage' \
        AND a.policy <> p.policy ORDER BY a.id DESC LIMIT 1";
    let row = sqlx::query(sql).bind(organisation).bind(group).fetch_optional(connection).await;
    row.to("look for the policy before")?.map(|row| row.try_get(0)).transpose().to("read a policy")
}

async fn note_activation(
    connection: &mut AnyConnection,
    scope: &Scope,
    group: i64,
    standing: &Standing,
    step: Step,
) -> Result<(), StoreError> {
    let id = ids::take(connection, "activation", 1).await?;
    let sql = "INSERT INTO activation (id, organisation, machine_group, policy, percent, activated, activated_by, step) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let (policy, percent) = match standing.next {
        Some(next) => (Some(next), standing.percent),
        None => (standing.policy, 100),
    };
    let query = sqlx::query(sql).bind(id).bind(scope.organisation()).bind(group).bind(policy);
    let query = query.bind(i64::from(percent)).bind(machines::now());
    let query = query.bind(text(&scope.by().who)).bind(step.as_str());
    query.execute(connection).await.to("note an activation").map(drop)
}
