//! A large organisation after a year.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use clap::Args;
use fetter_sim::{
    Asking, CONSOLE, DOCUMENTS, Load, PAGES, Served, Wire, Year, fill, first_sync, pages, preview, sign_in,
    sizes,
};
use tokio::time::{Instant, sleep};

use crate::Fleet;
use crate::said::{memory, say};

#[derive(Args)]
pub(crate) struct Past {
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
    /// The directory, or the database, holds such an organisation from before: it is only asked.
    #[arg(long)]
    again: bool,
    /// Only pages whose path has this in it are asked for.
    #[arg(long, default_value = "")]
    only: String,
}

/// Makes the year and measures.
pub(crate) async fn grow(fleet: Fleet, past: Past) -> anyhow::Result<()> {
    let mut served = if past.again { fleet.served()? } else { make(fleet, &past).await? };
    served.start().await?;
    measure(&served, &past).await?;
    served.kill().await
}

/// Makes the year. The server does not run.
async fn make(fleet: Fleet, past: &Past) -> anyhow::Result<Served> {
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
    // It ends today: what a server keeps for so many days is there.
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let year = Year {
        begin: now - past.days * 86_400,
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
    Ok(served)
}

/// Asks for all that people ask for, once as an administrator of all and once as a viewer of one group.
async fn measure(served: &Served, past: &Past) -> anyhow::Result<()> {
    let people = sign_in(served, "group-3").await?;
    let begun = Instant::now();
    let preview = preview(served, &people).await?;
    say(&format!("preview of a policy for {}: {:.1} s", people.group_name, begun.elapsed().as_secs_f64()));
    let asking = [
        ("all", Asking::Api(&people.administrator), PAGES),
        ("one group", Asking::Api(&people.viewer), PAGES),
        ("console, all", Asking::Console(&people.administrator), CONSOLE),
        ("console, one group", Asking::Console(&people.viewing), CONSOLE),
    ];
    for (who, asking, paths) in asking {
        let paths = chosen(paths, &past.only);
        for page in pages(served, asking, &paths, [people.group, preview], past.times).await? {
            say(&format!(
                "{who:>18} {:>9.1?} median {:>9.1?} p99 {:>7} B {:>3} of {} {}",
                page.median, page.most, page.bytes, page.given, past.times, page.path
            ));
        }
    }
    let paths = chosen(DOCUMENTS, &past.only);
    let times = past.times.min(3);
    for page in
        pages(served, Asking::Api(&people.administrator), &paths, [people.group, preview], times).await?
    {
        say(&format!(
            "document {:>9.1?} median {:>9.1?} most {:>9} B {}",
            page.median, page.most, page.bytes, page.path
        ));
    }
    if let Some(process) = served.process() {
        say(&format!("server: {}", memory(process)));
    }
    Ok(())
}

fn chosen(paths: &[&'static str], only: &str) -> Vec<&'static str> {
    paths.iter().copied().filter(|path| path.contains(only)).collect()
}

#[expect(clippy::cast_precision_loss, reason = "it is for a person to read")]
fn megabytes(bytes: i64) -> f64 {
    bytes as f64 / 1e6
}
