//! What takes too long: a test would hang, and not say on what.

use std::sync::{Arc, Mutex, Weak};
use std::thread;
use std::time::{Duration, Instant};

/// So long no input takes, wherever tests are run: most take microseconds.
const LONGEST: Duration = Duration::from_secs(60);

struct Reading {
    since: Instant,
    name: String,
    bytes: Vec<u8>,
}

/// Ends the process, and says on what, if one input takes too long.
pub(crate) struct Watch(Arc<Mutex<Reading>>);

impl Watch {
    pub(crate) fn start() -> Self {
        let nothing = Reading { since: Instant::now(), name: String::new(), bytes: Vec::new() };
        let reading = Arc::new(Mutex::new(nothing));
        let watched = Arc::downgrade(&reading);
        thread::spawn(move || {
            while is_well(&watched) {
                thread::sleep(Duration::from_millis(500));
            }
        });
        Self(reading)
    }

    /// From now on this is read.
    pub(crate) fn reads(&self, name: &str, bytes: &[u8]) {
        let reading = Reading { since: Instant::now(), name: name.to_owned(), bytes: bytes.to_vec() };
        *self.0.lock().expect("nobody panics with it") = reading;
    }
}

/// Whether somebody still reads.
fn is_well(watched: &Weak<Mutex<Reading>>) -> bool {
    let Some(reading) = watched.upgrade() else { return false };
    let reading = reading.lock().expect("nobody panics with it");
    if reading.since.elapsed() > LONGEST {
        eprintln!("{} does not end on b\"{}\"", reading.name, reading.bytes.escape_ascii());
        std::process::abort();
    }
    true
}
