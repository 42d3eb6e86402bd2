//! Requests of machines, made durable together.

use std::time::Instant;

use fetter_protocol::{Digest, PackageRequest, PublicKey, Report, SiteContents};
use tokio::sync::{mpsc, oneshot};

use super::commit::commit;
use super::{Database, Granted, MachineKey, Refusal, StoreError};
use crate::metrics::Metrics;

/// How many requests wait for their turn at most.
const WAITING: usize = 2048;
/// How many are made durable in one transaction at most.
const BATCH: usize = 500;
/// How many distributions are kept in one transaction; of one site, all.
const RECORDS: usize = 20_000;

/// What a machine asks for.
#[derive(Clone, Debug)]
pub struct Request {
    /// Who asks, and the key that its signature was verified with.
    pub machine: MachineKey,
    /// The number of the request.
    pub number: u64,
    /// What it asks for.
    pub work: Work,
}

/// What there is to do.
#[derive(Clone, Debug)]
pub enum Work {
    /// To note that it was there, and nothing else.
    Nothing,
    /// To note the bundle that it goes by.
    CheckIn(Option<Digest>),
    /// To keep a report.
    Report(Box<Report>, Digest),
    /// To keep contents, whose canonical bytes have this digest.
    Site(Digest, Box<SiteContents>),
    /// To keep what somebody on it asks for.
    Request(Box<PackageRequest>),
    /// To know it by another key.
    Key(PublicKey),
}

type Outcome = Result<Result<Granted, Refusal>, StoreError>;

struct Waiting {
    request: Request,
    answer: oneshot::Sender<Outcome>,
}

/// Takes requests. While one transaction becomes durable, those that come wait for the next one together: under load a transaction
/// holds many, and alone a request waits for nobody.
#[derive(Clone, Debug)]
pub struct Ingest {
    queue: mpsc::Sender<Waiting>,
}

impl Ingest {
    /// Begins to take requests. The task ends when the last copy of this is dropped and all requests are answered.
    #[must_use]
    pub fn begin(database: Database, metrics: Metrics) -> (Self, tokio::task::JoinHandle<()>) {
        let (queue, receiver) = mpsc::channel(WAITING);
        (Self { queue }, tokio::spawn(work(database, receiver, metrics)))
    }

    /// How many requests wait for their turn.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.queue.max_capacity() - self.queue.capacity()
    }

    /// Makes a request durable. [`StoreError::Busy`] where too many wait.
    pub async fn request(&self, request: Request) -> Outcome {
        let (answer, answered) = oneshot::channel();
        self.queue.try_send(Waiting { request, answer }).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => StoreError::Busy,
            mpsc::error::TrySendError::Closed(_) => StoreError::Ending,
        })?;
        answered.await.map_err(|_| StoreError::Ending)?
    }
}

async fn work(database: Database, mut queue: mpsc::Receiver<Waiting>, metrics: Metrics) {
    let mut taken = Vec::with_capacity(BATCH);
    while queue.recv_many(&mut taken, BATCH).await > 0 {
        for part in parts(taken.drain(..)) {
            together(&database, part, &metrics).await;
        }
    }
}

/// Requests in their order, in parts that one transaction holds: what machines bring for the first time may be much, and others wait for it.
fn parts(taken: impl Iterator<Item = Waiting>) -> Vec<Vec<Waiting>> {
    let mut parts: Vec<Vec<Waiting>> = vec![Vec::new()];
    let mut room = RECORDS;
    for waiting in taken {
        let records = match &waiting.request.work {
            Work::Site(_, contents) => contents.distributions.len(),
            _ => 0,
        };
        if records > room {
            parts.push(Vec::new());
            room = RECORDS;
        }
        room = room.saturating_sub(records);
        if let Some(part) = parts.last_mut() {
            part.push(waiting);
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

async fn together(database: &Database, part: Vec<Waiting>, metrics: &Metrics) {
    let (requests, answers): (Vec<Request>, Vec<_>) =
        part.into_iter().map(|waiting| (waiting.request, waiting.answer)).unzip();
    let begun = Instant::now();
    let committed = commit(database, &requests).await;
    metrics.committed(requests.len(), begun.elapsed());
    match committed {
        Ok(outcomes) => {
            for (answer, outcome) in answers.into_iter().zip(outcomes) {
                // Whoever asked may have gone.
                let _ = answer.send(Ok(outcome));
            }
        }
        // One of them may be what the database does not take: the others are not to suffer for it.
        Err(_) => {
            for (request, answer) in requests.iter().zip(answers) {
                let _ = answer.send(alone(database, request).await);
            }
        }
    }
}

async fn alone(database: &Database, request: &Request) -> Outcome {
    let mut outcomes = commit(database, std::slice::from_ref(request)).await?;
    outcomes.pop().ok_or(StoreError::Ending)
}

#[cfg(test)]
mod tests {
    use fetter_protocol::DistributionRecord;

    use super::*;

    #[test]
    fn much_that_is_new_is_kept_in_several_transactions_in_the_order_in_which_it_came() {
        let waiting = |id: i64, records: usize| {
            let contents = SiteContents::new(vec![DistributionRecord::default(); records], 0);
            let work =
                if records == 0 { Work::Nothing } else { Work::Site(Digest::of(b""), Box::new(contents)) };
            let key = PublicKey::new([0; 32]);
            let machine = MachineKey { id, organisation: 1, name: String::new(), key };
            Waiting { request: Request { machine, number: 1, work }, answer: oneshot::channel().0 }
        };
        let came = [(1, 0), (2, RECORDS - 1), (3, 1), (4, 0), (5, 1), (6, RECORDS * 2), (7, 0), (8, 1)];
        let parts = parts(came.map(|(id, records)| waiting(id, records)).into_iter());
        let ids =
            |part: &Vec<Waiting>| part.iter().map(|waiting| waiting.request.machine.id).collect::<Vec<_>>();
        assert_eq!(
            parts.iter().map(ids).collect::<Vec<_>>(),
            [vec![1, 2, 3, 4], vec![5], vec![6, 7], vec![8]]
        );
    }
}
