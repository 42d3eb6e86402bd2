//! Who has something, in the order that is asked for. Few places are all looked at, and put in order. Of many, machines are looked at in the order of their host
//! names until a page is full; by time there is no index, so that many are in no such order.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::by_hostname::{LookedAt, by_hostname};
use super::catalog::{Holder, IS_HEARD, IS_VULNERABLE, holder};
use super::error::Attempt;
use super::found::by_bundle;
use super::origin_walk::Unwalked;
use super::rows::padded;
use super::statement::{IS_THERE, Statement};
use super::{Database, Found, MachineValue, Narrowed, Scope, StoreError, machines, origins};

/// How many places are put in order while somebody waits.
pub const IN_ORDER: i64 = 10_000;

/// How much is put in order.
#[derive(Clone, Copy, Debug)]
pub(super) struct OrderLimits {
    /// Places at most. Where there are more, machines are looked at.
    pub(super) places: i64,
    /// Machines that are looked at for a page by host name: where few of them have it, a page ends there.
    pub(super) walked: usize,
    /// Machines that may be asked for by time.
    pub(super) looked_at: usize,
    /// Environments that are looked at for a page by time.
    pub(super) environments: i64,
}

impl OrderLimits {
    pub(super) const USUAL: Self =
        Self { places: IN_ORDER, walked: 200, looked_at: 500, environments: 5_000 };
}

/// Whose places are looked for.
#[derive(Clone, Copy, Debug)]
pub enum Sought<'asked> {
    /// Those of a release, by its row.
    Release(i64, Narrowed<'asked>),
    /// Those of a package in any version, by its normalised name.
    Package(&'asked str, Narrowed<'asked>),
    /// Those where a finding is, on machines with this in their host name.
    Finding(&'asked Found, Option<&'asked str>),
}

/// Which places come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HolderOrder {
    /// By the host name.
    Hostname,
    /// By the host name, from the end.
    HostnameDown,
    /// Where the site is as it is for longest.
    Oldest,
    /// Where it changed last.
    Newest,
}

/// Where a page of places ended: host name or time, machine, path, and release, or the site where none is looked for.
pub type HolderPlace = (MachineValue, i64, i64, i64);

/// Places, and where looking for more of them is to go on.
#[derive(Clone, Debug, Default)]
pub struct HolderPart {
    /// As many as there was room for.
    pub rows: Vec<Holder>,
    /// Where there may be more although there was room: after this.
    pub next: Option<HolderPlace>,
}

const OF_RELEASES: &str =
    "SELECT sr.release, ms.site, m.id, m.name, m.hostname, m.machine_group, p.id, p.bytes, ms.since";
const OF_SITES: &str =
    "SELECT 0, ms.site, m.id, m.name, m.hostname, m.machine_group, p.id, p.bytes, ms.since";
/// The places of machines. They are read first: PostgreSQL would look at each site that holds a release, and whether one of the machines has it.
const ON_MACHINES: &str = "WITH ms AS MATERIALIZED (SELECT t.machine, t.path, t.site, t.setting, t.machine_group, t.since \
    FROM machine_site t WHERE t.machine IN ";
/// Where rows come from, by what holds the release and where no release is looked for; and the same of the places of machines.
const FROM: [[&str; 2]; 2] = [
    [
        " FROM site_release sr CROSS JOIN machine_site ms CROSS JOIN machine m CROSS JOIN path p \
         WHERE ms.site = sr.site AND m.id = ms.machine AND p.id = ms.path AND m.organisation = ",
        " FROM machine_site ms CROSS JOIN machine m CROSS JOIN path p \
         WHERE m.id = ms.machine AND p.id = ms.path AND m.organisation = ",
    ],
    [
        " FROM ms CROSS JOIN site_release sr CROSS JOIN machine m CROSS JOIN path p \
         WHERE sr.site = ms.site AND m.id = ms.machine AND p.id = ms.path AND m.organisation = ",
        " FROM ms CROSS JOIN machine m CROSS JOIN path p WHERE m.id = ms.machine AND p.id = ms.path AND m.organisation = ",
    ],
];
const COUNT: [&str; 2] = [
    "SELECT COUNT(*) FROM (SELECT 1 AS one FROM site_release sr CROSS JOIN machine_site ms WHERE ms.site = sr.site",
    "SELECT COUNT(*) FROM (SELECT 1 AS one FROM machine_site ms WHERE 1 = 1",
];

