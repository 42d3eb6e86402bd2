//! The console: what the API tells, as pages for people.
//!
//! A page asks the handlers of [`crate::api::v1`] and shows what they answer: who sees what, what is bounded and how lists go on is said there
//! alone. All of it is made here and works without scripts; what scripts there are make it more pleasant. Nothing is loaded from elsewhere.

mod again;
mod assets;
mod cookie;
mod field;
mod guard;
mod handle;
mod in_order;
mod link;
mod listed;
mod live;
mod narrowed;
mod pages;
mod post;
mod qr;
mod questions;
mod route;
mod routes;
mod sent;
mod sorted;
mod view;
mod visit;

use axum::Router;
use axum::middleware::from_fn_with_state;

pub use route::PageRoute;
pub use routes::table;

use crate::state::Shared;

/// The routes of the console; `is_plain` where browsers ask for it without TLS.
pub fn routes(is_plain: bool) -> Router<Shared> {
    let mut router = Router::new();
    for route in table() {
        router = router.route(route.path, route.handler);
    }
    router.merge(assets::routes()).layer(from_fn_with_state(is_plain, guard::headers))
}
