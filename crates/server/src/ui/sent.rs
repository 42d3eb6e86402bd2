//! What a browser sends, and where it is sent.

use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::field::Fields;
use super::guard;
use super::link::Href;
use super::pages::said_no;
use super::route::{Deed, View};
use super::visit::{Turned, wanted};
use crate::api::Refused;
use crate::api::v1::page::QUERY_BYTES;
use crate::api::v1::{PathParts, path_of};
use crate::auth::Secret;
use crate::state::Shared;

/// What a page is asked for.
pub(super) async fn view<P: PathParts>(shared: &Shared, parts: &mut Parts) -> Result<View<P>, Refused> {
    let query = parts.uri.query().unwrap_or_default();
    if query.len() > QUERY_BYTES {
        return Err(Refused::new(StatusCode::URI_TOO_LONG, "the query is longer than it may be"));
    }
    let query = Fields::parse(query);
    let here = parts.uri.path().to_owned();
    Ok(View::new(path_of(parts, shared).await?, query, here))
}

/// What a form of this session asks for.
pub(super) async fn asked<P: PathParts>(
    shared: &Shared,
    mut parts: Parts,
    body: Body,
    limit: usize,
    csrf: &str,
) -> Result<Deed<P>, Refused> {
    let fields = form(shared, &parts, body, limit).await?;
    // Both are asked for: the browser's word, and what only a page that this session was shown knows.
    // Of digests, so that how long it takes tells nothing of either.
    if Secret::digest_of(fields.get("csrf")) != Secret::digest_of(csrf) {
        return Err(Refused::new(StatusCode::FORBIDDEN, "the form is not from this session")
            .because("open the page again, and send it from there"));
    }
    Ok(Deed { path: path_of(&mut parts, shared).await?, fields })
}

/// What a form sends, where it comes from a page of this server.
pub(super) async fn form(
    shared: &Shared,
    parts: &Parts,
    body: Body,
    limit: usize,
) -> Result<Fields, Refused> {
    if !guard::is_from_here(&parts.headers) {
        return Err(Refused::new(StatusCode::FORBIDDEN, "the form is not from a page of this server"));
    }
    let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    if kind != Some("application/x-www-form-urlencoded") {
        return Err(Refused::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "it is not what a form sends"));
    }
    let bytes = shared.room.read(&parts.headers, body, limit).await?.bytes;
    let text = String::from_utf8(bytes)
        .map_err(|_| Refused::new(StatusCode::BAD_REQUEST, "the form is no UTF-8"))?;
    Ok(Fields::parse(&text))
}

/// Another page is to be looked at (RFC 9110, section 15.4.4).
pub(super) fn see(href: &Href) -> Response {
    // An address is plain ASCII.
    let to = HeaderValue::from_str(href.as_str()).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response()
}

/// The same at another host, which the server's own settings name.
pub(super) fn see_elsewhere(url: &str) -> Response {
    match HeaderValue::from_str(url) {
        Ok(to) => (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Who may not look at a page: nobody signed in yet, or with something to do first, or not allowed.
///
/// Whoever sends a form after their session ended comes back to the page on which it stands, and is told that nothing was kept: what was written may be secret, or
/// long, and is not handed through the page for signing in.
pub(super) fn turned_away(turned: Turned, parts: &Parts, page: &str) -> Response {
    match turned {
        Turned::Stranger if parts.method == Method::GET => {
            see(&Href::of("/sign-in").with("next", wanted(parts)))
        }
        Turned::Stranger if page.is_empty() => see(&Href::of("/sign-in")),
        Turned::Stranger => see(&Href::of("/sign-in").with("next", page).with("lost", "yes")),
        Turned::Incomplete => see(&Href::of("/account").at("authenticator")),
        Turned::Refused(refused) => said_no(&refused, None),
    }
}
