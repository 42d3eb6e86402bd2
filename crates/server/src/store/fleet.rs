//! Machines, as the API shows and changes them.

use fetter_protocol::Report;
use serde::{Deserialize, Serialize};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::access::is_group;
use super::audit::Note;
use super::error::Attempt;
use super::machine_verdict::{Unchecked, Verdict};
use super::notices::{Told, tell};
use super::statement::{Statement, after};
use super::verdict_counts::{KeptVerdicts, kept};
use super::{
    Database, Following, MachineKeyset, MachineOrder, NoticeKind, Scope, StoreError, asking, environments,
    groups, machines, packed, regroup, roll_outs, tampered,
};
use crate::rules::{tags_of, tags_text};

/// What lists show of a machine. Times are in seconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MachineRow {
    /// Its row.
    pub row: i64,
    /// The id that it chose.
    pub name: String,
    /// The row and the name of its group.
    pub group: (i64, String),
    /// `active`, `revoked`, `cloned` or `decommissioned`.
    pub status: String,
    /// What it says of itself: host name, system, kernel, architecture, version of fetter, mode.
    pub says: [String; 6],
    /// When it was enrolled, when it was last there, when it last reported (0 for never).
    pub times: [i64; 3],
    /// How many denials, problems, places that are not covered, and things that did not fit into its report.
    pub counts: [i64; 4],
    /// The bundle that it says it goes by.
    pub bundle: Option<Vec<u8>>,
    /// Whose it is, and its tags, as administrators say.
    pub owner: String,
    /// Its tags.
    pub tags: Vec<String>,
    /// How it came into its group: `token`, `rule` or `hand`.
    pub placed: String,
    /// What was found on it when that was counted last; `None` where it was not.
    pub kept: Option<KeptVerdicts>,
    /// Whether it tells what was changed on it outside of an install.
    pub tells_tampered: bool,
}

/// Which machines are looked for.
#[derive(Clone, Debug, Default)]
pub struct MachineFilter {
    /// Those of a group.
    pub group: Option<i64>,
    /// Those of a status.
    pub status: Option<String>,
    /// Those that were not decommissioned, as groups count them.
    pub is_present: bool,
    /// Those whose system begins so.
    pub os: Option<String>,
    /// The one of that id, or those whose host name begins so.
    pub q: Option<String>,
    /// Those that were not there since, in seconds since 1970.
    pub not_since: Option<i64>,
    /// Active ones that are noted as silent, or that are not.
    pub is_silent: Option<bool>,
    /// Those that were enrolled at that time or later, in seconds since 1970.
    pub enrolled_since: Option<i64>,
    /// Those of an owner.
    pub owner: Option<String>,
    /// Those that have a tag.
    pub tag: Option<String>,
    /// Those that are active, by what their groups have for them and what they say they go by.
    pub following: Option<Following>,
    /// Those that are to go by the version that is staged, or that are not.
    pub is_staged: Option<bool>,
    /// Those that are neither revoked nor decommissioned, by what was found on them when that was counted last.
    pub verdict: Option<Verdict>,
    /// Those that have a site, by its row.
    pub site: Option<i64>,
    /// Those that were enrolled with a token, by its row.
    pub token: Option<i64>,
    /// Those of which something was not, or could not be, checked.
    pub unchecked: Option<Unchecked>,
    /// Which come first.
    pub order: MachineOrder,
}

/// What is to be another for a machine.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct MachineChange {
    /// Its group.
    pub group: Option<i64>,
    /// Its status.
    pub status: Option<String>,
    /// Its owner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Its tags.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
    /// `true`: the rules say its group, whoever put it where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_rules: Option<bool>,
}

/// Why a machine was not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MachineError {
    /// There is none.
    Unknown,
    /// There is no such group.
    Group,
    /// It cannot be that after what it is.
    Status,
}

