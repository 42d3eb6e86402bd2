//! What a browser is told to do with pages, and which requests of it are believed.

use axum::extract::{Request, State};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

/// Nothing but what this server gives itself: no script in a page, no frame, no plug-in, no form that goes elsewhere (W3C Content Security Policy
/// Level 3).
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
    form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
/// None of what a browser could be asked for.
const NONE: &str =
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";

const PERMISSIONS: HeaderName = HeaderName::from_static("permissions-policy");
const OPENER: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const RESOURCES: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// That browsers ask this host over TLS alone, for a year (RFC 6797). They take it from a certificate that they trust, and nowhere else.
const TLS_ALONE: &str = "max-age=31536000";

/// Adds the headers that protect whoever looks at a page.
pub(super) async fn headers(State(is_plain): State<bool>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // For browsers that do not know `frame-ancestors`.
        (header::X_FRAME_OPTIONS, "DENY"),
        // What is in an address (which machine, which package) is told nobody else.
        (header::REFERRER_POLICY, "no-referrer"),
        (PERMISSIONS, NONE),
        (OPENER, "same-origin"),
        (RESOURCES, "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // On loopback, where it is asked without, other programs of this machine may be, too.
    if !is_plain {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(TLS_ALONE));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("private, no-store"));
    response
}

/// Whether a browser says that a request comes from a page of this server: by `Sec-Fetch-Site` (W3C Fetch Metadata), and where it does not send that, by
/// `Origin`. One that says neither is none that has sessions to be misused.
pub(super) fn is_from_here(headers: &HeaderMap) -> bool {
    if let Some(site) = headers.get(FETCH_SITE) {
        return site == "same-origin";
    }
    let Some(origin) = headers.get(header::ORIGIN) else { return true };
    let host = headers.get(header::HOST).map(HeaderValue::as_bytes).unwrap_or_default();
    let origin = origin.as_bytes();
    let of = |scheme: &[u8]| origin.strip_prefix(scheme).is_some_and(|rest| rest == host);
    !host.is_empty() && (of(b"https://") || of(b"http://"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(given: &[(HeaderName, &'static str)]) -> HeaderMap {
        given.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn a_request_is_believed_from_a_page_of_the_server_alone() {
        for site in ["cross-site", "same-site", "none", ""] {
            assert!(!is_from_here(&with(&[(FETCH_SITE, site)])), "{site}");
        }
        assert!(is_from_here(&with(&[(FETCH_SITE, "same-origin")])));
        let host = (header::HOST, "console.example:8443");
        for (origin, is_here) in [
            ("https://console.example:8443", true),
            ("https://console.example", false),
            ("https://console.example:8443.evil.example", false),
            ("null", false),
            ("https://", false),
        ] {
            assert_eq!(is_from_here(&with(&[host.clone(), (header::ORIGIN, origin)])), is_here, "{origin}");
        }
        assert!(!is_from_here(&with(&[(header::ORIGIN, "https://")])));
        // What a person or a program asks for itself.
        assert!(is_from_here(&with(&[host])));
    }
}
