//! What a failed exchange is called.

use std::io;
use std::time::{Duration, Instant};

use ureq::http::header;

use super::FetchError;
use super::attempts::Failure;
use super::exchange::{Exchange, Opened};
use crate::shown::shown;

impl Exchange<'_> {
    pub(super) fn timeout(&self) -> FetchError {
        FetchError::Timeout { url: self.url.clone(), limit: self.limits.total }
    }

    fn stalled(&self) -> FetchError {
        FetchError::Stalled { url: self.url.clone(), limit: self.limits.idle.unwrap_or_default() }
    }

    /// A failure within the body.
    pub(super) fn broken(&self, error: ureq::Error, received: u64) -> FetchError {
        match error {
            ureq::Error::Timeout(ureq::Timeout::PerRead) => self.stalled(),
            ureq::Error::Timeout(_) => self.timeout(),
            ureq::Error::Io(error) if is_timeout(&error) => self.timeout(),
            ureq::Error::Io(_) => FetchError::Cut { url: self.url.clone(), received },
            error => self.failure(error),
        }
    }

    /// A failure before the body.
    pub(super) fn failure(&self, error: ureq::Error) -> FetchError {
        let url = self.url.clone();
        match error {
            ureq::Error::Timeout(ureq::Timeout::Connect | ureq::Timeout::Resolve)
                if Instant::now() < self.deadline =>
            {
                let seconds = self.limits.connect.as_secs_f32();
                FetchError::Connection { url, reason: format!("no connection within {seconds} seconds") }
            }
            ureq::Error::Timeout(ureq::Timeout::PerRead) => self.stalled(),
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

impl Opened<'_> {
    /// The failure of an answer whose status is not what was hoped for.
    pub(super) fn unwanted(&self) -> Failure {
        let status = self.head.status.as_u16();
        let error = FetchError::Status { url: self.exchange.url.clone(), status, advice: advice(status) };
        Failure { after: self.retry_after(), ..error.into() }
    }

    /// `Retry-After` in seconds (RFC 9110, section 10.2.3). One with a date is left to our own pauses: clocks differ.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        let seconds = self.head.headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
        let is_number = !seconds.is_empty() && seconds.bytes().all(|byte| byte.is_ascii_digit());
        // What does not fit a number is longer than anybody waits.
        is_number.then(|| Duration::from_secs(seconds.parse().unwrap_or(u64::MAX)))
    }

    /// The failure of an answer to a question, with what the service says of it: `message` of a JSON object, as
    /// gRPC's gateways have it.
    pub(super) fn refused(self) -> Failure {
        let unwanted = self.unwanted();
        let status = self.head.status.as_u16();
        if !(400..500).contains(&status) || matches!(status, 401 | 403 | 407 | 429) {
            return unwanted;
        }
        let url = self.exchange.url.clone();
        // Also a message that cannot be had is one of a refusal.
        let said = self.begin(LONGEST_MESSAGE).unwrap_or_default();
        match serde_json::from_slice::<Refusal>(&said) {
            Ok(Refusal { message }) => FetchError::Refused { url, status, message: shown(&message) }.into(),
            Err(_) => unwanted,
        }
    }
}

/// How much is read of what is said about a refusal, in bytes.
const LONGEST_MESSAGE: u64 = 16 * 1024;

/// The answer of a service that refuses a question (`google.rpc.Status`).
#[derive(serde::Deserialize)]
struct Refusal {
    message: String,
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
        _ => "that is not what was asked for; check the URL",
    }
}
