//! `GET /metrics`, for whoever has the token that the server was started with. Without one there is nothing to read.

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::Refused;
use super::v1::allowed::bearer;
use crate::auth::Secret;
use crate::metrics::CONTENT_TYPE;
use crate::state::Shared;

pub(super) fn routes() -> Router<Shared> {
    Router::new().route("/metrics", get(metrics))
}

async fn metrics(State(shared): State<Shared>, request: Request) -> Result<Response, Refused> {
    let Some(expected) = shared.options.metrics_token else {
        return Err(Refused::new(
            StatusCode::NOT_FOUND,
            "no metrics are told: the server was started without a token for them",
        ));
    };
    // Digests are compared, and not what they are of.
    let is_right = bearer(request.headers()).is_some_and(|token| Secret::digest_of(token) == expected);
    if !is_right {
        return Err(Refused::new(StatusCode::UNAUTHORIZED, "no token, or another one"));
    }
    let text = shared.metrics.text(&shared).await;
    Ok(([(header::CONTENT_TYPE, CONTENT_TYPE)], text).into_response())
}
