//! Connections to a database.

use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::{AnyConnection, AnyPool, Executor};

use super::StoreError;
use super::error::Attempt;
use super::few::FEW;
use super::holder_lists::OrderLimits;
use super::record_cache::RecordCache;

/// Which database it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// One file on this machine.
    Sqlite,
    /// PostgreSQL, or what speaks its protocol.
    Postgres,
}

/// A database, with connections to read and to write by.
#[derive(Clone, Debug)]
pub struct Database {
    engine: Engine,
    /// SQLite has one writer at a time: whoever waits for it waits here, and not until a time limit in the database.
    write: AnyPool,
    read: AnyPool,
    records: RecordCache,
    /// Of how many places what is there is looked at first (`few.rs`).
    few: i64,
    /// How many places are put in order (`holder_lists.rs`).
    in_order: OrderLimits,
}

/// How long a statement waits for a connection, and for SQLite's lock.
const PATIENCE: Duration = Duration::from_secs(10);
/// Connections for reading.
const READERS: u32 = 8;
/// Connections for writing to PostgreSQL.
const WRITERS: u32 = 8;

/// What each connection to SQLite is told: that a commit is on the disk when it is acknowledged (FULL), and that readers do not wait
/// for it (WAL).
const SQLITE: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
    PRAGMA busy_timeout = 10000; PRAGMA temp_store = MEMORY;";
/// How much of the file each keeps in memory, in KiB. The kernel keeps it for all of them: what readers keep besides is there once for each.
const WRITER_CACHE: &str = "PRAGMA cache_size = -32768";
const READER_CACHE: &str = "PRAGMA cache_size = -4096";

/// What each connection to PostgreSQL is told: to plan by how large tables are now. A plan that was kept from when they were empty reads them
/// whole, until a minute later somebody counts the rows. What a page shows is few rows in the order of an index, of which most are in memory:
/// compiling the statement, starting other processes for it, or reading a table whole rather than by an index takes longer than the page.
///
/// Nothing waits for ever: not for what somebody else holds, nor for a statement that does not end.
const POSTGRES: &str = "SET plan_cache_mode = force_custom_plan; SET jit = off; SET max_parallel_workers_per_gather = 0; \
    SET random_page_cost = 1.1; SET lock_timeout = '10s'; SET statement_timeout = '120s'";

/// A number of our own, for PostgreSQL's advisory lock.
const TURN: &str = "SELECT pg_advisory_xact_lock(7344217)";

