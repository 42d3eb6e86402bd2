//! Requests and their answers, through redirects.

use std::io::{self, Read};
use std::time::Instant;

use ureq::http::response::Parts;
use ureq::http::{HeaderName, HeaderValue, Request, Response, StatusCode, Version, header};
use ureq::{Agent, AsSendBody, Body, Proxy};

use super::address::Address;
use super::attempts::Failure;
use super::{Client, FetchError, Fetched, Limits};
use crate::shown::shown;

/// What is asked of an address.
#[derive(Clone, Copy)]
pub(super) struct Asked<'asked> {
    pub(super) headers: &'asked [(HeaderName, HeaderValue)],
    /// What is posted; with `None`, it is a GET.
    pub(super) body: Option<&'asked [u8]>,
}

/// One request, and what its failures say of it.
pub(crate) struct Exchange<'request> {
    pub(crate) url: String,
    pub(crate) proxy: Option<&'request Proxy>,
    pub(crate) limits: &'request Limits,
    pub(crate) deadline: Instant,
}

/// An answer that is no redirect, its body not yet read.
pub(crate) struct Opened<'request> {
    pub(crate) exchange: Exchange<'request>,
    pub(crate) head: Parts,
    body: Body,
}

/// Asks once, and follows redirects.
pub(super) fn reach<'request>(
    client: &'request Client,
    start: &Address,
    asked: Asked<'_>,
    limits: &'request Limits,
    deadline: Instant,
) -> Result<Opened<'request>, Failure> {
    let mut address = start.clone();
    for _ in 0..=limits.redirects {
        let proxy = client.proxies.to(&address);
        let exchange = Exchange { url: address.name(), proxy, limits, deadline };
        let (head, body) = exchange.ask(client.agent(limits), &address, asked)?.into_parts();
        match location(&head) {
            Some(location) => address = redirected(&address, &location, &head, asked)?,
            None => return Ok(Opened { exchange, head, body }),
        }
    }
    Err(FetchError::Redirects { url: start.name(), limit: limits.redirects }.into())
}

fn location(head: &Parts) -> Option<String> {
    let location = std::str::from_utf8(head.headers.get(header::LOCATION)?.as_bytes()).ok()?;
    matches!(head.status.as_u16(), 301 | 302 | 303 | 307 | 308).then(|| location.to_owned())
}

/// The next address, if it may be followed.
fn redirected(from: &Address, location: &str, head: &Parts, asked: Asked<'_>) -> Result<Address, FetchError> {
    let url = from.name();
    let refuse =
        |reason| FetchError::Location { url: url.clone(), location: from.shown_location(location), reason };
    let next = from.follow(location).map_err(refuse)?;
    if from.is_https() && !next.is_https() {
        let location = from.shown_location(&next.uri.to_string());
        return Err(FetchError::Downgrade { url, location });
    }
    let is_kept = matches!(head.status.as_u16(), 307 | 308)
        && from.is_https() == next.is_https()
        && from.host_and_port() == next.host_and_port();
    if asked.body.is_some() && !is_kept {
        return Err(refuse("what is posted goes to the host that was named and to no other; give its URL"));
    }
    Ok(next)
}

impl Exchange<'_> {
    fn ask(&self, agent: &Agent, address: &Address, asked: Asked<'_>) -> Result<Response<Body>, FetchError> {
        let mut request = Request::builder().uri(&address.uri).header(header::ACCEPT_ENCODING, "identity");
        if let Some(authorization) = &address.authorization {
            request = request.header(header::AUTHORIZATION, authorization);
        }
        for (name, value) in asked.headers {
            request = request.header(name, value);
        }
        let refused = |error: ureq::http::Error| self.failure(ureq::Error::Http(error));
        match asked.body {
            None => self.run(agent, request.body(()).map_err(refused)?),
            Some(body) => self.run(agent, request.method("POST").body(body).map_err(refused)?),
        }
    }

    /// Asks once, with all that a request has.
    pub(crate) fn run(
        &self,
        agent: &Agent,
        request: Request<impl AsSendBody>,
    ) -> Result<Response<Body>, FetchError> {
        let remaining = self.deadline.saturating_duration_since(Instant::now());
        if remaining.is_zero() {
            return Err(self.timeout());
        }
        let configured = agent.configure_request(request).proxy(self.proxy.cloned());
        let timed = configured
            .timeout_global(Some(remaining))
            .timeout_connect(Some(self.limits.connect.min(remaining)))
            .timeout_per_read(self.limits.idle)
            .timeout_per_write(self.limits.idle);
        agent.run(timed.build()).map_err(|error| self.failure(error))
    }

    pub(super) fn too_large(&self) -> FetchError {
        FetchError::TooLarge { url: self.url.clone(), limit: self.limits.bytes }
    }
}

impl<'request> Opened<'request> {
    /// What answered an exchange.
    pub(crate) fn of(exchange: Exchange<'request>, response: Response<Body>) -> Self {
        let (head, body) = response.into_parts();
        Self { exchange, head, body }
    }
}

