//! One line of the table of routes. What a route needs, takes and answers is said by the type of its handler alone: the router, the OpenAPI
//! document and the test of every role are made of that.

use axum::extract::{FromRequestParts, Request, State};
use axum::http::Method;
use axum::response::Response;
use axum::routing::{MethodFilter, MethodRouter, on};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::DeserializeOwned;

use super::allowed::{Allowed, Need, Needs};
use super::asked::{Asked, BODY_BYTES, PathParts, is_nothing};
use super::reply::{Reply, write};
use crate::api::Refused;
use crate::state::Shared;

/// Gives the schema of a shape.
type SchemaOf = fn(&mut SchemaGenerator) -> Schema;

/// A route.
#[derive(Clone, Debug)]
pub struct Route {
    /// The method.
    pub method: Method,
    /// The path, below `/api/v1`.
    pub path: &'static str,
    /// What one needs for it.
    pub needs: Needs,
    /// What it does.
    pub does: &'static str,
    /// The status of what it answers when it is done.
    pub status: u16,
    pub(super) query: Option<SchemaOf>,
    pub(super) body: Option<SchemaOf>,
    pub(super) answer: Option<SchemaOf>,
    pub(super) media: &'static [&'static str],
    pub(super) handler: MethodRouter<Shared>,
}

/// Where all routes are.
pub const ROOT: &str = "/api/v1";

/// A route with a handler.
pub(super) fn route<N, P, Q, B, R, H, F>(
    method: MethodFilter,
    path: &'static str,
    does: &'static str,
    handler: H,
) -> Route
where
    N: Need,
    P: PathParts,
    Q: DeserializeOwned + JsonSchema + Send + 'static,
    B: DeserializeOwned + JsonSchema + Send + 'static,
    R: Reply,
    H: Fn(Shared, Allowed<N>, Asked<P, Q, B>) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Result<R, Refused>> + Send + 'static,
{
    route_of(method, path, does, BODY_BYTES, handler)
}

/// The same with a body of at most that many bytes.
pub(super) fn route_of<N, P, Q, B, R, H, F>(
    method: MethodFilter,
    path: &'static str,
    does: &'static str,
    limit: usize,
    handler: H,
) -> Route
where
    N: Need,
    P: PathParts,
    Q: DeserializeOwned + JsonSchema + Send + 'static,
    B: DeserializeOwned + JsonSchema + Send + 'static,
    R: Reply,
    H: Fn(Shared, Allowed<N>, Asked<P, Q, B>) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Result<R, Refused>> + Send + 'static,
{
    debug_assert!(P::NAMES.iter().all(|name| path.contains(&format!("{{{name}}}"))), "{path}");
    let handle =
        move |State(shared): State<Shared>, request: Request| answer(shared, request, limit, handler.clone());
    Route {
        method: of_filter(method),
        path,
        needs: N::NEEDS,
        does,
        status: R::STATUS.as_u16(),
        query: schema_of::<Q>(),
        body: schema_of::<B>(),
        answer: if std::any::TypeId::of::<R::Shape>() == std::any::TypeId::of::<()>() {
            None
        } else {
            Some(SchemaGenerator::subschema_for::<R::Shape>)
        },
        media: R::MEDIA,
        handler: on(method, handle),
    }
}

fn schema_of<T: JsonSchema + 'static>() -> Option<SchemaOf> {
    if is_nothing::<T>() { None } else { Some(SchemaGenerator::subschema_for::<T>) }
}

fn of_filter(filter: MethodFilter) -> Method {
    match filter {
        MethodFilter::POST => Method::POST,
        MethodFilter::PATCH => Method::PATCH,
        MethodFilter::PUT => Method::PUT,
        MethodFilter::DELETE => Method::DELETE,
        _ => Method::GET,
    }
}

async fn answer<N, P, Q, B, R, F>(
    shared: Shared,
    request: Request,
    limit: usize,
    handler: impl Fn(Shared, Allowed<N>, Asked<P, Q, B>) -> F,
) -> Result<Response, Refused>
where
    N: Need,
    P: PathParts,
    Q: DeserializeOwned + 'static,
    B: DeserializeOwned + 'static,
    R: Reply,
    F: Future<Output = Result<R, Refused>>,
{
    let (mut parts, body) = request.into_parts();
    let allowed = Allowed::<N>::from_request_parts(&mut parts, &shared).await?;
    let (method, headers) = (parts.method.clone(), parts.headers.clone());
    let asked = Asked::read(&shared, parts, body, limit).await?;
    let reply = handler(shared, allowed, asked).await?;
    write(&method, &headers, reply)
}
