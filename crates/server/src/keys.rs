//! The keys of machines, remembered.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::store::{Database, MachineKey, StoreError};

/// How many are remembered at most.
const MOST: usize = 200_000;

/// The keys of machines that asked lately. What is remembered is no more than a way to verify a signature: whether the key still holds is
/// seen in the transaction that does what was asked.
#[derive(Debug)]
pub struct Keys {
    database: Database,
    known: Mutex<HashMap<String, MachineKey>>,
}

impl Keys {
    /// None is remembered yet.
    #[must_use]
    pub fn new(database: Database) -> Self {
        Self { database, known: Mutex::default() }
    }

    /// The key of a machine.
    pub async fn of(&self, machine: &str) -> Result<Option<MachineKey>, StoreError> {
        if let Some(known) = self.lock().get(machine) {
            return Ok(Some(known.clone()));
        }
        let found = self.database.machine_key(machine).await?;
        if let Some(found) = &found {
            let mut known = self.lock();
            if known.len() >= MOST {
                known.clear();
            }
            known.insert(machine.to_owned(), found.clone());
        }
        Ok(found)
    }

    /// Asks the database the next time.
    pub fn forget(&self, machine: &str) {
        self.lock().remove(machine);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, MachineKey>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
