//! What the server answers over HTTP.

pub mod agent;
mod body;
mod health;
mod metrics;
mod problem;
pub(crate) mod rate;
pub mod v1;
mod watched;

pub(crate) use body::Room;
pub use problem::Refused;
pub(crate) use watched::Who;

use axum::Router;

use crate::state::Shared;

/// All that the server answers.
pub fn router(shared: Shared) -> Router {
    let all = Router::new().merge(agent::routes()).merge(v1::routes()).merge(health::routes());
    let all = all
        .merge(metrics::routes())
        .merge(crate::ui::routes(shared.options.is_plain))
        .fallback(async || Refused::new(axum::http::StatusCode::NOT_FOUND, "there is no such path"));
    // Around everything that was added before it.
    all.layer(axum::middleware::from_fn_with_state(shared.clone(), watched::watch)).with_state(shared)
}