/// What a page goes on after, upwards and downwards, and the order of its rows, for a first column and a last one.
macro_rules! ordered {
    ($first:literal, $last:literal) => {
        [
            concat!(" AND (", $first, ", ms.machine, ms.path, ", $last, ") > ("),
            concat!(" AND (", $first, ", ms.machine, ms.path, ", $last, ") < ("),
            concat!(" ORDER BY ", $first, ", ms.machine, ms.path, ", $last, " LIMIT "),
            concat!(" ORDER BY ", $first, " DESC, ms.machine DESC, ms.path DESC, ", $last, " DESC LIMIT "),
        ]
    };
}

impl HolderOrder {
    /// Its number among the orders of these lists; 0 is the one that they have where none is asked for.
    #[must_use]
    pub const fn number(self) -> u8 {
        1 + self as u8
    }

    const fn is_down(self) -> bool {
        matches!(self, Self::HostnameDown | Self::Newest)
    }

    const fn is_by_name(self) -> bool {
        matches!(self, Self::Hostname | Self::HostnameDown)
    }

    /// What a page goes on after, and the order of its rows.
    const fn parts(self, has_releases: bool) -> [&'static str; 2] {
        let [up, down, rising, falling] = match (self.is_by_name(), has_releases) {
            (true, true) => ordered!("m.hostname COLLATE \"binary\"", "sr.release"),
            (true, false) => ordered!("m.hostname COLLATE \"binary\"", "ms.site"),
            (false, true) => ordered!("ms.since", "sr.release"),
            (false, false) => ordered!("ms.since", "ms.site"),
        };
        if self.is_down() { [down, falling] } else { [up, rising] }
    }

    /// What comes after all paths of a machine.
    const fn end(self) -> i64 {
        if self.is_down() { i64::MIN } else { i64::MAX }
    }
}

impl Holder {
    /// Its place in an order.
    #[must_use]
    pub fn place(&self, order: HolderOrder) -> HolderPlace {
        let (machine, _, hostname) = &self.machine;
        let value = if order.is_by_name() {
            MachineValue::Text(hostname.clone())
        } else {
            MachineValue::Number(self.since)
        };
        let last = if self.release == 0 { self.site } else { self.release };
        (value, *machine, self.path.0, last)
    }
}

impl<'asked> Sought<'asked> {
    const fn hostname(self) -> Option<&'asked str> {
        match self {
            Self::Release(_, narrowed) | Self::Package(_, narrowed) => narrowed.hostname,
            Self::Finding(_, hostname) => hostname,
        }
    }

    /// Whether only machines that are neither revoked nor decommissioned count.
    const fn is_heard(self) -> bool {
        match self {
            Self::Release(_, narrowed) | Self::Package(_, narrowed) => narrowed.vulnerable.is_some(),
            Self::Finding(..) => true,
        }
    }

    const fn has_releases(self) -> bool {
        !matches!(self, Self::Finding(Found::Policy(_) | Found::Tampered(_), _))
    }

    /// That places `ms`, and of releases `sr`, are such.
    fn on_places(self, scope: &Scope, statement: Statement, unwalked: Option<Unwalked>) -> Statement {
        let statement = match self {
            Self::Release(release, narrowed) => {
                from_there(statement.with(" AND sr.release = ", release), narrowed, unwalked)
            }
            Self::Package(name, narrowed) => {
                let of = " AND sr.release IN (SELECT r.id FROM release r WHERE r.organisation = ";
                let statement = statement.with(of, scope.organisation());
                let statement = statement.with(" AND r.name COLLATE \"binary\" = ", name);
                from_there(vulnerable(statement, narrowed.vulnerable).and(")"), narrowed, unwalked)
            }
            Self::Finding(Found::Release(row), _) => statement.with(" AND sr.release = ", row.release),
            Self::Finding(Found::Policy(row), _) => {
                statement.with(" AND ms.site = ", row.site).with(" AND ms.setting = ", row.setting)
            }
            Self::Finding(Found::Tampered(row), _) => {
                statement.with(" AND ms.machine = ", row.machine).with(" AND ms.path = ", row.path)
            }
        };
        scope.limit(statement, " AND ms.machine_group IN ")
    }

    /// That machines `m` are such.
    fn on_machines(self, statement: Statement) -> Statement {
        let statement = if self.is_heard() { statement.and(IS_HEARD) } else { statement };
        statement.containing("m.hostname", self.hostname())
    }
}

