//! What was found, for lists and counts.

use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};

use super::error::Attempt;
use super::{Database, StoreError, bundles};

/// How many rows a page has at most.
const PAGE: i64 = 1000;

/// Whether something is found now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FindingStatus {
    /// It is.
    #[default]
    Open,
    /// It was: it is mended, gone, or borne.
    Closed,
}

/// What is known against releases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuditKind {
    /// It is malicious.
    Malware,
    /// It is vulnerable.
    Vulnerability,
    /// Its name looks like another one.
    Lookalike,
}

/// Which findings are listed. What is not said is not asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FindingFilter {
    /// Whether they are found now.
    pub status: FindingStatus,
    /// How severe they are at least, from 0 (unknown) to 4 (critical).
    pub severity: i64,
    /// What is known: of releases.
    pub kind: Option<AuditKind>,
    /// The code, of what policies are against: `denied`, `not-allowed` …
    pub code: Option<String>,
    /// The mode, of what policies are against.
    pub mode: Option<String>,
    /// The package, by its normalised name.
    pub package: Option<String>,
    /// The row of a group of machines that have it.
    pub group: Option<i64>,
    /// The row of a machine that has it.
    pub machine: Option<i64>,
}

/// Something that is known against a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingRow {
    /// Its row.
    pub id: i64,
    /// The normalised name.
    pub package: String,
    /// The version as its metadata writes it.
    pub version: String,
    /// `malware`, `vulnerability` or `lookalike`.
    pub kind: String,
    /// The record, or the name that it looks like.
    pub advisory: String,
    /// What else it is called, with spaces between.
    pub aliases: String,
    /// The versions that mend it, with spaces between.
    pub fixed: String,
    /// From 0 (unknown) to 4 (critical).
    pub severity: i64,
    /// One line on it.
    pub summary: String,
    /// The row of the advisories that it was judged by.
    pub advisories: i64,
    /// When it was found first, in seconds since 1970.
    pub first_seen: i64,
    /// When it was found last after it was not there.
    pub opened: i64,
    /// When it was not there any more.
    pub closed: Option<i64>,
}

/// Something that a policy is against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyRow {
    /// Its row.
    pub id: i64,
    /// The row of the site.
    pub site: i64,
    /// The row of where it lies.
    pub setting: i64,
    /// The row of the bundle.
    pub bundle: i64,
    /// The normalised name.
    pub package: String,
    /// The version as its metadata writes it.
    pub version: String,
    /// The rule.
    pub rule: String,
    /// What it is about.
    pub code: String,
    /// Why.
    pub reason: String,
    /// `observe`, `warn` or `enforce`.
    pub mode: String,
    /// From 0 (unknown) to 4 (critical).
    pub severity: i64,
    /// When it was found first, in seconds since 1970.
    pub first_seen: i64,
    /// When it was found last after it was not there.
    pub opened: i64,
    /// When it was not there any more.
    pub closed: Option<i64>,
}

/// How much is found now of one severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SeverityCount {
    /// From 0 (unknown) to 4 (critical).
    pub severity: i64,
    /// Of what is known of releases.
    pub releases: i64,
    /// Of what policies are against.
    pub policies: i64,
}

impl FindingStatus {
    /// The stable word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }
}

impl AuditKind {
    /// The stable word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Malware => "malware",
            Self::Vulnerability => "vulnerability",
            Self::Lookalike => "lookalike",
        }
    }
}

/// A value of a statement.
enum Value {
    Number(i64),
    Text(String),
}

/// The conditions of a statement, with their values.
struct Conditions {
    sql: String,
    values: Vec<Value>,
}

impl Conditions {
    /// Of an organisation, a status and a severity, after a row in the order of severity and row.
    fn new(organisation: i64, filter: &FindingFilter, after: Option<(i64, i64)>) -> Self {
        let mut conditions = Self {
            sql: "f.organisation = $1 AND f.status = $2 AND f.severity >= $3".to_owned(),
            values: vec![
                Value::Number(organisation),
                Value::Text(filter.status.as_str().to_owned()),
                Value::Number(filter.severity),
            ],
        };
        if let Some((severity, id)) = after {
            // The highest first, and of one severity the newest.
            let id = conditions.value(Value::Number(id));
            conditions.and(&format!("(f.severity, f.id) < (?, {id})"), Value::Number(severity));
        }
        conditions
    }

