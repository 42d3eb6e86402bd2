//! One request and its answer.

use std::time::{Duration, Instant};

use fetter_protocol::signed::SIGNATURE_HEADER;
use fetter_protocol::{Problem, limits};
use ureq::http::{Request, header};
use ureq::unversioned::resolver::DefaultResolver;

use super::pinned::pinned;
use super::problem::Unanswered;
use super::{Place, ServerError};
use crate::Network;
use crate::http::certificates;
use crate::http::exchange::{Exchange, Opened};
use crate::http::proxy::Proxies;
use crate::http::{Address, FetchError, Limits};

/// How long a connection waits for the next request.
const IDLE: Duration = Duration::from_secs(30);
/// How many connections wait: one listens, another brings reports.
const KEPT: usize = 2;

/// Takes a piece of an answer.
pub(super) type Take<'taking> = dyn FnMut(&[u8]) -> Result<(), FetchError> + 'taking;

/// What is asked.
pub(super) struct Asked<'asked> {
    pub(super) method: &'static str,
    /// Path and query.
    pub(super) target: &'asked str,
    pub(super) body: Option<&'asked [u8]>,
    /// Whether the body is compressed with zstd.
    pub(super) is_compressed: bool,
    /// The value of the header.
    pub(super) signature: Option<String>,
    /// The token of a person.
    pub(super) bearer: Option<&'asked str>,
    /// Bytes of the answer, at most.
    pub(super) answer: usize,
    /// How long it may take in all.
    pub(super) total: Duration,
}

/// The way to a server.
#[derive(Debug)]
pub(super) struct Sender {
    agent: ureq::Agent,
    proxies: Proxies,
    address: Address,
    /// Scheme, host and port.
    origin: String,
    is_pinned: bool,
}

impl Sender {
    pub(super) fn new(place: &Place, network: &Network) -> Result<Self, ServerError> {
        let config = ureq::Agent::config_builder()
            .user_agent(concat!("fetter/", env!("CARGO_PKG_VERSION")))
            .proxy(None)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_idle_age(IDLE)
            .max_idle_connections(KEPT)
            .max_idle_connections_per_host(KEPT);
        let agent = match place.fingerprint {
            Some(fingerprint) => {
                let connector = pinned(fingerprint).map_err(|error| ServerError::Local(error.to_string()))?;
                ureq::Agent::with_parts(config.build(), connector, DefaultResolver::default())
            }
            None => config.tls_config(certificates::tls(network)?).build().into(),
        };
        let proxies = Proxies::new(network)?;
        Ok(Self {
            agent,
            proxies,
            address: place.address.clone(),
            origin: place.url().to_owned(),
            is_pinned: place.fingerprint.is_some(),
        })
    }

    /// Asks, and gives what was answered with 200 or 201; nothing for 204.
    pub(super) fn send(&self, asked: &Asked<'_>) -> Result<Vec<u8>, Unanswered> {
        let mut bytes = Vec::new();
        self.receive(asked, &mut |piece| {
            bytes.extend_from_slice(piece);
            Ok(())
        })?;
        Ok(bytes)
    }

    /// The same, which hands on what is answered piece by piece. Where this fails, what was handed on is not all.
    pub(super) fn receive(&self, asked: &Asked<'_>, take: &mut Take<'_>) -> Result<(), Unanswered> {
        let limits = Limits {
            bytes: u64::try_from(asked.answer).unwrap_or(u64::MAX),
            total: asked.total,
            keeps_connections: true,
            ..Limits::default()
        };
        // What is said to this machine itself does not leave it.
        let proxy = self.proxies.to(&self.address).filter(|_| self.address.is_https());
        let url = format!("{}{}", self.origin, asked.target);
        let exchange =
            Exchange { url: url.clone(), proxy, limits: &limits, deadline: Instant::now() + limits.total };
        let failed = |error: &dyn std::fmt::Display| {
            Unanswered::Failure(ServerError::Local(format!("could not ask {url}: {error}")))
        };
        let mut request = Request::builder()
            .method(asked.method)
            .uri(&url)
            .header(header::ACCEPT_ENCODING, "identity")
            .header(header::ACCEPT, "application/json, application/problem+json");
        if let Some(signature) = &asked.signature {
            request = request.header(SIGNATURE_HEADER, signature);
        }
        if let Some(token) = asked.bearer {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        if asked.body.is_some() {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        if asked.is_compressed {
            request = request.header(header::CONTENT_ENCODING, "zstd");
        }
        let response = if let Some(body) = asked.body {
            let request = request.body(body).map_err(|error| failed(&error))?;
            exchange.run(&self.agent, request)
        } else {
            let request = request.body(()).map_err(|error| failed(&error))?;
            exchange.run(&self.agent, request)
        };
        let response = response.map_err(|error| Unanswered::Failure(self.explain(error)))?;
        answered(Opened::of(exchange, response), take)
    }

    /// Whoever named a certificate is told that it is another one.
    fn explain(&self, error: FetchError) -> ServerError {
        match error {
            FetchError::Tls { url, reason } if self.is_pinned => ServerError::Unreachable(format!(
                "could not reach {url} securely: {reason}; its certificate must be the one whose fingerprint this machine was enrolled with"
            )),
            error => error.into(),
        }
    }
}

/// The body of a good answer; what a refusal says of itself.
fn answered(opened: Opened<'_>, take: &mut Take<'_>) -> Result<(), Unanswered> {
    let status = opened.head.status.as_u16();
    // It has no body (RFC 9110, section 15.3.5).
    if status == 204 {
        return Ok(());
    }
    if !matches!(status, 200 | 201) {
        let after = opened.retry_after();
        let said = opened.begin(limits::SHORT_BYTES as u64).unwrap_or_default();
        // What is no problem's description only has a status.
        let problem: Box<Problem> = Box::new(serde_json::from_slice(&said).unwrap_or_default());
        return Err(Unanswered::Refusal { status, after, problem });
    }
    let failed = |error: FetchError| Unanswered::Failure(error.into());
    opened.check_encoding().map_err(failed)?;
    if !opened.is_measured() {
        return Err(Unanswered::Failure(ServerError::unusable(&"it does not say how long it is")));
    }
    opened.pour(0, take).map_err(failed)
}
