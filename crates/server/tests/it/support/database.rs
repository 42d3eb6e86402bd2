//! A database for one test. Its tables are copied from one that was made for all tests of a process: making them by every migration takes longer than
//! most of the tests.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use fetter_server::store::Database;
use fetter_testkit::{Scratch, gate};
use sqlx::{AssertSqlSafe, Column, Connection, Executor, Row};
use tokio::sync::OnceCell;

use super::Fixture;

static COUNT: AtomicU32 = AtomicU32::new(0);

/// Does the same on SQLite, and on PostgreSQL where there is one.
pub(crate) fn on_both<F: Future<Output = ()>>(what: &str, test: impl Fn(Fixture) -> F) {
    on_each(what, Start::Migrated, async |database, address| {
        test(Fixture::new(database, address.clone()).await).await;
        places_are_with_their_machines(&address).await;
    });
}

/// What a database has when a test begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Start {
    Nothing,
    Migrated,
}

/// Whatever a test did: a place is in the group of its machine, by which lists of groups go.
async fn places_are_with_their_machines(address: &str) {
    let mut connection = sqlx::AnyConnection::connect(address).await.expect("the database");
    let elsewhere = "SELECT ms.machine FROM machine_site ms JOIN machine m ON m.id = ms.machine WHERE ms.machine_group <> m.machine_group";
    assert_eq!(connection.fetch_all(elsewhere).await.expect("rows").len(), 0);
}

/// The same, with a database that has no tables.
pub(crate) fn on_empty(what: &str, test: impl AsyncFn(Database, String)) {
    on_each(what, Start::Nothing, test);
}

fn on_each(what: &str, start: Start, test: impl AsyncFn(Database, String)) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let scratch = Scratch::new(what);
    let file = scratch.path().join("fetter.db");
    runtime.block_on(async {
        if start == Start::Migrated {
            write_private(&file, migrated_file().await);
        }
        let address = format!("sqlite:{}", file.display());
        test(Database::connect(&address).await.expect("SQLite"), address).await;
    });
    let Some(url) = gate::postgres(what) else { return };
    runtime.block_on(async {
        let (name, address) = new_database(&url, start).await;
        test(Database::connect(&address).await.expect("PostgreSQL"), address).await;
        say(&url, format!("DROP DATABASE {name} WITH (FORCE)")).await;
    });
}

/// Everything that is stored, but for when tokens were used.
pub(crate) async fn dump(address: &str) -> Vec<String> {
    let mut connection = sqlx::AnyConnection::connect(address).await.expect("the database");
    let mut rows = Vec::new();
    for table in TABLES {
        let sql = AssertSqlSafe(format!("SELECT * FROM {table}"));
        for row in connection.fetch_all(sql).await.expect("rows") {
            let cells =
                row.columns().iter().filter(|column| column.name() != "used" || *table != "api_token");
            let cells: Vec<String> = cells.map(|column| cell(&row, column.ordinal())).collect();
            rows.push(format!("{table} {}", cells.join("|")));
        }
    }
    rows.sort();
    rows
}

fn cell(row: &sqlx::any::AnyRow, at: usize) -> String {
    let text = row.try_get::<Option<String>, _>(at).map(|text| format!("{text:?}"));
    let number = || row.try_get::<Option<i64>, _>(at).map(|number| format!("{number:?}"));
    let bytes = || row.try_get::<Option<Vec<u8>>, _>(at).map(|bytes| format!("{bytes:?}"));
    text.or_else(|_| number()).or_else(|_| bytes()).expect("a text, a number or bytes")
}

const TABLES: &[&str] = &[
    "delivery",
    "environment",
    "finished_flow",
    "identity",
    "lease",
    "mail_recipient",
    "password_attempt",
    "recovery_code",
    "totp",
    "webhook",
    "activation",
    "group_policy",
    "policy",
    "policy_exception",
    "package_request",
    "preview",
    "preview_finding",
    "preview_release",
    "preview_unchecked",
    "account",
    "account_group",
    "api_token",
    "api_token_group",
    "audit",
    "bundle",
    "counter",
    "enrolment_token",
    "event",
    "bundle_group",
    "group_bundle",
    "machine",
    "machine_group",
    "machine_site",
    "machine_site_past",
    "machine_state",
    "one_time_link",
    "organisation",
    "path",
    "release",
    "site",
    "distribution",
    "site_release",
    "finding_comment",
    "finding_day",
    "package_count",
    "tampered_finding",
    "walk",
    "machine_verdict",
];

