//! Who looks at a page.

use axum::http::request::Parts;
use axum::http::{Method, StatusCode, header};

use super::cookie::SESSION;
use super::pages::role_word;
use super::view::{Chrome, Said};
use crate::api::Refused;
use crate::api::v1::{Allowed, Need, Needs, allow, member_of, peer};
use crate::auth::{Peer, Secret};
use crate::state::Shared;
use crate::store::{Caller, Member, Proof};

/// Somebody who may look at a page that needs `N`.
#[derive(Debug)]
pub(super) struct Visit<N: Need<Grant = Member>> {
    allowed: Allowed<N>,
    member: Member,
    peer: Peer,
    pub(super) csrf: String,
    /// How the browser calls this server, if that can be a name or an address.
    pub(super) host: Option<String>,
}

/// Why a page is not shown.
#[derive(Debug)]
pub(super) enum Turned {
    /// Nobody is signed in.
    Stranger,
    /// Somebody is, who needs an authenticator first.
    Incomplete,
    /// Somebody is, who may not.
    Refused(Refused),
}

impl<N: Need<Grant = Member>> Visit<N> {
    /// The same once more, for another page of a list.
    pub(super) fn again(&self) -> Result<Self, Refused> {
        let (member, peer) = (self.member.clone(), self.peer.clone());
        Ok(Self { allowed: self.allowed()?, member, peer, csrf: self.csrf.clone(), host: self.host.clone() })
    }

    /// What the handler of a list or of a deed needs.
    pub(super) fn allowed<M: Need<Grant = Member>>(&self) -> Result<Allowed<M>, Refused> {
        allow::<M>(Some(Caller::Member(self.member.clone())), &self.peer)
    }

    /// Whether they have to set an authenticator up before anything else.
    pub(super) fn is_incomplete(&self) -> bool {
        self.member.proof == Proof::Incomplete
    }

    /// Whether they may do what needs that.
    pub(super) fn may<M: Need<Grant = Member>>(&self) -> bool {
        !self.member.is_read_only && self.allowed::<M>().is_ok()
    }

    pub(super) fn chrome(&self) -> Chrome {
        Chrome {
            who: Said::short(&self.member.scope.by().who),
            organisation: Said::short(&self.member.organisation),
            role: role_word(self.member.role),
            csrf: self.csrf.clone(),
        }
    }
}

impl<N: Need<Grant = Member>> std::ops::Deref for Visit<N> {
    type Target = Member;

    fn deref(&self) -> &Member {
        &self.allowed
    }
}

/// That a request comes from a page that this session was shown: it is made of the session's token, which no other page knows.
pub(super) fn csrf_of(token: &str) -> String {
    Secret::digest_of(&format!("form of {token}")).to_string()
}

impl<N: Need<Grant = Member>> Visit<N> {
    /// Who asks, by the cookie of the session.
    pub(super) async fn of(parts: &Parts, shared: &Shared) -> Result<Self, Turned> {
        debug_assert!(N::NEEDS != Needs::Nothing, "what anybody may see needs no visit");
        let token = SESSION.read(&parts.headers, &shared.options).ok_or(Turned::Stranger)?.to_owned();
        let member = match member_of(parts, shared, &token).await {
            Ok(found) => found,
            Err(refused) if refused.status() == StatusCode::UNAUTHORIZED => return Err(Turned::Stranger),
            Err(refused) => return Err(Turned::Refused(refused)),
        };
        if !N::is_open(&Caller::Member(member.clone())) {
            return Err(Turned::Incomplete);
        }
        let peer = peer(parts);
        let is_safe = matches!(parts.method, Method::GET | Method::HEAD);
        if member.is_read_only && !is_safe {
            let why = "the session allows to read and nothing else";
            return Err(Turned::Refused(Refused::new(StatusCode::FORBIDDEN, why)));
        }
        let allowed = allow::<N>(Some(Caller::Member(member.clone())), &peer).map_err(Turned::Refused)?;
        Ok(Self { allowed, member, peer, csrf: csrf_of(&token), host: host(parts) })
    }
}

fn host(parts: &Parts) -> Option<String> {
    let of_uri = || parts.uri.authority().map(ToString::to_string);
    let of_header = parts.headers.get(header::HOST).and_then(|host| host.to_str().ok()).map(str::to_owned);
    let is_host = |host: &String| {
        !host.is_empty()
            && host.len() <= 260
            && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte))
    };
    of_header.or_else(of_uri).filter(is_host)
}

/// Where a stranger wanted to go, to come there once signed in.
pub(super) fn wanted(parts: &Parts) -> String {
    parts.uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string)
}
