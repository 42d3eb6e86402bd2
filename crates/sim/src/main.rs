//! `fetter-sim`: simulated machines, for measurements of fetter's server. It starts the server that it talks to, on loopback.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::{Args, Parser, Subcommand};
use fetter_sim::{
    Agent, Chaos, Load, Measured, Pool, PoolSize, Served, Wire, Year, chaos, check_ins, fill, first_sync,
    pages, sign_in, sizes, verify,
};
use tokio::time::{Instant, sleep};

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
struct Past {
    /// How many machines there are in the end.
    #[arg(long, default_value_t = 30_000)]
    organisation: u64,
    /// How many days pass. On each, one site of each machine changes.
    #[arg(long, default_value_t = 365)]
    days: u64,
    /// How many days there are events of.
    #[arg(long, default_value_t = 90)]
    event_days: u64,
    /// How many of a hundred changes lead to a site that nobody had.
    #[arg(long, default_value_t = 1)]
    new_of_hundred: u64,
    /// How many different sites there are at the beginning.
    #[arg(long, default_value_t = 20_000)]
    different: u64,
    /// How often each page is asked for.
    #[arg(long, default_value_t = 200)]
    times: usize,
}

#[derive(Args)]
struct Fleet {
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
    async fn begin(&self) -> anyhow::Result<(Served, Arc<Pool>, Vec<Agent>, String)> {
        let size = PoolSize { sites: self.pool, packages: self.packages, names: 5000 };
        let pool = Arc::new(Pool::new(size, 1)?);
        let agents: anyhow::Result<Vec<Agent>> =
            (1..=self.machines).map(|number| Agent::new(number, self.sites, &pool)).collect();
        let mut served = Served::new(&self.fetter, &self.data, self.database.as_deref())?;
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

async fn grow(fleet: Fleet, past: Past) -> anyhow::Result<()> {
    let (mut served, pool, agents, token) = fleet.begin().await?;
    let load = Load { server: served.address, connections: 8 };
    let (_, mut agents) = first_sync(load, agents, pool.clone(), &token).await?;
    let mut wire = Wire::new(served.address);
    for agent in &mut agents {
        for _ in 0..5 {
            agent.change(&pool)?;
        }
        agent.bring(&mut wire, &pool).await?;
    }
    let database = served.database().await?;
    while database.waiting_jobs().await?.0 > 0 {
        sleep(Duration::from_millis(200)).await;
    }
    database.close().await;
    served.kill().await?;
    let year = Year {
        machines: past.organisation,
        days: past.days,
        event_days: past.event_days,
        pool: past.different,
        new_of_hundred: past.new_of_hundred,
    };
    let begun = Instant::now();
    let filled = fill(&served.store(), year).await?;
    say(&format!("{year:?}: {filled:?}, filled in {:.0} s", begun.elapsed().as_secs_f64()));
    let sizes = sizes(&served.store()).await?;
    for one in sizes.iter().filter(|one| one.bytes >= 1 << 20) {
        say(&format!("{:>8.1} MB {}", megabytes(one.bytes), one.table));
    }
    say(&format!("{:>8.1} MB in all", megabytes(sizes.iter().map(|one| one.bytes).sum())));
    served.start().await?;
    let [all, one] = sign_in(&served, "group-3").await?;
    for (who, token) in [("all", all), ("one group", one)] {
        for page in pages(&served, &token, PAGES, past.times).await? {
            say(&format!("{who:>9} {:>9.1?} median {:>9.1?} p99 {}", page.median, page.most, page.path));
        }
    }
    if let Some(process) = served.process() {
        say(&format!("server: {}", memory(process)));
    }
    served.kill().await
}

#[expect(clippy::cast_precision_loss, reason = "it is for a person to read")]
fn megabytes(bytes: i64) -> f64 {
    bytes as f64 / 1e6
}

/// What the console and people ask for. `TURN` is another number each time.
const PAGES: &[&str] = &[
    "/machines",
    "/machines?q=host-1TURN",
    "/machines?status=active&silent=60",
    "/machines?os=Fedora",
    "/machines/00000000000000000000000000000TURN",
    "/groups",
    "/packages",
    "/packages?q=package-1TURN",
    "/packages/package-1",
    "/packages/package-1TURN",
    "/packages/package-1/machines",
    "/packages/package-1TURN/machines",
    "/packages/package-1TURN/machines?limit=500",
    "/releases/1TURN",
    "/releases/1TURN/machines",
    "/events",
    "/events?order=newest",
    "/events?code=denied&order=newest",
    "/events?package=package-1TURN&order=newest",
];

fn tell(what: &str, measured: &Measured) {
    say(&format!(
        "{what}: {} in {:.1} s, {:.0}/s, {} failed; waited p50 {:?}, p99 {:?}, at most {:?}",
        measured.answered,
        measured.took.as_secs_f64(),
        measured.rate(),
        measured.failed,
        measured.wait(500),
        measured.wait(990),
        measured.wait(1000),
    ));
}

/// The most memory that a process had, and what it has.
#[expect(clippy::disallowed_methods, reason = "a file of the kernel's")]
fn memory(process: u32) -> String {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let lines: Vec<&str> =
        status.lines().filter(|line| line.starts_with("VmHWM") || line.starts_with("VmRSS")).collect();
    lines.join(", ").replace('\t', " ")
}

#[expect(clippy::print_stdout, reason = "it is what the tool is for")]
fn say(text: &str) {
    println!("{text}");
}
