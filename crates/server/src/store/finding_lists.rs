//! Lists of what was found.

use super::bundles::goes_by;
use super::error::Attempt;
use super::finding_rows::{OF_MACHINES, OF_POLICIES, OF_RELEASES, policy, release, tampered};
use super::findings::{
    AuditKind, FindingFilter, FindingOrder, FindingRow, FindingStatus, PolicyRow, TamperedRow,
};
use super::statement::{IS_THERE, Statement};
use super::{Database, StoreError, acceptances, bundles, few, machines};

/// How many rows a page has at most.
const PAGE: i64 = 1000;

/// Where a page of one kind of findings ended: what they are ordered by, a severity or a time, and row.
pub type FoundAfter = (i64, i64);

const RELEASE_FINDINGS: &str = "release_finding f JOIN release r ON r.id = f.release WHERE f.organisation = ";

/// What was changed, `f`, on machines `m`, with the paths `p` of the files: there is little of it.
const MACHINE_FINDINGS: &str = "tampered_finding f JOIN machine m ON m.id = f.machine JOIN path p ON p.id = f.file WHERE f.organisation = ";
/// What is found on a machine that is revoked is not told, of whatever kind.
pub(super) const IS_HEARD: &str = " AND m.status IN ('active', 'cloned')";

/// That a machine has the release, or the site where it lies, that is neither revoked nor decommissioned. It goes on with groups.
pub(super) const HAS_RELEASE: &str = " AND (SELECT 1 FROM site_release sr JOIN machine_site ms ON ms.site = sr.site \
    JOIN machine m ON m.id = ms.machine WHERE sr.release = f.release AND m.status IN ('active', 'cloned')";
pub(super) const HAS_SITE: &str = concat!(
    " AND (SELECT 1 FROM machine_site ms JOIN machine m ON m.id = ms.machine \
    JOIN group_bundle gb ON gb.machine_group = m.machine_group AND ",
    goes_by!(),
    " = f.bundle \
    WHERE ms.site = f.site AND ms.setting = f.setting AND m.status IN ('active', 'cloned')"
);
/// The same of what is closed, mostly since no group goes by its bundle any more: of groups that once did.
const HAD_SITE: &str = " AND (SELECT 1 FROM machine_site ms JOIN machine m ON m.id = ms.machine \
    JOIN bundle_group bg ON bg.machine_group = m.machine_group AND bg.bundle = f.bundle \
    WHERE ms.site = f.site AND ms.setting = f.setting AND m.status IN ('active', 'cloned')";

/// What the machine has comes first: there is little of it. SQLite does as a CROSS JOIN says.
const OF_MACHINE: [&str; 2] = [
    concat!(
        "(SELECT DISTINCT ms.site AS site, ms.setting AS setting, ",
        goes_by!(),
        " AS bundle FROM machine m JOIN machine_site ms ON ms.machine = m.id \
         JOIN group_bundle gb ON gb.machine_group = m.machine_group WHERE m.id = ",
    ),
    ") held CROSS JOIN site_finding f WHERE f.site = held.site AND f.setting = held.setting \
     AND f.bundle = held.bundle AND f.organisation = ",
];
/// The same of what is closed: by any bundle that its group ever went by.
const CLOSED_OF_MACHINE: [&str; 2] = [
    "(SELECT DISTINCT ms.site AS site, ms.setting AS setting, bg.bundle AS bundle FROM machine m \
     JOIN machine_site ms ON ms.machine = m.id JOIN bundle_group bg ON bg.machine_group = m.machine_group WHERE m.id = ",
    ") held CROSS JOIN site_finding f WHERE f.site = held.site AND f.setting = held.setting \
     AND f.bundle = held.bundle AND f.organisation = ",
];

/// What was closed since a time: it is in an index of its own. What a bundle was against is left out where a later one finds the same.
const CLOSED_SINCE: &str = " AND f.status = 'closed' AND f.closed >= ";
pub(super) const NOT_FOLLOWED: &str = " AND f.followed = 0";

/// What is so many seconds old at most is little of all that there is: it is looked for by when it was opened.
const LATELY: i64 = 8 * 86_400;

