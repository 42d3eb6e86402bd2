//! How many documents are made at once: each takes memory and time.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How many documents are made at once, and how many of them for one organisation: none keeps the others waiting.
const ALL: usize = 4;
const OWN: usize = 2;

/// Room for documents.
#[derive(Debug)]
pub(crate) struct ExportRoom {
    all: Arc<Semaphore>,
    /// How many of one organisation.
    most: usize,
    /// By the row of the organisation. There are as many as organisations.
    own: Mutex<HashMap<i64, Arc<Semaphore>>>,
}

/// Whoever has it may make a document.
#[derive(Debug)]
pub(crate) struct ExportPermit {
    _own: OwnedSemaphorePermit,
    _all: OwnedSemaphorePermit,
}

impl Default for ExportRoom {
    fn default() -> Self {
        Self::new(ALL, OWN)
    }
}

impl ExportRoom {
    /// Room for so many at once, and for so many of them of one organisation.
    pub(crate) fn new(all: usize, most: usize) -> Self {
        Self { all: Arc::new(Semaphore::new(all)), most, own: Mutex::default() }
    }

    /// Waits for room for a document of an organisation. It is never closed.
    pub(crate) async fn take(&self, organisation: i64) -> Option<ExportPermit> {
        let own = {
            let mut own = self.own.lock().unwrap_or_else(PoisonError::into_inner);
            own.entry(organisation).or_insert_with(|| Arc::new(Semaphore::new(self.most))).clone()
        };
        let own = own.acquire_owned().await.ok()?;
        let all = self.all.clone().acquire_owned().await.ok()?;
        Some(ExportPermit { _own: own, _all: all })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn one_organisation_leaves_room_for_others() {
        let room = ExportRoom::default();
        let held = (room.take(1).await.unwrap(), room.take(1).await.unwrap());
        let mut third = Box::pin(room.take(1));
        let soon = tokio::task::yield_now();
        tokio::select! {
            biased;
            _ = &mut third => panic!("there is no room for a third"),
            () = soon => {}
        }
        let other = room.take(2).await;
        assert!(other.is_some(), "another has its own");
        drop(held);
        assert!(third.await.is_some());
    }

    #[tokio::test]
    async fn whoever_comes_again_and_again_is_behind_others() {
        let room = ExportRoom::new(1, 1);
        let held = room.take(1).await;
        let mut again = Box::pin(room.take(1));
        let mut other = Box::pin(room.take(2));
        tokio::select! {
            biased;
            _ = &mut again => panic!("there is no room for another"),
            _ = &mut other => panic!("nor for others"),
            () = tokio::task::yield_now() => {}
        }
        drop(held);
        // Its own first place goes to whoever waits for it, but the other was there before.
        let held = tokio::select! {
            biased;
            _ = &mut again => panic!("the other is first"),
            held = &mut other => held,
        };
        drop(held);
        assert!(again.await.is_some());
    }
}
