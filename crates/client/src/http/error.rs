//! Why something could not be fetched. URLs and foreign text in here are masked and escaped already.

use std::path::PathBuf;
use std::time::Duration;

/// Why a URL could not be fetched: what was attempted on what, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the fields are what the messages show")]
pub enum FetchError {
    /// It is no URL that can be fetched.
    #[error("cannot fetch {url}: {reason}")]
    Url { url: String, reason: &'static str },
    /// The fragment is no digest.
    #[error("cannot fetch {url}: {reason}")]
    Pin { url: String, reason: &'static str },
    /// The setting of a proxy is none.
    #[error("cannot use the proxy {proxy}: {reason}; see HTTP_PROXY, HTTPS_PROXY and ALL_PROXY")]
    Proxy { proxy: String, reason: String },
    /// No certificate authority could be read.
    #[error("cannot read certificate authorities from {}: {reason}; see SSL_CERT_FILE and SSL_CERT_DIR", .path.display())]
    Certificates { path: PathBuf, reason: String },
    /// No connection, or one that ended before an answer began.
    #[error(
        "could not reach {url}: {reason}; check the URL's host, the network, and the settings of proxies"
    )]
    Connection { url: String, reason: String },
    /// The server's certificate is not trusted, or TLS failed otherwise.
    #[error(
        "could not reach {url} securely: {reason}; if an authority of your own signs its certificate, name it in SSL_CERT_FILE"
    )]
    Tls { url: String, reason: String },
    /// The server answered with something else than the file.
    #[error("{url} was answered with status {status}: {advice}")]
    Status { url: String, status: u16, advice: &'static str },
    /// A service refused a question, and says why.
    #[error("{url} refused with status {status} what it was asked: {message}")]
    Refused { url: String, status: u16, message: String },
    /// More redirects than the limit.
    #[error("{url} was not fetched: more than {limit} redirects; give the URL that they lead to")]
    Redirects { url: String, limit: u32 },
    /// A redirect to nowhere.
    #[error("{url} redirects to {location}, which cannot be fetched: {reason}")]
    Location { url: String, location: String, reason: &'static str },
    /// A redirect from https to http.
    #[error(
        "{url} redirects to {location}, which is not encrypted; give that URL if it is to be trusted nevertheless"
    )]
    Downgrade { url: String, location: String },
    /// More bytes than the limit.
    #[error("{url} was not fetched: it is larger than {limit} bytes")]
    TooLarge { url: String, limit: u64 },
    /// The connection ended within the body.
    #[error("{url} was not fetched whole: the connection ended after {received} bytes; try again")]
    Cut { url: String, received: u64 },
    /// The total limit is over.
    #[error("{url} was not fetched within {} seconds; try again, or check the server", .limit.as_secs_f32())]
    Timeout { url: String, limit: Duration },
    /// The idle limit is over.
    #[error(
        "{url} was not fetched: the server sent nothing for {} seconds; try again, or check the server", .limit.as_secs_f32()
    )]
    Stalled { url: String, limit: Duration },
    /// A large file whose end cannot be told from a cut.
    #[error(
        "{url} was not fetched: the server does not say how long it is, so that a part could be taken for the whole; use a URL with #sha256=, or another server"
    )]
    Unmeasured { url: String },
    /// What was fetched could not be kept.
    #[error(
        "could not write what was fetched from {url}: {reason}; check the rights and the space on the disk"
    )]
    Write { url: String, reason: String },
    /// A compressed body, which was not asked for.
    #[error(
        "{url} was answered in the encoding {encoding}, which was not asked for; the server should send the file as it is"
    )]
    Encoding { url: String, encoding: String },
    /// An answer that is no HTTP.
    #[error("{url} was answered with something that is no HTTP: {reason}")]
    Protocol { url: String, reason: String },
    /// Other bytes than the URL's fragment promises.
    #[error(
        "{url} has the SHA-256 digest {found}, not {expected} as its fragment says; look at what changed before the digest is"
    )]
    Digest { url: String, expected: String, found: String },
}

impl FetchError {
    /// Whether the server says that nothing is there (404 and 410).
    #[must_use]
    pub const fn is_missing(&self) -> bool {
        matches!(self, Self::Status { status: 404 | 410, .. })
    }

    /// Whether the next attempt may well end otherwise: no connection, or a server that says that it is not ready, or that it
    /// was asked too often.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Connection { .. } | Self::Status { status: 429 | 502..=504, .. })
    }
}