    /// A value, and what stands for it.
    fn value(&mut self, value: Value) -> String {
        self.values.push(value);
        format!("${}", self.values.len())
    }

    /// One more; `?` stands for its value.
    fn and(&mut self, sql: &str, value: Value) {
        let sql = sql.replace('?', &self.value(value));
        self.sql = format!("{} AND {sql}", self.sql);
    }

    async fn rows(self, database: &Database, select: &str, most: i64) -> Result<Vec<AnyRow>, StoreError> {
        let sql = format!(
            "{select} WHERE {} ORDER BY f.severity DESC, f.id DESC LIMIT ${}",
            self.sql,
            self.values.len() + 1
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for value in self.values {
            query = match value {
                Value::Number(number) => query.bind(number),
                Value::Text(text) => query.bind(text),
            };
        }
        query.bind(most.clamp(1, PAGE)).fetch_all(database.read()).await.to("list findings")
    }
}

impl Database {
    /// What is known against releases of an organisation, the most severe first, and of one severity the newest. `after` is severity and row
    /// of the last one of the page before.
    pub async fn release_findings(
        &self,
        organisation: i64,
        filter: &FindingFilter,
        after: Option<(i64, i64)>,
        most: i64,
    ) -> Result<Vec<FindingRow>, StoreError> {
        let select = "SELECT f.id, r.name, r.version, f.kind, f.advisory, f.aliases, f.fixed, f.severity, f.summary, \
            f.advisories, f.first_seen, f.opened, f.closed FROM release_finding f JOIN release r ON r.id = f.release";
        let mut asked = Conditions::new(organisation, filter, after);
        if let Some(kind) = filter.kind {
            asked.and("f.kind = ?", Value::Text(kind.as_str().to_owned()));
        }
        if let Some(package) = &filter.package {
            let of = "f.release IN (SELECT id FROM release WHERE organisation = $1 AND name COLLATE \"binary\" = ?)";
            asked.and(&of.replace("$1", "f.organisation"), Value::Text(package.clone()));
        }
        if let Some(group) = filter.group {
            let held = "EXISTS (SELECT 1 FROM site_release sr JOIN machine_site ms ON ms.site = sr.site \
                JOIN machine m ON m.id = ms.machine WHERE sr.release = f.release AND m.machine_group = ?)";
            asked.and(held, Value::Number(group));
        }
        if let Some(machine) = filter.machine {
            let held = "f.release IN (SELECT sr.release FROM machine_site ms \
                JOIN site_release sr ON sr.site = ms.site WHERE ms.machine = ?)";
            asked.and(held, Value::Number(machine));
        }
        let rows = asked.rows(self, select, most).await?;
        rows.iter().map(finding).collect::<Result<_, _>>().to("read a finding")
    }

    /// What policies are against in an organisation, in the same order.
    pub async fn policy_findings(
        &self,
        organisation: i64,
        filter: &FindingFilter,
        after: Option<(i64, i64)>,
        most: i64,
    ) -> Result<Vec<PolicyRow>, StoreError> {
        let select = "SELECT f.id, f.site, f.setting, f.bundle, f.package, f.version, f.rule, f.code, f.reason, f.mode, \
            f.severity, f.first_seen, f.opened, f.closed";
        let mut asked = Conditions::new(organisation, filter, after);
        for (sql, word) in
            [("f.code = ?", &filter.code), ("f.mode = ?", &filter.mode), ("f.package = ?", &filter.package)]
        {
            if let Some(word) = word {
                asked.and(sql, Value::Text(word.clone()));
            }
        }
        if let Some(group) = filter.group {
            // One bundle is the usual case, whose findings are in order.
            match self.bundles_of(group).await?.as_slice() {
                [] => return Ok(Vec::new()),
                [one] => asked.and("f.bundle = ?", Value::Number(*one)),
                several => {
                    let these: Vec<String> =
                        several.iter().map(|one| asked.value(Value::Number(*one))).collect();
                    asked.sql = format!("{} AND f.bundle IN ({})", asked.sql, these.join(", "));
                }
            }
            let held = "EXISTS (SELECT 1 FROM machine_site ms JOIN machine m ON m.id = ms.machine \
                WHERE ms.site = f.site AND ms.setting = f.setting AND m.machine_group = ?)";
            asked.and(held, Value::Number(group));
        }
        let mut from = "site_finding f".to_owned();
        if let Some(machine) = filter.machine {
            // What the machine has comes first: there is little of it. SQLite does as a CROSS JOIN says.
            let machine = asked.value(Value::Number(machine));
            from = format!(
                "(SELECT DISTINCT ms.site AS site, ms.setting AS setting, b.id AS bundle FROM machine m \
                 JOIN machine_site ms ON ms.machine = m.id JOIN group_bundle gb ON gb.machine_group = m.machine_group \
                 JOIN bundle b ON (b.id = gb.bundle OR b.id = gb.next_bundle) WHERE m.id = {machine}) held \
                 CROSS JOIN site_finding f"
            );
            let same = "f.site = held.site AND f.setting = held.setting AND f.bundle = held.bundle";
            // An expression is in no index: so SQLite takes the one of sites.
            let plain = asked
                .sql
                .replace("f.status =", "f.status || '' =")
                .replace("f.severity >=", "f.severity + 0 >=");
            asked.sql = format!("{plain} AND {same}");
        }
        let select = format!("{select} FROM {from}");
        let rows = asked.rows(self, &select, most).await?;
        rows.iter().map(policy).collect::<Result<_, _>>().to("read a finding")
    }

