//! Whether the server is there, and whether it can do anything: for whoever starts it, and for what stands before it.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;

use super::Refused;
use crate::clock::{self, MOST_APART};
use crate::state::Shared;

/// `/health` and `/ready`. They tell nothing else, and need no token.
pub(super) fn routes() -> Router<Shared> {
    Router::new().route("/health", get(async || "ok\n")).route("/ready", get(ready))
}

/// Whether the database answers, and has the time that this server has.
async fn ready(State(shared): State<Shared>) -> Result<&'static str, Refused> {
    let unready = |why| Refused::new(StatusCode::SERVICE_UNAVAILABLE, why).later(5);
    match shared.database.apart(clock::now()).await {
        Ok(Some(seconds)) if seconds.unsigned_abs() > MOST_APART => {
            tracing::warn!(seconds, "not ready: the database's clock is another; set the clocks (NTP)");
            Err(unready("the clocks of the server and the database do not agree"))
        }
        Ok(_) => shared.database.answers().await.map(|()| "ok\n").map_err(|error| {
            tracing::warn!(%error, "not ready");
            unready("the database does not answer")
        }),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            Err(unready("the database does not answer"))
        }
    }
}
