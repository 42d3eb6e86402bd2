//! Two servers on one database: one is killed, the other goes on, and nothing is lost or done twice.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use fetter_server::auth::Secret;
use fetter_server::jobs::Worker;
use fetter_server::store::{Database, LEASE, NewLink};
use fetter_sim::{Agent, Differences, Pool, PoolSize, Served, Wire, verify};
use fetter_testkit::server::{Response, Server as Program};
use fetter_testkit::{Scratch, gate};
use serde_json::Value;
use tokio::time::{Instant, sleep};

use super::asking::now;
use super::server::PASSWORD;
use crate::support::{FETTER, fetter, new_database};

const LASTS: Duration = Duration::from_secs(4);
const PATIENCE: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(50);
/// What a server has at a time at most: two workers with 8 jobs each, and a delivery.
const HELD: (i64, usize) = (16, 1);
/// Something is known of a package that is in each site, with one of many versions.
const RECORD: &str = r#"{"id":"MAL-1","modified":"2026-01-01T00:00:00Z","summary":"bad","affected":[{"package":{"ecosystem":"PyPI","name":"package-0"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"}]}]}]}"#;

/// Two servers with one key on one database, of which an administrator and a program are told.
struct Pair {
    home: Scratch,
    one: Served,
    two: Served,
    database: Database,
    told: Program,
}

impl Pair {
    async fn start(url: &str) -> Self {
        let home = Scratch::new("side-by-side");
        let tree = home.tree();
        tree.file("records/MAL-1.json", RECORD);
        tree.file("password", PASSWORD);
        let ran =
            fetter(&home).args(["db", "update", "--from", "records", "--database", "one/advisories"]).run();
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        let told = Program::start();
        told.answer_otherwise(|_| Response::status(204));
        let url = new_database(url);
        let server = |data: &str| {
            let served = Served::new(Path::new(FETTER), &home.at(data), Some(&url)).expect("a port");
            served.with(&["--private-webhooks"])
        };
        let (mut one, mut two) = (server("one"), server("two"));
        one.start().await.expect("it starts");
        tree.directory("two");
        std::fs::copy(home.at("one/server.key"), home.at("two/server.key")).expect("there is a key");
        two.start().await.expect("it starts");
        let database = one.database().await.expect("a database");
        let pair = Self { home, one, two, database, told };
        pair.administer().await;
        pair
    }

    /// Makes an administrator, who has a program told of what is found.
    async fn administer(&self) {
        let link = Secret::new("first").expect("random bytes");
        let organisation = self.database.organisations().await.expect("it is read")[0].id;
        let new = NewLink { digest: link.digest(), expires: now() + 60 };
        assert!(self.database.make_first_link(None, organisation, &new).await.expect("it is made"));
        self.home.tree().file("link", link.reveal());
        let server = format!("--server http://{}", self.two.address);
        self.done(&format!("server sign-in {server} --user ada --password-file password --link-file link"));
        self.done(&format!("server webhook create {} --kind finding", self.told.url("/hook")));
    }

    fn done(&self, line: &str) -> String {
        let ran = fetter(&self.home).args(line.split(' ')).run();
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{line}");
        ran.stdout
    }

    fn items(&self, line: &str) -> Vec<Value> {
        // What was found is an exit code of its own.
        let ran = fetter(&self.home).args(line.split(' ')).run();
        let list: Value =
            serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{line}: {}", ran.stderr));
        assert_eq!(list["is_complete"], true, "{line}");
        list["items"].as_array().expect("a list").clone()
    }

    /// What the program was told: the ids of what it was told by, of each finding.
    fn heard(&self) -> BTreeMap<i64, BTreeSet<String>> {
        let mut heard: BTreeMap<i64, BTreeSet<String>> = BTreeMap::new();
        for request in self.told.requests() {
            let id = request.header("webhook-id").expect("an id").to_owned();
            heard.entry(finding(&request.body)).or_default().insert(id);
        }
        heard
    }

    /// Waits until nobody has anything to do but what the dead one had, and has that done as if its time were over.
    async fn do_the_rest(&self) -> i64 {
        let begun = Instant::now();
        let left = loop {
            let (count, due) = self.database.waiting_jobs().await.expect("they are counted");
            if due.is_none_or(|due| due > time() + 1) {
                break count;
            }
            assert!(begun.elapsed() < PATIENCE, "{count} jobs wait");
            sleep(PAUSE).await;
        };
        let heir = Worker::new(self.database.clone(), "heir".to_owned(), None);
        while heir.work(time() + LEASE + 1).await.expect("it works") > 0 {}
        assert_eq!(self.database.waiting_jobs().await.expect("they are counted"), (0, None));
        assert_eq!(self.database.failed_jobs(10).await.expect("they are read"), []);
        left
    }
}

fn time() -> i64 {
    i64::try_from(now()).expect("a time")
}

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
        assert!(found.compared > 800, "{found:?}");
        let left = pair.do_the_rest().await;
        assert!(left <= HELD.0, "{left} jobs were nobody's");
        once_each(&pair).await;
    });
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
    let mut heard = loop {
        let heard = pair.heard();
        if heard.len() + HELD.1 >= versions.len() {
            break heard;
        }
        assert!(begun.elapsed() < PATIENCE, "{heard:?} of {versions:?}");
        sleep(PAUSE).await;
    };
    // What the dead one was about to tell is told by the other when its minute is over.
    for left in pair.database.take_deliveries(10, time() + LEASE).await.expect("they are taken") {
        heard.entry(finding(left.body.as_bytes())).or_default().insert(format!("msg_{}", left.id));
    }
    assert!(heard.len() == versions.len() && heard.values().all(|ids| ids.len() == 1), "{heard:?}");
}

/// The row of the finding that a program is told of.
fn finding(body: &[u8]) -> i64 {
    let body: Value = serde_json::from_slice(body).expect("JSON");
    body["data"]["facts"]["finding"].as_i64().expect("a finding")
}
