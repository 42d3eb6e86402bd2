//! Rules for groups, and the machines that follow them.

use serde::Serialize;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::audit::Note;
use super::error::Attempt;
use super::statement::Statement;
use super::{By, Database, Scope, StoreError, asking, machines, regroup};
use crate::rules::{Facts, GroupRule, first_of, tags_of};

/// The rules of an organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// The row of the organisation.
    pub organisation: i64,
    /// Grows with each change.
    pub version: i64,
    /// In their order.
    pub rules: Vec<GroupRule>,
    /// When they were changed, in seconds since 1970.
    pub changed: i64,
    /// Who changed them.
    pub changed_by: String,
}

/// Why rules were not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RulesError {
    /// Somebody else changed them meanwhile.
    Version,
    /// There is no such group.
    Group,
}

/// A machine that is to be held against the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueMachine {
    /// Its row, and the id that it chose.
    pub row: i64,
    /// The id that it chose.
    pub name: String,
    /// Its host name.
    pub hostname: String,
    /// The row of its group.
    pub group: i64,
    /// The row of the group of the token that it was enrolled with.
    pub token_group: i64,
    /// What is known of it.
    pub facts: Facts,
}

/// What the audit log tells of a machine that followed a rule.
#[derive(Serialize)]
struct Moved {
    group: i64,
    placed: &'static str,
}

/// How long a machine that followed a rule stays where it is, in seconds, whatever it says of itself meanwhile: each move may be a bundle for
/// all machines of a group.
const REST: i64 = 3600;

const RULES: &str = "SELECT organisation, version, rules, changed, changed_by FROM group_rules";
const MACHINES: &str = "SELECT m.id, m.name, m.hostname, m.machine_group, t.machine_group, m.os, m.architecture, m.owner, m.tags \
    FROM machine m JOIN enrolment_token t ON t.id = m.token WHERE m.placed <> 'hand' AND m.status <> 'decommissioned' \
    AND m.organisation = ";

impl Database {
    /// The rules of an organisation; `None` where it has none.
    pub async fn rules(&self, organisation: i64) -> Result<Option<Rules>, StoreError> {
        let mut connection = self.read().acquire().await.to("give a connection")?;
        rules_of(&mut connection, organisation).await
    }

    /// The rules of all organisations.
    pub(crate) async fn all_rules(&self) -> Result<Vec<Rules>, StoreError> {
        let statement = Statement::new(RULES).and(" ORDER BY organisation");
        let rows = statement.all(self.read()).await.to("look for rules")?;
        rows.iter().map(read_rules).collect()
    }

    /// Puts rules in the place of those of a version (0 where there are none), and gives them.
    pub async fn put_rules(
        &self,
        scope: &Scope,
        version: i64,
        rules: &[GroupRule],
    ) -> Result<Result<Rules, RulesError>, StoreError> {
        let mut transaction = self.begin().await?;
        let organisation = scope.organisation();
        let lock =
            Statement::new("UPDATE organisation SET created = created WHERE id = ").value(organisation);
        lock.run(&mut *transaction).await.to("wait for others who change rules")?;
        let before = rules_of(&mut transaction, organisation).await?.unwrap_or_default();
        if before.version != version {
            return Ok(Err(RulesError::Version));
        }
        for rule in rules {
            if !super::access::is_group(&mut transaction, scope, rule.group).await? {
                return Ok(Err(RulesError::Group));
            }
        }
        let after = Rules {
            organisation,
            version: version + 1,
            rules: rules.to_vec(),
            changed: machines::now(),
            changed_by: scope.by().who.clone(),
        };
        let text = serde_json::to_string(rules).unwrap_or_else(|_| "[]".to_owned());
        let sql = "INSERT INTO group_rules (organisation, version, rules, changed, changed_by) VALUES (";
        let statement = Statement::new(sql).value(organisation).with(", ", after.version).with(", ", &text);
        let statement = statement.with(", ", after.changed).with(", ", &after.changed_by);
        let statement = statement.and(
            ") ON CONFLICT (organisation) DO UPDATE SET version = excluded.version, rules = excluded.rules, \
             changed = excluded.changed, changed_by = excluded.changed_by",
        );
        statement.run(&mut *transaction).await.to("keep rules")?;
        let note = Note::new(scope.by(), "group-rules.put", after.version).before(&before.rules);
        note.after(&after.rules).keep(&mut transaction, Some(organisation)).await?;
        transaction.commit().await.to("keep rules")?;
        Ok(Ok(after))
    }

    /// Machines that were not held against these rules yet, up to so many. One that followed a rule within an hour comes later where it is its
    /// facts that changed by what it says (`ruled` is -1 then).
    pub(crate) async fn due_machines(&self, rules: &Rules, most: i64) -> Result<Vec<DueMachine>, StoreError> {
        let statement = Statement::new(MACHINES).value(rules.organisation);
        let statement = statement.with(" AND m.ruled < ", rules.version);
        let statement = statement.with(
            " AND (m.ruled >= 0 OR m.name NOT IN (SELECT a.object FROM audit a WHERE a.action = 'machine.place' \
             AND a.made > ",
            machines::now() - REST,
        );
        let statement = statement.with(" AND a.organisation = ", rules.organisation);
        let statement = statement.with(")) ORDER BY m.ruled, m.id LIMIT ", most);
        let rows = statement.all(self.read()).await.to("look for machines that follow rules")?;
        rows.iter().map(|row| due(row).to("read a machine")).collect()
    }