/// Machines `m` with their groups, and with what was counted of them.
macro_rules! machines {
    () => {
        "machine m JOIN machine_group g ON g.id = m.machine_group LEFT JOIN machine_verdict v ON v.machine = m.id WHERE "
    };
}

/// What is read of a machine.
macro_rules! columns {
    () => {
        concat!(
            "SELECT m.id, m.name, m.machine_group, g.name, m.status, m.hostname, m.os, m.kernel, m.architecture, m.fetter, m.mode, \
             m.enrolled, m.seen, m.reported, m.denials, m.problems, m.not_covered, m.left_out, m.bundle, m.owner, m.tags, m.placed, \
             v.malware, v.critical, v.high, v.medium, v.low, v.unrated, v.policies, v.unchecked, v.releases, v.tampered, m.tells_tampered FROM ",
            machines!()
        )
    };
}

const COLUMNS: &str = concat!(columns!(), "m.organisation = ");
/// Where no index has the order, the rows of a page are looked for first: putting all that is read of each machine in order takes four times as long.
const ROWS: &str = concat!("SELECT m.id FROM ", machines!(), "m.organisation = ");
const OF_ROWS: &str = concat!(columns!(), "m.id IN (");
const IN_GROUPS: &str = " AND m.machine_group IN ";

impl MachineFilter {
    /// Asks for machines `m` of an organisation that somebody sees.
    fn asked(&self, scope: &Scope, statement: Statement) -> Statement {
        let mut statement = statement.value(scope.organisation());
        statement = scope.limit(statement, IN_GROUPS);
        statement = statement.where_given(" AND m.machine_group = ", self.group);
        statement = statement.where_given(" AND m.status = ", self.status.as_ref());
        if self.is_present {
            statement = statement.and(groups::IS_PRESENT);
        }
        // Found by the hour, of which there is an index.
        statement = statement.where_given(" AND m.seen_hour <= ", self.not_since.map(|time| time / 3600));
        statement = statement.where_given(" AND m.seen < ", self.not_since);
        statement = match self.is_silent {
            None => statement,
            Some(true) => statement.and(" AND m.status = 'active' AND m.silent IS NOT NULL"),
            Some(false) => statement.and(" AND m.status = 'active' AND m.silent IS NULL"),
        };
        statement = statement.where_given(" AND m.enrolled >= ", self.enrolled_since);
        statement = statement.where_given(" AND m.owner = ", self.owner.as_ref());
        if let Some(tag) = &self.tag {
            // Both databases have this for a text within a text, whatever its case and letters.
            statement = statement.with(" AND replace(m.tags, ", &format!(" {tag} ")).and(", '') <> m.tags");
        }
        if let Some(os) = &self.os {
            statement = statement.with(" AND m.os COLLATE \"binary\" >= ", os);
            statement = statement.with(" AND m.os COLLATE \"binary\" < ", &after(os));
        }
        statement = match &self.q {
            Some(q) if is_id(q) => statement.with(" AND m.name = ", q),
            Some(q) => {
                let from = statement.with(" AND m.hostname COLLATE \"binary\" >= ", q);
                from.with(" AND m.hostname COLLATE \"binary\" < ", &after(q))
            }
            None => statement,
        };
        if let Some(token) = self.token {
            // By its index, and not in the order of the list.
            let by = " AND m.id IN (SELECT t.id FROM machine t WHERE t.token = ";
            statement = statement.with(by, token).and(")");
        }
        if let Some(site) = self.site {
            let having = " AND m.id IN (SELECT ms.machine FROM machine_site ms WHERE ms.site = ";
            statement = statement.with(having, site).and(")");
        }
        if let Some(verdict) = self.verdict {
            statement = statement.and(verdict.asked());
        }
        if let Some(unchecked) = self.unchecked {
            statement = unchecked.asked(statement, scope.organisation());
        }
        roll_outs::asked(statement, scope.organisation(), self.following, self.is_staged)
    }
}

