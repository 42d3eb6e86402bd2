//! The way to other machines, as the user's surroundings say it.

use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;

use crate::shown::shown;

/// Proxies and certificate authorities. The default is a direct way, and the system's authorities.
///
/// Git is not told of this: it follows the same variables and its own configuration.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Network {
    /// The proxy for `http` URLs.
    pub http_proxy: Option<String>,
    /// The proxy for `https` URLs.
    pub https_proxy: Option<String>,
    /// The proxy for URLs that have none of their own.
    pub all_proxy: Option<String>,
    /// Hosts that are reached without a proxy: names, with everything below them, addresses and networks, `*` for all.
    pub no_proxy: Option<String>,
    /// A file of certificate authorities (PEM) that stands in place of the system's.
    pub certificate_file: Option<PathBuf>,
    /// Directories of such files, likewise.
    pub certificate_directories: Vec<PathBuf>,
}

impl Network {
    /// What environment variables say, by the names and rules that curl and Python's urllib share: lower case goes
    /// before upper case, an empty value is none, and `HTTP_PROXY` does not count in a CGI program, where the client of a
    /// web server could set it. `read` gives the value of a variable.
    #[must_use]
    pub fn of_variables(read: impl Fn(&str) -> Option<OsString>) -> Self {
        let filled = |name: &str| read(name).filter(|value| !value.is_empty());
        let proxy = |name: &str| {
            let value = filled(&name.to_ascii_lowercase()).or_else(|| filled(name));
            value.map(|value| value.to_string_lossy().into_owned())
        };
        let is_cgi = filled("REQUEST_METHOD").is_some();
        let directories = filled("SSL_CERT_DIR").unwrap_or_default();
        Self {
            http_proxy: if is_cgi {
                filled("http_proxy").map(|value| value.to_string_lossy().into_owned())
            } else {
                proxy("HTTP_PROXY")
            },
            https_proxy: proxy("HTTPS_PROXY"),
            all_proxy: proxy("ALL_PROXY"),
            no_proxy: proxy("NO_PROXY"),
            certificate_file: filled("SSL_CERT_FILE").map(PathBuf::from),
            certificate_directories: std::env::split_paths(&directories)
                .filter(|directory| !directory.as_os_str().is_empty())
                .collect(),
        }
    }
}

impl fmt::Debug for Network {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let masked = |proxy: &Option<String>| proxy.as_deref().map(shown);
        formatter
            .debug_struct("Network")
            .field("http_proxy", &masked(&self.http_proxy))
            .field("https_proxy", &masked(&self.https_proxy))
            .field("all_proxy", &masked(&self.all_proxy))
            .field("no_proxy", &self.no_proxy)
            .field("certificate_file", &self.certificate_file)
            .field("certificate_directories", &self.certificate_directories)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(variables: &[(&str, &str)]) -> Network {
        Network::of_variables(|asked| {
            variables.iter().find(|(name, _)| *name == asked).map(|(_, value)| value.into())
        })
    }

    #[test]
    fn lower_case_goes_first_and_empty_is_none() {
        let network = of(&[
            ("http_proxy", "http://one.example:1"),
            ("HTTP_PROXY", "http://two.example:2"),
            ("https_proxy", ""),
            ("HTTPS_PROXY", "http://three.example:3"),
            ("SSL_CERT_DIR", "/a::/b"),
        ]);
        assert_eq!(network.http_proxy.as_deref(), Some("http://one.example:1"));
        assert_eq!(network.https_proxy.as_deref(), Some("http://three.example:3"));
        assert_eq!(network.certificate_directories, [PathBuf::from("/a"), PathBuf::from("/b")]);
        assert_eq!(of(&[]), Network::default());
    }

    #[test]
    fn a_header_of_a_web_request_is_no_proxy() {
        let network = of(&[("REQUEST_METHOD", "GET"), ("HTTP_PROXY", "http://evil.example")]);
        assert_eq!(network.http_proxy, None);
    }

    #[test]
    fn credentials_of_proxies_are_not_shown() {
        let network = of(&[("ALL_PROXY", "http://user:secret@proxy.example:3128")]);
        assert!(!format!("{network:?}").contains("secret"));
    }
}
