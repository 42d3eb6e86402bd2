//! `fetter server demo`.

use std::fmt::Write;

use anyhow::Context;
use fetter_server::demo::{Demo, USERS};
use fetter_server::serve::{Begun, Certificate, LogFormat, Settings};

use crate::arguments::ServerDemo;
use crate::commands::session::Session;
use crate::exit::Exit;
use crate::surroundings;

pub(super) fn run(session: &Session, asked: &ServerDemo) -> anyhow::Result<Exit> {
    // It goes with all that is in it when this ends.
    let directory = tempfile::tempdir().context("could not make a directory for the demonstration")?;
    let settings = Settings {
        data: directory.path().to_owned(),
        database: None,
        listen: asked.listen,
        proxies: Vec::new(),
        certificate: Certificate::None,
        key_file: None,
        interval: 60,
        log: LogFormat::Text,
        log_all: false,
        metrics_token_file: None,
        advisories: None,
        network: surroundings::network(),
        private_webhooks: false,
        mail: None,
        retention: fetter_server::jobs::Retention::default(),
        silent_days: 7,
        oidc: None,
    };
    let mut said = Ok(());
    let mut started = |begun: &Begun, demo: &Demo| {
        said = session.show(|out| out.write_all(greeting(begun, demo).as_bytes()));
    };
    fetter_server::demo::run(settings, usize::from(asked.machines), &mut started)?;
    said.context("could not say where the demonstration is")?;
    Ok(Exit::Done)
}

/// Where it is, and who one may be.
fn greeting(begun: &Begun, demo: &Demo) -> String {
    let mut text = format!(
        "A demonstration with machines and people that are made up: http://{}\nPassword of all users: {}\n",
        begun.address, demo.password
    );
    for user in USERS {
        let group = user.group.map_or_else(|| "all groups".to_owned(), |group| format!("the group {group}"));
        // Writing to a string does not fail.
        let _ = writeln!(text, "  {:<6} {} of {group}", user.name, user.role);
    }
    text.push_str("It is gone when this ends (Ctrl-C).\n");
    text
}