/// How a statement asks for a status, for a severity at least, and for one exactly: by an index, or by an expression, which is in none, so that
/// SQLite takes another index.
type By = [&'static str; 3];
const BY_INDEX: By = [" AND f.status = ", " AND f.severity >= ", " AND f.severity = "];
const BY_EXPRESSION: By = [" AND f.status || '' = ", " AND f.severity + 0 >= ", " AND f.severity + 0 = "];

/// What all findings are asked for by.
fn asked(statement: Statement, by: By, filter: &FindingFilter, after: Option<FoundAfter>) -> Statement {
    let is_late = filter.since.is_some_and(|since| since > machines::now() - LATELY);
    let is_rare = filter.status == FindingStatus::Accepted || filter.closed_since.is_some();
    let by = match filter.order {
        _ if is_rare => BY_EXPRESSION,
        // Times are in an index after the status.
        FindingOrder::Newest | FindingOrder::Oldest => [by[0], BY_EXPRESSION[1], BY_EXPRESSION[2]],
        _ if is_late => [by[0], BY_EXPRESSION[1], BY_EXPRESSION[2]],
        FindingOrder::MostSevere | FindingOrder::LeastSevere => by,
    };
    let mut statement = statement.with(by[0], filter.status.stored());
    statement = match filter.severity_is {
        // One that is less severe than those that are asked for is none of them.
        Some(exactly) => statement.with(by[2], exactly).with(BY_EXPRESSION[1], filter.severity),
        None => statement.with(by[1], filter.severity),
    };
    statement = statement.where_given(" AND f.id = ", filter.id);
    statement = statement.where_given(" AND f.opened >= ", filter.since);
    statement = statement.where_given(CLOSED_SINCE, filter.closed_since);
    statement = statement.where_given(" AND f.assignee = ", filter.assignee.as_ref());
    if let Some((value, id)) = after {
        statement = statement.with(order(filter.order)[0], value).with(", ", id).and(")");
    }
    statement
}

/// How a page goes on after a row, and how rows are ordered.
const fn order(order: FindingOrder) -> [&'static str; 2] {
    match order {
        FindingOrder::MostSevere => {
            [" AND (f.severity, f.id) < (", " ORDER BY f.severity DESC, f.id DESC LIMIT "]
        }
        FindingOrder::LeastSevere => [" AND (f.severity, f.id) > (", " ORDER BY f.severity, f.id LIMIT "],
        FindingOrder::Newest => [" AND (f.opened, f.id) < (", " ORDER BY f.opened DESC, f.id DESC LIMIT "],
        FindingOrder::Oldest => [" AND (f.opened, f.id) > (", " ORDER BY f.opened, f.id LIMIT "],
    }
}

/// That some machine has it, for the groups that are asked for, where any are.
fn of_groups(statement: Statement, has: &'static str, filter: &FindingFilter) -> Statement {
    if filter.group.is_none() && filter.within.is_none() {
        return statement;
    }
    let statement = statement.and(has).where_given(" AND ms.machine_group = ", filter.group);
    match filter.within.as_deref() {
        None => statement.and(IS_THERE),
        Some([]) => statement.and(" AND 1 = 0").and(IS_THERE),
        Some(within) => statement.and(" AND ms.machine_group IN ").list(within).and(IS_THERE),
    }
}

/// Something of what was changed on machines, of findings `f`, in no order.
pub(super) fn of_machines(
    select: Statement,
    organisation: i64,
    filter: &FindingFilter,
    after: Option<FoundAfter>,
) -> Statement {
    let from = select.with(MACHINE_FINDINGS, organisation);
    let mut statement = asked(from, BY_INDEX, filter, after);
    if filter.status != FindingStatus::Closed {
        statement = statement.and(IS_HEARD);
    }
    statement = acceptances::asked(statement, filter.status, machines::now());
    statement = statement.where_given(" AND f.accepted >= ", filter.accepted_since);
    statement = statement.where_given(" AND f.package = ", filter.package.as_ref());
    statement = statement.where_given(" AND f.machine = ", filter.machine);
    match filter.groups().as_deref() {
        None => statement,
        Some([]) => statement.and(" AND 1 = 0"),
        Some(groups) => statement.and(" AND m.machine_group IN ").list(groups),
    }
}

impl Database {
    /// What is known against releases of an organisation. `after` is what they are ordered by, and row, of the last one of the page before.
    pub async fn release_findings(
        &self,
        organisation: i64,
        filter: &FindingFilter,
        after: Option<FoundAfter>,
        most: i64,
    ) -> Result<Vec<FindingRow>, StoreError> {
        let statement = self.of_releases(OF_RELEASES, organisation, filter, after).await?;
        let statement = statement.with(order(filter.order)[1], most.clamp(1, PAGE));
        let rows = statement.all(self.read()).await.to("list findings")?;
        let mut found = rows.iter().map(release).collect::<Result<Vec<_>, _>>().to("read a finding")?;
        self.note_acceptances(&mut found, &rows).await?;
        Ok(found)
    }

    /// Something of what is known against releases `r`, of findings `f`, in no order.
    pub(super) async fn of_releases(
        &self,
        select: &'static str,
        organisation: i64,
        filter: &FindingFilter,
        after: Option<FoundAfter>,
    ) -> Result<Statement, StoreError> {
        let groups = filter.groups();
        let few = self.few_of(filter, groups.as_deref()).await?;
        let from = Statement::new(select);
        let (from, by) = match few {
            None => (from.with(RELEASE_FINDINGS, organisation), BY_INDEX),
            Some(groups) => (few::from(from, few::RELEASE_FINDINGS, groups, organisation), BY_EXPRESSION),
        };
        let mut statement = asked(from, by, filter, after);
        statement = acceptances::asked(statement, filter.status, machines::now());
        statement = statement.where_given(" AND f.accepted >= ", filter.accepted_since);
        statement = statement.where_given(" AND f.kind = ", filter.kind.map(AuditKind::as_str));
        statement = statement.where_given(" AND f.release = ", filter.release);
        if let Some(package) = &filter.package {
            let of = " AND f.release IN (SELECT id FROM release WHERE organisation = ";
            statement = statement.with(of, organisation).with(" AND name COLLATE \"binary\" = ", package);
            statement = statement.and(")");
        }
        if let Some(machine) = filter.machine {
            let held = " AND f.release IN (SELECT sr.release FROM machine_site ms \
                JOIN site_release sr ON sr.site = ms.site WHERE ms.machine = ";
            statement = statement.with(held, machine).and(")");
        }
        if few.is_none() {
            statement = of_groups(statement, HAS_RELEASE, filter);
        }
        Ok(statement)
    }

    /// What policies are against in an organisation, in the same order.
    pub async fn policy_findings(
        &self,
        organisation: i64,
        filter: &FindingFilter,
        after: Option<FoundAfter>,
        most: i64,
    ) -> Result<Vec<PolicyRow>, StoreError> {
        let statement = self.of_policies(OF_POLICIES, organisation, filter, after).await?;
        let Some(statement) = statement else { return Ok(Vec::new()) };
        let statement = statement.with(order(filter.order)[1], most.clamp(1, PAGE));
        let rows = statement.all(self.read()).await.to("list findings")?;
        rows.iter().map(policy).collect::<Result<_, _>>().to("read a finding")
    }

    /// Something of what policies are against, of findings `f`, in no order; nothing where there is none.
    pub(super) async fn of_policies(
        &self,
        select: &'static str,
        organisation: i64,
        filter: &FindingFilter,
        after: Option<FoundAfter>,
    ) -> Result<Option<Statement>, StoreError> {
        if filter.status == FindingStatus::Accepted || filter.accepted_since.is_some() {
            // What an exception lifts, the policy that it is in is not against any more.
            return Ok(None);
        }
        let is_open = filter.status != FindingStatus::Closed;
        let of_machine = if is_open { OF_MACHINE } else { CLOSED_OF_MACHINE };
        let of_few = if is_open { few::POLICY_FINDINGS } else { few::CLOSED_POLICY_FINDINGS };
        let groups = filter.groups();
        let few = self.few_of(filter, groups.as_deref()).await?;
        let from = Statement::new(select);
        let (from, by) = match (filter.machine, few) {
            (Some(machine), _) => {
                (from.with(of_machine[0], machine).with(of_machine[1], organisation), BY_EXPRESSION)
            }
            (None, Some(groups)) => (few::from(from, of_few, groups, organisation), BY_EXPRESSION),
            (None, None) => (from.with("site_finding f WHERE f.organisation = ", organisation), BY_INDEX),
        };
        let mut statement = asked(from, by, filter, after);
        statement = statement.where_given(" AND f.code = ", filter.code.as_ref());
        statement = statement.where_given(" AND f.mode = ", filter.mode.as_ref());
        statement = statement.where_given(" AND f.package = ", filter.package.as_ref());
        if few.is_none() {
            if let Some(group) = filter.group.filter(|_| is_open) {
                // One bundle is the usual case, whose findings are in order.
                match self.bundles_of(group).await?.as_slice() {
                    [] => return Ok(None),
                    [one] => statement = statement.with(" AND f.bundle = ", *one),
                    several => statement = statement.and(" AND f.bundle IN ").list(several),
                }
            }
            statement = of_groups(statement, if is_open { HAS_SITE } else { HAD_SITE }, filter);
        }
        if filter.closed_since.is_some() {
            statement = statement.and(NOT_FOLLOWED);
        }
        Ok(Some(statement))
    }

    /// What was changed on machines of an organisation, in the same order.
    pub async fn tampered_findings(
        &self,
        organisation: i64,
        filter: &FindingFilter,
        after: Option<FoundAfter>,
        most: i64,
    ) -> Result<Vec<TamperedRow>, StoreError> {
        let statement = of_machines(Statement::new(OF_MACHINES), organisation, filter, after);
        let statement = statement.with(order(filter.order)[1], most.clamp(1, PAGE));
        let rows = statement.all(self.read()).await.to("list findings")?;
        let mut found = rows.iter().map(tampered).collect::<Result<Vec<_>, _>>().to("read a finding")?;
        self.note_acceptances(&mut found, &rows).await?;
        Ok(found)
    }

    /// The groups that are asked for, where their machines have little; not where one thing is asked for, or one machine.
    async fn few_of<'groups>(
        &self,
        filter: &FindingFilter,
        groups: Option<&'groups [i64]>,
    ) -> Result<Option<&'groups [i64]>, StoreError> {
        if filter.id.is_some() || filter.release.is_some() || filter.machine.is_some() {
            return Ok(None);
        }
        self.few(groups).await
    }

    /// The bundles that a group goes by.
    async fn bundles_of(&self, group: i64) -> Result<Vec<i64>, StoreError> {
        let mut connection = self.read().acquire().await.to("give a connection")?;
        bundles::in_use(&mut connection, group).await
    }
}
