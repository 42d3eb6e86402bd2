//! What a supervisor hands to a worker, so that it is in the journal.

use std::ffi::OsString;

use fetter_agent::journal::{Event, EventCode};
use fetter_agent::supervise::Before;

use crate::arguments::Worker;

/// The arguments by which a worker learns what became of those before.
pub(super) fn arguments(before: &Before) -> Vec<OsString> {
    match before {
        Before::Ended(times, why) => {
            let times = times.to_string();
            vec!["--restarted".into(), why.into(), "--times".into(), times.into()]
        }
        Before::GaveUp => vec!["--gave-up".into()],
    }
}

/// The events of it.
pub(super) fn events(worker: &Worker) -> Vec<Event> {
    let mut events = Vec::new();
    if let Some(why) = &worker.restarted {
        let event = Event::new(EventCode::WorkerRestarted).because(why.as_str());
        events.push(if worker.times > 1 { event.times(worker.times) } else { event });
    }
    if worker.gave_up {
        let why = worker.watch_only.as_deref().unwrap_or("the worker ended too often");
        events.push(Event::new(EventCode::GaveUp).because(why));
    }
    events
}
