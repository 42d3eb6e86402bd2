//! The end of a server, which whoever waits is told of.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// Whether a server was dropped. Who waits for it does not keep anything from ending.
#[derive(Debug, Default)]
pub(super) struct Over {
    is_over: Mutex<bool>,
    changed: Condvar,
}

impl Over {
    pub(super) fn is_now(&self) -> bool {
        *self.is_over.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn tell(&self) {
        *self.is_over.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.changed.notify_all();
    }

    /// Waits so long, or until the end.
    pub(super) fn wait(&self, time: Duration) {
        if !time.is_zero() {
            let guard = self.is_over.lock().unwrap_or_else(PoisonError::into_inner);
            drop(self.changed.wait_timeout_while(guard, time, |is_over| !*is_over));
        }
    }

    /// Waits until the end.
    pub(super) fn wait_for_ever(&self) {
        let guard = self.is_over.lock().unwrap_or_else(PoisonError::into_inner);
        drop(self.changed.wait_while(guard, |is_over| !*is_over));
    }
}