/// Those that have it from there, where that is asked for.
fn from_there(statement: Statement, narrowed: Narrowed<'_>, unwalked: Option<Unwalked>) -> Statement {
    match narrowed.origin {
        Some(origin) => origins::asked(statement, origin, unwalked),
        None => statement,
    }
}

/// Releases `r` with an open vulnerability that is so severe at least, where that is asked for.
fn vulnerable(statement: Statement, severity: Option<i64>) -> Statement {
    match severity {
        Some(severity) => {
            let statement = statement.with(IS_VULNERABLE, machines::now());
            statement.with(" AND f.severity >= ", severity).and(IS_THERE)
        }
        None => statement,
    }
}

impl Database {
    /// Who has something, in an order, after a place; `None` where too many have it for that order.
    pub async fn holders_in_order(
        &self,
        scope: &Scope,
        sought: Sought<'_>,
        order: HolderOrder,
        last: Option<&HolderPlace>,
        most: i64,
    ) -> Result<Option<HolderPart>, StoreError> {
        let sought = (sought, self.unwalked_origins().await?);
        let limits = self.order_limits();
        if !order.is_by_name() {
            let few = self.few_places(scope, sought, order, last, most).await?;
            return match few {
                Some(part) => Ok(Some(part)),
                None => self.looked_at(scope, sought, order, last, limits.looked_at, most).await,
            };
        }
        // Of what most machines have, a page is full after a few: nobody need know how many places there are.
        let first = usize::try_from(most).unwrap_or(usize::MAX).min(limits.walked);
        let part = self.looked_at(scope, sought, order, last, first, most).await?;
        let mut part = part.unwrap_or_default();
        if part.next.is_none() {
            return Ok(Some(part));
        }
        if let Some(few) = self.few_places(scope, sought, order, last, most).await? {
            return Ok(Some(few));
        }
        if first < limits.walked {
            let (room, shown) = (limits.walked - first, i64::try_from(part.rows.len()).unwrap_or(i64::MAX));
            let more = self.looked_at(scope, sought, order, part.next.as_ref(), room, most - shown).await?;
            let more = more.unwrap_or_default();
            part.rows.extend(more.rows);
            part.next = more.next;
        }
        Ok(Some(part))
    }

