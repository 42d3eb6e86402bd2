//! Machines that change, and a server that is killed.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::bail;
use tokio::time::{Instant, sleep};

use super::{Agent, Pool, Wire};

/// How it goes.
#[derive(Clone, Copy, Debug)]
pub struct Chaos {
    /// Where the server listens, whenever it does.
    pub server: SocketAddr,
    /// How long machines change.
    pub lasts: Duration,
    /// How long a machine waits between what it does, on average.
    pub pause: Duration,
    /// How long it may take afterwards until the server has everything.
    pub settles: Duration,
}

/// Enrols machines, has them change and report, and sees to it that at last the server says of each that it has everything. Each failure
/// is tried again.
pub async fn chaos(
    chaos: Chaos,
    agents: Vec<Agent>,
    pool: Arc<Pool>,
    token: &str,
) -> anyhow::Result<Vec<Agent>> {
    let token: Arc<str> = token.into();
    let tasks: Vec<_> = agents
        .into_iter()
        .map(|agent| tokio::spawn(live(chaos, agent, pool.clone(), token.clone())))
        .collect();
    let mut agents = Vec::new();
    for task in tasks {
        agents.push(task.await??);
    }
    Ok(agents)
}

async fn live(chaos: Chaos, mut agent: Agent, pool: Arc<Pool>, token: Arc<str>) -> anyhow::Result<Agent> {
    let mut wire = Wire::new(chaos.server);
    let ends = Instant::now() + chaos.lasts;
    while agent.enrol(&mut wire, &token).await.is_err() {
        if Instant::now() > ends {
            bail!("a machine could not be enrolled");
        }
        sleep(Duration::from_millis(200)).await;
    }
    while Instant::now() < ends {
        agent.change(&pool)?;
        // What fails is brought with the next change, or at the end.
        let _ = agent.bring(&mut wire, &pool).await;
        sleep(chaos.pause).await;
        if let Ok(told) = agent.check_in(&mut wire).await
            && told.report
        {
            let _ = agent.bring(&mut wire, &pool).await;
        }
        sleep(chaos.pause).await;
    }
    settle(chaos, &mut agent, &mut wire, &pool).await?;
    Ok(agent)
}

async fn settle(chaos: Chaos, agent: &mut Agent, wire: &mut Wire, pool: &Pool) -> anyhow::Result<()> {
    let ends = Instant::now() + chaos.settles;
    loop {
        let brought = agent.bring(wire, pool).await;
        let told = match brought {
            Ok(()) => agent.check_in(wire).await,
            Err(error) => Err(error),
        };
        match told {
            Ok(told) if !told.report => return Ok(()),
            Err(error) if Instant::now() > ends => return Err(error),
            Ok(_) if Instant::now() > ends => bail!("the server still wants a report of {}", agent.id),
            _ => sleep(Duration::from_millis(200)).await,
        }
    }
}
