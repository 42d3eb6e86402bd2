//! The table of routes. A handler that is not in it is not reached, and what is in it is in the OpenAPI document and in the test of
//! every role.

use axum::routing::MethodFilter;

use super::route::{Route, route};
use super::{first, me, session};

const GET: MethodFilter = MethodFilter::GET;
const POST: MethodFilter = MethodFilter::POST;
const DELETE: MethodFilter = MethodFilter::DELETE;

/// All routes.
#[must_use]
pub fn table() -> Vec<Route> {
    vec![
        route(POST, "/first", "Uses a link: makes the first administrator, or sets a password", first::first),
        route(POST, "/session", "Signs in with a password", session::sign_in),
        route(DELETE, "/session", "Ends what the token allows", session::sign_out),
        route(GET, "/me", "Says whose the token is", me::me),
        route(POST, "/me/password", "Changes the password", me::password),
    ]
}
