//! Hearing that a file was put into a directory.

use std::cell::Cell;
use std::io;
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::Path;

use rustix::fs::inotify::{self, CreateFlags, WatchFlags};

/// Rings when a whole file comes into a directory. Where it cannot be heard, whoever waits looks now and then.
#[derive(Debug)]
pub struct Doorbell {
    notify: OwnedFd,
    /// The watch on what is above a directory that is not there yet.
    above: Cell<Option<i32>>,
}

impl Doorbell {
    /// One that watches nothing yet.
    pub fn new() -> io::Result<Self> {
        let notify = inotify::init(CreateFlags::CLOEXEC | CreateFlags::NONBLOCK)?;
        Ok(Self { notify, above: Cell::new(None) })
    }

    /// Watches a directory too; while it is not there, what is above it, to hear that it is made. Watching it twice is as good as once.
    ///
    /// What was put into it before is not heard: whoever watches looks afterwards.
    pub fn watch(&self, directory: &Path) {
        let wanted = WatchFlags::MOVED_TO | WatchFlags::ONLYDIR | WatchFlags::DONT_FOLLOW;
        let is_there = || inotify::add_watch(&self.notify, directory, wanted).is_ok();
        if !is_there() {
            let Some(above) = directory.parent().filter(|_| self.above.get().is_none()) else { return };
            self.above.set(inotify::add_watch(&self.notify, above, wanted | WatchFlags::CREATE).ok());
            // It may have been made meanwhile.
            if !is_there() {
                return;
            }
        }
        if let Some(above) = self.above.take() {
            // It is told of no more: what else is put there is nobody's concern.
            let _ = inotify::remove_watch(&self.notify, above);
        }
    }

    /// Silences it. What came until now was heard.
    pub fn take(&self) {
        let mut buffer = [MaybeUninit::uninit(); 4096];
        let mut reader = inotify::Reader::new(&self.notify, &mut buffer);
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
        self.notify.as_fd()
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use fetter_testkit::Scratch;
    use rustix::event::{PollFd, PollFlags, Timespec, poll};

    use super::*;

    fn rings(bell: &Doorbell) -> bool {
        let mut waited = [PollFd::from_borrowed_fd(bell.descriptor(), PollFlags::IN)];
        let rang = poll(&mut waited, Some(&Timespec::default())).unwrap() > 0;
        bell.take();
        rang
    }

    #[test]
    fn a_directory_that_is_made_later_is_heard_of_and_then_what_is_put_into_it() {
        let scratch = Scratch::new("bell");
        let inbox = scratch.at("inbox");
        let bell = Doorbell::new().unwrap();
        bell.watch(&inbox);
        assert!(!rings(&bell));
        fs::create_dir(&inbox).unwrap();
        assert!(rings(&bell), "it was made");
        bell.watch(&inbox);
        rings(&bell);
        let file = scratch.at("file");
        fs::write(&file, "").unwrap();
        assert!(!rings(&bell), "what is beside it is nobody's concern any more");
        fs::rename(&file, inbox.join("file")).unwrap();
        assert!(rings(&bell), "something was put into it");
        assert!(!rings(&bell));
    }
}
