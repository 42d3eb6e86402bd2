//! How far policies have come: how many machines go by what their groups have for them. Of machines that are active; others are not heard.

use std::collections::BTreeMap;

use sqlx::Row;
use sqlx::any::AnyRow;

use super::bundles::goes_by;
use super::error::Attempt;
use super::statement::Statement;
use super::{Database, Scope, StoreError};

/// How a machine stands to what its group has for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Following {
    /// It says that it goes by that.
    Current,
    /// It says that it goes by something else: it was not there since, or it did not take it.
    Behind,
    /// It has never said what it goes by.
    Silent,
}

/// How many machines of a group are to go by a version, by how they stand to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Followers {
    /// Those that say that they go by it.
    pub current: i64,
    /// Those that say that they go by something else.
    pub behind: i64,
    /// Those that have never said what they go by.
    pub silent: i64,
}

/// How far the policy of a group has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RollOut {
    /// Of the version that holds.
    pub standing: Followers,
    /// Of the version that is staged.
    pub staged: Followers,
    /// Whether what was changed last is not published yet: no machine can have it, and what is counted is what was published before.
    pub is_due: bool,
}

/// In SQL, whether a machine `m` is to go by what is staged for its group, of which `gb` says so.
macro_rules! is_staged {
    () => {
        "gb.next_bundle IS NOT NULL AND m.share < gb.percent"
    };
}

const COUNTS: &str = concat!(
    "SELECT m.machine_group, CASE WHEN ",
    is_staged!(),
    " THEN 1 ELSE 0 END, CASE WHEN m.bundle IS NULL THEN 2 WHEN m.bundle = b.digest THEN 0 ELSE 1 END, COUNT(*) \
     FROM machine m JOIN group_bundle gb ON gb.machine_group = m.machine_group JOIN bundle b ON b.id = ",
    goes_by!(),
    " WHERE m.status = 'active' AND m.organisation = ",
);
/// Groups whose bundles are older than what was changed last. It goes on with the groups.
const DUE: &str = "SELECT machine_group FROM group_policy WHERE published < changed AND machine_group IN ";
/// Machines that go by the bundle that they are to go by: most do, and a page of them is soon full.
const CURRENT: &str = concat!(
    " AND m.status = 'active' AND (SELECT 1 FROM group_bundle gb JOIN bundle b ON b.id = ",
    goes_by!(),
    " WHERE gb.machine_group = m.machine_group AND b.digest = m.bundle) IS NOT NULL",
);
/// Machines that do not are few, and are looked for once and not for each machine. It goes on with the organisation.
const NOT_CURRENT: &str = concat!(
    " AND m.id IN (SELECT m.id FROM machine m JOIN group_bundle gb ON gb.machine_group = m.machine_group JOIN bundle b ON b.id = ",
    goes_by!(),
    " WHERE m.status = 'active' AND m.organisation = ",
);
const STAGED: &str = concat!(
    " AND (SELECT 1 FROM group_bundle gb WHERE gb.machine_group = m.machine_group AND ",
    is_staged!()
);

/// Asks for machines `m` by how they stand to their policies.
pub(super) fn asked(
    statement: Statement,
    organisation: i64,
    following: Option<Following>,
    is_staged: Option<bool>,
) -> Statement {
    let statement = match following {
        None => statement,
        Some(Following::Current) => statement.and(CURRENT),
        Some(Following::Behind) => {
            statement.with(NOT_CURRENT, organisation).and(" AND b.digest <> m.bundle)")
        }
        Some(Following::Silent) => statement.with(NOT_CURRENT, organisation).and(" AND m.bundle IS NULL)"),
    };
    match is_staged {
        None => statement,
        Some(true) => statement.and(STAGED).and(") IS NOT NULL"),
        Some(false) => statement.and(STAGED).and(") IS NULL"),
    }
}

impl Followers {
    /// Those that are to go by it.
    #[must_use]
    pub const fn all(self) -> i64 {
        self.current + self.behind + self.silent
    }
}

impl Database {
    /// How far the policies of these groups have come, of those that somebody sees. One that is not among them has nothing for its machines, or no machines, and
    /// nothing is to be published for it.
    pub async fn roll_outs(
        &self,
        scope: &Scope,
        groups: &[i64],
    ) -> Result<BTreeMap<i64, RollOut>, StoreError> {
        let mut found: BTreeMap<i64, RollOut> = BTreeMap::new();
        if groups.is_empty() {
            return Ok(found);
        }
        // Before it is counted: what is published meanwhile is not taken for what was.
        let due =
            Statement::new(DUE).list(groups).all(self.read()).await.to("look what is to be published")?;
        for row in due {
            found.entry(row.try_get(0).to("read a group")?).or_default().is_due = true;
        }
        let statement = Statement::new(COUNTS).value(scope.organisation());
        let statement = statement.and(" AND m.machine_group IN ").list(groups);
        let statement = scope.limit(statement, " AND m.machine_group IN ").and(" GROUP BY 1, 2, 3");
        for row in statement.all(self.read()).await.to("count who goes by policies")? {
            let (group, is_staged, following, count) = counted(&row).to("count who goes by policies")?;
            let of_group = found.entry(group).or_default();
            let of = if is_staged { &mut of_group.staged } else { &mut of_group.standing };
            match following {
                0 => of.current = count,
                1 => of.behind = count,
                _ => of.silent = count,
            }
        }
        Ok(found)
    }
}

fn counted(row: &AnyRow) -> Result<(i64, bool, i32, i64), sqlx::Error> {
    // What is written in the statement is a small number.
    Ok((row.try_get(0)?, row.try_get::<i32, _>(1)? == 1, row.try_get(2)?, row.try_get(3)?))
}