impl Database {
    /// Machines in an order, after one.
    pub async fn machines(
        &self,
        scope: &Scope,
        filter: &MachineFilter,
        last: Option<&MachineKeyset>,
        most: i64,
    ) -> Result<Vec<MachineRow>, StoreError> {
        let statement = if filter.order.is_kept() {
            filter.order.page(filter.asked(scope, Statement::new(COLUMNS)), last, most)
        } else {
            let rows = filter.order.page(filter.asked(scope, Statement::new(ROWS)), last, most);
            filter.order.ordered(rows.around(OF_ROWS, ")"))
        };
        let rows = statement.all(self.read()).await.to("list machines")?;
        rows.iter().map(|row| machine(row).to("read a machine")).collect()
    }

    /// How many machines there are, up to so many.
    pub(crate) async fn machine_count(
        &self,
        scope: &Scope,
        filter: &MachineFilter,
        most: i64,
    ) -> Result<i64, StoreError> {
        let some = "SELECT 1 AS one FROM machine m WHERE m.organisation = ";
        let counting = filter.asked(scope, Statement::new(some)).around("SELECT COUNT(*) FROM (", " LIMIT ");
        let row = counting.value(most).and(") t").one(self.read()).await.to("count machines")?;
        row.map_or(Ok(0), |row| row.try_get(0)).to("count machines")
    }

    /// A machine, with how many sites it has.
    pub async fn machine(&self, scope: &Scope, name: &str) -> Result<Option<(MachineRow, i64)>, StoreError> {
        let mut connection = self.read().acquire().await.to("give a connection")?;
        let Some(found) = find(&mut connection, scope, name).await? else { return Ok(None) };
        let count = Statement::new("SELECT COUNT(*) FROM machine_site WHERE machine = ").value(found.row);
        let row = count.one(&mut *connection).await.to("count sites")?;
        let sites = row.map_or(Ok(0), |row| row.try_get(0)).to("count sites")?;
        Ok(Some((found, sites)))
    }

    /// The row of a machine that somebody may see.
    pub async fn machine_row(&self, scope: &Scope, name: &str) -> Result<Option<i64>, StoreError> {
        let mut connection = self.read().acquire().await.to("give a connection")?;
        row_of(&mut connection, scope, name).await
    }

    /// The newest report of a machine, without sites and events; `None` where there is no such machine, `Some(None)` where it has not
    /// reported.
    pub async fn machine_state(
        &self,
        scope: &Scope,
        name: &str,
    ) -> Result<Option<Option<Report>>, StoreError> {
        let sql = "SELECT s.body FROM machine m LEFT JOIN machine_state s ON s.machine = m.id WHERE m.organisation = ";
        let statement = Statement::new(sql).value(scope.organisation()).with(" AND m.name = ", name);
        let row = scope.limit(statement, IN_GROUPS).one(self.read()).await.to("look for a machine")?;
        let Some(row) = row else { return Ok(None) };
        let Some(body) = row.try_get::<Option<Vec<u8>>, _>(0).to("read a machine's state")? else {
            return Ok(Some(None));
        };
        let bytes = packed::unpack("a machine's state", &body, fetter_protocol::limits::REPORT_BYTES)?;
        let damaged = |why: String| StoreError::Damaged { what: "a machine's state", why };
        fetter_protocol::read(&bytes).map(|report| Some(Some(report))).map_err(|why| damaged(why.to_string()))
    }

