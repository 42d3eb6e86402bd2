//! `fetter agent enroll`: a machine becomes one of an organisation's.

use std::io::Write;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use fetter_agent::config::{Config, STATE};
use fetter_agent::report::{
    Destination, Enrolment, EnrolmentFiles, SpoolError, Sync, become_machine, host, machine_id,
    new_machine_id,
};
use fetter_agent::run::StateLock;
use fetter_client::server::{MachineKey, Place, ServerClient, ServerError};
use fetter_core::report::escape;
use fetter_protocol::{CoverageSummary, Enrolled, Enrollment, Kind};

use super::super::secrets::{fingerprint, token};
use super::super::session::Session;
use super::configured;
use crate::arguments::Enroll;
use crate::exit::Exit;
use crate::{server, surroundings};

pub(super) fn run(session: &Session, config_file: &Path, asked: &Enroll) -> anyhow::Result<Exit> {
    let fingerprint = asked.fingerprint.as_deref().map(fingerprint).transpose()?;
    let place = Place::new(&asked.server, fingerprint)?;
    let config = configured(config_file)?;
    let state = config.as_ref().map_or_else(|| PathBuf::from(STATE), |config| config.state.clone());
    let known = Enrolment::read(&state).or_else(|error| if asked.force { Ok(None) } else { Err(error) })?;
    if let Some(known) = known.filter(|_| !asked.force) {
        bail!(
            "this machine is enrolled at {} already: say --force to leave that, and to be another machine from then on",
            known.url
        );
    }
    let token = token(session, "the token", &asked.token_file)?;
    let enrolment = if asked.force { anew(&state, &place, &token) } else { first(&state, &place, &token) }?;
    session.show(|out| tell(out, &enrolment, config.as_ref(), config_file, &state))?;
    Ok(Exit::Done)
}

/// Enrols a machine that is not enrolled. Whoever was killed while this was done before goes on with the key that was made.
fn first(state: &Path, place: &Place, token: &str) -> anyhow::Result<Enrolment> {
    make(state)?;
    let machine =
        machine_id(&Sync::of(state).outbox).context("enrol as whom the agent runs as, which is root")?;
    let files = EnrolmentFiles::open(state)?;
    let key = match files.key()? {
        Some(kept) => MachineKey::from_pkcs8(&kept)?,
        None => MachineKey::generate()?,
    };
    files.keep_key(key.to_pkcs8())?;
    let enrolment = enroll(place, &machine, &key, token)?;
    files.keep(&enrolment)?;
    Ok(enrolment)
}

/// Makes another machine of this one. Until the server has taken it, it stays what it was.
fn anew(state: &Path, place: &Place, token: &str) -> anyhow::Result<Enrolment> {
    make(state)?;
    // An agent that runs would go on under the id before.
    let _lock = StateLock::take(&state.join("agent"))
        .context("stop the agent first (`systemctl stop fetter-agent`)")?;
    let (machine, key) = (new_machine_id()?, MachineKey::generate()?);
    let enrolment = enroll(place, &machine, &key, token)?;
    let files = EnrolmentFiles::open(state)?;
    let keep = || -> Result<(), SpoolError> {
        files.forget()?;
        become_machine(&Sync::of(state).outbox, &machine)?;
        files.keep_key(key.to_pkcs8())?;
        files.keep(&enrolment)
    };
    keep()?;
    Ok(enrolment)
}

/// The directory of the agent's state, where the agent has not made it yet.
fn make(state: &Path) -> anyhow::Result<()> {
    let made = std::fs::DirBuilder::new().recursive(true).mode(0o711).create(state);
    made.with_context(|| format!("could not make {}; enrol as root", state.display()))
}

/// Asks the server to take a machine.
fn enroll(place: &Place, machine: &str, key: &MachineKey, token: &str) -> anyhow::Result<Enrolment> {
    let client = ServerClient::new(place, &surroundings::network())?;
    let enrolled = client.enroll(&enrollment(machine, key, token)).map_err(|error| explained(&error))?;
    Ok(Enrolment::of(place.url(), place.fingerprint(), &enrolled))
}

/// What a machine asks to be taken with, or asks for another key with.
pub(super) fn enrollment(machine: &str, key: &MachineKey, token: &str) -> Enrollment {
    Enrollment {
        schema: Kind::Enrollment.schema().to_owned(),
        version: Kind::Enrollment.version(),
        token: token.to_owned(),
        key: key.public(),
        proof: key.sign(&Enrollment::claim(machine, &key.public())),
        host: host(machine, "observe", None, CoverageSummary::default()),
    }
}

/// A refusal, with what to do.
pub(super) fn explained(error: &ServerError) -> anyhow::Error {
    match error {
        ServerError::Refused { trouble, .. } => {
            anyhow::anyhow!("the server refused it: {error}{}", server::advice(*trouble))
        }
        error => anyhow::anyhow!("{error}"),
    }
}

/// What the server said of a machine that was enrolled before, in the place of what it said then.
pub(super) fn renewed(before: &Enrolment, enrolled: &Enrolled) -> Enrolment {
    Enrolment::of(&before.url, before.fingerprint, enrolled)
}

/// Says what was done, and what is left to do.
fn tell(
    out: &mut dyn Write,
    enrolment: &Enrolment,
    config: Option<&Config>,
    config_file: &Path,
    state: &Path,
) -> std::io::Result<()> {
    let Enrolment { url, machine, organisation, group, .. } = enrolment;
    let (organisation, group) = (escape(organisation), escape(group));
    writeln!(
        out,
        "This machine is enrolled at {}: {machine}, group {group} of {organisation}.",
        escape(url)
    )?;
    writeln!(out, "Its key is in {}, and leaves this machine never.", state.join("server").display())?;
    let file = config_file.display();
    if let Some(policy) = config.and_then(|config| config.policy.as_ref()) {
        let policy = policy.display();
        writeln!(
            out,
            "{file} names a policy of this machine, {policy}, which goes before the server's: leave `policy` away to go by that."
        )?;
    }
    if let Some(to) = config.and_then(|config| config.report_to.as_deref()) {
        let directory = config_file.parent().unwrap_or(Path::new("/"));
        if matches!(Destination::read(to, directory), Ok(Destination::Directory(_))) {
            writeln!(
                out,
                "{file} has reports brought to {}, and not to the server: leave `to` of [report] away.",
                escape(to)
            )?;
        }
    }
    writeln!(out, "Now, as root:\n  systemctl restart fetter-agent && systemctl enable fetter-sync")?;
    writeln!(out, "  systemctl restart fetter-sync")
}
