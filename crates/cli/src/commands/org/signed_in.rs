//! `fetter org sign-out` and `fetter org password`: what whoever is signed in does about that.

use fetter_client::server::{ServerError, Target};
use serde::{Deserialize, Serialize};

use crate::arguments::{OrgPassword, Reach};
use crate::commands::api::{Api, SignedIn};
use crate::commands::secrets::secret;
use crate::commands::session::Session;
use crate::exit::{Exit, UsageError};

/// Ends what the token allows that the server is asked with. What is kept of a session goes where the server does not know it any more.
pub(super) fn sign_out(session: &Session, reach: &Reach) -> anyhow::Result<Exit> {
    let is_mine = reach.server.is_none();
    if is_mine && SignedIn::read(session)?.is_over() {
        SignedIn::forget(session)?;
        session.show(|out| writeln!(out, "the session was over; its token is forgotten"))?;
        return Ok(Exit::Done);
    }
    let done = Api::open(session, reach)?.delete("sign out", &Target::new("/api/v1/session"));
    let is_over = |error: &anyhow::Error| {
        matches!(error.downcast_ref::<ServerError>(), Some(ServerError::Refused { status: 401, .. }))
    };
    match done {
        Err(error) if !(is_mine && is_over(&error)) => return Err(error),
        _ => {}
    }
    if is_mine {
        SignedIn::forget(session)?;
    }
    session.show(|out| writeln!(out, "the token is good no longer"))?;
    Ok(Exit::Done)
}

#[derive(Serialize)]
struct Passwords<'asked> {
    password: &'asked str,
    new: &'asked str,
}

#[derive(Deserialize)]
struct Begun {
    token: String,
    expires: u64,
}

/// Sets another password. All sessions of the user end, and the one that begins is kept.
pub(super) fn password(session: &Session, reach: &Reach, asked: &OrgPassword) -> anyhow::Result<Exit> {
    if reach.server.is_some() {
        let text = "a password is of whoever signed in, not of a token: without --server and --token-file";
        return Err(UsageError::new(text).into());
    }
    let password = secret(session, "the password", &asked.password_file)?;
    let new = secret(session, "the new password", &asked.new_password_file)?;
    let api = Api::open(session, reach)?;
    let before = SignedIn::load(session)?;
    let body = Passwords { password: &password, new: &new };
    let begun: Begun = api.post("change the password", &Target::new("/api/v1/me/password"), &body)?;
    SignedIn { token: begun.token, expires: begun.expires, ..before }.keep(session)?;
    session.show(|out| writeln!(out, "the password is changed, and all other sessions are over"))?;
    Ok(Exit::Done)
}
