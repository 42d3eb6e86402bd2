//! Answers: JSON, with a tag by which one knows whether it is still the same.

use axum::body::Body;
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
    /// What kinds of documents are in the body, where it is no JSON of that shape.
    const MEDIA: &'static [&'static str] = &[];
    /// The body.
    fn body(self) -> Said<Self::Shape>;
}

/// A body.
pub(crate) enum Said<T> {
    /// It is empty.
    Nothing,
    /// JSON.
    Json(T),
    /// A document.
    Document(Document),
}

/// A document of its own kind, to be kept in a file.
pub(crate) struct Document {
    /// Its kind, as `content-type` says it.
    pub(crate) media: &'static str,
    /// A name for its file: letters, digits, `.` and `-`.
    pub(crate) file: String,
    /// What is in it.
    pub(crate) contents: Contents,
}

/// What is in a document.
pub(crate) enum Contents {
    /// All of it: whoever has it already is told so.
    Whole(Vec<u8>),
    /// It is written while it is sent. Where that ends too early, the connection breaks off.
    Written(Body),
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

    fn body(self) -> Said<T> {
        Said::Json(self.0)
    }
}

impl<T: Serialize + JsonSchema + Send + 'static> Reply for Made<T> {
    const STATUS: StatusCode = StatusCode::CREATED;
    type Shape = T;

    fn body(self) -> Said<T> {
        Said::Json(self.0)
    }
}

impl Reply for Done {
    const STATUS: StatusCode = StatusCode::NO_CONTENT;
    type Shape = ();

    fn body(self) -> Said<()> {
        Said::Nothing
    }
}

/// Writes an answer.
pub(crate) fn write<R: Reply>(method: &Method, headers: &HeaderMap, reply: R) -> Result<Response, Refused> {
    let shape = match reply.body() {
        Said::Nothing => return Ok(R::STATUS.into_response()),
        Said::Document(document) => return Ok(file(headers, document)),
        Said::Json(shape) => shape,
    };
    let body = serde_json::to_vec(&shape).map_err(|error| {
        Refused::new(StatusCode::INTERNAL_SERVER_ERROR, "the answer cannot be written").because(error)
    })?;
    let is_read = matches!(*method, Method::GET | Method::HEAD);
    if !is_read {
        return Ok(json(R::STATUS, "no-store", body));
    }
    Ok(tagged(headers, body, |body| json(R::STATUS, "private, no-cache", body)))
}

/// An answer with a tag, or that it is the one that was asked about.
fn tagged(headers: &HeaderMap, body: Vec<u8>, response: impl FnOnce(Vec<u8>) -> Response) -> Response {
    let tag = format!("\"{}\"", fetter_protocol::Digest::of(&body));
    let is_known = is_known(headers, &tag);
    let mut response = if is_known { StatusCode::NOT_MODIFIED.into_response() } else { response(body) };
    // A digest is plain ASCII.
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

/// A document, as a file to be kept.
fn file(headers: &HeaderMap, document: Document) -> Response {
    let Document { media, file, contents } = document;
    let name = HeaderValue::from_str(&format!("attachment; filename=\"{file}\""));
    let given = |cache: &'static str, body: Body| {
        let mut response = (StatusCode::OK, body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
        headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        if let Ok(name) = name {
            headers.insert(header::CONTENT_DISPOSITION, name);
        }
        response
    };
    match contents {
        Contents::Whole(bytes) => tagged(headers, bytes, |bytes| given("private, no-cache", bytes.into())),
        Contents::Written(body) => given("private, no-store", body),
    }
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
