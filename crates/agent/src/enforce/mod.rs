//! Having denied distributions refused by the kernel.
//!
//! * [`targets`] says which directories and files are a denied distribution's, from its list of files.
//! * [`Enforcer`] marks them, and keeps the table by which openers are answered.
//! * [`Responder`] answers: one thread that waits for nobody.
//! * [`Watchdog`] is for a second process that holds the same group, and answers where the first one does not.
//!
//! Only what denied distributions own is marked, so that opening anything else raises no event. The decision is made by inode: a path
//! says nothing, since bind mounts, mount namespaces and overlays show others.

pub mod answer;
mod counters;
mod coverage;
mod denied;
mod enforcer;
mod extend;
mod heartbeat;
mod ledger;
mod lookup;
mod mark;
mod marks;
mod pulse;
mod reach;
mod refusal;
mod responder;
mod table;
mod takeover;
pub mod targets;

pub use counters::Counts;
pub use coverage::{Coverage, Gap, NotCovered};
pub use denied::{Denied, DeniedKind, Mode};
pub use enforcer::Enforcer;
pub(crate) use extend::source_of;
pub use heartbeat::READY;
pub use lookup::Lookup;
pub use refusal::Refusal;
pub use responder::{Responder, ResponderError};
pub use takeover::{SWEPT, State, Takeover, Watchdog};
pub use targets::Targets;
