//! Deliveries on their way: tried again and again, later each time, and given up at last.

use std::sync::Arc;

use fetter_client::hook::{Answered, HookClient, HookError};
use futures_util::future::join_all;
use tokio::task::spawn_blocking;

use super::WebhookSecret;
use crate::auth::random;
use crate::metrics::Metrics;
use crate::state::Shared;
use crate::store::{Outcome, StoreError, TakenDelivery};

/// How many are on their way at once, each to another webhook.
const AT_ONCE: i64 = 8;
/// How long to wait after each attempt, in seconds: three days together.
const WAITS: [i64; 9] = [5, 60, 300, 1800, 7200, 18_000, 36_000, 72_000, 86_400];
/// The longest time that an answer can ask for, in seconds.
const LATEST: u64 = 86_400;

/// Brings deliveries.
#[derive(Clone, Debug)]
pub struct Deliverer {
    server: Shared,
    client: Arc<HookClient>,
    metrics: Metrics,
}

impl Deliverer {
    /// One for a server's webhooks.
    #[must_use]
    pub fn new(server: Shared, client: HookClient) -> Self {
        let metrics = server.metrics().clone();
        Self { server, client: Arc::new(client), metrics }
    }

    /// Decides what is told of new notices, and brings what is due at this time, in seconds since 1970. Says how many that was.
    pub async fn work(&self, now: i64) -> Result<usize, StoreError> {
        let database = self.server.database();
        // One round: what is beyond it comes after what is due.
        database.tell_webhooks(now).await?;
        let taken = database.take_deliveries(AT_ONCE, now).await?;
        let outcomes = join_all(taken.iter().map(|one| self.bring(one, now))).await;
        for (taken, outcome) in taken.iter().zip(&outcomes) {
            self.metrics.delivered(match outcome {
                Outcome::Done(_) => "done",
                Outcome::Again(..) => "again",
                Outcome::Dead(..) | Outcome::Gone(_) => "dead",
            });
            database.end_delivery(taken, outcome, now).await?;
        }
        Ok(taken.len())
    }

    async fn bring(&self, taken: &TakenDelivery, now: i64) -> Outcome {
        let secret = match WebhookSecret::open(taken.webhook, &taken.secret, self.server.sealer()) {
            Ok(secret) => secret,
            Err(error) => return Outcome::Dead(None, error.to_string()),
        };
        let id = format!("msg_{}", taken.id);
        let headers = [
            ("webhook-id", id.clone()),
            ("webhook-timestamp", now.to_string()),
            ("webhook-signature", secret.signature(&id, now, &taken.body)),
        ];
        let (client, url, body) = (self.client.clone(), taken.url.clone(), taken.body.clone());
        let answered = spawn_blocking(move || client.post(&url, &headers, body.as_bytes())).await;
        match answered {
            Ok(answered) => outcome(answered, taken.attempt, now),
            Err(error) => later(None, error.to_string(), taken.attempt, 0, now),
        }
    }
}

fn outcome(answered: Result<Answered, HookError>, attempt: i64, now: i64) -> Outcome {
    match answered {
        Ok(Answered { status, .. }) if (200..300).contains(&status) => Outcome::Done(status),
        Ok(Answered { status: 410, .. }) => Outcome::Gone(410),
        Ok(Answered { status, retry_after }) => {
            // A redirect is not followed: whoever moves a webhook makes a new one.
            let why = format!("it answered {status}");
            later(Some(status), why, attempt, retry_after.unwrap_or(0), now)
        }
        Err(error) => later(None, error.to_string(), attempt, 0, now),
    }
}

/// When it is tried again, if it is.
fn later(status: Option<u16>, why: String, attempt: i64, asked: u64, now: i64) -> Outcome {
    let wait = usize::try_from(attempt - 1).ok().and_then(|attempt| WAITS.get(attempt)).copied();
    let Some(wait) = wait else { return Outcome::Dead(status, why) };
    let asked = i64::try_from(asked.min(LATEST)).unwrap_or_default();
    // Up to a quarter more, so that what failed together does not come together.
    let [jitter]: [u8; 1] = random().unwrap_or_default();
    let wait = wait.max(asked);
    Outcome::Again(status, why, now + wait + wait * i64::from(jitter) / 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_attempt_comes_later_and_some_day_it_is_given_up() {
        let answered = |status, retry_after| Ok(Answered { status, retry_after });
        assert_eq!(outcome(answered(204, None), 1, 0), Outcome::Done(204));
        assert_eq!(outcome(answered(410, None), 1, 0), Outcome::Gone(410));
        let mut last = 0;
        for attempt in 1..=9 {
            let Outcome::Again(Some(500), _, due) = outcome(answered(500, None), attempt, 1000) else {
                panic!("{attempt}: it is tried again");
            };
            let wait = due - 1000;
            let least = WAITS[usize::try_from(attempt - 1).unwrap()];
            assert!(wait >= least && wait <= least + least / 4 && wait > last, "{attempt}: {wait}");
            last = least;
        }
        assert!(matches!(outcome(answered(302, None), 10, 0), Outcome::Dead(Some(302), _)));
        let Outcome::Again(_, _, due) = outcome(answered(429, Some(600)), 1, 0) else { panic!("again") };
        assert!(due >= 600);
        let Outcome::Again(_, _, due) = outcome(answered(503, Some(u64::MAX)), 1, 0) else { panic!("again") };
        assert!(due <= 86_400 + 86_400 / 4);
    }
}
