//! `fetter server sign-in`.

use anyhow::Context;
use fetter_client::server::{ApiClient, Place, ServerError, Target};
use fetter_core::report::escape;
use fetter_protocol::Trouble;
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
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'asked str>,
}

#[derive(Serialize)]
struct WithPassword<'asked> {
    organisation: &'asked str,
    name: &'asked str,
    password: &'asked str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'asked str>,
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
    let link = asked.link_file.as_deref().map(|file| token(session, "the link", file)).transpose()?;
    let name = asked.user.as_str();
    let send = |code: Option<&str>| -> anyhow::Result<Result<Vec<u8>, ServerError>> {
        let (path, body) = if let Some(link) = &link {
            let asked = WithLink { token: link, name, password: &password, code };
            ("/api/v1/first", serde_json::to_vec(&asked)?)
        } else {
            let organisation = &asked.organisation;
            let asked = WithPassword { organisation, name, password: &password, code };
            ("/api/v1/session", serde_json::to_vec(&asked)?)
        };
        Ok(client.post(&Target::new(path), &body))
    };
    let mut answer = send(asked.code.as_deref())?;
    if asked.code.is_none() && is_code_needed(&answer) {
        let code = super::code::ask()
            .context("the server asks for a code of the authenticator: give it with --code CODE")?;
        answer = send(Some(&code))?;
    }
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

/// Whether the password is right, and more is asked for.
fn is_code_needed(answer: &Result<Vec<u8>, ServerError>) -> bool {
    matches!(answer, Err(ServerError::Refused { trouble: Some(Trouble::CodeNeeded), .. }))
}
