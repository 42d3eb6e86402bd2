//! Seeing what is installed and removed, and keeping the inventory current.
//!
//! * [`interest`] says what an event on the disk means, by names alone.
//! * [`Fanotify`] and [`Inotify`] tell of events, as a [`Source`].
//! * [`Keeper`] has the inventory, and reads again what was touched.
//! * [`Watcher`] waits, and does what is due.

pub(crate) mod below;
mod code;
mod fanotify;
mod inotify;
mod interest;
mod keeper;
mod mounts;
mod pending;
mod search;
mod source;
mod trees;
mod watcher;

pub use code::{TouchedCode, TouchedSite};
pub use fanotify::Fanotify;
pub use inotify::Inotify;
pub(crate) use interest::is_code;
pub use interest::{Action, Entry, Interest, interest, may_matter};
pub use keeper::{Keeper, Step};
pub use mounts::Mounts;
pub use pending::Pending;
pub use source::{Batch, Seen, Source, Uncovered};
pub use watcher::{Found, Watcher};
