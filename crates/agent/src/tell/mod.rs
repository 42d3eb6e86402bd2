//! Saying what happens: to the person who is concerned, and to the system's log.
//!
//! A [`Sink`] takes events and never waits: what there is no room for is counted. [`Terminals`] writes to the terminal of the user
//! whose process was refused something.

mod datagram;
mod json_lines;
mod log;
mod process;
mod terminal;

use fetter_protocol::EventRecord;

use crate::journal::Event;
pub use json_lines::JsonLines;
pub use log::{Journald, Syslog, system_log};
pub use process::{ProcessFacts, process_facts};
pub use terminal::{Refusal, Terminals, Told};

/// Somebody who is told of events.
pub trait Sink: Send {
    /// Tells of an event, or counts that it could not. It does not wait.
    fn tell(&mut self, event: &EventRecord);

    /// Of how many events it could not tell.
    fn dropped(&self) -> u64;
}

/// Everybody who is told of events.
#[derive(Default)]
pub struct Teller {
    sinks: Vec<Box<dyn Sink>>,
}

impl std::fmt::Debug for Teller {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Teller").field("sinks", &self.sinks.len()).finish()
    }
}

impl Teller {
    /// Has one more told.
    #[must_use]
    pub fn with(mut self, sink: Box<dyn Sink>) -> Self {
        self.sinks.push(sink);
        self
    }

    /// Tells all of them.
    pub fn tell(&mut self, event: &Event) {
        if self.sinks.is_empty() {
            return;
        }
        let record = event.record();
        for sink in &mut self.sinks {
            sink.tell(&record);
        }
    }

    /// How often somebody could not be told.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.sinks.iter().map(|sink| sink.dropped()).sum()
    }
}
