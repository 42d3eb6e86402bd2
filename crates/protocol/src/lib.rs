//! What agent and server say to each other: versioned, bounded in size, and without logic.
//!
//! * A [`Report`] says what a machine is, which sites and environments it has, what is denied on it and what happened.
//! * An [`Answer`] acknowledges a report and asks for the contents of sites that the server has never seen.
//! * [`SiteContents`] are those contents. They are named by the [`Digest`] of their bytes and say nothing of where they lie, so
//!   that equal sites on any number of machines have one name.
//! * An [`EventRecord`] is one line of a machine's journal.
//!
//! [`read()`] checks size, version and every count before it gives a message out; [`write()`] refuses to make one that the other
//! side would not take. Fields that are not known are ignored, so that the other side may be newer.

mod answer;
mod digest;
mod event;
mod host;
pub mod limits;
mod message;
mod path;
mod report;
mod site;
mod text;

pub use answer::Answer;
pub use digest::{Digest, DigestError};
pub use event::{EventRecord, EventSubject, Opening};
pub use host::{CoverageSummary, Host, NotCovered, PolicyState};
pub use message::{Checker, Kind, Message, MessageError, read, write};
pub use path::WirePath;
pub use report::{Denial, EnvironmentRecord, LeftOut, ProblemRecord, Report, SiteRecord};
pub use site::{CondaRecord, DistributionRecord, EmbeddedRecord, OriginRecord, SiteContents};
pub use text::clip;
