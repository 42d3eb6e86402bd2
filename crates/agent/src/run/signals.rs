//! Signals, as something to wait for.

use std::io::{self, Read};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

/// What the process was asked to do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// To end (SIGTERM, SIGINT).
    pub stop: bool,
    /// To read configuration and policy again (SIGHUP).
    pub reload: bool,
}

/// Signals that were sent to the process.
#[derive(Debug)]
pub struct Signals {
    stop: Arc<AtomicBool>,
    reload: Arc<AtomicBool>,
    woken: UnixStream,
}

impl Signals {
    /// Takes signals from now on.
    pub fn new() -> io::Result<Self> {
        let (stop, reload) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
        let (woken, wakes) = UnixStream::pair()?;
        woken.set_nonblocking(true)?;
        for (signal, flag) in [(SIGTERM, &stop), (SIGINT, &stop), (SIGHUP, &reload)] {
            signal_hook::flag::register(signal, Arc::clone(flag))?;
            signal_hook::low_level::pipe::register(signal, wakes.try_clone()?)?;
        }
        Ok(Self { stop, reload, woken })
    }

    /// What to wait for.
    #[must_use]
    pub fn descriptor(&self) -> BorrowedFd<'_> {
        self.woken.as_fd()
    }

    /// What was asked since this was last asked for. That it is to end stays.
    pub fn take(&mut self) -> Asked {
        let mut bytes = [0; 64];
        while self.woken.read(&mut bytes).is_ok_and(|count| count == bytes.len()) {}
        Asked { stop: self.stop.load(Ordering::Relaxed), reload: self.reload.swap(false, Ordering::Relaxed) }
    }
}
