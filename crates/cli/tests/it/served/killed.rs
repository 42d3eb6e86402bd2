//! What machines were told is durable is there, whenever the server is killed.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use fetter_sim::{Agent, Chaos, Differences, Pool, PoolSize, Random, Served, chaos, verify};
use fetter_testkit::{Scratch, gate};
use tokio::time::{Instant, sleep};

use crate::support::{FETTER, new_database};

const LASTS: Duration = Duration::from_secs(6);

#[test]
fn nothing_is_lost_doubled_or_made_up_on_sqlite() {
    let scratch = Scratch::new("killed");
    disturb(scratch.path(), None);
}

#[test]
fn nothing_is_lost_doubled_or_made_up_on_postgresql() {
    let Some(url) = gate::postgres("a server that is killed") else { return };
    let scratch = Scratch::new("killed-postgresql");
    disturb(scratch.path(), Some(&new_database(&url)));
}

fn disturb(data: &Path, database: Option<&str>) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let size = PoolSize { sites: 60, packages: 20, names: 100 };
        let pool = Arc::new(Pool::new(size, 1).expect("a pool"));
        let agents = (1..=20).map(|number| Agent::new(number, 3, &pool).expect("a machine")).collect();
        let mut served = Served::new(Path::new(FETTER), data, database).expect("a port");
        served.start().await.expect("it starts");
        let token = served.token().await.expect("a token");
        let how = Chaos {
            server: served.address,
            lasts: LASTS,
            pause: Duration::from_millis(50),
            settles: Duration::from_secs(60),
        };
        let machines = tokio::spawn(async move { chaos(how, agents, pool, &token).await });
        let (begun, mut random, mut killed) = (Instant::now(), Random::new(3), 0);
        while begun.elapsed() < LASTS {
            sleep(Duration::from_millis(300 + random.next() % 600)).await;
            served.kill().await.expect("it is killed");
            served.start().await.expect("it starts again");
            killed += 1;
        }
        let agents = machines.await.expect("no machine panics").expect("all is brought in the end");
        let found = verify(&served.database().await.expect("a database"), &agents).await.expect("it is read");
        let none = Differences { compared: found.compared, ..Differences::default() };
        assert_eq!(found, none);
        assert!(killed >= 4 && found.compared > 200, "{killed} {found:?}");
    });
}
