//! Whether the server is there, and whether it can do anything: for whoever starts it, and for what stands before it.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;

use super::Refused;
use crate::state::Shared;

/// `/health` and `/ready`. They tell nothing else, and need no token.
pub(super) fn routes() -> Router<Shared> {
    Router::new().route("/health", get(async || "ok\n")).route("/ready", get(ready))
}

/// Whether the database answers.
async fn ready(State(shared): State<Shared>) -> Result<&'static str, Refused> {
    match shared.database.answers().await {
        Ok(()) => Ok("ok\n"),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            Err(Refused::new(StatusCode::SERVICE_UNAVAILABLE, "the database does not answer").later(5))
        }
    }
}
