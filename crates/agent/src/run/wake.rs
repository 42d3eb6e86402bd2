//! Waking the thread that waits.

use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::Arc;

use rustix::event::EventfdFlags;

/// Wakes a thread that waits for its descriptor.
#[derive(Clone, Debug)]
pub struct Wake(Arc<OwnedFd>);

impl Wake {
    /// Makes one.
    pub fn new() -> io::Result<Self> {
        let made = rustix::event::eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK)?;
        Ok(Self(Arc::new(made)))
    }

    /// Wakes.
    pub fn wake(&self) {
        // It fails only where it was woken far too often and has not looked yet.
        let _ = rustix::io::write(&*self.0, &1_u64.to_ne_bytes());
    }

    /// Sleeps again.
    pub fn take(&self) {
        let mut count = [0; 8];
        let _ = rustix::io::read(&*self.0, &mut count);
    }

    /// What to wait for.
    #[must_use]
    pub fn descriptor(&self) -> BorrowedFd<'_> {
        self.0.as_fd()
    }
}
