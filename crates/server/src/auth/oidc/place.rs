//! Where a browser and the server may be sent.

use std::net::IpAddr;

use fetter_client::http::Address;

/// The longest URL that is taken, in bytes.
const URL_BYTES: usize = 2048;
/// The longest path to go on with, in bytes.
const PATH_BYTES: usize = 1024;

/// Whether a provider, or this server itself, may be at a URL: over TLS, or on this machine.
pub fn check_url(url: &str) -> Result<(), &'static str> {
    if url.len() > URL_BYTES || !url.bytes().all(|byte| byte.is_ascii_graphic()) || url.contains(['#', '\\'])
    {
        return Err("it is no URL of at most 2,048 printable characters without a fragment");
    }
    let address = Address::new(url).map_err(|_| "it is no URL")?;
    let rest = url.split_once("://").map_or("", |(_, rest)| rest);
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    if address.has_credentials() || authority.contains('@') {
        return Err("it has a user in it");
    }
    if address.is_https() || is_loopback(authority) { Ok(()) } else { Err("it is not https") }
}

fn is_loopback(authority: &str) -> bool {
    let host = match authority.strip_prefix('[') {
        Some(rest) => rest.split(']').next(),
        None => authority.split(':').next(),
    };
    let host = host.unwrap_or_default();
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// A path of this server, or `/` in place of anything that leads elsewhere.
#[must_use]
pub fn local_path(next: &str) -> &str {
    // Browsers take `\` for `/`, and two of them for a host.
    let is_local = next.starts_with('/') && !next.starts_with("//");
    let is_plain = next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if is_local && is_plain && next.len() <= PATH_BYTES { next } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_is_over_tls_or_on_this_machine() {
        for url in [
            "https://id.example",
            "https://id.example:8443/realms/one?x=y",
            "http://localhost:1/x",
            "http://127.0.0.1:9",
            "http://[::1]:9/",
        ] {
            assert_eq!(check_url(url), Ok(()), "{url}");
        }
        for url in [
            "http://id.example/",
            "http://127.0.0.1.evil.example/",
            "http://localhost@evil.example/",
            "http://10.0.0.1/",
            "https://user:secret@id.example/",
            "https://id.example/#x",
            "https://id.example/a b",
            "https://id.example\\x",
            "ftp://id.example",
            "id.example",
            "",
            &format!("https://id.example/{}", "a".repeat(2048)),
        ] {
            assert!(check_url(url).is_err(), "{url}");
        }
    }

    #[test]
    fn a_path_to_go_on_with_is_of_this_server() {
        assert_eq!(local_path("/machines?q=a%20b"), "/machines?q=a%20b");
        let long = format!("/{}", "a".repeat(1024));
        for elsewhere in
            ["", "//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nb", "/ä", &long]
        {
            assert_eq!(local_path(elsewhere), "/", "{elsewhere}");
        }
    }
}
