//! Packages in the order that is asked for: by name, or by how many have them as it was counted last.

use std::collections::HashMap;

use sqlx::Row;

use super::catalog::{HELD, RELEASES};
use super::error::Attempt;
use super::package_counts::ALL;
use super::statement::{IS_THERE, Statement, after};
use super::{Database, PackageRow, Scope, StoreError};

/// What packages are ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PackageBy {
    /// The name.
    #[default]
    Name,
    /// How many versions machines have.
    Versions,
    /// How many machines have it.
    Machines,
}

/// In which order packages are listed. Those that are equal in numbers are by name, the other way about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PackageOrder {
    /// What they are ordered by.
    pub by: PackageBy,
    /// Whether the highest comes first.
    pub is_down: bool,
}

/// Where a page of packages ended: the number that they are ordered by (0 for the name), and name.
pub type CountedKeyset = (i64, String);

const OF_ONE: [&str; 2] = [
    "SELECT c.name, c.versions FROM package_count c WHERE c.organisation = ",
    "SELECT c.name, c.machines FROM package_count c WHERE c.organisation = ",
];
/// A machine is in one group. Of versions that several groups have it is not known which are the same.
const OF_SEVERAL: &str = "SELECT c.name, c.machines FROM (SELECT p.name AS name, CAST(SUM(p.machines) AS BIGINT) AS machines \
    FROM package_count p WHERE p.organisation = ";
const MACHINES: &str = "SELECT name, CAST(SUM(machines) AS BIGINT) FROM package_count WHERE organisation = ";
const VERSIONS: &str = "SELECT r.name COLLATE \"binary\", COUNT(*) FROM ";

impl PackageOrder {
    /// Its number among the orders of this list.
    #[must_use]
    pub const fn number(self) -> u8 {
        2 * self.by as u8 + self.is_down as u8
    }

    /// What a page goes on after, and the order of its rows: how many, and where as many have it the name, from the front where the highest come first.
    const fn parts(self) -> [&'static str; 4] {
        match (self.by, self.is_down) {
            (PackageBy::Versions, true) => [
                " AND c.versions <= ",
                " AND (c.versions < ",
                " OR c.name COLLATE \"binary\" > ",
                " ORDER BY c.versions DESC, c.name COLLATE \"binary\" LIMIT ",
            ],
            (PackageBy::Versions, false) => [
                " AND c.versions >= ",
                " AND (c.versions > ",
                " OR c.name COLLATE \"binary\" < ",
                " ORDER BY c.versions, c.name COLLATE \"binary\" DESC LIMIT ",
            ],
            (_, true) => [
                " AND c.machines <= ",
                " AND (c.machines < ",
                " OR c.name COLLATE \"binary\" > ",
                " ORDER BY c.machines DESC, c.name COLLATE \"binary\" LIMIT ",
            ],
            (_, false) => [
                " AND c.machines >= ",
                " AND (c.machines > ",
                " OR c.name COLLATE \"binary\" < ",
                " ORDER BY c.machines, c.name COLLATE \"binary\" DESC LIMIT ",
            ],
        }
    }
}

/// Whether packages can be put in an order for somebody: how many versions several groups have together was not counted.
#[must_use]
pub fn is_counted(scope: &Scope, order: PackageOrder) -> bool {
    order.by != PackageBy::Versions || scope.groups().is_none_or(|groups| groups.len() < 2)
}

impl Database {
    /// Packages whose name begins so, in an order, after one. By numbers, those that were counted last.
    pub async fn packages(
        &self,
        scope: &Scope,
        prefix: Option<&str>,
        order: PackageOrder,
        last: Option<&CountedKeyset>,
        most: i64,
    ) -> Result<Vec<(CountedKeyset, PackageRow)>, StoreError> {
        if order.by == PackageBy::Name {
            let last = last.map(|(_, name)| name.as_str());
            let rows = self.packages_by_name(scope, prefix, order.is_down, last, most).await?;
            let names: Vec<String> = rows.iter().map(|(name, _)| name.clone()).collect();
            let machines = self.machines_with(scope, &names).await?;
            let row = |(name, versions): (String, i64)| {
                let machines = machines.get(&name).copied();
                ((0, name.clone()), PackageRow { name, versions, machines })
            };
            return Ok(rows.into_iter().map(row).collect());
        }
        let found = self.packages_by_number(scope, prefix, order, last, most).await?;
        let names: Vec<String> = found.iter().map(|(_, name)| name.clone()).collect();
        let (machines, versions) =
            tokio::try_join!(self.machines_with(scope, &names), self.versions_of(scope, &names))?;
        let row = |(number, name): CountedKeyset| {
            let versions = versions.get(&name).copied().unwrap_or_default();
            let machines = machines.get(&name).copied();
            ((number, name.clone()), PackageRow { name, versions, machines })
        };
        Ok(found.into_iter().map(row).collect())
    }

