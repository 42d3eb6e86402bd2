//! Which policy a group goes by, and which it went by before.

use std::collections::BTreeMap;

use serde::Serialize;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::error::Attempt;
use super::rows::count;
use super::statement::Statement;
use super::{ByTime, Database, Scope, StoreError, ids, machines};

/// Which policies a group goes by, by their rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// The one that holds.
    pub policy: Option<i64>,
    /// The one that a part of the machines goes by.
    pub next: Option<i64>,
    /// How large that part is, of a hundred.
    pub percent: u32,
}

/// What the bundles of a group are made of.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Holds {
    /// What it goes by.
    pub(crate) standing: Standing,
    /// The number of the last change of it or of its exceptions.
    pub(crate) change: i64,
    /// Whether bundles are to have new numbers although they say the same.
    pub(crate) is_anew: bool,
    /// Whether no policy holds, and machines may go by one still: they are told of an empty one.
    pub(crate) is_empty: bool,
}

/// The same by the numbers of their versions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct StandingVersions {
    /// The one that holds.
    pub version: Option<u64>,
    /// The one that a part of the machines goes by.
    pub next: Option<u64>,
    /// How large that part is, of a hundred.
    pub percent: u32,
}

/// A time that it was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activation {
    /// Its row.
    pub id: i64,
    /// `stage`, `activate`, `unstage` or `roll-back`; empty where it was not noted.
    pub step: String,
    /// The version that it is about.
    pub version: Option<u64>,
    /// How many machines go by it, of a hundred.
    pub percent: u32,
    /// When, in seconds since 1970.
    pub time: i64,
    /// Who it was.
    pub by: String,
}

/// A time that it was changed, of any group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyChange {
    /// The row and the name of the group.
    pub group: (i64, String),
    /// What was changed.
    pub activation: Activation,
}

const CHANGES: &str = "SELECT a.id, a.step, p.version, a.percent, a.activated, a.activated_by, g.id, g.name FROM activation a \
    JOIN machine_group g ON g.id = a.machine_group LEFT JOIN policy p ON p.id = a.policy WHERE a.organisation = ";

const VERSIONS: &str = "SELECT p.version, n.version, g.percent FROM group_policy g LEFT JOIN policy p ON p.id = g.policy \
    LEFT JOIN policy n ON n.id = g.next_policy JOIN machine_group m ON m.id = g.machine_group \
    WHERE m.organisation = $1 AND m.id = $2";

const VERSIONS_OF: &str = "SELECT p.version, n.version, g.percent, m.id FROM group_policy g LEFT JOIN policy p ON p.id = g.policy \
    LEFT JOIN policy n ON n.id = g.next_policy JOIN machine_group m ON m.id = g.machine_group WHERE m.organisation = ";

impl Database {
    /// The groups of an organisation that go by policies.
    pub async fn groups_with_policies(&self, organisation: i64) -> Result<Vec<i64>, StoreError> {
        let sql = "SELECT g.id FROM machine_group g JOIN group_policy p ON p.machine_group = g.id \
            WHERE g.organisation = $1 ORDER BY g.id";
        let rows = sqlx::query(sql).bind(organisation).fetch_all(self.read()).await.to("list groups")?;
        rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>().to("read groups")
    }

    /// What a group goes by, and what its bundles are made of.
    pub(crate) async fn holds(&self, organisation: i64, group: i64) -> Result<Holds, StoreError> {
        let sql = "SELECT p.changed, p.published, b.bundle, b.percent FROM machine_group g \
            JOIN group_policy p ON p.machine_group = g.id LEFT JOIN group_bundle b ON b.machine_group = g.id \
            WHERE g.organisation = $1 AND g.id = $2";
        let mut connection = self.read().acquire().await.to("give a connection")?;
        let row = sqlx::query(sql).bind(organisation).bind(group).fetch_optional(&mut *connection).await;
        let Some(row) = row.to("look for a group's policy")? else { return Ok(Holds::default()) };
        let read = |at: usize| row.try_get::<Option<i64>, _>(at).to("read a group's policy");
        let (change, is_anew) = (read(0)?.unwrap_or_default(), read(1)?.is_some_and(|number| number < 0));
        // Read after the number of the change: where it is another's already, so is the number that is looked at afterwards.
        let standing = standing_of(&mut connection, organisation, group).await?;
        let is_fewer = read(3)?.is_some_and(|percent| percent > i64::from(standing.percent));
        let is_empty = standing.policy.is_none()
            && (standing.next.is_none() || is_anew || is_fewer || read(2)?.is_some());
        Ok(Holds { standing, change, is_anew, is_empty })
    }

