//! `fetter-sim`: simulated machines, for measurements of fetter's server. It starts the server that it talks to, on loopback.

mod grow;
mod said;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::{Args, Parser, Subcommand};
use fetter_sim::{Agent, Chaos, Load, Pool, PoolSize, Served, chaos, check_ins, first_sync, verify};
use tokio::time::{Instant, sleep};

use self::grow::{Past, grow};
use self::said::{memory, say, tell};

#[derive(Parser)]
#[command(name = "fetter-sim", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Machines change while the server is killed again and again; then its store is held against theirs.
    Chaos {
        #[command(flatten)]
        fleet: Fleet,
        /// How long they change, in seconds.
        #[arg(long, default_value_t = 600)]
        seconds: u64,
        /// How long the server lives, in milliseconds, on average.
        #[arg(long, default_value_t = 3000)]
        lives: u64,
        /// How long a machine waits between what it does, in milliseconds.
        #[arg(long, default_value_t = 1000)]
        pause: u64,
    },
    /// All machines come for the first time; then they check in, unchanged.
    Load {
        #[command(flatten)]
        fleet: Fleet,
        /// How long they check in, in seconds.
        #[arg(long, default_value_t = 20)]
        seconds: u64,
        /// How many connections there are at once.
        #[arg(long, default_value_t = 256)]
        connections: usize,
    },
    /// A large organisation after a year: how large its database is, and how long the API's pages take then.
    Year {
        #[command(flatten)]
        fleet: Fleet,
        #[command(flatten)]
        past: Past,
    },
}

#[derive(Args)]
pub(crate) struct Fleet {
    /// The program fetter.
    #[arg(long)]
    fetter: PathBuf,
    /// An empty directory for the server.
    #[arg(long)]
    data: PathBuf,
    /// An empty database for it, instead of SQLite's in that directory.
    #[arg(long)]
    database: Option<String>,
    /// How many machines there are.
    #[arg(long, default_value_t = 1000)]
    machines: u64,
    /// How many sites each has.
    #[arg(long, default_value_t = 10)]
    sites: usize,
    /// How many different sites they draw from.
    #[arg(long, default_value_t = 2000)]
    pool: usize,
    /// How many packages a site has.
    #[arg(long, default_value_t = 127)]
    packages: usize,
}

impl Fleet {
    pub(crate) fn served(&self) -> anyhow::Result<Served> {
        Served::new(&self.fetter, &self.data, self.database.as_deref())
    }

    pub(crate) async fn begin(&self) -> anyhow::Result<(Served, Arc<Pool>, Vec<Agent>, String)> {
        let size = PoolSize { sites: self.pool, packages: self.packages, names: 5000 };
        let pool = Arc::new(Pool::new(size, 1)?);
        let agents: anyhow::Result<Vec<Agent>> =
            (1..=self.machines).map(|number| Agent::new(number, self.sites, &pool)).collect();
        let mut served = self.served()?;
        served.start().await?;
        let token = served.token().await?;
        Ok((served, pool, agents?, token))
    }
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    match Arguments::parse().command {
        Command::Chaos { fleet, seconds, lives, pause } => disturb(fleet, seconds, lives, pause).await,
        Command::Load { fleet, seconds, connections } => press(fleet, seconds, connections).await,
        Command::Year { fleet, past } => grow(fleet, past).await,
    }
}

async fn disturb(fleet: Fleet, seconds: u64, lives: u64, pause: u64) -> anyhow::Result<()> {
    let (mut served, pool, agents, token) = fleet.begin().await?;
    let how = Chaos {
        server: served.address,
        lasts: Duration::from_secs(seconds),
        pause: Duration::from_millis(pause),
        settles: Duration::from_secs(300),
    };
    let machines = tokio::spawn(async move { chaos(how, agents, pool, &token).await });
    let begun = Instant::now();
    let mut random = fetter_sim::Random::new(7);
    let mut killed = 0;
    while begun.elapsed() < how.lasts {
        let lives = lives / 2 + random.next() % lives.max(1);
        sleep(Duration::from_millis(lives)).await;
        served.kill().await?;
        served.start().await?;
        killed += 1;
    }
    let agents = machines.await??;
    let differences = verify(&served.database().await?, &agents).await?;
    let events: u64 = agents.iter().map(Agent::events).sum();
    say(&format!(
        "{} machines, {events} events, server killed {killed} times: {differences:?}",
        agents.len()
    ));
    served.kill().await?;
    anyhow::ensure!(
        differences.lost + differences.doubled + differences.phantom == 0,
        "the store is not what the machines hold"
    );
    Ok(())
}

async fn press(fleet: Fleet, seconds: u64, connections: usize) -> anyhow::Result<()> {
    let (mut served, pool, agents, token) = fleet.begin().await?;
    let load = Load { server: served.address, connections };
    let (first, agents) = first_sync(load, agents, pool, &token).await?;
    tell("first sync", &first);
    let (unchanged, agents) = check_ins(load, agents, Duration::from_secs(seconds)).await?;
    tell("check-ins of unchanged machines", &unchanged);
    if let Some(process) = served.process() {
        say(&format!("server: {}", memory(process)));
    }
    let differences = verify(&served.database().await?, &agents[..agents.len().min(1000)]).await?;
    say(&format!("{differences:?}"));
    served.kill().await
}
