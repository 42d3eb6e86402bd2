//! Answers: JSON, with a tag by which one knows whether it is still the same.

use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Serialize;

use crate::api::Refused;

/// What a handler answers.
pub(crate) trait Reply: Send + 'static {
    /// The status.
    const STATUS: StatusCode;
    /// What is in the body.
    type Shape: Serialize + JsonSchema + 'static;
    /// The body; `None` for an empty one.
    fn shape(self) -> Option<Self::Shape>;
}

/// What was asked for.
pub(crate) struct Shown<T>(pub(crate) T);
/// What was made.
pub(crate) struct Made<T>(pub(crate) T);
/// It was done, and there is nothing to say.
pub(crate) struct Done;

impl<T: Serialize + JsonSchema + Send + 'static> Reply for Shown<T> {
    const STATUS: StatusCode = StatusCode::OK;
    type Shape = T;

    fn shape(self) -> Option<T> {
        Some(self.0)
    }
}

impl<T: Serialize + JsonSchema + Send + 'static> Reply for Made<T> {
    const STATUS: StatusCode = StatusCode::CREATED;
    type Shape = T;

    fn shape(self) -> Option<T> {
        Some(self.0)
    }
}

impl Reply for Done {
    const STATUS: StatusCode = StatusCode::NO_CONTENT;
    type Shape = ();

    fn shape(self) -> Option<()> {
        None
    }
}

/// Writes an answer.
pub(super) fn write<R: Reply>(method: &Method, headers: &HeaderMap, reply: R) -> Result<Response, Refused> {
    let Some(shape) = reply.shape() else { return Ok(R::STATUS.into_response()) };
    let body = serde_json::to_vec(&shape).map_err(|error| {
        Refused::new(StatusCode::INTERNAL_SERVER_ERROR, "the answer cannot be written").because(error)
    })?;
    let is_read = matches!(*method, Method::GET | Method::HEAD);
    if !is_read {
        return Ok(json(R::STATUS, "no-store", body));
    }
    let tag = format!("\"{}\"", fetter_protocol::Digest::of(&body));
    let mut response = if is_known(headers, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        json(R::STATUS, "private, no-cache", body)
    };
    // A digest is plain ASCII.
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    Ok(response)
}

fn json(status: StatusCode, cache: &'static str, body: Vec<u8>) -> Response {
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// Whether who asks has it already (RFC 9110, section 13.1.2).
fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let values = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|value| {
        let value = value.trim();
        value == "*" || value.strip_prefix("W/").unwrap_or(value) == tag
    })
}
