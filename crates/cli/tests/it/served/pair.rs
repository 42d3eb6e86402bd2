//! Two servers on one database, and who is told what they find.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

use fetter_server::auth::Secret;
use fetter_server::jobs::Worker;
use fetter_server::store::{Database, LEASE, NewLink};
use fetter_sim::Served;
use fetter_testkit::Scratch;
use fetter_testkit::server::{Response, Server as Program};
use serde_json::Value;
use tokio::time::{Instant, sleep};

use super::asking::now;
use super::server::PASSWORD;
use crate::support::{FETTER, fetter, new_database};

pub(super) const PATIENCE: Duration = Duration::from_secs(60);
pub(super) const PAUSE: Duration = Duration::from_millis(50);
/// Something is known of a package that is in each site, with one of many versions.
const RECORD: &str = r#"{"id":"MAL-1","modified":"2026-01-01T00:00:00Z","summary":"bad","affected":[{"package":{"ecosystem":"PyPI","name":"package-0"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"}]}]}]}"#;

/// Two servers with one key on one database, of which an administrator and a program are told.
pub(super) struct Pair {
    home: Scratch,
    pub(super) one: Served,
    pub(super) two: Served,
    pub(super) database: Database,
    told: Program,
}

impl Pair {
    pub(super) async fn start(url: &str) -> Self {
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

    pub(super) fn items(&self, line: &str) -> Vec<Value> {
        // What was found is an exit code of its own.
        let ran = fetter(&self.home).args(line.split(' ')).run();
        let list: Value =
            serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{line}: {}", ran.stderr));
        assert!(list["next"].is_null(), "there is more: {line}");
        list["items"].as_array().expect("a list").clone()
    }

    /// What the program was told: the ids of what it was told by, of each finding.
    pub(super) fn heard(&self) -> BTreeMap<i64, BTreeSet<String>> {
        let mut heard: BTreeMap<i64, BTreeSet<String>> = BTreeMap::new();
        for request in self.told.requests() {
            let id = request.header("webhook-id").expect("an id").to_owned();
            heard.entry(finding(&request.body)).or_default().insert(id);
        }
        heard
    }

    /// Waits until nobody has anything to do but what the dead one had, which is no more than that, and has it done as if its time were over.
    pub(super) async fn do_the_rest(&self, most: i64) -> i64 {
        let begun = Instant::now();
        let left = loop {
            let (count, due) = self.database.waiting_jobs().await.expect("they are counted");
            // What the other one is about is held as well, until it is done.
            if count <= most && due.is_none_or(|due| due > time() + 1) {
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

pub(super) fn time() -> i64 {
    i64::try_from(now()).expect("a time")
}

/// The row of the finding that a program is told of.
pub(super) fn finding(body: &[u8]) -> i64 {
    let body: Value = serde_json::from_slice(body).expect("JSON");
    body["data"]["facts"]["finding"].as_i64().expect("a finding")
}
