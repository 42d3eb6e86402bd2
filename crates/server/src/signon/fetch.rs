//! What a provider is asked over HTTP: once, with limits, and nothing of its answer but what is wanted.

use std::time::{Duration, Instant};

use fetter_client::http::{Address, Client, FetchError, Limits, Retry};

/// The longest documents, in bytes.
pub(super) const DISCOVERY_BYTES: u64 = 128 << 10;
pub(super) const KEYS_BYTES: u64 = 256 << 10;
pub(super) const TOKEN_BYTES: u64 = 128 << 10;
/// The longest time for one question.
const TOTAL: Duration = Duration::from_secs(10);
const CONNECT: Duration = Duration::from_secs(5);

/// No redirect is followed: a provider's documents are where it says.
fn limits(bytes: u64) -> Limits {
    let retry = Retry { attempts: 1, ..Retry::default() };
    Limits { bytes, connect: CONNECT, total: TOTAL, redirects: 0, retry, ..Limits::default() }
}

/// A document.
pub(super) fn get(client: &Client, url: &str, bytes: u64) -> Result<Vec<u8>, FetchError> {
    client.get(url, &limits(bytes)).map(|fetched| fetched.bytes)
}

/// The answer to a form.
pub(super) fn post(
    client: &Client,
    url: &str,
    credentials: Option<(&str, &str)>,
    form: &str,
) -> Result<Vec<u8>, FetchError> {
    let (address, deadline) = (Address::new(url)?, Instant::now() + TOTAL);
    let limits = limits(TOKEN_BYTES);
    client.post_form(&address, credentials, form.as_bytes(), &limits, deadline).map(|fetched| fetched.bytes)
}
