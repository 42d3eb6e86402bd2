//! What people are to be told: noted in the transaction that is the cause of it.

use serde_json::{Value, json};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Row};

use super::error::Attempt;
use super::rows::{ROWS, list, text, values};
use super::{Database, StoreError, ids};

/// What a notice is about.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum NoticeKind {
    /// A package was found to be malware, vulnerable or a look-alike, or a policy is against one.
    Finding,
    /// A process was refused a package that a policy denies.
    Refused,
    /// Nothing was heard of a machine for some days.
    Silent,
    /// A silent machine is heard again.
    Heard,
    /// An exception ends in some days.
    Expiring,
    /// Somebody asks for a package.
    Request,
    /// A machine was revoked.
    Revoked,
    /// Two machines go by one key.
    Cloned,
}

impl NoticeKind {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Finding,
        Self::Refused,
        Self::Silent,
        Self::Heard,
        Self::Expiring,
        Self::Request,
        Self::Revoked,
        Self::Cloned,
    ];

    /// The stable word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Finding => "finding",
            Self::Refused => "refused",
            Self::Silent => "silent",
            Self::Heard => "heard",
            Self::Expiring => "expiring",
            Self::Request => "request",
            Self::Revoked => "revoked",
            Self::Cloned => "cloned",
        }
    }

    /// Those of some words, with spaces between; words of a newer server are left out.
    #[must_use]
    pub fn of_words(words: &str) -> Vec<Self> {
        words.split(' ').filter_map(|word| Self::ALL.into_iter().find(|kind| kind.as_str() == word)).collect()
    }

    /// The words for some.
    #[must_use]
    pub fn words(kinds: &[Self]) -> String {
        let mut kinds = kinds.to_vec();
        kinds.sort_unstable();
        kinds.dedup();
        kinds.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join(" ")
    }
}

/// Something that people are to be told.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// Its row, which grows.
    pub id: i64,
    /// When it was noted, in seconds since 1970.
    pub time: i64,
    /// What it is about: the word of a [`NoticeKind`].
    pub kind: String,
    /// The row of the machine that it is about.
    pub machine: Option<i64>,
    /// What there is to say, for people.
    pub detail: String,
    /// The same for programs.
    pub facts: Value,
}

/// A notice in the making.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub(super) kind: NoticeKind,
    pub(super) machine: Option<i64>,
    pub(super) detail: String,
    pub(super) facts: Value,
}

/// What is to be told when a transaction ends, each with its organisation.
pub(super) type Telling = Vec<(i64, Told)>;

impl Told {
    /// About a machine.
    pub(super) fn of_machine(
        kind: NoticeKind,
        machine: i64,
        detail: impl Into<String>,
        facts: Value,
    ) -> Self {
        Self { kind, machine: Some(machine), detail: detail.into(), facts }
    }
}

/// Bytes of what is said.
const DETAIL: usize = 1000;

/// Notes what is to be told.
pub(super) async fn tell(
    connection: &mut AnyConnection,
    organisation: i64,
    notices: &[Told],
    now: i64,
) -> Result<(), StoreError> {
    for part in notices.chunks(ROWS) {
        let first = ids::take(connection, "notice", part.len()).await?;
        let sql = format!(
            "INSERT INTO notice (id, organisation, time, kind, machine, detail, facts) VALUES {}",
            values(part.len(), 7, 1)
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for (id, told) in (first..).zip(part) {
            query = query.bind(id).bind(organisation).bind(now).bind(told.kind.as_str()).bind(told.machine);
            query = query.bind(fetter_protocol::clip(&text(&told.detail), DETAIL));
            query = query.bind(text(&told.facts.to_string()));
        }
        query.execute(&mut *connection).await.to("note what is to be told")?;
    }
    Ok(())
}

impl Database {
    /// The notices of an organisation after a row, oldest first, at most so many.
    pub async fn notices(&self, organisation: i64, after: i64, most: i64) -> Result<Vec<Notice>, StoreError> {
        let mut connection = self.read().acquire().await.to("give a connection")?;
        after_row(&mut connection, organisation, after, most).await
    }
}

pub(super) async fn after_row(
    connection: &mut AnyConnection,
    organisation: i64,
    after: i64,
    most: i64,
) -> Result<Vec<Notice>, StoreError> {
    let sql = "SELECT id, time, kind, machine, detail, facts FROM notice WHERE organisation = $1 AND id > $2 \
        ORDER BY id LIMIT $3";
    let query = sqlx::query(sql).bind(organisation).bind(after).bind(most);
    let rows = query.fetch_all(connection).await.to("list notices")?;
    rows.iter().map(notice).collect::<Result<_, _>>().to("read a notice")
}

pub(super) fn notice(row: &AnyRow) -> Result<Notice, sqlx::Error> {
    let facts: String = row.try_get(5)?;
    Ok(Notice {
        id: row.try_get(0)?,
        time: row.try_get(1)?,
        kind: row.try_get(2)?,
        machine: row.try_get(3)?,
        detail: row.try_get(4)?,
        facts: serde_json::from_str(&facts).unwrap_or_else(|_| json!({})),
    })
}

/// Tells of findings on releases that are open from now on.
pub(super) async fn releases_found(
    connection: &mut AnyConnection,
    findings: &[i64],
    now: i64,
) -> Result<(), StoreError> {
    for part in findings.chunks(ROWS) {
        let sql = format!(
            "SELECT f.organisation, f.id, f.kind, f.advisory, f.severity, f.summary, r.name, r.version \
             FROM release_finding f JOIN release r ON r.id = f.release WHERE f.id IN ({}) ORDER BY f.id",
            list(part.len(), 1)
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for id in part {
            query = query.bind(*id);
        }
        let rows = query.fetch_all(&mut *connection).await.to("look for what was found")?;
        let told = rows.iter().map(release_found).collect::<Result<Vec<_>, _>>().to("read what was found")?;
        for same in told.chunk_by(|left, right| left.0 == right.0) {
            let organisation = same.first().map_or(0, |(organisation, _)| *organisation);
            let notices: Vec<Told> = same.iter().map(|(_, told)| told.clone()).collect();
            tell(connection, organisation, &notices, now).await?;
        }
    }
    Ok(())
}

/// What severities are called.
const SEVERITIES: [&str; 5] = ["unknown", "low", "medium", "high", "critical"];

pub(super) fn severity(number: i64) -> &'static str {
    usize::try_from(number).ok().and_then(|number| SEVERITIES.get(number)).copied().unwrap_or("unknown")
}

fn release_found(row: &AnyRow) -> Result<(i64, Told), sqlx::Error> {
    let word = |at: usize| row.try_get::<String, _>(at);
    let (id, kind, advisory) = (row.try_get::<i64, _>(1)?, word(2)?, word(3)?);
    let (severity, summary, name, version) = (severity(row.try_get(4)?), word(5)?, word(6)?, word(7)?);
    let detail = match kind.as_str() {
        "lookalike" => format!("{name} {version} looks like {advisory}"),
        _ => format!("{name} {version}: {kind} {advisory} ({severity}) {summary}"),
    };
    let facts = json!({
        "finding": id, "kind": kind, "package": name, "version": version, "advisory": advisory,
        "severity": severity, "summary": summary,
    });
    let told = Told { kind: NoticeKind::Finding, machine: None, detail, facts };
    Ok((row.try_get(0)?, told))
}
