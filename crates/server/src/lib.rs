//! One organisation's inventory, policies and verdicts.
//!
//! [`store`] keeps everything and has the only SQL; [`auth`] says who asks, [`signon`] signs people in; [`api`] answers over HTTP, [`ui`] shows that as pages; [`policies`] is what machines are to
//! go by; [`jobs`] judges; [`hooks`] tells programs, [`mail`] people; [`serve`] is the process; [`backup`] saves all of it and brings it back;
//! [`doctor`] says whether it is well; [`demo`] fills a throw-away server, to look at.

pub mod api;
pub mod auth;
pub mod backup;
mod changes;
mod clock;
pub mod demo;
pub mod doctor;
pub mod exports;
mod first;
mod fixes;
pub mod hooks;
pub mod jobs;
mod keys;
pub mod mail;
mod metrics;
mod options;
pub mod policies;
pub mod rules;
pub mod serve;
pub mod signon;
mod state;
pub mod store;
pub mod ui;
mod watch;

pub use changes::{Changes, Listener};
pub use first::FirstError;
pub use keys::Keys;
pub use metrics::Metrics;
pub use options::ServerOptions;
pub use state::{Server, Shared};
