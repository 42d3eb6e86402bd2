//! Which findings of releases are accepted: an exception for all groups bears them. It is told by the code that lifts hits of policies.

use std::sync::OnceLock;

use fetter_core::check::{Exception, KnownAgainst, KnownKind};
use fetter_core::date::Date;
use fetter_core::inventory::InstalledVersion;
use fetter_core::requirement::PackageName;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::error::Attempt;
use super::exceptions::{self, Lifted};
use super::findings::FindingStatus;
use super::statement::Statement;
use super::{Database, StoreError, rows};
use crate::policies::read_exception;

/// How many findings are looked at together.
const PAGE: i64 = 1000;

/// Open findings of an organisation, with what exceptions are held against: found by their rows or by the release, and not by an expression.
const OPEN: &str = "SELECT f.id, f.kind, f.advisory, f.aliases, f.records, r.name, r.version, f.exception, f.accepted, f.accepted_end \
    FROM release_finding f JOIN release r ON r.id = f.release WHERE f.status || '' = 'open' AND f.organisation + 0 = ";

/// Which findings are looked at anew.
#[derive(Clone, Copy, Debug)]
pub(super) enum Which<'releases> {
    /// All that are open.
    All,
    /// Those of these releases.
    Of(&'releases [i64]),
}

/// Limits a list of findings of releases to those of a status. What is over today counts for nothing, whoever notes it when.
pub(super) fn asked(statement: Statement, status: FindingStatus, now: i64) -> Statement {
    match status {
        FindingStatus::Open => statement.with(" AND f.accepted_end <= ", now),
        // The first is the condition of an index.
        FindingStatus::Accepted => statement.with(" AND f.accepted_end > 0 AND f.accepted_end > ", now),
        FindingStatus::Present | FindingStatus::Closed => statement,
    }
}

/// An exception for all groups.
struct Bearing {
    id: i64,
    /// When its last day is over.
    end: i64,
    lifted: Lifted,
    read: OnceLock<Option<Exception>>,
}

impl Bearing {
    fn bears(&self, known: &KnownAgainst<'_>) -> bool {
        // Reading a policy takes longer than seeing that another advisory is named.
        let advisory = &self.lifted.advisory;
        let mut names = known.records.iter().chain(known.aliases);
        if !advisory.is_empty() && !names.any(|name| name.eq_ignore_ascii_case(advisory)) {
            return false;
        }
        let exception = self.read.get_or_init(|| read_exception(&self.lifted));
        exception.as_ref().is_some_and(|exception| exception.bears(known))
    }
}

/// How a finding is accepted: by which exception, since when, and until when.
type Accepted = (Option<i64>, Option<i64>, i64);

impl Database {
    /// Brings up to date what is accepted in all organisations: an earlier server did not note it.
    pub async fn renew_acceptances(&self, now: i64) -> Result<(), StoreError> {
        let sql = "SELECT id FROM organisation ORDER BY id";
        for row in Statement::new(sql).all(self.read()).await.to("list organisations")? {
            let organisation = row.try_get(0).to("read an organisation")?;
            let mut transaction = self.begin_in_turn().await?;
            renew(&mut transaction, organisation, Which::All, now).await?;
            transaction.commit().await.to("note what is accepted")?;
        }
        Ok(())
    }
}

/// Brings up to date which findings are accepted. It is part of the transaction that opens them, or makes or revokes an exception.
pub(super) async fn renew(
    connection: &mut AnyConnection,
    organisation: i64,
    which: Which<'_>,
    now: i64,
) -> Result<(), StoreError> {
    let all = bearing(connection, organisation, now).await?;
    if all.is_empty() && matches!(which, Which::Of(_)) {
        // What was accepted is over, or was looked at when the last exception was revoked.
        return Ok(());
    }
    let mut last = 0;
    loop {
        let statement = Statement::new(OPEN).value(organisation).with(" AND f.id > ", last);
        let statement = match which {
            Which::All => statement,
            Which::Of([]) => return Ok(()),
            Which::Of(releases) => statement.and(" AND f.release IN ").list(releases),
        };
        let statement = statement.with(" ORDER BY f.id LIMIT ", PAGE);
        let found = statement.all(&mut *connection).await.to("look for what is accepted")?;
        for row in &found {
            last = row.try_get(0).to("read a finding")?;
            let (before, after) = compare(row, &all, now).to("read a finding")?;
            if before != after {
                note(connection, last, after).await?;
            }
        }
        if found.len() < usize::try_from(PAGE).unwrap_or(usize::MAX) {
            return Ok(());
        }
    }
}

/// The exceptions for all groups that hold today; the one that holds longest comes first.
async fn bearing(
    connection: &mut AnyConnection,
    organisation: i64,
    now: i64,
) -> Result<Vec<Bearing>, StoreError> {
    let today = Date::of_unix_time(rows::count(now)).to_string();
    let found = exceptions::for_all(connection, organisation, &today).await?;
    let bearing = found.into_iter().map(|(id, lifted)| {
        let end = lifted.last_day.parse::<Date>().map_or(0, |day| rows::number(day.end()));
        Bearing { id, end, lifted, read: OnceLock::new() }
    });
    Ok(bearing.collect())
}

/// How a finding is accepted as it is stored, and how it is now.
fn compare(row: &AnyRow, all: &[Bearing], now: i64) -> Result<(Accepted, Accepted), sqlx::Error> {
    let before: Accepted = (row.try_get(7)?, row.try_get(8)?, row.try_get(9)?);
    let word = |at: usize| row.try_get::<String, _>(at);
    let (kind, advisory, aliases, name, version) = (word(1)?, word(2)?, word(3)?, word(5)?, word(6)?);
    let records = usize::try_from(row.try_get::<i64, _>(4)?).unwrap_or(1);
    let names: Vec<&str> = std::iter::once(advisory.as_str()).chain(aliases.split_whitespace()).collect();
    let (records, aliases) = names.split_at(records.clamp(1, names.len()));
    let version = Some(version).filter(|version| !version.is_empty());
    let version = version.map(|version| InstalledVersion::new(&version));
    let known = KnownAgainst {
        kind: match kind.as_str() {
            "malware" => KnownKind::Malware,
            "lookalike" => KnownKind::Lookalike,
            _ => KnownKind::Vulnerability,
        },
        name: &PackageName::new(&name),
        version: version.as_ref(),
        records,
        aliases,
    };
    let after = match all.iter().find(|one| one.bears(&known)) {
        None => (None, None, 0),
        Some(one) => {
            // By another exception it is accepted still, if it was.
            let since = before.1.filter(|_| before.2 > now).unwrap_or(now);
            (Some(one.id), Some(since), one.end)
        }
    };
    Ok((before, after))
}

async fn note(connection: &mut AnyConnection, finding: i64, accepted: Accepted) -> Result<(), StoreError> {
    let (exception, since, end) = accepted;
    let statement = Statement::new("UPDATE release_finding SET exception = ").value(exception);
    let statement = statement.with(", accepted = ", since).with(", accepted_end = ", end);
    let statement = statement.with(" WHERE id = ", finding);
    statement.run(connection).await.to("note what is accepted").map(drop)
}
