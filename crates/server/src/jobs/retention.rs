//! How long things are kept.

use std::time::Instant;

use crate::store::{Aged, Database, ListedRecords, Step, StoreError};

/// The name of the lease.
const LEASE: &str = "retention";
/// How long a server has it without a word, in seconds.
const HELD: i64 = 600;
/// How long it is until the next sweep, in seconds.
const DAY: i64 = 86_400;
/// How long sessions that are over are kept, in days: the audit log tells of them anyway.
const SESSIONS: u32 = 90;
/// How long it is kept how much was found on a day, in days.
const FINDING_DAYS: u32 = 800;

/// How many days things are kept; `None` for ever. What is current is kept in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retention {
    /// What was on machines.
    pub history: Option<u32>,
    /// What happened on them.
    pub events: Option<u32>,
    /// Findings that are closed.
    pub findings: Option<u32>,
    /// What was done through the API.
    pub audit: Option<u32>,
    /// What people were to be told.
    pub notices: Option<u32>,
    /// What webhooks were told.
    pub deliveries: Option<u32>,
}

impl Default for Retention {
    fn default() -> Self {
        Self {
            history: Some(365),
            events: Some(365),
            findings: Some(365),
            audit: None,
            notices: Some(90),
            deliveries: Some(30),
        }
    }
}

/// Removes what is older at this time, in seconds since 1970, unless another server does or did within a day. Says how many rows went; `None`
/// where it was not this one's turn. `is_over` ends it early, and so does another server that took its turn meanwhile.
pub async fn sweep(
    database: &Database,
    retention: &Retention,
    owner: &str,
    now: i64,
    is_over: impl Fn() -> bool + Send + Sync,
) -> Result<Option<u64>, StoreError> {
    let turn = Turn { database, owner, began: (now, Instant::now()) };
    if !turn.keep().await? {
        return Ok(None);
    }
    let mut removed = 0;
    for (what, days) in [
        (Aged::Events, retention.events),
        (Aged::ReleaseFindings, retention.findings),
        (Aged::SiteFindings, retention.findings),
        (Aged::Comments, retention.findings),
        (Aged::FindingDays, Some(FINDING_DAYS)),
        (Aged::Audit, retention.audit),
        (Aged::Notices, retention.notices),
        (Aged::Deliveries, retention.deliveries),
        (Aged::Sessions, Some(SESSIONS)),
    ] {
        let Some(days) = days else { continue };
        loop {
            let gone = database.remove_old(what, now - i64::from(days) * DAY).await?;
            removed += gone;
            if gone == 0 || is_over() {
                break;
            }
            if !turn.keep().await? {
                return Ok(Some(removed));
            }
        }
    }
    let before = retention.history.map(|days| now - i64::from(days) * DAY);
    let rest = [Walk::Sites(now), Walk::Listed, Walk::Releases(before, now)];
    for walk in before.map(Walk::History).into_iter().chain(rest) {
        removed += all(&turn, walk, &is_over).await?;
    }
    removed += records(&turn, now, &is_over).await?;
    // One that was cut short goes on when it is taken again.
    let next = if is_over() { now } else { now + DAY };
    // Where another server has it by now, this changes nothing.
    database.end_lease(LEASE, owner, next).await?;
    Ok(Some(removed))
}

/// Removes the distributions that no site lists, once it is known what all of them list. Says how many went.
async fn records(
    turn: &Turn<'_>,
    now: i64,
    is_over: &(impl Fn() -> bool + Send + Sync),
) -> Result<u64, StoreError> {
    let (mut listed, mut after) = (ListedRecords::default(), 0);
    let keeps = async || Ok(!is_over() && turn.keep().await?);
    loop {
        if !keeps().await? {
            return Ok(0);
        }
        match turn.database.note_listed(after, &mut listed).await {
            Ok(None) => break,
            Ok(Some(last)) => after = last,
            // What it lists is not known, and is not to go.
            Err(error @ StoreError::Damaged { .. }) => {
                tracing::warn!(%error, "distributions that nobody has any more stay: `fetter server doctor` looks at the database");
                return Ok(0);
            }
            Err(error) => return Err(error),
        }
    }
    let mut removed = 0;
    after = 0;
    while keeps().await? {
        let Step { removed: gone, last } = turn.database.remove_records(after, &listed, now).await?;
        removed += gone;
        let Some(last) = last else { break };
        after = last;
    }
    Ok(removed)
}

/// A server's turn.
struct Turn<'a> {
    database: &'a Database,
    owner: &'a str,
    /// The time in seconds since 1970, and by the clock that nobody sets.
    began: (i64, Instant),
}

impl Turn<'_> {
    /// Has it for some time from now on. False where another server has it.
    async fn keep(&self) -> Result<bool, StoreError> {
        let (now, since) = self.began;
        let now = now.saturating_add(i64::try_from(since.elapsed().as_secs()).unwrap_or(i64::MAX));
        self.database.lease(LEASE, self.owner, now, now.saturating_add(HELD)).await
    }
}

/// What is looked through from the first row to the last.
#[derive(Clone, Copy, Debug)]
enum Walk {
    /// Machines, for what was on them before a time.
    History(i64),
    /// Contents that nobody has at a time.
    Sites(i64),
    /// What is listed of sites that nobody has.
    Listed,
    /// Releases that nobody has at a time, and had none before another.
    Releases(Option<i64>, i64),
}

/// Steps on until there are no more rows, or it is another server's turn. Says how many went.
async fn all(
    turn: &Turn<'_>,
    walk: Walk,
    is_over: &(impl Fn() -> bool + Send + Sync),
) -> Result<u64, StoreError> {
    let (mut removed, mut after) = (0, 0);
    let database = turn.database;
    while !is_over() && turn.keep().await? {
        let Step { removed: gone, last } = match walk {
            Walk::History(before) => database.remove_history(after, before).await?,
            Walk::Sites(now) => database.remove_sites(after, now).await?,
            Walk::Listed => database.unlist_sites(after).await?,
            Walk::Releases(before, now) => database.remove_releases(after, before, now).await?,
        };
        removed += gone;
        let Some(last) = last else { break };
        after = last;
    }
    Ok(removed)
}
