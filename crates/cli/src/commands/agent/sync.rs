//! `fetter agent sync`: brings reports to where they are wanted. It is nobody, and needs no right but to read them.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::bail;
use fetter_agent::config::{CONFIG, Config, STATE};
use fetter_agent::report::{
    Courier, Delivery, Destination, Enrolment, FileCourier, Sync, SyncError, once, sync,
};
use fetter_agent::run::Signals;
use fetter_client::server::Place;
use fetter_core::report::escape;

use super::super::session::Session;
use crate::arguments::SyncReports;
use crate::exit::{Exit, UsageError};
use crate::server::ServerCourier;
use crate::surroundings;

pub(super) fn run(session: &Session, config_file: &Path, asked: &SyncReports) -> anyhow::Result<Exit> {
    if surroundings::is_root() && !asked.as_root {
        bail!(
            "it needs no rights and takes none: run it as the user `fetter`, as fetter-sync.service does, or say --as-root"
        );
    }
    let (state, destination) = places(session, config_file, asked)?;
    if let Destination::Server(url) = &destination {
        enrolled_at(&state, url)?;
    }
    let at = Sync::of(&state);
    let mut open = |machine: &str| -> Result<Box<dyn Courier>, SyncError> {
        Ok(match &destination {
            Destination::Directory(directory) => Box::new(FileCourier::open(directory, machine)?),
            Destination::Server(_) => Box::new(ServerCourier::open(&state, machine)?),
        })
    };
    if asked.once {
        return match once(&at, &mut open)? {
            Delivery::Sent { reports, contents } => {
                session.show(|out| writeln!(out, "{reports} reports, contents of {contents} sites"))?;
                Ok(Exit::Done)
            }
            Delivery::Waiting => Ok(Exit::Done),
            Delivery::Failed(error) => Err(error.into()),
        };
    }
    let mut signals = Signals::new()?;
    let mut say = |text: &str| {
        let _ = writeln!(std::io::stderr(), "fetter: {}", escape(text));
    };
    sync(&at, &mut open, &mut signals, &mut say)?;
    Ok(Exit::Done)
}

/// Where the agent's state is, and where reports go.
fn places(
    session: &Session,
    config_file: &Path,
    asked: &SyncReports,
) -> anyhow::Result<(PathBuf, Destination)> {
    let loaded = match Config::load(config_file) {
        Ok(config) => Some(config),
        // Where there is no configuration, everything is where it usually is.
        Err(_) if asked.to.is_some() && config_file == Path::new(CONFIG) => None,
        Err(error) => return Err(error.into()),
    };
    let state = loaded.as_ref().map_or_else(|| STATE.into(), |config| config.state.clone());
    let destination = match (&asked.to, loaded.and_then(|config| config.report_to)) {
        (Some(to), _) => Destination::read(to, session.directory())?,
        (None, Some(to)) => Destination::read(&to, config_file.parent().unwrap_or(Path::new("/")))?,
        (None, None) => Destination::Server(enrolled(&state, config_file)?.url),
    };
    Ok((state, destination))
}

/// The server that the machine is enrolled at.
fn enrolled(state: &Path, config_file: &Path) -> anyhow::Result<Enrolment> {
    Ok(Enrolment::read(state)?.ok_or_else(|| {
        UsageError::new(format!(
            "nothing says where reports are brought to: give --to, set `to` of [report] in {}, or enrol the machine at a server by `fetter agent enroll`",
            config_file.display()
        ))
    })?)
}

/// Sees that the machine is enrolled at the server that was named.
fn enrolled_at(state: &Path, url: &str) -> anyhow::Result<()> {
    let named = Place::new(url, None)?;
    match Enrolment::read(state)? {
        Some(enrolment) if enrolment.url == named.url() => Ok(()),
        Some(enrolment) => bail!(
            "this machine is not enrolled at {}, but at {}: name that, or run `fetter agent enroll --force`",
            named.url(),
            enrolment.url
        ),
        None => bail!("this machine is not enrolled at {}: run `fetter agent enroll` as root", named.url()),
    }
}
