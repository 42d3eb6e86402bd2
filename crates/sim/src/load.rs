//! Many machines at once, and how long they wait.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::agent::Later;
use super::{Agent, Pool, Wire};

/// How long a machine that is to come again waits. A server says more; here all come at once, so that it has no less to do.
const PAUSE: Duration = Duration::from_secs(1);
/// After that it does not come again, and has failed.
const PATIENCE: Duration = Duration::from_secs(120);

/// How the load is.
#[derive(Clone, Copy, Debug)]
pub struct Load {
    /// Where the server listens.
    pub server: SocketAddr,
    /// How many connections ask at once.
    pub connections: usize,
}

/// What was measured.
#[derive(Clone, Debug)]
pub struct Measured {
    /// How many requests were answered rightly.
    pub answered: usize,
    /// How many were not.
    pub failed: usize,
    /// How often one was told to ask again later, and did.
    pub again: usize,
    /// How long it all took.
    pub took: Duration,
    /// How long each waited, sorted.
    pub waits: Vec<Duration>,
}

impl Measured {
    /// Answers a second.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts of requests are small")]
    pub fn rate(&self) -> f64 {
        self.answered as f64 / self.took.as_secs_f64()
    }

    /// How long all but so many of a thousand waited at most.
    #[must_use]
    pub fn wait(&self, of_thousand: usize) -> Duration {
        let at = (self.waits.len() * of_thousand / 1000).min(self.waits.len().saturating_sub(1));
        self.waits.get(at).copied().unwrap_or_default()
    }
}

/// Machines that have nothing new say so, in turns, for a time.
pub async fn check_ins(
    load: Load,
    agents: Vec<Agent>,
    lasts: Duration,
) -> anyhow::Result<(Measured, Vec<Agent>)> {
    let ends = Instant::now() + lasts;
    spread(load, agents, move |mut wire, mut agents| async move {
        let mut done = Done::default();
        'all: loop {
            for agent in &mut agents {
                if Instant::now() >= ends {
                    break 'all;
                }
                let begun = Instant::now();
                let told = agent.check_in(&mut wire).await;
                done.note(begun, told.is_ok_and(|told| !told.report));
            }
        }
        (done, agents)
    })
    .await
}

/// Machines that the server has never seen are enrolled and report.
pub async fn first_sync(
    load: Load,
    agents: Vec<Agent>,
    pool: Arc<Pool>,
    token: &str,
) -> anyhow::Result<(Measured, Vec<Agent>)> {
    let token: Arc<str> = token.into();
    spread(load, agents, move |mut wire, mut agents| {
        let (pool, token) = (pool.clone(), token.clone());
        async move {
            let mut done = Done::default();
            for agent in &mut agents {
                let begun = Instant::now();
                let joined = loop {
                    let joined = join(agent, &mut wire, &pool, &token).await;
                    if !joined.as_ref().is_err_and(anyhow::Error::is::<Later>) || begun.elapsed() > PATIENCE {
                        break joined;
                    }
                    done.again += 1;
                    sleep(PAUSE).await;
                };
                done.note(begun, joined.is_ok());
            }
            (done, agents)
        }
    })
    .await
}

/// A machine is enrolled, which can be done twice, and brings what it has.
async fn join(agent: &mut Agent, wire: &mut Wire, pool: &Pool, token: &str) -> anyhow::Result<()> {
    agent.enrol(wire, token).await?;
    agent.bring(wire, pool).await
}

/// What one connection did.
#[derive(Default)]
struct Done {
    waits: Vec<Duration>,
    failed: usize,
    again: usize,
}

impl Done {
    fn note(&mut self, begun: Instant, is_right: bool) {
        if is_right {
            self.waits.push(begun.elapsed());
        } else {
            self.failed += 1;
        }
    }
}

/// Divides machines among connections.
async fn spread<F>(
    load: Load,
    agents: Vec<Agent>,
    work: impl Fn(Wire, Vec<Agent>) -> F,
) -> anyhow::Result<(Measured, Vec<Agent>)>
where
    F: Future<Output = (Done, Vec<Agent>)> + Send + 'static,
{
    let mut parts: Vec<Vec<Agent>> = Vec::new();
    parts.resize_with(load.connections.min(agents.len()).max(1), Vec::new);
    let count = parts.len();
    for (number, agent) in agents.into_iter().enumerate() {
        parts[number % count].push(agent);
    }
    let begun = Instant::now();
    let tasks: Vec<_> =
        parts.into_iter().map(|part| tokio::spawn(work(Wire::new(load.server), part))).collect();
    let mut measured = Measured { answered: 0, failed: 0, again: 0, took: Duration::ZERO, waits: Vec::new() };
    let mut back = Vec::new();
    for task in tasks {
        let (done, part) = task.await?;
        measured.failed += done.failed;
        measured.again += done.again;
        measured.waits.extend(done.waits);
        back.extend(part);
    }
    measured.took = begun.elapsed();
    measured.answered = measured.waits.len();
    measured.waits.sort_unstable();
    Ok((measured, back))
}
