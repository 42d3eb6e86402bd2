//! Cookies: the session, and a sign-in at a provider while it goes on.

use axum::http::header::{self, HeaderMap, HeaderValue};

use crate::options::ServerOptions;

/// Bytes of a cookie's value at most.
const VALUE_BYTES: usize = 4096;

/// A cookie of the console.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cookie {
    /// Its name over TLS. The prefix has browsers take it from this very host over TLS alone (RFC 6265bis, section 4.1.3.2).
    secure: &'static str,
    /// Its name where the server itself is asked over plain HTTP, which it is on loopback only.
    plain: &'static str,
}

/// Who is signed in.
pub(super) const SESSION: Cookie = Cookie { secure: "__Host-fetter-session", plain: "fetter-session" };

/// What a browser keeps while somebody is at the organisation's provider.
pub(super) const FLOW: Cookie = Cookie { secure: "__Host-fetter-flow", plain: "fetter-flow" };

impl Cookie {
    const fn name(self, options: &ServerOptions) -> &'static str {
        if options.is_plain { self.plain } else { self.secure }
    }

    /// Its value in a request. One that comes twice is somebody else's doing.
    pub(super) fn read<'request>(
        self,
        headers: &'request HeaderMap,
        options: &ServerOptions,
    ) -> Option<&'request str> {
        let name = self.name(options);
        let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
        let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        let mut values = pairs.filter(|(of, _)| *of == name).map(|(_, value)| value);
        let (Some(value), None) = (values.next(), values.next()) else { return None };
        (!value.is_empty() && value.len() <= VALUE_BYTES).then_some(value)
    }

    /// The header that gives it to a browser for so many seconds; 0 takes it away. No script reads it. A link from elsewhere brings it along, so that links to
    /// pages work; a form from elsewhere does not.
    pub(super) fn set(self, options: &ServerOptions, value: &str, seconds: u64) -> Option<HeaderValue> {
        let name = self.name(options);
        let secure = if options.is_plain { "" } else { "; Secure" };
        let line = format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
        HeaderValue::from_str(&line).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(is_plain: bool) -> ServerOptions {
        ServerOptions { is_plain, ..ServerOptions::new(60) }
    }

    #[test]
    fn a_cookie_is_read_once() {
        let read = |line: &'static str, is_plain| {
            let headers: HeaderMap = [(header::COOKIE, HeaderValue::from_static(line))].into_iter().collect();
            SESSION.read(&headers, &options(is_plain)).map(str::to_owned)
        };
        assert_eq!(read("a=b; __Host-fetter-session=x; c=d", false).as_deref(), Some("x"));
        assert_eq!(read("fetter-session=x", true).as_deref(), Some("x"));
        for (line, is_plain) in [
            // Whoever has another name of the domain may set it.
            ("fetter-session=x", false),
            ("__Host-fetter-session=x; __Host-fetter-session=y", false),
            ("__Host-fetter-session=", false),
            ("__host-fetter-session=x", false),
        ] {
            assert_eq!(read(line, is_plain), None, "{line}");
        }
    }

    #[test]
    fn a_cookie_is_for_no_script_and_over_tls_alone() {
        let set = |is_plain| SESSION.set(&options(is_plain), "x", 60).unwrap().to_str().unwrap().to_owned();
        assert_eq!(set(false), "__Host-fetter-session=x; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure");
        assert_eq!(set(true), "fetter-session=x; Path=/; Max-Age=60; HttpOnly; SameSite=Lax");
        assert_eq!(SESSION.set(&options(false), "a\nb", 60), None);
    }
}
