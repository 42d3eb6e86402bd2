//! What pages bring along: a style sheet, a script and a picture. They are in the program.

use std::sync::LazyLock;

use axum::Router;
use axum::extract::Path;
use axum::http::header::{self, HeaderValue};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use fetter_protocol::Digest;

use crate::state::Shared;

/// One of them.
struct Asset {
    name: &'static str,
    media: &'static str,
    bytes: &'static [u8],
}

const ASSETS: [Asset; 3] = [
    Asset {
        name: "console.css",
        media: "text/css; charset=utf-8",
        bytes: include_bytes!("../../assets/console.css"),
    },
    Asset {
        name: "console.js",
        media: "text/javascript; charset=utf-8",
        bytes: include_bytes!("../../assets/console.js"),
    },
    Asset { name: "icon.svg", media: "image/svg+xml", bytes: include_bytes!("../../assets/icon.svg") },
];

/// What they all are, in a few letters: another program has other addresses, so that a browser may keep what it has for ever.
static EDITION: LazyLock<String> = LazyLock::new(|| {
    let bytes: Vec<u8> = ASSETS.iter().flat_map(|asset| asset.bytes).copied().collect();
    Digest::of(&bytes).to_string().chars().filter(char::is_ascii_hexdigit).take(16).collect()
});

/// Where one of them is.
pub(super) fn address(name: &str) -> String {
    format!("/assets/{}/{name}", *EDITION)
}

pub(super) fn routes() -> Router<Shared> {
    Router::new().route("/assets/{edition}/{name}", get(give))
}

/// Pages of the version before, which is still open somewhere, get the new ones, and do not keep them.
async fn give(Path((edition, name)): Path<(String, String)>) -> Response {
    let Some(asset) = ASSETS.iter().find(|asset| asset.name == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let is_this = edition == *EDITION;
    let kept = if is_this { "public, max-age=31536000, immutable" } else { "no-store" };
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.media));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
    (headers, asset.bytes).into_response()
}