    /// A page of all places in their order, where there are so few that they can be put in one.
    async fn few_places(
        &self,
        scope: &Scope,
        (sought, unwalked): (Sought<'_>, Option<Unwalked>),
        order: HolderOrder,
        last: Option<&HolderPlace>,
        most: i64,
    ) -> Result<Option<HolderPart>, StoreError> {
        if !self.are_few_places(scope, sought, unwalked).await? {
            return Ok(None);
        }
        let rows = self.ordered_places(scope, (sought, unwalked), None, order, last, most).await?;
        Ok(Some(HolderPart { rows, next: None }))
    }

    /// A page of what so many machines have, after a place. By time it is that of all machines, or `None` where there are more.
    async fn looked_at(
        &self,
        scope: &Scope,
        (sought, unwalked): (Sought<'_>, Option<Unwalked>),
        order: HolderOrder,
        last: Option<&HolderPlace>,
        room: usize,
        most: i64,
    ) -> Result<Option<HolderPart>, StoreError> {
        let after = last.filter(|_| order.is_by_name());
        let mut found = self.machines_for_places(scope, sought, order, after, room + 1).await?;
        let is_cut = found.len() > room;
        if is_cut && !order.is_by_name() {
            return Ok(None);
        }
        found.truncate(room);
        let ids: Vec<i64> = found.iter().map(|(_, machine)| *machine).collect();
        let rows = self.ordered_places(scope, (sought, unwalked), Some(&ids), order, last, most).await?;
        let is_full = i64::try_from(rows.len()).is_ok_and(|count| count >= most);
        let next = found
            .pop()
            .filter(|_| is_cut && !is_full)
            .map(|(hostname, machine)| (MachineValue::Text(hostname), machine, order.end(), order.end()));
        Ok(Some(HolderPart { rows, next }))
    }

    /// Whether there are so few places that they can be put in order.
    async fn are_few_places(
        &self,
        scope: &Scope,
        sought: Sought<'_>,
        unwalked: Option<Unwalked>,
    ) -> Result<bool, StoreError> {
        let statement = Statement::new(COUNT[usize::from(!sought.has_releases())]);
        let statement = sought.on_places(scope, statement, unwalked);
        let most = self.order_limits().places;
        let statement = statement.with(" LIMIT ", most + 1).and(") t");
        let row = statement.one(self.read()).await.to("count places")?;
        let count: i64 = row.map_or(Ok(0), |row| row.try_get(0)).to("count places")?;
        Ok(count <= most)
    }

    /// Machines by host name and row, from that of a place, or after it where no place of it is left.
    async fn machines_for_places(
        &self,
        scope: &Scope,
        sought: Sought<'_>,
        order: HolderOrder,
        last: Option<&HolderPlace>,
        most: usize,
    ) -> Result<Vec<(String, i64)>, StoreError> {
        let sql = "SELECT m.hostname, m.id FROM machine m WHERE m.organisation = ";
        let statement = sought.on_machines(Statement::new(sql).value(scope.organisation()));
        let statement = scope.limit(statement, " AND m.machine_group IN ");
        let last = last.and_then(|(value, machine, path, _)| match value {
            MachineValue::Text(hostname) => {
                Some(LookedAt { machine: (hostname, *machine), is_done: *path == order.end() })
            }
            MachineValue::Number(_) => None,
        });
        let statement = by_hostname(statement, order.is_down(), last.as_ref(), most);
        let rows = statement.all(self.read()).await.to("look for machines")?;
        let read = |row: &AnyRow| Ok((row.try_get(0)?, row.try_get(1)?));
        rows.iter().map(read).collect::<Result<_, sqlx::Error>>().to("read a machine")
    }

    /// Places in their order, after one: all, or those on these machines.
    async fn ordered_places(
        &self,
        scope: &Scope,
        (sought, unwalked): (Sought<'_>, Option<Unwalked>),
        machines: Option<&[i64]>,
        order: HolderOrder,
        last: Option<&HolderPlace>,
        most: i64,
    ) -> Result<Vec<Holder>, StoreError> {
        if machines.is_some_and(<[i64]>::is_empty) {
            return Ok(Vec::new());
        }
        let select = if sought.has_releases() { OF_RELEASES } else { OF_SITES };
        let from = FROM[usize::from(machines.is_some())][usize::from(!sought.has_releases())];
        let mut statement = match machines {
            Some(machines) => Statement::new(ON_MACHINES).list(&padded(machines)).and(") ").and(select),
            None => Statement::new(select),
        };
        statement = statement.with(from, scope.organisation());
        statement = sought.on_machines(sought.on_places(scope, statement, unwalked));
        if let Sought::Finding(found, _) = sought {
            statement = by_bundle(statement, found);
        }
        let [after, ordered] = order.parts(sought.has_releases());
        if let Some((value, machine, path, release)) = last {
            statement = match value {
                MachineValue::Number(number) => statement.with(after, *number),
                MachineValue::Text(text) => statement.with(after, text),
            };
            statement = statement.with(", ", *machine).with(", ", *path).with(", ", *release).and(")");
        }
        let rows = statement.with(ordered, most).all(self.read()).await.to("look for who has it")?;
        rows.iter().map(|row| holder(row).to("read who has it")).collect()
    }
}
