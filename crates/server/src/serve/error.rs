//! Why a server does not start.

use std::net::SocketAddr;
use std::path::PathBuf;

use crate::auth::{NoRandom, SealError};
use crate::store::StoreError;

/// Why a server does not start.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The link for the first administrator.
    #[error(transparent)]
    First(#[from] crate::FirstError),
    /// A secret.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// There are no random bytes.
    #[error(transparent)]
    Random(#[from] NoRandom),
    /// A file.
    #[error("could not {what} {}: {error}", path.display())]
    File {
        /// What was attempted.
        what: &'static str,
        /// On which file.
        path: PathBuf,
        /// What went wrong.
        error: std::io::Error,
    },
    /// The key that secrets are sealed with.
    #[error("{}: a key file has 64 hexadecimal digits; the one that the server made first is the only one that opens its secrets", .0.display())]
    Key(PathBuf),
    /// The token of metrics.
    #[error("{}: a token is one word of 16 characters or more", .0.display())]
    Token(PathBuf),
    /// How mail goes out.
    #[error(transparent)]
    Mail(#[from] crate::mail::MailError),
    /// How people sign in at a provider.
    #[error(transparent)]
    Oidc(#[from] crate::signon::OidcSettingsError),
    /// The certificate or its key.
    #[error("the certificate cannot be used: {0}")]
    Certificate(String),
    /// The database has another time, by so many seconds.
    #[error(
        "the database's clock is {0} s from this machine's: set the clocks (NTP), and start the server again. \
        Servers on one database go by one time"
    )]
    Clock(i64),
    /// The socket.
    #[error("could not listen at {address}: {error}")]
    Listen {
        /// Where.
        address: SocketAddr,
        /// What went wrong.
        error: std::io::Error,
    },
    /// Plain HTTP to the world.
    #[error(
        "{0}: without TLS the server listens on loopback only: a proxy on the same machine can stand before it"
    )]
    Plain(SocketAddr),
    /// The system refused.
    #[error("could not {what}: {error}")]
    System {
        /// What was attempted.
        what: &'static str,
        /// What went wrong.
        error: std::io::Error,
    },
}
