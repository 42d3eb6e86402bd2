//! How people sign in at an organisation's provider.

use std::path::PathBuf;

use crate::auth::oidc::{RoleMapping, check_url};
use crate::serve::{ServeError, read};

/// The longest secret, in bytes.
const SECRET_BYTES: u64 = 4096;

/// How people sign in at an organisation's provider (OpenID Connect).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OidcSettings {
    /// Who the provider is: `https://…`, as its discovery document says it.
    pub issuer: String,
    /// What this server is called there.
    pub client_id: String,
    /// A file with the secret that goes with it; without one the server is a public client.
    pub client_secret_file: Option<PathBuf>,
    /// The claim that names groups.
    pub groups_claim: String,
    /// What those of a group may do.
    pub roles: Vec<RoleMapping>,
    /// The organisation that people come into; without it, the first.
    pub organisation: Option<String>,
    /// What the provider is called for people.
    pub name: String,
    /// Where browsers find this server: `https://…`, without a path.
    pub public_url: String,
}

/// Why a server does not start with them.
#[derive(Debug, thiserror::Error)]
pub enum OidcSettingsError {
    /// A URL.
    #[error("{option} {url}: {why}; it is https://HOST, or http:// on a loopback address")]
    Url {
        /// The option.
        option: &'static str,
        /// What was given.
        url: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// Nobody could do anything.
    #[error("single sign-on needs a group whose people may come in: --oidc-role CLAIMED_GROUP=ROLE")]
    NoRole,
    /// The secret.
    #[error("{}: a client secret is one line of printable characters", .0.display())]
    Secret(PathBuf),
    /// The file of the secret.
    #[error(transparent)]
    File(#[from] Box<ServeError>),
    /// The way there.
    #[error(transparent)]
    Network(#[from] fetter_client::http::FetchError),
}

impl OidcSettings {
    /// Whether a server can start with them, and the secret.
    pub(super) fn check(&self) -> Result<Option<String>, OidcSettingsError> {
        let wrong = |option, url: &str, why| OidcSettingsError::Url { option, url: url.to_owned(), why };
        for (option, url) in [("--oidc-issuer", &self.issuer), ("--public-url", &self.public_url)] {
            check_url(url).map_err(|why| wrong(option, url, why))?;
            if url.contains('?') {
                return Err(wrong(option, url, "it has a query"));
            }
        }
        if self.roles.is_empty() {
            return Err(OidcSettingsError::NoRole);
        }
        let Some(file) = &self.client_secret_file else { return Ok(None) };
        let text = read(file, SECRET_BYTES).map_err(Box::new)?;
        let text = String::from_utf8(text).unwrap_or_default();
        let secret = text.trim_end_matches(['\r', '\n']);
        let is_secret = !secret.is_empty() && !secret.contains(char::is_control);
        let secret = is_secret.then(|| secret.to_owned());
        secret.map(Some).ok_or_else(|| OidcSettingsError::Secret(file.clone()))
    }

    /// Where the provider sends browsers back.
    #[must_use]
    pub fn back(&self) -> String {
        format!("{}/sign-in/oidc/back", self.public_url.trim_end_matches('/'))
    }
}
