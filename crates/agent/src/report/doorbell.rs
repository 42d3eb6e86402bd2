//! Hearing that a file was put into a directory.

use std::io;
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::Path;

use rustix::fs::inotify::{self, CreateFlags, WatchFlags};

/// Rings when a whole file comes into a directory. Where it cannot be heard, whoever waits looks now and then.
#[derive(Debug)]
pub struct Doorbell(OwnedFd);

impl Doorbell {
    /// One that watches nothing yet.
    pub fn new() -> io::Result<Self> {
        Ok(Self(inotify::init(CreateFlags::CLOEXEC | CreateFlags::NONBLOCK)?))
    }

    /// Watches a directory too, if it is there. Watching it twice is as good as once.
    pub fn watch(&self, directory: &Path) {
        let wanted = WatchFlags::MOVED_TO | WatchFlags::ONLYDIR | WatchFlags::DONT_FOLLOW;
        // It may not be there yet.
        let _ = inotify::add_watch(&self.0, directory, wanted);
    }

    /// Silences it. What came until now was heard.
    pub fn take(&self) {
        let mut buffer = [MaybeUninit::uninit(); 4096];
        let mut reader = inotify::Reader::new(&self.0, &mut buffer);
        // Nobody is kept here by somebody who rings for ever.
        for _ in 0..20_000 {
            if reader.next().is_err() {
                return;
            }
        }
    }

    /// What to wait for.
    #[must_use]
    pub fn descriptor(&self) -> BorrowedFd<'_> {
        self.0.as_fd()
    }
}
