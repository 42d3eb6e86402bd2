//! Files and answers over HTTP: with limits, without surprises.
//!
//! [`Client::get`] fetches a small file into memory, [`Client::download`] a large one to where the caller keeps it, and
//! [`Client::post_json`] asks a service, and [`Client::post_form`] sends a form once.
//!
//! What is fetched is what the server keeps: nothing compressed is asked for or taken, so that a limit counts what arrives,
//! and a digest means the file. Redirects are followed here and not by the HTTP library, since what may follow is decided
//! at each step: never from `https` to `http`, and credentials never to another host. A URL that ends in `#sha256=HEX`
//! is taken only if the bytes have that digest; with any other fragment it is refused.
//!
//! An answer that says no length, has no chunks and is cut off cannot be told from a whole one, also within TLS: only a length,
//! chunks or a digest tell. A download without any of these is refused.

mod address;
mod attempts;
pub(crate) mod certificates;
mod digest;
mod download;
mod error;
pub(crate) mod exchange;
mod failures;
mod limits;
pub(crate) mod proxy;

use std::time::Instant;

pub use address::Address;
pub use download::{Download, Downloaded, Progress, Sink};
pub use error::FetchError;
pub use limits::{Limits, Retry};
use ureq::http::{HeaderValue, StatusCode, header};

use crate::Network;
use attempts::{Failure, persevere};
use digest::Pin;
use exchange::{Asked, reach};
use proxy::Proxies;

/// What was fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// The whole body.
    pub bytes: Vec<u8>,
    /// Where redirects led, without credentials.
    pub url: String,
    /// What the server calls it, without parameters such as `charset`.
    pub content_type: Option<String>,
}

/// Fetches files. One is enough for a process.
#[derive(Debug)]
pub struct Client {
    agent: ureq::Agent,
    /// The same, but that it keeps connections.
    keeping: ureq::Agent,
    proxies: Proxies,
}

/// How many connections to one server are kept.
const KEPT: usize = 8;

impl Client {
    /// A client that takes the way which `network` says.
    ///
    /// Fails where a proxy's setting is none, or no certificate authority is where the network says.
    pub fn new(network: &Network) -> Result<Self, FetchError> {
        let proxies = Proxies::new(network)?;
        let tls = certificates::tls(network)?;
        let agent = |kept| {
            let config = ureq::Agent::config_builder()
                .tls_config(tls.clone())
                .user_agent(concat!("fetter/", env!("CARGO_PKG_VERSION")))
                // Decided for each URL; the library would read the process's environment variables.
                .proxy(None)
                .http_status_as_error(false)
                .max_redirects(0)
                .max_idle_connections(kept)
                .max_idle_connections_per_host(kept);
            config.build().into()
        };
        Ok(Self { agent: agent(0), keeping: agent(KEPT), proxies })
    }

    fn agent(&self, limits: &Limits) -> &ureq::Agent {
        if limits.keeps_connections { &self.keeping } else { &self.agent }
    }

    /// Fetches the file at a URL.
    ///
    /// Attempts that fail for want of a connection, or because the server is not ready (429, 502, 503, 504), are repeated as
    /// the limits say: twice.
    pub fn get(&self, url: &str, limits: &Limits) -> Result<Fetched, FetchError> {
        self.get_until(&Address::new(url)?, limits, Instant::now() + limits.total)
    }

    /// As [`Self::get`], with an end that several fetches may have in common: that of `limits` is only what is said.
    pub fn get_until(
        &self,
        address: &Address,
        limits: &Limits,
        deadline: Instant,
    ) -> Result<Fetched, FetchError> {
        let pin = Pin::of_fragment(&address.fragment);
        let pin = pin.map_err(|reason| FetchError::Pin { url: address.name(), reason })?;
        let asked = Asked { headers: &[], body: None };
        let fetched =
            persevere(&limits.retry, deadline, || reach(self, address, asked, limits, deadline)?.file())?;
        match pin {
            Some(pin) if pin != Pin::of_bytes(&fetched.bytes) => Err(FetchError::Digest {
                url: fetched.url,
                expected: pin.hex(),
                found: Pin::of_bytes(&fetched.bytes).hex(),
            }),
            _ => Ok(fetched),
        }
    }

    /// Asks a service a question in JSON. A question changes nothing there, so that it may be asked again: see
    /// [`Limits::of_service`].
    ///
    /// Redirects are followed to the same host only, and where they keep the method (307, 308). What a service says of a question
    /// that it does not take is in [`FetchError::Refused`]. A digest in the address is refused: an answer has none.
    pub fn post_json(
        &self,
        address: &Address,
        body: &[u8],
        limits: &Limits,
        deadline: Instant,
    ) -> Result<Fetched, FetchError> {
        if address.is_pinned() {
            let reason = "what is asked has no digest; leave out what stands behind `#`";
            return Err(FetchError::Pin { url: address.name(), reason });
        }
        let headers = [(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))];
        let asked = Asked { headers: &headers, body: Some(body) };
        persevere(&limits.retry, deadline, || {
            let opened = reach(self, address, asked, limits, deadline)?;
            if opened.head.status == StatusCode::OK { opened.file() } else { Err(opened.refused()) }
        })
    }

    /// Sends a form once, with a user and a password where there are any (RFC 7617), as OAuth's token endpoints want it. It is not sent again, as
    /// it may have been taken, and nothing of a refusal is told but its status: what was sent may be repeated there.
    pub fn post_form(
        &self,
        address: &Address,
        credentials: Option<(&str, &str)>,
        form: &[u8],
        limits: &Limits,
        deadline: Instant,
    ) -> Result<Fetched, FetchError> {
        let kind = HeaderValue::from_static("application/x-www-form-urlencoded");
        let mut headers = vec![
            (header::CONTENT_TYPE, kind),
            (header::ACCEPT, HeaderValue::from_static("application/json")),
        ];
        if let Some((user, password)) = credentials {
            let basic = address::basic_of(user.as_bytes(), password.as_bytes());
            // Base64 is plain ASCII.
            if let Ok(mut value) = HeaderValue::from_str(&basic) {
                value.set_sensitive(true);
                headers.push((header::AUTHORIZATION, value));
            }
        }
        let asked = Asked { headers: &headers, body: Some(form) };
        let sent = || {
            let opened = reach(self, address, asked, limits, deadline)?;
            if opened.head.status == StatusCode::OK { opened.file() } else { Err(opened.unwanted()) }
        };
        sent().map_err(|failure: Failure| failure.error)
    }
}