    async fn packages_by_number(
        &self,
        scope: &Scope,
        prefix: Option<&str>,
        order: PackageOrder,
        last: Option<&CountedKeyset>,
        most: i64,
    ) -> Result<Vec<CountedKeyset>, StoreError> {
        let organisation = scope.organisation();
        let group = match scope.groups() {
            None => Some(ALL),
            Some([one]) => Some(*one),
            Some([]) => return Ok(Vec::new()),
            Some(_) => None,
        };
        let mut statement = match (group, scope.groups()) {
            (None, Some(groups)) => {
                let several = Statement::new(OF_SEVERAL).value(organisation);
                let several = several.and(" AND p.machine_group IN ").list(groups);
                several.and(" GROUP BY p.name) c WHERE 1 = 1")
            }
            (group, _) => {
                let select = OF_ONE[usize::from(order.by == PackageBy::Machines)];
                Statement::new(select)
                    .value(organisation)
                    .with(" AND c.machine_group = ", group.unwrap_or(ALL))
            }
        };
        if let Some(prefix) = prefix {
            statement = statement.with(" AND c.name COLLATE \"binary\" >= ", prefix);
            statement = statement.with(" AND c.name COLLATE \"binary\" < ", &after(prefix));
        }
        let [from, beyond, or_name, ordered] = order.parts();
        if let Some((number, name)) = last {
            statement = statement.with(from, *number).with(beyond, *number).with(or_name, name).and(")");
        }
        let why = "list packages by who has them";
        let rows = statement.with(ordered, most).all(self.read()).await.to(why)?;
        rows.iter()
            .map(|row| Ok((row.try_get(1)?, row.try_get(0)?)))
            .collect::<Result<_, sqlx::Error>>()
            .to(why)
    }

    /// How many machines that somebody sees have these packages, as it was counted last.
    async fn machines_with(
        &self,
        scope: &Scope,
        names: &[String],
    ) -> Result<HashMap<String, i64>, StoreError> {
        let groups = scope.groups().unwrap_or(&[ALL]);
        if names.is_empty() || groups.is_empty() {
            return Ok(HashMap::new());
        }
        let statement = Statement::new(MACHINES).value(scope.organisation());
        let statement =
            statement.and(" AND machine_group IN ").list(groups).and(" AND name IN ").texts(names);
        self.numbers_of(statement.and(" GROUP BY name")).await
    }

    /// How many versions of these packages there are now.
    async fn versions_of(&self, scope: &Scope, names: &[String]) -> Result<HashMap<String, i64>, StoreError> {
        if names.is_empty() {
            return Ok(HashMap::new());
        }
        let statement = Statement::new(VERSIONS).with(RELEASES, scope.organisation());
        let statement = statement.and(" AND r.name COLLATE \"binary\" IN ").texts(names).and(HELD);
        let statement = scope.limit(statement, " AND ms.machine_group IN ").and(IS_THERE);
        self.numbers_of(statement.and(" GROUP BY r.name COLLATE \"binary\"")).await
    }

    async fn numbers_of(&self, statement: Statement) -> Result<HashMap<String, i64>, StoreError> {
        let why = "count who has packages";
        let rows = statement.all(self.read()).await.to(why)?;
        rows.iter()
            .map(|row| Ok((row.try_get(0)?, row.try_get(1)?)))
            .collect::<Result<_, sqlx::Error>>()
            .to(why)
    }
}
