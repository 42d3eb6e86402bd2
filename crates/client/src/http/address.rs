//! URLs as they are fetched: taken apart, and followed from one to the next (RFC 3986).

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use ureq::http::Uri;

use super::FetchError;
use crate::host;
use crate::shown::shown;

/// The longest URL, in bytes: servers take less.
const LONGEST: usize = 16 * 1024;

/// What a path or a query may not hold as it is. What people write into URLs all the same is encoded.
const FORBIDDEN: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A URL to fetch, its credentials beside it. Its `Debug` does not show them.
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    /// Without credentials and fragment.
    pub(crate) uri: Uri,
    /// The value of the header `Authorization`.
    pub(super) authorization: Option<String>,
    /// What stands behind `#`.
    pub(super) fragment: String,
    /// What it is called in place of its URL, which has something in it that nothing may show.
    called: Option<String>,
}

impl fmt::Debug for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Address").field(&self.name()).finish()
    }
}

impl Address {
    /// Takes a URL apart.
    pub fn new(url: &str) -> Result<Self, FetchError> {
        Self::parse(url).map_err(|reason| FetchError::Url { url: shown(url), reason })
    }

    /// Where a reference in the file here leads (RFC 3986, section 5.2), with its fragment. A URL has its own credentials; those
    /// from here go along only to the same scheme, host and port.
    pub fn join(&self, reference: &str) -> Result<Self, FetchError> {
        let refuse = |reason| FetchError::Url { url: shown(reference), reason };
        let mut next = self.follow(reference).map_err(refuse)?;
        if has_scheme(reference) || reference.starts_with("//") {
            let whole = if has_scheme(reference) {
                reference.to_owned()
            } else {
                format!("{}:{reference}", self.uri.scheme_str().unwrap_or_default())
            };
            let own = Self::parse(&whole).map_err(refuse)?.authorization;
            next.authorization = own.or(next.authorization);
        }
        let fragment = reference.split_once('#').map_or("", |(_, fragment)| fragment).to_owned();
        Ok(Self { fragment, called: None, ..next })
    }

    /// The same, called otherwise in every error: the URL has something in it that nothing may show.
    #[must_use]
    pub fn called(self, name: &str) -> Self {
        Self { called: Some(shown(name)), ..self }
    }

    /// The URL, or what it is called instead, without credentials and fragment.
    #[must_use]
    pub fn name(&self) -> String {
        self.called.clone().unwrap_or_else(|| shown(&self.uri.to_string()))
    }

    /// Whether it has another name than its URL.
    #[must_use]
    pub fn is_called_otherwise(&self) -> bool {
        self.called.is_some()
    }

    /// Whether it says by its fragment which bytes are there.
    #[must_use]
    pub fn is_pinned(&self) -> bool {
        !self.fragment.is_empty()
    }

    /// Whether it has credentials.
    #[must_use]
    pub fn has_credentials(&self) -> bool {
        self.authorization.is_some()
    }

    /// The last part of its path: the name of the file that is there.
    #[must_use]
    pub fn file_name(&self) -> String {
        let path = self.uri.path();
        percent_decode_str(path.rsplit('/').next().unwrap_or(path)).decode_utf8_lossy().into_owned()
    }

    /// What may be said of where a redirect leads from here.
    pub(super) fn shown_location(&self, location: &str) -> String {
        if self.called.is_some() { "another place".to_owned() } else { shown(location) }
    }

