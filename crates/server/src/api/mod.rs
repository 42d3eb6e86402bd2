//! What the server answers over HTTP.

pub mod agent;
mod body;
mod health;
mod problem;
pub(crate) mod rate;
pub mod v1;

pub(crate) use body::Room;
pub use problem::Refused;

use axum::Router;

use crate::state::Shared;

/// All that the server answers.
pub fn router(shared: Shared) -> Router {
    Router::new().merge(agent::routes()).merge(v1::routes()).merge(health::routes()).with_state(shared)
}
