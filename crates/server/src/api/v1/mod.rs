//! What people and programs ask: `/api/v1` (docs/openapi.json).

pub mod allowed;
mod asked;
mod authenticator;
mod document;
mod environments;
mod events;
mod exceptions;
mod exports;
mod findings;
mod first;
mod groups;
mod machines;
mod me;
mod openapi;
mod packages;
mod page;
mod policies;
mod previews;
mod recipients;
mod reply;
mod requests;
mod route;
mod routes;
mod rules;
mod session;
mod sessions;
mod shapes;
mod sign_in;
mod status;
mod tokens;
mod users;
mod webhooks;

use axum::Router;
use axum::http::StatusCode;

pub(crate) use allowed::too_many;
pub use openapi::document as openapi;
pub use route::{ROOT, Route};
pub use routes::table;

use crate::api::Refused;
use crate::state::Shared;

/// The routes of people and programs.
pub fn routes() -> Router<Shared> {
    let mut router = Router::new();
    for route in table() {
        router = router.route(&format!("{ROOT}{}", route.path), route.handler);
    }
    let nothing = || async { Refused::new(StatusCode::NOT_FOUND, "there is no such path") };
    let method = || async { Refused::new(StatusCode::METHOD_NOT_ALLOWED, "the path takes other methods") };
    router
        .route(&format!("{ROOT}/{{*rest}}"), axum::routing::any(nothing))
        .method_not_allowed_fallback(method)
}