    /// The same, by numbers of versions.
    pub async fn standing_versions(
        &self,
        organisation: i64,
        group: i64,
    ) -> Result<StandingVersions, StoreError> {
        let row = sqlx::query(VERSIONS).bind(organisation).bind(group).fetch_optional(self.read()).await;
        row.to("look for a group's policy")?.as_ref().map_or(Ok(StandingVersions::default()), versions)
    }

    /// The same of several groups. One that is not among them has no policy.
    pub async fn standings_of(
        &self,
        organisation: i64,
        groups: &[i64],
    ) -> Result<BTreeMap<i64, StandingVersions>, StoreError> {
        if groups.is_empty() {
            return Ok(BTreeMap::new());
        }
        let statement = Statement::new(VERSIONS_OF).value(organisation).and(" AND m.id IN ").list(groups);
        let rows = statement.all(self.read()).await.to("look for the policies of groups")?;
        let read = |row: &AnyRow| Ok((row.try_get(3).to("read a group")?, versions(row)?));
        rows.iter().map(read).collect()
    }

    /// When what a group goes by was changed, since a time where one is given, the newest first, before a row.
    pub async fn activations(
        &self,
        organisation: i64,
        group: i64,
        since: Option<i64>,
        before: Option<i64>,
        most: i64,
    ) -> Result<Vec<Activation>, StoreError> {
        let sql = "SELECT a.id, a.step, p.version, a.percent, a.activated, a.activated_by FROM activation a \
            LEFT JOIN policy p ON p.id = a.policy WHERE a.organisation = $1 AND a.machine_group = $2 AND a.id < $3 \
            AND a.activated >= $4 ORDER BY a.id DESC LIMIT $5";
        let query = sqlx::query(sql).bind(organisation).bind(group).bind(before.unwrap_or(i64::MAX));
        let query = query.bind(since.unwrap_or(i64::MIN)).bind(most);
        let rows = query.fetch_all(self.read()).await.to("list activations")?;
        rows.iter().map(|row| activation(row).to("read an activation")).collect()
    }

    /// When it was changed which policies groups go by, of those that somebody sees, or of one of these; since a time where one is given, in an order by
    /// time, after a row.
    pub async fn policy_changes(
        &self,
        scope: &Scope,
        group: Option<i64>,
        since: Option<i64>,
        order: ByTime,
        last: Option<i64>,
        most: i64,
    ) -> Result<Vec<PolicyChange>, StoreError> {
        let statement = Statement::new(CHANGES).value(scope.organisation());
        let statement = scope.limit(statement, " AND a.machine_group IN ");
        let statement = statement.where_given(" AND a.machine_group = ", group);
        let statement = statement.where_given(" AND a.activated >= ", since);
        let statement = order.page(statement, "a.id", last, most);
        let rows = statement.all(self.read()).await.to("list changes of policies")?;
        let read = |row: &AnyRow| {
            let group = (row.try_get(6)?, row.try_get(7)?);
            Ok(PolicyChange { group, activation: activation(row)? })
        };
        rows.iter().map(read).collect::<Result<_, sqlx::Error>>().to("read a change of a policy")
    }

    /// Notes that the bundles of a group hold what stood at that change, where there was none after it: that one may want new ones.
    pub async fn note_published(&self, group: i64, change: i64) -> Result<(), StoreError> {
        let sql = "UPDATE group_policy SET published = $1 WHERE machine_group = $2 AND published < $1 AND changed = $1";
        let mut transaction = self.begin().await?;
        let query = sqlx::query(sql).bind(change).bind(group);
        query.execute(&mut *transaction).await.to("note what was published")?;
        transaction.commit().await.to("note what was published")
    }

    /// Whether the bundles of a group do not hold what was changed last, or are to be made anew.
    pub(crate) async fn is_unpublished(&self, group: i64) -> Result<bool, StoreError> {
        let sql = "SELECT machine_group FROM group_policy WHERE machine_group = $1 AND published < changed";
        let row = sqlx::query(sql).bind(group).fetch_optional(self.read()).await;
        row.map(|row| row.is_some()).to("look what is to be published")
    }

    /// Groups whose bundles do not hold what was changed before that time, each with its organisation: whoever changed it did not live to
    /// publish it.
    pub async fn unpublished(&self, before: i64) -> Result<Vec<(i64, i64)>, StoreError> {
        let sql = "SELECT m.organisation, m.id FROM group_policy g JOIN machine_group m ON m.id = g.machine_group \
            WHERE g.published < g.changed AND g.due < $1 ORDER BY m.id LIMIT 1000";
        let rows =
            sqlx::query(sql).bind(before).fetch_all(self.read()).await.to("look what is to be published")?;
        let pair = |row: &AnyRow| Ok((row.try_get(0)?, row.try_get(1)?));
        rows.iter().map(pair).collect::<Result<_, sqlx::Error>>().to("read groups")
    }
}

