//! One file over HTTP: with limits, without surprises.
//!
//! What is fetched is what the server keeps: nothing compressed is asked for or taken, so that a limit counts what arrives,
//! and a digest means the file. Redirects are followed here and not by the HTTP library, since what may follow is decided
//! at each step: never from `https` to `http`, and credentials never to another host. A URL that ends in `#sha256=HEX`
//! is taken only if the bytes have that digest; with any other fragment it is refused.
//!
//! An HTTP/1.0 answer over `http` that says no length and is cut off cannot be told from a whole one: TLS, a length or a
//! digest tell.

mod address;
mod certificates;
mod digest;
mod error;
mod exchange;
mod limits;
mod proxy;

use std::thread::sleep;
use std::time::{Duration, Instant};

pub use address::Address;
pub use error::FetchError;
pub use limits::Limits;

use crate::Network;
use digest::Pin;
use exchange::Answer;
use proxy::Proxies;

/// How often one URL is tried, if the failures may pass.
const ATTEMPTS: u32 = 3;

/// How long the second attempt waits; each further one waits three times as long.
const FIRST_PAUSE: Duration = Duration::from_millis(200);

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
    proxies: Proxies,
}

impl Client {
    /// A client that takes the way which `network` says.
    ///
    /// Fails where a proxy's setting is none, or no certificate authority is where the network says.
    pub fn new(network: &Network) -> Result<Self, FetchError> {
        let proxies = Proxies::new(network)?;
        let config = ureq::Agent::config_builder()
            .tls_config(certificates::tls(network)?)
            .user_agent(concat!("fetter/", env!("CARGO_PKG_VERSION")))
            // Decided for each URL; the library would read the process's environment variables.
            .proxy(None)
            .http_status_as_error(false)
            .max_redirects(0)
            // A connection that the server closed meanwhile would look like a failure.
            .max_idle_connections(0)
            .build();
        Ok(Self { agent: config.into(), proxies })
    }

    /// Fetches the file at a URL.
    ///
    /// Attempts that fail for want of a connection, or because the server is not ready (502, 503, 504), are repeated twice.
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
        let fetched = self.follow(address.clone(), limits, deadline)?;
        match pin {
            Some(pin) if pin != Pin::of_bytes(&fetched.bytes) => Err(FetchError::Digest {
                url: fetched.url,
                expected: pin.hex(),
                found: Pin::of_bytes(&fetched.bytes).hex(),
            }),
            _ => Ok(fetched),
        }
    }

    fn follow(&self, start: Address, limits: &Limits, deadline: Instant) -> Result<Fetched, FetchError> {
        let url = start.name();
        let mut address = start;
        for _ in 0..=limits.redirects {
            match self.persevere(&address, limits, deadline)? {
                Answer::File(fetched) => return Ok(fetched),
                Answer::Redirect(location) => address = redirected(&address, &location)?,
            }
        }
        Err(FetchError::Redirects { url, limit: limits.redirects })
    }

    fn persevere(&self, address: &Address, limits: &Limits, deadline: Instant) -> Result<Answer, FetchError> {
        let mut pause = FIRST_PAUSE;
        for _ in 1..ATTEMPTS {
            match exchange::ask(&self.agent, self.proxies.to(address), address, limits, deadline) {
                Err(error) if error.is_passing() && Instant::now() + pause < deadline => sleep(pause),
                answer => return answer,
            }
            pause *= 3;
        }
        exchange::ask(&self.agent, self.proxies.to(address), address, limits, deadline)
    }
}

/// The next address, if it may be followed.
fn redirected(from: &Address, location: &str) -> Result<Address, FetchError> {
    let url = from.name();
    let next = from.follow(location).map_err(|reason| FetchError::Location {
        url: url.clone(),
        location: from.shown_location(location),
        reason,
    })?;
    if from.is_https() && !next.is_https() {
        let location = from.shown_location(&next.uri.to_string());
        return Err(FetchError::Downgrade { url, location });
    }
    Ok(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encrypted_stays_encrypted() {
        let from = Address::parse("https://h.example/x").unwrap();
        let refused = redirected(&from, "http://h.example/x?token=abc").err();
        let location = "http://h.example/x?token=****".to_owned();
        assert_eq!(refused, Some(FetchError::Downgrade { url: "https://h.example/x".into(), location }));
        assert!(redirected(&from, "//other.example/x").is_ok_and(|next| next.is_https()));
        let plain = Address::parse("http://h.example/x").unwrap();
        assert!(redirected(&plain, "https://h.example/x").is_ok());
    }
}
