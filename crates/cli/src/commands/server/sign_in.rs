//! `fetter server sign-in`.

use anyhow::Context;
use fetter_client::server::{ApiClient, Place, Target};
use fetter_core::report::escape;
use serde::{Deserialize, Serialize};

use crate::arguments::ServerSignIn;
use crate::commands::api::SignedIn;
use crate::commands::secrets::{fingerprint, secret, token};
use crate::commands::session::Session;
use crate::exit::Exit;
use crate::surroundings;

#[derive(Serialize)]
struct WithLink<'asked> {
    token: &'asked str,
    name: &'asked str,
    password: &'asked str,
}

#[derive(Serialize)]
struct WithPassword<'asked> {
    organisation: &'asked str,
    name: &'asked str,
    password: &'asked str,
}

#[derive(Deserialize)]
struct Begun {
    token: String,
    expires: u64,
}

pub(super) fn run(session: &Session, asked: &ServerSignIn) -> anyhow::Result<Exit> {
    let named = asked.fingerprint.as_deref().map(fingerprint).transpose()?;
    let place = Place::new(&asked.server, named)?;
    let client = ApiClient::new(&place, &surroundings::network(), None)?;
    let password = secret(session, "the password", &asked.password_file)?;
    let (name, password) = (asked.user.as_str(), password.as_str());
    let answer = if let Some(file) = &asked.link_file {
        let link = token(session, "the link", file)?;
        client.post(
            &Target::new("/api/v1/first"),
            &serde_json::to_vec(&WithLink { token: &link, name, password })?,
        )
    } else {
        let organisation = &asked.organisation;
        client.post(
            &Target::new("/api/v1/session"),
            &serde_json::to_vec(&WithPassword { organisation, name, password })?,
        )
    };
    let begun: Begun = serde_json::from_slice(&answer?).context("the server's answer is no session")?;
    let signed_in = SignedIn {
        server: place.url().to_owned(),
        fingerprint: named.map(|fingerprint| fingerprint.to_string()),
        token: begun.token,
        expires: begun.expires,
    };
    signed_in.keep(session)?;
    session.show(|out| {
        writeln!(
            out,
            "{} is signed in at {} until {}",
            escape(name),
            signed_in.server,
            surroundings::time(begun.expires)
        )
    })?;
    Ok(Exit::Done)
}
