//! Lists of environments of many machines.

use std::collections::HashMap;

use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};

use super::by_hostname::{LookedAt, by_hostname};
use super::error::Attempt;
use super::rows::{ROWS, padded, values};
use super::statement::{Statement, after};
use super::unchecked::asked;
use super::{Database, MachineValue, Of, Scope, StoreError};

/// How many machines are looked at for one page: where few environments are asked for, a page ends there.
pub(super) const LOOKED_AT: usize = 500;
/// Of how many of them at once: mostly there is a page then.
const TOGETHER: usize = 20;

/// Which environments are looked for.
#[derive(Clone, Debug, Default)]
pub struct EnvironmentFilter {
    /// Those of a machine, by its row.
    pub machine: Option<i64>,
    /// Those in whose prefix this occurs.
    pub q: Option<String>,
    /// Those of a kind.
    pub kind: Option<String>,
    /// Those of a Python version, or of one that begins with it and a dot.
    pub python: Option<String>,
    /// Those of an implementation, whatever its case.
    pub implementation: Option<String>,
    /// Whose come first.
    pub order: EnvironmentOrder,
}

/// The environments of which machines come first. Of one machine they are in the order in which their prefixes came to be known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EnvironmentOrder {
    /// Of those that were enrolled first.
    #[default]
    Enrolled,
    /// By the host name, from the front.
    Hostname,
    /// By the host name, from the end.
    HostnameDown,
    /// Those that there are for longest, whosever they are.
    Oldest,
    /// Those that came last.
    Newest,
}

impl EnvironmentOrder {
    /// Its number among the orders of this list.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// Whether they are in the order of times, whatever the machine.
    pub(super) const fn is_by_time(self) -> bool {
        matches!(self, Self::Oldest | Self::Newest)
    }
}

/// An environment of a machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnvironmentRow {
    /// The row of the machine, its id and its host name.
    pub machine: (i64, String, String),
    /// The row of its group.
    pub group: i64,
    /// The row of the path of the prefix, and its bytes.
    pub prefix: (i64, Vec<u8>),
    /// Kind, Python version, implementation and creator, in the machine's words.
    pub words: [String; 4],
    /// Since when there is one, in seconds since 1970.
    pub since: i64,
    /// The sites that it sees, in its order: the bytes of the path, and the row of the site where the machine has one there.
    pub sites: Vec<(Vec<u8>, Option<i64>)>,
}

/// Where a page of environments ended: the host name, or the time where it is by that, the row of the machine, and that of the prefix; `None` after all of the
/// machine.
pub type EnvironmentKeyset = (MachineValue, i64, Option<i64>);

/// Environments, and where looking for more of them is to go on.
#[derive(Clone, Debug, Default)]
pub struct EnvironmentPart {
    /// As many as there was room for.
    pub rows: Vec<EnvironmentRow>,
    /// Where there may be more although there was room: after this.
    pub next: Option<EnvironmentKeyset>,
}

const ROW: &str = "SELECT e.machine, m.name, m.hostname, m.machine_group, e.path, p.bytes, e.kind, e.python, \
    e.implementation, e.creator, e.since, e.sites FROM environment e CROSS JOIN machine m CROSS JOIN path p \
    WHERE m.id = e.machine AND p.id = e.path";

/// Where looking at machines ended, where they are in the order of host names: some of what the last one has may be shown already, or all.
fn looked_at((value, machine, path): &EnvironmentKeyset) -> Option<LookedAt<'_>> {
    match value {
        MachineValue::Text(hostname) => {
            Some(LookedAt { machine: (hostname, *machine), is_done: path.is_none() })
        }
        MachineValue::Number(_) => None,
    }
}

impl EnvironmentRow {
    /// Its place in an order.
    #[must_use]
    pub fn place(&self, order: EnvironmentOrder) -> EnvironmentKeyset {
        let value = if order.is_by_time() {
            MachineValue::Number(self.since)
        } else {
            MachineValue::Text(self.machine.2.clone())
        };
        (value, self.machine.0, Some(self.prefix.0))
    }
}