    /// Takes a URL apart; fails with what is wrong with it.
    pub(super) fn parse(url: &str) -> Result<Self, &'static str> {
        if url.len() > LONGEST {
            return Err("it is longer than 16 KiB");
        }
        if url.chars().any(char::is_control) {
            return Err("it has control characters in it");
        }
        let (rest, fragment) = url.split_once('#').unwrap_or((url, ""));
        let (scheme, rest) = rest.split_once("://").ok_or("it is no URL with a scheme and a host")?;
        let scheme = scheme.to_ascii_lowercase();
        if scheme != "http" && scheme != "https" {
            return Err("only http and https are fetched");
        }
        let (authority, rest) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
        // Browsers end the host there, others take it for a part of a user's name.
        if authority.contains('\\') {
            return Err("it has a backslash before its path");
        }
        let (user_info, host) = match authority.rsplit_once('@') {
            Some((user_info, host)) => (Some(user_info), host),
            None => (None, authority),
        };
        host::check(host)?;
        let slash = if rest.starts_with('/') { "" } else { "/" };
        let rest = utf8_percent_encode(rest, FORBIDDEN);
        let uri = format!("{scheme}://{}{slash}{rest}", host.to_ascii_lowercase());
        Ok(Self {
            uri: uri.parse().map_err(|_| "it is no URL")?,
            authorization: user_info.filter(|user_info| !user_info.is_empty()).map(basic),
            fragment: fragment.to_owned(),
            called: None,
        })
    }

    /// Where a `Location` leads from here (RFC 3986, section 5.2). Credentials go along only to the same scheme, host and
    /// port; those of the location itself are none that the user gave, and are left out.
    pub(super) fn follow(&self, location: &str) -> Result<Self, &'static str> {
        let location = location.split('#').next().unwrap_or_default();
        let scheme = self.uri.scheme_str().unwrap_or_default();
        let origin =
            format!("{scheme}://{}", self.uri.authority().map_or("", |authority| authority.as_str()));
        let path = self.uri.path();
        let target = if has_scheme(location) {
            location.to_owned()
        } else if location.starts_with("//") {
            format!("{scheme}:{location}")
        } else if location.is_empty() {
            format!("{origin}{}", self.uri.path_and_query().map_or("/", |path| path.as_str()))
        } else if location.starts_with('?') {
            format!("{origin}{path}{location}")
        } else {
            let (below, query) = location.split_at(location.find('?').unwrap_or(location.len()));
            let directory = &path[..=path.rfind('/').unwrap_or(0)];
            let whole = if below.starts_with('/') { below.to_owned() } else { format!("{directory}{below}") };
            format!("{origin}{}{query}", without_dots(&whole))
        };
        let mut next = Self::parse(&target)?;
        let is_same = next.uri.scheme() == self.uri.scheme() && next.host_and_port() == self.host_and_port();
        next.authorization = if is_same { self.authorization.clone() } else { None };
        next.called.clone_from(&self.called);
        Ok(next)
    }

    /// Whether the way there is encrypted.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.uri.scheme_str() == Some("https")
    }

    /// The host, an IPv6 address in brackets, and the port.
    pub(crate) fn host_and_port(&self) -> (&str, u16) {
        let port = if self.is_https() { 443 } else { 80 };
        (self.uri.host().unwrap_or_default(), self.uri.port_u16().unwrap_or(port))
    }
}

/// RFC 7617; without a password, it is empty.
fn basic(user_info: &str) -> String {
    let (user, password) = user_info.split_once(':').unwrap_or((user_info, ""));
    let decoded = |part| percent_decode_str(part).collect::<Vec<u8>>();
    basic_of(&decoded(user), &decoded(password))
}

/// The same of bytes.
pub(super) fn basic_of(user: &[u8], password: &[u8]) -> String {
    format!("Basic {}", STANDARD.encode([user, b":", password].concat()))
}

fn has_scheme(reference: &str) -> bool {
    let scheme =
        reference.split(['/', '?']).next().unwrap_or_default().split_once(':').map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    })
}

