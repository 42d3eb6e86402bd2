//! What people and programs ask: `/api/v1` (docs/openapi.json).

pub mod allowed;
pub(crate) mod asked;
pub(crate) mod authenticator;
mod cursor;
mod document;
pub(crate) mod environments;
pub(crate) mod events;
pub(crate) mod exceptions;
pub(crate) mod exports;
pub(crate) mod findings;
pub(crate) mod first;
pub(crate) mod groups;
pub(crate) mod machines;
pub(crate) mod me;
mod openapi;
pub(crate) mod packages;
pub(crate) mod page;
pub(crate) mod policies;
pub(crate) mod previews;
pub(crate) mod recipients;
pub(crate) mod reply;
pub(crate) mod requests;
mod route;
mod routes;
pub(crate) mod rules;
pub(crate) mod session;
pub(crate) mod sessions;
pub(crate) mod shapes;
pub(crate) mod sign_in;
pub(crate) mod status;
pub(crate) mod timeline;
pub(crate) mod tokens;
pub(crate) mod trends;
pub(crate) mod triage;
pub(crate) mod users;
pub(crate) mod webhooks;

use axum::Router;
use axum::http::StatusCode;

pub(crate) use allowed::{Allowed, Need, Needs, allow, member_of, peer, too_many};
pub(crate) use asked::{Asked, PathParts, path_of, wrong};
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