impl Database {
    /// How many machines have reported and are asked to do so again, because the server did not keep environments when they did: these have
    /// none here yet.
    pub async fn environments_wanted(&self, scope: &Scope, of: Of, most: i64) -> Result<i64, StoreError> {
        let sql = "SELECT m.id FROM machine m WHERE m.state IS NULL AND m.reported > 0 AND m.status IN ('active', 'cloned') \
            AND NOT EXISTS (SELECT 1 FROM environment e WHERE e.machine = m.id) AND m.organisation = ";
        self.counted(asked(Statement::new(sql).value(scope.organisation()), scope, of), most).await
    }

    /// Environments of machines that are neither revoked nor decommissioned, in the order of the machines and, of one, in that in which prefixes
    /// came to be known; or by time.
    pub async fn environments(
        &self,
        scope: &Scope,
        filter: &EnvironmentFilter,
        last: Option<&EnvironmentKeyset>,
        most: i64,
    ) -> Result<EnvironmentPart, StoreError> {
        if filter.order.is_by_time() {
            return self.environments_by_time(scope, filter, last, most).await;
        }
        let mut machines = self.machines_after(scope, filter, last).await?;
        let is_cut = machines.len() > LOOKED_AT;
        machines.truncate(LOOKED_AT);
        let most = usize::try_from(most).unwrap_or_default();
        let mut found: Vec<(EnvironmentRow, Vec<i64>)> = Vec::new();
        for part in machines.chunks(TOGETHER) {
            if found.len() >= most {
                break;
            }
            let places: HashMap<i64, usize> =
                part.iter().enumerate().map(|(at, (_, id))| (*id, at)).collect();
            let ids: Vec<i64> = part.iter().map(|(_, id)| *id).collect();
            let mut rows = Vec::new();
            for row in self.of_machines(&ids, filter, last).all(self.read()).await.to("list environments")? {
                rows.push(environment(&row).to("read an environment")?);
            }
            rows.sort_by_key(|(row, _)| (places.get(&row.machine.0).copied(), row.prefix.0));
            found.extend(rows);
        }
        let is_full = found.len() >= most;
        found.truncate(most);
        let next = machines.last().filter(|_| is_cut && !is_full);
        let next = next.map(|(hostname, machine)| (MachineValue::Text(hostname.clone()), *machine, None));
        Ok(EnvironmentPart { rows: self.with_sites(found).await?, next })
    }

    /// The machines whose environments are looked at, by host name and row: as many as one page looks at, and one more.
    pub(super) async fn machines_after(
        &self,
        scope: &Scope,
        filter: &EnvironmentFilter,
        last: Option<&EnvironmentKeyset>,
    ) -> Result<Vec<(String, i64)>, StoreError> {
        // An index has those of an organisation in each of the orders.
        let sql = "SELECT m.hostname, m.id FROM machine m WHERE m.status IN ('active', 'cloned') AND m.organisation = ";
        let statement =
            scope.limit(Statement::new(sql).value(scope.organisation()), " AND m.machine_group IN ");
        let statement = statement.where_given(" AND m.id = ", filter.machine);
        let statement = match filter.order {
            EnvironmentOrder::Hostname | EnvironmentOrder::HostnameDown => {
                let is_down = filter.order == EnvironmentOrder::HostnameDown;
                by_hostname(statement, is_down, last.and_then(looked_at).as_ref(), LOOKED_AT + 1)
            }
            _ => {
                let last = last.map(|(_, machine, path)| (*machine, path.is_none()));
                let after =
                    if last.is_some_and(|(_, is_done)| is_done) { " AND m.id > " } else { " AND m.id >= " };
                let statement = statement.where_given(after, last.map(|(machine, _)| machine));
                statement.with(" ORDER BY m.id LIMIT ", i64::try_from(LOOKED_AT + 1).unwrap_or(i64::MAX))
            }
        };
        let rows = statement.all(self.read()).await.to("look for machines")?;
        let read = |row: &AnyRow| Ok((row.try_get(0)?, row.try_get(1)?));
        rows.iter().map(read).collect::<Result<_, sqlx::Error>>().to("read a machine")
    }

