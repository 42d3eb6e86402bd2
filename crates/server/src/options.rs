//! What a server is told of how it is to behave.

use std::sync::Arc;

use fetter_protocol::Digest;

use crate::jobs::Retention;
use crate::signon::Provider;

/// What a server is told of how it is to behave.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a setting by itself")]
pub struct ServerOptions {
    /// How many seconds machines wait between check-ins.
    pub interval: u32,
    /// The digest of the token that metrics are read with; `None` where nobody reads them.
    pub metrics_token: Option<Digest>,
    /// Whether what machines ask is logged also where it was done: a line for each check-in.
    pub log_all: bool,
    /// Whether webhooks may go to addresses of this machine and of private networks.
    pub private_webhooks: bool,
    /// Whether mail goes out at all.
    pub sends_mail: bool,
    /// Whether browsers ask it over plain HTTP, with no proxy before it that speaks TLS: on loopback.
    pub is_plain: bool,
    /// The fingerprint of a certificate that it made itself: nobody trusts that one otherwise.
    pub fingerprint: Option<Digest>,
    /// How long things are kept.
    pub retention: Retention,
    /// The provider at which people sign in; `None` where there is none.
    pub oidc: Option<Arc<Provider>>,
}

impl ServerOptions {
    /// As usual, with this time between check-ins, in seconds.
    #[must_use]
    pub fn new(interval: u32) -> Self {
        Self {
            interval,
            metrics_token: None,
            log_all: false,
            private_webhooks: false,
            sends_mail: false,
            is_plain: false,
            fingerprint: None,
            retention: Retention::default(),
            oidc: None,
        }
    }
}
