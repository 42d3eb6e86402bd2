//! What machines ask (docs/protocol.md).

mod answers;
mod bundle;
mod check_in;
mod enrol;
mod key;
mod report;
mod request;
mod signed;
mod site;

use axum::Router;
use axum::routing::{get, post, put};

use crate::state::Shared;

/// The routes of machines.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/agent/v1/enroll", post(enrol::enrol))
        .route("/agent/v1/key", post(key::exchange))
        .route("/agent/v1/check-in", post(check_in::check_in))
        .route("/agent/v1/report", post(report::report))
        .route("/agent/v1/request", post(request::request))
        .route("/agent/v1/site/{digest}", put(site::site))
        .route("/agent/v1/bundle/{digest}", get(bundle::bundle))
}