    fn of_machines(
        &self,
        machines: &[i64],
        filter: &EnvironmentFilter,
        last: Option<&EnvironmentKeyset>,
    ) -> Statement {
        let mut statement = self.environments_like(machines, filter);
        if let Some((_, machine, Some(path))) = last {
            statement = statement.with(" AND (e.machine <> ", *machine);
            statement = statement.with(" OR e.path > ", *path).and(")");
        }
        statement
    }

    /// Environments `e` that are asked for: of these machines, where there are any.
    pub(super) fn environments_like(&self, machines: &[i64], filter: &EnvironmentFilter) -> Statement {
        let mut statement = Statement::new(ROW);
        if !machines.is_empty() {
            statement = statement.and(" AND e.machine IN ").list(&padded(machines));
        }
        statement = statement.where_given(" AND e.kind = ", filter.kind.as_ref());
        let implementation = filter.implementation.as_ref().map(|word| word.to_lowercase());
        statement = statement.where_given(" AND lower(e.implementation) = ", implementation.as_ref());
        if let Some(python) = &filter.python {
            // What is free-threaded is of that version too.
            statement =
                statement.with(" AND (e.python = ", python).with(" OR e.python = ", &format!("{python}t"));
            statement = statement.with(" OR (e.python COLLATE \"binary\" >= ", &format!("{python}."));
            statement = statement
                .with(" AND e.python COLLATE \"binary\" < ", &after(&format!("{python}.")))
                .and("))");
        }
        statement.on_path(self.engine(), filter.q.as_deref())
    }

    /// The same environments, with their sites: found are the rows of the paths.
    pub(super) async fn with_sites(
        &self,
        found: Vec<(EnvironmentRow, Vec<i64>)>,
    ) -> Result<Vec<EnvironmentRow>, StoreError> {
        let mut wanted: Vec<(i64, i64)> =
            found.iter().flat_map(|(row, paths)| paths.iter().map(|path| (row.machine.0, *path))).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let mut sites: HashMap<(i64, i64), (Vec<u8>, Option<i64>)> = HashMap::new();
        for part in wanted.chunks(ROWS) {
            let part = padded(part);
            let sql = format!(
                "WITH v (machine, path) AS (VALUES {}) SELECT v.machine, v.path, p.bytes, ms.site FROM v \
                 JOIN path p ON p.id = v.path \
                 LEFT JOIN machine_site ms ON ms.machine = v.machine AND ms.path = v.path",
                values(part.len(), 2, 1)
            );
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for (machine, path) in part {
                query = query.bind(machine).bind(path);
            }
            for row in query.fetch_all(self.read()).await.to("look for the sites of environments")? {
                let (key, site) = seen(&row).to("read a site")?;
                sites.insert(key, site);
            }
        }
        let with = |(mut row, paths): (EnvironmentRow, Vec<i64>)| {
            let machine = row.machine.0;
            row.sites = paths.iter().filter_map(|path| sites.get(&(machine, *path)).cloned()).collect();
            row
        };
        Ok(found.into_iter().map(with).collect())
    }
}

type Seen = ((i64, i64), (Vec<u8>, Option<i64>));

fn seen(row: &AnyRow) -> Result<Seen, sqlx::Error> {
    Ok(((row.try_get(0)?, row.try_get(1)?), (row.try_get(2)?, row.try_get(3)?)))
}

/// An environment without its sites, and the rows of their paths.
pub(super) fn environment(row: &AnyRow) -> Result<(EnvironmentRow, Vec<i64>), sqlx::Error> {
    let sites: String = row.try_get(11)?;
    let environment = EnvironmentRow {
        machine: (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?),
        group: row.try_get(3)?,
        prefix: (row.try_get(4)?, row.try_get(5)?),
        words: [row.try_get(6)?, row.try_get(7)?, row.try_get(8)?, row.try_get(9)?],
        since: row.try_get(10)?,
        sites: Vec::new(),
    };
    Ok((environment, sites.split(' ').filter_map(|row| row.parse().ok()).collect()))
}
