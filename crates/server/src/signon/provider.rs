//! A provider, as far as this server knows it: asked where it must be, and what it said is kept for a while.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use fetter_client::Network;
use fetter_client::http::Client;
use serde::Deserialize;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::fetch::{DISCOVERY_BYTES, KEYS_BYTES, get, post};
use super::{BackQuery, OidcError, OidcSettings, OidcSettingsError};
use crate::auth::oidc::{Authentication, Claims, Discovery, Expected, Flow, Jwt, JwtError, Keys};
use crate::auth::url::{encoded, form};

/// How many ask the provider at once, and how long one waits for its turn.
const AT_ONCE: usize = 4;
const WAITS: Duration = Duration::from_secs(10);
/// How long what the provider says of itself is gone by.
const KEPT: Duration = Duration::from_secs(3600);
/// How long its keys are gone by before they are asked for again where none of them has signed a token.
const REFETCH: Duration = Duration::from_secs(60);
/// How long a provider that does not answer is left alone.
const ALONE: Duration = Duration::from_secs(3);
/// The longest code, in bytes.
const CODE_BYTES: usize = 4096;

/// A provider.
pub struct Provider {
    pub(super) settings: OidcSettings,
    secret: Option<String>,
    client: Client,
    known: Mutex<Known>,
    turns: Arc<Semaphore>,
}

/// What it said, and when.
#[derive(Default)]
struct Known {
    discovery: Option<(Discovery, Instant)>,
    keys: Option<(Arc<Keys>, Instant)>,
    failed: Option<Instant>,
}

#[derive(Deserialize)]
struct TokenAnswer {
    id_token: String,
}

impl std::fmt::Debug for Provider {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Provider").field("settings", &self.settings).finish_non_exhaustive()
    }
}

impl Provider {
    /// The provider of these settings, which is not asked anything yet.
    pub fn new(settings: &OidcSettings, network: &Network) -> Result<Self, OidcSettingsError> {
        let secret = settings.check()?;
        let client = Client::new(network)?;
        let turns = Arc::new(Semaphore::new(AT_ONCE));
        Ok(Self { settings: settings.clone(), secret, client, known: Mutex::default(), turns })
    }

