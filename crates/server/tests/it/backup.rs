//! Everything in one file, and back.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use fetter_protocol::{Answer, CheckIn, Instructions, Trouble, write};
use fetter_server::backup::{BackupError, Store, Taken, restore, take, verify};
use fetter_server::store::Database;
use fetter_testkit::Scratch;

use crate::support::{Fixture, NEVER, contents, dump, empty_databases, execute, now, on_both};

/// The files of a server, and where backups go.
struct Files(Scratch);

impl Files {
    fn new(what: &str) -> Self {
        let files = Self(Scratch::new(what));
        std::fs::create_dir(files.path("data")).expect("a directory");
        // The key of fixtures.
        std::fs::write(files.path("data/server.key"), "07".repeat(32)).expect("written");
        files
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn store(&self, data: &str, address: &str) -> Store {
        Store { data: self.path(data), database: Some(address.to_owned()), key_file: None }
    }

    async fn take(&self, address: &str, name: &str) -> Result<Taken, BackupError> {
        let (store, file) = (self.store("data", address), self.path(name));
        blocking(move || take(&store, &file)).await
    }

    async fn restore(&self, data: &str, address: &str, name: &str) -> Result<Taken, BackupError> {
        let (store, file) = (self.store(data, address), self.path(name));
        blocking(move || restore(&store, &file)).await
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    tokio::task::spawn_blocking(work).await.expect("it does not panic")
}

#[expect(clippy::disallowed_methods, reason = "it is the test's own file")]
fn bytes(file: &Path) -> Vec<u8> {
    std::fs::read(file).expect("read")
}

fn rewrite(from: &Path, to: &Path, change: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = bytes(from);
    change(&mut bytes);
    std::fs::write(to, bytes).expect("written");
}

/// What no restore changes.
async fn kept(address: &str) -> Vec<String> {
    let changed = [
        "machine ",
        "api_token ",
        "audit ",
        "bundle ",
        "bundle_group ",
        "counter ",
        "group_bundle ",
        "job ",
        "one_time_link ",
    ];
    let rows = dump(address).await;
    rows.into_iter().filter(|row| !changed.iter().any(|table| row.starts_with(table))).collect()
}

#[test]
fn all_that_is_stored_comes_back_on_either_database() {
    on_both("backups", async |fixture| {
        let files = Files::new("backups");
        let acme = fixture.organisation("acme").await;
        let admin = fixture.administrator(acme, "ada 'Ünïcode'\u{1f600}").await;
        let site = contents(&[("idna", "3.7"), ("six", "1.16")]);
        fixture.equipped(acme, "laptops", 1, &[("/v", &site), ("/w", &contents(&[]))]).await;
        let group = fixture.database().group(acme, "laptops").await.expect("a group");
        fixture.bundle(acme, group, 1).await;
        // What was said of findings, and how much was found.
        let said = "INSERT INTO finding_comment (id, organisation, list, finding, made, made_by, body) \
             VALUES (1, ORGANISATION, 'release', 7, 1, 'ada', '<b>said</b>\n\u{202e}so')";
        execute(&fixture.address, &said.replace("ORGANISATION", &acme.to_string())).await;
        assert_eq!(fixture.database().count_findings(1_000_000).await.expect("counted"), 2);
        let taken = files.take(&fixture.address, "one.backup").await.expect("a backup");
        let file = files.path("one.backup");
        assert_eq!(std::fs::metadata(&file).expect("it is there").permissions().mode() & 0o777, 0o600);
        assert_eq!(verify(&file).expect("it is whole"), taken);
        // Every table is in it.
        let tables = taken.header.tables.iter().map(|table| table.name.as_str());
        assert_eq!(tables_of(&fixture).await, sorted(tables.chain(["migration"])));
        assert!(matches!(
            files.take(&fixture.address, "one.backup").await,
            Err(BackupError::Occupied { .. })
        ));
        for (number, address) in empty_databases("backups", files.0.path()).await.iter().enumerate() {
            let data = format!("restored-{number}");
            assert_eq!(files.restore(&data, address, "one.backup").await.expect("restored"), taken);
            assert_eq!(kept(address).await, kept(&fixture.address).await);
            let key = std::fs::metadata(files.path(&data).join("server.key")).expect("the key is back");
            assert_eq!(key.permissions().mode() & 0o777, 0o600);
            let database = Database::connect(address).await.expect("a database");
            let restored = Fixture::new(database, address.clone()).await;
            // Who was signed in signs in again; a password is what it was.
            assert_eq!(restored.get(&admin, "/me").await.status, 401);
            let again = files.restore(&data, address, "one.backup").await;
            assert!(matches!(again, Err(BackupError::Occupied { .. })), "{again:?}");
        }
    });
}

fn sorted<'names>(names: impl Iterator<Item = &'names str>) -> Vec<String> {
    let mut names: Vec<String> = names.map(str::to_owned).collect();
    names.sort();
    names
}

async fn tables_of(fixture: &Fixture) -> Vec<String> {
    use sqlx::{AssertSqlSafe, Connection, Executor, Row};
    let sql = if fixture.address.starts_with("sqlite") {
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    } else {
        "SELECT tablename::text FROM pg_catalog.pg_tables WHERE schemaname = current_schema()"
    };
    let mut connection = sqlx::AnyConnection::connect(&fixture.address).await.expect("the database");
    let rows = connection.fetch_all(AssertSqlSafe(sql)).await.expect("tables");
    let names: Vec<String> = rows.iter().map(|row| row.try_get(0).expect("a name")).collect();
    sorted(names.iter().map(String::as_str))
}

#[test]
fn agents_go_on_with_an_older_state_and_nothing_is_lost_or_doubled() {
    on_both("restores", async |fixture| {
        let files = Files::new("restores");
        let acme = fixture.organisation("acme").await;
        let machine = fixture.machine(acme, 1).await;
        let group = fixture.database().group(acme, "all").await.expect("a group");
        let (old, new) = (contents(&[("idna", "3.7")]), contents(&[("idna", "3.8")]));
        let send = async |at: &Fixture, report: fetter_protocol::Report| -> Answer {
            at.send(machine.post("/agent/v1/report", &report)).await.message()
        };
        let put = async |at: &Fixture, site: &fetter_protocol::SiteContents| {
            let (digest, bytes) = site.canonical().expect("a site");
            let target = format!("/agent/v1/site/{digest}");
            let put = machine.request("PUT", &target, bytes, machine.next(), now());
            assert_eq!(at.send(put).await.status, 200);
        };
        send(&fixture, machine.report(1, &[("/v", &old)], &[1, 2])).await;
        put(&fixture, &old).await;
        fixture.bundle(acme, group, 1).await;
        files.take(&fixture.address, "one.backup").await.expect("a backup");
        // All of this is lost.
        send(&fixture, machine.report(2, &[("/v", &new)], &[3])).await;
        put(&fixture, &new).await;
        let newest = fixture.bundle(acme, group, 2).await;
        let stranger = fixture.machine(acme, 2).await;
        for (number, address) in empty_databases("restores", files.0.path()).await.iter().enumerate() {
            files.restore(&format!("data-{number}"), address, "one.backup").await.expect("restored");
            let database = Database::connect(address).await.expect("a database");
            let restored = Fixture::new(database, address.clone()).await;
            let report = machine.report(3, &[("/v", &new)], &[3, 4]);
            let said = CheckIn {
                acknowledged: 2,
                acknowledged_events: 3,
                ..machine.check_in(&report, Some(newest.digest))
            };
            let told: Instructions = restored.send(machine.post("/agent/v1/check-in", &said)).await.message();
            assert!(told.report, "it is to send again what was lost");
            assert_eq!((told.acknowledged, told.acknowledged_events), (1, 2));
            // The policy of then, under a number that the machine takes.
            let offer = told.bundle.expect("another policy");
            assert!(offer.number > newest.number, "{offer:?}");
            let target = format!("/agent/v1/bundle/{}", offer.digest);
            let get = machine.request("GET", &target, Vec::new(), machine.next(), now());
            assert_eq!(restored.send(get).await.status, 200);
            let answer = send(&restored, report).await;
            assert_eq!((answer.acknowledged, answer.acknowledged_events), (3, 4));
            assert_eq!(answer.wanted, [new.canonical().expect("a site").0]);
            put(&restored, &new).await;
            let admin = restored.administrator(acme, "ada").await;
            let events = restored.get(&admin, "/events?order=oldest").await;
            let told = events.column("told");
            let numbers: Vec<i64> = told.iter().filter_map(|told| told["sequence"].as_i64()).collect();
            assert_eq!(numbers, [1, 2, 3, 4]);
            // Whoever has read the events up to some that are lost misses none that comes.
            let lost: i64 = 1000;
            let positions = restored.get(&admin, "/events?order=oldest").await.column("position");
            let last = positions.last().and_then(serde_json::Value::as_i64);
            assert!(last.is_none_or(|last| last > lost), "{positions:?}");
            let path = format!("/machines/{}/packages", machine.id);
            assert_eq!(restored.get(&admin, &path).await.column("version"), ["3.8"]);
            // Who came after the backup is enrolled again.
            let said = write(&stranger.check_in(&stranger.report(1, &[], &[]), None)).expect("a message");
            let request = stranger.request("POST", "/agent/v1/check-in", said, stranger.next(), now());
            assert_eq!(restored.send(request).await.trouble(), Some(Trouble::Unknown));
        }
    });
}

#[test]
fn what_is_damaged_or_of_another_server_is_not_restored() {
    on_both("damaged", async |fixture| {
        let files = Files::new("damaged");
        let acme = fixture.organisation("acme").await;
        fixture.token(acme, "all", 1, NEVER).await;
        files.take(&fixture.address, "good").await.expect("a backup");
        let good = files.path("good");
        rewrite(&good, &files.path("cut"), |bytes| bytes.truncate(bytes.len() - 20));
        rewrite(&good, &files.path("flipped"), |bytes| {
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
        });
        rewrite(&good, &files.path("none"), |bytes| *bytes = b"SQLite format 3\0".to_vec());
        let line = |change: &dyn Fn(String) -> String| {
            let text = String::from_utf8(zstd::decode_all(bytes(&good).as_slice()).expect("zstd"));
            zstd::encode_all(change(text.expect("text")).as_bytes(), 1).expect("packed")
        };
        let changed = line(&|text| text.replace("\"acme\"", "\"evil\""));
        std::fs::write(files.path("changed"), changed).expect("written");
        let newer = line(&|text| text.replacen("\"version\":1", "\"version\":2", 1));
        std::fs::write(files.path("newer"), newer).expect("written");
        let address = format!("sqlite:{}", files.path("empty.db").display());
        for name in ["cut", "flipped", "none", "changed", "newer"] {
            let done = files.restore("restored", &address, name).await;
            assert!(
                matches!(done, Err(BackupError::Damaged { .. } | BackupError::File { .. })),
                "{name}: {done:?}"
            );
            assert!(!files.path("restored/server.key").exists(), "{name}");
        }
        // Another server's key in its place, and a key that does not open what is sealed.
        std::fs::create_dir(files.path("other")).expect("a directory");
        std::fs::write(files.path("other/server.key"), "08".repeat(32)).expect("written");
        let done = files.restore("other", &address, "good").await;
        assert!(matches!(done, Err(BackupError::Occupied { .. })), "{done:?}");
        std::fs::write(files.path("data/server.key"), "08".repeat(32)).expect("written");
        files.take(&fixture.address, "wrong").await.expect("a backup");
        let done = files.restore("restored", &address, "wrong").await;
        assert!(matches!(done, Err(BackupError::Seal(_))), "{done:?}");
        // Nothing of all that stays in the way.
        std::fs::remove_file(files.path("data/server.key")).expect("removed");
        files.restore("restored", &address, "good").await.expect("restored");
        // A newer server's schema is not understood.
        execute(&fixture.address, "INSERT INTO migration (number, name) VALUES (99999, 'x')").await;
        std::fs::write(files.path("data/server.key"), "07".repeat(32)).expect("written");
        let newer = files.take(&fixture.address, "future").await;
        assert!(newer.expect_err("it is refused").to_string().contains("newer version"));
        assert!(!files.path("future").exists());
    });
}
