//! Tells a program of somebody's, at a URL that a user gave: once, with limits, and nowhere inside.
//!
//! A server that posts to any URL is a way into the network that it stands in (SSRF). So the addresses that a name leads to are looked at before
//! one is connected to, and it is the looked-at ones that are connected to; no redirect is followed; no proxy is taken, which would resolve
//! names itself; and what is answered is not told, but for its status.

mod address;

use std::fmt;
use std::io::Read;
use std::net::IpAddr;
use std::time::Duration;

use ureq::config::Config;
use ureq::http::uri::Authority;
use ureq::http::{Request, Uri, header};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};

use address::is_public;

use crate::Network;
use crate::http::{FetchError, certificates};
use crate::shown::shown;

/// The longest time for a post and its answer.
const TOTAL: Duration = Duration::from_secs(15);
const CONNECT: Duration = Duration::from_secs(5);
/// How much of an answer is read, so that a connection ends well, in bytes.
const ANSWER: u64 = 4 << 10;
/// How long a URL is at most, in bytes.
const URL: usize = 2048;

/// Where posts may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// To public addresses over HTTPS.
    Public,
    /// Anywhere, also over HTTP.
    Anywhere,
}

/// Posts to URLs of users.
pub struct HookClient {
    agent: ureq::Agent,
    reach: Reach,
}

impl fmt::Debug for HookClient {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("HookClient").field("reach", &self.reach).finish_non_exhaustive()
    }
}

/// What was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The status.
    pub status: u16,
    /// When to come again, in seconds, where that was said in seconds.
    pub retry_after: Option<u64>,
}

/// Why a post did not go out, or was not answered. Nothing of the URL is told but its host.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct HookError(String);

impl HookClient {
    /// One that believes the authorities which the network names.
    pub fn new(network: &Network, reach: Reach) -> Result<Self, FetchError> {
        let config = ureq::Agent::config_builder()
            .tls_config(certificates::tls(network)?)
            .user_agent(concat!("fetter/", env!("CARGO_PKG_VERSION")))
            .proxy(None)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_idle_connections(0)
            .max_idle_connections_per_host(0)
            .timeout_global(Some(TOTAL))
            .timeout_connect(Some(CONNECT));
        let resolver = Guarded { resolver: DefaultResolver::default(), reach };
        let agent = ureq::Agent::with_parts(config.build(), DefaultConnector::default(), resolver);
        Ok(Self { agent, reach })
    }

    /// Posts JSON, with these headers.
    pub fn post(&self, url: &str, headers: &[(&str, String)], body: &[u8]) -> Result<Answered, HookError> {
        let uri = check(url, self.reach)?;
        let mut request = Request::builder().method("POST").uri(uri);
        request = request.header(header::CONTENT_TYPE, "application/json");
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        let request = request.body(body).map_err(|error| HookError(shown(&error.to_string())))?;
        let answered = self.agent.run(request).map_err(|error| HookError(shown(&error.to_string())))?;
        let (head, mut body) = answered.into_parts();
        let retry_after = head.headers.get(header::RETRY_AFTER);
        let retry_after = retry_after.and_then(|value| value.to_str().ok()?.trim().parse().ok());
        // What is in it is nobody's business; a connection that is cut in the middle would be told the other side as an error.
        let _ = std::io::copy(&mut body.as_reader().take(ANSWER), &mut std::io::sink());
        Ok(Answered { status: head.status.as_u16(), retry_after })
    }
}

/// Whether a URL can be posted to, before its name is resolved.
pub fn check(url: &str, reach: Reach) -> Result<Uri, HookError> {
    let wrong = |why: &str| HookError(why.to_owned());
    if url.len() > URL {
        return Err(wrong("a URL has at most 2,048 bytes"));
    }
    let uri: Uri = url.parse().map_err(|_| wrong("it is no URL"))?;
    let is_allowed = match uri.scheme_str() {
        Some("https") => true,
        Some("http") => reach == Reach::Anywhere,
        _ => false,
    };
    if !is_allowed {
        return Err(wrong("a webhook's URL begins with https://"));
    }
    let authority = uri.authority().map(Authority::as_str).unwrap_or_default();
    if authority.contains('@') || authority.is_empty() {
        return Err(wrong("a webhook's URL names a host, without user and password"));
    }
    let host = uri.host().unwrap_or_default().trim_start_matches('[').trim_end_matches(']');
    match host.parse::<IpAddr>() {
        Ok(address) if reach == Reach::Public && !is_public(address) => Err(inside()),
        _ => Ok(uri),
    }
}

fn inside() -> HookError {
    HookError(
        "its host is this machine or in a private network, where webhooks do not go unless the server is told so".to_owned(),
    )
}

/// Looks at the addresses that a name leads to.
#[derive(Debug)]
struct Guarded {
    resolver: DefaultResolver,
    reach: Reach,
}

impl Resolver for Guarded {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.resolver.resolve(uri, config, timeout)?;
        // One inside is enough: whoever gives such a name means no good.
        if self.reach == Reach::Public && !found.iter().all(|address| is_public(address.ip())) {
            return Err(ureq::Error::Io(std::io::Error::other(inside().0)));
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_leads_outside_over_tls() {
        for url in ["https://h.example/x?y", "https://h.example:8443/", "https://8.8.8.8/"] {
            assert!(check(url, Reach::Public).is_ok(), "{url}");
        }
        for url in [
            "http://h.example/",
            "https://u:p@h.example/",
            "https://127.0.0.1/",
            "https://[::1]:8/",
            "file:///etc/passwd",
            "ftp://h.example",
            "h.example",
            "",
            "https://",
            "https://[::ffff:10.0.0.1]/",
            "https://h.example/\n",
            &format!("https://h.example/{}", "a".repeat(2048)),
        ] {
            assert!(check(url, Reach::Public).is_err(), "{url}");
        }
        assert!(check("http://127.0.0.1:9/", Reach::Anywhere).is_ok());
    }

    #[test]
    fn a_name_that_leads_inside_is_not_connected_to() {
        let client = HookClient::new(&Network::default(), Reach::Public).unwrap();
        let refused = client.post("https://localhost:9/", &[], b"{}").unwrap_err();
        assert!(refused.to_string().contains("private network"), "{refused}");
    }
}
