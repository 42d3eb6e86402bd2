//! Who answers between two workers.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use super::Supervised;
use crate::enforce::Watchdog;
use crate::sys::permission::Answer;

/// How long is answered before it is looked again whether the glass is broken.
const LOOK: Duration = Duration::from_millis(500);

/// Answers openers of what a worker had marked that is gone, until the next one has marked it anew: then this is dropped, and the
/// marks with it.
#[derive(Debug)]
pub struct Interim {
    stop: Arc<AtomicBool>,
    /// The next worker's process, which reads what it is to mark; none where it is negative.
    next: Arc<AtomicI32>,
    thread: Option<JoinHandle<()>>,
}

impl Interim {
    /// Begins to answer.
    pub fn start(watchdog: Watchdog, supervised: &Supervised) -> io::Result<Self> {
        let stop = Arc::new(AtomicBool::new(false));
        let next = Arc::new(AtomicI32::new(-1));
        let (is_over, own) = (Arc::clone(&stop), Arc::clone(&next));
        let supervised = supervised.clone();
        let thread = std::thread::Builder::new().name("interim".to_owned()).spawn(move || {
            // With the group goes every mark that is in it.
            while supervised.refuses() && !is_over.load(Ordering::Relaxed) {
                let _ = watchdog.stand_in(
                    Answer::Deny,
                    LOOK,
                    |pid| pid > 0 && pid == own.load(Ordering::Relaxed),
                    || is_over.load(Ordering::Relaxed),
                );
            }
            let _ = watchdog.take_over(Answer::Allow);
        })?;
        Ok(Self { stop, next, thread: Some(thread) })
    }

    /// Lets a worker that was started look at what the one before had marked; none, once it has ended.
    pub fn let_through(&self, worker: Option<i32>) {
        self.next.store(worker.unwrap_or(-1), Ordering::Relaxed);
    }
}

impl Drop for Interim {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