/// Notes that the bundles of a group, or of all of an organisation, are to be made anew.
pub(super) async fn note_change(
    connection: &mut AnyConnection,
    organisation: i64,
    group: Option<i64>,
) -> Result<(), StoreError> {
    let number = ids::take(connection, "group_policy", 1).await?;
    let sql = "UPDATE group_policy SET changed = $1, due = $2 WHERE machine_group IN \
        (SELECT id FROM machine_group WHERE organisation = $3 AND (id = $4 OR $5 = 1))";
    let query = sqlx::query(sql).bind(number).bind(machines::now()).bind(organisation);
    let query = query.bind(group.unwrap_or_default()).bind(i64::from(group.is_none()));
    query.execute(connection).await.to("note that a policy changed").map(drop)
}

/// Notes that the bundles of a group are to have a greater number, although they hold the same, or that there is to be one although no policy
/// holds: a machine comes that would keep what it has otherwise. `published` is -1 until that is done.
pub(super) async fn note_anew(connection: &mut AnyConnection, group: i64) -> Result<(), StoreError> {
    let number = ids::take(connection, "group_policy", 1).await?;
    let sql = "INSERT INTO group_policy (machine_group, percent, changed, published, due) VALUES ($1, 0, $2, -1, $3) \
        ON CONFLICT (machine_group) DO UPDATE SET changed = excluded.changed, published = excluded.published, due = excluded.due";
    let query = sqlx::query(sql).bind(group).bind(number).bind(machines::now());
    query.execute(connection).await.to("note that a machine needs a policy").map(drop)
}

/// What a group goes by.
pub(super) async fn standing_of(
    connection: &mut AnyConnection,
    organisation: i64,
    group: i64,
) -> Result<Standing, StoreError> {
    let sql = "SELECT p.policy, p.next_policy, p.percent FROM machine_group g \
        JOIN group_policy p ON p.machine_group = g.id WHERE g.organisation = $1 AND g.id = $2";
    let row = sqlx::query(sql).bind(organisation).bind(group).fetch_optional(connection).await;
    let Some(row) = row.to("look for a group's policy")? else { return Ok(Standing::default()) };
    let read = |at: usize| row.try_get::<Option<i64>, _>(at).to("read a group's policy");
    let percent = u32::try_from(read(2)?.unwrap_or_default()).unwrap_or_default();
    Ok(Standing { policy: read(0)?, next: read(1)?, percent })
}

pub(super) async fn read_versions(
    connection: &mut AnyConnection,
    organisation: i64,
    group: i64,
) -> Result<StandingVersions, StoreError> {
    let row = sqlx::query(VERSIONS).bind(organisation).bind(group).fetch_optional(connection).await;
    row.to("look for a group's policy")?.as_ref().map_or(Ok(StandingVersions::default()), versions)
}

fn versions(row: &AnyRow) -> Result<StandingVersions, StoreError> {
    let read = |at: usize| row.try_get::<Option<i64>, _>(at).to("read a group's policy");
    let percent = read(2)?.unwrap_or_default();
    Ok(StandingVersions {
        version: read(0)?.map(count),
        next: read(1)?.map(count),
        percent: u32::try_from(percent).unwrap_or_default(),
    })
}

pub(super) async fn set(
    connection: &mut AnyConnection,
    group: i64,
    standing: &Standing,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO group_policy (machine_group, policy, next_policy, percent) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (machine_group) DO UPDATE SET policy = excluded.policy, \
        next_policy = excluded.next_policy, percent = excluded.percent";
    let query = sqlx::query(sql).bind(group).bind(standing.policy).bind(standing.next);
    let query = query.bind(i64::from(standing.percent));
    query.execute(connection).await.to("activate a policy").map(drop)
}

fn activation(row: &AnyRow) -> Result<Activation, sqlx::Error> {
    let percent: i64 = row.try_get(3)?;
    Ok(Activation {
        id: row.try_get(0)?,
        step: row.try_get(1)?,
        version: row.try_get::<Option<i64>, _>(2)?.map(count),
        percent: u32::try_from(percent).unwrap_or_default(),
        time: row.try_get(4)?,
        by: row.try_get(5)?,
    })
}
