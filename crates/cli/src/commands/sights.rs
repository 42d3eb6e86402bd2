//! Since when releases have been on this machine, as the agent's journal says.

use std::path::{Path, PathBuf};

use anyhow::Context;
use fetter_agent::config::{CONFIG, STATE};
use fetter_agent::journal::{FirstSeen, JournalError, Reader};
use fetter_core::check::FirstSights;
use fetter_core::report::escape;
use fetter_core::timestamp::Timestamp;

use super::agent::configured;
use super::session::{Session, say};

/// What the journal in the directory that was named says, or of this machine the one of its agent, if there is one that may be read.
pub(super) fn read(session: &Session, named: Option<&Path>) -> anyhow::Result<FirstSights> {
    if let Some(named) = named {
        let directory = session.directory().join(named);
        let seen = seen(&directory);
        let context = || format!("could not read the journal in {}", directory.display());
        return Ok(sights(&seen.with_context(context)?));
    }
    let directory = usual();
    if !session.is_of_this_machine() || std::fs::symlink_metadata(&directory).is_err() {
        return Ok(FirstSights::default());
    }
    match seen(&directory) {
        Ok(seen) => Ok(sights(&seen)),
        Err(error) => {
            if !session.is_quiet() {
                let text = format!(
                    "since when packages have been here is in the agent's journal, which could not be read (root may): {error}"
                );
                say(&format!("fetter: {}", escape(&text)));
            }
            Ok(FirstSights::default())
        }
    }
}

/// Where this machine's agent keeps its journal.
fn usual() -> PathBuf {
    // Where the configuration cannot be read by a user, its agent's journal cannot either.
    let config = configured(Path::new(CONFIG)).ok().flatten();
    config.map_or_else(|| STATE.into(), |config| config.state).join("agent")
}

fn seen(directory: &Path) -> Result<FirstSeen, JournalError> {
    Reader::open(directory)?.first_seen()
}

fn sights(seen: &FirstSeen) -> FirstSights {
    FirstSights::new(seen.all().filter_map(|(name, version, first)| {
        Some((name.to_owned(), version.to_owned(), Timestamp::of_unix_time(first.unix_seconds())?))
    }))
}
