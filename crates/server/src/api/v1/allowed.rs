//! Who asks, in the type of a handler: without [`Allowed`] there is no [`Scope`](crate::store::Scope), and without that nothing of the store.

use std::net::SocketAddr;
use std::ops::Deref;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};

use super::super::rate::Source;
use crate::api::{Refused, Who};
use crate::auth::{Peer, Role, Secret};
use crate::state::Shared;
use crate::store::{Caller, Member, Operator, Proof};

/// Bytes of a token at most. Ours have 80.
const TOKEN_BYTES: usize = 256;

/// What a route needs, as the table of routes says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Nothing.
    Nothing,
    /// A token of that role or one above it; of what it sees, only its groups.
    Role(Role),
    /// A token of that role that is not limited to groups.
    Whole(Role),
    /// The operator's token.
    Operator,
}

/// What a handler needs.
pub trait Need: Send + 'static {
    /// What it has then.
    type Grant: Send;
    /// The same for the table of routes.
    const NEEDS: Needs;
    /// Whether it is for this caller at all, whatever their role: who needs an authenticator and has none sets it up first.
    #[must_use]
    fn is_open(caller: &Caller) -> bool {
        !matches!(caller, Caller::Member(Member { proof: Proof::Incomplete, .. }))
    }
    /// Gives it to a caller who may have it.
    fn grant(caller: Option<Caller>, peer: &Peer) -> Option<Self::Grant>;
}

/// What the handler of a request was granted.
#[derive(Debug)]
pub struct Allowed<N: Need>(N::Grant);

impl<N: Need> Deref for Allowed<N> {
    type Target = N::Grant;

    fn deref(&self) -> &N::Grant {
        &self.0
    }
}

/// No token is asked for. What is granted is who asks, as far as it is seen from outside.
#[derive(Clone, Copy, Debug)]
pub struct Anyone;

impl Need for Anyone {
    type Grant = Peer;
    const NEEDS: Needs = Needs::Nothing;

    fn grant(_: Option<Caller>, peer: &Peer) -> Option<Peer> {
        Some(peer.clone())
    }
}

/// Makes organisations, and sees none.
#[derive(Clone, Copy, Debug)]
pub struct OperatorOnly;

impl Need for OperatorOnly {
    type Grant = Operator;
    const NEEDS: Needs = Needs::Operator;

    fn grant(caller: Option<Caller>, _: &Peer) -> Option<Operator> {
        match caller {
            Some(Caller::Operator(operator)) => Some(operator),
            _ => None,
        }
    }
}

macro_rules! roles {
    ($($(#[$attribute:meta])* $name:ident: $needs:expr;)*) => {$(
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name;

        impl Need for $name {
            type Grant = Member;
            const NEEDS: Needs = $needs;

            fn grant(caller: Option<Caller>, _: &Peer) -> Option<Member> {
                member(Self::NEEDS, caller)
            }
        }
    )*};
}

roles! {
    /// Sees what is in its groups.
    Viewer: Needs::Role(Role::Viewer);
    /// Decides on requests of its groups.
    Approver: Needs::Role(Role::Approver);
    /// Changes policies of its groups.
    PolicyEditor: Needs::Role(Role::PolicyEditor);
    /// Manages the machines of its groups.
    Administrator: Needs::Role(Role::Administrator);
    /// Manages the whole organisation.
    WholeAdministrator: Needs::Whole(Role::Administrator);
}

/// Sees who they are and sets an authenticator up, which is all that somebody may do who needs one and has none.
#[derive(Clone, Copy, Debug)]
pub struct SettingUp;

impl Need for SettingUp {
    type Grant = Member;
    const NEEDS: Needs = Needs::Role(Role::Viewer);

    fn grant(caller: Option<Caller>, _: &Peer) -> Option<Member> {
        member(Self::NEEDS, caller)
    }

    fn is_open(_: &Caller) -> bool {
        true
    }
}

fn member(needs: Needs, caller: Option<Caller>) -> Option<Member> {
    let Some(Caller::Member(member)) = caller else { return None };
    let may = match needs {
        Needs::Nothing | Needs::Operator => false,
        Needs::Role(role) => member.role >= role,
        Needs::Whole(role) => member.role >= role && member.scope.is_whole(),
    };
    may.then_some(member)
}

impl<N: Need> FromRequestParts<Shared> for Allowed<N> {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, shared: &Shared) -> Result<Self, Refused> {
        let peer = peer(parts);
        let mut caller = None;
        if N::NEEDS != Needs::Nothing {
            let found = caller_of(parts, shared, bearer(&parts.headers), &peer.origin).await?;
            caller = Some(may_change(&parts.method, found)?);
        }
        allow(caller, &peer)
    }
}

