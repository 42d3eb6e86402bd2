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
use crate::store::{Database, Ingest};
use crate::watch;

/// How many machines may wait at once to be told of changes. The others check in from time to time.
const WAITING: usize = 10_000;

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
    pub(crate) passwords: Passwords,
    pub(crate) rates: Rates,
    pub(crate) exports: ExportRoom,
    /// How many seconds machines wait between check-ins.
    pub(crate) interval: u32,
}

/// The same, as it is handed out.
pub type Shared = Arc<Server>;

impl Server {
    /// A server of this database, and the task that makes durable what machines send: it ends when the server is dropped.
    #[must_use]
    pub fn begin(database: Database, sealer: Sealer, interval: u32) -> (Shared, JoinHandle<()>) {
        let (ingest, keeping) = Ingest::begin(database.clone());
        let server = Self {
            keys: Keys::new(database.clone()),
            database,
            ingest,
            changes: Changes::default(),
            sealer,
            room: Room::new(),
            strangers: Room::small(),
            waiting: Arc::new(Semaphore::new(WAITING)),
            passwords: Passwords::default(),
            rates: Rates::default(),
            exports: ExportRoom::default(),
            interval,
        };
        tokio::spawn(watch::watch(server.database.clone(), server.changes.clone()));
        (Arc::new(server), keeping)
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
