//! Signing in at the organisation's provider: from the button to the session.

use std::sync::Arc;

use fetter_protocol::Digest;
use serde::Deserialize;

use super::password::NewToken;
use super::{OidcError, Provider};
use crate::api::rate::Source;
use crate::auth::oidc::{Flow, Mapped, NewFlow};
use crate::auth::{Peer, Secret};
use crate::clock;
use crate::state::{Server, Shared};
use crate::store::{Identity, IdentityError};

/// A sign-in that has begun.
#[derive(Clone)]
pub struct Begun {
    /// Where the browser is to go.
    pub url: String,
    /// What the browser is to keep until it comes back, in a cookie that no script reads; good for 10 minutes.
    pub flow: String,
}

/// A sign-in that is finished.
#[derive(Clone, Debug)]
pub struct Finished {
    /// The token of the session. It is shown this once.
    pub token: Secret,
    /// Until when it is good at most, in seconds since 1970.
    pub expires: u64,
    /// The path of this server where the browser is to go on.
    pub next: String,
}

/// What a browser brings back from the provider (RFC 6749, section 4.1.2; RFC 9207).
#[derive(Clone, Default, Deserialize)]
pub struct BackQuery {
    /// The code.
    pub code: Option<String>,
    /// What it took along.
    pub state: Option<String>,
    /// Who the provider is.
    pub iss: Option<String>,
    /// Why there is no code.
    pub error: Option<String>,
}

impl std::fmt::Debug for Begun {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Begun(****)")
    }
}

impl std::fmt::Debug for BackQuery {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("BackQuery(****)")
    }
}

/// What the provider is called for people; `None` where there is none.
#[must_use]
pub fn provider_name(shared: &Server) -> Option<&str> {
    shared.options.oidc.as_ref().map(|provider| provider.settings.name.as_str())
}

/// Begins a sign-in, after which the browser goes to that path of this server.
pub async fn begin(shared: &Shared, next: &str) -> Result<Begun, OidcError> {
    let provider = provider(shared)?;
    let NewFlow { flow, state } = NewFlow::new(next, clock::now())?;
    let sealed = flow.sealed(&shared.sealer)?;
    let url = provider.turn(move |provider| provider.sends_to(&flow, &state)).await?;
    Ok(Begun { url, flow: sealed })
}

/// Finishes a sign-in: the browser is back, with what it kept. `agent` is what its program calls itself.
pub async fn finish(
    shared: &Shared,
    query: &BackQuery,
    flow: &str,
    origin: &str,
    agent: &str,
) -> Result<Finished, OidcError> {
    let provider = provider(shared)?;
    let peer = Peer::new(origin, agent.as_bytes());
    shared.rates.take(Source::Password(peer.origin.clone())).map_err(OidcError::TooMany)?;
    let now = clock::now();
    let flow = Flow::open(flow, &shared.sealer, now).ok_or(OidcError::Flow)?;
    let state = query.state.as_deref().map(|state| Digest::of(state.as_bytes()));
    if state != Some(flow.state) {
        return Err(OidcError::State);
    }
    let (asked, kept) = (query.clone(), flow.clone());
    let claims = provider.turn(move |provider| provider.identify(&asked, &kept, now)).await?;
    let settings = &provider.settings;
    let mapped = Mapped::of(&settings.roles, &claims.groups).ok_or(OidcError::NoGroup)?;
    let token = NewToken::new()?;
    let identity = Identity {
        issuer: settings.issuer.clone(),
        subject: claims.subject,
        name: claims.name,
        role: mapped.role,
        groups: mapped.groups,
        state: flow.state,
        expires: flow.expires,
    };
    let (database, organisation) = (&shared.database, settings.organisation.as_deref());
    let done = database.sign_in_identity(organisation, &identity, &token.session, &peer).await?;
    done.map_err(|error| match error {
        IdentityError::Organisation => OidcError::Organisation,
        IdentityError::Finished => OidcError::Finished,
        IdentityError::Disabled => OidcError::Disabled,
        IdentityError::Taken => OidcError::Taken(identity.name),
    })?;
    Ok(Finished { token: token.secret, expires: token.session.expires, next: flow.next })
}

fn provider(shared: &Shared) -> Result<Arc<Provider>, OidcError> {
    shared.options.oidc.clone().ok_or(OidcError::NotSet)
}
