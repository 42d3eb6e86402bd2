//! What happened on this machine: durable, and bounded.
//!
//! An [`Event`] is made by whoever sees something; [`JournalHandle::append`] hands it to the one thread that writes, and never
//! waits. That thread gives it a number and keeps it in `SQLite` ([`Journal`]), which survives a kill at any moment: what is
//! committed is there. While there is no room on the disk, events wait in memory ([`pending`]), within bounds, and what is lost is
//! counted and said. A [`Reader`] reads while the agent writes.

mod classes;
mod clock;
mod code;
mod error;
mod event;
mod limits;
mod line;
mod openings;
pub mod pending;
mod place;
mod reader;
mod rest;
mod schema;
mod seen;
mod state;
mod store;
mod work;
mod writer;

pub use clock::{ClockWatch, Moment};
pub use code::EventCode;
pub use error::JournalError;
pub(crate) use event::wire_path;
pub use event::{Event, Opener, Subject};
pub use limits::Limits;
pub use line::line;
pub use place::FILE;
pub use reader::{Order, Query, Reader, Since};
pub use seen::{FirstSeen, Sight};
pub use state::StateKey;
pub use store::Journal;
pub use writer::{Counts, JournalHandle, Writer};