/// RFC 3986, section 5.2.4.
fn without_dots(path: &str) -> String {
    let mut kept = Vec::new();
    for segment in path.split('/').skip(1) {
        match segment {
            "." => {}
            ".." => {
                kept.pop();
            }
            segment => kept.push(segment),
        }
    }
    let is_directory = path.ends_with("/.") || path.ends_with("/..");
    let end = if is_directory && !kept.is_empty() { "/" } else { "" };
    format!("/{}{end}", kept.join("/"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn followed(from: &str, location: &str) -> String {
        Address::parse(from).unwrap().follow(location).map_or_else(str::to_owned, |next| next.uri.to_string())
    }

    #[test]
    fn references_in_a_file_keep_credentials_to_their_host() {
        let basic = |user_info| Some(super::basic(user_info));
        let from = Address::new("http://u:p@h.example/a/b.txt?ref=main#x").unwrap();
        assert_eq!(from.name(), "http://h.example/a/b.txt?ref=main");
        for (reference, name, authorization) in [
            ("c.txt", "http://h.example/a/c.txt", basic("u:p")),
            ("../c.txt#sha256=0", "http://h.example/c.txt", basic("u:p")),
            ("/c.txt", "http://h.example/c.txt", basic("u:p")),
            ("http://h.example/c.txt", "http://h.example/c.txt", basic("u:p")),
            ("http://v:q@h.example/c.txt", "http://h.example/c.txt", basic("v:q")),
            ("https://h.example/c.txt", "https://h.example/c.txt", None),
            ("http://other.example/c.txt", "http://other.example/c.txt", None),
            ("//v@other.example/c.txt", "http://other.example/c.txt", basic("v")),
        ] {
            let next = from.join(reference).unwrap();
            assert_eq!((next.name().as_str(), &next.authorization), (name, &authorization), "{reference}");
            assert_eq!(next.is_pinned(), reference.contains('#'), "{reference}");
            // Once more from there: credentials that were left behind do not come back.
            let again = next.join("http://h.example/d.txt").unwrap();
            let stays = next.name().starts_with("http://h.example/");
            assert_eq!(again.authorization.is_some(), stays, "{reference}");
        }
        for reference in ["file:///etc/passwd", "ftp://h.example/x", "http://u:secret@/x"] {
            let refused = from.join(reference).unwrap_err().to_string();
            assert!(!refused.contains("secret"), "{refused}");
        }
    }

    #[test]
    fn what_is_called_otherwise_is_shown_nowhere() {
        let address =
            Address::new("http://h.example/s3cret/x.txt").unwrap().called("http://h.example/${X}/x.txt");
        let next = address.follow("/s3cret/y.txt").unwrap();
        let said = format!("{address:?} {next:?} {}", address.shown_location("/s3cret/y.txt"));
        assert!(!said.contains("s3cret") && said.contains("${X}"), "{said}");
    }

    /// RFC 3986, section 5.4, as far as `http` goes.
    #[test]
    fn references_resolve_as_the_standard_says() {
        for (reference, target) in [
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g/"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            ("g?y/../x", "http://a/b/c/g?y/../x"),
            ("g#s/../x", "http://a/b/c/g"),
            (";x", "http://a/b/c/;x"),
            ("g;x=1/../y", "http://a/b/c/y"),
            ("", "http://a/b/c/d;p?q"),
            (".", "http://a/b/c/"),
            ("./", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../..", "http://a/"),
            ("../../../g", "http://a/g"),
            ("/../g", "http://a/g"),
            ("g..", "http://a/b/c/g.."),
            ("g:h", "it is no URL with a scheme and a host"),
            ("file:///etc/passwd", "only http and https are fetched"),
        ] {
            assert_eq!(followed("http://a/b/c/d;p?q", reference), target, "{reference}");
        }
    }

    #[test]
    fn credentials_stay_with_scheme_host_and_port() {
        let from = Address::parse("https://us%40er:p%3Aw@Host.example/x").unwrap();
        assert_eq!(from.authorization.as_deref(), Some("Basic dXNAZXI6cDp3"));
        let keeps = |location: &str| from.follow(location).unwrap().authorization.is_some();
        assert!(keeps("/y") && keeps("https://host.example:443/y"));
        for other in [
            "https://other.example/",
            "https://host.example:8443/",
            "http://host.example/",
            "https://host.example.evil.example/",
            "https://mallory:x@other.example/",
        ] {
            assert!(!keeps(other), "{other}");
        }
    }

    #[test]
    fn what_is_no_url_is_refused() {
        for url in [
            "",
            "host.example/x",
            "ftp://host.example/x",
            "file:///etc/passwd",
            "https://",
            "https:///x",
            "https://user@/x",
            "https://host.example:99999/",
            "https://host.example:+80/",
            "https://[::1/x",
            "https://[x]/",
            "https://ho st.example/",
            "https://host.example\\@evil.example/",
            "https://höst.example/",
            "https://host.example/\r\nX: y",
        ] {
            assert!(Address::parse(url).is_err(), "{url}");
        }
        assert!(Address::parse(&format!("https://h.example/{}", "x".repeat(LONGEST))).is_err());
    }

    proptest! {
        /// Whatever a server says, and whatever a user: no panic, and credentials stay.
        #[test]
        fn nothing_leads_astray(location in "([a-z]{0,5}:)?/{0,3}.{0,40}", url in ".{0,60}") {
            let from = Address::parse("https://user:secret@h.example/a/b?c").unwrap();
            if let Ok(next) = from.follow(&location) {
                let is_same = next.is_https() && next.host_and_port() == ("h.example", 443);
                prop_assert_eq!(next.authorization.is_some(), is_same);
                prop_assert!(!next.uri.to_string().contains("secret"));
            }
            let _ = Address::parse(&url);
        }
    }

    #[test]
    fn what_people_write_is_encoded() {
        let address = Address::parse("HTTPS://h.example?a b#frag").unwrap();
        assert_eq!(
            (address.uri.to_string().as_str(), address.fragment.as_str()),
            ("https://h.example/?a%20b", "frag")
        );
        let address = Address::parse("http://[::1]:8080/ä%20").unwrap();
        assert_eq!((address.uri.path(), address.host_and_port()), ("/%C3%A4%20", ("[::1]", 8080)));
    }
}
