//! `fetter agent rotate-key`: another key in the place of the one that a machine has.

use std::path::{Path, PathBuf};

use anyhow::bail;
use fetter_agent::config::STATE;
use fetter_agent::report::{Enrolment, EnrolmentFiles, Sync, known_number};
use fetter_client::server::{HighWater, MachineClient, MachineKey, ServerError};
use fetter_core::report::escape;
use fetter_protocol::{Enrolled, Trouble};

use super::super::session::Session;
use super::configured;
use super::enroll::{enrollment, explained, renewed};
use crate::exit::Exit;
use crate::server;

/// How far above the numbers of the process that brings reports this one's are.
const AHEAD: u64 = 1024;

pub(super) fn run(session: &Session, config_file: &Path) -> anyhow::Result<Exit> {
    let state = configured(config_file)?.map_or_else(|| PathBuf::from(STATE), |config| config.state);
    let Some(enrolment) = Enrolment::read(&state)? else {
        bail!("this machine is not enrolled at a server: run `fetter agent enroll`");
    };
    let files = EnrolmentFiles::open(&state)?;
    let Some(kept) = files.key()? else {
        bail!("there is no key in the place of which another could be: run `fetter agent enroll --force`");
    };
    let begun = files.next_key()?;
    let next = match &begun {
        Some(kept) => MachineKey::from_pkcs8(kept)?,
        None => MachineKey::generate()?,
    };
    files.keep_next_key(next.to_pkcs8())?;
    let ask = |with: &[u8]| -> anyhow::Result<Result<Enrolled, ServerError>> {
        let numbers = Above(known_number(&Sync::of(&state).inbox)?.map(|known| known.saturating_add(AHEAD)));
        let key = MachineKey::from_pkcs8(with)?;
        let client = server::client(&enrolment).map_err(|error| explained(&error))?;
        let client = MachineClient::new(client, &enrolment.machine, key, Box::new(numbers));
        Ok(client.rotate_key(&enrollment(&enrolment.machine, &next, "")))
    };
    let mut asked = ask(&kept)?;
    let is_unknown = matches!(&asked, Err(ServerError::Refused { trouble: Some(Trouble::Unknown), .. }));
    if is_unknown && begun.is_some() {
        // Whoever was killed before had been answered: the next key is the one that is known.
        asked = ask(next.to_pkcs8())?;
    }
    let enrolled = asked.map_err(|error| explained(&error))?;
    files.turn(next.to_pkcs8())?;
    files.keep(&renewed(&enrolment, &enrolled))?;
    session.show(|out| {
        writeln!(
            out,
            "This machine has another key at {}. `fetter agent sync` takes it up by itself.",
            escape(&enrolment.url)
        )
    })?;
    Ok(Exit::Done)
}

/// Numbers above those that the other process has reserved. It jumps above these by itself, when one of its own is refused.
struct Above(Option<u64>);

impl HighWater for Above {
    fn read(&mut self) -> Result<Option<u64>, String> {
        Ok(self.0)
    }

    fn write(&mut self, number: u64) -> Result<(), String> {
        self.0 = Some(number);
        Ok(())
    }
}