/// The user whose session a token is. A program's token is none: it stays out of browsers.
pub(crate) async fn member_of(parts: &Parts, shared: &Shared, token: &str) -> Result<Member, Refused> {
    let token = (token.len() <= TOKEN_BYTES).then_some(token);
    match caller_of(parts, shared, token, &origin(parts)).await? {
        Caller::Member(member) if member.account.is_some() => Ok(member),
        _ => Err(unknown()),
    }
}

/// What a caller is granted who was found already.
pub(crate) fn allow<N: Need>(caller: Option<Caller>, peer: &Peer) -> Result<Allowed<N>, Refused> {
    if caller.as_ref().is_some_and(|caller| !N::is_open(caller)) {
        return Err(Refused::new(
            StatusCode::FORBIDDEN,
            "the organisation asks for an authenticator: set one up first (POST /me/totp)",
        ));
    }
    let granted = N::grant(caller, peer);
    granted.map(Allowed).ok_or(Refused::new(StatusCode::FORBIDDEN, "the token does not allow this"))
}

/// Who asks, as far as it is seen from outside.
pub(crate) fn peer(parts: &Parts) -> Peer {
    let agent = parts.headers.get(header::USER_AGENT).map_or(b"".as_slice(), HeaderValue::as_bytes);
    Peer::new(&origin(parts), agent)
}

/// Where a request comes from: the address of the peer.
fn origin(parts: &Parts) -> String {
    match parts.extensions.get::<ConnectInfo<SocketAddr>>() {
        Some(ConnectInfo(address)) => address.ip().to_canonical().to_string(),
        None => String::new(),
    }
}

const fn unknown() -> Refused {
    Refused::new(StatusCode::UNAUTHORIZED, "no token, or none that is good any more")
}

async fn caller_of(
    parts: &Parts,
    shared: &Shared,
    token: Option<&str>,
    origin: &str,
) -> Result<Caller, Refused> {
    let found = match token {
        Some(token) => shared.database.caller(&Secret::digest_of(token), origin).await?,
        None => None,
    };
    let source = match &found {
        Some(caller) => Source::Token(caller.by().token.unwrap_or_default()),
        None => Source::Unknown(origin.to_owned()),
    };
    if let (Some(caller), Some(who)) = (&found, parts.extensions.get::<Who>()) {
        who.is(name_of(caller));
    }
    shared.rates.take(source).map_err(|seconds| {
        shared.metrics.limited("api");
        too_many(seconds)
    })?;
    found.ok_or(unknown())
}

/// Who it is in the log: a row, and no name.
fn name_of(caller: &Caller) -> String {
    let token = caller.by().token.unwrap_or_default();
    match caller {
        Caller::Operator(_) => format!("operator {token}"),
        Caller::Member(member) => match member.account {
            Some(account) => format!("user {account}"),
            None => format!("token {token}"),
        },
    }
}

/// The answer to whoever asks too often.
pub(crate) fn too_many(seconds: u32) -> Refused {
    Refused::new(StatusCode::TOO_MANY_REQUESTS, "more requests than are taken in that time").later(seconds)
}

/// The token of a request (RFC 6750, section 2.1).
pub(in crate::api) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let (Some(value), None) = (values.next(), values.next()) else { return None };
    let (scheme, token) = value.to_str().ok()?.split_once(' ')?;
    (scheme.eq_ignore_ascii_case("bearer") && token.len() <= TOKEN_BYTES).then_some(token)
}

fn may_change(method: &Method, caller: Caller) -> Result<Caller, Refused> {
    let is_safe = matches!(*method, Method::GET | Method::HEAD);
    match &caller {
        Caller::Member(member) if member.is_read_only && !is_safe => {
            Err(Refused::new(StatusCode::FORBIDDEN, "the token allows to read and nothing else"))
        }
        _ => Ok(caller),
    }
}
