//! A database for one test.

use std::sync::atomic::{AtomicU32, Ordering};

use fetter_server::store::Database;
use fetter_testkit::{Scratch, gate};
use sqlx::{AssertSqlSafe, Connection, Executor};

use super::Fixture;

static COUNT: AtomicU32 = AtomicU32::new(0);

/// Does the same on SQLite, and on PostgreSQL where there is one.
pub(crate) fn on_both<F: Future<Output = ()>>(what: &str, test: impl Fn(Fixture) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let scratch = Scratch::new(what);
    let file = scratch.path().join("fetter.db");
    runtime.block_on(async {
        let address = format!("sqlite:{}", file.display());
        test(Fixture::new(Database::connect(&address).await.expect("SQLite")).await).await;
    });
    let Some(url) = gate::postgres(what) else { return };
    runtime.block_on(async {
        let (name, address) = new_database(&url).await;
        test(Fixture::new(Database::connect(&address).await.expect("PostgreSQL")).await).await;
        say(&url, format!("DROP DATABASE {name} WITH (FORCE)")).await;
    });
}

/// A database of one's own, and its address. Where a test fails it stays until the cluster goes.
async fn new_database(url: &str) -> (String, String) {
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let name = format!("test_{}_{number}", std::process::id());
    say(url, format!("CREATE DATABASE {name}")).await;
    let address = url.replace("/postgres?", &format!("/{name}?"));
    (name, address)
}

async fn say(url: &str, sql: String) {
    sqlx::any::install_default_drivers();
    let mut connection = sqlx::AnyConnection::connect(url).await.expect("PostgreSQL");
    connection.execute(AssertSqlSafe(sql)).await.expect("it is done");
}
