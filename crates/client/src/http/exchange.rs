//! One request and its answer.

use std::io::{self, Read};
use std::time::Instant;

use ureq::http::{HeaderMap, StatusCode, header};
use ureq::{Agent, Body, Proxy};

use super::address::Address;
use super::{FetchError, Fetched, Limits};
use crate::shown::shown;

/// What a server may answer that is no failure.
pub(super) enum Answer {
    /// The file.
    File(Fetched),
    /// Where it is: the `Location`.
    Redirect(String),
}

/// Asks once.
pub(super) fn ask(
    agent: &Agent,
    proxy: Option<&Proxy>,
    address: &Address,
    limits: &Limits,
    deadline: Instant,
) -> Result<Answer, FetchError> {
    let exchange = Exchange { url: address.name(), proxy, limits, deadline };
    let remaining = deadline.saturating_duration_since(Instant::now());
    if remaining.is_zero() {
        return Err(exchange.timeout());
    }
    let mut request = agent.get(&address.uri).header(header::ACCEPT_ENCODING, "identity");
    if let Some(authorization) = &address.authorization {
        request = request.header(header::AUTHORIZATION, authorization);
    }
    let configured = request.config().proxy(proxy.cloned());
    let timed =
        configured.timeout_global(Some(remaining)).timeout_connect(Some(limits.connect.min(remaining)));
    let answer = timed.build().call().map_err(|error| exchange.failure(error))?;
    let (head, body) = answer.into_parts();
    match head.status {
        StatusCode::OK => exchange.file(&head.headers, body).map(Answer::File),
        status => exchange.redirect(status, &head.headers).map(Answer::Redirect),
    }
}

/// One request, and what its failures say of it.
struct Exchange<'request> {
    url: String,
    proxy: Option<&'request Proxy>,
    limits: &'request Limits,
    deadline: Instant,
}

impl Exchange<'_> {
    fn redirect(&self, status: StatusCode, headers: &HeaderMap) -> Result<String, FetchError> {
        let location =
            headers.get(header::LOCATION).and_then(|location| std::str::from_utf8(location.as_bytes()).ok());
        match (status.as_u16(), location) {
            (301 | 302 | 303 | 307 | 308, Some(location)) => Ok(location.to_owned()),
            (status, _) => Err(FetchError::Status { url: self.url.clone(), status, advice: advice(status) }),
        }
    }

    fn file(&self, headers: &HeaderMap, body: Body) -> Result<Fetched, FetchError> {
        let text = |name| headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()));
        if let Some(encoding) = text(header::CONTENT_ENCODING)
            && !encoding.trim().is_empty()
            && !encoding.trim().eq_ignore_ascii_case("identity")
        {
            return Err(FetchError::Encoding { url: self.url.clone(), encoding: shown(&encoding) });
        }
        let bytes = self.bytes(body)?;
        let content_type = text(header::CONTENT_TYPE);
        let content_type =
            content_type.and_then(|value| value.split(';').next().map(|kind| shown(kind.trim())));
        Ok(Fetched {
            bytes,
            url: self.url.clone(),
            content_type: content_type.filter(|kind| !kind.is_empty()),
        })
    }

    /// The whole body, or an error.
    fn bytes(&self, body: Body) -> Result<Vec<u8>, FetchError> {
        let too_large = || FetchError::TooLarge { url: self.url.clone(), limit: self.limits.bytes };
        if body.content_length().is_some_and(|length| length > self.limits.bytes) {
            return Err(too_large());
        }
        let mut reader = body.into_reader();
        let mut bytes = Vec::new();
        let mut piece = [0; 16 * 1024];
        loop {
            // Also between readings: a server may send a byte now and then.
            if Instant::now() >= self.deadline {
                return Err(self.timeout());
            }
            match reader.read(&mut piece) {
                Ok(0) => return Ok(bytes),
                Ok(read) => bytes.extend_from_slice(piece.get(..read).unwrap_or_default()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(self.broken(ureq::Error::from(error), bytes.len() as u64)),
            }
            if bytes.len() as u64 > self.limits.bytes {
                return Err(too_large());
            }
        }
    }

    fn timeout(&self) -> FetchError {
        FetchError::Timeout { url: self.url.clone(), limit: self.limits.total }
    }

    /// A failure within the body.
    fn broken(&self, error: ureq::Error, received: u64) -> FetchError {
        match error {
            ureq::Error::Io(error) if is_timeout(&error) => self.timeout(),
            ureq::Error::Timeout(_) => self.timeout(),
            ureq::Error::Io(_) => FetchError::Cut { url: self.url.clone(), received },
            error => self.failure(error),
        }
    }

    /// A failure before the body.
    fn failure(&self, error: ureq::Error) -> FetchError {
        let url = self.url.clone();
        match error {
            ureq::Error::Timeout(ureq::Timeout::Connect | ureq::Timeout::Resolve)
                if Instant::now() < self.deadline =>
            {
                let seconds = self.limits.connect.as_secs_f32();
                FetchError::Connection { url, reason: format!("no connection within {seconds} seconds") }
            }
            ureq::Error::Timeout(_) => self.timeout(),
            ureq::Error::Rustls(error) => FetchError::Tls { url, reason: shown(&error.to_string()) },
            ureq::Error::Tls(reason) => FetchError::Tls { url, reason: reason.into() },
            ureq::Error::TlsRequired => {
                FetchError::Tls { url, reason: "the connection is not encrypted".into() }
            }
            ureq::Error::Io(error) => self.io_failure(&error),
            ureq::Error::HostNotFound => {
                FetchError::Connection { url, reason: "there is no such host".into() }
            }
            ureq::Error::ConnectionFailed => FetchError::Connection { url, reason: "no connection".into() },
            ureq::Error::ConnectProxyFailed(reason) => {
                let proxy = self.proxy.map(|proxy| shown(&proxy.uri().to_string())).unwrap_or_default();
                FetchError::Proxy { proxy, reason: shown(&reason) }
            }
            error => FetchError::Protocol { url, reason: shown(&error.to_string()) },
        }
    }

    fn io_failure(&self, error: &io::Error) -> FetchError {
        let url = self.url.clone();
        match error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
            Some(tls) => FetchError::Tls { url, reason: shown(&tls.to_string()) },
            None if is_timeout(error) && Instant::now() >= self.deadline => self.timeout(),
            None => FetchError::Connection { url, reason: shown(&error.to_string()) },
        }
    }
}

fn is_timeout(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock)
}

/// What to do about a status.
fn advice(status: u16) -> &'static str {
    match status {
        401 => "it wants a user and a password; put them into the URL, as https://user:password@host",
        403 => "it may not be read; check the credentials and the rights",
        404 | 410 => "there is nothing; check the URL",
        407 => "the proxy wants a user and a password; put them into the proxy's URL",
        429 => "too many requests; try again later",
        500..=599 => "the server failed; try again later",
        _ => "that is no file; check the URL",
    }
}