/// Does something to the database that no request does.
pub(crate) async fn execute(address: &str, sql: &str) {
    let mut connection = sqlx::AnyConnection::connect(address).await.expect("the database");
    connection.execute(AssertSqlSafe(sql.to_owned())).await.expect(sql);
}

/// Empty databases of each kind that there is: their addresses.
pub(crate) async fn empty_databases(what: &str, directory: &Path) -> Vec<String> {
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let mut addresses = vec![format!("sqlite:{}", directory.join(format!("empty-{number}.db")).display())];
    if let Some(url) = gate::postgres(what) {
        addresses.push(new_database(&url, Start::Nothing).await.1);
    }
    addresses
}

/// A database of one's own, and its address. Where a test fails it stays until the cluster goes.
async fn new_database(url: &str, start: Start) -> (String, String) {
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let name = format!("test_{}_{number}", std::process::id());
    let template = match start {
        Start::Nothing => "template1",
        Start::Migrated => migrated_database(url).await,
    };
    say(url, format!("CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")).await;
    (name.clone(), address_of(url, &name))
}

fn address_of(url: &str, name: &str) -> String {
    url.replace("/postgres?", &format!("/{name}?"))
}

/// The name of a database in PostgreSQL that has all tables, and nothing in them; nobody is connected to it.
async fn migrated_database(url: &str) -> &'static str {
    static NAME: OnceCell<String> = OnceCell::const_new();
    let made = NAME.get_or_init(async || {
        let name = format!("test_{}_tables", std::process::id());
        say(url, format!("CREATE DATABASE {name}")).await;
        migrate_once(&address_of(url, &name)).await;
        name
    });
    made.await
}

/// A file of SQLite that has all tables, and nothing in them.
#[expect(clippy::disallowed_methods, reason = "a file of the tests' own")]
async fn migrated_file() -> &'static [u8] {
    static FILE: OnceCell<Vec<u8>> = OnceCell::const_new();
    let made = FILE.get_or_init(async || {
        let scratch = Scratch::new("tables");
        let file = scratch.path().join("fetter.db");
        migrate_once(&format!("sqlite:{}", file.display())).await;
        std::fs::read(file).expect("the file")
    });
    made.await
}

/// As the server makes it: for nobody else to read.
fn write_private(file: &Path, bytes: &[u8]) {
    let made = OpenOptions::new().create_new(true).write(true).mode(0o600).open(file);
    made.expect("a new file").write_all(bytes).expect("a copy");
}

async fn migrate_once(address: &str) {
    let database = Database::connect(address).await.expect("a database");
    database.migrate().await.expect("the schema is made");
    database.close().await;
}

async fn say(url: &str, sql: String) {
    sqlx::any::install_default_drivers();
    let mut connection = sqlx::AnyConnection::connect(url).await.expect("PostgreSQL");
    connection.execute(AssertSqlSafe(sql)).await.expect("it is done");
}

/// How the tables are, without what is in them: each column, and each index.
pub(crate) async fn schema(address: &str) -> Vec<String> {
    let sql = if address.starts_with("sqlite:") {
        "SELECT m.name || ' ' || c.name || ' ' || c.type || ' ' || c.\"notnull\" || ' ' || c.pk FROM sqlite_master m \
         JOIN pragma_table_info(m.name) c WHERE m.type = 'table' UNION ALL \
         SELECT tbl_name || ' ' || name || ' ' || COALESCE(sql, '') FROM sqlite_master WHERE type = 'index'"
    } else {
        "SELECT CAST(table_name || ' ' || column_name || ' ' || data_type || ' ' || is_nullable AS TEXT) \
         FROM information_schema.columns WHERE table_schema = 'public' UNION ALL \
         SELECT CAST(indexdef AS TEXT) FROM pg_indexes WHERE schemaname = 'public'"
    };
    let mut connection = sqlx::AnyConnection::connect(address).await.expect("the database");
    let rows = connection.fetch_all(sql).await.expect("rows");
    let mut lines: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
    lines.sort();
    lines
}
