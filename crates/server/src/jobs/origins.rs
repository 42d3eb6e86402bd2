//! Notes where releases are from of sites that were listed before that was noted, once after the server was upgraded.

use std::time::Duration;

use tokio::sync::watch;
use tokio::time::timeout;

use crate::store::{Database, StoreError, now};

/// The name of the lease.
const LEASE: &str = "origins";
/// How long a server has it without a word, in seconds.
const HELD: i64 = 600;
/// How long machines and people go first after each step: nobody waits for this.
const PAUSE: Duration = Duration::from_millis(100);
/// How long it is until one looks again, where another server does it or the database did not.
const AGAIN: Duration = Duration::from_secs(60);

/// Goes on until all is noted, where it is this server's turn.
pub(super) async fn note_origins(database: Database, owner: String, mut ended: watch::Receiver<bool>) {
    while !*ended.borrow() {
        let wait = match step(&database, &owner, now()).await {
            Ok(Step::Done) => break,
            Ok(Step::Took) => PAUSE,
            Ok(Step::NotMine) => AGAIN,
            Err(error) => {
                tracing::warn!("where releases are from was not noted: {error}; it is tried again");
                AGAIN
            }
        };
        let _ = timeout(wait, ended.changed()).await;
    }
    // Where another server has it, this changes nothing.
    super::tasks::told("give back a lease", database.end_lease(LEASE, &owner, now()).await);
}

/// What came of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Took,
    Done,
    NotMine,
}

async fn step(database: &Database, owner: &str, now: i64) -> Result<Step, StoreError> {
    if database.unwalked_origins().await?.is_none() {
        return Ok(Step::Done);
    }
    if !database.lease(LEASE, owner, now, now + HELD).await? {
        return Ok(Step::NotMine);
    }
    Ok(if database.note_origins().await? { Step::Took } else { Step::Done })
}
