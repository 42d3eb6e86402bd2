//! `fetter server run`.

use anyhow::Context;
use fetter_core::report::escape;
use fetter_server::jobs::Retention;
use fetter_server::mail::MailSettings;
use fetter_server::serve::{Begun, Certificate, LogFormat, Settings};
use fetter_server::signon::OidcSettings;

use super::place::data;
use crate::arguments::{LogArgument, ServerKeep, ServerRun, ServerSignOn};
use crate::commands::session::Session;
use crate::exit::Exit;
use crate::surroundings;

pub(super) fn run(session: &Session, asked: &ServerRun) -> anyhow::Result<Exit> {
    let settings = settings(session, asked)?;
    let mut said = Ok(());
    let mut started =
        |begun: &Begun| said = session.show(|out| out.write_all(greeting(begun, asked).as_bytes()));
    fetter_server::serve::run(&settings, &asked.organisation, &mut started)?;
    said.context("could not say where the server listens")?;
    Ok(Exit::Done)
}

fn settings(session: &Session, asked: &ServerRun) -> anyhow::Result<Settings> {
    let certificate = match (&asked.certificate, &asked.certificate_key) {
        (Some(chain), Some(key)) => {
            Certificate::Given { chain: session.directory().join(chain), key: session.directory().join(key) }
        }
        _ if asked.plain_http => Certificate::None,
        _ => Certificate::Own(asked.name.clone()),
    };
    Ok(Settings {
        data: data(session, &asked.store)?,
        database: asked.store.database.clone(),
        listen: asked.listen,
        proxies: asked.trusted_proxies.clone(),
        certificate,
        key_file: asked.store.key_file.as_ref().map(|file| session.directory().join(file)),
        interval: asked.interval,
        log: match asked.log_format {
            LogArgument::Text => LogFormat::Text,
            LogArgument::Json => LogFormat::Json,
        },
        log_all: asked.log_requests,
        metrics_token_file: asked.metrics_token_file.as_ref().map(|file| session.directory().join(file)),
        advisories: asked.advisories.as_deref().map(|from| named(session, from)),
        network: surroundings::network(),
        private_webhooks: asked.private_webhooks,
        mail: mail(session, asked),
        oidc: oidc(session, &asked.sign_on),
        retention: retention(&asked.keep),
        silent_days: asked.silent_after,
    })
}

fn mail(session: &Session, asked: &ServerRun) -> Option<MailSettings> {
    let (server, from) = (asked.mail_server.clone()?, asked.mail_from.clone()?);
    let credentials = asked.mail_credentials_file.as_ref().map(|file| session.directory().join(file));
    Some(MailSettings { server, from, credentials, minutes: asked.mail_every })
}

fn oidc(session: &Session, asked: &ServerSignOn) -> Option<OidcSettings> {
    Some(OidcSettings {
        issuer: asked.oidc_issuer.clone()?,
        client_id: asked.oidc_client_id.clone()?,
        client_secret_file: asked.oidc_client_secret_file.as_ref().map(|file| session.directory().join(file)),
        groups_claim: asked.oidc_groups_claim.clone(),
        roles: asked.oidc_role.clone(),
        organisation: asked.oidc_organisation.clone(),
        name: asked.oidc_name.clone(),
        public_url: asked.public_url.clone()?,
    })
}

fn retention(keep: &ServerKeep) -> Retention {
    let days = |days: u32| (days > 0).then_some(days);
    Retention {
        history: days(keep.history),
        events: days(keep.events),
        findings: days(keep.findings),
        audit: days(keep.audit),
        notices: days(keep.notices),
        deliveries: days(keep.deliveries),
    }
}

/// A URL as it is, or a path from where the command was given.
fn named(session: &Session, from: &str) -> String {
    if from.contains("://") { from.to_owned() } else { session.directory().join(from).display().to_string() }
}

/// What a person needs to know to go on.
fn greeting(begun: &Begun, asked: &ServerRun) -> String {
    let scheme = if begun.fingerprint.is_some() { "https" } else { "http" };
    let mut lines = vec![format!("fetter server listens at {scheme}://{}", begun.address)];
    lines.extend(
        begun.fingerprint.map(|fingerprint| format!("fingerprint of its certificate: {fingerprint}")),
    );
    if begun.made_organisation {
        lines.push(format!("organisation made: {}", escape(&asked.organisation)));
    }
    if let Some(first) = &begun.first {
        let link = first.reveal();
        lines.push(format!("link for the first administrator, good once and for 24 hours: {link}"));
    }
    lines.join("\n") + "\n"
}