    /// Changes a machine. One that is decommissioned has nothing any more, but its history.
    pub async fn change_machine(
        &self,
        scope: &Scope,
        name: &str,
        change: &MachineChange,
    ) -> Result<Result<(MachineRow, MachineRow), MachineError>, StoreError> {
        let mut transaction = self.begin_in_turn().await?;
        // The row is taken first, so that whoever changes it too waits.
        let lock = Statement::new("UPDATE machine SET status = status WHERE organisation = ");
        let lock = lock.value(scope.organisation()).with(" AND name = ", name);
        lock.run(&mut *transaction).await.to("wait for a machine")?;
        let Some(before) = find(&mut transaction, scope, name).await? else {
            return Ok(Err(MachineError::Unknown));
        };
        let sites = asking::sites_of(&mut transaction, before.row).await?;
        if let Some(group) = change.group {
            if !is_group(&mut transaction, scope, group).await? {
                return Ok(Err(MachineError::Group));
            }
            let sql = "UPDATE machine SET placed = 'hand' WHERE id = ";
            Statement::new(sql).value(before.row).run(&mut *transaction).await.to("move a machine")?;
            regroup::moved(&mut transaction, (before.row, name), before.group.0, group).await?;
        }
        if let Some(status) = &change.status
            && *status != before.status
        {
            let is_untrusted = is_untrusted(&mut transaction, before.row).await?;
            if !may_become(&before.status, status) || (status == "active" && is_untrusted) {
                return Ok(Err(MachineError::Status));
            }
            // A server of before does not note that it revokes one.
            let is_untrusted = before.status == "revoked" || status == "revoked";
            set_status(&mut transaction, before.row, status, is_untrusted).await?;
            if status == "decommissioned" {
                tampered::forget(&mut transaction, before.row, scope.organisation(), machines::now()).await?;
            }
        }
        set_facts(&mut transaction, before.row, change).await?;
        asking::machine_changed(&mut transaction, before.row, sites, machines::now()).await?;
        let Some(after) = find(&mut transaction, scope, name).await? else {
            return Ok(Err(MachineError::Unknown));
        };
        let told = |row: &MachineRow| MachineChange {
            group: Some(row.group.0),
            status: Some(row.status.clone()),
            owner: change.owner.is_some().then(|| row.owner.clone()),
            tags: change.tags.is_some().then(|| row.tags.clone()),
            by_rules: (change.by_rules.is_some() || change.group.is_some()).then(|| row.placed != "hand"),
        };
        let note = Note::new(scope.by(), "machine.change", name).before(&told(&before)).after(&told(&after));
        note.keep(&mut transaction, Some(scope.organisation())).await?;
        if after.status == "revoked" && before.status != "revoked" {
            let by = &scope.by().who;
            let (detail, facts) = (format!("revoked by {by}"), serde_json::json!({"by": by}));
            let told = Told::of_machine(NoticeKind::Revoked, before.row, detail, facts);
            tell(&mut transaction, scope.organisation(), &[told], machines::now()).await?;
        }
        if change.group.is_some() {
            regroup::wake(&mut transaction, &[before.group.0, after.group.0]).await?;
        }
        transaction.commit().await.to("change a machine")?;
        Ok(Ok((before, after)))
    }
}

/// What a machine can become by hand. A key that was revoked is not trusted again, also where its machine was decommissioned afterwards: the
/// machine is enrolled with a new one.
fn may_become(before: &str, after: &str) -> bool {
    matches!(
        (before, after),
        ("active" | "cloned" | "decommissioned", "revoked")
            | ("active" | "cloned" | "revoked", "decommissioned")
            | ("cloned" | "decommissioned", "active")
    )
}

/// Whether the key of a machine was revoked at any time.
async fn is_untrusted(connection: &mut AnyConnection, machine: i64) -> Result<bool, StoreError> {
    let statement = Statement::new("SELECT untrusted FROM machine WHERE id = ").value(machine);
    let row = statement.one(connection).await.to("look for a machine")?;
    let untrusted: i64 = row.map_or(Ok(1), |row| row.try_get(0)).to("read a machine")?;
    Ok(untrusted != 0)
}