impl Opened<'_> {
    /// The value of a header, as text.
    pub(super) fn text(&self, name: HeaderName) -> Option<String> {
        self.head.headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).trim().to_owned())
    }

    /// How long the body is, if the server says so.
    pub(super) fn length(&self) -> Option<u64> {
        self.body.content_length()
    }

    /// Whether the end of the body can be told from a cut: by a length, or by chunks, which HTTP/1.0 has not. TLS does not
    /// tell: the HTTP library takes a connection that ends without TLS's own end for one that ended well.
    pub(crate) fn is_measured(&self) -> bool {
        let coding = self.head.headers.get(header::TRANSFER_ENCODING);
        let is_chunked = coding.is_some_and(|coding| coding == "chunked");
        self.length().is_some() || (is_chunked && self.head.version != Version::HTTP_10)
    }

    /// Refuses what is not as the server keeps it.
    pub(crate) fn check_encoding(&self) -> Result<(), FetchError> {
        match self.text(header::CONTENT_ENCODING) {
            Some(encoding) if !encoding.is_empty() && !encoding.eq_ignore_ascii_case("identity") => {
                Err(FetchError::Encoding { url: self.exchange.url.clone(), encoding: shown(&encoding) })
            }
            _ => Ok(()),
        }
    }

    /// The whole file, or an error.
    pub(super) fn file(self) -> Result<Fetched, Failure> {
        if self.head.status != StatusCode::OK {
            return Err(self.unwanted());
        }
        self.check_encoding()?;
        let content_type = self.text(header::CONTENT_TYPE);
        let content_type =
            content_type.and_then(|value| value.split(';').next().map(|kind| shown(kind.trim())));
        let url = self.exchange.url.clone();
        let mut bytes = Vec::new();
        self.pour(0, &mut |piece| {
            bytes.extend_from_slice(piece);
            Ok(())
        })?;
        Ok(Fetched { bytes, url, content_type: content_type.filter(|kind| !kind.is_empty()) })
    }

    /// Hands the whole body on, piece by piece. So many bytes of the file are there `already`; the limit is one of the whole.
    pub(crate) fn pour(
        self,
        already: u64,
        take: &mut dyn FnMut(&[u8]) -> Result<(), FetchError>,
    ) -> Result<(), FetchError> {
        let exchange = self.exchange;
        let mut received = already;
        if self
            .body
            .content_length()
            .is_some_and(|length| length > exchange.limits.bytes.saturating_sub(already))
        {
            return Err(exchange.too_large());
        }
        let mut reader = self.body.into_reader();
        let mut piece = [0; 16 * 1024];
        loop {
            // Also between readings: a server may send a byte now and then.
            if Instant::now() >= exchange.deadline {
                return Err(exchange.timeout());
            }
            let read = match reader.read(&mut piece) {
                Ok(0) => return Ok(()),
                Ok(read) => piece.get(..read).unwrap_or_default(),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(exchange.broken(ureq::Error::from(error), received)),
            };
            received += read.len() as u64;
            if received > exchange.limits.bytes {
                return Err(exchange.too_large());
            }
            take(read)?;
        }
    }

    /// The first bytes of the body, as far as they come.
    pub(crate) fn begin(self, most: u64) -> Result<Vec<u8>, FetchError> {
        let exchange = self.exchange;
        let mut bytes = Vec::new();
        let mut reader = self.body.into_reader().take(most);
        reader
            .read_to_end(&mut bytes)
            .map_err(|error| exchange.broken(ureq::Error::from(error), bytes.len() as u64))?;
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(from: &str, location: &str, status: u16, body: Option<&[u8]>) -> Result<Address, FetchError> {
        let response = Response::builder().status(status).body(()).unwrap();
        let from = Address::parse(from).unwrap();
        redirected(&from, location, &response.into_parts().0, Asked { headers: &[], body })
    }

    #[test]
    fn what_is_encrypted_stays_encrypted() {
        let refused = next("https://h.example/x", "http://h.example/x?token=abc", 302, None).err();
        let location = "http://h.example/x?token=****".to_owned();
        assert_eq!(refused, Some(FetchError::Downgrade { url: "https://h.example/x".into(), location }));
        let safe = next("https://h.example/x", "//other.example/x", 302, None);
        assert!(safe.is_ok_and(|next| next.is_https()));
        assert!(next("http://h.example/x", "https://h.example/x", 302, None).is_ok());
    }

    #[test]
    fn what_is_posted_stays_where_it_was_sent() {
        let post = |location: &str, status| next("https://h.example/x", location, status, Some(b"{}"));
        assert!(post("/y", 307).is_ok() && post("https://h.example:443/y", 308).is_ok());
        for (location, status) in [
            ("/y", 301),
            ("/y", 302),
            ("/y", 303),
            ("https://other.example/y", 307),
            ("https://h.example:8443/y", 308),
            ("http://h.example/y", 307),
        ] {
            assert!(post(location, status).is_err(), "{location} {status}");
        }
    }
}
