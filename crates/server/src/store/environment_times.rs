//! Environments in the order of when they came.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::environment_lists::{LOOKED_AT, environment};
use super::error::Attempt;
use super::statement::Statement;
use super::{
    Database, EnvironmentFilter, EnvironmentKeyset, EnvironmentOrder, EnvironmentPart, MachineValue, Scope,
    StoreError,
};

/// Where a page ended: time, machine, path.
type Place = (i64, i64, i64);

/// What a page goes on after, how far it looks, and the order of its rows.
const RISING: [&str; 3] = [
    " AND (e.since, e.machine, e.path) > (",
    " AND (e.since, e.machine, e.path) <= (",
    " ORDER BY e.since, e.machine, e.path LIMIT ",
];
const FALLING: [&str; 3] = [
    " AND (e.since, e.machine, e.path) < (",
    " AND (e.since, e.machine, e.path) >= (",
    " ORDER BY e.since DESC, e.machine DESC, e.path DESC LIMIT ",
];

const fn parts(order: EnvironmentOrder) -> [&'static str; 3] {
    match order {
        EnvironmentOrder::Newest => FALLING,
        _ => RISING,
    }
}

/// A row as it is written in a statement.
fn tuple(statement: Statement, (since, machine, path): Place) -> Statement {
    statement.value(since).with(", ", machine).with(", ", path).and(")")
}

/// Those of machines `m` that somebody sees, and that are neither revoked nor decommissioned.
fn seen(statement: Statement, scope: &Scope) -> Statement {
    let statement = statement.and(" AND m.status IN ('active', 'cloned') AND m.organisation = ");
    scope.limit(statement.value(scope.organisation()), " AND m.machine_group IN ")
}

/// Those after one and up to another.
fn within(
    mut statement: Statement,
    order: EnvironmentOrder,
    last: Option<Place>,
    end: Option<Place>,
) -> Statement {
    let [after, until, _] = parts(order);
    if let Some(place) = last {
        statement = tuple(statement.and(after), place);
    }
    match end {
        Some(place) => tuple(statement.and(until), place),
        None => statement,
    }
}

impl Database {
    /// Environments in the order of times, after one. Those of few machines are put in order; of more, so many are looked at for one page, whosever they are:
    /// where few of them are asked for, a page ends there.
    pub(super) async fn environments_by_time(
        &self,
        scope: &Scope,
        filter: &EnvironmentFilter,
        last: Option<&EnvironmentKeyset>,
        most: i64,
    ) -> Result<EnvironmentPart, StoreError> {
        let last = last.and_then(|(value, machine, path)| match (value, path) {
            (MachineValue::Number(since), Some(path)) => Some((*since, *machine, *path)),
            _ => None,
        });
        let machines = self.machines_after(scope, filter, None).await?;
        let is_few = machines.len() <= LOOKED_AT.min(self.order_limits().looked_at);
        if machines.is_empty() {
            return Ok(EnvironmentPart::default());
        }
        let ids: Vec<i64> =
            if is_few { machines.into_iter().map(|(_, id)| id).collect() } else { Vec::new() };
        let end = if is_few { None } else { self.end_of_look(scope, filter.order, last).await? };
        let statement = seen(self.environments_like(&ids, filter), scope);
        let statement = within(statement, filter.order, last, end);
        let [.., ordered] = parts(filter.order);
        let why = "list environments by time";
        let rows = statement.with(ordered, most).all(self.read()).await.to(why)?;
        let found = rows.iter().map(environment).collect::<Result<Vec<_>, _>>().to(why)?;
        let is_full = i64::try_from(found.len()).is_ok_and(|count| count >= most);
        let next = end.filter(|_| !is_full);
        let next = next.map(|(since, machine, path)| (MachineValue::Number(since), machine, Some(path)));
        Ok(EnvironmentPart { rows: self.with_sites(found).await?, next })
    }

    /// The last environment that is looked at for a page after one, where there are more: one that somebody sees, as a cursor tells which it is.
    async fn end_of_look(
        &self,
        scope: &Scope,
        order: EnvironmentOrder,
        mut last: Option<Place>,
    ) -> Result<Option<Place>, StoreError> {
        let why = "look how far environments go";
        let back = parts(if order == EnvironmentOrder::Newest {
            EnvironmentOrder::Oldest
        } else {
            EnvironmentOrder::Newest
        });
        loop {
            let statement =
                Statement::new("SELECT e.since, e.machine, e.path FROM environment e WHERE 1 = 1");
            let statement = within(statement, order, last, None).with(parts(order)[2], 1);
            let statement = statement.with(" OFFSET ", self.order_limits().environments - 1);
            let row = statement.one(self.read()).await.to(why)?;
            let Some(end) = row.as_ref().map(place).transpose().to(why)? else { return Ok(None) };
            let sql = "SELECT e.since, e.machine, e.path FROM environment e CROSS JOIN machine m WHERE m.id = e.machine";
            let statement = within(seen(Statement::new(sql), scope), order, last, Some(end));
            let row = statement.with(back[2], 1).one(self.read()).await.to(why)?;
            if let Some(row) = row {
                return place(&row).to(why).map(Some);
            }
            last = Some(end);
        }
    }
}

fn place(row: &AnyRow) -> Result<Place, sqlx::Error> {
    Ok((row.try_get(0)?, row.try_get(1)?, row.try_get(2)?))
}
