//! One organisation's inventory, policies and verdicts.
//!
//! [`store`] keeps everything and has the only SQL; [`auth`] says who asks; [`api`] answers over HTTP; [`policies`] is what machines are to
//! go by; [`jobs`] judges; [`serve`] is the process.

pub mod api;
pub mod auth;
mod changes;
mod clock;
pub mod exports;
mod first;
pub mod jobs;
mod keys;
pub mod policies;
pub mod rules;
pub mod serve;
mod state;
pub mod store;
mod watch;

pub use changes::{Changes, Listener};
pub use first::FirstError;
pub use keys::Keys;
pub use state::{Server, Shared};
