//! One organisation's inventory, policies and verdicts.
//!
//! [`store`] keeps everything and has the only SQL; [`auth`] says who asks; [`api`] answers over HTTP; [`jobs`] judges.

pub mod api;
pub mod auth;
mod changes;
mod clock;
pub mod jobs;
mod keys;
mod state;
pub mod store;

pub use api::agent::routes as agent_routes;
pub use changes::{Changes, Listener};
pub use keys::Keys;
pub use state::{Server, Shared};
