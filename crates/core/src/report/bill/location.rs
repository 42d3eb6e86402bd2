//! Paths and URLs in documents that have text only.

use std::borrow::Cow;
use std::path::Path;

use crate::hex;
use crate::metadata::credentials::without_masked_user;
use crate::metadata::file_url;

/// A path as text; one that is no UTF-8 as a `file` URL, which has its bytes.
pub(crate) fn path_text(path: &Path) -> Cow<'_, str> {
    path.to_str().map_or_else(|| Cow::Owned(file_url::of_path(path)), Cow::Borrowed)
}

/// An absolute URL as RFC 3986 allows it, without what stood for credentials; `None` where it is none.
pub(crate) fn absolute_url(written: &str) -> Option<String> {
    let written = without_masked_user(written);
    let (scheme, rest) = written.split_once(':')?;
    let is_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    let (authority, path) = match rest.strip_prefix("//") {
        Some(rest) => rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len())),
        None => ("", rest),
    };
    let (address, fragment) = match path.split_once('#') {
        Some((address, fragment)) => (address, Some(fragment)),
        None => (path, None),
    };
    if !is_scheme || !is_authority(authority) || (authority.is_empty() && address.starts_with("//")) {
        return None;
    }
    let slashes = if rest.starts_with("//") { "//" } else { "" };
    let mut url = format!("{scheme}:{slashes}{authority}{}", encoded(address));
    if let Some(fragment) = fragment {
        url.push('#');
        url.push_str(&encoded(fragment));
    }
    Some(url)
}

/// `USER@HOST:PORT`, of which a name in letters and an IPv6 address are understood.
///
/// The question is whether RFC 3986 lets it stand in a URL of a document, be there a host or not, as in `file:///`, and a port or not. What
/// a client may connect to, or hand to a program, is another question, with other answers.
fn is_authority(authority: &str) -> bool {
    let (user, host) = authority.rsplit_once('@').unwrap_or(("", authority));
    let (host, port) = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((address, port)) if address.parse::<std::net::Ipv6Addr>().is_ok() => ("ipv6", port),
        Some(_) => return false,
        None => host.split_at(host.find(':').unwrap_or(host.len())),
    };
    let is_port = port.is_empty() || port.strip_prefix(':').is_some_and(is_number);
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte));
    plain(host) && plain(user) && is_port
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Writes what a URL's path, query or fragment may not hold in `%XX`; a `%` that begins no such stays what it means.
pub(crate) fn encoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let is_hex = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_hexdigit);
    let mut out = String::with_capacity(bytes.len());
    for (at, &byte) in bytes.iter().enumerate() {
        let allowed = byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?".contains(&byte);
        if allowed || (byte == b'%' && is_hex(at + 1) && is_hex(at + 2)) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push_str(&hex::encode(&[byte]).to_ascii_uppercase());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_such_or_none() {
        for (written, url) in [
            ("https://h.example/a b#x#y", "https://h.example/a%20b#x%23y"),
            ("https://****@h.example:80/%41%4", "https://h.example:80/%41%254"),
            ("ssh://git@h/x.git", "ssh://git@h/x.git"),
            ("https://[::1]:8/x[1]", "https://[::1]:8/x%5B1%5D"),
            ("file:///home/u/\u{e9}", "file:///home/u/%C3%A9"),
            ("urn:x", "urn:x"),
        ] {
            assert_eq!(absolute_url(written).as_deref(), Some(url), "{written}");
        }
        for none in [
            "",
            "x",
            "git@h:x",
            "1a:b",
            "https://h:x/",
            "https://[::/",
            "https://h\u{e9}/",
            "a b:c",
            "https://u:p@h/",
            "x:////y",
        ] {
            assert_eq!(absolute_url(none), None, "{none}");
        }
    }
}
