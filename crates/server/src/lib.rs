//! One organisation's inventory, policies and verdicts.
//!
//! [`store`] keeps everything and has the only SQL; [`auth`] says who asks; [`api`] answers over HTTP.

pub mod api;
pub mod auth;
mod changes;
mod clock;
mod first;
mod keys;
mod state;
pub mod store;

pub use api::agent::routes as agent_routes;
pub use api::v1::routes as api_routes;
pub use changes::{Changes, Listener};
pub use first::FirstError;
pub use keys::Keys;
pub use state::{Server, Shared};
