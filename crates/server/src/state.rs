//! What all handlers share.

use std::sync::Arc;

use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

use crate::api::Room;
use crate::api::rate::Rates;
use crate::auth::{Passwords, Sealer};
use crate::changes::Changes;
use crate::exports::ExportRoom;
use crate::keys::Keys;
use crate::metrics::Metrics;
use crate::options::ServerOptions;
use crate::store::{Database, Ingest};
use crate::{policies, watch};

/// How many machines may wait at once to be told of changes. The others check in from time to time.
const WAITING: usize = 10_000;

/// How many people may look at what is new as it comes: each has the database asked every two seconds.
const LIVE: usize = 100;

/// What all handlers share.
#[derive(Debug)]
pub struct Server {
    pub(crate) database: Database,
    pub(crate) ingest: Ingest,
    pub(crate) keys: Keys,
    pub(crate) changes: Changes,
    pub(crate) sealer: Sealer,
    pub(crate) room: Room,
    /// The same for those who are not known yet.
    pub(crate) strangers: Room,
    pub(crate) waiting: Arc<Semaphore>,
    /// Whose turn it is to have a policy derived.
    pub(crate) deriving: ExportRoom,
    /// Room for policies that are read, compared or proposed: each is as large as its files.
    pub(crate) policies: ExportRoom,
    pub(crate) passwords: Passwords,
    pub(crate) rates: Rates,
    pub(crate) exports: ExportRoom,
    /// Whose turn it is to have the bill of a group made: all that it lists is in memory.
    pub(crate) bills: ExportRoom,
    /// How many may look at what is new as it comes.
    pub(crate) live: Arc<Semaphore>,
    pub(crate) metrics: Metrics,
    pub(crate) options: ServerOptions,
}

/// The same, as it is handed out.
pub type Shared = Arc<Server>;

impl Server {
    /// A server of this database, and the task that makes durable what machines send: it ends when the server is dropped.
    #[must_use]
    pub fn begin(database: Database, sealer: Sealer, interval: u32) -> (Shared, JoinHandle<()>) {
        Self::begin_with(database, sealer, ServerOptions::new(interval))
    }

    /// The same, as it is told.
    #[must_use]
    pub fn begin_with(
        database: Database,
        sealer: Sealer,
        options: ServerOptions,
    ) -> (Shared, JoinHandle<()>) {
        let metrics = Metrics::default();
        let (ingest, keeping) = Ingest::begin(database.clone(), metrics.clone());
        let server = Self {
            keys: Keys::new(database.clone()),
            database,
            ingest,
            changes: Changes::default(),
            sealer,
            room: Room::new(),
            strangers: Room::small(),
            waiting: Arc::new(Semaphore::new(WAITING)),
            deriving: ExportRoom::new(1, 1),
            policies: ExportRoom::default(),
            passwords: Passwords::default(),
            rates: Rates::default(),
            exports: ExportRoom::default(),
            bills: ExportRoom::new(1, 1),
            live: Arc::new(Semaphore::new(LIVE)),
            metrics,
            options,
        };
        tokio::spawn(watch::watch(server.database.clone(), server.changes.clone()));
        let server = Arc::new(server);
        tokio::spawn(policies::republish(Arc::downgrade(&server)));
        (server, keeping)
    }

    /// What is counted and measured.
    #[must_use]
    pub const fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// How many check-ins are kept until there is something to tell.
    pub(crate) fn kept_check_ins(&self) -> usize {
        WAITING.saturating_sub(self.waiting.available_permits())
    }

    /// What is stored.
    #[must_use]
    pub const fn database(&self) -> &Database {
        &self.database
    }

    /// Whom changes are told.
    #[must_use]
    pub const fn changes(&self) -> &Changes {
        &self.changes
    }

    /// What secrets are sealed with.
    #[must_use]
    pub const fn sealer(&self) -> &Sealer {
        &self.sealer
    }
}