    /// Does something that asks it, in a thread that may wait.
    pub(super) async fn turn<T: Send + 'static>(
        self: &Arc<Self>,
        ask: impl FnOnce(&Self) -> Result<T, OidcError> + Send + 'static,
    ) -> Result<T, OidcError> {
        let place = timeout(WAITS, self.turns.clone().acquire_owned()).await;
        let place = place.map_err(|_| OidcError::Busy)?.map_err(|_| OidcError::Busy)?;
        let this = Arc::clone(self);
        let done = tokio::task::spawn_blocking(move || {
            let _place = place;
            ask(&this)
        });
        done.await.map_err(|_| OidcError::Provider)?
    }

    /// Where a browser is sent that begins to sign in (OpenID Connect Core 1.0, section 3.1.2.1).
    pub(super) fn sends_to(&self, flow: &Flow, state: &str) -> Result<String, OidcError> {
        let discovery = self.discovery()?;
        let (back, challenge) = (self.settings.back(), flow.challenge());
        let scope =
            if discovery.has_groups_scope { "openid profile email groups" } else { "openid profile email" };
        let query = form(&[
            ("response_type", "code"),
            ("client_id", &self.settings.client_id),
            ("redirect_uri", &back),
            ("scope", scope),
            ("state", state),
            ("nonce", &flow.nonce),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ]);
        let sign = if discovery.authorization.contains('?') { '&' } else { '?' };
        Ok(format!("{}{sign}{query}", discovery.authorization))
    }

    /// Who somebody is whom it has sent back.
    pub(super) fn identify(&self, query: &BackQuery, flow: &Flow, now: u64) -> Result<Claims, OidcError> {
        let discovery = self.discovery()?;
        let is_its_own = match &query.iss {
            Some(issuer) => *issuer == self.settings.issuer,
            None => !discovery.says_issuer,
        };
        if !is_its_own {
            return Err(OidcError::Issuer);
        }
        if let Some(error) = &query.error {
            return Err(OidcError::Refused(word(error)));
        }
        let code = query.code.as_deref().filter(|code| !code.is_empty() && code.len() <= CODE_BYTES);
        let token = self.exchange(&discovery, code.ok_or(OidcError::NoCode)?, flow)?;
        let payload = self.verified(&discovery, &Jwt::read(&token)?)?;
        let settings = &self.settings;
        let expected = Expected {
            issuer: &settings.issuer,
            client: &settings.client_id,
            nonce: &flow.nonce,
            groups: &settings.groups_claim,
            now,
        };
        Ok(Claims::read(&payload, &expected)?)
    }

    /// What it says of itself.
    fn discovery(&self) -> Result<Discovery, OidcError> {
        let mut known = self.known();
        if let Some((discovery, at)) = &known.discovery
            && at.elapsed() < KEPT
        {
            return Ok(discovery.clone());
        }
        if known.failed.is_some_and(|failed| failed.elapsed() < ALONE) {
            return Err(OidcError::Provider);
        }
        let issuer = &self.settings.issuer;
        let document = get(&self.client, &Discovery::url(issuer), DISCOVERY_BYTES).map_err(failed);
        let read = document.and_then(|document| Discovery::read(&document, issuer).map_err(failed));
        match read {
            Ok(discovery) => {
                known.discovery = Some((discovery.clone(), Instant::now()));
                known.failed = None;
                Ok(discovery)
            }
            Err(error) => {
                known.failed = Some(Instant::now());
                Err(error)
            }
        }
    }

    /// The token for a code (section 3.1.3).
    fn exchange(&self, discovery: &Discovery, code: &str, flow: &Flow) -> Result<String, OidcError> {
        let (back, id) = (self.settings.back(), &self.settings.client_id);
        let mut fields = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &back),
            ("code_verifier", &flow.verifier),
        ];
        // In HTTP's own way both are encoded as in a form (RFC 6749, section 2.3.1).
        let basic = match (&self.secret, discovery.authentication) {
            (Some(secret), Authentication::Basic) => Some((encoded(id), encoded(secret))),
            (Some(secret), Authentication::Post) => {
                fields.extend([("client_id", id.as_str()), ("client_secret", secret)]);
                None
            }
            (None, _) => {
                fields.push(("client_id", id));
                None
            }
        };
        let basic = basic.as_ref().map(|(id, secret)| (id.as_str(), secret.as_str()));
        let answer = post(&self.client, &discovery.token, basic, &form(&fields)).map_err(failed)?;
        // What is in it is no matter for a log.
        let answer: TokenAnswer = serde_json::from_slice(&answer)
            .map_err(|_| failed("the provider's answer to a code is no token"))?;
        Ok(answer.id_token)
    }

    /// The payload of a token that one of its keys has signed. They are asked for again where none has, once in a while: it may have new ones.
    fn verified(&self, discovery: &Discovery, token: &Jwt<'_>) -> Result<Vec<u8>, OidcError> {
        let verified = token.verified(&*self.keys(discovery, KEPT)?);
        if verified == Err(JwtError::Signature) {
            return Ok(token.verified(&*self.keys(discovery, REFETCH)?)?);
        }
        Ok(verified?)
    }

    /// Its keys, no older than that.
    fn keys(&self, discovery: &Discovery, oldest: Duration) -> Result<Arc<Keys>, OidcError> {
        let mut known = self.known();
        if let Some((keys, at)) = &known.keys
            && at.elapsed() < oldest
        {
            return Ok(Arc::clone(keys));
        }
        let document = get(&self.client, &discovery.keys, KEYS_BYTES).map_err(failed)?;
        let keys = Arc::new(Keys::read(&document).map_err(failed)?);
        known.keys = Some((Arc::clone(&keys), Instant::now()));
        Ok(keys)
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What went wrong is for the log; to whoever signs in it says nothing.
fn failed(error: impl std::fmt::Display) -> OidcError {
    tracing::warn!(%error, "the provider of single sign-on could not be asked");
    OidcError::Provider
}

/// A word of the provider's that can be shown: one of RFC 6749's, or none.
fn word(error: &str) -> String {
    let is_plain = error.len() <= 64 && error.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    if is_plain && !error.is_empty() { error.to_owned() } else { "without a reason".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_s_word_is_a_word() {
        assert_eq!(word("access_denied"), "access_denied");
        for foreign in ["", "<script>", "a b", &"a".repeat(65)] {
            assert_eq!(word(foreign), "without a reason");
        }
    }
}
