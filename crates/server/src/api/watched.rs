//! Every request: with a number of its own, in the log and in the metrics. What is in it is in neither: no token, no body, no query, and of the
//! path only which route it is of.

use std::sync::{Arc, OnceLock};
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;

use crate::auth::random;
use crate::state::Shared;

/// The number of a request, in its answer and in the log.
const ID: HeaderName = HeaderName::from_static("x-request-id");
/// How long a number is at most that somebody before the server has given.
const ID_BYTES: usize = 64;
/// What stands for the path of a request that no route takes.
const NONE: &str = "none";

/// Who asks, once that is known: a machine's id, or the row of a user or a token.
#[derive(Clone, Debug, Default)]
pub(crate) struct Who(Arc<OnceLock<String>>);

impl Who {
    /// Says it. The first word counts.
    pub(crate) fn is(&self, who: String) {
        let _ = self.0.set(who);
    }

    fn name(&self) -> &str {
        self.0.get().map_or("-", String::as_str)
    }
}

/// Counts a request, measures how long it takes, and writes a line about it.
pub(super) async fn watch(State(shared): State<Shared>, mut request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let who = Who::default();
    request.extensions_mut().insert(who.clone());
    let id = id(request.headers());
    let method = method(request.method());
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let route = route.unwrap_or_else(|| NONE.to_owned());
    let is_kept = route.ends_with("/check-in") && request.uri().query().is_some();
    let mut response = next.run(request).await;
    let (status, took) = (response.status().as_u16(), begun.elapsed());
    shared.metrics.answered(&route, method, status, (!is_kept).then_some(took));
    let (ms, who, id_text) =
        (u64::try_from(took.as_millis()).unwrap_or(u64::MAX), who.name(), id.to_str().unwrap_or_default());
    let is_usual =
        route.starts_with("/agent/") || matches!(route.as_str(), "/health" | "/ready" | "/metrics");
    if is_usual && status < 400 && !shared.options.log_all {
        tracing::debug!(method, route, status, ms, who, id = id_text, "request");
    } else {
        tracing::info!(method, route, status, ms, who, id = id_text, "request");
    }
    response.headers_mut().insert(ID, id);
    response
}

/// The number that somebody before the server gave, if it can be one, or a new one.
fn id(headers: &HeaderMap) -> HeaderValue {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let is_id = |value: &&HeaderValue| {
        let bytes = value.as_bytes();
        !bytes.is_empty() && bytes.len() <= ID_BYTES && bytes.iter().copied().all(is_plain)
    };
    if let Some(given) = headers.get(ID).filter(is_id) {
        return given.clone();
    }
    let bytes: [u8; 12] = random().unwrap_or_default();
    HeaderValue::from_str(&fetter_core::hex::encode(&bytes)).unwrap_or(HeaderValue::from_static("0"))
}

/// The methods that there are; others are one, so that nobody makes up any number of them.
fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_was_given_is_kept_if_it_can_be_one() {
        let of = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(ID, HeaderValue::from_bytes(text.as_bytes()).unwrap());
            id(&headers).to_str().unwrap().to_owned()
        };
        assert_eq!(of("a-1_B.c"), "a-1_B.c");
        for other in ["", "a b", "a\"b", "é", &"a".repeat(65)] {
            assert_eq!(of(other).len(), 24, "{other}");
        }
        assert_ne!(id(&HeaderMap::new()), id(&HeaderMap::new()));
    }
}
