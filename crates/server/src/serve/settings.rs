//! What a server is told.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use fetter_client::Network;

use super::{Proxy, ServeError, read};
use crate::auth::Secret;
use crate::jobs::Retention;
use crate::mail::MailSettings;
use crate::options::ServerOptions;
use crate::signon::{OidcSettings, Provider};

/// What a server is told.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where it keeps its files: SQLite's, its key, its certificate.
    pub data: PathBuf,
    /// Another database than the one in `data`: `postgres://…`.
    pub database: Option<String>,
    /// Where it listens.
    pub listen: SocketAddr,
    /// The proxies before it: whom they were called by is who calls.
    pub proxies: Vec<Proxy>,
    /// What it shows to be who it is.
    pub certificate: Certificate,
    /// The key that secrets are sealed with, where it is not `server.key` in `data`: several servers on one database have one.
    pub key_file: Option<PathBuf>,
    /// How many seconds machines wait between check-ins.
    pub interval: u32,
    /// How it writes its log.
    pub log: LogFormat,
    /// Whether it logs each request of machines, too.
    pub log_all: bool,
    /// A file with the token that metrics are read with; without it nobody reads them.
    pub metrics_token_file: Option<PathBuf>,
    /// Where new advisories are taken from once a day: a URL, a zip file or a directory. Without it, `fetter db update` brings them.
    pub advisories: Option<String>,
    /// How that is reached.
    pub network: Network,
    /// Whether webhooks may go to addresses of this machine and of private networks.
    pub private_webhooks: bool,
    /// How mail goes out; without it none does.
    pub mail: Option<MailSettings>,
    /// How people sign in at a provider; without it they do not.
    pub oidc: Option<OidcSettings>,
    /// How long things are kept.
    pub retention: Retention,
    /// After how many days without a word a machine is silent.
    pub silent_days: u32,
}

/// The fewest characters of a token that somebody chose.
const TOKEN: usize = 16;

impl Settings {
    /// Whether its certificate is one that it made itself.
    pub(super) const fn is_own(&self) -> bool {
        matches!(self.certificate, Certificate::Own(_))
    }

    /// How the server is to behave.
    pub(super) fn options(&self) -> Result<ServerOptions, ServeError> {
        let token = self.metrics_token_file.as_ref().map(|file| {
            let text = read(file, 1024)?;
            let text = String::from_utf8(text).unwrap_or_default();
            let token = text.trim();
            let is_token = token.len() >= TOKEN && token.bytes().all(|byte| byte.is_ascii_graphic());
            is_token.then(|| Secret::digest_of(token)).ok_or_else(|| ServeError::Token(file.clone()))
        });
        let provider = self.oidc.as_ref().map(|oidc| Provider::new(oidc, &self.network)).transpose()?;
        Ok(ServerOptions {
            interval: self.interval,
            metrics_token: token.transpose()?,
            log_all: self.log_all,
            private_webhooks: self.private_webhooks,
            sends_mail: self.mail.is_some(),
            is_plain: self.certificate == Certificate::None && self.proxies.is_empty(),
            fingerprint: None,
            retention: self.retention,
            oidc: provider.map(Arc::new),
        })
    }
}

/// What a server shows to be who it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Certificate {
    /// One that it makes itself, for these names and addresses, and keeps. Machines know it by its fingerprint.
    Own(Vec<String>),
    /// One that it is given: a chain, and its key, in PEM.
    Given {
        /// The file of the chain.
        chain: PathBuf,
        /// The file of the key.
        key: PathBuf,
    },
    /// None: plain HTTP, on loopback only.
    None,
}

/// How a log is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// A line with fields, for people.
    #[default]
    Text,
    /// A line of JSON, for programs.
    Json,
}
