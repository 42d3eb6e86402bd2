//! A search of everything, beside everything else.

use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::time::{Duration, Instant};

use fetter_core::inventory::Inventory;
use fetter_core::inventory::discover::{DiscoverError, Progress, Request, Surroundings, discover};
use rustix::event::EventfdFlags;

/// A search that goes on.
#[derive(Debug)]
pub(super) struct Search {
    started: Instant,
    ready: OwnedFd,
    result: Receiver<Result<Inventory, DiscoverError>>,
}

impl Search {
    /// Begins.
    pub(super) fn start(request: Request, surroundings: Surroundings) -> io::Result<Self> {
        let ready = rustix::event::eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK)?;
        let wake = ready.try_clone()?;
        let (sender, result) = channel();
        std::thread::Builder::new().name("search".to_owned()).spawn(move || {
            let found = discover(&request, &surroundings, &Progress::default());
            // Nobody waits for it any more where this fails.
            let _ = sender.send(found);
            let _ = rustix::io::write(&wake, &1_u64.to_ne_bytes());
        })?;
        Ok(Self { started: Instant::now(), ready, result })
    }

    /// What to wait for.
    pub(super) fn descriptor(&self) -> BorrowedFd<'_> {
        self.ready.as_fd()
    }

    /// What was found, and how long it took; `None` while it goes on. A search that died is an error.
    pub(super) fn result(&self) -> Option<(Result<Inventory, String>, Duration)> {
        let took = self.started.elapsed();
        match self.result.try_recv() {
            Ok(found) => Some((found.map_err(|error| error.to_string()), took)),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some((Err("the search broke off".to_owned()), took)),
        }
    }
}