impl Database {
    /// Connects to a database; SQLite's file is made where it is not there.
    pub async fn connect(address: &str) -> Result<Self, StoreError> {
        sqlx::any::install_default_drivers();
        let engine = Engine::of(address)?;
        let file = address.strip_prefix("sqlite:").map(|file| file.trim_start_matches("//"));
        if let Some(file) = file {
            make_private(Path::new(file))?;
        }
        let url = file.map_or_else(|| address.to_owned(), |file| format!("sqlite://{file}?mode=rwc"));
        let options = AnyConnectOptions::from_str(&url).to("be named")?;
        let pool = |most: u32, cache: &'static str| {
            let pool = AnyPoolOptions::new().max_connections(most).acquire_timeout(PATIENCE);
            pool.after_connect(move |connection, _| {
                Box::pin(async move {
                    match engine {
                        Engine::Sqlite => {
                            connection.execute(SQLITE).await?;
                            connection.execute(cache).await?;
                        }
                        Engine::Postgres => {
                            // What speaks PostgreSQL's protocol need not know it.
                            let _ = connection.execute(POSTGRES).await;
                        }
                    }
                    Ok(())
                })
            })
        };
        let write = pool(if engine == Engine::Sqlite { 1 } else { WRITERS }, WRITER_CACHE);
        let write = write.connect_with(options.clone()).await.to("be reached")?;
        let read = pool(READERS, READER_CACHE).connect_lazy_with(options);
        Ok(Self {
            engine,
            write,
            read,
            records: RecordCache::default(),
            few: FEW,
            in_order: OrderLimits::USUAL,
        })
    }

    /// The same, which takes so many places for few: what is listed does not depend on it, but how it is looked for does.
    #[must_use]
    pub fn with_few_places(self, few: i64) -> Self {
        Self { few, ..self }
    }

    pub(super) const fn places_that_are_few(&self) -> i64 {
        self.few
    }

    /// The same, which puts so many places in order, and looks at so many machines where there are more, and at as many environments.
    #[must_use]
    pub fn with_places_in_order(self, places: i64, machines: usize) -> Self {
        let environments = i64::try_from(machines).unwrap_or(i64::MAX);
        let in_order = OrderLimits { places, walked: machines, looked_at: machines, environments };
        Self { in_order, ..self }
    }

    pub(super) const fn order_limits(&self) -> OrderLimits {
        self.in_order
    }

    /// Which database it is.
    #[must_use]
    pub const fn engine(&self) -> Engine {
        self.engine
    }

    /// Whether it answers.
    pub async fn answers(&self) -> Result<(), StoreError> {
        sqlx::query("SELECT 1").execute(&self.read).await.map(drop).to("answer")
    }

    /// Distributions that were read lately.
    pub(super) const fn record_cache(&self) -> &RecordCache {
        &self.records
    }

    /// Connections for statements that change nothing.
    pub(crate) const fn read(&self) -> &AnyPool {
        &self.read
    }

    /// Connections for statements that change something.
    pub(crate) const fn write(&self) -> &AnyPool {
        &self.write
    }

    /// Begins a transaction that writes.
    pub(crate) async fn begin(&self) -> Result<sqlx::Transaction<'static, sqlx::Any>, StoreError> {
        // SQLite's other kind of transaction fails at its first write where another process wrote meanwhile.
        let begin = if self.engine == Engine::Sqlite { "BEGIN IMMEDIATE" } else { "BEGIN" };
        self.write.begin_with(begin).await.to("begin a transaction")
    }

    /// Begins a transaction that changes which machines have what, or what is found of it.
    ///
    /// SQLite has one writer at a time. On PostgreSQL these wait for one another too: so nobody waits for a row of another who waits for his, and
    /// nobody misses what another is about to commit, as two of the last machines with a release would who leave at the same time.
    pub(crate) async fn begin_in_turn(&self) -> Result<sqlx::Transaction<'static, sqlx::Any>, StoreError> {
        let mut transaction = self.begin().await?;
        self.turn(&mut transaction).await?;
        Ok(transaction)
    }

    /// Waits for one's turn in a transaction that waited for something else before: whoever holds that for long keeps nobody else waiting then.
    pub(crate) async fn turn(&self, connection: &mut AnyConnection) -> Result<(), StoreError> {
        if self.engine == Engine::Postgres {
            connection.execute(TURN).await.to("wait for another server")?;
        }
        Ok(())
    }

    /// Ends all connections, after what is going on.
    pub async fn close(&self) {
        self.write.close().await;
        self.read.close().await;
    }
}

/// Makes SQLite's file, where it is not there, for nobody else to read: SQLite would make it for all. Its other files are like this one.
fn make_private(file: &Path) -> Result<(), StoreError> {
    let made = OpenOptions::new().create(true).append(true).mode(0o600).open(file);
    made.map(drop).map_err(|error| StoreError::File { path: file.to_path_buf(), error })
}

impl Engine {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }

    fn of(address: &str) -> Result<Self, StoreError> {
        match address.split_once(':').map(|(scheme, _)| scheme) {
            Some("sqlite") => Ok(Self::Sqlite),
            Some("postgres" | "postgresql") => Ok(Self::Postgres),
            _ => Err(StoreError::Address(fetter_core::metadata::credentials::mask_credentials(address))),
        }
    }
}