    /// One of them, where it is.
    pub(crate) async fn due_machine(
        &self,
        rules: &Rules,
        machine: i64,
    ) -> Result<Option<DueMachine>, StoreError> {
        let statement = Statement::new(MACHINES).value(rules.organisation).with(" AND m.id = ", machine);
        let statement = statement.with(" AND (m.ruled < ", rules.version);
        // Where there were never rules, every machine that is not where it is by hand is to be where its token says.
        let row = statement.with(" OR 0 = ", rules.version).and(")").one(self.read()).await;
        row.to("look for a machine")?.as_ref().map(due).transpose().to("read a machine")
    }

    /// Machines that follow rules, after a row: to try others on.
    pub(crate) async fn following(
        &self,
        scope: &Scope,
        after: i64,
        most: i64,
    ) -> Result<Vec<DueMachine>, StoreError> {
        let statement = Statement::new(MACHINES).value(scope.organisation()).with(" AND m.id > ", after);
        let rows = statement.with(" ORDER BY m.id LIMIT ", most).all(self.read()).await;
        rows.to("list machines")?.iter().map(|row| due(row).to("read a machine")).collect()
    }

    /// Has a machine be in a group by these rules; nothing is done where it, or the rules, are others by now. Whether it was in another one.
    pub(crate) async fn place_machine(
        &self,
        rules: &Rules,
        machine: &DueMachine,
        group: i64,
        is_rule: bool,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.begin_in_turn().await?;
        // The row is taken first, so that whoever changes it too waits.
        let lock = Statement::new("UPDATE machine SET status = status WHERE id = ").value(machine.row);
        lock.run(&mut *transaction).await.to("wait for a machine")?;
        let present = rules_of(&mut transaction, rules.organisation).await?.unwrap_or_default();
        let statement = Statement::new(MACHINES).value(rules.organisation).with(" AND m.id = ", machine.row);
        let now_there = statement.one(&mut *transaction).await.to("look for a machine")?;
        let now_there = now_there.as_ref().map(due).transpose().to("read a machine")?;
        if present.version != rules.version || now_there.as_ref() != Some(machine) {
            return Ok(false);
        }
        let placed = if is_rule { "rule" } else { "token" };
        let is_moved = group != machine.group;
        let sites =
            if is_moved { asking::sites_of(&mut transaction, machine.row).await? } else { <_>::default() };
        let statement = Statement::new("UPDATE machine SET placed = ").value(placed);
        let statement = statement.with(", ruled = ", rules.version);
        statement.with(" WHERE id = ", machine.row).run(&mut *transaction).await.to("move a machine")?;
        if is_moved {
            regroup::moved(&mut transaction, (machine.row, &machine.name), machine.group, group).await?;
            asking::machine_changed(&mut transaction, machine.row, sites, machines::now()).await?;
            let by = By { who: format!("group rules, version {}", rules.version), ..By::default() };
            let note = Note::new(&by, "machine.place", &machine.name);
            let note = note.before(&Moved { group: machine.group, placed: "" });
            note.after(&Moved { group, placed }).keep(&mut transaction, Some(rules.organisation)).await?;
            regroup::wake(&mut transaction, &[machine.group, group]).await?;
        }
        transaction.commit().await.to("move a machine")?;
        Ok(is_moved)
    }
}

/// The rules of an organisation, in a transaction.
async fn rules_of(connection: &mut AnyConnection, organisation: i64) -> Result<Option<Rules>, StoreError> {
    let statement = Statement::new(RULES).with(" WHERE organisation = ", organisation);
    statement.one(connection).await.to("look for rules")?.as_ref().map(read_rules).transpose()
}

/// The group of a machine that is being enrolled, and the version of the rules; `None` for the group where no rule is for it.
pub(super) async fn placed(
    connection: &mut AnyConnection,
    organisation: i64,
    facts: &Facts,
) -> Result<(Option<i64>, i64), StoreError> {
    let rules = rules_of(connection, organisation).await?.unwrap_or_default();
    Ok((first_of(&rules.rules, facts), rules.version))
}

fn read_rules(row: &AnyRow) -> Result<Rules, StoreError> {
    let why = "read rules";
    let text: String = row.try_get(2).to(why)?;
    let rules = serde_json::from_str(&text);
    Ok(Rules {
        organisation: row.try_get(0).to(why)?,
        version: row.try_get(1).to(why)?,
        rules: rules.map_err(|why| StoreError::Damaged { what: "rules", why: why.to_string() })?,
        changed: row.try_get(3).to(why)?,
        changed_by: row.try_get(4).to(why)?,
    })
}

fn due(row: &AnyRow) -> Result<DueMachine, sqlx::Error> {
    Ok(DueMachine {
        row: row.try_get(0)?,
        name: row.try_get(1)?,
        hostname: row.try_get(2)?,
        group: row.try_get(3)?,
        token_group: row.try_get(4)?,
        facts: Facts {
            os: row.try_get(5)?,
            architecture: row.try_get(6)?,
            owner: row.try_get(7)?,
            tags: tags_of(&row.try_get::<String, _>(8)?),
        },
    })
}