/// What administrators say of a machine. It is held against the rules again.
async fn set_facts(
    connection: &mut AnyConnection,
    machine: i64,
    change: &MachineChange,
) -> Result<(), StoreError> {
    let tags = change.tags.as_ref().map(|tags| tags_text(tags));
    for (sql, word) in [
        ("UPDATE machine SET ruled = 0, owner = ", &change.owner),
        ("UPDATE machine SET ruled = 0, tags = ", &tags),
    ] {
        if let Some(word) = word {
            let statement = Statement::new(sql).value(word).with(" WHERE id = ", machine);
            statement.run(&mut *connection).await.to("note what is said of a machine")?;
        }
    }
    if change.by_rules == Some(true) {
        let sql = "UPDATE machine SET ruled = 0, placed = 'token' WHERE id = ";
        Statement::new(sql).value(machine).run(connection).await.to("give a machine back to the rules")?;
    }
    Ok(())
}

async fn set_status(
    connection: &mut AnyConnection,
    machine: i64,
    status: &str,
    is_untrusted: bool,
) -> Result<(), StoreError> {
    let sql = "UPDATE machine SET stale = 0, untrusted = CASE WHEN untrusted = 1 THEN 1 ELSE ";
    let statement = Statement::new(sql).value(is_untrusted).with(" END, status = ", status);
    statement.with(" WHERE id = ", machine).run(&mut *connection).await.to("change a machine's status")?;
    if status != "decommissioned" {
        return Ok(());
    }
    let sql = "INSERT INTO machine_site_past (machine, ended, path, site, since) SELECT machine, CAST(";
    let statement = Statement::new(sql).value(machines::now());
    let statement =
        statement.with(" AS BIGINT), path, site, since FROM machine_site WHERE machine = ", machine);
    statement.run(&mut *connection).await.to("move places into the past")?;
    let statement = Statement::new("DELETE FROM machine_site WHERE machine = ").value(machine);
    statement.run(&mut *connection).await.to("remove places")?;
    environments::forget(&mut *connection, machine).await?;
    // Where it comes back, it is asked for everything.
    let sql = "UPDATE machine SET state = NULL, reported = 0, denials = 0, problems = 0, not_covered = 0, left_out = 0, \
        tells_tampered = 0 WHERE id = ";
    Statement::new(sql).value(machine).run(&mut *connection).await.to("forget a machine's state")?;
    let statement = Statement::new("DELETE FROM machine_state WHERE machine = ").value(machine);
    statement.run(connection).await.to("forget a machine's state").map(drop)
}

/// The row of a machine in the scope.
pub(super) async fn row_of(
    connection: &mut AnyConnection,
    scope: &Scope,
    name: &str,
) -> Result<Option<i64>, StoreError> {
    let statement = Statement::new("SELECT m.id FROM machine m WHERE m.organisation = ");
    let statement = statement.value(scope.organisation()).with(" AND m.name = ", name);
    let row = scope.limit(statement, IN_GROUPS).one(connection).await.to("look for a machine")?;
    row.map(|row| row.try_get(0).to("read a machine")).transpose()
}

async fn find(
    connection: &mut AnyConnection,
    scope: &Scope,
    name: &str,
) -> Result<Option<MachineRow>, StoreError> {
    let statement = Statement::new(COLUMNS).value(scope.organisation()).with(" AND m.name = ", name);
    let row = scope.limit(statement, IN_GROUPS).one(connection).await.to("look for a machine")?;
    row.as_ref().map(machine).transpose().to("read a machine")
}

fn is_id(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn machine(row: &AnyRow) -> Result<MachineRow, sqlx::Error> {
    let text = |column: usize| row.try_get::<String, _>(column);
    let number = |column: usize| row.try_get::<i64, _>(column);
    Ok(MachineRow {
        row: number(0)?,
        name: text(1)?,
        group: (number(2)?, text(3)?),
        status: text(4)?,
        says: [text(5)?, text(6)?, text(7)?, text(8)?, text(9)?, text(10)?],
        times: [number(11)?, number(12)?, number(13)?],
        counts: [number(14)?, number(15)?, number(16)?, number(17)?],
        bundle: row.try_get(18)?,
        owner: text(19)?,
        tags: tags_of(&text(20)?),
        placed: text(21)?,
        kept: kept(row, 22)?,
        tells_tampered: number(32)? == 1,
    })
}
