//! Where a server is.

use std::net::IpAddr;

use fetter_protocol::Digest;

use super::ServerError;
use crate::http::Address;

/// The URL of a server, and its certificate where that one alone is to be believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub(super) address: Address,
    url: String,
    pub(super) fingerprint: Option<Digest>,
}

impl Place {
    /// Takes a URL: scheme, host and port, and nothing more. `http` is for addresses of the loopback only.
    pub fn new(url: &str, fingerprint: Option<Digest>) -> Result<Self, ServerError> {
        let wrong = |url: &str, why: &str| ServerError::Local(format!("{url} cannot be a server: {why}"));
        let address = Address::new(url).map_err(|error| ServerError::Local(error.to_string()))?;
        let name = address.name();
        if address.has_credentials() || address.is_pinned() || address.uri.query().is_some() {
            return Err(wrong(&name, "leave away user, password, `?` and `#`"));
        }
        if address.uri.path() != "/" {
            return Err(wrong(&name, "leave away the path: it has the server's own paths"));
        }
        if !address.is_https() {
            let host = address.host_and_port().0.trim_matches(['[', ']']);
            if !host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback()) {
                return Err(wrong(
                    &name,
                    "http is for addresses of this machine only, as 127.0.0.1; use https",
                ));
            }
            if fingerprint.is_some() {
                return Err(wrong(&name, "over http there is no certificate: leave away the fingerprint"));
            }
        }
        Ok(Self { address, url: name.trim_end_matches('/').to_owned(), fingerprint })
    }

    /// The URL, in one form.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The digest of its certificate (SHA-256 of its DER), where that one alone is believed.
    #[must_use]
    pub const fn fingerprint(&self) -> Option<Digest> {
        self.fingerprint
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_a_host_and_encrypted() {
        let url = |text| Place::new(text, None).map(|place| place.url().to_owned());
        assert_eq!(url("https://Fetter.Example:8443/").unwrap(), "https://fetter.example:8443");
        for loopback in ["http://127.0.0.1:80", "http://[::1]:80", "http://127.9.9.9"] {
            assert_eq!(url(loopback).unwrap(), loopback);
        }
        for none in [
            "http://fetter.example",
            "http://localhost",
            "http://10.0.0.1",
            "https://h.example/x",
            "https://h.example/?x",
            "https://h.example/#x",
            "ftp://h.example",
            "h.example",
        ] {
            assert!(url(none).is_err(), "{none}");
        }
        let said = url("https://user:secret@h.example").unwrap_err().to_string();
        assert!(!said.contains("secret"), "{said}");
        assert!(Place::new("http://127.0.0.1", Some(Digest::of(b""))).is_err());
    }
}