    /// The bundles that a group goes by.
    async fn bundles_of(&self, group: i64) -> Result<Vec<i64>, StoreError> {
        let mut connection = self.read().acquire().await.to("give a connection")?;
        bundles::in_use(&mut connection, group).await
    }

    /// How much is found now, by severity, the highest first.
    pub async fn finding_counts(&self, organisation: i64) -> Result<Vec<SeverityCount>, StoreError> {
        let sql = "SELECT severity, SUM(releases), SUM(policies) FROM \
            (SELECT severity, COUNT(*) AS releases, 0 AS policies FROM release_finding \
            WHERE organisation = $1 AND status = 'open' GROUP BY severity UNION ALL \
            SELECT severity, 0 AS releases, COUNT(*) AS policies FROM site_finding \
            WHERE organisation = $1 AND status = 'open' GROUP BY severity) x GROUP BY severity ORDER BY severity DESC";
        // Sums are of a type of their own on PostgreSQL.
        let sql = sql.replace("SUM(releases)", "CAST(SUM(releases) AS BIGINT)");
        let sql = sql.replace("SUM(policies)", "CAST(SUM(policies) AS BIGINT)");
        let query = sqlx::query(AssertSqlSafe(sql)).bind(organisation);
        let rows = query.fetch_all(self.read()).await.to("count findings")?;
        let read = |row: &AnyRow| {
            Ok(SeverityCount {
                severity: row.try_get(0)?,
                releases: row.try_get(1)?,
                policies: row.try_get(2)?,
            })
        };
        rows.iter().map(read).collect::<Result<_, _>>().to("count findings")
    }
}

fn finding(row: &AnyRow) -> Result<FindingRow, sqlx::Error> {
    Ok(FindingRow {
        id: row.try_get(0)?,
        package: row.try_get(1)?,
        version: row.try_get(2)?,
        kind: row.try_get(3)?,
        advisory: row.try_get(4)?,
        aliases: row.try_get(5)?,
        fixed: row.try_get(6)?,
        severity: row.try_get(7)?,
        summary: row.try_get(8)?,
        advisories: row.try_get(9)?,
        first_seen: row.try_get(10)?,
        opened: row.try_get(11)?,
        closed: row.try_get(12)?,
    })
}

fn policy(row: &AnyRow) -> Result<PolicyRow, sqlx::Error> {
    Ok(PolicyRow {
        id: row.try_get(0)?,
        site: row.try_get(1)?,
        setting: row.try_get(2)?,
        bundle: row.try_get(3)?,
        package: row.try_get(4)?,
        version: row.try_get(5)?,
        rule: row.try_get(6)?,
        code: row.try_get(7)?,
        reason: row.try_get(8)?,
        mode: row.try_get(9)?,
        severity: row.try_get(10)?,
        first_seen: row.try_get(11)?,
        opened: row.try_get(12)?,
        closed: row.try_get(13)?,
    })
}
