//! Who answers between two workers.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
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
    thread: Option<JoinHandle<()>>,
}

impl Interim {
    /// Begins to answer.
    pub fn start(watchdog: Watchdog, supervised: &Supervised) -> io::Result<Self> {
        let stop = Arc::new(AtomicBool::new(false));
        let is_over = Arc::clone(&stop);
        let supervised = supervised.clone();
        let thread = std::thread::Builder::new().name("interim".to_owned()).spawn(move || {
            // With the group goes every mark that is in it.
            while supervised.refuses() && !is_over.load(Ordering::Relaxed) {
                let _ = watchdog.stand_in(Answer::Deny, LOOK, || is_over.load(Ordering::Relaxed));
            }
            let _ = watchdog.take_over(Answer::Allow);
        })?;
        Ok(Self { stop, thread: Some(thread) })
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
