//! What the loop and the thread that reports hand to each other.

use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use super::Seen;
use crate::ask::ReportStatus;
use crate::journal::Moment;
use crate::run::Wake;

/// How things stood at a moment.
#[derive(Debug)]
pub(super) struct Snapshot {
    pub(super) seen: Seen,
    /// Whether a report is to be made of it, beside looking at answers.
    pub(super) report: bool,
    /// The sites that were read again since the one before; `None` for all.
    pub(super) stale: Option<BTreeSet<PathBuf>>,
    pub(super) taken: Moment,
}

/// The place between the two. It is held for a moment only.
#[derive(Debug)]
pub(super) struct Slot {
    snapshot: Mutex<Option<Snapshot>>,
    status: Mutex<ReportStatus>,
    wanted: AtomicBool,
    more: AtomicBool,
    offer: AtomicBool,
    stopped: AtomicBool,
    /// Wakes the thread.
    pub(super) wake: Wake,
}

impl Slot {
    pub(super) fn new() -> io::Result<Self> {
        Ok(Self {
            snapshot: Mutex::default(),
            status: Mutex::new(ReportStatus { enabled: true, ..ReportStatus::default() }),
            wanted: AtomicBool::new(false),
            more: AtomicBool::new(false),
            offer: AtomicBool::new(false),
            stopped: AtomicBool::new(false),
            wake: Wake::new()?,
        })
    }

    /// Puts a newer one in the place of one that was not taken, and has what was to be done with that done with it.
    pub(super) fn put(&self, mut snapshot: Snapshot) {
        let mut place = self.snapshot.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(older) = place.take() {
            snapshot.report |= older.report;
            snapshot.stale = older.stale.zip(snapshot.stale).map(|(mut older, newer)| {
                older.extend(newer);
                older
            });
        }
        *place = Some(snapshot);
        drop(place);
        self.wake.wake();
    }

    pub(super) fn take(&self) -> Option<Snapshot> {
        self.snapshot.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Asks for a snapshot.
    pub(super) fn want(&self) {
        self.wanted.store(true, Ordering::Release);
    }

    /// Whether one was asked for since this was last asked.
    pub(super) fn is_wanted(&self) -> bool {
        self.wanted.swap(false, Ordering::AcqRel)
    }

    /// Says that there is more to report than one report holds.
    pub(super) fn say_more(&self) {
        self.more.store(true, Ordering::Release);
    }

    /// Whether that was said since this was last asked.
    pub(super) fn more(&self) -> bool {
        self.more.swap(false, Ordering::AcqRel)
    }

    /// Says that a bundle of policies waits in the inbox.
    pub(super) fn say_offer(&self) {
        self.offer.store(true, Ordering::Release);
    }

    /// Whether that was said since this was last asked.
    pub(super) fn is_offered(&self) -> bool {
        self.offer.swap(false, Ordering::AcqRel)
    }

    pub(super) fn stop(&self) {
        self.stopped.store(true, Ordering::Release);
        self.wake.wake();
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Acquire)
    }

    pub(super) fn status(&self) -> ReportStatus {
        self.status.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn set_status(&self, status: ReportStatus) {
        *self.status.lock().unwrap_or_else(PoisonError::into_inner) = status;
    }
}
