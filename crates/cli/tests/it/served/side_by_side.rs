//! Two servers on one database: one is killed, the other goes on, and nothing is lost or done twice.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use fetter_server::store::LEASE;
use fetter_sim::{Agent, Differences, Pool, PoolSize, Wire, verify};
use fetter_testkit::gate;
use tokio::time::{Instant, sleep};

use super::pair::{PATIENCE, PAUSE, Pair, finding, time};

const LASTS: Duration = Duration::from_secs(4);
/// What a server has at a time at most: two workers with 8 jobs each, and a delivery.
const HELD: (i64, usize) = (16, 1);

/// What a machine does at the two servers in turns, and at the other one where one is not there.
struct Ways([Wire; 2], usize);

impl Ways {
    fn next(&mut self) -> &mut Wire {
        self.1 += 1;
        &mut self.0[self.1 % 2]
    }
}

async fn live(mut agent: Agent, lasts: Duration, mut ways: Ways, pool: Arc<Pool>, token: Arc<str>) -> Agent {
    let begun = Instant::now();
    while let Err(error) = agent.enrol(ways.next(), &token).await {
        assert!(begun.elapsed() < PATIENCE, "{error}");
        sleep(PAUSE).await;
    }
    while begun.elapsed() < lasts {
        agent.change(&pool).expect("it changes");
        // What fails is brought with the next change, or at the end.
        let _ = agent.bring(ways.next(), &pool).await;
        sleep(PAUSE).await;
        let _ = agent.check_in(ways.next()).await;
    }
    settle(&mut agent, &mut ways, &pool).await;
    agent
}

/// Brings everything, until a server says that it has it.
async fn settle(agent: &mut Agent, ways: &mut Ways, pool: &Pool) {
    let begun = Instant::now();
    loop {
        let way = ways.next();
        let (brought, told) = (agent.bring(way, pool).await, agent.check_in(way).await);
        match (brought, told) {
            (Ok(()), Ok(told)) if !told.report => return,
            (brought, told) => {
                assert!(begun.elapsed() < PATIENCE, "{}: {:?} {:?}", agent.id, brought.err(), told.err());
            }
        }
        sleep(PAUSE).await;
    }
}

#[test]
fn one_of_two_servers_is_killed_and_nothing_is_lost_or_done_twice() {
    let Some(url) = gate::postgres("two servers on one database") else { return };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let mut pair = Pair::start(&url).await;
        let token: Arc<str> = pair.one.token().await.expect("a token").into();
        let pool = Arc::new(Pool::new(PoolSize { sites: 60, packages: 20, names: 100 }, 1).expect("a pool"));
        let ways = |from| Ways([Wire::new(pair.one.address), Wire::new(pair.two.address)], from);
        // One has each site all the time, so that nothing that was found is ever gone and comes back.
        let mut agents = vec![Agent::new(0, 600, &pool).expect("a machine")];
        agents.extend((1..=20).map(|number| Agent::new(number, 3, &pool).expect("a machine")));
        let all = agents[0].id.clone();
        let mut machines = Vec::new();
        for (from, agent) in agents.into_iter().enumerate() {
            let is_all = agent.id == all;
            let lasts = if is_all { Duration::ZERO } else { LASTS };
            machines.push(tokio::spawn(live(agent, lasts, ways(from), pool.clone(), token.clone())));
            let begun = Instant::now();
            while is_all && pair.database.holdings(&all).await.expect("it is read").is_empty() {
                assert!(begun.elapsed() < PATIENCE, "the first machine has not reported");
                sleep(PAUSE).await;
            }
        }
        sleep(LASTS / 3).await;
        pair.one.kill().await.expect("it is killed");
        let mut agents = Vec::new();
        for machine in machines {
            agents.push(machine.await.expect("no machine gives up"));
        }
        let found = verify(&pair.database, &agents).await.expect("it is read");
        assert_eq!(found, Differences { compared: found.compared, ..Differences::default() });
        // More than the sites that machines have now.
        assert!(found.compared > 660, "{found:?}");
        let left = pair.do_the_rest(HELD.0).await;
        say(found.compared, left);
        once_each(&pair).await;
    });
}

#[expect(clippy::print_stderr, reason = "how it was is for whoever runs the test to see")]
fn say(compared: usize, left: i64) {
    eprintln!("{compared} sites and events compared; {left} jobs were left by the server that was killed");
}

/// Each release was found once, and told of once.
async fn once_each(pair: &Pair) {
    let findings = pair.items("org findings --limit 1000 json");
    let mut versions: Vec<&str> = findings.iter().filter_map(|found| found["version"].as_str()).collect();
    versions.sort_unstable();
    let releases = pair.items("org package package-0 json");
    let mut there: Vec<&str> = releases.iter().filter_map(|release| release["version"].as_str()).collect();
    there.sort_unstable();
    assert!(versions == there && versions.len() > 10, "{versions:?} of {there:?}");

    let begun = Instant::now();
    let mut held: BTreeMap<i64, BTreeSet<String>> = BTreeMap::new();
    let heard = loop {
        let mut heard = pair.heard();
        // What the dead one was about to tell is told by the other when its minute is over.
        if heard.len() + HELD.1 >= versions.len() {
            for left in pair.database.take_deliveries(10, &[], time() + LEASE).await.expect("they are taken")
            {
                held.entry(finding(left.body.as_bytes())).or_default().insert(format!("msg_{}", left.id));
            }
        }
        for (finding, messages) in &held {
            heard.entry(*finding).or_default().extend(messages.iter().cloned());
        }
        if heard.len() >= versions.len() {
            break heard;
        }
        // What was found last may not be on its way yet.
        assert!(begun.elapsed() < PATIENCE, "{heard:?} of {versions:?}");
        sleep(PAUSE).await;
    };
    assert!(heard.len() == versions.len() && heard.values().all(|ids| ids.len() == 1), "{heard:?}");
}
